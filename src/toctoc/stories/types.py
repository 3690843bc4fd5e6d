"""Values and refusals of "C'est mon histoire"."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

REASONS_CHARACTERS = 600
WORDS_CHARACTERS = 2_000

# Requirements, "Default rules and numbers" and K18.
ANSWER_IN = dt.timedelta(hours=24)
DECIDE_IN = dt.timedelta(hours=72)  # counted from the request
SEARCH_IN = dt.timedelta(hours=1)
CONFIRM_IN = dt.timedelta(hours=48)
TRANSPOSE_IN = dt.timedelta(days=14)


class NoChallenge(Exception):
    """The form is too old, or wasn't ours: it is shown again with a fresh challenge."""


class NeedsEmail(Exception):
    """Without the work, or past the day's number, an e-mail must confirm the request."""


class NothingSaid(Exception):
    """Neither a link nor a description."""


class Busy(Exception):
    """More requests than this instance takes at once; `wait` says for how long."""

    def __init__(self, wait: dt.timedelta) -> None:
        super().__init__("busy")
        self.wait = wait


class TooLate(Exception):
    """It was answered or decided meanwhile."""


class Involved(Exception):
    """Nobody judges a conversation they took part in."""


class NotTaken(Exception):
    """Who decides says so first: what is hidden is opened by one person at a time."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a visitor sends. `address` is used to count and kept nowhere."""

    challenge: str
    address: str
    solution: str = ""
    target: str = ""
    whole: bool = True
    words: str = ""
    email: str = ""
    language: str = "fr"
    consent_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """`token` is the secret of the follow-up link; the database holds its hash alone."""

    number: str
    token: str
    id: int
    hid: bool
    new: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for a moderator: a description to look for, a story to decide."""

    kind: str  # "search" or "story"
    ref: str
    number: str
    since: dt.datetime
    due_at: dt.datetime
    overdue: bool
    url: str
