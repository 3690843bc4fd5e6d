# ruff: noqa: E501  (patterns read better whole)
"""Years alone: "opéré en 2008", "depuis 2015", "PTH D (2014)", "1998 : pyélonéphrite"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text.dates.calendar import month_number
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Token

_FIGURES = re.compile(
    r"(?<![\w.,/:+\-–])(?P<y>18[5-9]\d|19\d\d|20[0-4]\d)(?![\w/°%]|[.,:]\d|-\d{3,}|-[a-z]| ?(?:mg|ml|ui|g|kcal|cal|m|mm|cm|l|j|pas|euros|€|µg|ng|pg|kg|%|/|hz|ms|cells?|copies|u|vols?)\b| ?/)"
)
_SHORT = re.compile(r"['’]?(?P<y>[2-9]\d)(?=\s?(?:[,;)\n]|\.(?!\d)|\Z))")
_SPAN = re.compile(
    r"(?<![\w.,/:+\-–])(?P<y>19[2-9]\d|20[0-4]\d) ?[\-/–] ?(?P<z>19[2-9]\d|20[0-4]\d)(?![\w/\-]|[.,]\d| ?(?:mg|ml|ui|g|kcal|m|pas|euros|€|%|p)\b)"
)
_LEVEL = re.compile(r"[cdls]\d{1,2}(?:[ls]?\d)?\Z")
_LED_SHORT = frozenset(("en", "depuis", "debut", "fin"))
_RANGE = re.compile(r" ?(?:a|-|au) ?(?:19|20)\d\d")
_TITLE = re.compile(r"\s?[:=→]\s|\s?[-–]\s|,? ?\(|, (?![\d])")
_CLOSED = re.compile(r"\s?(?:[,;)\n?!]|\.(?!\d)|\Z)")
_SURE = frozenset(
    words("en depuis annee annees des ete hiver automne printemps promo promotion millesime")
)
# What leads to a year in a story.
_BEFORE_YEAR = frozenset(
    words("""
    en depuis jusque annee an ete hiver automne printemps debut fin mi vers des courant avant apres jusqu
    printemps janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
    opere operee operes opérée pose posee posé diagnostique diagnostiquee diagnostic diag dg dx
    decouvert decouverte traite traitee vaccine vaccinee greffe greffee arrive arrivee installe
    retraite retraitee decede decedee mort morte hospitalise hospitalisee cancer infarctus accident
    chute avc ait idm sca pth ptg tvp ep avp sleeve bypass pontage stent stents cesarienne cesa
    accouchement fracture prothese valve tavi pacemaker pm dai vaccin covid retour voyage sejour
    naissance promo promotion classe rechute recidive ablation coelio cholecystectomie hysterectomie
    thyroidectomie appendicectomie lobectomie mastectomie tumorectomie colectomie nephrectomie
    prostatectomie arthrodese arthroscopie hernie discale cataracte coloscopie colo fibro irm
    scanner tdm echo bilan grossesse fcs geu ivg dernier derniere puis rein foie coeur
""")
)
# Societies, trials and scores stand before a year in capitals too: these operations don't.
_ACRONYMS = frozenset(
    words("""
    avc ait idm sca pth ptg tvp ep avp tavi dai pm fcs geu ivg irm tdm rtup rtuv rtu lca lcp hnp fiv
    icsi hsd hsa tc hta dt1 dt2 bpco fa aomi tep tec img dbt ppr pet efr ett eto coro bk tb covid
    dmla bgn sep pr spa lh lnh llc lmc lam lal mm idr dio kc k adk cbp chc chimio rt rcc vhc vhb vih
    ptk pue puc pua opn pna cpre gb eva evar mav aaa cec pac hge dpc asg ddb icd tvo
    amp ovh isg cesa avb sf ctc cop ptr ptq omi oap cmd cmh dsav aeg aos zona lupus horton
