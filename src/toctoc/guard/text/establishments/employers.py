"""Organisations told by their form: a label, an insurer's letters, a body and its own words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.establishments.firms import listed
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

# "Employeur : Verrerie de la Bresle", "son employeur, Perles de Teavaroa, a": what follows a label
_LABELS = re.compile(
    r"\b(?:(?:[Ee]mployeur|EMPLOYEUR|[Pp]atron|[Mm]utuelle|MUTUELLE|[Cc]aisse|CAISSE|[Tt]utelle"
    r"|[Oo]rganisme|[Hh][ée]bergement|[Ee]ntreprise|[Ss]oci[ée]t[ée]|[Aa]ssureur|[Aa]ssurance)"
    r"(?: actuel| principal| act\.)?\.?(?: ?: {0,3}|, ))(?P<n>[A-ZÀ-Þ][^,\n;:.()|]{2,50})"
)
_LABELLING = frozenset(
    words("""
    employeur patron mutuelle caisse tutelle organisme hebergement entreprise societe assureur
    assurance
""")
)
# bodies whose own name begins with a capitalised kind: "la Société beauceronne des viandes"
_BODIES = frozenset(
    words("""
    societe cooperative verrerie union compagnie mutuelle opera orchestre etablissements ets ecurie
    ecuries atelier ateliers transports ambulances entreprise menuiserie chantiers charbonnages
    houilleres filature forges papeterie papeteries comptoir federation ligue association amicale
    royal air stade racing olympique sporting athletic banque credit laboratoires ecole cercle
    theatre ballet entente fromageries fromagerie fonderies fonderie cafe bar auberge brasserie
    restaurant hotel zoo haras caves cave chateau abbaye caisse chambre conservatoire academie
    institution institut office armee legion garde secours fondation maison medecins freres
    brasseries acieries ardoisieres salins chais serres pepinieres jardins editions agence
    papeteries tanneries filatures faienceries cristallerie cristalleries scieries moulins
    minoterie sucrerie laiterie conserverie distillerie imprimerie messageries charcuterie
    boulangerie patisserie salaisons maconnerie charpentes metallerie tolerie chaudronnerie
    fiduciaire marbrerie carrieres sablieres cimenterie cimenteries raffinerie centrale
    petites protection eglise reseau collectif service orchestre harmonie fanfare choeur
    maitrise cirque compagnons
    """)
)
# the trade that ends a firm's name
_BRANDS = frozenset(
    words("""
    securite services construction constructions batiment chimie industrie industries logistique
    proprete nettoyage automobile automobiles travaux viandes textiles technologies technologie
    energies energie systemes prevention distribution transports construct industrial energy
    metallerie menuiserie emballages plastiques composites aero immobilier habitat interim
    paysage paysages voyages logistics holding solutions peinture toitures isolation
    couverture charpente plomberie elec electricite terrassement assistance sante
    """)
)
# the same without a capital, before a name that no gazetteer holds
_LOCAL = frozenset(
    words("""
    mairie caserne conservatoire temple halles cooperative theatre cirque orchestre verrerie usine
    prison contingent domaine ferme entreprise societe garage abattoir
    """)
)
_HEADS = frozenset(words("association agence reseau societe collectif service mutuelle amicale"))
_AT_WORK = frozenset(words("sante travail interentreprises autonome prevention medicale medico"))
_BASE = re.compile(r"\b[Bb]ase (?:aérienne|navale|aéronavale) (?:\d{2,3}|(?:de |d')?[A-ZÀ-Þ]\w+)")
_LINKS = frozenset(words("de du des d la le l les et a aux sur en"))
_ADJECTIVES = (
    "aise",
    "oise",
    "enne",
    "aine",
    "ale",
    "ique",
    "ive",
    "onne",
    "ais",
    "ois",
    "ain",
    "al",
)
_SCIENCES = ("logie", "urgie", "iatrie", "ecine", "ique", "iques", "erapie", "ogues", "ation")
_LED = frozenset(words("a la l le les au chez par pour du de aux des son sa ex via"))
_STOPS = frozenset(words("a est qui ne depuis avec pour dans chez et ou mais n° iban tel"))
_TRADE_ENDS = ("eur", "euse", "ier", "iere", "iste", "icien", "icienne", "trice", "aire", "ent")
_TRADES = (*(e for e in _TRADE_ENDS if e not in ("aire", "ent")), "esse", "ente", "agent")
_BRACKETED = re.compile(r" \((?P<n>[A-ZÀ-Þ][\w'’&-]+(?: [A-ZÀ-Þ][\w'’&-]+){1,3})\)")


def labelled(doc: Doc) -> Iterator[tuple[int, int]]:
    """Spans of what a label announces, of air bases, and of names in brackets after a trade."""
    for match in doc.led(_LABELS, _LABELLING, doc.text):
        stop = _value_end(doc, match.start("n"), match.end("n"))
        if stop:
            yield match.start("n"), stop
    for match in _BRACKETED.finditer(doc.text):
        index = doc.index_at(match.start("n"))
        near = doc.tokens[max(0, index - 4) : index]
        worked = any(t.low.endswith(_TRADES) and len(t.low) > 5 for t in near)
        first = doc.tokens[index].low
        known = lexicon.word(first)
        wrong = (
            known.first > 1 or first in v.TITLES or lexicon.place(match["n"].lower()) is not None
        )
        if worked and not wrong and not lexicon.is_clinical(first) and not lexicon.is_drug(first):
            yield match.span("n")
    for match in _BASE.finditer(doc.text) if "base" in doc.words else ():
        yield match.span()


def _value_end(doc: Doc, start: int, end: int) -> int:
    """End of the capitalised name in the value, small words between two of its words included."""
    at = first = doc.index_at(start)
    stop = 0
    token = doc.tokens[first]
    wide = first + 1 < len(doc.tokens) and doc.tokens[first + 1].cap and doc.gap(first + 1) == " "
    plain = token.low in v.NOT_NAMES or lexicon.is_clinical(token.low)
    if token.low in v.TITLES or (plain and not (wide and not doc.shouted)):
        return 0
    if token.upper and not doc.shouted and len(token.low) < 5 and token.low not in listed("body"):
        return 0  # "hébergement : IES-R 71"
    while at < len(doc.tokens) and doc.tokens[at].end <= end and at - first < 7:
        token = doc.tokens[at]
        if at > first and doc.gap(at) not in (" ", "-", "'", " & "):
            break
        if token.low in _STOPS and not token.cap:
            break
        if token.cap or (token.low.isdigit() and at == first + 1 and len(token.low) < 4):
            stop = token.end
        elif token.low not in _LINKS:
            break
        at += 1
    return stop


def opens_formal(low: str) -> bool:
    """Whether a folded word without a capital may open what `formal` finds."""
    return low in _LOCAL


def formal(doc: Doc, i: int) -> tuple[int, int]:
    """(first, end) of the organisation that token `i` opens by its form, or (0, 0)."""
    token = doc.tokens[i]
    if token.upper and token.low in listed("body") and (stop := _letters_end(doc, i)):
        return i, stop
    if token.upper and token.low in listed("alone") and not doc.shouted:
        return i, i + 1
    if token.cap and token.low in _BODIES and not doc.shouted and not token.upper:
        return i, _body_end(doc, i)
    if token.low in _LOCAL and not token.cap:
        return i, _local_end(doc, i)
    return 0, 0


def branded(doc: Doc, i: int) -> tuple[int, int]:
    """(first, end) of a firm whose last word says its trade: "KREOL SECURITE"; or (0, 0)."""
    token = doc.tokens[i]
    if not token.cap or token.low not in _BRANDS or i == 0 or doc.gap(i) not in (" ", "-"):
        return 0, 0
    first, strange = i, False
    while first > 0 and i - first < 3 and doc.gap(first) in (" ", "-", "'"):
        word = doc.tokens[first - 1]
        known = lexicon.word(word.low)
        place = lexicon.place(word.low) is not None or lexicon.region(word.low) is not None
        if not word.cap or not word.alpha or word.low in v.TITLES or lexicon.is_drug(word.low):
            break
        if word.low in _AT_WORK:
            break
        if not place and (lexicon.is_clinical(word.low) or word.low in v.ACRONYMS):
            break
        if not place and (word.low in v.NOT_NAMES or lexicon.is_acronym(word.low)):
            break
        strange = strange or place or not (known.common or known.first)
        first -= 1
    after = doc.tokens[i + 1].low if i + 1 < len(doc.tokens) else ""
    if first == i or not strange or after in ("sociale", "routiere", "civile") or doc.opens(i):
        return 0, 0
    return first, i + 1


def _letters_end(doc: Doc, i: int) -> int:
    """ "UDAF 63", "MSA du Languedoc": the end of whose it is, or 0."""
    at = stop = i + 1
    while at < len(doc.tokens) and at - i < 5 and doc.gap(at) in (" ", "'", "-"):
        token = doc.tokens[at]
        if token.low.isdigit() and at == i + 1 and len(token.low) in (2, 3):
            return at + 1
        sided = token.low in ("grand", "sud", "nord", "est", "ouest", "centre")
        named = token.cap and token.low not in v.NOT_NAMES and token.low not in v.ACRONYMS
        if token.cap and (sided or (named and not lexicon.is_clinical(token.low))):
            stop = at + 1
        elif token.low not in _LINKS:
            break
        at += 1
    return stop if stop > i + 1 else 0


def _body_end(doc: Doc, i: int) -> int:
    """ "Société beauceronne des viandes", "Royal Air Maroc": inside a sentence, or after work."""
    if _heads(doc, i):
        return _head_end(doc, i)
    if not i:
        return 0
    before = doc.tokens[i - 1].low
    told = doc.gap(i) in (" (", ", ") and before.endswith(_TRADE_ENDS)
    led = before in _LED and not doc.opens(i)
    if not (told or led):
        return 0
    at, stop = i + 1, 0
    adjective = False
    while at < len(doc.tokens) and at - i < 6 and doc.gap(at) in (" ", "-", "'", " & "):
        token = doc.tokens[at]
        if token.low in _LINKS:
            at += 1
            continue
        if token.cap:
            stop = at + 1
        elif at == i + 1 and token.low.endswith(_ADJECTIVES):
            adjective, stop = True, at + 1
        elif adjective and doc.tokens[at - 1].low in ("de", "du", "des", "d"):
            return 0 if token.low.endswith(_SCIENCES) else at + 1
        else:
            break
        at += 1
    return stop


def _heads(doc: Doc, i: int) -> bool:
    """Whether the body opens a line of its own: "Association Rivage", a letterhead."""
    token = doc.tokens[i]
    if token.low not in _HEADS or not (i == 0 or "\n" in doc.gap(i) or doc.gap(i) == " – "):
        return False
    stop = doc.text.find("\n", token.end)
    line = doc.text[token.start : stop if stop > 0 else len(doc.text)]
    if token.low == "service" and _AT_WORK.isdisjoint(t.low for t in doc.tokens[i + 1 : i + 4]):
        return False
    return len(line) < 70 and stop > 0 and not line.endswith(".")


def _head_end(doc: Doc, i: int) -> int:
    """End of the capitals of a letterhead, or 0 where none is a name."""
    at = stop = i + 1
    strange = False
    while at < len(doc.tokens) and at - i < 8 and doc.gap(at) in (" ", "-", "'"):
        token = doc.tokens[at]
        if token.cap and token.alpha:
            stop = at + 1
            strange = strange or not lexicon.is_clinical(token.low)
        elif token.low not in _LINKS and token.low not in _AT_WORK:
            break
        at += 1
    return stop if stop > i + 1 and strange else 0


def _local_end(doc: Doc, i: int) -> int:
    """ "mairie de Razac", "temple du Chaudron": a body of a place that no list knows."""
    at = i + 1
    while at < len(doc.tokens) and at - i < 4 and doc.gap(at) in (" ", "'"):
        token = doc.tokens[at]
        if token.cap and token.alpha and not doc.shouted:
            known = lexicon.place(token.low) is not None or lexicon.region(token.low) is not None
            wrong = known or token.low in v.TITLES or lexicon.is_clinical(token.low)
            wrong = wrong or lexicon.is_eponym(token.low) or token.upper
            return 0 if wrong or doc.claimed[token.start] else _run(doc, at)
        if token.low not in _LINKS:
            return 0
        at += 1
    return 0


def _run(doc: Doc, at: int) -> int:
    """Index after the capitals that go on from token `at`."""
    stop = at + 1
    while stop < len(doc.tokens) and doc.tokens[stop].cap and doc.gap(stop) in (" ", "-", "'"):
        stop += 1
    return stop


def shouting(doc: Doc, i: int) -> int:
    """End of the employer after "CHEZ" in capitals: "GRUTIER CHEZ VALBAT CONSTRUCTION"; or 0."""
    if i + 1 >= len(doc.tokens) or not i or not doc.tokens[i - 1].low.endswith(_TRADE_ENDS):
        return 0
    at = i + 1
    while at < len(doc.tokens) and at - i < 4 and doc.gap(at) in (" ", "-", "'"):
        token = doc.tokens[at]
        if not token.alpha or token.low in v.NOT_NAMES or token.low in v.TITLES:
            break
        at += 1
    first = doc.tokens[i + 1].low
    return at if at > i + 1 and not lexicon.is_clinical(first) else 0
