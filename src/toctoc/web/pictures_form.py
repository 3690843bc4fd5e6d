"""What the review form says of one page, whether a script, keys or numbers filled it in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from toctoc.pictures.types import QUESTIONS, SOURCE_ALT, Choice, Sheet
from toctoc.posts.types import clean

COVER, KEEP = "cover", "keep"
LEAST_REASON = 5  # characters
_MOST_RECTS = 300
_MOST_POINTS = 20_000
_MOST_REASON = 300
_SIDES = ("left", "top", "width", "height")
Rect = tuple[int, int, int, int]
Stroke = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What stands in the form: `says` {box: "cover", "keep", "" (not answered)}, the reasons of
    those kept, and what was drawn. `known`: the boxes that the form showed."""

    says: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    covers: tuple[Rect, ...] = ()
    moved: Mapping[str, Rect] = field(default_factory=dict)
    strokes: tuple[Stroke, ...] = ()
    crop: Rect | None = None
    alt: str = ""
    left_out: bool = False

    def edits(self) -> str:
        """What was drawn, for the script and for the next reading of the form."""
        return json.dumps(
            {
                "covers": self.covers,
                "moved": dict(self.moved),
                "strokes": self.strokes,
                "crop": self.crop,
            }
        )

    def choice(self, sheet: Sheet) -> Choice:
        hidden = {found.id for found in sheet.found if found.decision == "hide"}
        kept = {
            found.id: self.reasons.get(found.id, "") if found.id in hidden else ""
            for found in sheet.found
            if self.says.get(found.id) == KEEP
        }
        return Choice(
            covers=self.covers,
            kept=kept,
            answered=tuple(
                found.id
                for found in sheet.found
                if found.id not in hidden and self.says.get(found.id) == COVER
            ),
            moved=self.moved,
            strokes=self.strokes,
            crop=self.crop,
            left_out=self.left_out,
            alt=self.alt,
            drawing=sheet.choice.drawing if sheet.choice else (),
        )

    def unanswered(self, sheet: Sheet) -> set[str]:
        return {found.id for found in sheet.found if not self.says.get(found.id)}

    def unreasoned(self, sheet: Sheet) -> set[str]:
        return {
            found.id
            for found in sheet.found
            if found.decision == "hide"
            and self.says.get(found.id) == KEEP
            and len(self.reasons.get(found.id, "").strip()) < LEAST_REASON
        }


def chosen_before(sheet: Sheet) -> Chosen:
    """What the page shows first: what its author chose the last time, or what was found."""
    choice, says = sheet.choice, {}
    for found in sheet.found:
        says[found.id] = COVER if found.decision == "hide" else ""
        if choice is not None and found.id in choice.kept:
            says[found.id] = KEEP
        elif choice is not None and found.id in choice.answered:
            says[found.id] = COVER
    known = frozenset(says)
    if choice is None:
        return Chosen(says, known=known)
    return Chosen(
        says,
        choice.kept,
        known,
        choice.covers,
        choice.moved,
        choice.strokes,
        choice.crop,
        choice.alt,
        choice.left_out,
    )


def chosen_in(post: QueryDict, sheet: Sheet) -> Chosen:
    """The form as submitted. A box it did not show is covered, or not answered yet."""
    known = frozenset(post.getlist("shown"))
    drawn = _drawn(post.get("edits", ""))
    covers, crop = _rects(drawn.get("covers"), sheet), _rect(drawn.get("crop"), sheet)
    if post.get("scripted") != "1":  # numbers, for who has no script
        more = _numbers(post, "zone", sheet)
        covers = (*covers, more) if more else covers
        crop = _numbers(post, "crop", sheet)
    boxes = {found.id for found in sheet.found}
    moved = drawn.get("moved")
    pairs = moved.items() if isinstance(moved, dict) else ()
    rects = {str(key): _rect(value, sheet) for key, value in pairs if key in boxes}
    return Chosen(
        says={found.id: _said(post, found.id, found.decision, known) for found in sheet.found},
        reasons={
            found.id: clean(post.get(f"reason-{found.id}", ""))[:_MOST_REASON]
            for found in sheet.found
        },
        known=known,
        covers=covers,
        moved={key: rect for key, rect in rects.items() if rect},
        strokes=_strokes(drawn.get("strokes"), sheet),
        crop=crop,
        alt=clean(post.get("alt", ""))[:SOURCE_ALT].strip(),
        left_out=post.get("left_out") == "1",
    )


def answers_in(post: QueryDict) -> dict[str, bool] | None:
    """What no machine sees; None where nothing was said, not even "none of these"."""
    seen = set(post.getlist("seen"))
    if not seen & {*QUESTIONS, "none"}:
        return None
    return {question: question in seen for question in QUESTIONS}


def _said(post: QueryDict, box: str, decision: str, known: frozenset[str]) -> str:
    said = post.get(f"box-{box}", "")
    if decision == "hide":  # a box to tick: nothing said is a "no", where it was shown
        return COVER if said == COVER or box not in known else KEEP
    return said if said in (COVER, KEEP) else ""


def _drawn(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _numbers(post: QueryDict, name: str, sheet: Sheet) -> Rect | None:
    values = [post.get(f"{name}-{side}", "") for side in _SIDES]
    return _rect([int(one) for one in values if one.isascii() and one.isdigit()], sheet)


def _rect(value: object, sheet: Sheet) -> Rect | None:
    """A rectangle within the page, or None."""
    if not isinstance(value, list) or len(value) != len(_SIDES) or not _are_whole(value):
        return None
    left, top = max(0, value[0]), max(0, value[1])
    right = min(sheet.width, value[0] + value[2])
    bottom = min(sheet.height, value[1] + value[3])
    return (left, top, right - left, bottom - top) if right > left and bottom > top else None


def _rects(value: object, sheet: Sheet) -> tuple[Rect, ...]:
    some = value[:_MOST_RECTS] if isinstance(value, list) else []
    return tuple(rect for rect in (_rect(one, sheet) for one in some) if rect)


def _strokes(value: object, sheet: Sheet) -> tuple[Stroke, ...]:
    left, kept = _MOST_POINTS, []
    for stroke in value if isinstance(value, list) else []:
        points = [
            (point[0], point[1], point[2])
            for point in (stroke if isinstance(stroke, list) else [])
            if _is_point(point, sheet)
        ][:left]
        left -= len(points)
        if points:
            kept.append(tuple(points))
    return tuple(kept)


def _is_point(point: object, sheet: Sheet) -> bool:
    if not isinstance(point, list) or len(point) != 3 or not _are_whole(point):
        return False
    across, down, radius = point
    inside = 0 <= across <= sheet.width and 0 <= down <= sheet.height
    return bool(inside and 0 < radius <= max(sheet.width, sheet.height))


def _are_whole(values: Iterable[object]) -> bool:
    return all(type(value) is int and abs(value) < 100_000 for value in values)
