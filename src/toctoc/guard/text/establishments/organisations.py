"""Employers, schools, clubs, associations, units and insurers by name: they count, stop nobody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.report import Category, Level
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.doc import REMOVE, Hit
from toctoc.guard.text.establishments.employers import formal, labelled, shouting
from toctoc.guard.text.exceptions import eponym
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

# kinds of organisations; a capitalised name behind one is its own
_KINDS = frozenset(
    words("""
    pension ambulances carrosserie atelier ecurie temple cirque opera huda mecs patron employeur
    mutuelle assurance assurances banque association asso ong fondation club societe entreprise
    groupe usine sucrerie mine scierie laiterie conserverie fonderie brasserie cooperative
    abattoir raffinerie aciérie acierie chantier chantiers imprimerie transports garage
    restaurant hotel supermarche hypermarche magasin boulangerie regiment rgt brigade bataillon
    commando escadron cfa ifsi mfr lep lp cada csapa caarud chrs esat ehpad foyer reseau amicale
    comite syndicat federation chorale choeur orchestre harmonie compagnie troupe ecole college
    lycee creche garderie micro-creche universite institut academie dojo sauveteurs ludotheque
    ferme exploitation domaine chateau peniche chalutier bateau navire fregate paroisse adil
    admr amap ccas epide service
    """)
)
_NEED_OWN = frozenset(
    words("""
    societe groupe service centre institut reseau foyer domaine chateau comite fondation
    harmonie compagnie chantier chantiers mine academie ferme ehpad federation hotel
    """)
)
_CLUBS = frozenset(
    words("""
    as us fc rc sc ac sl oc stade union olympique racing es sco cs co ua aviron
    """)
)
_SPORTS = frozenset(
    words("""
    rugby foot football hand handball basket volley judo athle athletisme natation gym tennis
    club licence licencie licenciee joue joueur joueuse entraineur entraineuse coach gardien
    """)
)
# employers that everybody knows, whatever their letters
_KNOWN = frozenset(
    words("""
    sncf ratp edf enedis engie airbus safran thales michelin renault peugeot citroen stellantis
    carrefour leclerc auchan lidl aldi intermarche amazon ikea decathlon darty boulanger
    castorama total totalenergies arcelormittal alstom dassault orano framatome areva veolia
    suez vinci bouygues eiffage colas lafarge saint-gobain danone nestle lactalis bonduelle
    fleury sodebo bigard arkema sanofi servier pierre-fabre loreal lvmh hermes chronopost dhl
    fedex geodis keolis transdev tisseo tcl stib onf cnes cnrs inra inrae cea inserm snsm urssaf
    macif macsf maaf mma gmf suva swisslife mnh maif matmut axa allianz groupama generali mgen
    harmonie covea acome legrand seb schneider ouest-france
    """)
)
_WORKS = frozenset(
    words("""
    patron employeur boulot job taf place chez travaille travaillait bosse bossait salarie
    salariee employe employee ouvrier ouvriere technicien technicienne ingenieur ingenieure
    cadre agent agente conducteur conductrice chauffeur cariste soudeur operateur operatrice
    interimaire apprenti apprentie alternance stage stagiaire commercial commerciale vendeur
    vendeuse caissier caissiere retraite retraitee ancien ancienne magasinier vigile
    manutentionnaire benevole pilote steward hotesse comptable directeur directrice responsable
    poste assure assuree assurance mutuelle reporter journaliste mecanicien mecanicienne livreur
    livreuse
    """)
)
_GAPS = frozenset((" ", "'", ' "', " « ", " «", "  ", "-"))
_LINKS = frozenset(words("de du des d la le l les et a au aux en"))
_AT = frozenset(("chez", "a", "la", "l", "au", "de", "d", "du", "pour", "par"))
_ARMY = re.compile(
    r"\b(?P<u>\d{1,3} ?(?:(?:er|eme|e|°) ?(?:ri|ra|rt|rg|rc)|(?:er|eme|e|°)? ?(?:rpima|rima|rep|"
    r"rei|bca|rcp|rhp|rhc|rgp|rch|rmed|bimp|rama|dble)|(?:er|eme|e) ?regiment [a-z' ]{5,30}))\b"
)
# works that make their town the employer's: "sucrerie de Grand-Bois"
_WORKSHOPS = frozenset(
    words("""
    usine sucrerie mine scierie laiterie conserverie fonderie abattoir raffinerie acierie
    """)
)
_OWN_TOWN = _WORKSHOPS | {"mutuelle", "admr", "amap", "adil"}
_SCHOOLS = frozenset(words("ecole college lycee creche maternelle"))
_DESCRIBES = frozenset(
    words("""
    primaire maternelle elementaire publique privee prive public sportif sportive pirogue judo
    foot football rugby handball hand basket tennis natation danse gym agricole professionnel
    technique hotelier caritative
    """)
)
_TRADE_ENDS = ("eur", "euse", "ier", "iere", "iste", "icien", "icienne", "ant", "ante", "trice")
_JOB_TAIL = 6


def find_employers(doc: Doc) -> Iterator[Hit]:
    """ "soudeur chez Mécasud", "à la SNCF": employers without a word for what they are."""
    for start, end in labelled(doc):
        yield _hit(start, end)
    at = 0
    for i, token in enumerate(doc.tokens):
        if i < at or doc.claimed[token.start]:
            continue
        first, stop = _employer(doc, i) if token.low == "chez" else (0, 0)
        if not stop:
            first, stop = formal(doc, i)
        if not stop and _known(doc, i):
            first, stop = i, _end(doc, i, _big(doc, i))
        if stop:
            yield _hit(doc.tokens[first].start, doc.tokens[stop - 1].end)
            at = stop


def find_organisations(doc: Doc) -> Iterator[Hit]:
    """Schools, clubs, units, firms led by what they are; nobody's name is looked for in them."""
    at = 0
    for match in _ARMY.finditer(doc.low):
        unit = doc.text[slice(*match.span("u"))]
        if "regiment" in match["u"] or re.search(r"[A-Z]{2,}|RPIMa|RIMa", unit):
            yield _hit(*match.span("u"))
    for i, token in enumerate(doc.tokens):
        if i < at or doc.claimed[token.start]:
            continue
        stop = first = 0
        if token.low in _KINDS:
            first, stop = _behind_kind(doc, i)
        elif token.upper and token.low in _CLUBS:
            first, stop = _club(doc, i)
        if stop:
            start, end = doc.tokens[first].start, doc.tokens[stop - 1].end
            yield _hit(start, end)
            doc.claim(start, end)
            at = stop


