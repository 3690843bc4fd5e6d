"""Who is told, and who may judge: never the author, never somebody who took part (K18)."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet

from toctoc.notify.actions import Line, tell
from toctoc.notify.models import Notice
from toctoc.people.models import Person
from toctoc.posts.models import Post, Reader

from .models import Story

DESK = "histoires"  # the page that a moderator's inbox line leads to (`notify.addresses`)
_JUDGES = (Person.Role.MODERATOR, Person.Role.SENIOR, Person.Role.OPERATOR)
_SENIORS = (Person.Role.SENIOR, Person.Role.OPERATOR)
_MEMBERS = (Person.Standing.ACTIVE, Person.Standing.READ_ONLY)


def moderators() -> QuerySet[Person]:
    return Person.objects.filter(role__in=_JUDGES, standing__in=_MEMBERS, is_active=True)


def seniors() -> QuerySet[Person]:
    return moderators().filter(role__in=_SENIORS)


def took_part(person: Person, post: Post) -> bool:
    """Wrote in the conversation, or was asked by name."""
    root = post.thread_id or post.pk
    wrote = Post.objects.filter(Q(pk=root) | Q(thread=root), author=person)
    return wrote.exists() or Reader.objects.filter(post=root, person=person).exists()


def not_involving(person: Person, stories: QuerySet[Story]) -> QuerySet[Story]:
    """Those that this person may judge."""
    own = Post.objects.filter(author=person)
    named = Reader.objects.filter(person=person)
    return stories.exclude(
        Exists(own.filter(pk=OuterRef("post")))
        | Exists(own.filter(pk=OuterRef("post__thread")))
        | Exists(own.filter(thread=OuterRef("post")))
        | Exists(own.filter(thread__isnull=False, thread=OuterRef("post__thread")))
        | Exists(named.filter(post=OuterRef("post")))
        | Exists(named.filter(post=OuterRef("post__thread")))
    )


def _neutral_seniors(post: Post) -> QuerySet[Person]:
    root = post.thread_id or post.pk
    wrote = Post.objects.filter(Q(pk=root) | Q(thread=root)).values("author")
    named = Reader.objects.filter(post=root).values("person")
    return seniors().exclude(pk__in=wrote).exclude(pk__in=named)


def ask_seniors(story: Story, *, key: str, everybody: bool = False, at: dt.datetime) -> None:
    """A line for those who may decide; for every senior and operator when nobody did in time."""
    people = seniors() if everybody else _neutral_seniors(story.post)
    _tell_desk(people, f"story:{story.public_id}:{key}", at)


def ask_moderators(number: str, *, key: str, at: dt.datetime) -> None:
    _tell_desk(moderators(), f"story:{number}:{key}", at)


def _tell_desk(people: QuerySet[Person], key: str, at: dt.datetime) -> None:
    line = Line(Notice.Kind.DESK, key, DESK)
    tell(dict(people.values_list("pk", "public_id")), line, at=at)


def tell_author(story: Story, *, key: str, at: dt.datetime) -> None:
    author = Person.objects.filter(pk=story.post.author_id).values_list("pk", "public_id")
    line = Line(Notice.Kind.STORY, f"story:{story.public_id}:{key}", story.public_id)
    tell(dict(author), line, at=at)


def who(person: Person) -> str:
    """How the ledger names a person (Law 6)."""
    return f"person:{person.public_id}"
