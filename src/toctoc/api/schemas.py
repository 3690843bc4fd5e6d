"""What goes in and out, as OpenAPI tells it. Moments are ISO 8601 with their offset."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field

from toctoc.moderation.models import Family
from toctoc.posts.types import clean


def _clean(text: str) -> str:
    """As the door will read it, with plain line ends: offsets are those of this text."""
    return clean(text).replace("\r\n", "\n")


Text = Annotated[str, AfterValidator(_clean)]
Short = Annotated[str, Field(max_length=300), AfterValidator(_clean)]
Signature = Literal["", "real", "pseudonym", "protected"]
Audience = Literal["professionals", "doctors", "named"]


class Strict(Schema):
    """Unknown fields are refused: a misspelt one must not be lost silently."""

    model_config = ConfigDict(extra="forbid")


class Written(Strict):
    """A text and its author's answers to the guard's findings (by `key`). `transposed`: changes of
    the transposition assistant were kept in it; readers are told. `keep_days`: after how many days
    it erases itself, one of those that the instance offers (30 or 365); null keeps it."""

    body: Text
    signature: Signature = ""
    reasons: dict[Short, Short] = Field(default_factory=dict, max_length=50)
    contested: list[Short] = Field(default_factory=list, max_length=50)
    transposed: bool = False
    keep_days: int | None = Field(default=None, ge=1, le=3650)


class QuestionIn(Written):
    """The two answers are the author's, given each time. Two times `false` publishes; a case that
    could be recognised is asked in private (K17, T12): audience `named`, to the colleagues whose
    ids `/colleagues` gave, one to ten of them. `experience`: a lived error told for others; its
    words are then read on the pages only, and given to no program but its author's."""

    specialties: list[Short] = Field(default_factory=list, max_length=3)
    audience: Audience = "professionals"
    named: list[Short] = Field(default_factory=list, max_length=50)
    patient_would_recognise: bool
    relative_would_recognise: bool
    experience: bool = False


class ReplyIn(Written):
    kind: Literal["answer", "clarification", "complement", "outcome"] = "answer"


class NamedIn(Strict):
    """More colleagues for a private question, by the ids `/colleagues` gave."""

    named: list[Short] = Field(max_length=50)


class EditIn(Written):
    """`version` is the one that was read: 409 when it has changed since."""

    version: int = Field(ge=1, le=2**31 - 1)


class SimilarIn(Strict):
    text: Text


class HelpedIn(Strict):
    helped: bool = True


class HideIn(Strict):
    """Why: its author reads these words, and may contest them."""

    reason: Short
    family: Family = Family.OTHER


class DraftFields(Strict):
    """What is being typed, with the other choices of the page."""

    body: Text = ""
    kind: Short = ""
    signature: Short = ""
    audience: Short = ""
    specialties: Short = ""
    patient: Short = ""
    relative: Short = ""
    named: Short = ""
    transposed: Short = ""


class DraftIn(Strict):
    """`revision` is the one that was read, 0 when there was none."""

    fields: DraftFields
    revision: int = Field(default=0, ge=0, le=2**31 - 1)


class DraftOut(Schema):
    target: str
    fields: dict[str, str]
    revision: int
    updated_at: dt.datetime


class MeOut(Schema):
    id: str
    standing: str
    status: str
    language: str
    pseudonym: str
    signature: str
    role: str
    specialty: str
    profession: str
    may_read: bool
    may_write: bool
    charter_accepted: bool
    unread: bool


class CardOut(Schema):
    id: str
    url: str
    excerpt: str
    byline: str
    status: str
    demo: bool
    specialties: list[str]
    asked_at: dt.datetime
    answers: int
    clarifications: int
    helped: bool
    has_references: bool
    has_outcome: bool
    audience: str
    transposed: bool
    mine: bool


class FeedOut(Schema):
    questions: list[CardOut]
    next: str | None = None


class SearchOut(FeedOut):
    """`loose`: nothing held every word. `ready`: false while the index is being rebuilt."""

    loose: bool = False
    ready: bool = True


class Reference(Schema):
    kind: str
    id: str
    url: str
    label: str


class PictureOut(Schema):
    """One page or frame of a file: `page` of `pages`. Its pixels are at `url` with the same key, as
    WebP that carries its reader's mark; while it is `covered` (somebody may be recognised) they are
    served to nobody. `drawing`: what its author drew, in thousandths of width and height."""

    id: str
    url: str
    width: int
    height: int
    alt: str
    page: int
    pages: int
    covered: bool
    modality: str
    millimetres_a_pixel: float | None
    drawing: list[dict[str, Any]]


