"""Counts of what happens, a number a day and name: what was written is nowhere in them."""

from __future__ import annotations

import datetime as dt
import hashlib
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum

from .models import Counted, Tally


def count_once(name: str, mark: str, *, at: dt.datetime) -> bool:
    """Add one to today's tally, unless the same `mark` was counted for it; True if it was new."""
    digest = hashlib.sha256(f"{name}:{mark}".encode()).hexdigest()[:32]
    day = at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    with transaction.atomic():
        if Counted.objects.filter(mark=digest).exists():
            return False
        Counted.objects.bulk_create([Counted(mark=digest, day=day)], ignore_conflicts=True)
        Tally.objects.bulk_create([Tally(name=name, day=day)], ignore_conflicts=True)
        Tally.objects.filter(name=name, day=day).update(count=F("count") + 1)
        return True


def tally(name: str, since: dt.date, until: dt.date) -> int:
    """How many from `since` (included) to `until` (left out)."""
    found = Tally.objects.filter(name=name, day__gte=since, day__lt=until)
    return int(found.aggregate(total=Sum("count"))["total"] or 0)


def forget_counted_before(day: dt.date) -> int:
    """Marks only serve to count once: a few days are enough."""
    return Counted.objects.filter(day__lt=day).delete()[0]
