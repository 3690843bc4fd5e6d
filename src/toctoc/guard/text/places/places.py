"""Communes and towns of the gazetteer, French and foreign: a name, and what announces it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.report import Category, Level, Proposal
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.doc import REMOVE, Hit
from toctoc.guard.text.exceptions import headed, in_long_eponym
from toctoc.guard.text.places import cues, towns
from toctoc.guard.text.places.gazetteer import (
    ARTICLES,
    match_articled,
    match_place,
    match_torn,
    may_be_place,
    may_open,
    name_of,
    plain,
)
from toctoc.guard.text.places.localities import BEFORE_LOW, unknown_place
from toctoc.guard.text.places.placefound import Found
from toctoc.guard.text.places.placejudge import DATED, is_place
from toctoc.guard.text.places.regions import wide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Token

# without a capital and not in the gazetteer, a word is a place only after one of these
_LEADS = BEFORE_LOW | ARTICLES.keys()
_DISTRICT = re.compile(r" (?:\d{1,2} ?(?:e|er|eme|ème)?|[xvi]{1,5}e?)\b(?! ?(?:ans?|a|mois|%|mg))")

_ARRONDISSEMENT = re.compile(
    r"\b(?:\d{1,2} ?(?:er|e|eme)|[xvi]{1,5}e) (?:arrondissement|arrdt|arr)\b"
)


def wider(spot: lexicon.Place) -> tuple[Proposal, ...]:
    """Rewordings: the kind of town, its region, nothing."""
    if spot.abroad:
        return (Proposal("une ville à l'étranger", "wider_place"), REMOVE)
    region = lexicon.area(spot.area)[1]
    more = (Proposal(f"la région {region}", "wider_place"),) if region else ()
    return (Proposal(towns.kind_of(spot.population), "wider_place"), *more, REMOVE)


def find_places(doc: Doc) -> Iterator[Hit]:
    """Communes and towns, where a preposition, a verb of living or a neighbour says it is one."""
    yield from _districts(doc)
    tokens = doc.tokens
    free, after = 0, 0  # `after`: where the last place ended
    for i in _candidates(doc):
        if i < free:
            continue
        token = tokens[i]
        if not token.cap and doc.gap(i) == "(" and i:
            continue  # "TRiP(cast)"
        if _no_name(token) or doc.claimed[token.start]:
            stop = _cut(doc, i)
            if stop:
                span = (token.start, doc.tokens[stop - 1].end)
                yield Hit(*span, Category.PLACE, Level.FIX, "place", contestable=True)
            free = stop or i + 1
            continue
        beyond = wide(doc, i)
        if beyond:
            free = beyond
            continue
        stop, spot = _named(doc, i, after)
        if spot is not None:
            first = i - 1 if _owns_article(doc, i) else i
            hit = (doc.tokens[first].start, _whole(doc, i, stop, spot))
            yield Hit(*hit, Category.PLACE, Level.FIX, "place", wider(spot), contestable=True)
            after = free = max(stop, doc.index_at(hit[1]))
            continue
        stop = unknown_place(doc, i)
        if stop:
            start, end = doc.tokens[i].start, doc.tokens[stop - 1].end
            unknown = (Proposal("une commune", "wider_place"), REMOVE)
            yield Hit(start, end, Category.PLACE, Level.FIX, "place", unknown, contestable=True)
            after = free = stop


def _candidates(doc: Doc) -> Iterator[int]:
    """Indexes of the tokens that a place may begin with."""
    before = ""
    tokens = doc.tokens
    for i, token in enumerate(tokens):
        low = token.low
        if token.cap or not token.alpha:
            yield i
        elif may_open(low) or before in _LEADS:
            after = tokens[i + 1].low if i + 1 < len(tokens) else ""
            if not _grammar(low) or lexicon.pairs_in_place(low, after):
                yield i
        before = low


@lru_cache(maxsize=4096)
def _grammar(low: str) -> bool:
    """Whether a word in lower case is a place or a region only with the next one: "la", "en"."""
    small = low in v.NOT_NAMES or len(low) == 1
    return small and lexicon.place(low) is None and not lexicon.starts_region(low)


def _districts(doc: Doc) -> Iterator[Hit]:
    """ "dans le 19e arrondissement": a district whose town is not said."""
    if doc.words.isdisjoint(("arrondissement", "arrdt", "arr")):
        return
    for match in _ARRONDISSEMENT.finditer(doc.low):
        yield Hit(*match.span(), Category.PLACE, Level.FIX, "place", contestable=True)


def _no_name(token: Token) -> bool:
    """Whether no place can begin there: a figure, a word of grammar without its capital."""
    if not token.alpha:
        return token.low.isdigit()
    return not token.cap and token.low in v.NOT_NAMES and not lexicon.starts_place(token.low)


def _cut(doc: Doc, i: int) -> int:
    """End of the hyphened name that a claimed span stopped inside: "MECS de Vieux|-Habitants"."""
    here = doc.tokens[i]
    if not (here.cap and doc.claimed[here.start] and doc.text.startswith("-", here.end)):
        return 0
    stop = match_place(doc, i)
    return stop if stop > i + 1 and not doc.claimed[doc.tokens[stop - 1].start] else 0


def _owns_article(doc: Doc, i: int) -> bool:
    """Whether the article before is the name's, as it did not melt: "à Le Guilvinec"."""
    article = i > 1 and doc.tokens[i - 1].text in ("Le", "La", "Les") and doc.gap(i) == " "
    return article and doc.gap(i - 1) == " " and doc.tokens[i - 2].low in ("a", "de")


