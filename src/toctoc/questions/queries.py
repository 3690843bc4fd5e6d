"""Feeds, a question's page, search: each asks `posts.queries` what the reader may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from toctoc.people.codes import discipline
from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.posts.models import Post
from toctoc.posts.queries import (
    access_post,
    audiences_of,
    reads,
    rule,
    visible_to,
)
from toctoc.prepared import Prepared

from ._page import question_page, question_pieces
from .models import Knock, Question, Topic
from .types import Card, Cursor, Feed, KnockFacts

__all__ = [
    "PAGE",
    "asked_since",
    "cards_of",
    "export_of",
    "feed",
    "knocks_of",
    "mine",
    "question_of",
    "question_page",
    "question_pieces",
    "waiting",
    "why_knocked",
    "with_equivalents",
]
PAGE = 20

# In the order of `Card`.
_CARD = (
    "post_id",
    "public_id",
    "excerpt",
    "post__byline",
    "post__profession",
    "post__specialty",
    "post__stage",
    "post__by_demo",
    "specialties",
    "asked_at",
    "answers",
    "clarifications",
    "helped",
    "has_references",
    "has_outcome",
    "post__audience",
    "post__transposed",
    "post__experience",
    "asker_id",
)


def _cards(questions: QuerySet[Question], person: Person) -> list[Card]:
    return [_card(row, person) for row in questions.values_list(*_CARD)]


@lru_cache(64)
def _by(column: str, count: int) -> Prepared:
    """Open questions by the value of a column, for that many values."""

    def build(audiences: tuple[str, ...], person: int, **wanted: Any) -> Any:
        questions = _open(person, audiences).filter(**{f"{column}__in": list(wanted.values())})
        return questions.values_list(*_CARD)

    kind = int if column == "pk" else str
    return Prepared(build, person=int, **{f"v{number}": kind for number in range(count)})


def _cards_by(column: str, wanted: Sequence[Any], person: Person) -> list[Card]:
    """In no order. The list is filled up with its last value: a few lengths, a few statements."""
    if not wanted:
        return []
    length = -(-len(wanted) // 10) * 10
    values = {f"v{n}": wanted[min(n, len(wanted) - 1)] for n in range(length)}
    rows = _by(column, length)(tuple(audiences_of(person)), person=person.pk, **values)
    return [_card(row, person) for row in rows]


def _card(row: tuple[Any, ...], person: Person) -> Card:
    facts: list[Any] = [*row[:-1], row[-1] == person.pk]
    return Card(*facts)


def _open_questions(person: Person) -> QuerySet[Question]:
    return _open(person.pk, audiences_of(person))


def _open(person: int, audiences: Sequence[str]) -> QuerySet[Question]:
    return Question.objects.filter(rule(person, audiences, "post__"), asked_at__isnull=False)


def _before(cursor: Cursor) -> Q:
    return Q(asked_at__lt=cursor.asked_at) | Q(asked_at=cursor.asked_at, pk__lt=cursor.id)


def _page(cards: list[Card], limit: int) -> Feed:
    if len(cards) <= limit:
        return Feed(cards, None)
    last = cards[limit - 1]
    return Feed(cards[:limit], Cursor(last.asked_at, last.id))


def feed(
    person: Person,
    *,
    specialties: Sequence[str] = (),
    unanswered: bool = False,
    after: Cursor | None = None,
    limit: int = PAGE,
) -> Feed:
    """Newest first, by keyset: as fast at any depth. With `specialties`, only theirs."""
    if not reads(person):
        return Feed([], None)
    if specialties:
        return _topics_page(person, specialties, unanswered, after, limit)
    variant = (tuple(audiences_of(person)), unanswered, limit + 1)
    if after:
        rows = _AFTER(variant, person=person.pk, at=after.asked_at, pk=after.id)
    else:
        rows = _NEWEST(variant, person=person.pk)
    return _page([_card(row, person) for row in rows], limit)


def _stretch(
    variant: tuple[tuple[str, ...], bool, int],
    person: int,
    at: dt.datetime | None = None,
    pk: int = 0,
) -> Any:
    audiences, unanswered, limit = variant
    questions = _open(person, audiences)
    if unanswered:
        questions = questions.filter(answers=0)
    if at:
        # The first condition alone lets the database start the index scan at the right place.
        questions = questions.filter(asked_at__lte=at).filter(_before(Cursor(at, pk)))
    return questions.order_by("-asked_at", "-pk").values_list(*_CARD)[:limit]


_NEWEST = Prepared(_stretch, person=int)
_AFTER = Prepared(_stretch, person=int, at=dt.datetime, pk=int)


def _topics_page(
    person: Person,
    specialties: Sequence[str],
    unanswered: bool,
    after: Cursor | None,
    limit: int,
) -> Feed:
    """Merge the ordered scans of each specialty: no sort in the database, whatever its size."""
    variant = (tuple(audiences_of(person)), unanswered, limit + 1)
    values: dict[str, Any] = {"person": person.pk}
    scan = _TOPICS
    if after:
        scan = _TOPICS_AFTER
        values |= {"at": after.asked_at, "pk": after.id}
    rows = scan.each([values | {"code": code} for code in with_equivalents(specialties)], variant)
    cards = {row[0]: _card(row, person) for row in rows}
    newest = sorted(cards.values(), key=lambda card: (card.asked_at, card.id), reverse=True)
    return _page(newest[: limit + 1], limit)


def _topics(
    variant: tuple[tuple[str, ...], bool, int],
    person: int,
    code: str,
    at: dt.datetime | None = None,
    pk: int = 0,
) -> Any:
    audiences, unanswered, limit = variant
    topics = Topic.objects.filter(rule(person, audiences, "question__post__"), specialty=code)
    if unanswered:
        topics = topics.filter(answered=False)
    if at:
        topics = topics.filter(asked_at__lte=at).filter(Q(asked_at__lt=at) | Q(question__lt=pk))
    ordered = topics.order_by("-asked_at", "-question_id")
    return ordered.values_list(*(f"question__{name}" for name in _CARD))[:limit]


_TOPICS = Prepared(_topics, person=int, code=str)
_TOPICS_AFTER = Prepared(_topics, person=int, code=str, at=dt.datetime, pk=int)


def with_equivalents(specialties: Iterable[str]) -> set[str]:
    """Some disciplines have several codes (general practice has three): one asks for all."""
    return {same for code in specialties for same in discipline(code)}


def mine(person: Person, *, after: Cursor | None = None, limit: int = PAGE) -> Feed:
    """The person's own questions."""
    questions = _open_questions(person).filter(asker=person)
    if after:
        questions = questions.filter(_before(after))
    return _page(_cards(questions.order_by("-asked_at", "-pk")[: limit + 1], person), limit)


