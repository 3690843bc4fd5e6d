"""Organisations that everybody has heard of, read once from data/organisations.tsv."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc

_JOINTS = frozenset((" ", "-", "'"))


@cache
def listed(kind: str) -> frozenset[str]:
    """The folded names of one kind, their words joined by one space."""
    text = resources.files("toctoc.guard").joinpath("data/organisations.tsv").read_text("utf-8")
    found: set[str] = set()
    for line in text.splitlines():
        label, _, names = line.partition("\t")
        if label == kind:
            found.update(name.replace("_", " ") for name in names.split())
    return frozenset(found)


@cache
def openings(kind: str) -> frozenset[str]:
    """The first words of the names of one kind."""
    return frozenset(name.split(" ", 1)[0] for name in listed(kind))


def firm_end(doc: Doc, i: int, kind: str) -> int:
    """Index after the longest name of that kind which begins at token `i`, or 0."""
    if doc.tokens[i].low not in openings(kind):
        return 0
    names, name, best = listed(kind), doc.tokens[i].low, 0
    if name in names:
        best = i + 1
    for at in range(i + 1, min(i + 5, len(doc.tokens))):
        if doc.gap(at) not in _JOINTS:
            break
        name = f"{name} {doc.tokens[at].low}"
        if name in names:
            best = at + 1
    return best
