"""What a reader's pages carry today, and the journal of traces."""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.sealing import fingerprint

from . import digests
from ._secrets import day_key
from .models import Finding, Trace
from .types import Mark


def address_of(session: str, day: dt.date) -> str:
    """The name under which a browser keeps its reader's mark of that day.

    It is the session's, not the reader's: colleagues who share a computer never get each other's,
    and it says nothing once the session is gone.
    """
    return fingerprint(f"mark {day.isoformat()}", session)[:20]


def mark_at(person: Person, session: str, address: str, at: dt.datetime) -> Mark | None:
    """The mark behind an address, for the one it was made for; a page may be open since yesterday.

    Signing in as somebody else changes the session, and so the address.
    """
    today = timezone.localdate(at)
    for day in (today, today - dt.timedelta(days=1)):
        if hmac.compare_digest(address, address_of(session, day)):
            return mark_of(person, day)
    return None


def mark_of(person: Person, day: dt.date) -> Mark:
    return digests.mark(day_key(day), person.public_id)


def traces(by: Person, *, most: int = 50) -> Sequence[Trace]:
    """The journal, newest first, for seniors and auditors."""
    return list(_journal(by)[:most])


def access_trace(by: Person, public_id: str) -> Trace:
    found = _journal(by).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible
    return found


def _journal(by: Person) -> QuerySet[Trace]:
    if not (by.is_senior or by.is_auditor):
        raise NotVisible
    findings = Prefetch("findings", Finding.objects.select_related("person"))
    return Trace.objects.select_related("by").prefetch_related(findings).order_by("-at", "-pk")


def counts(since: dt.datetime, until: dt.datetime) -> dict[str, int]:
    """For the public figures: how many traces, and how many pointed at an account."""
    within = Trace.objects.filter(at__gte=since, at__lt=until)
    return {"traces": within.count(), "traces_found": within.filter(found__gt=0).count()}
