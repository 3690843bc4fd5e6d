"""Values and refusals of asking and answering."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from toctoc.posts.types import Piece, PostRow, SavedDraft, Writing


class NotTheAsker(Exception):
    """Only the person who asked may do this."""


class NotAQuestion(Exception):
    """The post one replies to is not an open question."""


class RecognisableCase(Exception):
    """The author said that the patient or a relative would recognise the story (K17): it is
    transposed further, or asked in private."""


class NotAskable(Exception):
    """Somebody named can't be asked: no member any more, another name since, or oneself.

    `left` are the listings that still can.
    """

    def __init__(self, left: list[str]) -> None:
        super().__init__("not askable")
        self.left = left


class NoSpecialty(Exception):
    """An unknown specialty was chosen."""


class NoReason(Exception):
    """A decision about somebody's words must say why."""


class NamingReason(Exception):
    """A reason is kept for good: it names nobody."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question as submitted. The two answers of K17 are asked each time, never assumed.

    With the audience "named", `named` are the listings of the colleagues it is asked to.
    """

    writing: Writing
    specialties: tuple[str, ...] = ()
    audience: str = "professionals"
    patient_would_recognise: bool | None = None
    relative_would_recognise: bool | None = None
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page of a feed ends: the moment and the number of its last question."""

    asked_at: dt.datetime
    id: int

    def __str__(self) -> str:
        return f"{int(self.asked_at.timestamp() * 1_000_000)}.{self.id}"

    @classmethod
    def parse(cls, text: str) -> Cursor | None:
        """None for what is not a cursor: a forged one shows the first page."""
        head, _, tail = text.partition(".")
        if not (head.isascii() and head.isdigit() and tail.isascii() and tail.isdigit()):
            return None
        if len(head) > 17 or len(tail) > 18:
            return None
        return cls(dt.datetime.fromtimestamp(int(head) / 1_000_000, dt.UTC), int(tail))


@dataclass(frozen=True, slots=True)
class Card:
    """A question in a list."""

    id: int
    public_id: str
    excerpt: str
    byline: str
    profession: str
    specialty: str
    stage: str
    by_demo: bool
    specialties: list[str]
    asked_at: dt.datetime
    answers: int
    clarifications: int
    helped: bool
    has_references: bool
    has_outcome: bool
    audience: str
    transposed: bool
    experience: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Feed:
    cards: list[Card]
    next: Cursor | None


Row = TypeVar("Row", PostRow, Piece)


@dataclass(frozen=True, slots=True)
class QuestionPage(Generic[Row]):
    """All that the page of a question shows, its posts whole or as pieces of a page."""

    post: Row
    byline: str
    asked_at: dt.datetime | None
    specialties: list[str]
    audience: str
    mine: bool
    waiting: bool
    knocked: int
    answers: int
    clarifications: int
    has_outcome: bool
    outcome_wanted: bool
    replies: list[Row]
    knock: KnockFacts | None
    # Of a private question, the colleagues it is asked to.
    named: list[NamedColleague]
    # The reader's own: a reply begun, lines of the inbox about this question, and about others.
    draft: SavedDraft | None
    told: bool
    told_else: bool
    # When a diagnosis that its author wrote beforehand is shown to all (M23).
    reveal_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class NamedColleague:
    """A colleague a private question is asked to; `declined` is told to its author alone."""

    name: str
    declined: bool
    me: bool


@dataclass(frozen=True, slots=True)
class KnockFacts:
    """Why the reader was knocked: structured reasons, told by `routing.explain`."""

    at: dt.datetime
    ring: int
    seen: bool
    why: list[dict[str, str | int]] = field(default_factory=list)
