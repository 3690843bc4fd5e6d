"""How urgent a case is. Pure: no database, no clock.

The queue is sorted by harm x weight x age. Harm is what the family may do to somebody; weight grows
with the logarithm of how many people reported apart from each other, so that a crowd that comes in
the same hour weighs as one voice; age makes sure that whatever waits is judged one day.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass

from .models import Family

HARM: dict[str, int] = {
    Family.SECRECY: 100,
    Family.IMPERSONATION: 80,
    Family.FALSE: 70,
    Family.DEFAMATION: 60,
    Family.RACISM: 50,
    Family.SEXISM: 50,
    Family.HOMOPHOBIA: 50,
    Family.FATPHOBIA: 50,
    Family.POVERTY: 50,
    Family.COLLEAGUE: 40,
    Family.OTHER: 30,
    Family.ADVERTISING: 15,
}
BURST = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Urgency:
    """What decides a case's turn."""

    harm: int
    weight: float
    opened_at: dt.datetime
    trusted: bool = False
    escalated: bool = False


def weight(voices: Iterable[tuple[str, dt.datetime]]) -> float:
    """From notices as (who, when): 1 for one voice, or for a crowd within an hour; then 1 + log2 of
    the number of bursts. Somebody who reports twice counts once, for the first time."""
    first: dict[str, dt.datetime] = {}
    for who, at in voices:
        first[who] = min(at, first.get(who, at))
    bursts, begun = 0, None
    for at in sorted(first.values()):
        if begun is None or at - begun >= BURST:
            bursts, begun = bursts + 1, at
    return 1 + math.log2(bursts) if bursts else 1.0


def score(case: Urgency, at: dt.datetime) -> float:
    """Doubles after a day, triples after two; a clock that went back counts as no time at all."""
    age = max(at - case.opened_at, dt.timedelta(0))
    return case.harm * case.weight * (1 + age / DAY)


def rank(case: Urgency, at: dt.datetime) -> tuple[bool, bool, float]:
    """Greater comes first: trusted notifiers (D14), what waited too long (D11), then the score."""
    return (case.trusted, case.escalated, score(case, at))
