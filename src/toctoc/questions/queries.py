"""Feeds, a question's page, search: each asks `posts.queries` what the reader may see."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import FilteredRelation, Q, QuerySet

from toctoc.people.codes import discipline
from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.posts.models import Post
from toctoc.posts.queries import (
    access_post,
    audiences_of,
    readers_of,
    reads,
    rule,
    thread_rows,
    visible_to,
)
from toctoc.prepared import Prepared

from .models import Knock, Question, Topic
from .types import Card, Cursor, Feed, KnockFacts, NamedColleague, QuestionPage

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
        ids = _topic_ids(specialties, unanswered, after, limit * 2)
        found = _cards_by("pk", ids, person)
        found.sort(key=lambda card: (card.asked_at, card.id), reverse=True)
        page = _page(found, limit)
        if page.next is None and len(ids) >= limit * 2:
            # Some of this stretch was not for this reader; the next page starts after it.
            last = Topic.objects.filter(question=ids[-1]).values_list("asked_at", flat=True)[0]
            return Feed(page.cards, Cursor(last, ids[-1]))
        return page
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


def _topic_ids(
    specialties: Iterable[str], unanswered: bool, after: Cursor | None, limit: int
) -> list[int]:
    """Merge the ordered scans of each specialty: no sort in the database, whatever its size."""
    scans = []
    for code in with_equivalents(specialties):
        if after:
            scan = _TOPICS_AFTER((unanswered, limit), code=code, at=after.asked_at, pk=after.id)
        else:
            scan = _TOPICS((unanswered, limit), code=code)
        scans.append(scan)
    merged = heapq.merge(*scans, reverse=True)
    return list(dict.fromkeys(pk for _, pk in merged))[:limit]


def _topics(
    variant: tuple[bool, int], code: str, at: dt.datetime | None = None, pk: int = 0
) -> Any:
    unanswered, limit = variant
    topics = Topic.objects.filter(specialty=code)
    if unanswered:
        topics = topics.filter(answered=False)
    if at:
        topics = topics.filter(asked_at__lte=at).filter(Q(asked_at__lt=at) | Q(question__lt=pk))
    ordered = topics.order_by("-asked_at", "-question")
    return ordered.values_list("asked_at", "question")[:limit]


_TOPICS = Prepared(_topics, code=str)
_TOPICS_AFTER = Prepared(_topics, code=str, at=dt.datetime, pk=int)


def with_equivalents(specialties: Iterable[str]) -> set[str]:
    """Some disciplines have several codes (general practice has three): one asks for all."""
    return {same for code in specialties for same in discipline(code)}


def mine(person: Person, *, after: Cursor | None = None, limit: int = PAGE) -> Feed:
    """The person's own questions."""
    questions = _open_questions(person).filter(asker=person)
    if after:
        questions = questions.filter(_before(after))
    return _page(_cards(questions.order_by("-asked_at", "-pk")[: limit + 1], person), limit)


def waiting(person: Person) -> list[Post]:
    """The person's own posts that can still be taken back."""
    if not _WAITING(person=person.pk):
        return []
    return list(
        Post.objects.filter(author=person, state=Post.State.PENDING)
        .select_related("thread")
        .order_by("release_at")
    )


_WAITING = Prepared(
    lambda person: (
        Post.objects.filter(author=person, state=Post.State.PENDING)
        .order_by()
        .values_list("pk")[:1]
    ),
    person=int,
)


def knocks_of(person: Person, *, limit: int = 10) -> list[Card]:
    """Questions the person was knocked for and that still wait for somebody."""
    ids = [pk for (pk,) in _KNOCKS(limit, person=person.pk)]
    cards = {card.id: card for card in _cards_by("pk", ids, person)}
    return [cards[pk] for pk in ids if pk in cards]


_KNOCKS = Prepared(
    lambda limit, person: (
        Knock.objects.filter(
            person=person, answered_at=None, declined_at=None, question__answers__lt=2
        )
        .order_by("-at")
        .values_list("question")[:limit]
    ),
    person=int,
)


def question_page(person: Person, public_id: str, language: str, *, after: int = 0) -> QuestionPage:
    """A question with its replies (those after the reply numbered `after`), in 2 queries; in 3
    when it is private.

    Raise `NotVisible`, for the id of a reply too.
    """
    if not reads(person):
        raise NotVisible
    found = _FRAME(tuple(audiences_of(person)), person=person.pk, public_id=public_id)
    if not found:
        raise NotVisible
    frame = _Frame(*found[0])
    post, *replies = thread_rows(person, frame.id, language)
    own = frame.asker == person.pk
    knock = None
    if frame.knocked_at is not None and not own:
        knock = KnockFacts(
            frame.knocked_at, frame.knock_ring, frame.knock_seen_at is not None, frame.knock_why
        )
    return QuestionPage(
        post=post,
        specialties=frame.specialties,
        audience=frame.audience,
        mine=own,
        waiting=frame.state == Post.State.PENDING,
        knocked=frame.knocked,
        answers=frame.answers,
        clarifications=frame.clarifications,
        has_outcome=frame.has_outcome,
        outcome_wanted=own and frame.outcome_asked > 0 and not frame.has_outcome,
        replies=[reply for reply in replies if reply.id > after] if after else replies,
        knock=knock,
        named=_named(person, frame) if frame.audience == Post.Audience.NAMED else [],
    )


def _named(person: Person, frame: _Frame) -> list[NamedColleague]:
    """Who declined, the author knows; others see who reads."""
    own = frame.asker == person.pk
    return [
        NamedColleague(reader.name, reader.left_at is not None, reader.person == person.pk)
        for reader in readers_of(frame.id)
        if reader.person != frame.asker and (own or reader.left_at is None)
    ]


class _Frame(NamedTuple):
    """A question without its words, and the reader's knock when there was one."""

    id: int
    asker: int
    audience: str
    state: str
    specialties: list[str]
    knocked: int
    answers: int
    clarifications: int
    has_outcome: bool
    outcome_asked: int
    knocked_at: dt.datetime | None
    knock_ring: int
    knock_seen_at: dt.datetime | None
    knock_why: list[dict[str, str | int]]


def _frame(audiences: tuple[str, ...], person: int, public_id: str) -> Any:
    knock = FilteredRelation("knocks", condition=Q(knocks__person=person))
    return (
        Question.objects.filter(rule(person, audiences, "post__"), public_id=public_id)
        .annotate(knock=knock)
        .values_list(
            "pk",
            "post__author",
            "post__audience",
            "post__state",
            "specialties",
            "knocked",
            "answers",
            "clarifications",
            "has_outcome",
            "outcome_asked",
            "knock__at",
            "knock__ring",
            "knock__seen_at",
            "knock__why",
        )
    )


_FRAME = Prepared(_frame, person=int, public_id=str)


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
            "written_at": post.created_at.isoformat(),
            "published_at": post.published_at.isoformat() if post.published_at else None,
            "versions": [
                {"number": v.number, "at": v.at.isoformat(), "text": v.body}
                for v in post.versions.order_by("number")
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
