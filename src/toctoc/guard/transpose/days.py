# ruff: noqa: E501  (patterns read better whole)
"""Read a date as people write it, and put it on the calendar."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from toctoc.guard.transpose import numbers

_NAMES = [
    "janv",
    "fevr?",
    "mars",
    "avr",
    "mai",
    "juin",
    "juil",
    "aou",
    "sept?",
    "oct",
    "nov",
    "dec",
]
_MONTH = r"(?P<m>janv[a-z]*|jan\b|fev[a-z]*|mars|avr[a-z]*|mai|juin|juil[a-z]*|aout|sept?[a-z]*|oct[a-z]*|nov[a-z]*|dec[a-z]*)\.?"
_YEAR = r"(?P<y>(?:19|20)\d{2}|'?\d{2}(?!\d))"
_DIGITS = re.compile(
    r"(?P<d>\d{1,2})\s?(?P<s>[/.\-])\s?(?P<m>\d{1,2})(?:\s?(?P=s)\s?(?P<y>(?:19|20)\d{2}|\d{2}))?(?!\d)"
)
_ISO = re.compile(r"(?P<y>(?:19|20)\d{2})[/.\-](?P<m>\d{2})[/.\-](?P<d>\d{2})(?!\d)")
_GLUED = re.compile(r"(?P<d>\d{2}) ?(?P<m>\d{2}) ?(?P<y>(?:19|20)\d{2})(?!\d)")
_SPACED = re.compile(r"(?P<d>\d{1,2}) (?P<m>\d{1,2}) (?P<y>(?:19|20)\d{2}|\d{2})(?!\d)")
_WORDS = re.compile(
    rf"(?P<d>\d{{1,2}}|{numbers.PATTERN})(?:er)?[ \-]{{1,2}}{_MONTH}(?:,? {_YEAR})?"
)
_MONTH_FIRST = re.compile(rf"{_MONTH} (?P<d>\d{{1,2}}),? {_YEAR}")
_RANGE = re.compile(r"(?P<d>\d{1,2})(?:er)?\Z")
_RANGE_END = re.compile(
    rf"(?:er)?\s?(?:au|et(?: le)?|a|-|ou)\s?(?:\d{{1,2}})(?:er)?(?: {_MONTH}(?: {_YEAR})?|/(?P<n>\d{{1,2}})(?:/(?P<z>\d{{2,4}}))?)"
)


class Day(NamedTuple):
    """A day as written; `year` is None where the author did not say it."""

    day: int
    month: int
    year: int | None


def month_number(word: str) -> int:
    """1 to 12 for digits or a (shortened) folded month name, 0 when unknown."""
    if word.isdigit():
        return int(word)
    return next((i for i, stem in enumerate(_NAMES, 1) if re.match(stem, word)), 0) or (
        1 if word == "jan" else 0
    )


def _year(text: str | None, today: datetime.date | None) -> int | None:
    if not text:
        return None
    year = int(text.strip("'"))
    if year >= 100:
        return year
    pivot = (today.year if today else 2030) % 100 + 1
    return year + (2000 if year <= pivot else 1900)


def read_day(low: str, start: int, end: int, today: datetime.date | None) -> Day | None:
    """The day written in `low[start:end]` (folded); a bare range start looks at what follows."""
    span = low[start:end]
    for pattern in (_ISO, _GLUED, _DIGITS, _WORDS, _MONTH_FIRST, _SPACED):
        match = pattern.search(span)
        if match is None:
            continue
        day, month = numbers.read(match["d"]), month_number(match["m"])
        if day and month and day <= 31 and month <= 12:
            return Day(day, month, _year(match["y"], today))
    match, rest = _RANGE.search(span), _RANGE_END.match(low, end)
    if match and rest:
        month = month_number(rest["m"] or rest["n"])
        if 1 <= month <= 12:
            return Day(int(match["d"]), month, _year(rest["y"] or rest["z"], today))
    return None


def on_calendar(
    found: Day, today: datetime.date | None, near: datetime.date | None, coming: bool = False
) -> datetime.date | None:
    """The date meant: without a year the nearest to `near`, else the last one before `today`.

    coming: an appointment, so the next such day from `today` on.
    """
    try:
        if found.year is not None:
            return datetime.date(found.year, found.month, found.day)
        if coming and today is not None:
            guess = datetime.date(today.year, found.month, found.day)
            return guess if guess >= today else guess.replace(year=today.year + 1)
        if near is not None:
            guesses = [_safe(near.year + shift, found) for shift in (-1, 0, 1)]
            known = [g for g in guesses if g is not None]
            return min(known, key=lambda g: abs((g - near).days)) if known else None
        if today is None:
            return datetime.date(2001, found.month, found.day)
        guess = datetime.date(today.year, found.month, found.day)
        ahead = (guess - today).days
        return guess if ahead <= 60 else datetime.date(today.year - 1, found.month, found.day)
    except ValueError:
        return None


def _safe(year: int, found: Day) -> datetime.date | None:
    try:
        return datetime.date(year, found.month, found.day)
    except ValueError:
        return None
