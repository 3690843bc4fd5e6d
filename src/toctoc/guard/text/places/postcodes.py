"""Postcodes: beside a commune, or announced; five digits alone are a laboratory's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.report import Category, Level, Proposal
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.doc import REMOVE, Hit
from toctoc.guard.text.places.gazetteer import match_place, name_of
from toctoc.guard.text.places.streets import extend

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

_POSTCODE = re.compile(
    r"(?<![\d.,/+])(?:f[- ])?(?P<code>(?:0[1-9]|[1-8]\d|9[0-8]|2[ab]) ?\d{3})(?!\d|[.,]\d| \d{3}\b)"
)
_CEDEX = re.compile(r"[ ,]{0,2}cedex(?: \d{1,2}\b)?")
_ANNOUNCED = re.compile(
    r"(?:code postal|\bcp|cedex|dans le|habite(?: le)?|domiciliee?(?: au)?)\s?:?\s?\Z"
)
_BETWEEN = ("", "(", ",", "-", "^", "|")
_FOUR = re.compile(
    r"(?:\A|(?<=\n)|(?<=, )|(?<=- ))(?P<code>"
    r"(?P<country>(?:B|CH|L|LU)-(?=\d))?(?:(?<=-)|(?!19|20))[1-9]\d{3}) {1,2}"
    r"(?=[A-ZÀ-Þ])"
)
_FOLLOWS = re.compile(r"(?<=, )(?P<code>[1-9]\d{3}) {1,2}(?=[A-ZÀ-Þ][a-zà-ÿ])")
_FOUR_FIGURES = frozenset(("BE", "CH", "LU", "NL", "AT", "TN", "NO", "DK"))
_GAP = re.compile(r"[\s,\-)(]{1,4}")


def find_postcodes(doc: Doc) -> Iterator[Hit]:
    """A postcode beside a commune, or announced."""
    yield from _abroad(doc)
    yield from _after_address(doc)
    for match in _POSTCODE.finditer(doc.digits) if doc.longest > 2 else ():
        index = doc.index_at(match.end())
        end = match.end()
        if index < len(doc.tokens) and _GAP.fullmatch(doc.gap(index)):
            stop = match_place(doc, index)
            token = doc.tokens[index]
            if stop and (token.cap or _in_area(doc, index, stop, match["code"])):
                end = doc.tokens[stop - 1].end
            elif _unknown_town(doc, index, match):
                end = extend(doc.text, token.end, 3)
        cedex = _CEDEX.match(doc.low, end)
        end = cedex.end() if cedex else end
        before = doc.low[max(0, match.start() - 24) : match.start()]
        alone = end == match.end() and not _ANNOUNCED.search(before)
        if alone and not doc.low.startswith("f", match.start()) and not _after_town(doc, match):
            continue
        yield Hit(
            match.start(), end, Category.POSTCODE, Level.FIX, "postcode", _proposals(match["code"])
        )


def _abroad(doc: Doc) -> Iterator[Hit]:
    """Four figures before a town of a neighbouring country: "4000 Liège", "CH-1950 Sion"."""
    for match in _FOUR.finditer(doc.text) if doc.longest > 3 else ():
        index = doc.index_at(match.end())
        stop = match_place(doc, index) if index < len(doc.tokens) else 0
        spot = lexicon.place(name_of(doc, index, stop)) if stop else None
        if match["country"] or (spot is not None and spot.area in _FOUR_FIGURES):
            end = doc.tokens[stop - 1].end if stop else match.end("code")
            yield Hit(match.start("code"), end, Category.POSTCODE, Level.FIX, "postcode", (REMOVE,))


def _after_address(doc: Doc) -> Iterator[Hit]:
    """Four figures and a name after an address: "rue du Lac 12, 1955 Chamoson"."""
    for match in _FOLLOWS.finditer(doc.text) if doc.longest > 3 else ():
        if doc.claimed[match.start() - 3]:
            index = doc.index_at(match.end())
            end = extend(doc.text, doc.tokens[index].end, 3)
            yield Hit(match.start("code"), end, Category.POSTCODE, Level.FIX, "postcode", (REMOVE,))


def _after_town(doc: Doc, match: re.Match[str]) -> bool:
    """Whether a commune of that département, or the end of an address, stands just before."""
    index = doc.index_at(match.start()) - 1
    if index < 0 or doc.text[doc.tokens[index].end : match.start()].strip() not in _BETWEEN:
        return False
    if (
        doc.claimed[doc.tokens[index].start]
        and "\n" not in doc.text[doc.tokens[index].end : match.start()]
    ):
        return True  # an address was found there
    line = doc.text.rfind("\n", 0, match.start()) + 1
    closes = match.end() == len(doc.text) or doc.text[match.end()] == "\n"
    if closes and doc.text[match.start() - 3 : match.start()] == " - ":
        return doc.claimed.find(1, line, match.start()) >= 0
    for first in range(max(0, index - 4), index + 1):
        if match_place(doc, first) == index + 1:
            spot = lexicon.place(name_of(doc, first, index + 1))
            if spot is not None and match["code"].startswith(spot.area[:2]):
                return True
    return False


def _proposals(code: str) -> tuple[Proposal, ...]:
    compact = code.replace(" ", "")
    area = compact[:3] if compact.startswith(("97", "98")) else compact[:2]
    region = lexicon.area(area)[1]
    return (Proposal(f"la région {region}", "wider_place"), REMOVE) if region else (REMOVE,)


def _unknown_town(doc: Doc, index: int, match: re.Match[str]) -> bool:
    """Whether a capitalised name that no list knows follows, as a hamlet's or a misread town's."""
    token = doc.tokens[index]
    if token.low in ("la", "le", "les", "l") and index + 1 < len(doc.tokens):
        token = doc.tokens[index + 1]
    if not (token.cap and len(token.text) > 3):
        return False
    alone = match.start() == 0 or doc.text[match.start() - 1] == "\n"
    if match["code"].endswith("000") and not alone:
        return False
    lived = match.start() > 1 and bool(doc.claimed[match.start() - 2]) and not token.upper
    lived = (
        lived and "\n" not in doc.gap(index) and not lexicon.is_clinical(token.low)
    )  # "4 ch. de la Côte 39310 Septmoncel"
    return (lived or not lexicon.word(token.low).common) and token.low not in v.ACRONYMS


def _in_area(doc: Doc, index: int, stop: int, code: str) -> bool:
    spot = lexicon.place(name_of(doc, index, stop))
    return spot is not None and not spot.abroad and code.startswith(spot.area[:2])
