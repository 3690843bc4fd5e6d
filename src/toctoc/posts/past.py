"""An author's own past: what is old, what they hid, what is about to erase itself (B6, D20)."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet
from django.dispatch import Signal

from toctoc.people.models import Person

from .models import Hold, Post
from .queries import access_post
from .types import NotYours

Posts = QuerySet[Post]
# Sent with `post`, `reason` and `at` in the transaction that destroys words, before it does: a room
# that answers to the law may seal them apart. Whoever listens and fails stops the destruction.
destroying = Signal()
WARNED_BEFORE = dt.timedelta(days=7)
AUTHOR = "author"  # the cause of an author who hides their own past
_LIVING = (Post.State.PENDING, Post.State.PUBLISHED, Post.State.HIDDEN)


def own_published(by: Person, public_id: str) -> Post:
    """One's own post that colleagues read; `NotVisible`, or `NotYours`."""
    post = access_post(by, public_id)
    if post.author_id != by.pk or post.state != Post.State.PUBLISHED:
        raise NotYours
    return post


def mine_before(person: Person, moment: dt.datetime) -> Posts:
    """What this member published before a date and colleagues still read."""
    return Post.objects.filter(
        author=person, state=Post.State.PUBLISHED, published_at__lt=moment
    ).order_by("-pk")


def hidden_by_author(person: Person) -> Posts:
    """What this member hid themself, whatever else hides it."""
    held = {"holds__cause": AUTHOR, "holds__lifted_at": None}
    return Post.objects.filter(author=person, state=Post.State.HIDDEN, **held).order_by("-pk")


def about_to_expire(person: Person) -> Posts:
    """What this member wrote and will erase itself, soonest first."""
    ends = Post.objects.filter(author=person, expires_at__isnull=False, state__in=_LIVING)
    return ends.order_by("expires_at")


def held_for_another(post: Post) -> bool:
    """Hidden for a patient's story or a moderator's decision: it is evidence until that ends."""
    return _held_for_another(Hold.objects.filter(post=post)).exists()


def _held_for_another(holds: QuerySet[Hold]) -> QuerySet[Hold]:
    return holds.filter(lifted_at=None).exclude(cause=AUTHOR)


def expired(at: dt.datetime, limit: int) -> list[str]:
    """What its author wanted gone by now; not what is evidence."""
    due = Post.objects.filter(expires_at__lte=at, state__in=_LIVING)
    due = due.exclude(Exists(_held_for_another(Hold.objects.filter(post=OuterRef("pk")))))
    return list(due.order_by("expires_at").values_list("public_id", flat=True)[:limit])


def to_warn(at: dt.datetime, limit: int) -> list[Post]:
    due = Post.objects.filter(expiry_warn_at__lte=at, state__in=_LIVING)
    return list(due.order_by("expiry_warn_at").select_related("author")[:limit])


def warned(post: Post) -> None:
    Post.objects.filter(pk=post.pk).update(expiry_warn_at=None)
