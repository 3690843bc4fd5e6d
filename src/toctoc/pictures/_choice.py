"""An author's decision on one page: as JSON, as rectangles to cover, and what it lacks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from toctoc.guard.files.types import Rect

from .types import MIN_REASON, Choice, Found, Unanswered, Unreasoned

_RIM = 2  # pixels around what was found, as `guard.files.cover` does
_MOST_RECTS = 6_000


def to_json(choice: Choice) -> dict[str, Any]:
    return {
        "covers": [list(rect) for rect in choice.covers],
        "kept": dict(choice.kept),
        "answered": list(choice.answered),
        "moved": {box: list(rect) for box, rect in choice.moved.items()},
        "strokes": [[list(point) for point in stroke] for stroke in choice.strokes],
        "crop": list(choice.crop) if choice.crop else None,
        "left_out": choice.left_out,
        "alt": choice.alt,
        "drawing": [dict(one) for one in choice.drawing],
    }


def from_json(said: Mapping[str, Any]) -> Choice:
    return Choice(
        covers=tuple(_four(rect) for rect in said["covers"]),
        kept=dict(said["kept"]),
        answered=tuple(said["answered"]),
        moved={box: _four(rect) for box, rect in said["moved"].items()},
        strokes=tuple(tuple((x, y, r) for x, y, r in stroke) for stroke in said["strokes"]),
        crop=_four(said["crop"]) if said["crop"] else None,
        left_out=said["left_out"],
        alt=said["alt"],
        drawing=tuple(said["drawing"]),
    )


def _four(rect: Sequence[int]) -> tuple[int, int, int, int]:
    left, top, width, height = rect
    return left, top, width, height


def check(choice: Choice, found: Sequence[Found]) -> None:
    """`Unanswered`: a box that was asked about; `Unreasoned`: one uncovered without a reason."""
    said = {*choice.kept, *choice.answered, *choice.moved}
    silent = tuple(one.id for one in found if one.decision == "ask" and one.id not in said)
    if silent:
        raise Unanswered(silent)
    bare = tuple(
        one.id
        for one in found
        if one.decision == "hide"
        and one.id in choice.kept
        and len(choice.kept[one.id].strip()) < MIN_REASON
    )
    if bare:
        raise Unreasoned(bare)


def is_plain(choice: Choice) -> bool:
    """All that was found is covered, and nothing else was done: the first reading made this."""
    return not (choice.covers or choice.kept or choice.moved or choice.strokes or choice.crop)


def covers(choice: Choice, found: Sequence[Found]) -> list[Rect]:
    """Where to fill, in pixels of the draft."""
    boxes = [
        choice.moved.get(one.id) or _rimmed(one.rect) for one in found if one.id not in choice.kept
    ]
    rects = [Rect(*rect) for rect in (*boxes, *choice.covers)]
    for stroke in choice.strokes:
        rects += _brushed(stroke, _MOST_RECTS - len(rects))
    return rects


def kept(choice: Choice, found: Sequence[Found]) -> list[Rect]:
    return [Rect(*one.rect) for one in found if one.id in choice.kept]


def _rimmed(rect: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    left, top, width, height = rect
    return left - _RIM, top - _RIM, width + 2 * _RIM, height + 2 * _RIM


def _brushed(stroke: Sequence[tuple[int, int, int]], room: int) -> list[Rect]:
    """A brush stroke as overlapping squares; one rectangle around it where they would be many."""
    squares = [_square(*stroke[0])] if stroke else []
    for (x, y, r), (to_x, to_y, to_r) in pairwise(stroke):
        steps = max(1, math.ceil(math.hypot(to_x - x, to_y - y) / max(1, r)))
        for step in range(1, steps + 1):
            part = step / steps
            squares.append(
                _square(round(x + (to_x - x) * part), round(y + (to_y - y) * part), max(r, to_r))
            )
        if len(squares) > room:
            return [_around(stroke)]
    return squares


def _square(x: int, y: int, r: int) -> Rect:
    return Rect(x - r, y - r, 2 * r + 1, 2 * r + 1)


def _around(stroke: Sequence[tuple[int, int, int]]) -> Rect:
    left, top = min(x - r for x, _, r in stroke), min(y - r for _, y, r in stroke)
    right, bottom = max(x + r for x, _, r in stroke), max(y + r for _, y, r in stroke)
    return Rect(left, top, right - left + 1, bottom - top + 1)
