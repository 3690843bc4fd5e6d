"""The secrets behind the marks: one a month in the database, sealed, and a key a day out of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from toctoc.sealing import seal, unseal

from .models import Season

_SIZE = 32


def month_of(day: dt.date) -> dt.date:
    return day.replace(day=1)


def day_key(day: dt.date) -> bytes:
    """The key of a day that is now; its month's secret is made when it is first asked for."""
    month = month_of(day)
    known = _secret(month)
    if known is None:
        fresh = Season(month=month, sealed=seal(secrets.token_bytes(_SIZE)))
        Season.objects.bulk_create([fresh], ignore_conflicts=True)  # another process may win
        known = _secret(month)
        assert known is not None
    return _derived(known, day)


def past_keys(days: list[dt.date]) -> dict[dt.date, bytes]:
    """The keys that still exist; those of forgotten months are missing."""
    months = {month_of(day) for day in days}
    known = {
        season.month: unseal(season.sealed) for season in Season.objects.filter(month__in=months)
    }
    return {day: _derived(known[month_of(day)], day) for day in days if month_of(day) in known}


def _secret(month: dt.date) -> bytes | None:
    sealed = Season.objects.filter(month=month).values_list("sealed", flat=True).first()
    return None if sealed is None else unseal(sealed)


def _derived(secret: bytes, day: dt.date) -> bytes:
    return hashlib.blake2b(day.isoformat().encode(), key=secret, digest_size=_SIZE).digest()
