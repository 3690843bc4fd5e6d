"""The way out of the door: hide for a cause, show again when no cause is left, erase for good."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from toctoc.ledger.actions import fingerprint_of, record
from toctoc.live.actions import announce, announce_all

from . import signals
from .models import Draft, Hold, Post, Reader, Version
from .past import destroying

_GONE = (Post.State.ERASED, Post.State.WITHDRAWN)


def hide(
    *, public_id: str, reason: str, actor: str, at: dt.datetime, cause: str = "moderator"
) -> bool:
    """Make a post unreadable everywhere, at once. True if it was readable.

    A second cause is remembered too: lifting the first then shows nothing.
    """
    with transaction.atomic():
        post = _locked(public_id)
        if post is None or post.state in _GONE:
            return False
        hold, new = Hold.objects.get_or_create(post=post, cause=cause, defaults={"at": at})
        if not new and hold.lifted_at is None:
            return False
        if not new:
            Hold.objects.filter(pk=hold.pk).update(at=at, lifted_at=None)
        facts = {"reason": reason, "cause": cause}
        record("post.hide", at=at, actor=actor, about=f"post:{public_id}", facts=facts)
        if post.state == Post.State.HIDDEN:
            return False
        _leave(post, Post.State.HIDDEN, at)
        return True


def restore(
    *, public_id: str, reason: str, actor: str, at: dt.datetime, cause: str = "moderator"
) -> bool:
    """Lift one cause; True if the post is readable again (or waits again for its release)."""
    with transaction.atomic():
        post = _locked(public_id)
        if post is None:
            return False
        live = Hold.objects.filter(post=post, lifted_at=None)
        if not live.filter(cause=cause).update(lifted_at=at):
            return False
        facts = {"reason": reason, "cause": cause}
        record("post.restore", at=at, actor=actor, about=f"post:{public_id}", facts=facts)
        if post.state != Post.State.HIDDEN or live.exists():
            return False
        post.state = Post.State.PUBLISHED if post.published_at else Post.State.PENDING
        post.save(update_fields=["state"])
        if post.state == Post.State.PUBLISHED:
            announce("search", "put", public_id, at=at)
            _tell_pages(post, "edit", at)
        return True


def erase(*, public_id: str, reason: str, actor: str, at: dt.datetime) -> bool:
    """Destroy a post's words, versions, fragments and drafts for good (K18). True the first time.

    What stays is the entry of the ledger: the tombstone, with the hash of the words and not one of
    them. A restored backup is held against it (`stories.tombstones`).
    """
    with transaction.atomic():
        post = _locked(public_id)
        if post is None or post.state == Post.State.ERASED:
            return False
        facts = {"reason": reason, "version": post.version, "content": bound(post)}
        record("post.erase", at=at, actor=actor, about=f"post:{public_id}", facts=facts)
        destroying.send(Post, post=post, reason=reason, at=at)
        signals.destroyed.send(Post, post=post, reason=reason, at=at)
        _leave(post, Post.State.ERASED, at)
        gone = {"note": "", "note_html": "", "expires_at": None, "expiry_warn_at": None}
        Post.objects.filter(pk=post.pk).update(body="", html="", references=[], **gone)
        _forget_copies(post)
        return True


def reword(
    *,
    public_id: str,
    body: str,
    html: str,
    references: list[dict[str, str]],
    overrides: list[dict[str, str]],
    actor: str,
    at: dt.datetime,
) -> Post | None:
    """Give a hidden post other words, judged by the caller, and destroy all it said before.

    It stays hidden; None if it isn't.
    """
    with transaction.atomic():
        post = _locked(public_id)
        if post is None or post.state != Post.State.HIDDEN:
            return None
        before = bound(post)
        why = _why_reworded(post)
        destroying.send(Post, post=post, reason=why, at=at)
        signals.destroyed.send(Post, post=post, reason=why, at=at)
        _forget_copies(post)
        post.body, post.html, post.references = body, html, references
        post.version, post.transposed, post.edited_at = post.version + 1, True, at
        facts = {"version": post.version, "content": bound(post), "before": before}
        record("post.reword", at=at, actor=actor, about=f"post:{public_id}", facts=facts)
        post.save(
            update_fields=["body", "html", "references", "version", "transposed", "edited_at"]
        )
        kept: dict[str, Any] = {"overrides": overrides, "transposed": True, "at": at}
        Version.objects.create(post=post, number=post.version, body=body, html=html, **kept)
        return post


def _why_reworded(post: Post) -> str:
    """A patient who recognised themself has the old words gone whoever asked for them (K18)."""
    stories = Hold.objects.filter(post=post, lifted_at=None, cause__startswith="story:")
    return "story" if stories.exists() else "reworded"


def bound(post: Post) -> str:
    """The keyed hash by which the ledger holds these words without letting anybody guess them."""
    return fingerprint_of(post.body, f"post:{post.public_id}:{post.version}")


def _forget_copies(post: Post) -> None:
    post.versions.all().delete()
    post.fragments.all().delete()
    # What readers were typing about it may quote it.
    Draft.objects.filter(target__in=[f"reply:{post.public_id}", f"edit:{post.public_id}"]).delete()


def _locked(public_id: str) -> Post | None:
    return (
        Post.objects.select_for_update(of=("self",))
        .select_related("thread")
        .filter(public_id=public_id)
        .first()
    )


def _leave(post: Post, state: str, at: dt.datetime) -> None:
    post.state = state
    post.save(update_fields=["state"])
    announce("search", "remove", post.public_id, at=at)
    _tell_pages(post, "hide", at)


def _tell_pages(post: Post, kind: str, at: dt.datetime) -> None:
    root = post.thread or post
    announce(f"question:{root.public_id}", kind, post.public_id, at=at)
    if kind == "hide" and post.thread_id is not None:
        kind = "edit"  # for lists: their card is the question's, which stays
    if post.audience != Post.Audience.NAMED:
        announce("home", kind, root.public_id, at=at)
        return
    # Lists show a private question to those it is asked to, and no other list hears of it.
    readers = Reader.objects.filter(post=root, left_at=None)
    topics = [f"person:{one}" for one in readers.values_list("person__public_id", flat=True)]
    announce_all(topics, kind, root.public_id, at=at)
