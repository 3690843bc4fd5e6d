from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, Sum

from toctoc.prepared import Prepared

from .models import Notice, Rhythm


def local(at: dt.datetime) -> dt.datetime:
    return at.astimezone(ZoneInfo(settings.TIME_ZONE))


def local_date(at: dt.datetime) -> dt.date:
    return local(at).date()


def slot(at: dt.datetime) -> int:
    """0–23 for the hours of a weekday, 24–47 for those of a Saturday or Sunday, local time."""
    here = local(at)
    return here.hour + (24 if here.weekday() >= 5 else 0)


def rhythm_of(person_id: int) -> Rhythm:
    """The member's choices, or the defaults (unsaved) of somebody who never chose."""
    return Rhythm.objects.filter(person=person_id).first() or Rhythm(person_id=person_id)


def answers_by_days_seen() -> dict[int, tuple[float, float]]:
    """What knocks taught, by days seen lately: {days: (answered, exposure)}."""
    groups = Rhythm.objects.values("days_seen").annotate(
        quick=Sum("answered"), chances=Sum("exposure")
    )
    return {row["days_seen"]: (row["quick"], row["chances"]) for row in groups}


def is_quiet(rhythm: Rhythm, at: dt.datetime) -> bool:
    """Quiet hours, unless the member said "available now"."""
    if rhythm.muted_until and rhythm.muted_until > at:
        return True
    if rhythm.on_call_until and rhythm.on_call_until > at:
        return False
    start, end = rhythm.quiet_start, rhythm.quiet_end
    if start is None or end is None or start == end:
        return False
    here = local(at)
    minute = here.hour * 60 + here.minute
    return start <= minute < end if start < end else minute >= start or minute < end


def inbox(person_id: int, *, before: int | None = None, limit: int = 30) -> list[Notice]:
    """Newest first; `before` is the id of the last line of the page above."""
    notices = Notice.objects.filter(person=person_id)
    if before:
        notices = notices.filter(id__lt=before)
    return list(notices.order_by("-id")[:limit])


_UNREAD = Prepared(
    lambda person: (
        Notice.objects.filter(person=person, read_at=None).order_by("-id").values_list("ref")[:100]
    ),
    person=int,
)


def unread_refs(person_id: int) -> set[str]:
    """What the unread lines speak of, at most the hundred newest; empty when all is read."""
    return {ref for (ref,) in _UNREAD(person=person_id)}


def told_columns(person: int, ref: str) -> dict[str, Exists]:
    """Whether unread lines speak of `ref`, and of anything else: columns of another query."""
    unread = Notice.objects.filter(person=person, read_at=None)
    return {
        "told": Exists(unread.filter(ref=ref)),
        "told_else": Exists(unread.exclude(ref=ref)),
    }


# For a query of people: whether something waits in their inbox.
HAS_UNREAD = Exists(Notice.objects.filter(person=OuterRef("pk"), read_at=None))


def unread_count(person_id: int) -> int:
    return Notice.objects.filter(person=person_id, read_at=None).count()
