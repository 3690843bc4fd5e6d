"""What time brings: ends that authors chose, departures, and each night the retention table."""

from __future__ import annotations

import datetime as dt

from toctoc.due import each, ids

from . import _past
from ._execute import execute, rehearse
from ._leave import step
from .models import Departure

__all__ = ["execute", "nightly", "rehearse", "tick"]
_BATCH = 20


def tick(at: dt.datetime) -> int:
    """Do what is due; return how many things were done. Call it freely, from any worker."""
    due = Departure.objects.filter(cancelled_at=None, done_at=None, due_at__lte=at)
    return _past.tick(at) + each(
        ids(due, "due_at", most=_BATCH), lambda pk: step(pk, at=at), "departure"
    )


def nightly(at: dt.datetime) -> int:
    """What the table says, once a night; return how many rows were destroyed."""
    return sum(one.rows for one in execute(at))
