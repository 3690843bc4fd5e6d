"""What stands against somebody who left: while it does, their fingerprint keeps them out (K23)."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from toctoc.moderation.models import Case, Measure
from toctoc.people.models import Person
from toctoc.people.queries import kinds_in_force
from toctoc.stories.models import Story

# Leaving right after a measure, to come back with a clean sheet, does not help.
REMEMBERED = dt.timedelta(days=365)


def stands_against(person: Person, at: dt.datetime) -> bool:
    """A sanction in force, a case or a patient's story still open, a measure of the last year."""
    if person.standing in (Person.Standing.SUSPENDED, Person.Standing.EXCLUDED):
        return True
    if kinds_in_force(person, at):
        return True
    theirs = Q(person=person) | Q(post__author=person)
    return (
        Case.objects.filter(theirs).exclude(state=Case.State.CLOSED).exists()
        or Story.objects.filter(post__author=person, closed_at=None).exists()
        or _remembered(person, at)
    )


def _remembered(person: Person, at: dt.datetime) -> bool:
    kept = Measure.objects.filter(person=person, since__gt=at - REMEMBERED)
    return kept.exclude(kind=Measure.Kind.NOTHING).exclude(why=Measure.Why.OVERTURNED).exists()
