"""What a question's page shows, in two queries: its frame, permission first, then its posts."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery

from toctoc.notify.queries import told_columns
from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.posts.models import Post
from toctoc.posts.queries import (
    audiences_of,
    draft_columns,
    opened_draft,
    readers_of,
    reads,
    rule,
    thread_pieces,
    thread_rows,
)
from toctoc.posts.types import Piece, PostRow
from toctoc.prepared import Prepared

from .models import Question
from .types import KnockFacts, NamedColleague, QuestionPage, Row


def question_page(
    person: Person, public_id: str, language: str, *, after: int = 0
) -> QuestionPage[PostRow]:
    """A question with its replies (those after the reply numbered `after`), in 2 queries; in 3
    when it is private.

    Raise `NotVisible`, for the id of a reply too.
    """
    frame = _frame_of(person, public_id)
    post, replies = _first(thread_rows(person, frame.id, language), frame)
    kept = [reply for reply in replies if reply.id > after] if after else replies
    return _page_of(frame, person, public_id, post, kept)


def question_pieces(person: Person, public_id: str, language: str) -> QuestionPage[Piece]:
    """As `question_page`, with what a page needs of each post."""
    frame = _frame_of(person, public_id)
    private = frame.audience == Post.Audience.NAMED  # few see it: rarely rendered, one query less
    post, replies = _first(thread_pieces(person, frame.id, language, whole=private), frame)
    return _page_of(frame, person, public_id, post, replies)


def _first(rows: list[Row], frame: _Frame) -> tuple[Row, list[Row]]:
    """The question and its replies; `NotVisible` when it was hidden between the two queries."""
    if not rows or rows[0].id != frame.id:
        raise NotVisible
    return rows[0], rows[1:]


def _frame_of(person: Person, public_id: str) -> _Frame:
    if not reads(person):
        raise NotVisible
    found = _FRAME(
        tuple(audiences_of(person)),
        person=person.pk,
        public_id=public_id,
        target=f"reply:{public_id}",
    )
    if not found:
        raise NotVisible
    return _Frame(*found[0])


def _page_of(
    frame: _Frame, person: Person, public_id: str, post: Row, replies: list[Row]
) -> QuestionPage[Row]:
    own = frame.asker == person.pk
    knock = None
    if frame.knocked_at is not None and not own:
        knock = KnockFacts(
            frame.knocked_at, frame.knock_ring, frame.knock_seen_at is not None, frame.knock_why
        )
    draft = opened_draft(
        f"reply:{public_id}", frame.draft_sealed, frame.draft_revision, frame.draft_updated_at
    )
    return QuestionPage(
        post=post,
        byline=frame.byline,
        asked_at=frame.asked_at,
        specialties=frame.specialties,
        audience=frame.audience,
        mine=own,
        waiting=frame.state == Post.State.PENDING,
        knocked=frame.knocked,
        answers=frame.answers,
        clarifications=frame.clarifications,
        has_outcome=frame.has_outcome,
        outcome_wanted=own and frame.outcome_asked > 0 and not frame.has_outcome,
        replies=replies,
        knock=knock,
        named=_named(person, frame) if frame.audience == Post.Audience.NAMED else [],
        draft=draft,
        told=frame.told,
        told_else=frame.told_else,
        reveal_at=frame.reveal_at,
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
    """A question without its words, and what is the reader's own: knock, draft, inbox."""

    id: int
    asker: int
    byline: str
    asked_at: dt.datetime | None
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
    draft_sealed: bytes | None
    draft_revision: int
    draft_updated_at: dt.datetime
    told: bool
    told_else: bool
    reveal_at: dt.datetime | None


# A reply that waits longer than any moment to think again, or to think at all, is to be revealed.
_HIDDEN_FOR = dt.timedelta(hours=12)


def _revealed() -> Subquery:
    """When the outcome that the asker keeps hidden for now is shown (M23), and not a word of it."""
    kept = Post.objects.filter(
        thread=OuterRef("pk"),
        kind=Post.Kind.OUTCOME,
        state=Post.State.PENDING,
        release_at__gte=F("created_at") + _HIDDEN_FOR,
    )
    return Subquery(kept.order_by("pk").values("release_at")[:1])


def _frame(audiences: tuple[str, ...], person: int, public_id: str, target: str) -> Any:
    knock = FilteredRelation("knocks", condition=Q(knocks__person=person))
    return (
        Question.objects.filter(rule(person, audiences, "post__"), public_id=public_id)
        .annotate(knock=knock)
        .annotate(**draft_columns(person, target), **told_columns(person, public_id))
        .annotate(reveal_at=_revealed())
        .values_list(
            "pk",
            "post__author",
            "post__byline",
            "asked_at",
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
            "draft_sealed",
            "draft_revision",
            "draft_updated_at",
            "told",
            "told_else",
            "reveal_at",
        )
    )


_FRAME = Prepared(_frame, person=int, public_id=str, target=str)
