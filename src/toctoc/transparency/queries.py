"""The public figures of justice, protected (D12, D16; DSA, articles 15 and 24)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q

from toctoc.ledger.queries import latest_anchors
from toctoc.moderation.queries import share_ever_sanctioned
from toctoc.people.models import Person
from toctoc.stories.queries import last_hidden_in

from ._protect import protected, protected_parts, share
from .actions import QUARTERS
from .models import Report
from .types import Figures, Row, Table, Today

# Each table's lines, in order. Where `PARTS` of a line are said beside it, none can be found by
# subtraction.
TABLES: dict[str, tuple[str, ...]] = {
    "posts": ("questions", "answers", "stopped"),
    "notices": (
        "notices", "notices_by_members", "notices_by_public", "notices_by_trusted",
        "notices_protected", "protected_escalated", "cases_opened", "cases_escalated",
    ),
    "decisions": (
        "decisions", "measure_nothing", "measure_transpose", "measure_hide", "measure_reminder",
        "measure_warning", "measure_restriction", "measure_suspension", "measure_exclusion",
        "measure_protection", "measure_veil", "automated", "delay",
    ),
    "appeals": ("appeals", "appeals_decided", "appeals_overturned"),
    "stories": (
        "requests", "hidden_by_link", "by_words", "erased", "transposed", "restored", "not_found",
        "overdue", "searches_overdue", "delay_hidden", "delay_searched", "delay_closed",
    ),
    "evidence": ("demands", "handovers", "disclosures_asked", "disclosures_approved"),
}  # fmt: skip
_ROOM = {"notices": "moderation", "decisions": "moderation", "appeals": "moderation"}
PARTS: dict[str, tuple[str, ...]] = {
    "moderation.notices": (
        "moderation.notices_by_members",
        "moderation.notices_by_public",
        "moderation.notices_by_trusted",
    ),
    "moderation.decisions": tuple(
        f"moderation.{name}" for name in TABLES["decisions"] if name.startswith("measure_")
    ),
    "moderation.appeals_decided": ("moderation.appeals_overturned",),
    "stories.requests": ("stories.hidden_by_link", "stories.by_words"),
}


def figures() -> Figures:
    """The last quarters that were worked out, in one query."""
    reports = list(Report.objects.order_by("-key")[:QUARTERS])
    said = [_said(report.counts) for report in reports]
    tables = tuple(
        Table(table, tuple(_row(f"{_ROOM.get(table, table)}.{name}", said) for name in names))
        for table, names in TABLES.items()
    )
    made_at = reports[0].made_at if reports else None
    return Figures(tuple(report.key for report in reports), tables, made_at)


def _row(key: str, said: Sequence[dict[str, Any]]) -> Row:
    is_delay = key.rpartition(".")[2].startswith("delay")
    return Row(key, tuple(one.get(key) for one in said), is_delay)


def _said(counts: dict[str, Any]) -> dict[str, Any]:
    """What may be said of a quarter's counts; delays were protected when they were worked out."""
    said = {
        key: value if key.rpartition(".")[2].startswith("delay") else protected(value)
        for key, value in counts.items()
    }
    for whole, names in PARTS.items():
        known = [name for name in names if counts.get(name) is not None]
        total = counts.get(whole)
        if total is None or not known:
            continue
        parts = [counts[name] for name in known]
        rest = [total - sum(parts)] if sum(parts) < total else []
        shown, total_shown = protected_parts(parts + rest, total)
        said |= dict(zip(known, shown, strict=False)) | {whole: total_shown}
    return said


def today() -> Today:
    """Of this instant, in four queries."""
    sanctioned, proven = share_ever_sanctioned()
    members = Person.objects.filter(standing=Person.Standing.ACTIVE, proven_at__isnull=False)
    judges = (Person.Role.MODERATOR, Person.Role.SENIOR, Person.Role.OPERATOR)
    counted = members.aggregate(
        members=Count("pk"), moderators=Count("pk", filter=Q(role__in=judges))
    )
    return Today(
        members=counted["members"],
        moderators=counted["moderators"],
        ever_sanctioned=share(sanctioned, proven),
        last_hidden_in=last_hidden_in(),
        signed_at=next((one.at for one in latest_anchors(1)), None),
    )


Value = str | int | float


def now_as_lines(found: Today) -> dict[str, Value]:
    """What is said of this instant, for programs; "" where it isn't known yet."""
    sanctioned, hidden = found.ever_sanctioned, found.last_hidden_in
    return {
        "members": found.members,
        "moderators": found.moderators or 0,
        "ever_sanctioned_percent": "<5 members" if sanctioned is None else sanctioned,
        "last_story_hidden_seconds": "" if hidden is None else round(hidden, 3),
        "record_signed_at": found.signed_at.isoformat(timespec="seconds")
        if found.signed_at
        else "",
    }


def as_lines(found: Figures, now: Today) -> list[list[Value]]:
    """A flat table for CSV: quarter ("" of this instant), table, line, value ("<5" where it is too
    small to be said)."""
    return [["", "now", key, value] for key, value in now_as_lines(now).items()] + [
        [quarter, table.key, row.key, _plain(row, row.values[at])]
        for at, quarter in enumerate(found.quarters)
        for table in found.tables
        for row in table.rows
    ]


def _plain(row: Row, value: float | None) -> Value:
    if value is None:
        return "" if row.is_delay else "<5"
    return value


def as_json(found: Figures, now: Today) -> dict[str, Any]:
    """The same for programs (DSA, article 15)."""
    rows = [row for table in found.tables for row in table.rows]
    return {
        "made_at": found.made_at.isoformat(timespec="seconds") if found.made_at else None,
        "now": now_as_lines(now),
        "quarters": {
            quarter: {row.key: _plain(row, row.values[at]) for row in rows}
            for at, quarter in enumerate(found.quarters)
        },
    }
