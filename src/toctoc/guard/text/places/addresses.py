"""Addresses: numbered ways are blocked, named ways and residences are to be fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    mixed = [i for i, t in enumerate(doc.tokens) if not t.alpha and not t.low.isdigit()]
    if not mixed:
        return doc.low
    parts, at = [], 0
    for i in mixed:
        token = doc.tokens[i]
        figure = doc.digits[token.start : token.end]
        parts += [doc.low[at : token.start], figure if figure.isdigit() else plain(doc, i)]
        at = token.end
    return "".join([*parts, doc.low[at:]])
