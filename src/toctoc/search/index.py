"""French full text over questions and answers (M9): one embedded index a node.

The index says which posts hold which words, and nothing else. It may be late or wrong, so it never
decides what is shown: callers take the ids it gives to the database and keep those that
`posts.visible_to` allows. Only a node's worker writes (`feed`); pages read.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from django.conf import settings

from . import _find, _similar
from ._store import Store, is_broken
from .query import parse
from .types import Cursor, Document, Hits, Order, Similar

log = logging.getLogger(__name__)
WAIT = 10.0  # seconds a writer waits for its turn before raising BusyError
MOST = 100  # threads a page
_LONGEST_TEXT = 20_000


@cache
def _store(folder: Path) -> Store:
    return Store(folder)


def store() -> Store:
    """The index of this node (`TOCTOC_SEARCH_FOLDER`)."""
    return _store(Path(settings.TOCTOC_SEARCH_FOLDER))


def put(documents: Iterable[Document], *, wait: float = WAIT) -> int:
    """Add or replace posts, all visible at once; return how many.

    Does nothing (0) when there is no index: the feed builds it whole. Raises `BusyError` when
    another process writes for more than `wait` seconds.
    """
    with store().changing(wait) as batch:
        return batch.put(documents) if batch else 0


def remove(refs: Iterable[str], *, wait: float = WAIT) -> None:
    """Forget these posts, and whole threads where a ref is a question's. Raises `BusyError`.

    They are found no more as soon as this returns; their words leave the disk with the next
    rebuild (`feed.clean_up`), because an inverted index only marks what it drops.
    """
    with store().changing(wait) as batch:
        if batch:
            batch.remove(refs)


def find(
    query: str,
    *,
    specialties: Sequence[str] = (),
    answered: bool | None = None,
    has_references: bool | None = None,
    has_outcome: bool | None = None,
    since: int | None = None,
    until: int | None = None,
    order: Order = "relevance",
    after: Cursor | None = None,
    limit: int = 20,
) -> Hits:
    """Threads that hold what `query` says; `since` and `until` in seconds since 1970, included.

    Words in any order, "exact words", -without, begin*. An empty query lists what the filters
    keep, newest first. Never raises for what somebody typed.
    """
    filters = _find.Filters(specialties, answered, has_references, has_outcome, since, until)
    limit = min(max(limit, 1), MOST)
    try:
        searcher = store().searcher()
        if searcher is None:
            return Hits(ready=False)
        return _find.find(searcher, parse(query), filters, order, after, limit)
    except BaseException as error:
        _condemn(error)
        return Hits(ready=False)


def similar(text: str, *, limit: int = 3, answered_only: bool = False) -> list[Similar]:
    """Questions that mean nearly the same as `text`, closest first; none when none is close."""
    try:
        searcher = store().searcher()
        if searcher is None:
            return []
        return _similar.similar(
            searcher, text[:_LONGEST_TEXT], limit=min(limit, MOST), answered_only=answered_only
        )
    except BaseException as error:
        _condemn(error)
        return []


def _condemn(error: BaseException) -> None:
    """A damaged index must not take pages down: they say "being rebuilt", and the feed rebuilds."""
    if not is_broken(error):
        raise error
    log.error("the search index can't be read (%s): it will be rebuilt", type(error).__name__)
    store().condemn()
