"""Hospitals of the lexicon, known without the word, at a token of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text.places.gazetteer import plain

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc

_INSIDE = frozenset((" ", "-", "'", " & ", " - "))


def listed_end(doc: Doc, at: int) -> int:
    """Index after the longest hospital's name of the lexicon that begins at token `at`, or 0."""
    name = plain(doc, at)
    if not lexicon.starts_hospital(name):
        return 0
    best = at + 1 if lexicon.is_hospital(name) else 0
    for stop in range(at + 1, min(at + 6, len(doc.tokens))):
        if doc.gap(stop) not in _INSIDE:
            break
        name = f"{name} {plain(doc, stop)}"
        if lexicon.is_hospital(name):
            best = stop + 1
    return best