""")
)
# A number of four figures after these is a value.
_MEASURED = frozenset(
    words("""
    cpk ck bnp probnp nt ntprobnp ferritine ldh plq plaquettes pnn gb leuco leuc leucocytes lympho
    lymphocytes lipase lipasemie crp psa hcg bhcg dimeres troponine tropo asat alat ggt pal ige vs
    cd4 cv igg iga igm ca tg folates glycemie creat poids taille pn diurese volume apport apports
    dose dosage doses debit vitesse puissance total environ soit sur par fois moins plus taux
    charge score titre dilution amylase myoglobine vitamine vit cortisol prolactine acth pth calcium
    altitude prix cout perd perdu gagne recoit donne mange boit pese marche nage court uree natremie
    pic valeur norme normale resultat resultats seuil eosino eosinophiles hematies neutro autour
    presque quelque quelques jour nuit seance seances milieu article prescrit passe passer monte
    augmente descend baisse diminue de a d du la le les un une aux et ou
""")
)
_JOINS = frozenset((", ", ",", " et ", " puis ", " ou ", ", et ", ", puis ", " - ", " / ", " & "))
_SMALL = frozenset(
    words(
        "dans sans sous puis vers apres des les ses mais chez pas depuis alors dus plus lors hors"
    )
)
_SUFFIXES = ("ectomie", "plastie", "otomie", "ostomie", "therapie", "graphie", "scopie", "desese")
_SIDES = frozenset(words("d g dte gche droite gauche droit bilat bilaterale bilateral dt gch"))
_COUNTED = frozenset(("cas", "incidence", "prevalence", "declares", "recenses", "notifies"))
_SOURCES = frozenset(
    words("""
    reco recos recommandation recommandations calendrier consensus congres guideline guidelines
    statement version criteres critere classification protocole dsm cim loi decret norme
    edition avis grille tarif tarifs has ansm afssaps pnds rapport circulaire plan programme jo
    revue journal lancet nejm bmj jama article etude essai serie meta analyse biblio ref reference
    al coll colloque spilf afu esc esmo gold gina eular sfr sfe snfge cngof cim10 dsm5 who oms ccam
    ngap these memoire numero n dossier fiche decrit decrite decrits publie publiee publies
    cohorte registre cf cochrane epidemiologique epidemiologiques bareme baremes guide conference barometre enquete norme
""")
)
_PUBLISHED = frozenset(
    words("""
    al coll loi decret decrit decrite decrits publie publiee publies rapporte rapportes directive
    recommande recommandee recommandes recommandees
""")
)


def find_years(doc: Doc) -> Iterator[tuple[int, int]]:
    """Spans of years in the patient's story; not a dose, a value, a guideline, a citation."""
    last = -1
    for match in doc.figures(_FIGURES) if doc.longest > 3 else ():
        start, end = match.span("y")
        listed = 0 < start - last < 7 and doc.low[last:start] in _JOINS
        if listed or _held(doc, match):
            last = end
            yield start, end
    for match in doc.figures(_SPAN) if doc.longest > 3 else ():
        if match["y"] < match["z"] and not sourced(doc, match.start()):
            yield match.span("y")
            yield match.span("z")
    for match in doc.figures(_SHORT) if not _LED_SHORT.isdisjoint(doc.words) else ():
        if _short(doc, match):
            yield match.span("y")


def led_by(doc: Doc, start: int, count: int) -> list[str]:
    """Up to `count` folded words before, nearest first, in the same sentence."""
    at = doc.index_at(start)
    found: list[str] = []
    right = start
    for i in range(at - 1, max(-1, at - 1 - count), -1):
        token = doc.tokens[i]
        gap = doc.text[token.end : right]
        cut = "." in gap and token.low not in ("al", "coll", "cf", "st")
        if cut or "\n" in gap or any(c in gap for c in ";!?"):
            break
        found.append(token.low)
        right = token.start
    return found


def sourced(doc: Doc, start: int) -> bool:
    """Whether a reference, a law or a guideline leads to this month or year."""
    before = led_by(doc, start, 6)
    while before and (before[0].isdigit() or month_number(before[0])):
        before = before[1:]
    return not (_SOURCES.isdisjoint(before[:2]) and _PUBLISHED.isdisjoint(before[:3])) or (
        "al" in before or before[:2] in (["de", "arrete"], ["du", "arrete"])
    )


def _cited_after(doc: Doc, end: int) -> bool:
    """Whether a citation in brackets follows: "émergé au Niger en 2015 (Sidikou F, Lancet…)"."""
    return doc.low.startswith(" (", end) and end + 3 < len(doc.low) and bool(doc.exempt[end + 3])


