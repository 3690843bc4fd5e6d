"""What the network learns about habits from plain facts: pure functions, no surveillance.

Two things only: at which hours a person is usually seen, and how often a knock is answered within
15 minutes. Both are shrunk towards the network's average, so that one day proves nothing. Somebody
hardly ever knocked is judged by what people as present as they are do (``presence_of``): the
prior of a person is ``smooth_rate`` over the pooled totals of everybody of the same presence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toctoc.questions._routing_types import SLOTS

PRIOR_ANSWERS = 2.0
PRIOR_MISSES = 20.0
"""Beta(2, 20): a newcomer is thought to answer one knock in eleven. Its weight of 22 knocks is what
keeps "two answers expected" true: a lighter prior picks those who were lucky and promises too much
(measured, see ``docs/routing.md``)."""
PRIOR_RATE = PRIOR_ANSWERS / (PRIOR_ANSWERS + PRIOR_MISSES)
WINDOW_MINUTES = 15.0
_WAKING = tuple(range(7, 21)) + tuple(range(24 + 7, 24 + 21))

_WEEKDAY = (
    0.15, 0.1, 0.1, 0.1, 0.1, 0.2, 0.5, 0.9, 1.3, 0.8, 0.8, 0.9,
    1.5, 1.6, 0.9, 0.8, 0.8, 0.8, 1.0, 1.5, 1.7, 1.5, 0.9, 0.4,
)  # fmt: skip
_WEEKEND = (
    0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.4, 0.8, 1.1, 1.2, 1.2,
    1.1, 1.1, 1.0, 1.0, 1.0, 1.0, 1.1, 1.2, 1.3, 1.2, 0.9, 0.4,
)  # fmt: skip
TYPICAL_HOURS: tuple[float, ...] = _WEEKDAY + _WEEKEND
"""Where learning starts: consultation breaks, lunch and evening (1.0 is an average waking hour)."""


@dataclass(frozen=True, slots=True)
class KnockFact:
    """One past knock of a person."""

    answered: bool
    """An answer came within 15 minutes."""
    exposure: float = 1.0
    """How much of a chance it was: habit at that hour x match; see ``exposure_of``."""


def exposure_of(habit: float, match: float, open_minutes: float = WINDOW_MINUTES) -> float:
    """Weigh a knock as evidence.

    ``open_minutes``: how long the question stayed without enough answers. Somebody who was
    overtaken after two minutes has not refused, so the knock counts for two fifteenths.
    """
    return habit * match * min(1.0, max(0.0, open_minutes / WINDOW_MINUTES))


def learn_answer_rate(facts: Iterable[KnockFact], prior: float = PRIOR_RATE) -> float:
    """Return the smoothed chance (0 to 0.95) to answer within 15 minutes; see ``smooth_rate``."""
    answered = exposure = 0.0
    for fact in facts:
        answered += fact.answered
        exposure += fact.exposure
    return smooth_rate(answered, exposure, prior)


def smooth_rate(answered: float, exposure: float, prior: float = PRIOR_RATE) -> float:
    """Same, from running totals, starting at ``prior`` with the weight of 22 knocks.

    Raises ValueError on negative totals.
    """
    if answered < 0 or exposure < 0:
        raise ValueError("totals cannot be negative")
    weight = PRIOR_ANSWERS + PRIOR_MISSES
    return min(0.95, (weight * prior + answered) / (weight + exposure))


def presence_of(days_seen: int) -> int:
    """Sort by days seen on the network in the last 30: 0 not at all, 1 now and then, 2 weekly."""
    return 0 if days_seen <= 0 else 1 if days_seen < 4 else 2


def learn_hours(
    seen: Sequence[float], weekdays: int, weekend_days: int, strength: float = 10.0
) -> tuple[float, ...]:
    """Turn "on how many days was this person seen in each slot" into habits.

    ``seen`` has ``SLOTS`` counts over ``weekdays`` and ``weekend_days`` days of history;
    ``strength`` is how many days the typical profile weighs. The result averages 1.0 over waking
    hours (7 to 21 h). Raises ValueError on a wrong number of slots or negative counts.
    """
    if len(seen) != SLOTS or min(seen) < 0 or weekdays < 0 or weekend_days < 0:
        raise ValueError(f"{SLOTS} counts of days, none below 0, are expected")
    scale = _mean_rate(seen, weekdays, weekend_days)
    if scale <= 0:
        return TYPICAL_HOURS
    raw = [
        (strength * TYPICAL_HOURS[i] + count / scale)
        / (strength + (weekdays if i < 24 else weekend_days))
        for i, count in enumerate(seen)
    ]
    mean = sum(raw[i] for i in _WAKING) / len(_WAKING)
    return tuple(round(value / mean, 3) for value in raw)


def _mean_rate(seen: Sequence[float], weekdays: int, weekend_days: int) -> float:
    """How often the person is seen in an average waking hour."""
    days = 14 * (weekdays + weekend_days)
    return sum(seen[i] for i in _WAKING) / days if days else 0.0
