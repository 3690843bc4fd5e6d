"""Calendar quarters, local time. Pure."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from .types import Period


def quarters(at: dt.datetime, *, zone: ZoneInfo, count: int = 4) -> list[Period]:
    """The quarter that goes on, then those before it, newest first."""
    here = at.astimezone(zone)
    year, quarter = here.year, (here.month - 1) // 3
    found: list[Period] = []
    for _rank in range(count):
        since = _start(year, quarter, zone)
        last = _start(year + quarter // 3, (quarter + 1) % 4, zone)
        found.append(Period(f"{year}-T{quarter + 1}", since, min(last, at), last <= at))
        year, quarter = (year, quarter - 1) if quarter else (year - 1, 3)
    return found


def _start(year: int, quarter: int, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime(year, 3 * quarter + 1, 1, tzinfo=zone)