def _whole(doc: Doc, i: int, stop: int, spot: lexicon.Place) -> int:
    """End of the place, its district ("Paris 14e") or the rest of a saint's name included."""
    end = doc.tokens[stop - 1].end
    if spot.name in ("paris", "lyon", "marseille"):
        district = _DISTRICT.match(doc.low, end)
        return district.end() if district else end
    at = stop
    while at < len(doc.tokens) and at - stop < 3 and doc.gap(at) in ("-", " ", "'"):
        low = doc.tokens[at].low
        glued = doc.gap(at) == "-"
        saint = doc.tokens[i].low in ("saint", "sainte", "st", "ste")
        if low in ("de", "d", "du", "l", "la", "sur", "en", "les") and (glued or saint):
            at += 1
            continue
        known = lexicon.word(low)
        proper = doc.tokens[at].alpha and not known.common and known.first < 2
        if (glued and doc.tokens[at].cap) or (at > stop and saint and proper):
            end = doc.tokens[at].end
        break
    return end


def _named(doc: Doc, i: int, after: int) -> tuple[int, lexicon.Place | None]:
    """(end, place) of the known place at token `i`, or (0, None)."""
    melted = doc.tokens[i].cap or (i > 0 and doc.tokens[i - 1].low in ARTICLES)
    if not melted and not may_be_place(plain(doc, i)):
        return _bare_article(doc, i)
    stop, name = match_articled(doc, i)
    plain_stop = match_place(doc, i)
    spot = lexicon.place(name) if stop >= plain_stop and name else None
    if spot is not None and lexicon.region(spot.name) == "":
        return 0, None
    if spot is not None and not spot.abroad and _articled(doc, i, stop, spot):
        return stop, spot
    torn = match_torn(doc, i) if doc.tokens[i].cap else 0
    if torn and (cues.cue(doc, i) >= cues.OF or doc.opens(i)):
        return torn, lexicon.place(doc.tokens[i].low + doc.tokens[i + 1].low)
    if not plain_stop:
        return _bare_article(doc, i)
    if len(doc.tokens[i].text) < 2 and plain_stop == i + 1:
        return 0, None
    for stop in (plain_stop, i + 1) if plain_stop > i + 1 else (plain_stop,):
        spot = lexicon.place(name_of(doc, i, stop))
        if spot is None:
            continue
        if spot.name != "paris" and lexicon.region(spot.name) == "":
            return 0, None  # an island, a country: wider than a town
        cue = cues.cue(doc, i)
        if spot.population >= 5_000 and not spot.abroad and _ends_address(doc, i, stop):
            return stop, spot
        if cue < cues.AT and ((after and _joined(doc, i, after)) or _after_address(doc, i)):
            cue = cues.AT
        if cue < cues.LIVES and cues.around(doc, stop):
            cue = cues.LIVES
        found = Found(i, stop, spot, towns.word_of(plain(doc, i)), cue)
        if is_place(doc, found):
            return stop, spot
    return 0, None


