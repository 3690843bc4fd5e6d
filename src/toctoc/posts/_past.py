"""Old words are their author's: a note above them, an end chosen for them (B6, D20)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from toctoc.ledger.actions import record
from toctoc.limits.actions import spend
from toctoc.live.actions import announce
from toctoc.people.models import Person
from toctoc.people.queries import COLLEAGUE, charter_accepted, own_names
from toctoc.people.types import NotAllowed

from ._door import check_door, kept_overrides
from ._restrained import check_not_restrained
from .models import Post, Version
from .past import WARNED_BEFORE, own_published
from .render import to_html
from .types import NOTE_CHARACTERS, CharterMissing, Empty, TooLong, Writing

UNNAMED = COLLEAGUE["fr"]


def life_of(writing: Writing, thread: Post | None, at: dt.datetime) -> dict[str, Any]:
    """The columns of a new post that say under which rules and for how long it lives.

    A reply to a lived experience follows its rules (B8).
    """
    experience = thread.experience if thread else writing.experience
    return {"experience": experience} | _ends(writing.keep_days, at)


def _ends(days: int | None, at: dt.datetime) -> dict[str, dt.datetime | None]:
    if days is None or days not in settings.TOCTOC_EXPIRY_DAYS:
        return {"expires_at": None, "expiry_warn_at": None}
    end = at + dt.timedelta(days=days)
    return {"expires_at": end, "expiry_warn_at": end - WARNED_BEFORE}


def set_expiry(*, by: Person, public_id: str, days: int | None, at: dt.datetime) -> Post:
    """From now, so many days; None: as long as its author leaves it. `NotYours`, `NotVisible`."""
    post = own_published(by, public_id)
    with transaction.atomic():
        ends = _ends(days, at)
        Post.objects.filter(pk=post.pk).update(version=F("version") + 1, **ends)
        facts = {"days": days if ends["expires_at"] else None}
        record("post.expiry", at=at, actor=_who(by), about=f"post:{public_id}", facts=facts)
        _tell_pages(post, at)
    post.refresh_from_db()
    return post


def set_note(*, by: Person, public_id: str, writing: Writing, at: dt.datetime) -> Post:
    """What the author says today of these words, shown above them; the guard judges it as any text.

    An empty one takes the note away. Raise `NotPublished` in one of its forms, `NotAllowed`.
    """
    post = own_published(by, public_id)
    if not by.may_write:
        raise NotAllowed
    check_not_restrained(by, at)
    if not charter_accepted(by):
        raise CharterMissing
    body = writing.body.strip()
    if len(body) > NOTE_CHARACTERS:
        raise TooLong(NOTE_CHARACTERS)
    if not body and not post.note:
        raise Empty
    html, overrides = to_html(body) if body else "", []
    if body:
        hidden = () if post.signature == Person.Signature.REAL else own_names(by)
        report = check_door(writing, html, at=at, never=hidden)
        overrides = kept_overrides(writing, report, at=at)
    with transaction.atomic():
        post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
        if post.note == body:
            return post
        spend("reply", by.public_id, at=at)
        post.note, post.note_html, post.noted_at = body, html, at if body else None
        post.version += 1
        post.save(update_fields=["note", "note_html", "noted_at", "version"])
        Version.objects.create(
            post=post,
            number=post.version,
            body=post.body,
            html=post.html,
            note=body,
            overrides=overrides,
            transposed=post.transposed,
            at=at,
        )
        act = "post.note" if body else "post.note.remove"
        facts = {"version": post.version}
        record(act, at=at, actor=_who(by), about=f"post:{public_id}", facts=facts)
        _tell_pages(post, at)
        return post


def detach(*, public_id: str, at: dt.datetime) -> bool:
    """Take its author's name off a post for good; its words, if any are left, stay (M5).

    It reads as one that was signed "protected": neither name, specialty nor stage.
    """
    with transaction.atomic():
        post = Post.objects.select_for_update(of=("self",)).filter(public_id=public_id).first()
        if post is None:
            return False
        Post.objects.filter(pk=post.pk).update(
            signature=Person.Signature.PROTECTED,
            byline=UNNAMED,
            specialty="",
            stage="",
            version=F("version") + 1,
        )
        post.fragments.all().delete()
        post.versions.update(overrides=[])  # reasons that the author typed for the guard
        record("post.detach", at=at, actor="clock", about=f"post:{public_id}")
        if post.state == Post.State.PUBLISHED:
            _tell_pages(post, at)
        return True


def _tell_pages(post: Post, at: dt.datetime) -> None:
    root = post.thread or post
    announce(f"question:{root.public_id}", "edit", post.public_id, at=at)


def _who(person: Person) -> str:
    return f"person:{person.public_id}"
