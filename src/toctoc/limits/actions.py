"""Rate limits that hold across processes and restarts, on either database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from .models import Bucket


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `burst` at once, refilled at `per_hour` an hour."""

    name: str
    burst: int
    per_hour: float


class TooMany(Exception):
    """Slow down. `wait` says for how long."""

    def __init__(self, limit: Limit, wait: dt.timedelta) -> None:
        super().__init__(limit.name)
        self.limit = limit
        self.wait = wait


LIMITS = {
    limit.name: limit
    for limit in (
        Limit("ask", burst=5, per_hour=6),
        Limit("reply", burst=15, per_hour=60),
        Limit("draft", burst=240, per_hour=3600),
        Limit("check", burst=240, per_hour=3600),
        Limit("transpose", burst=60, per_hour=1200),
        Limit("oversight", burst=20, per_hour=40),
        Limit("search", burst=60, per_hour=1200),
        Limit("colleagues", burst=60, per_hour=600),
        Limit("name", burst=20, per_hour=40),
        Limit("thank", burst=60, per_hour=240),
        Limit("sign_up", burst=5, per_hour=10),
        Limit("proof", burst=5, per_hour=6),
        Limit("notice", burst=10, per_hour=20),
        Limit("notice_public", burst=5, per_hour=5),
        Limit("announce", burst=3, per_hour=3),
        Limit("story", burst=3, per_hour=1),  # a day: hides of one requester, without e-mail
        Limit("story_ask", burst=12, per_hour=1),  # a day: whatever one requester sends
        Limit("story_hide", burst=30, per_hour=30),  # these three for the whole instance
        Limit("story_search", burst=60, per_hour=60),
        Limit("story_mail", burst=60, per_hour=120),
        Limit("export", burst=3, per_hour=2),
        Limit("picture", burst=30, per_hour=60),
        Limit("picture_flag", burst=10, per_hour=20),
        Limit("oppose", burst=3, per_hour=1),
        Limit("trace", burst=10, per_hour=20),
        Limit("evidence", burst=20, per_hour=30),
        Limit("disclosure", burst=5, per_hour=5),
        Limit("api", burst=300, per_hour=6000),
    )
}


def limit_named(name: str) -> Limit:
    """The operator's figure (`TOCTOC_LIMITS = {"ask": (burst, per_hour)}`), else ours."""
    ours = LIMITS[name]
    burst, per_hour = settings.TOCTOC_LIMITS.get(name, (ours.burst, ours.per_hour))
    return Limit(name, burst, per_hour)


def spend(name: str, who: str, *, at: dt.datetime, cost: float = 1.0) -> None:
    """Take `cost` tokens from the bucket of `who`, or raise `TooMany` and take nothing."""
    limit = limit_named(name)
    key = f"{name}:{who}"[:120]
    with transaction.atomic():
        bucket = _locked(key) or _new(key, limit, at)
        tokens = _tokens(bucket, limit, at)
        if tokens < cost:
            raise TooMany(limit, dt.timedelta(hours=(cost - tokens) / limit.per_hour))
        bucket.tokens, bucket.updated_at = tokens - cost, at
        bucket.save(update_fields=["tokens", "updated_at"])


def check_left(name: str, who: str, *, at: dt.datetime) -> None:
    """`TooMany` when `spend` would refuse now; takes nothing and locks nothing."""
    limit = limit_named(name)
    bucket = Bucket.objects.filter(key=f"{name}:{who}"[:120]).first()
    if bucket is not None:
        tokens = _tokens(bucket, limit, at)
        if tokens < 1:
            raise TooMany(limit, dt.timedelta(hours=(1 - tokens) / limit.per_hour))


def _tokens(bucket: Bucket, limit: Limit, at: dt.datetime) -> float:
    hours = max((at - bucket.updated_at).total_seconds(), 0) / 3600
    return min(limit.burst, bucket.tokens + hours * limit.per_hour)


def _locked(key: str) -> Bucket | None:
    return Bucket.objects.select_for_update().filter(key=key).first()


def _new(key: str, limit: Limit, at: dt.datetime) -> Bucket:
    """A full bucket; the other one when somebody made it this instant."""
    full = Bucket(key=key, tokens=limit.burst, updated_at=at)
    Bucket.objects.bulk_create([full], ignore_conflicts=True)
    return Bucket.objects.select_for_update().get(key=key)
