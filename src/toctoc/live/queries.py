"""Read events: what a hub, a poll or a returning browser has not seen yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from .models import Event
from .sse import Row

REPLAY = 500


def last_id() -> int:
    """The newest event's number, 0 when there is none.

    A page reads it before its own rows and writes it down, so that the stream can fill the gap
    between the page and the opening of the connection.
    """
    return Event.objects.order_by("-id").values_list("id", flat=True).first() or 0


def id_before(moment: dt.datetime) -> int:
    """The number after which everything said since that moment stands.

    For a page that knows when it was made and not which event was the last then.
    """
    ids = Event.objects.values_list("id", flat=True)
    before = ids.filter(at__lt=moment).order_by("-at", "-id").first()
    if before is not None:
        return before
    oldest = ids.order_by("id").first()
    return oldest - 1 if oldest is not None else 0


def events_since(last: int, *, limit: int = 1000) -> list[Row]:
    """The next events of all topics, oldest first."""
    rows = Event.objects.filter(id__gt=last).order_by("id")
    return [Row(*row) for row in rows.values_list("id", "topic", "kind", "ref")[:limit]]


def missed(last: int, topics: Sequence[str], *, until: int) -> list[Row] | None:
    """Events of `topics` after `last` and up to `until`; None when they can't all be given.

    That is: when some were already forgotten, when there are more than `REPLAY`, or when `last`
    was never handed out here (the instance was restored from a backup).
    """
    if last == until:
        return []
    oldest = Event.objects.order_by("id").values_list("id", flat=True).first()
    if oldest is None or last < oldest - 1 or (last > until and last > last_id()):
        return None
    asked = Event.objects.filter(topic__in=topics, id__gt=last, id__lte=until).order_by("id")
    rows = [Row(*row) for row in asked.values_list("id", "topic", "kind", "ref")[: REPLAY + 1]]
    return rows if len(rows) <= REPLAY else None
