"""What the door says: values it takes and gives, and the reasons why it stays shut."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from toctoc.guard import Finding, Report

MAX_CHARACTERS = 8_000
QUESTION_CHARACTERS = 2_000
NOTE_CHARACTERS = 500
LONGEST = 20_000  # characters that the guard is asked to read at once
MOST_NAMED = 10
# A question is read in one glance: what goes on past this length is folded (K25), at `FOLD`.
SHORT = 500
FOLD = "<!--fold-->"
# What an author says the guard missed, by what it is; or marked wrongly, by what it really is.
MISSED = (
    "name", "place", "hospital", "date", "age", "contact", "number", "profession", "family",
    "origin", "rare", "other",
)  # fmt: skip
WRONG = ("disease", "drug", "value", "word", "source", "general", "other")


class NotPublished(Exception):
    """The door stayed shut; what was typed is safe in its draft."""


class Refused(NotPublished):
    """The guard found something its author must still decide about, or may not publish."""

    def __init__(self, report: Report, pending: tuple[Finding, ...]) -> None:
        super().__init__("refused by the guard")
        self.report = report
        self.pending = pending


class Remarked(Refused):
    """Nothing is refused: a remark of tone was not shown yet; sent again, the text goes out."""


class GuardDown(NotPublished):
    """A checker failed: publication waits (the guard fails closed)."""


class Empty(NotPublished):
    """Nothing to publish."""


class TooLong(NotPublished):
    def __init__(self, limit: int) -> None:
        super().__init__("too long")
        self.limit = limit


class CharterMissing(NotPublished):
    """The current version of the charter has not been accepted (D17)."""


class NotYours(NotPublished):
    """Only a post's author may do this, and only in this state."""


class NobodyNamed(NotPublished):
    """A private question needs somebody to read it."""


class TooManyNamed(NotPublished):
    """A question read by a crowd is not private; `limit` colleagues at most."""

    def __init__(self, limit: int) -> None:
        super().__init__("too many named")
        self.limit = limit


class NoSuchWords(Exception):
    """The words said to be missed, or the finding said to be wrong, are not in the text."""


class NoKind(Exception):
    """What the words are was not said, or is none of `MISSED` (`WRONG`)."""


class Changed(NotPublished):
    """Somebody (another tab, another device) saved a newer version meanwhile."""

    def __init__(self, revision: int) -> None:
        super().__init__("changed meanwhile")
        self.revision = revision


def finding_key(text: str, finding: Finding) -> str:
    """Names a finding across requests by its category and words, not by offsets that move."""
    words = " ".join(text[finding.start : finding.end].casefold().split())
    return f"{finding.category}-{hashlib.sha256(words.encode()).hexdigest()[:12]}"


# NUL, which PostgreSQL refuses, and the controls that make a text read backwards (U+202A to U+202E,
# U+2066 to U+2069): with them, what is read is not what the guard saw. Arabic needs none of them.
_UNWRITTEN = dict.fromkeys((0, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def clean(text: str) -> str:
    """A text without the characters that show other words than it holds."""
    return text.translate(_UNWRITTEN)


@dataclass(frozen=True, slots=True)
class Writing:
    """What an author submits. `overrides` maps a finding's key to the reason kept with the post;
    `contested` holds the words the author says do not identify anybody ("Parkinson");
    `transposed` that changes of the transposition assistant were kept (K16); `experience` that it
    is a lived error told for others (B8); `keep_days` after how long it erases itself (None: never,
    D20); `heard` the keys of the remarks of tone that a page showed (None: no page to show any)."""

    body: str
    token: str
    signature: str = ""
    overrides: Mapping[str, str] = field(default_factory=dict)
    contested: tuple[str, ...] = ()
    transposed: bool = False
    experience: bool = False
    keep_days: int | None = None
    heard: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "body", clean(self.body))
        object.__setattr__(self, "token", clean(self.token))


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post as pages read it: flat, without its author's identity."""

    id: int
    public_id: str
    kind: str
    state: str
    byline: str
    signature: str
    profession: str
    specialty: str
    stage: str
    by_demo: bool
    html: str
    references: list[dict[str, str]]
    version: int
    helped: bool
    transposed: bool
    created_at: dt.datetime
    release_at: dt.datetime
    published_at: dt.datetime | None
    edited_at: dt.datetime | None
    note_html: str
    noted_at: dt.datetime | None
    experience: bool
    expires_at: dt.datetime | None
    pictured: bool  # files were published with it: `pictures.queries` says which
    mine: bool
    thanked: bool
    fragment: str | None


class Piece(NamedTuple):
    """A post in a thread as pages show it: the stored fragment has its words, if it is fresh."""

    id: int
    public_id: str
    kind: str
    state: str
    helped: bool
    release_at: dt.datetime | None  # of what is pending
    mine: bool
    thanked: bool
    fragment: str | None
    whole: PostRow | None = None  # to render it from


@dataclass(frozen=True, slots=True)
class NamedReader:
    """Somebody a private question is read by; `name` is "" for its author."""

    person: int
    name: str
    left_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class SavedDraft:
    target: str
    fields: dict[str, str]
    revision: int
    updated_at: dt.datetime