def _hit(start: int, end: int) -> Hit:
    return Hit(start, end, Category.EMPLOYER, Level.WARN, "employer", (REMOVE,), contestable=True)


def _big(doc: Doc, i: int) -> int:
    """Index after the organisation's own first word at `i`, hyphens followed."""
    stop = i + 1
    while stop < len(doc.tokens) and doc.gap(stop) in ("-", "'", "&"):
        stop += 1
    return stop


def _end(doc: Doc, first: int, stop: int) -> int:
    """The capitals that follow, small words between two of them included."""
    at = stop
    while at < len(doc.tokens) and at - first < 7 and doc.gap(at) in (" ", "-", "'", " & ", " d'"):
        token = doc.tokens[at]
        glued = doc.gap(at) == "-" and at == stop
        if token.low.isdigit() and len(token.low) < 4 and at == stop and doc.tokens[at - 1].cap:
            return at + 1
        if glued or (token.cap and token.low not in v.TITLES and not token.low.isdigit()):
            stop = at + 1
        elif token.low not in _LINKS:
            break
        at += 1
    return stop


def _behind_kind(doc: Doc, i: int) -> tuple[int, int]:
    """(first, end) of the name behind a kind: "mutuelle Harmonie", "école Saturnin Jasor"."""
    at, linked, kind = i + 1, False, doc.tokens[i].low
    while at < len(doc.tokens) and at - i < 6 and doc.gap(at) in _GAPS:
        token = doc.tokens[at]
        if doc.gap(at).strip() in ('"', "«"):
            close = doc.text.find("»" if "«" in doc.gap(at) else '"', token.end, token.end + 60)
            return (at, doc.index_at(close)) if close > 0 else (0, 0)
        if token.low in _LINKS and not (token.cap and not doc.shouted):
            linked = True
        elif token.cap and (not doc.shouted or _own(doc, at)):
            return _named(doc, i, at, linked, kind)
        elif token.low in _DESCRIBES and kind not in _NEED_OWN:
            linked = False
        elif kind in _SCHOOLS and not token.cap:
            return _lower_school(doc, i, at)
        else:
            return 0, 0
        at += 1
    return 0, 0


def _named(doc: Doc, i: int, at: int, linked: bool, kind: str) -> tuple[int, int]:
    token = doc.tokens[at]
    if token.low in v.TITLES or lexicon.is_drug(token.low) or eponym(doc, at):
        return 0, 0
    if doc.claimed[token.start] and kind not in _WORKSHOPS:
        return 0, 0
    if token.low in v.NOT_NAMES and token.low not in ("les", "le", "la"):
        return 0, 0
    if doc.shouted and kind in ("patron", "employeur"):
        return 0, 0
    medical = token.low in v.ACRONYMS or lexicon.is_acronym(token.low)
    if token.upper and not doc.shouted and medical:
        return 0, 0
    common = lexicon.word(token.low).common
    if kind in _NEED_OWN and (linked or common or doc.opens(i)):
        return 0, 0
    if doc.opens(i) and common and not linked:
        return 0, 0
    if token.upper and not doc.shouted and kind in ("association", "asso", "patron"):
        return 0, 0
    town = lexicon.place(token.low) or lexicon.region(token.low) is not None
    whole = kind in _WORKSHOPS or (doc.tokens[i].upper and not doc.shouted) or kind in _SCHOOLS
    if linked and town and kind not in _OWN_TOWN and doc.tokens[at - 1].low in ("de", "d", "du"):
        return 0, 0  # "club de Plouha": the town is found elsewhere
    return (i if whole else at), _end(doc, at, _big(doc, at))


