"""Who reads a private question: rows written with it, added to by its author, left by a reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from toctoc.ledger.actions import record
from toctoc.people.models import Person

from .models import Post, Reader
from .types import MOST_NAMED, NobodyNamed, NotYours, TooManyNamed


def check_number(named: int) -> None:
    if not named:
        raise NobodyNamed
    if named > MOST_NAMED:
        raise TooManyNamed(MOST_NAMED)


def open_readers(post: Post, named: Mapping[int, str], *, at: dt.datetime) -> None:
    """The first readers of a question that is being published: its author and those named."""
    check_number(len(named))
    _write(post, {post.author_id: ""} | dict(named), at)


def name_readers(*, by: Person, post: Post, named: Mapping[int, str], at: dt.datetime) -> list[int]:
    """Let more colleagues ({person: name}) read; return those who are new, in the given order.

    Who once left is not asked again. Raise `NotYours`, `NobodyNamed` or `TooManyNamed`.
    """
    if post.author_id != by.pk or post.audience != Post.Audience.NAMED or post.thread_id:
        raise NotYours
    if not named:
        raise NobodyNamed
    with transaction.atomic():
        Post.objects.select_for_update().get(pk=post.pk)
        rows = dict(Reader.objects.filter(post=post).values_list("person", "left_at"))
        new = {person: name for person, name in named.items() if person not in rows}
        if new:
            present = sum(left is None for left in rows.values()) - 1  # less the author
            check_number(present + len(new))
            _write(post, new, at)
    return list(new)


def _write(post: Post, named: Mapping[int, str], at: dt.datetime) -> None:
    Reader.objects.bulk_create(
        Reader(post=post, person_id=person, name=name[:120], by_id=post.author_id, at=at)
        for person, name in named.items()
    )
    record(
        "post.name_readers",
        at=at,
        actor=f"person:{post.author.public_id}",
        about=f"post:{post.public_id}",
        facts={"readers": len(named)},
    )


def leave(*, by: Person, post: Post, at: dt.datetime) -> bool:
    """A colleague who was named reads no longer; True the first time. Authors don't leave."""
    with transaction.atomic():
        rows = Reader.objects.filter(post=post, person=by, left_at=None).exclude(
            person=post.author_id
        )
        if not rows.update(left_at=at):
            return False
        record("post.leave", at=at, actor=f"person:{by.public_id}", about=f"post:{post.public_id}")
        return True