def _ends_address(doc: Doc, i: int, stop: int) -> bool:
    """Whether a town alone ends the clause after a claimed span: ", saintes -"."""
    if doc.gap(i) not in (", ", " - ") or lexicon.is_clinical(doc.tokens[i].low):
        return False
    end = doc.tokens[stop - 1].end
    closed = end == len(doc.text) or doc.text.startswith((" -", "\n", ",", "."), end)
    return closed and doc.tokens[i].low not in v.NOT_NAMES and _after_address(doc, i)


def _after_address(doc: Doc, i: int) -> bool:
    """Whether an address or a hospital ends just before: "rue Rivoli, Paris"."""
    return (
        bool(i)
        and doc.gap(i) in (", ", " ", " - ", ",")
        and bool(doc.claimed[doc.tokens[i - 1].start])
    )


def _bare_article(doc: Doc, i: int) -> tuple[int, lexicon.Place | None]:
    """ "Gosier, le 3 mars": a letter's place without its article."""
    token = doc.tokens[i]
    if not (token.cap and token.alpha and doc.opens(i) and DATED.match(doc.low, token.end)):
        return 0, None
    for article in ("le", "la", "les"):
        spot = lexicon.place(f"{article} {token.low}")
        if spot is not None and not lexicon.is_clinical(token.low):
            return i + 1, spot
    return 0, None


def _joined(doc: Doc, i: int, after: int) -> bool:
    """Whether a place just before leads to this one: "pontivy ou X", "Soudan > Libye > X"."""
    if after == i:
        return doc.gap(i) in (", ", " - ", " / ", "/", "-", " > ", "->", " (", " ")
    return after == i - 1 and doc.tokens[i - 1].low in ("ou", "et", "puis", "a", "au")


def _articled(doc: Doc, i: int, stop: int, spot: lexicon.Place) -> bool:
    """Whether "au Havre", "du puy en velay" is that town and not "du Mans[on]", "au port"."""
    token = doc.tokens[i]
    known = lexicon.word(plain(doc, i))
    lives = cues.cue(doc, i) == cues.LIVES
    if headed(doc, i) or (stop == i + 1 and lexicon.is_eponym(token.low) and not lives):
        return False
    everyday = lexicon.is_clinical(token.low) or token.low in v.NOT_NAMES
    melted = doc.tokens[i - 1].low
    if not token.cap:
        if stop > i + 1:
            return not everyday or lives
        if known.common:
            return lives and melted in ("au", "aux") and not everyday and spot.population >= 5_000
        return (melted in ("au", "aux") or lives) and spot.population >= 1_000
    if token.upper and not doc.shouted and lexicon.is_acronym(token.low):
        return False
    if in_long_eponym(doc, i) and not lives:
        return False
    rare = not known.common and known.first < 2 and known.last < 3
    least = 500 if lives or stop > i + 1 else 1_500 if melted in ("au", "aux") else 8_000
    if rare and melted in ("au", "aux"):
        least = 100
    if known.common and stop == i + 1 and not lives:
        return melted in ("au", "aux") and not everyday and spot.population >= 5_000
    return spot.population >= least
