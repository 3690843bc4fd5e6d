"""What may go wrong, and what pages read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


class EvidenceError(Exception):
    """Refused; the class says why."""


class NeedsWords(EvidenceError):
    """A reason and a legal reference, in words; `field` is the one that lacks them."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class NamesSomebody(NeedsWords):
    """What stays for ever names nobody."""


class NothingNamed(EvidenceError):
    """Neither a post nor a person that exists: nobody's content is taken at a guess."""


class TooMuch(EvidenceError):
    """More posts than a demand may cover; ask for a shorter period."""

    def __init__(self, limit: int) -> None:
        super().__init__("too much")
        self.limit = limit


class DemandOver(EvidenceError):
    """The demand was closed, or its time has come: open another."""


class RecordBroken(EvidenceError):
    """The ledger does not hold: nothing is sealed on it before somebody looked."""


class NoIdentity(EvidenceError):
    """This account proved nothing, or its link to a human was destroyed."""


class AboutYourself(EvidenceError):
    """Nobody asks for their own identity, nor decides about it."""


class AlreadyAsked(EvidenceError):
    """The same person asked for the same already; `id` is where it stands."""

    def __init__(self, public_id: str) -> None:
        super().__init__("already asked")
        self.id = public_id


class SecondPerson(EvidenceError):
    """Who asked doesn't decide."""


class Settled(EvidenceError):
    """Decided, withdrawn or expired meanwhile."""


class AskerGone(EvidenceError):
    """Who asked may not ask any more: their demand is void."""


class NotShown(EvidenceError):
    """The time to read the identity is over, or it is not theirs to read."""


@dataclass(frozen=True, slots=True)
class Ground:
    """On whose demand, on which article, and why."""

    authority: str
    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class Silence:
    """The law forbids to tell the person concerned, and which law."""

    why: str


@dataclass(frozen=True, slots=True)
class DemandLine:
    """A demand as operators and auditors read it."""

    id: str
    authority: str
    reference: str
    reason: str
    handle: str  # of the person whose posts are asked for; "" if they were named one by one
    since: dt.datetime | None
    to: dt.datetime | None
    opened_at: dt.datetime
    until: dt.datetime
    closed_at: dt.datetime | None
    posts: int
    handovers: int
    open: bool


@dataclass(frozen=True, slots=True)
class DisclosureLine:
    """A disclosure as seniors, operators and auditors read it: never who it is about."""

    id: str
    handle: str
    authority: str
    reference: str
    reason: str
    state: str
    asked_by: str
    asked_at: dt.datetime
    expires_at: dt.datetime
    decided_by: str
    decided_at: dt.datetime | None
    answer: str
    view_until: dt.datetime | None
    silence: str
    tell_at: dt.datetime | None
    told_at: dt.datetime | None
    demand: str
    looks: tuple[tuple[dt.datetime, str], ...]
    mine: bool = False
    may_decide: bool = False
    may_look: bool = False
    may_withdraw: bool = False
    may_lift_silence: bool = False
