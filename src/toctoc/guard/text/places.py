# ruff: noqa: E501  (patterns read better whole)
"""Communes and towns, French and foreign."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.report import Category, Level, Proposal
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.doc import REMOVE, Hit
from toctoc.guard.text.exceptions import eponym, headed
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc


_JOINS = frozenset((" ", "-", "'", "- ", " -"))


def name_of(doc: Doc, first: int, stop: int) -> str:
    """The folded words of tokens first..stop-1, one space between."""
    return " ".join(t.low for t in doc.tokens[first:stop])


def match_place(doc: Doc, index: int) -> int:
    """End index of the longest place name at token `index`, or 0."""
    tokens, name = doc.tokens, doc.tokens[index].low
    best = index + 1 if lexicon.place(name) is not None else 0
    for at in range(index + 1, min(index + 7, len(tokens))):
        if doc.gap(at) not in _JOINS:
            break
        name = f"{name} {tokens[at].low}"
        if lexicon.place(name) is not None:
            best = at + 1
    return best


_LIVES = re.compile(
    r"\b(?:habit(?:e|ant|ait|ent|er)|vi(?:t|vant|vait|vent|vre)|domiciliee?|residant|reside(?:nt)?|originaires?|nee?s?|installee?|hospitalisee?s?|transferee?s?|"
    r"mutee?|adressee?s?|exerc(?:e|ant)|travaille|scolarisee?|demenage|loge|heberge(?:e)?|demeurant|consulte|suivie?|urg|natif|native|vacances|retour|rentre|vient|venant|operee?|vu|vue|garde|internat|remplacement|urgences|region|pres|cote|proche|proximite|alentours|ville|commune|agglomeration|banlieue|village|bourg|canton)"
    r"(?: [a-z]{2,12}){0,2}? (?:a|de|d'|sur|vers|pres de|autour de|du cote de|en|dans|pour|du|au|aux|le|la|les)?\s?\Z"
)
# where somebody lives or works: said just before, even a small town in lower case is one
_SETTLED = re.compile(
    r"\b(?:habit(?:e|ent|ant|ait|er)|domiciliee?s?|residant|reside(?:nt)?|originaires?|installee?s?|demeurant|demenagee?|loge|exerc(?:e|ant|er)|bosse|travaille|remplac(?:e|ants?|ante|ement)|gardes?"
    r"|nee?s?|scolarisee?|commune|ville|village|urgences|urg|patiente?|cabinet|liberale?|mg|medecin|generaliste|hospit(?:alisee?)?|transferee?) (?:a|de|d'|sur|vers|pres de|du cote de|hors de|en ville a)[ ]?\Z"
)
_LETTERHEAD = re.compile(
    r",? (?:le|ce) (?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?\d{1,2}(?:er)?(?:[/.\-]\d|"
    r" (?:janv|fevr|mars|avril|mai|juin|juil|aout|sept|octo|nove|dece))"
)


def _settled_low(spot: lexicon.Place, known: lexicon.Word, single: bool, final: bool) -> bool:
    """Whether a lower-case name after "habite à", "garde à" is that commune."""
    if spot.abroad:
        return spot.population >= 500_000 and not known.common
    if known.common and single:
        return spot.population >= 20_000
    return spot.population >= (1_000 if final or not single else 3_000)


_PREP = frozenset(
    (
        "a",
        "dans",
        "de",
        "d",
        "sur",
        "vers",
        "depuis",
        "pres",
        "entre",
        "et",
        "ou",
        "est",
        "banlieue",
        "region",
    )
)


_MEETING = re.compile(
    r"\b(?:[Cc]ongrès|[Ff]ormations?|DU|DIU|[Ss]éminaire|[Jj]ournées|[Cc]olloque|[Aa]teliers?|[Cc]onférence)\b[^.;!\n]{0,30}\Z"
)
_COMMON_CITIES = frozenset(("rennes", "nice", "tours", "brest", "nancy", "nimes"))


def _wider(spot: lexicon.Place) -> tuple[Proposal, ...]:
    if spot.abroad:
        return (Proposal("une ville à l'étranger", "wider_place"), REMOVE)
    size = spot.population
    wording = (
        "une grande ville"
        if size >= 100_000
        else "une ville moyenne"
        if size >= 20_000
        else "une petite ville"
        if size >= 2_000
        else "un village"
    )
    region = lexicon.area(spot.area)[1]
    more = (Proposal(f"la région {region}", "wider_place"),) if region else ()
    return (Proposal(wording, "wider_place"), *more, REMOVE)


_ARTICLES = {"au": "le", "du": "le", "aux": "les", "des": "les"}


def _articled(doc: Doc, i: int) -> Hit | None:
    """ "au Havre", "du Puy-en-Velay": the article is part of the commune's name."""
    token = doc.tokens[i]
    article = _ARTICLES.get(doc.tokens[i - 1].low) if i else None
    if not article or not token.cap or token.upper or doc.gap(i) != " " or doc.claimed[token.start]:
        return None
    for stop in range(min(i + 5, len(doc.tokens)), i, -1):
        if any(doc.gap(k) not in _JOINS for k in range(i + 1, stop)):
            continue
        spot = lexicon.place(f"{article} {name_of(doc, i, stop)}")
        if spot is None or spot.abroad:
            continue
        lives = bool(_LIVES.search(doc.low[max(0, token.start - 40) : token.start]))
        known = lexicon.word(token.low)
        least = 1_000 if lives or stop > i + 2 else 12_000
        if spot.population < least or (known.common and stop == i + 1 and not lives):
            return None
        if headed(doc, i) or (stop == i + 1 and lexicon.is_eponym(token.low) and not lives):
            return None
        end = doc.tokens[stop - 1].end
        return Hit(
            token.start, end, Category.PLACE, Level.FIX, "place", _wider(spot), contestable=True
        )
    return None


