"""The guard's figures of merit as data and as the tables of docs/guard.md (bench.guard --write)."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from bench._score import interval, percent, score
from bench.gold import DIRECT, read
from toctoc.guard import check_text
from toctoc.guard.figures import FILE, Measures, Mode, Rate

if TYPE_CHECKING:
    from bench.gold import Gold

DOC = Path(__file__).resolve().parents[1] / "docs" / "guard.md"
_HEAD = (
    "| texts | speed | direct identifiers found | precision | texts without a leak "
    "| clean texts flagged | traps hit |"
)


def rate(part: int, whole: int) -> Rate:
    """A share with its Wilson interval."""
    low, high = interval(part, whole)
    return Rate(part, whole, *(max(0.0, round(x, 1)) for x in (percent(part, whole), low, high)))


def mode(rows: list[Gold], *, final: bool) -> Mode:
    """One speed on some texts."""
    found = score(
        rows, lambda text: [(f.start, f.end) for f in check_text(text, final=final).findings]
    )
    return Mode(
        recall=rate(found.hit, found.hit + found.missed),
        precision=rate(found.hit, found.hit + found.false),
        whole=rate(found.direct_docs - found.leaking, found.direct_docs),
        flagged=rate(found.flagged, found.clean_docs),
        traps=rate(found.trapped, found.traps),
        labels={name: rate(found.found[name], found.total[name]) for name in sorted(found.total)},
    )


def measure() -> list[Measures]:
    """Every set that has texts, in both speeds."""
    sets = []
    for part in ("frozen", "dev"):
        for kind in ("posts", "reports"):
            rows = read(kind, part)
            if rows:
                speeds = (mode(rows, final=final) for final in (False, True))
                sets.append(
                    Measures(kind, part, len(rows), sum(len(row.text) for row in rows), *speeds)
                )
    return sets


def table(sets: list[Measures]) -> str:
    """Markdown: both speeds of every set, then recall by label at publication."""
    lines = [
        _HEAD,
        "|---|---|---|---|---|---|---|",
    ]
    for one in sets:
        for name, speed in (("typing", one.typing), ("publication", one.publication)):
            rates = (speed.recall, speed.precision, speed.whole, speed.flagged, speed.traps)
            shown = " | ".join(map(_cell, rates))
            lines.append(f"| {_name(one)}, {one.texts} | {name} | {shown} |")
    lines += ["", f"| label | {' | '.join(_name(one) for one in sets)} |"]
    lines.append("|---" * (len(sets) + 1) + "|")
    labels = sorted({label for one in sets for label in one.publication.labels}, key=_order)
    for label in labels:
        found = (one.publication.labels.get(label) for one in sets)
        lines.append(f"| {label} | {' | '.join(_cell(r) if r else '' for r in found)} |")
    return "\n".join(lines)


def _name(one: Measures) -> str:
    return f"{one.kind}, {one.part}"


def _order(label: str) -> tuple[bool, str]:
    return label not in DIRECT, label


def _cell(found: Rate) -> str:
    return f"{found.percent:.1f} % ({found.low:.0f}–{found.high:.0f}, n={found.whole})"


def write(sets: list[Measures]) -> None:
    """The JSON that the product quotes, and the block of docs/guard.md."""
    rows = {"sets": [asdict(one) for one in sets]}
    FILE.write_text(_tidy(json.dumps(rows, indent=1)) + "\n", encoding="utf-8")
    fill("measured", table(sets))


def fill(name: str, tables: str) -> None:
    """Put `tables` between the marks `name` of docs/guard.md."""
    text = DOC.read_text(encoding="utf-8")
    head, opening, rest = text.partition(f"<!-- {name} -->\n")
    _old, closing, tail = rest.partition(f"<!-- /{name} -->")
    DOC.write_text(f"{head}{opening}{tables}\n{closing}{tail}", encoding="utf-8")


def _tidy(text: str) -> str:
    """Each rate on one line, so that a change of figures is read at a glance."""
    return re.sub(r"\{\s+(\"part\": \d[^}]*?)\s+\}", lambda m: "{" + _joined(m[1]) + "}", text)


def _joined(text: str) -> str:
    return " ".join(text.split())
