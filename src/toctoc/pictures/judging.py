"""Pictures that a reader covered, for the moderators who look at them: nobody judges their
own, nor what they covered themselves."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.posts.models import Post
from toctoc.posts.queries import visible_to

from .models import Picture
from .queries import covered_bytes

MOST = 30


@dataclass(frozen=True, slots=True)
class Covered:
    """A picture to judge, with the words it was published with."""

    public_id: str
    post_id: str
    thread_id: str
    kind: str
    html: str  # "" for words that this moderator does not read (a private question)
    author: int
    width: int
    height: int
    alt: str
    covered_at: dt.datetime


def waiting_for(person: Person) -> QuerySet[Picture]:
    """What this moderator may judge, oldest first."""
    if not person.is_moderator:
        return Picture.objects.none()
    return (
        Picture.objects.filter(covered_at__isnull=False, left_out=False)
        .filter(upload__post__state=Post.State.PUBLISHED)
        .exclude(Q(upload__person=person) | Q(covered_by=person))
        .order_by("covered_at", "pk")
    )


def to_judge(person: Person) -> list[Covered]:
    """Two queries, whatever waits."""
    columns = ("public_id", "shown_width", "shown_height", "alt", "covered_at")
    rows = waiting_for(person).annotate(
        post=F("upload__post__public_id"),
        root=F("upload__post__thread__public_id"),
        kind=F("upload__post__kind"),
        author=F("upload__post__author"),
    )[:MOST]
    found = list(rows.values(*columns, "post", "root", "kind", "author"))
    readable = visible_to(person).filter(public_id__in={row["post"] for row in found})
    words = dict(readable.values_list("public_id", "html"))
    return [
        Covered(
            public_id=row["public_id"],
            post_id=row["post"],
            thread_id=row["root"] or row["post"],
            kind=row["kind"],
            html=words.get(row["post"], ""),
            author=row["author"],
            width=row["shown_width"],
            height=row["shown_height"],
            alt=row["alt"],
            covered_at=row["covered_at"],
        )
        for row in found
    ]


def access_covered(person: Person, picture: str) -> bytes:
    """The pixels of a covered picture, for who may judge it; `NotVisible`."""
    if not waiting_for(person).filter(public_id=picture).exists():
        raise NotVisible
    return covered_bytes(person, picture)
