"""Addresses: numbered ways are blocked, named ways and residences are to be fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.report import Category, Level, Proposal
from toctoc.guard.text.doc import REMOVE, Hit
from toctoc.guard.text.places import dwellings, streets
from toctoc.guard.text.places.gazetteer import plain
from toctoc.guard.text.places.postcodes import find_postcodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

__all__ = ["find_addresses", "find_postcodes"]
_HOME = (Proposal("son domicile", "wider_place"), REMOVE)


def find_addresses(doc: Doc) -> Iterator[Hit]:
    """Number, kind of way and its name; a named way, a residence, a labelled line too."""
    low = _read_right(doc)
    for start, end in streets.numbered(doc, low):
        stop = dwellings.to_postcode(doc, dwellings.with_flat(low, end))
        start = dwellings.back(doc, low, start)
        yield Hit(start, stop, Category.ADDRESS, Level.BLOCK, "address")
    for start, end in streets.named(doc, low):
        start, stop = dwellings.back(doc, low, start), dwellings.with_flat(low, end)
        yield Hit(start, stop, Category.ADDRESS, Level.FIX, "address", _HOME)
    for start, end in dwellings.dwellings(doc, low):
        start = dwellings.back(doc, low, start)
        yield Hit(start, end, Category.ADDRESS, Level.FIX, "address", _HOME)


def _read_right(doc: Doc) -> str:
    """The folded text with what a scanner misread put right: "l7 chemin des 0liviers"."""
    parts: list[str] = []
    at = 0
    for i in doc.mixed:
        token = doc.tokens[i]
        figure = doc.digits[token.start : token.end]
        right = figure if figure.isdigit() else plain(doc, i)
        if right != token.low and (right.isdigit() or _is_word(right)):
            parts += [doc.low[at : token.start], right]
            at = token.end
    return "".join([*parts, doc.low[at:]]) if parts else doc.low


def _is_word(right: str) -> bool:
    """Whether a list knows the word read right: "HbA1c" stays as it is."""
    return any(lexicon.word(right)) or lexicon.place(right) is not None
