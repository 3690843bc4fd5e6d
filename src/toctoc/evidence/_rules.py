"""Who may do what, in one place; every verb asks here, on rows read in its own transaction."""

from __future__ import annotations

import datetime as dt
import re

from django.conf import settings

from toctoc.guard import Category, GuardError, Level, check_text
from toctoc.people.actions import refreshed
from toctoc.people.models import Person
from toctoc.people.types import NotVisible

from .models import Authority, Disclosure
from .types import Ground, NamesSomebody, NeedsWords

_SHORTEST = {"reference": 5, "reason": 10, "silence": 5, "answer": 10}
_LONGEST = {"reference": 200, "reason": 500, "silence": 200, "answer": 500}


def days(name: str) -> dt.timedelta:
    return dt.timedelta(**{name.rpartition("_")[2]: settings.TOCTOC_EVIDENCE[name]})


def as_of(person: Person, at: dt.datetime) -> Person:
    """The person as the database knows them now: a session may be a moment old."""
    return refreshed(Person.objects.get(pk=person.pk), at)


def is_operator(person: Person) -> bool:
    return person.is_member and person.role == Person.Role.OPERATOR


def reads_demands(person: Person) -> bool:
    return is_operator(person) or person.is_auditor


def may_ask(person: Person) -> bool:
    """Operators answer authorities; seniors stand in for them. Moderators and auditors don't."""
    return person.is_senior


def may_decide(person: Person, disclosure: Disclosure) -> bool:
    """Another senior or operator than who asked; auditors watch, they don't take part (ADR 12)."""
    return person.is_senior and person.pk not in (disclosure.asked_by_id, disclosure.person_id)


def reads_disclosures(person: Person) -> bool:
    return person.is_senior or person.is_auditor


def check_operator(by: Person, at: dt.datetime) -> Person:
    person = as_of(by, at)
    if not is_operator(person):
        raise NotVisible
    return person


def checked(ground: Ground) -> Ground:
    """The same, tidied; `NeedsWords` or `NamesSomebody` with the field."""
    if ground.authority not in Authority.values:
        raise NeedsWords("authority")
    return Ground(
        ground.authority,
        words("reference", ground.reference),
        words("reason", ground.reason),
    )


def words(field: str, text: str) -> str:
    """What stays for ever: long enough to say something, and about nobody by name."""
    tidy = " ".join(text.replace("\x00", "").split())
    if not _SHORTEST[field] <= len(tidy) <= _LONGEST[field]:
        raise NeedsWords(field)
    if _names_somebody(tidy):
        raise NamesSomebody(field)
    return tidy


_RECORD = re.compile(r"[\d\s/.\-]+")


def _names_somebody(text: str) -> bool:
    """As `people.wording`, but for the number of a procedure: it looks like a hospital's record."""
    try:
        report = check_text(text, final=True)
    except GuardError:
        return True
    return any(
        one.level == Level.BLOCK
        and not (one.category == Category.IPP and _RECORD.fullmatch(text[one.start : one.end]))
        for one in report.findings
    )
