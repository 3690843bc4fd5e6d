"""Values of data rights: what is held about a person, how long anything lives, what is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    from toctoc.people.models import Person

Text = str | Promise
Rows = Iterable[dict[str, Any]]


class RightsError(Exception):
    """Nothing was done; the message says why, and what to do."""


class AlreadyLeaving(RightsError):
    """This account is being erased already."""


class TooLate(RightsError):
    """The erasure has begun: nothing can bring the account back."""


class LastOperator(RightsError):
    """An instance without anybody to answer for it would be left behind."""


class NotConfirmed(RightsError):
    """The word was not typed as asked."""


class BadLink(RightsError):
    """The link is not one of ours, or its time is over."""


class BadRequest(RightsError):
    """A field is wrong: `field` says which."""

    def __init__(self, text: str, field: str) -> None:
        super().__init__(text)
        self.field = field


class AtLeaving(StrEnum):
    """What becomes of a table's rows when their person leaves."""

    DELETED = "deleted"
    KEPT = "kept"  # `why` says the ground; a retention line ends it
    EMPTIED = "emptied"  # by a step of its own in `_leave`


@dataclass(frozen=True, slots=True)
class Holding:
    """Rows of one table that concern a person: how they are found, shown and ended.

    `by`: paths that lead to the person; `show`: columns of the export; `sealed`: columns opened
    for it; `tidy` takes out of a row what concerns somebody else.
    """

    table: str
    title: Text
    by: tuple[str, ...]
    show: tuple[str, ...]
    sealed: tuple[str, ...] = ()
    tidy: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    leaving: AtLeaving = AtLeaving.DELETED
    why: Text = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Rows that no column links to the person, found by a function of their own."""

    key: str
    table: str
    title: Text
    rows: Callable[[Person], Rows]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the retention table: said to the public, and executed each night.

    `function` is called with (at, keep) and returns how many rows it destroyed; without one,
    nothing ends by the clock and `long` says what does. `long` may hold "%(span)s": the number of
    days that is executed, in words.
    """

    key: str
    what: Text
    why: Text
    ground: Text
    how: Text
    tables: tuple[str, ...]
    long: Text = "%(span)s"
    days: int | Callable[[], int] = 0
    function: str = ""

    @property
    def keep(self) -> dt.timedelta:
        return dt.timedelta(days=self.days if isinstance(self.days, int) else self.days())


@dataclass(frozen=True, slots=True)
class Outcome:
    line: str
    rows: int
    failed: str = ""
