"""One text as the readers of a transposition see it: cleaned twins, findings, the way back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toctoc.guard.engine import check

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Sequence

    from toctoc.guard.normalise import Normalised
    from toctoc.guard.report import Finding


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of the guard in the offsets of the cleaned text."""

    start: int
    end: int
    finding: Finding

    @property
    def category(self) -> str:
        """The guard's category, as a word."""
        return self.finding.category.value


@dataclass(slots=True)
class Scene:
    """`text` and `low` are the cleaned twins of equal length (see `guard.normalise`)."""

    norm: Normalised
    today: datetime.date | None
    found: list[Found] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.norm.text

    @property
    def low(self) -> str:
        """The cleaned text, folded."""
        return self.norm.low

    def overlaps(self, start: int, end: int, *categories: str) -> bool:
        """Whether a finding of these categories (any, when none is given) touches the span."""
        return any(
            f.start < end and start < f.end and (not categories or f.category in categories)
            for f in self.found
        )


def look(
    text: str,
    today: datetime.date | None,
    final: bool,
    known: Sequence[str] = (),
    contested: Collection[str] = (),
) -> Scene:
    """Read `text`. Raises GuardError when the guard cannot judge it."""
    report, norm = check(text, today, final, known, contested)
    scene = Scene(norm, today)
    if norm.starts is None or norm.ends is None:
        scene.found = [Found(f.start, f.end, f) for f in report.findings]
        return scene
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for i, (start, end) in enumerate(zip(norm.starts, norm.ends, strict=True)):
        first.setdefault(start, i)
        last[end] = i + 1
    for f in report.findings:
        start, end = first.get(f.start, -1), last.get(f.end, -1)
        if 0 <= start < end:
            scene.found.append(Found(start, end, f))
    return scene
