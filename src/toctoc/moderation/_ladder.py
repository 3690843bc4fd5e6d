"""The ladder of sanctions: advised, not imposed. Pure: no database, no clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from .models import Family, Measure
from .types import PERSONAL, Past, Step

# Where somebody who was never told anything begins.
_FIRST = {Family.SECRECY: Measure.Kind.WARNING}


def advised(past: Iterable[Past], family: str, at: dt.datetime) -> str:
    """One step above the heaviest that still counts: "reminder", … "exclusion"."""
    first = PERSONAL.index(_FIRST.get(Family(family), Measure.Kind.REMINDER))
    taken = [PERSONAL.index(one.kind) for one in past if one.kind in PERSONAL and one.counts_at(at)]
    rung = max([first, *(step + 1 for step in taken)])
    return PERSONAL[min(rung, len(PERSONAL) - 1)]


def skips(steps: Iterable[Step], step_advised: str) -> bool:
    """Whether one of these is heavier than what is advised."""
    limit = PERSONAL.index(step_advised)
    return any(step.kind in PERSONAL and PERSONAL.index(step.kind) > limit for step in steps)
