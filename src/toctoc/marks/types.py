"""Public types of `marks`: what a page carries, and what a trace says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

# How long a mark can be traced: afterwards the month's secret is destroyed (M5).
KEPT = dt.timedelta(days=366)
# A name is put forward only under this chance that any innocent member comes out as well.
DOUBT = 1e-6
# Anchors that agree this much are ours: over every scale, pages without a mark stay under 5.
LEGIBLE = 5.5
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/i/l: copied from a blurred picture
LETTERS = 8
CODES: int = len(ALPHABET) ** LETTERS


class MarksError(Exception):
    """A trace can't be made."""


class ToolsMissing(MarksError):
    """Reading a picture needs numpy and Pillow: `pip install toctoc[trace]`."""


class NotAPicture(MarksError):
    """No PNG, JPEG or WebP, damaged, or larger than anybody's screen."""


class NotACode(MarksError):
    """What was typed is no mark: eight letters and digits."""


class NoReason(MarksError):
    """A trace says why; the reason is kept."""


class NamingReason(MarksError):
    """A reason is kept for long: it names nobody."""


class NotACase(MarksError):
    """The tool is for leaks of clinical words, never to look for who raised an alert."""


class NoSuchDays(MarksError):
    """The days asked for are upside down, to come, or forgotten."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What one reader's pages carry on one day: a code to read, and the bits of the pattern."""

    number: int
    bits: bytes

    @property
    def code(self) -> str:
        """`k3v9-qd7m`."""
        letters, rest = "", self.number
        for _ in range(LETTERS):
            rest, digit = divmod(rest, len(ALPHABET))
            letters = ALPHABET[digit] + letters
        return f"{letters[:4]}-{letters[4:]}"


def number_of(code: str) -> int:
    """The number behind a code as somebody typed it."""
    letters = [letter for letter in code.casefold() if letter not in " -\u2011\u2013.\u00a0"]
    if len(letters) != LETTERS or not set(letters) <= set(ALPHABET):
        raise NotACode
    number = 0
    for letter in letters:
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    return number


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate. `odds` bounds the chance that some member who never saw the page scores this."""

    person: str
    day: dt.date
    score: float
    odds: float


@dataclass(frozen=True, slots=True)
class Found:
    """`legible`: a mark of ours is there, even if nobody stands out."""

    legible: bool
    tested: int
    matches: list[Match] = field(default_factory=list)