def _own(doc: Doc, at: int) -> bool:
    """In capitals: whether the word is no everyday one."""
    low = doc.tokens[at].low
    return not lexicon.is_clinical(low) and low not in v.NOT_NAMES


def _lower_school(doc: Doc, i: int, at: int) -> tuple[int, int]:
    """ "lycee berthe de la mare": a school named after somebody, without capitals."""
    stop = at
    while stop < len(doc.tokens) and stop - at < 5 and doc.gap(stop) in (" ", "-", "'"):
        token = doc.tokens[stop]
        known = lexicon.word(token.low)
        person = known.first >= 2 or known.last >= 3 or lexicon.is_home_noun(token.low)
        if token.low not in _LINKS and (not person or lexicon.is_clinical(token.low)):
            break
        stop += 1
    while stop > at and doc.tokens[stop - 1].low in _LINKS:
        stop -= 1
    return (i, stop) if stop > at + 1 and lexicon.word(doc.tokens[at].low).first >= 2 else (0, 0)


def _club(doc: Doc, i: int) -> tuple[int, int]:
    """ "l'US Avranches", "AS Cagnes rugby": a club's letters and its town or sport."""
    if i + 1 >= len(doc.tokens) or doc.gap(i + 1) != " " or not i:
        return 0, 0
    after = doc.tokens[i + 1]
    if not after.cap or after.upper or doc.gap(i) not in ("'", " "):
        return 0, 0
    before = {t.low for t in doc.tokens[max(0, i - 5) : i]}
    if doc.tokens[i - 1].low not in ("l", "au", "du", "le", "d") and before.isdisjoint(_SPORTS):
        return 0, 0
    if lexicon.place(after.low) is None and before.isdisjoint(_SPORTS):
        return 0, 0
    stop = _end(doc, i, i + 2)
    if stop < len(doc.tokens) and doc.gap(stop) == " " and doc.tokens[stop].low in _SPORTS:
        stop += 1
    return i, stop


def _employer(doc: Doc, i: int) -> tuple[int, int]:
    """ "soudeur chez Mécasud": the name after "chez", where work is spoken of."""
    at = i + 1
    if at >= len(doc.tokens) or doc.gap(at) != " " or len(doc.tokens[at].text) < 2:
        return 0, 0
    if doc.shouted:
        stop = shouting(doc, i)
        return (at, stop) if stop else (0, 0)
    token = doc.tokens[at]
    before = {t.low for t in doc.tokens[max(0, i - _JOB_TAIL) : i]}
    if not token.cap or token.low in v.TITLES or token.low in v.NOT_NAMES:
        return 0, 0
    if doc.claimed[token.start] or (before.isdisjoint(_WORKS) and not _trade(doc, i)):
        return 0, 0
    if lexicon.word(token.low).first >= 3 and not (
        at + 1 < len(doc.tokens) and doc.tokens[at + 1].cap and doc.gap(at + 1) == " "
    ):
        return 0, 0
    return at, _end(doc, at, _big(doc, at))


def _trade(doc: Doc, i: int) -> bool:
    """Whether a word just before "chez" ends as trades do: "plombier chez X"."""
    return any(t.low.endswith(_TRADE_ENDS) for t in doc.tokens[max(0, i - 4) : i])


def _known(doc: Doc, i: int) -> bool:
    """An employer everybody knows, where work or a preposition leads to it."""
    token = doc.tokens[i]
    name = token.low
    if i + 1 < len(doc.tokens) and doc.gap(i + 1) == "-":
        glued = f"{name}-{doc.tokens[i + 1].low}"
        name = glued if glued in _KNOWN else name
    if name not in _KNOWN or lexicon.is_drug(name):
        return False
    before = doc.tokens[i - 1].low if i else ""
    near = {t.low for t in doc.tokens[max(0, i - _JOB_TAIL) : i]}
    if lexicon.word(token.low).common or lexicon.word(token.low).last >= 2:
        return token.cap and not near.isdisjoint(_WORKS) and before in _AT
    return before in _AT and (token.upper or token.cap or not near.isdisjoint(_WORKS))
