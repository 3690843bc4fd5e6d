"""Ask each room what happened in a period."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q

from toctoc.evidence import queries as evidence
from toctoc.limits.tallies import tally
from toctoc.moderation import queries as moderation
from toctoc.posts.models import Post
from toctoc.stories import queries as stories

from .types import Period

Counts = dict[str, int | float | None]


def counted(period: Period) -> Counts:
    """Every count of a period, under the key of its table ("stories.erased"); delays in seconds."""
    since, until = period.since, period.until
    found: Counts = _published(since, until)
    found |= _under("moderation", moderation.counts(since, until))
    found |= _under("stories", stories.counts(since, until))
    found |= _under("evidence", evidence.counts(since, until))
    waits = [delay.total_seconds() for delay in moderation.delays(since, until)]
    found["moderation.delay"] = _median(waits)
    spent = stories.delays(since, until)
    found |= {f"stories.delay_{name}": _median(seconds) for name, seconds in spent.items()}
    return found


def _published(since: dt.datetime, until: dt.datetime) -> Counts:
    posts = Post.objects.filter(published_at__gte=since, published_at__lt=until).aggregate(
        questions=Count("pk", filter=Q(kind=Post.Kind.QUESTION)),
        answers=Count("pk", filter=Q(kind=Post.Kind.ANSWER)),
    )
    zone = ZoneInfo(settings.TIME_ZONE)
    first, last = since.astimezone(zone).date(), until.astimezone(zone).date()
    stopped = tally("guard.stopped", first, last if _at_midnight(until, zone) else _next(last))
    return _under("posts", posts) | {"posts.stopped": stopped}


def _at_midnight(at: dt.datetime, zone: ZoneInfo) -> bool:
    return at.astimezone(zone).time() == dt.time(0)


def _next(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=1)


def _under(room: str, counts: dict[str, int]) -> Counts:
    return {f"{room}.{name}": count for name, count in counts.items()}


def _median(seconds: Sequence[float]) -> float | None:
    """None under five delays: a single one would tell of somebody's case."""
    return statistics.median(seconds) if len(seconds) >= 5 else None
