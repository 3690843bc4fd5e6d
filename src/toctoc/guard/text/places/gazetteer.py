"""The names of places as they stand in a text: longest commune, town or locality at a token."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc

JOINS = frozenset((" ", "-", "'", "- ", " -", " - ", "-\n"))
_OCR = str.maketrans("01", "ol")
ARTICLES = {"au": "le", "du": "le", "aux": "les", "des": "les"}
_LONGEST = 7
TORN = 5_000  # people of a town that is looked for in two pieces
_MISREAD_I = ("lnst", "lnter", "lmm", "lnf")  # "lntercommunal": a capital I read as an l


def plain(doc: Doc, index: int) -> str:
    """The folded token, digits that a scanner read for letters put right: "pr0vence"."""
    token = doc.tokens[index]
    low = token.low
    if token.alpha:
        return low if low[0] != "l" else _read_right(low)
    if low.isdigit():
        return low
    if low[-3:] in ("ere", "eme") or (low[0].isdigit() and low[1:] in ("er", "e", "re")):
        return low  # "1ère", "14eme"
    digits = sum(c.isdigit() for c in token.low)
    return token.low.translate(_OCR) if digits * 2 < len(token.low) else token.low


def _read_right(low: str) -> str:
    return f"i{low[1:]}" if low.startswith(_MISREAD_I) else low


def name_of(doc: Doc, first: int, stop: int) -> str:
    """The folded words of tokens first..stop-1, one space between."""
    return " ".join(plain(doc, at) for at in range(first, stop))


@lru_cache(maxsize=65536)
def may_be_place(name: str) -> bool:
    """Whether a folded word is a place's name, or opens one."""
    return lexicon.place(name) is not None or lexicon.starts_place(name)


@lru_cache(maxsize=65536)
def may_open(low: str) -> bool:
    """Whether a place or a region may begin with that folded word, typed without a capital."""
    return may_be_place(_read_right(low)) or lexicon.starts_region(low)


def match_place(doc: Doc, index: int) -> int:
    """End index of the longest place name at token `index`, or 0."""
    name = plain(doc, index)
    best = index + 1 if lexicon.place(name) is not None else 0
    if not lexicon.starts_place(name):
        return best
    gaps = doc.gaps
    second = index + 1
    if second >= len(gaps) or gaps[second] not in JOINS:
        return best
    if not lexicon.pairs_in_place(name, plain(doc, second)):
        return best
    for at in range(index + 1, min(index + _LONGEST, len(gaps))):
        if gaps[at] not in JOINS:
            break
        name = f"{name} {plain(doc, at)}"
        if lexicon.place(name) is not None:
            best = at + 1
    return best


def match_torn(doc: Doc, index: int) -> int:
    """End index of a town that a scanner tore in two at token `index`: "So issons"; 0 for none."""
    if index + 1 >= len(doc.tokens) or doc.gap(index + 1) != " ":
        return 0
    first, rest = doc.tokens[index], doc.tokens[index + 1]
    if first.low in v.TITLES:
        return 0  # "Pr ag. Ben Dridi"
    if not first.cap or rest.cap or not rest.alpha or min(len(first.low), len(rest.low)) > 2:
        return 0
    broken = lexicon.word(max(first.low, rest.low, key=len)) == (0, 0, False)
    spot = lexicon.place(first.low + rest.low) if broken else None
    return index + 2 if spot is not None and spot.population >= TORN else 0


def match_articled(doc: Doc, index: int) -> tuple[int, str]:
    """(end, name) of the longest place whose article melted: "au Havre", "aux sables d'olonne".

    Token `index` follows "au", "du", "aux" or "des"; (0, "") where no such place exists.
    """
    article = ARTICLES.get(doc.tokens[index - 1].low) if index else None
    if article is None or doc.gap(index) != " ":
        return 0, ""
    best, found, name = 0, "", article
    for at in range(index, min(index + _LONGEST - 1, len(doc.tokens))):
        if at > index and doc.gap(at) not in JOINS:
            break
        name = f"{name} {plain(doc, at)}"
        if lexicon.place(name) is not None:
            best, found = at + 1, name
    return best, found
