"""What moderation's measures change at the door: who may not write, who waits, who signs unnamed.

The measures themselves are `people.Restriction`; they end on their date by comparison with `at`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.conf import settings

from toctoc.live.actions import announce
from toctoc.people.actions import check_may
from toctoc.people.models import Person, Restriction
from toctoc.people.queries import COLLEAGUE, byline, is_restricted

from .models import Fragment, Post

Names = dict[str, list[int]]


def check_not_restrained(by: Person, at: dt.datetime) -> None:
    """Raise `NotAllowed` for a member who may only read for now."""
    check_may(by, Restriction.Kind.WRITING, at)


def seconds_more(by: Person, kind: str, at: dt.datetime) -> int:
    """How long a reply waits of a member who is asked to think before answering."""
    if kind == Post.Kind.QUESTION or not is_restricted(by, Restriction.Kind.DELAY, at):
        return 0
    return int(settings.TOCTOC_MODERATION["answer_delay_minutes"]) * 60


def hastened(post_id: int, at: dt.datetime) -> bool:
    """Whether a reply that must wait would be released before its time."""
    early = Post.objects.filter(pk=post_id, state=Post.State.PENDING, release_at__gt=at)
    post = early.exclude(thread=None).select_related("author").first()
    return post is not None and is_restricted(post.author, Restriction.Kind.DELAY, at)


def shown_name(by: Person, signature: str, at: dt.datetime) -> str:
    """The byline, without the name while an impersonation is being looked into (K7)."""
    if is_restricted(by, Restriction.Kind.PROFILE, at):
        return COLLEAGUE["fr"]
    return byline(by, signature)


def veil(person: Person, *, at: dt.datetime) -> Names:
    """Take the name off all that this person wrote; return the names, for `unveil`."""
    named = Post.objects.filter(author=person).exclude(signature=Person.Signature.PROTECTED)
    names: Names = defaultdict(list)
    for pk, name in named.exclude(byline=COLLEAGUE["fr"]).values_list("pk", "byline"):
        names[name].append(pk)
    for ids in names.values():
        _rename(ids, COLLEAGUE["fr"])
    _tell(person, at)
    return dict(names)


def unveil(person: Person, names: Names, *, at: dt.datetime) -> None:
    """Put each name back; what was signed meanwhile gets the name its author chose then."""
    for name, ids in names.items():
        _rename(ids, name)
    meanwhile = Post.objects.filter(author=person, byline=COLLEAGUE["fr"]).exclude(
        signature=Person.Signature.PROTECTED
    )
    by_signature: dict[str, list[int]] = defaultdict(list)
    for pk, signature in meanwhile.values_list("pk", "signature"):
        by_signature[signature].append(pk)
    for signature, ids in by_signature.items():
        _rename(ids, byline(person, signature))
    _tell(person, at)


def _rename(ids: list[int], name: str) -> None:
    # A name never comes back on what has none any more: its author left meanwhile (M5).
    posts = Post.objects.filter(pk__in=ids).exclude(signature=Person.Signature.PROTECTED)
    posts.update(byline=name)
    Fragment.objects.filter(post__in=posts).delete()


def _tell(person: Person, at: dt.datetime) -> None:
    """Screens open on the latest of them; once every row is written, since events take turns."""
    shown = Post.objects.filter(author=person, state=Post.State.PUBLISHED).select_related("thread")
    for post in shown.order_by("-pk")[:50]:
        announce(f"question:{(post.thread or post).public_id}", "edit", post.public_id, at=at)
