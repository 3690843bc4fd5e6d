"""Edits of a rewritten text, told as changes of the original: each stays undoable alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.guard.transpose.types import Change

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement in the offsets of the text at hand, before it becomes a Change."""

    start: int
    end: int
    text: str
    kind: str
    reason: str
    before_kind: str = ""


def compose(original: str, changes: Sequence[Change], edits: Sequence[Edit]) -> list[Change]:
    """Changes of `original` that give what `edits` give on the text that `changes` gave.

    changes: sorted and apart. edits: sorted and apart, in offsets of the changed text.
    """
    found = list(changes)
    for edit in reversed(edits):
        found = _one(found, edit)
    return [c for c in found if original[c.start : c.end] != c.text]


def _one(changes: list[Change], edit: Edit) -> list[Change]:
    before: list[Change] = []
    touched: list[Change] = []
    after: list[Change] = []
    shift = 0  # rewritten offset minus original offset, after the changes read so far
    start = end = -1
    head = tail = ""
    for change in changes:
        first = change.start + shift
        last = first + len(change.text)
        shift += len(change.text) - (change.end - change.start)
        if last <= edit.start:
            before.append(change)
            start = edit.start - shift
        elif first >= edit.end:
            after.append(change)
        else:
            if edit.start > first:
                head, start = change.text[: edit.start - first], change.start
            elif not touched:
                start = edit.start - (first - change.start)
            if edit.end < last:
                tail, end = change.text[edit.end - first :], change.end
            else:
                end = edit.end - shift
            touched.append(change)
    if not touched:
        gap = sum(len(c.text) - (c.end - c.start) for c in before)
        start, end = edit.start - gap, edit.end - gap
    kind, reason, source = edit.kind, edit.reason, edit.before_kind
    if touched and kind in (touched[0].kind, "sex"):
        kind, reason = touched[0].kind, touched[0].reason  # a role's sex is part of the role
        source = touched[0].before_kind or source
    merged = Change(start, end, head + edit.text + tail, kind, reason, source)
    return [*before, merged, *after]
