"""What the search index is fed with: published posts with the facts of their question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Q

from toctoc.posts.models import Post
from toctoc.search import feed
from toctoc.search.types import Document

from .models import Question

_CHUNK = 1000


class PostSource:
    """`toctoc.search.feed.Source` over the posts of this instance."""

    def documents_for(self, refs: Sequence[str]) -> Iterable[Document]:
        """The posts and, since facts of a question stand on each of its posts, their threads."""
        named = Post.objects.filter(public_id__in=refs)
        threads = {thread or pk for pk, thread in named.values_list("pk", "thread")}
        return _documents(Q(pk__in=threads) | Q(thread__in=threads))

    def all_documents(self) -> Iterator[Document]:
        return _documents(Q())


def _documents(which: Q) -> Iterator[Document]:
    readable = Q(state=Post.State.PUBLISHED) & (
        Q(thread__isnull=True) | Q(thread__state=Post.State.PUBLISHED)
    )
    rows = (
        Post.objects.filter(which, readable)
        # The words of a recognisable case are in no index, whoever may search it (T12).
        .exclude(audience=Post.Audience.NAMED)
        .order_by("pk")
        .values_list("public_id", "thread", "pk", "kind", "body", "thread__public_id")
    )
    chunk: list[Any] = []
    for row in rows.iterator(chunk_size=_CHUNK):
        chunk.append(row)
        if len(chunk) == _CHUNK:
            yield from _with_facts(chunk)
            chunk = []
    yield from _with_facts(chunk)


def _with_facts(rows: list[Any]) -> Iterator[Document]:
    roots = {thread or pk for _, thread, pk, *_ in rows}
    facts: dict[int, dict[str, Any]] = {
        row["pk"]: dict(row)
        for row in Question.objects.filter(pk__in=roots, asked_at__isnull=False).values(
            "pk", "specialties", "answers", "has_references", "has_outcome", "asked_at"
        )
    }
    for public_id, thread, pk, kind, body, thread_id in rows:
        fact = facts.get(thread or pk)
        if fact is not None:
            yield Document(
                ref=public_id,
                thread=thread_id or public_id,
                kind=kind,
                text=body,
                specialties=tuple(fact["specialties"]),
                answered=fact["answers"] > 0,
                has_references=fact["has_references"],
                has_outcome=fact["has_outcome"],
                asked_at=int(fact["asked_at"].timestamp()),
            )


def feed_index(at: dt.datetime) -> int:
    """Bring this node's index up to date; return how many events. Raises `BusyError`."""
    return feed.catch_up(PostSource(), at)


def rebuild_index(at: dt.datetime) -> int:
    return feed.rebuild(PostSource(), at)