class PostOut(Schema):
    """`html` is safe to show as it is; `thanked` is by this reader, in private; `undo_until` is
    told while its author can take it back."""

    id: str
    kind: str
    state: str
    byline: str
    signature: str
    status: str
    demo: bool
    html: str
    references: list[Reference]
    version: int
    helped: bool
    transposed: bool
    note_html: str
    experience: bool
    expires_at: dt.datetime | None
    mine: bool
    thanked: bool
    pictures: list[PictureOut]
    written_at: dt.datetime
    published_at: dt.datetime | None
    edited_at: dt.datetime | None
    undo_until: dt.datetime | None


class ColleagueOut(Schema):
    """Somebody who may be asked in private. The id belongs to the name shown: it changes with it,
    and leads to no account."""

    id: str
    name: str
    status: str


class ColleaguesOut(Schema):
    colleagues: list[ColleagueOut]


class NamedOut(Schema):
    """A reader of a private question; `declined` is told to its author alone."""

    name: str
    declined: bool
    me: bool


class QuestionOut(Schema):
    """A whole thread. `knocked`: colleagues told so far; `named`: those a private question
    (audience `named`) is asked to; `reveal_at`: when the diagnosis that its author keeps hidden is
    shown."""

    question: PostOut
    specialties: list[str]
    audience: str
    knocked: int
    answers: int
    clarifications: int
    has_outcome: bool
    outcome_wanted: bool
    named: list[NamedOut]
    reveal_at: dt.datetime | None
    replies: list[PostOut]


class StateOut(Schema):
    id: str
    state: str


class ThanksOut(Schema):
    id: str
    new: bool


class HelpedOut(Schema):
    id: str
    helped: bool


class VersionOut(Schema):
    number: int
    at: dt.datetime
    text: str
    html: str
    transposed: bool


class VersionsOut(Schema):
    id: str
    versions: list[VersionOut]


class Proposal(Schema):
    text: str
    kind: str


class FindingOut(Schema):
    """Offsets in code points of the text sent (CRLF counts as one); `key` names it in `reasons`."""

    key: str
    start: int
    end: int
    category: str
    level: Literal["block", "fix", "ask", "warn"]
    rule: str
    contestable: bool
    why: str
    duty: dict[str, str]
    proposals: list[Proposal]
    pending: bool = True


class Accepted(Schema):
    """Accepted by the door; readable by others at `undo_until`, unless taken back before. `tone`:
    sentences that may hurt, for who wrote them to read while there is time; kept nowhere."""

    id: str
    question: str
    state: str
    undo_until: dt.datetime
    version: int
    tone: list[FindingOut] = []


class DetailOut(Schema):
    """What one detail costs: `k_without` people would match if it were not said."""

    start: int
    end: int
    kind: str
    label: str
    share: float
    k_without: int
    words: str


class MeterOut(Schema):
    """About `k` people in France match the text, between `low` and `high`. `recognisable`: fewer
    than `threshold`, and somebody close has a hold."""

    k: int
    low: int
    high: int
    words: str
    recognisable: bool
    threshold: int
    details: list[DetailOut]


class NoticeOut(Schema):
    kind: str
    text: str
    question: str
    post: str
    unread: bool
    at: dt.datetime


class InboxOut(Schema):
    lines: list[NoticeOut]
    next: int | None = None


class DelaysOut(Schema):
    """Delays to the first answer in seconds; shares from 0 to 1."""

    questions: int
    median: float | None
    p90: float | None
    within_15_min: float
    within_1_h: float
    within_24_h: float
    answered: float


class SpecialtyDelays(DelaysOut):
    specialty: str


class HourDelays(Schema):
    hour: int
    delays: DelaysOut | None


class FiguresOut(Schema):
    since: dt.datetime
    all: DelaysOut
    by_specialty: list[SpecialtyDelays]
    by_hour: list[HourDelays]


class ExportOut(Schema):
    format: str
    account: str
    email: str
    exported_at: dt.datetime
    posts: list[dict[str, Any]]


class WhyOut(Schema):
    at: dt.datetime
    ring: int
    sentences: list[str]


class Problem(Schema):
    """Every refusal. `message` is in the reader's language; the rest helps to go on."""

    status: int
    code: str
    message: str
    findings: list[FindingOut] | None = None
    fields: list[dict[str, str]] | None = None
    retry_after: int | None = None
    revision: int | None = None
    limit: int | None = None
    other: dict[str, str] | None = None


REFUSALS: dict[Any, Any] = {frozenset({401, 403, 404, 409, 413, 422, 429, 503}): Problem}
