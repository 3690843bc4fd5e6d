"""What the public face shows, and why an announcement is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


class NotSaid(Exception):
    """The announcement was not kept; nothing typed is lost by whoever shows the form again."""


class NothingSaid(NotSaid):
    """It needs a title and a text."""


class Naming(NotSaid):
    """It names somebody, or holds a number of theirs (D9)."""


class Closed(NotSaid):
    """This institution may not speak here any more."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An announcement as members read it; `institution` is "" when the operator speaks."""

    public_id: str
    title: str
    body: str
    press: str
    institution: str
    kind: str
    made_at: dt.datetime
    until: dt.datetime
    closed_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the public table: a value a quarter. None is "fewer than five", or unknown for a
    delay; delays are in seconds."""

    key: str
    values: tuple[int | float | None, ...]
    is_delay: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    key: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What is published: quarters newest first, and the day the newest was worked out."""

    quarters: tuple[str, ...]
    tables: tuple[Table, ...]
    made_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Today:
    """Of this instant. Shares in percent, None where too few are concerned to be said."""

    members: int
    moderators: int | None
    ever_sanctioned: float | None
    last_hidden_in: float | None  # seconds
    signed_at: dt.datetime | None  # the last anchor of the record


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` (included) to `until` (left out); `key` is "2026-T3"."""

    key: str
    since: dt.datetime
    until: dt.datetime
    over: bool