def waiting(person: Person) -> list[tuple[str, str]]:
    """The person's own posts that can still be taken back: (post, its question), public ids."""
    return [(post, thread or post) for post, thread in _WAITING(person=person.pk)]


_WAITING = Prepared(
    lambda person: (
        Post.objects.filter(author=person, state=Post.State.PENDING)
        .order_by("release_at")
        .values_list("public_id", "thread__public_id")
    ),
    person=int,
)


def knocks_of(person: Person, *, limit: int = 10) -> list[Card]:
    """Questions the person was knocked for and that still wait for somebody."""
    rows = _KNOCKS((tuple(audiences_of(person)), limit), person=person.pk)
    return [_card(row, person) for row in rows]


def _knocks(variant: tuple[tuple[str, ...], int], person: int) -> Any:
    audiences, limit = variant
    return (
        Knock.objects.filter(
            rule(person, audiences, "question__post__"),
            person=person,
            answered_at=None,
            declined_at=None,
            question__answers__lt=2,
            question__asked_at__isnull=False,
        )
        .order_by("-at")
        .values_list(*(f"question__{name}" for name in _CARD))[:limit]
    )


_KNOCKS = Prepared(_knocks, person=int)


def _knock_facts(person: Person, question_id: int) -> KnockFacts | None:
    knock = Knock.objects.filter(question=question_id, person=person).first()
    return KnockFacts(knock.at, knock.ring, knock.seen_at is not None, knock.why) if knock else None


def question_of(person: Person, public_id: str) -> str:
    """The question that a post belongs to (its own id for a question), or `NotVisible`."""
    post = access_post(person, public_id)
    return post.thread.public_id if post.thread else post.public_id


def cards_of(person: Person, public_ids: Sequence[str]) -> list[Card]:
    """The given questions as cards, in the given order; what may not be read is left out."""
    if not reads(person):
        return []
    found = {card.public_id: card for card in _cards_by("public_id", public_ids, person)}
    return [found[public_id] for public_id in public_ids if public_id in found]


def export_of(person: Person) -> list[dict[str, Any]]:
    """All that a member wrote, with its versions, in plain values (M5)."""
    posts = visible_to(person).filter(author=person).select_related("thread").order_by("id")
    return [
        {
            "id": post.public_id,
            "question": post.thread.public_id if post.thread else post.public_id,
            "kind": post.kind,
            "audience": post.audience,
            "signature": post.signature,
            "transposed": post.transposed,
            "written_at": post.created_at.isoformat(),
            "published_at": post.published_at.isoformat() if post.published_at else None,
            "versions": [
                {"number": v.number, "at": v.at.isoformat(), "text": v.body}
                for v in sorted(post.versions.all(), key=lambda version: version.number)
            ],
        }
        for post in posts.prefetch_related("versions")
    ]


def why_knocked(person: Person, public_id: str) -> KnockFacts:
    """Why this member was knocked for this question; `NotVisible` when they were not."""
    post = access_post(person, public_id)
    facts = _knock_facts(person, post.pk)
    if facts is None:
        raise NotVisible
    return facts


def asked_since(moment: dt.datetime) -> QuerySet[Question]:
    """Published questions for the figures: delays and counts only, no words."""
    return Question.objects.filter(asked_at__gte=moment, post__state=Post.State.PUBLISHED)
