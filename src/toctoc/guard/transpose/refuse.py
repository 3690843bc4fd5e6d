"""What was left as it stands, and why: rare facts, dates without a year, the sex."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard.report import Level
from toctoc.guard.transpose.days import read_day
from toctoc.guard.transpose.types import Refusal, apply_changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toctoc.guard.transpose.run import Pen
    from toctoc.guard.transpose.scene import Scene
    from toctoc.guard.transpose.types import Change, SexSwap

_LEAP_MONTHS = (2, 3)


def refusals(
    text: str, changes: Sequence[Change], pen: Pen, told: SexSwap, sex: bool
) -> tuple[Refusal, ...]:
    """Refusals on the original `text`, in its offsets; the sex only where it was asked for."""
    scene = pen.look(text)
    found = [*_facts(scene), *_leap(scene)]
    out = [Refusal(*scene.norm.original(a, b), kind, reason) for a, b, kind, reason in found]
    if pen.kinds is None:
        out += _stuck(pen.look(apply_changes(text, changes)), changes)
    if sex and not told.possible:
        start = text.lower().find(told.word.lower()) if told.word else -1
        span = (start, start + len(told.word)) if start >= 0 else (0, 0)
        out.append(Refusal(*span, "sex", told.reason, told.word))
    return tuple(sorted(out, key=lambda r: (r.start, r.end)))


def _stuck(scene: Scene, changes: Sequence[Change]) -> Iterator[Refusal]:
    """What the guard still sees in the text said another way, and no reader could reword."""
    for hit in scene.found:
        if hit.finding.level in (Level.BLOCK, Level.FIX):
            start, end = scene.norm.original(hit.start, hit.end)
            first, last = _before(changes, start), _before(changes, end)
            yield Refusal(first, max(first, last), hit.category, "clinical")


def _before(changes: Sequence[Change], at: int) -> int:
    """The character of the original behind a character of the changed text."""
    shift = 0
    for change in changes:
        first = change.start + shift
        if at <= first:
            break
        if at < first + len(change.text):
            return change.start
        shift += len(change.text) - (change.end - change.start)
    return at - shift


def _facts(scene: Scene) -> Iterator[tuple[int, int, str, str]]:
    for hit in scene.found:
        if hit.category == "rare" and not hit.finding.rule.startswith("rare.k"):
            yield hit.start, hit.end, "rare", "rare"


def _leap(scene: Scene) -> Iterator[tuple[int, int, str, str]]:
    """Without a year, an interval over the end of February may be one day short."""
    if scene.today is not None:
        return
    days = [
        (h, read_day(scene.low, h.start, h.end, None)) for h in scene.found if h.category == "date"
    ]
    months = {day.month for _, day in days if day}
    if not (
        min(months, default=12) <= _LEAP_MONTHS[0] and max(months, default=1) >= _LEAP_MONTHS[1]
    ):
        return
    for hit, day in days:
        if day and day.year is None and day.month >= _LEAP_MONTHS[1]:
            yield hit.start, hit.end, "date", "date.leap"
            return
