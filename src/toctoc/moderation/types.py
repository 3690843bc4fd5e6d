"""What goes in and out of the room, and why something is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from toctoc.people.models import Restriction

from .models import Appeal, Case, Conciliation, Decision, Family, Measure, Notice, Remark

__all__ = [
    "ABILITIES",
    "PERSONAL",
    "Appeal",
    "Case",
    "Conciliation",
    "Decision",
    "Family",
    "Measure",
    "Notice",
    "Remark",
]

SHORTEST, LONGEST = 10, 2_000  # characters of reasons
SHORTEST_DAYS, LONGEST_DAYS = 7, 90  # of a restriction or a suspension
APPEAL_LIFE = dt.timedelta(days=184)  # never less than six months of any calendar
OPINION_WAIT = dt.timedelta(days=1)  # who asked a colleague holds the case for longer
REMINDED, WARNED = dt.timedelta(days=365), dt.timedelta(days=3 * 365)  # how long they are counted
ABILITIES: tuple[str, ...] = (
    Restriction.Kind.IMAGES,
    Restriction.Kind.MESSAGES,
    Restriction.Kind.DELAY,
    Restriction.Kind.WRITING,
    Restriction.Kind.PROFILE,  # of a proven impersonation: the name is not shown
)
# Measures that concern a person, from the lightest (the ladder).
PERSONAL: tuple[str, ...] = (
    Measure.Kind.REMINDER,
    Measure.Kind.WARNING,
    Measure.Kind.RESTRICTION,
    Measure.Kind.SUSPENSION,
    Measure.Kind.EXCLUSION,
)
ON_TEXT: tuple[str, ...] = (Measure.Kind.TRANSPOSE, Measure.Kind.HIDE)


class ModerationError(Exception):
    """Refused; the page says why in its reader's language."""


class NotClaimed(ModerationError):
    """Somebody else holds this case, or the claim is over: nothing was decided."""


class Taken(ModerationError):
    """Another moderator was faster."""


class TooManyClaims(ModerationError):
    """Finish, or put back, one of those you hold."""

    def __init__(self, limit: int) -> None:
        super().__init__("too many claims")
        self.limit = limit


class Conflict(ModerationError):
    """This moderator is concerned by the dispute (`why`), or has already judged it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NobodyFree(ModerationError):
    """Nobody else may look at this case, or not the colleague who was chosen."""


class NeedsReasons(ModerationError):
    """Reasons are missing, or too short to be any."""


class TooLongReasons(ModerationError):
    def __init__(self, limit: int = LONGEST) -> None:
        super().__init__("too long")
        self.limit = limit


class NamesSomebody(ModerationError):
    """What is kept and told may not hold anybody's name or number."""


class NeedsGoodFaith(ModerationError):
    """A notice says in good faith that it is exact (DSA, article 16.2 d)."""


class BadMeasures(ModerationError):
    """These measures don't go together, or not with this case; `field` is what to look at."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class StepSkipped(ModerationError):
    """Lighter than this was advised: the reason to skip a step is wanted, and kept."""

    def __init__(self, advised: str) -> None:
        super().__init__(advised)
        self.advised = advised


class TooLate(ModerationError):
    """The time to appeal, to answer or to decide is over, or it was done already."""


class NotOffered(ModerationError):
    """A conciliation is for a dispute between two members who may know of each other."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """A notice as it is sent. `subject` is a post's or a person's public id, "" for the site;
    a `person` may also be told by their pseudonym, or by a post that they wrote."""

    subject: str
    ref: str
    family: str
    reasons: str
    good_faith: bool
    protected: bool = False
    name: str = ""
    email: str = ""
    place: str = ""
    language: str = "fr"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What who reports takes away: a number to quote, a secret to follow with."""

    number: str
    token: str
    joined: bool  # others said so before
    again: bool = False  # the same person had said so: nothing new was written


@dataclass(frozen=True, slots=True)
class Step:
    """A measure wanted: `days` for restrictions and suspensions, `ability` for a restriction."""

    kind: str
    days: int = 0
    ability: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a moderator decides: measures, the rule they rest on, and the facts."""

    steps: tuple[Step, ...]
    rule: str
    facts: str
    skip_reason: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """A measure taken before, as the next moderator sees it."""

    kind: str
    family: str
    ability: str
    since: dt.datetime | None
    until: dt.datetime | None
    lifted_at: dt.datetime | None
    why: str
    decision: str
    case: str

    def counts_at(self, at: dt.datetime) -> bool:
        """Whether it stands: taken, not overturned, and not so old that it is forgotten."""
        if self.since is None or self.why == Measure.Why.OVERTURNED:
            return False
        if self.kind in (Measure.Kind.REMINDER, Measure.Kind.WARNING):
            return self.until is not None and at < self.until
        return self.since > at - WARNED


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A case in the queue: nothing of who reported, nothing of who wrote, nothing of the words."""

    case: str
    subject: str
    post_kind: str
    family: str
    state: str
    harm: int
    notices: int
    weight: float
    score: float
    opened_at: dt.datetime
    escalate_at: dt.datetime | None
    escalated: bool
    trusted: bool
    protected: bool
    experience: bool
    rewritten: bool
    opinion_wanted: bool  # somebody's, on the case
    mine_to_advise: bool  # this reader may give it
    mine: bool  # claimed by who asks
    claimed_until: dt.datetime | None  # by somebody, if it is later than now