def _short(doc: Doc, match: re.Match[str]) -> bool:
    """ "en 98", "depuis 87", "né en 56", "HTA (99)"."""
    start, year = match.start(), match["y"]
    born = year >= "60" or led_by(doc, start, 2)[1:2] in (["ne"], ["nee"], ["nes"])
    led = doc.low.endswith(("\nen ", " en "), 0, start) or (
        year >= "70" and doc.low.endswith((" depuis ", " debut ", " fin "), 0, start)
    )
    return led and born and not sourced(doc, start)


def _held(doc: Doc, match: re.Match[str]) -> bool:
    """A year in the patient's story: after "en", "depuis", an operation; not a dose, a source."""
    start, end = match.span("y")
    at = doc.index_at(start)
    before = led_by(doc, start, 7)
    if match["y"] < "1920":
        return before[:1] == ["en"]
    if not before:
        return _opens(doc, at, end)
    if sourced(doc, start) or _cited_after(doc, end):
        return False
    near = before[0]
    if near in _SURE:
        return True
    if near in ("et", "a", "ou", "puis"):  # entre 2017 et 2021
        told = any(w.isdigit() and len(w) == 4 for w in before[1:3])
        return told and _COUNTED.isdisjoint(before)
    if near == "entre":
        return _COUNTED.isdisjoint(before)
    if near in ("de", "du"):
        if near != "du" and _RANGE.match(doc.low, end):
            return True
        return len(before) > 1 and _story(doc, doc.tokens[at - 2], end)
    return _after_event(doc, at, end)


def _opens(doc: Doc, at: int, end: int) -> bool:
    """ "1998 : pyélonéphrite" on its line; "2018 ; 379" closes a reference."""
    if at and not doc.opens(at):
        return False
    gap = doc.gap(at)
    lined = at == 0 or "\n" in gap
    if lined and at + 1 < len(doc.tokens) and doc.gap(at + 1) == " ":
        return doc.tokens[at + 1].alpha and not _plural(doc, at + 1)
    return bool(_TITLE.match(doc.text, end)) and (lined or ":" in doc.text[end : end + 2])


def _plural(doc: Doc, at: int) -> bool:
    """ "2000 personnes", "1950 éosinophiles"."""
    if at >= len(doc.tokens) or doc.gap(at) != " ":
        return False
    low = doc.tokens[at].low
    return len(low) > 3 and low.endswith(("s", "x")) and low not in _SMALL


def _after_event(doc: Doc, at: int, end: int) -> bool:
    """ "PTH D (2014)", "thyroïde 2003", "service militaire, 1979."."""
    first = at
    while first > 1 and doc.gap(first).strip(" ()") == "":
        low = doc.tokens[first - 1].low
        if low not in _SIDES and not _LEVEL.match(low):
            break
        first -= 1
    gap = doc.gap(at)
    if gap.strip(" (,:=→"):
        return False
    token = doc.tokens[first - 1]
    known = token.low in _BEFORE_YEAR or token.low.endswith(_SUFFIXES) or token.low in _ACRONYMS
    if known:
        return not (token.cap and not token.upper and "," in gap)
    if token.cap and first > 1 and doc.tokens[first - 2].low in ("en", "au", "aux"):
        return True  # "arrivé en France 2018"
    if "(" in gap and doc.text[end : end + 1] not in (")", ",", ";", " "):
        return False
    if "," in gap and not _CLOSED.match(doc.text, end):
        return False
    return _story(doc, token, end)


def _story(doc: Doc, token: Token, end: int) -> bool:
    """Whether an ordinary word, and no author, drug or value, leads to the year."""
    low = token.low
    if not token.alpha or len(low) < 4 or low in _MEASURED or low in _SOURCES:
        return False
    if token.cap:
        alone = token.upper != doc.shouted or not (
            doc.shouted or doc.opens(doc.index_at(token.start))
        )
        if alone or not (lexicon.word(low).common or lexicon.is_clinical(low)):
            return False
    if lexicon.is_drug(low) or doc.text[end - 4 : end] == "2000":
        return False
    if _plural(doc, doc.index_at(end)):
        return False
    known = lexicon.word(low)
    named = (known.first or known.last) and not known.common and not lexicon.is_clinical(low)
    return not named and not lexicon.is_eponym(low)
