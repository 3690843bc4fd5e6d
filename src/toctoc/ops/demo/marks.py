"""One past search for a leak, so that the journal has a line to read."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from toctoc.marks.actions import trace
from toctoc.marks.models import Trace
from toctoc.marks.queries import mark_of
from toctoc.people.models import Person


def fill(at: dt.datetime) -> Trace | None:
    """A senior typed the code of a capture that a patient's family sent; one account came out."""
    seniors = (Person.Role.SENIOR, Person.Role.OPERATOR)
    senior = Person.objects.filter(role__in=seniors).order_by("pk").first()
    reader = Person.objects.filter(is_demo=True, standing=Person.Standing.ACTIVE).order_by("pk")[3:]
    if senior is None or not reader.exists():
        return None
    when = at - dt.timedelta(days=2)
    day = timezone.localdate(when) - dt.timedelta(days=1)
    return trace(
        by=senior,
        code=mark_of(reader[0], day).code,
        cause=Trace.Cause.COMPLAINT,
        reason="Une famille a transmis l’image d’une question lue sur un réseau public.",
        clinical=True,
        first=day - dt.timedelta(days=6),
        last=day,
        at=when,
    )