def find_places(doc: Doc) -> Iterator[Hit]:
    """Communes and towns, where a preposition or a verb of living says it is one."""
    i = 0
    while i < len(doc.tokens):
        token = doc.tokens[i]
        stop = 0
        whole = _articled(doc, i)
        if whole is not None:
            yield whole
        if token.alpha and len(token.text) > 1 and (token.cap or _lower_lead(doc, i)):
            stop = match_place(doc, i)
        if stop and _is_place(doc, i, stop):
            spot = lexicon.place(name_of(doc, i, stop))
            if spot is not None:
                yield Hit(
                    token.start,
                    doc.tokens[stop - 1].end,
                    Category.PLACE,
                    Level.FIX,
                    "place",
                    _wider(spot),
                    contestable=True,
                )
            i = stop
        else:
            i += 1


_LOWER_LEADS = frozenset(
    words("""
    a de d sur vers la le les chu ch hopital urgences habite habitant vit vivant domicilie
    domiciliee region secteur pres
""")
)


def _lower_lead(doc: Doc, i: int) -> bool:
    return i > 0 and doc.gap(i) in (" ", "'") and doc.tokens[i - 1].low in _LOWER_LEADS


def _is_place(doc: Doc, i: int, stop: int) -> bool:
    token = doc.tokens[i]
    if doc.claimed[token.start]:
        return False
    name = name_of(doc, i, stop)
    spot = lexicon.place(name)
    if spot is None or (
        stop == i + 1
        and (token.low in v.NOT_NAMES or token.low in v.ACRONYMS or lexicon.is_drug(token.low))
    ):
        return False
    single = stop == i + 1
    settled = _SETTLED.search(doc.low[max(0, token.start - 40) : token.start])
    initials = token.upper and (lexicon.is_acronym(token.low) or len(token.text) < 4)
    if single and initials and not settled and not doc.shouted:
        return False
    if doc.opens(i) and token.low in ("le", "la", "les") and not doc.tokens[i + 1].cap:
        return False  # "Le tampon est retiré"
    known = lexicon.word(token.low)
    if headed(doc, i) or _MEETING.search(doc.text[max(0, token.start - 45) : token.start]):
        return False
    before = doc.tokens[i - 1].low if i else ""
    if before == "de" and i > 1 and doc.tokens[i - 2].low in ("pas", "ni", "peu"):
        return False  # "pas de Lille": a score
    if doc.opens(i) and _LETTERHEAD.match(doc.low, doc.tokens[stop - 1].end):
        return token.cap and (spot.population >= 20_000 or not lexicon.word(token.low).common)
    lives = settled is not None or bool(
        _LIVES.search(doc.low[max(0, token.start - 40) : token.start])
    )
    if not token.cap:
        if settled and _settled_low(spot, known, single, doc.final):
            return True
        if not single:
            hyphen = "-" in doc.text[token.start : doc.tokens[stop - 1].end]
            saint = token.low in ("st", "ste", "saint", "sainte") and spot.population >= 2_000
            return (saint and stop - i < 4) or (hyphen and lives and len(name) > 8)
        if token.low in _COMMON_CITIES and (lives or before in ("sur", "chu", "urgences", "urg")):
            return True
        if known.common or (spot.abroad and spot.population < 500_000):
            return False
        if before == "sur" and doc.final and spot.population >= 4_000:
            return known.first < 3
        return spot.population >= (3_000 if lives and doc.final else 30_000) and known.first < 3
    if token.upper and len(token.text) < 4:
        return False
    if single and not lives and before not in _PREP and eponym(doc, i):
        return False
    if doc.shouted and before == "a" and token.upper and len(token.text) > 4:
        usual = known.common or known.first >= 3 or lexicon.is_eponym(token.low)
        return spot.population >= 5000 and not usual
    if doc.shouted:
        return lives and not known.common and spot.population >= 1000
    if lives:
        return not known.common or spot.population >= 3000 or doc.final
    if not single:
        return (
            before in _PREP
            or "-" in doc.text[token.start : doc.tokens[stop - 1].end]
            or spot.population > 20_000
        )
    if before in _PREP and doc.gap(i) in (" ", "'"):
        if known.common:
            return spot.population >= 20_000 and not doc.opens(i)
        return spot.population >= (1_000 if known.last < 3 else 5_000) and known.first < 3
    if doc.opens(i):
        return (
            doc.final
            and token.low not in ("nice", "tours")
            and spot.population >= 100_000
            and not known.common
            and not spot.abroad
            and known.first < 3
        )
    if known.common or known.first >= 3:
        return False
    small = doc.final and known.last < 3 and not spot.abroad and not lexicon.is_eponym(token.low)
    return spot.population >= (5_000 if small else 40_000)
