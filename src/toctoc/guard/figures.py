"""What the guard was measured to find, as shipped: `data/measured.json`.

`python -m bench.guard --write` writes it on the gold set (bench/gold/GUIDE.md); pages and programs
quote it. Shares are percentages with their 95 % interval (Wilson, JASA 1927).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "data" / "measured.json"


@dataclass(frozen=True, slots=True)
class Rate:
    """`part` of `whole`, in percent, between `low` and `high`."""

    part: int
    whole: int
    percent: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Mode:
    """One speed of the guard on one set of texts.

    recall: words of direct identifiers found; precision: words marked that identify; whole: texts
    with identifiers that leave none; flagged: texts without any where something is marked; traps:
    look-alikes marked (eponyms, doses…); labels: entities wholly found, by label of GUIDE.md.
    """

    recall: Rate
    precision: Rate
    whole: Rate
    flagged: Rate
    traps: Rate
    labels: dict[str, Rate]


@dataclass(frozen=True, slots=True)
class Measures:
    """kind: "posts" or "reports". part: "frozen" (its rules' authors never read it) or "dev"."""

    kind: str
    part: str
    texts: int
    characters: int
    typing: Mode
    publication: Mode


@lru_cache(maxsize=1)
def measured() -> tuple[Measures, ...]:
    """Every set measured; the frozen ones are those to quote."""
    rows: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["sets"]
    return tuple(
        Measures(**row | {name: _mode(row[name]) for name in ("typing", "publication")})
        for row in rows
    )


def quoted(kind: str) -> Measures | None:
    """What may be said of one kind of text: its frozen half, None where it was not measured."""
    return next((m for m in measured() if (m.kind, m.part) == (kind, "frozen")), None)


def measured_guard() -> list[Measures]:
    """What pages quote: posts, then reports, where each was measured."""
    return [one for kind in ("posts", "reports") if (one := quoted(kind))]


def _mode(row: dict[str, Any]) -> Mode:
    labels = {name: Rate(**rate) for name, rate in row["labels"].items()}
    rates = {name: Rate(**rate) for name, rate in row.items() if name != "labels"}
    return Mode(**rates, labels=labels)
