"""What the guard found, for programs: where, what, why, how to say it; never the words again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from toctoc.guard import Finding, Report
from toctoc.posts.actions import inspect
from toctoc.posts.types import Writing, finding_key


def findings_of(text: str, report: Report, language: str) -> list[dict[str, Any]]:
    """Offsets count characters (code points) of the text as it was sent, CRLF read as LF."""
    return _told(text, report.findings, language)


def remarks_of(text: str, report: Report, language: str) -> list[dict[str, Any]]:
    """Sentences that may hurt (docs/tone.md): of level "warn", they keep nothing shut."""
    return [one | {"pending": False} for one in _told(text, report.tone, language)]


def remarks_on(writing: Writing, language: str) -> list[dict[str, Any]]:
    """The same, of a text that was accepted: what a page would have shown before."""
    report = inspect(
        writing.body,
        at=timezone.now(),
        final=False,
        contested=writing.contested,
        experience=writing.experience,
    )
    return remarks_of(writing.body, report, language)


def _told(text: str, found: Iterable[Finding], language: str) -> list[dict[str, Any]]:
    return [one.to_json(language) | {"key": finding_key(text, one)} for one in found]
