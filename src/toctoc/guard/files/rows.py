"""Lines that the reader broke: a date cut by the grid of an ECG is judged whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toctoc.guard.files.types import Line, Rect

if TYPE_CHECKING:
    from collections.abc import Sequence

_GAP: Final = 0.8  # of the height: columns of a table stand further apart
_ALIKE: Final = 1.7  # heights of two parts of one line differ by less
_SHARED: Final = 0.6  # of the smaller height


def joined(lines: Sequence[Line]) -> list[Line]:
    """The lines, with neighbours on one row put together, whichever way the row runs."""
    left = sorted(lines, key=lambda line: line.rect.left)
    rows: list[Line] = []
    while left:
        row = left.pop(0)
        while (other := _next(row, left)) is not None:
            left.remove(other)
            row = _with(row, other)
        rows.append(row)
    return rows


def _next(row: Line, lines: Sequence[Line]) -> Line | None:
    """The first line that goes on where `row` ends."""
    return next((line for line in lines if _goes_on(row.rect, line.rect)), None)


def _goes_on(one: Rect, other: Rect) -> bool:
    if one.height > one.width * 1.5 or other.height > other.width * 1.5:
        return False
    high, higher = sorted((one.height, other.height))
    shared = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    gap = other.left - one.left - one.width
    return higher < _ALIKE * high and shared > _SHARED * high and -high < gap < _GAP * high


def _with(row: Line, other: Line) -> Line:
    rect, more = row.rect, other.rect
    left, top = min(rect.left, more.left), min(rect.top, more.top)
    right = max(rect.left + rect.width, more.left + more.width)
    bottom = max(rect.top + rect.height, more.top + more.height)
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Line(f"{row.text} {other.text}", corners, min(row.score, other.score))
