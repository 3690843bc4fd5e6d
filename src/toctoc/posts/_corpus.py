"""What authors say the guard missed or marked wrongly: lines of a local corpus, without the words.

A line holds no author, no post, no day and no word that may name somebody (`guard/shape.py`), so
that it can be exported and published with the rules that it leads to.
"""

from __future__ import annotations

import datetime as dt

from toctoc.guard import Finding
from toctoc.guard.shape import outline
from toctoc.limits.actions import spend
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed

from ._door import inspect
from .models import CorpusLine
from .types import MISSED, WRONG, NoKind, NoSuchWords

CORPUS_KEPT = dt.timedelta(days=365)


def report_missed(
    *, by: Person, text: str, start: int, end: int, kind: str, at: dt.datetime
) -> CorpusLine:
    """Keep the outline of words that should have been marked, and the rule that saw them if any.

    Raise `NoSuchWords`, `NoKind`, `NotAllowed`, `GuardDown` or `TooMany`.
    """
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise NoSuchWords
    near = next(
        (f for f in _found(by, text, at) if f.start < end and start < f.end),
        None,
    )
    return _keep(by, text, (start, end), "missed", kind, near, at)


def report_wrong(
    *, by: Person, text: str, start: int, end: int, kind: str, at: dt.datetime
) -> CorpusLine:
    """Keep the outline of a finding (its very `start` and `end`) that names nobody."""
    for found in _found(by, text, at):
        if (found.start, found.end) == (start, end):
            return _keep(by, text, (start, end), "wrong", kind, found, at)
    raise NoSuchWords


def _found(by: Person, text: str, at: dt.datetime) -> tuple[Finding, ...]:
    if not by.is_member:
        raise NotAllowed
    return inspect(text, at=at, final=True).findings


def _keep(
    by: Person,
    text: str,
    place: tuple[int, int],
    fault: str,
    kind: str,
    found: Finding | None,
    at: dt.datetime,
) -> CorpusLine:
    if kind not in (MISSED if fault == "missed" else WRONG):
        raise NoKind
    spend("oversight", by.public_id, at=at)
    told = outline(text, *place)
    return CorpusLine.objects.create(
        fault=fault,
        kind=kind,
        category=found.category.value if found else "",
        rule=found.rule[:60] if found else "",
        level=found.level.value if found else "",
        before=told.before,
        words=told.words,
        after=told.after,
        month=at.date().replace(day=1),
    )


def forget_corpus_before(moment: dt.datetime) -> int:
    """A line lives a year (`CORPUS_KEPT`), counted from the first day of its month."""
    return CorpusLine.objects.filter(month__lt=moment.date()).delete()[0]
