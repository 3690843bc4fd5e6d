"""Children and siblings told in a list: "(Erwan, Marie, Joseph)", "ses enfants Tom et Lina"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.names.namewords import is_acronym

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Hit
    from toctoc.guard.text.names.namefinder import Finder

_KIN = v.KIN | {"fratrie", "neveux", "nieces", "cousins", "cousines", "sœurs"}
_JOINTS = frozenset((", ", " / ", "/", "; ", " - ", " & "))
_OPENS = frozenset((" ", " (", ": ", " : ", ", "))


def siblings(finder: Finder) -> Iterator[Hit]:
    """First names in a row right after a relative, and one set off by commas: "Sa mère, Lin,"."""
    doc, tokens = finder.doc, finder.doc.tokens
    if doc.shouted:
        return
    for i in doc.among(_KIN):
        if i + 1 == len(tokens) or doc.gap(i + 1) not in _OPENS:
            continue
        row = list(_row(doc, i + 1))
        set_off = doc.gap(i + 1) == ", " and row and _closed(doc, row[0])
        if len(row) < 2 and not set_off:
            continue
        for at in row:
            if not finder.taken[at]:
                yield finder.hit(at, at + 1, contestable=True)


def _row(doc: Doc, at: int) -> Iterator[int]:
    """Tokens of "Erwan, Marie et Joseph" that begins at token `at`."""
    tokens = doc.tokens
    while at < len(tokens) and _first_name(doc, at):
        yield at
        at += 1
        if at < len(tokens) and tokens[at].low == "et" and doc.gap(at) == " ":
            at += 1
            if at < len(tokens) and doc.gap(at) != " ":
                return
        elif at >= len(tokens) or doc.gap(at) not in _JOINTS:
            return


def _first_name(doc: Doc, at: int) -> bool:
    token = doc.tokens[at]
    known = lexicon.word(token.low)
    if not token.cap or token.low in v.NOT_NAMES or token.low in v.TITLES or is_acronym(token):
        return False
    if lexicon.is_drug(token.low) or (known.common and token.upper):
        return False
    return known.first >= 2 and len(token.text) > 2


def _closed(doc: Doc, at: int) -> bool:
    token = doc.tokens[at]
    after = doc.text[token.end : token.end + 2]
    return after[:1] in ("", ",", ".", ")", ";", "\n") or after == " ("
