"""Work the public figures out, and keep them as rows: a page reads them in one query."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings

from ._count import counted
from ._periods import quarters
from .models import Report

QUARTERS = 5


def publish(at: dt.datetime) -> int:
    """Work out the quarter that goes on, and each that ended since; return how many were written.

    Idempotent: two workers write the same rows. A quarter that is over is worked out once more
    after its end, then never again: what was published stays.
    """
    done = set(Report.objects.filter(final=True).values_list("key", flat=True))
    periods = quarters(at, zone=ZoneInfo(settings.TIME_ZONE), count=QUARTERS)
    wanted = [one for one in periods if one.key not in done]
    for one in wanted:
        Report.objects.update_or_create(
            key=one.key,
            defaults={"counts": counted(one), "made_at": at, "final": one.over},
        )
    return len(wanted)
