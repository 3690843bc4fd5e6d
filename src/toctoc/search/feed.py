"""Keep this node's index in step with the database, by replaying the events of topic "search".

Posts write `announce("search", "put" | "remove", <public id of the post>, at=...)` in their own
transactions; the worker of each node calls `catch_up`. Applying an event twice changes nothing, so
the cursor is stored after the commit: a crash between the two replays.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from toctoc.live.models import Event

from ._store import is_broken
from .index import WAIT, log, store
from .types import Document

TOPIC = "search"
PUT, REMOVE = "put", "remove"
_BATCH = 500
_REBUILD_BATCH = 2_000
# A feed this fresh can't have missed an event: events are kept for days.
_FRESH = dt.timedelta(hours=1)
_TOUCH = dt.timedelta(minutes=5)


class Source(Protocol):
    """Where documents come from. Implemented above, where posts are known."""

    def documents_for(self, refs: Sequence[str]) -> Iterable[Document]:
        """The posts `refs` that may be found, as they are now; others are left out.

        May give the whole thread of a post: facts on a thread are repeated on each of its posts.
        """
        ...

    def all_documents(self) -> Iterator[Document]:
        """Every post that may be found, streamed."""
        ...


def catch_up(source: Source, at: dt.datetime, *, wait: float = WAIT) -> int:
    """Apply what was announced since last time; return how many events were. Raises `BusyError`.

    Builds the index first when it is missing, damaged, of another version, or so late that events
    it needed were dropped.
    """
    with store().feeding(wait):
        return _catch_up(source, at, wait)


def _catch_up(source: Source, at: dt.datetime, wait: float) -> int:
    seen, seen_at = _cursor()
    if not store().sound() or seen is None or _lost(seen, seen_at, at):
        _rebuild(source, at, wait)
        return 0
    top = _top()
    applied = 0
    while events := _events(seen, top):
        try:
            _apply(source, events, wait)
        except BaseException as error:
            if not is_broken(error):
                raise
            log.error("the search index can't be written (%s)", type(error).__name__)
            store().condemn()
            _rebuild(source, at, wait)
            return applied
        seen = events[-1][0]
        applied += len(events)
        _remember(seen, at)
    if seen < top or seen_at is None or at - seen_at > _TOUCH:
        _remember(max(seen, top), at)
    return applied


def rebuild(source: Source, at: dt.datetime, *, wait: float = WAIT) -> int:
    """Build anew beside the old index, then swap; return how many posts. Raises `BusyError`."""
    with store().feeding(wait):
        return _rebuild(source, at, wait)


def _rebuild(source: Source, at: dt.datetime, wait: float) -> int:
    top = _top()  # before reading: what is announced meanwhile is replayed on the new index
    count = 0
    with store().replacing(wait) as batch:
        chunk: list[Document] = []
        for document in source.all_documents():
            chunk.append(document)
            if len(chunk) == _REBUILD_BATCH:
                count += batch.put(chunk)
                chunk = []
        count += batch.put(chunk)
    _remember(top, at)
    return count


def clean_up(source: Source, at: dt.datetime, *, after: dt.timedelta, wait: float = WAIT) -> bool:
    """Rebuild when something was erased more than `after` ago, so that its words leave the disk."""
    with store().feeding(wait):
        erased = store().erased_at()
        if erased is None or at.timestamp() - erased < after.total_seconds():
            return False
        _rebuild(source, at, wait)
        return True


def _apply(source: Source, events: list[tuple[int, str, str]], wait: float) -> None:
    """The last word on each post counts; a post that may no longer be found is removed."""
    last = {ref: kind for _, kind, ref in events if ref}
    asked = [ref for ref, kind in last.items() if kind == PUT]
    documents = list(source.documents_for(asked)) if asked else []
    found = {document.ref for document in documents}
    with store().changing(wait) as batch:
        if batch:
            batch.remove(ref for ref, kind in last.items() if kind == REMOVE or ref not in found)
            batch.put(documents)


def _events(after: int, top: int) -> list[tuple[int, str, str]]:
    rows = Event.objects.filter(topic=TOPIC, id__gt=after, id__lte=top).order_by("id")
    return list(rows.values_list("id", "kind", "ref")[:_BATCH])


def _top() -> int:
    last = Event.objects.order_by("-id").values_list("id", flat=True).first()
    return last or 0


def _lost(seen: int, seen_at: dt.datetime | None, at: dt.datetime) -> bool:
    """Whether events may have been dropped unread, or the database was restored to before us."""
    top = _top()
    if 0 < top < seen:
        return True
    fresh = seen_at is not None and at - seen_at < _FRESH
    return not fresh and seen > 0 and not Event.objects.filter(id__lte=seen).exists()


def _cursor() -> tuple[int | None, dt.datetime | None]:
    try:
        note = json.loads(store().note())
        return int(note["event"]), dt.datetime.fromtimestamp(float(note["at"]), dt.UTC)
    except (ValueError, TypeError, KeyError, OverflowError, OSError):
        return None, None


def _remember(event: int, at: dt.datetime) -> None:
    store().write_note(json.dumps({"event": event, "at": at.timestamp()}))
