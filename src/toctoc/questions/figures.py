"""How fast and how often questions are answered (T2), by specialty and by hour of the day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from toctoc.notify.queries import local
from toctoc.people.models import Person

from .models import Question
from .queries import asked_since

# Fewer questions than this say more about persons than about the network.
SMALLEST = 5


@dataclass(frozen=True, slots=True)
class Delays:
    """Delays to the first answer in seconds, None where there is none; shares from 0 to 1."""

    questions: int
    median: float | None
    p90: float | None
    within_15_min: float
    within_1_h: float
    within_24_h: float
    answered: float


@dataclass(frozen=True, slots=True)
class Figures:
    since: dt.datetime
    all: Delays
    by_specialty: list[tuple[str, Delays]]
    by_hour: list[tuple[int, Delays | None]]


def figures(*, at: dt.datetime, days: int = 90) -> Figures:
    """Over the last `days`; groups under five questions, which point at people, are left out."""
    since = at - dt.timedelta(days=days)
    rows = asked_since(since).values_list("asked_at", "first_answer_at", "specialties")
    everything: list[float | None] = []
    by_code: dict[str, list[float | None]] = defaultdict(list)
    by_hour: dict[int, list[float | None]] = defaultdict(list)
    for asked, answered, codes in rows.iterator():
        if asked is None:
            continue
        delay = (answered - asked).total_seconds() if answered else None
        everything.append(delay)
        by_hour[local(asked).hour].append(delay)
        for code in codes:
            by_code[code].append(delay)
    ranked = sorted(by_code.items(), key=lambda item: -len(item[1]))
    return Figures(
        since,
        delays(everything),
        [(code, delays(found)) for code, found in ranked if len(found) >= SMALLEST],
        [
            (hour, delays(by_hour[hour]) if len(by_hour[hour]) >= SMALLEST else None)
            for hour in range(24)
        ],
    )


def benefit(person: Person) -> Delays:
    """What asking brought to this member (M6): seen by them alone."""
    rows = Question.objects.filter(asker=person, asked_at__isnull=False).values_list(
        "asked_at", "first_answer_at"
    )
    return delays(
        [(first - asked).total_seconds() if first and asked else None for asked, first in rows]
    )


def delays(found: Sequence[float | None]) -> Delays:
    answered = sorted(delay for delay in found if delay is not None)
    total = len(found) or 1

    def share(seconds: float) -> float:
        return sum(delay <= seconds for delay in answered) / total

    return Delays(
        len(found),
        quantile(answered, 0.5),
        quantile(answered, 0.9),
        share(900),
        share(3600),
        share(86_400),
        len(answered) / total,
    )


def quantile(ordered: Sequence[float], share: float) -> float | None:
    """The value below which `share` of an ordered sequence lies, interpolated; None if empty."""
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
