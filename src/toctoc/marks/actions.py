"""Trace a capture to the account whose pages it shows, and forget what must be forgotten.

A trace points at an account, never at a person: the session may have been shared, stolen or left
open, and somebody who saw a mark can copy it. What follows is a case like any other.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from toctoc.ledger.actions import record
from toctoc.people.actions import refreshed
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed
from toctoc.people.wording import names_somebody

from . import worker
from ._search import odds_of
from ._secrets import month_of, past_keys
from .models import Finding, Season, Trace
from .types import (
    DOUBT,
    KEPT,
    LEGIBLE,
    Found,
    Match,
    NamingReason,
    NoReason,
    NoSuchDays,
    NotACase,
    number_of,
)

SHORTEST_REASON = 10
_HIGHEST = 99.0  # a code that is somebody's scores without end; rows hold numbers


def trace(
    *,
    by: Person,
    picture: bytes = b"",
    code: str = "",
    cause: str,
    reason: str,
    clinical: bool,
    first: dt.date,
    last: dt.date,
    at: dt.datetime,
) -> Trace:
    """Look for the reader behind a picture, or behind a code copied from one, between two days.

    `clinical`: whoever asks affirms that the capture shows clinical words (see `NotACase`).
    The picture is read in memory by a confined process and kept nowhere. What was asked is written
    down whatever the answer, and before anybody sees it.
    """
    if not by.is_senior:
        raise NotAllowed
    _check_why(cause, reason, clinical)
    days = _days(first, last, at)
    number = number_of(code) if code else None
    readings = [] if code else worker.read(picture)
    found = _search(days, readings, number)
    asked = Trace(
        at=at,
        by=by,
        source=Trace.Source.CODE if code else Trace.Source.PICTURE,
        cause=cause,
        reason=reason.strip()[:300],
        first_day=first,
        last_day=last,
    )
    made = _written(asked, found)
    # The search may take minutes: who lost their office meanwhile is written down and told nothing.
    if not refreshed(Person.objects.get(pk=by.pk), at).is_senior:
        raise NotAllowed
    return made


def _written(made: Trace, found: Found) -> Trace:
    """The row, whom it points at, and its entry; the ledger knows neither reason nor accounts."""
    made.tested, made.legible, made.found = found.tested, found.legible, len(found.matches)
    named = Person.objects.filter(public_id__in=[one.person for one in found.matches])
    ids = dict(named.values_list("public_id", "pk"))
    with transaction.atomic():
        made.save()
        Finding.objects.bulk_create(
            Finding(
                trace=made,
                person_id=ids[one.person],
                day=one.day,
                score=min(one.score, _HIGHEST),
                odds=one.odds,
            )
            for one in found.matches
        )
        record(
            "leak.traced",
            at=made.at,
            actor=f"person:{made.by.public_id}" if made.by else "",
            about=f"trace:{made.public_id}",
            facts={
                "source": made.source,
                "cause": made.cause,
                "first": made.first_day.isoformat(),
                "last": made.last_day.isoformat(),
                "tested": made.tested,
                "legible": made.legible,
                "found": made.found,
            },
        )
    return made


def _check_why(cause: str, reason: str, clinical: bool) -> None:
    if not clinical:
        raise NotACase
    if cause not in Trace.Cause.values or len(reason.strip()) < SHORTEST_REASON:
        raise NoReason
    if names_somebody(reason):
        raise NamingReason


def _days(first: dt.date, last: dt.date, at: dt.datetime) -> list[dt.date]:
    today = timezone.localdate(at)
    if not today - KEPT <= first <= last <= today:
        raise NoSuchDays
    return [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]


def _search(days: list[dt.date], readings: list[dict[str, object]], number: int | None) -> Found:
    """Everybody who ever proved a profession here, suspended and excluded included."""
    keys = {day.isoformat(): key for day, key in past_keys(days).items()}
    people = list(
        Person.objects.filter(proven_at__isnull=False).values_list("public_id", flat=True)
    )
    values: list[list[float]] = [reading["values"] for reading in readings]  # type: ignore[misc]
    best = []
    if values or number is not None:
        best = worker.search(keys, people, readings=values, code=number)
    tested = len(keys) * len(people) * max(1, len(values))
    matches = [
        Match(person, dt.date.fromisoformat(day), score, odds_of(score, tested))
        for score, day, person in best
    ]
    named = [one for one in matches if number is not None or one.odds <= DOUBT]
    anchors = [float(reading["anchors"]) for reading in readings]  # type: ignore[arg-type]
    return Found(bool(named) or max(anchors, default=0.0) >= LEGIBLE, tested, named)


def forget_before(moment: dt.datetime) -> int:
    """Destroy the secrets of months that ended by then, and whom traces of that time pointed at.

    Each trace itself stays for the auditors, without a name or a word.
    """
    with transaction.atomic():
        month = month_of(timezone.localdate(moment))
        gone, _each = Season.objects.filter(month__lt=month).delete()
        Finding.objects.filter(trace__at__lt=moment).delete()
        gone += Trace.objects.filter(at__lt=moment).exclude(reason="").update(reason="")
        if gone:
            record("marks.forgotten", at=timezone.now(), actor="clock", facts={"rows": gone})
    return gone