@dataclass(frozen=True, slots=True)
class AppealRow:
    """An appeal that waits for a judge who had no hand in the decision."""

    appeal: str
    case: str
    side: str
    family: str
    at: dt.datetime
    mine: bool
    claimed_until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Queue:
    rows: tuple[QueueRow, ...]
    appeals: tuple[AppealRow, ...]
    kept_from_me: int  # cases that wait, and that this moderator may not judge


@dataclass(frozen=True, slots=True)
class Said:
    """A notice as moderators read it: never who."""

    number: str
    source: str
    protected: bool
    notifier: str
    reasons: str
    place: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class ContextPost:
    """A post of the thread, hidden ones included; `about` marks the one that was reported. Bylines
    are those that colleagues read; `handle` is how moderators call its author (K23)."""

    public_id: str
    kind: str
    state: str
    byline: str
    handle: str
    html: str
    version: int
    at: dt.datetime
    about: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A note, a question or an opinion between moderators. `by` is a moderator's handle."""

    kind: str
    by: str
    at: dt.datetime
    words: str
    proposed: tuple[str, ...]  # kinds of measures, of an opinion
    to: str  # who is asked, or ""
    waits: bool


@dataclass(frozen=True, slots=True)
class Colleague:
    """A moderator as others see them: what they carry, by their handle, in no order of merit."""

    handle: str
    held: int  # cases in hand now
    decided: int  # in the last thirty days


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision of this case."""

    decision: str
    state: str
    by_me: bool
    automated: bool
    provisional: bool
    rule: str
    facts: str
    skipped: str
    at: dt.datetime
    measures: tuple[Past, ...]


@dataclass(frozen=True, slots=True)
class Talks:
    """A conciliation as each side and the moderators see it: words, and no names."""

    id: str
    state: str
    at: dt.datetime
    deadline: dt.datetime
    person_agrees: bool | None
    reporter_agrees: bool | None
    person_words: str
    reporter_words: str
    side: str = ""  # of who reads: "person", "reporter"
    family: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """All that the claimer of a case reads of it."""

    case: str
    subject: str
    family: str
    state: str
    opened_at: dt.datetime
    claimed_until: dt.datetime | None
    escalated: bool
    trusted: bool
    protected: bool
    experience: bool
    rewritten: bool
    previous: bool
    handle: str
    doctor: bool
    thread: str  # the question's public id
    posts: tuple[ContextPost, ...]
    before: str  # what the post said when it was reported, if it changed since (HTML)
    said: tuple[Said, ...]
    history: tuple[Past, ...]
    advised: str
    remarks: tuple[Told, ...]
    judged: tuple[Judged, ...]
    talks: Talks | None
    may_conciliate: bool
    rule: str  # proposed first
    appeal: str = ""
    appeal_side: str = ""
    appeal_reasons: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """Reasons of a decision, as the person reads, prints or exports them (DSA, article 17)."""

    decision: str
    state: str
    at: dt.datetime
    facts: str
    family: str
    rule: str
    measures: tuple[Past, ...]
    own_initiative: bool
    automated: bool
    provisional: bool
    two_persons: bool
    appeal_until: dt.datetime
    may_appeal: bool
    appeal_at: dt.datetime | None
    appeal_outcome: str
    appeal_answer: str
    post: str
    post_gone: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What who reported is told: whether something was done, on which rule; not who, nor how much
    (that is between the person and the network)."""

    number: str
    at: dt.datetime
    family: str
    reasons: str
    state: str  # "received", "talks", "settled", "decided"
    decided_at: dt.datetime | None
    acted: bool
    hidden: bool
    rule: str
    facts: str  # for a trusted notifier, who receives the reasons (D14)
    overturned: bool
    may_contest: bool
    contest_until: dt.datetime | None
    contested_at: dt.datetime | None
    contest_outcome: str
    contest_answer: str
    protected: bool
    talks: str  # of a conciliation to answer
