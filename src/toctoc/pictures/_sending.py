"""A file comes in: taken into memory, queued, put in order, taken back."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q

from toctoc.guard.files.sniff import sniff
from toctoc.guard.files.types import Refused
from toctoc.limits.actions import spend
from toctoc.live.actions import announce
from toctoc.people.models import Person, Restriction
from toctoc.people.queries import is_restricted
from toctoc.people.types import NotAllowed, NotVisible
from toctoc.posts.queries import access_post

from . import _words
from ._reader import Job, pool
from ._with_text import discard_all
from .models import Upload
from .queries import why_off
from .types import MOST_FILES, Off, Suspended, TooManyFiles

State = Upload.State
_COUNTED = (State.WAITING, State.READING, State.REVIEW, State.READY)


def send(*, by: Person, target: str, token: str, data: bytes, name: str, at: dt.datetime) -> str:
    """See `actions.send`."""
    if why_off():
        raise Off
    first = Upload.objects.filter(person=by, token=token).first()
    if first is not None and (first.state != State.LOST or first.post_id is not None):
        return first.public_id
    _check_target(by, target)
    if is_restricted(by, Restriction.Kind.IMAGES, at):
        raise Suspended
    form, why = _sniffed(data)
    if why:
        row, _ = _enter(by, target, token, form, why, at)
        return row.public_id
    known = _words.known_for(by, target)
    reader = pool()
    reader.reserve(len(data))
    try:
        row, new = _enter(by, target, token, form, "", at)
    except BaseException:
        reader.give_back(len(data))
        raise
    if new:
        reader.put(Job(row.pk, row.public_id, by.pk, by.public_id, data, name, known))
    else:
        reader.give_back(len(data))
    return row.public_id


def _check_target(by: Person, target: str) -> None:
    """Who may not write the text sends nothing for it."""
    if not by.may_write:
        raise NotAllowed
    head, _colon, public_id = target.partition(":")
    if head == "reply":
        access_post(by, public_id)
    elif head == "edit":
        if access_post(by, public_id).author_id != by.pk:
            raise NotAllowed
    elif target != "ask":
        raise NotVisible


def _sniffed(data: bytes) -> tuple[str, str]:
    """(form, why it is refused already)"""
    if len(data) > settings.TOCTOC_FILES.size:
        return "", "size"
    try:
        return sniff(data).value, ""
    except Refused as refused:
        return "", refused.code


def _enter(
    by: Person, target: str, token: str, form: str, why: str, at: dt.datetime
) -> tuple[Upload, bool]:
    """The row of a file: (row, whether it is to be read). A double click finds the first one."""
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=by.pk)
        first = Upload.objects.filter(person=by, token=token).first()
        if first is not None and first.state != State.LOST:
            return first, False
        others = Upload.objects.filter(person=by, target=target, post=None)
        if others.filter(state__in=_COUNTED).count() + _published(target) >= MOST_FILES:
            raise TooManyFiles
        spend("picture", by.public_id, at=at)
        last = others.aggregate(last=Max("position"))["last"]
        row = first or Upload(person=by, token=token, created_at=at)
        row.target, row.form, row.why, row.beat_at = target, form, why, at
        row.position = 0 if last is None else last + 1
        row.state = State.REFUSED if why else State.WAITING
        row.created_at, row.done, row.pages = at, 0, 0
        row.save()
        announce(f"person:{by.public_id}", "upload", row.public_id, at=at)
        return row, not why


def _published(target: str) -> int:
    """The files that a text being changed has already."""
    head, _colon, public_id = target.partition(":")
    if head != "edit":
        return 0
    return Upload.objects.filter(post__public_id=public_id).count()


def discard(*, by: Person, upload: str, at: dt.datetime) -> None:
    """See `actions.discard`."""
    with transaction.atomic():
        if discard_all(Q(public_id=upload, person=by, post=None)):
            announce(f"person:{by.public_id}", "upload", upload, at=at)


def move(*, by: Person, upload: str, before: str | None, at: dt.datetime) -> None:
    """See `actions.move`."""
    with transaction.atomic():
        rows = Upload.objects.select_for_update().filter(person=by, post=None)
        moved = rows.filter(public_id=upload).first()
        if moved is None:
            raise NotVisible
        order = list(rows.filter(target=moved.target).order_by("position", "pk"))
        others = [one for one in order if one.pk != moved.pk]
        ids = [one.public_id for one in others]
        place = ids.index(before) if before in ids else len(ids)
        if before == upload:
            return
        others.insert(place, moved)
        for position, one in enumerate(others):
            if one.position != position:
                Upload.objects.filter(pk=one.pk).update(position=position)
        announce(f"person:{by.public_id}", "upload", upload, at=at)
