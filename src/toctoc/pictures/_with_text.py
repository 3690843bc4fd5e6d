"""Pictures follow their text: they arrive, come back and go with it (`posts.signals`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Max, Q

from toctoc.ledger.actions import record
from toctoc.people.models import Person, Restriction
from toctoc.people.queries import is_restricted
from toctoc.posts import signals
from toctoc.posts.models import Post

from ._reader import pool
from .models import Banned, Picture, Upload
from .queries import words_told
from .types import NotReady

State = Upload.State
# Reasons of an erasure that say that somebody was recognised: the picture does not come in again.
_RECOGNISED = ("story", "secrecy", "tombstone")
_MOVING = (State.WAITING, State.READING)


def connect() -> None:
    for signal, work in (
        (signals.naming, _names),
        (signals.arriving, _arrive),
        (signals.released, _release),
        (signals.taken_back, _come_back),
        (signals.destroyed, _destroy),
        (signals.forgotten, _forget),
    ):
        signal.connect(work, dispatch_uid=f"pictures.{work.__name__}")


def _names(*, by: Person, target: str, **_sent: Any) -> tuple[str, ...]:
    return words_told(by, target)


def _arrive(*, post: Post, by: Person, target: str, at: dt.datetime, **_sent: Any) -> int:
    """Every file of this text is ready and goes with it, or the text waits for it (K11)."""
    rows = Upload.objects.select_for_update().filter(person=by, target=target, post=None)
    uploads = list(rows.order_by("position", "pk"))
    waiting = [one for one in uploads if one.state not in (State.READY, State.REFUSED)]
    if waiting:
        raise NotReady(tuple(one.public_id for one in waiting))
    Upload.objects.filter(pk__in=[one.pk for one in uploads if one.state == State.REFUSED]).delete()
    ready = [one for one in uploads if one.state == State.READY]
    if not ready:
        return 0
    if is_restricted(by, Restriction.Kind.IMAGES, at):  # since they were sent (D15)
        raise NotReady(tuple(one.public_id for one in ready))
    last = Upload.objects.filter(post=post).aggregate(last=Max("position"))["last"]
    first = 0 if last is None else last + 1
    for place, one in enumerate(ready, first):
        Upload.objects.filter(pk=one.pk).update(post=post, position=place, words=b"", labs=b"")
    pictures = Picture.objects.filter(upload__in=ready)
    pictures.filter(left_out=True).delete()
    Upload.objects.filter(post=post, pictures=None).delete()
    _record(post, by, pictures.count(), ready, at)
    if post.state == Post.State.PUBLISHED:
        _release(post=post)
    return len(ready)


def _record(post: Post, by: Person, count: int, ready: Iterable[Upload], at: dt.datetime) -> None:
    """What its author stated is proven by the record, for each file; not what the files show."""
    facts = {"pictures": count, "consent": [one.consent for one in ready]}
    actor, about = f"person:{by.public_id}", f"post:{post.public_id}"
    record("picture.publish", at=at, actor=actor, about=about, facts=facts)


def _release(*, post: Post, **_sent: Any) -> None:
    """Readable: what was uncovered is gone for good."""
    held = Upload.objects.filter(post=post, drafts_until__isnull=False)
    empty_drafts(held)


def empty_drafts(uploads: Any) -> int:
    """Destroy the uncovered pages of these uploads; return how many uploads."""
    pks = list(uploads.values_list("pk", flat=True))
    if pks:
        Picture.objects.filter(upload__in=pks).update(draft=b"")
        Upload.objects.filter(pk__in=pks).update(drafts_until=None, words=b"", labs=b"")
    return len(pks)


def _come_back(*, post: Post, target: str, **_sent: Any) -> None:
    """With the text that was taken back, to be published again or changed."""
    Upload.objects.filter(post=post).update(post=None, target=target)


def _destroy(*, post: Post, reason: str, at: dt.datetime, **_sent: Any) -> None:
    """With the words: its pictures, and what readers were about to show below it."""
    if reason in _RECOGNISED:
        ban(Picture.objects.filter(upload__post=post), at)
    about = [f"reply:{post.public_id}", f"edit:{post.public_id}"]
    discard_all(Q(post=post) | Q(post=None, target__in=about))


def ban(pictures: Any, at: dt.datetime) -> None:
    """These pictures, as published and as sent, do not come in again."""
    hashes = {one for pair in pictures.values_list("likeness", "source_likeness") for one in pair}
    Banned.objects.bulk_create(
        [Banned(likeness=one, at=at) for one in sorted(hashes - {""})], ignore_conflicts=True
    )


def _forget(*, drafts: list[tuple[int, str]], **_sent: Any) -> None:
    """A draft is gone: so are the files that were sent for it."""
    for person, target in drafts:
        discard_all(Q(post=None, person=person, target=target))


def discard_all(which: Q) -> int:
    """Destroy uploads, whatever their state: rows, bytes, and what is in memory."""
    found = dict(Upload.objects.filter(which).values_list("pk", "state"))
    if not found:
        return 0
    moving = [pk for pk, state in found.items() if state in _MOVING]
    if moving:
        pool().cancel(moving)
    Upload.objects.filter(pk__in=list(found)).delete()
    return len(found)
