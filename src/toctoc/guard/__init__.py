"""The oath as a library: what in a French clinical text could identify somebody.

Pure: no Django, no database, no network, no clock. It finds what it knows how to find; its measured
recall is printed by `bench/guard.py` and it never promises that a text is anonymous.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toctoc.guard.engine import check
from toctoc.guard.meter import MINOR_THRESHOLD, THRESHOLD, measured
from toctoc.guard.repair import apply
from toctoc.guard.report import MAX_CHARS, Category, Finding, GuardError, Level, Proposal, Report

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Sequence

__all__ = [
    "MAX_CHARS",
    "Category",
    "Finding",
    "GuardError",
    "Level",
    "Proposal",
    "Report",
    "apply",
    "check_json",
    "check_text",
]


def check_text(
    text: str,
    *,
    today: datetime.date | None = None,
    final: bool = False,
    known_people: Sequence[str] = (),
    contested: Collection[str] = (),
    experience: bool = False,
    threshold: int = THRESHOLD,
    minor_threshold: int = MINOR_THRESHOLD,
) -> Report:
    """Judge `text`; findings carry character offsets of the text as given.

    today: the author's day, needed to say "il y a 3 jours"; without it dates become "récemment".
    final: False while typing (precision first), True at publication (recall first).
    known_people: names that must never appear, whatever their case (real name of a pseudonym…).
    contested: strings that the author declared not identifying; honoured where `contestable`.
    experience: a lived error told for others, whose tone is its author's affair (B8).
    threshold, minor_threshold: how many people must match the text, at least, before a detail is
    asked about; the second one for minors and facts known to the press.
    Raises GuardError when the text cannot be judged: callers must then refuse to publish.
    """
    report, norm = check(text, today, final, known_people, contested, experience)
    return measured(text, report, contested, norm, threshold, minor_threshold)


def check_json(text: str, lang: str = "fr") -> dict[str, Any]:
    """The final report on `text` as a plain dictionary, for the command line."""
    return check_text(text, final=True).to_json(lang)
