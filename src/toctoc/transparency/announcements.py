"""Tell every member: an incident that goes on, or an institution's answer (D25, B11)."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.db.models import Q

from toctoc.guard import Category, GuardError, Level, check_text
from toctoc.ledger.actions import record
from toctoc.limits.actions import spend
from toctoc.live.actions import announce
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed, NotVisible

from .models import Announcement, Institution
from .types import Closed, Naming, NothingSaid, Shown

LONGEST = 2_000
LIFE = dt.timedelta(days=7)
MOST_SHOWN = 3
_FRESH = dt.timedelta(seconds=15)


def say(
    *,
    title: str,
    body: str,
    press: str = "",
    at: dt.datetime,
    by: Person | None = None,
    institution: Institution | None = None,
    life: dt.timedelta = LIFE,
) -> Announcement:
    """Tell all members, for a week unless closed before. A senior says it, or an institution."""
    if institution is None and (by is None or not by.is_senior):
        raise NotAllowed
    if institution is not None and institution.closed_at is not None:
        raise Closed
    title, body, press = title.strip()[:120], body.strip()[:LONGEST], press.strip()[:LONGEST]
    if not (title and body):
        raise NothingSaid
    if any(_names(text) for text in (title, body, press) if text):
        raise Naming
    actor = f"institution:{institution.public_id}" if institution else f"person:{_id(by)}"
    with transaction.atomic():
        spend("announce", actor, at=at)
        made = Announcement.objects.create(
            title=title,
            body=body,
            press=press,
            made_at=at,
            until=at + life,
            made_by=by,
            institution=institution,
        )
        record("announcement.say", at=at, actor=actor, about=f"announcement:{made.public_id}")
        announce("home", "announcement", made.public_id, at=at)
    _read(at)
    return made


# A switchboard, an address of mail or of a page are what an institution wants to be found by.
_CONTACTS = (Category.PHONE, Category.EMAIL, Category.URL, Category.HANDLE)


def _names(text: str) -> bool:
    """Whether a person is named or numbered; yes if the guard can't tell."""
    try:
        report = check_text(text, final=True)
    except GuardError:
        return True
    return any(
        one.level == Level.BLOCK and one.category not in _CONTACTS for one in report.findings
    )


def close(*, by: Person, public_id: str, at: dt.datetime) -> None:
    """It is over. Closing twice closes once."""
    if not by.is_senior:
        raise NotAllowed
    with transaction.atomic():
        changed = Announcement.objects.filter(public_id=public_id, closed_at=None).update(
            closed_at=at
        )
        if changed:
            about = f"announcement:{public_id}"
            record("announcement.close", at=at, actor=f"person:{by.public_id}", about=about)
            announce("home", "announcement", public_id, at=at)
    _read(at)


def _id(by: Person | None) -> str:
    return by.public_id if by else ""


# When, and what was read last in this process; None before the first time.
_kept: tuple[dt.datetime, list[Shown]] | None = None


def current(*, at: dt.datetime, fresh: bool = True) -> list[Shown]:
    """What goes on, newest first, read again every few seconds. A page that has enough to ask the
    database already takes what the process knows (not `fresh`)."""
    if _kept is None or (fresh and abs(at - _kept[0]) > _FRESH):
        _read(at)
    return [one for one in (_kept[1] if _kept else ()) if one.until > at]


def _read(at: dt.datetime) -> None:
    global _kept
    _kept = (at, _shown(Q(closed_at=None, until__gt=at), MOST_SHOWN))


def forget() -> None:
    """Read again next time (another database)."""
    global _kept
    _kept = None


def said(by: Person) -> list[Shown]:
    """All that was said, for members."""
    if not by.is_member:
        raise NotVisible
    return _shown(Q(), 100)


def access_announcement(by: Person, public_id: str) -> Shown:
    found = _shown(Q(public_id=public_id), 1) if by.is_member else []
    if not found:
        raise NotVisible
    return found[0]


def _shown(which: Q, limit: int) -> list[Shown]:
    rows = Announcement.objects.filter(which).select_related("institution").order_by("-pk")[:limit]
    return [
        Shown(
            row.public_id,
            row.title,
            row.body,
            row.press,
            row.institution.name if row.institution else "",
            row.institution.kind if row.institution else "",
            row.made_at,
            row.until,
            row.closed_at,
        )
        for row in rows
    ]


def add_institution(
    *, by: Person, name: str, kind: str, at: dt.datetime
) -> tuple[Institution, str]:
    """(the institution, the key of its link): the key is shown once and kept nowhere."""
    if by.role != Person.Role.OPERATOR or not by.is_member:
        raise NotAllowed
    if not name.strip() or kind not in Institution.Kind.values:
        raise NothingSaid
    key = secrets.token_urlsafe(24)
    with transaction.atomic():
        made = Institution.objects.create(
            name=name.strip()[:120], kind=kind, key_hash=_hash(key), made_by=by, made_at=at
        )
        about = f"institution:{made.public_id}"
        record("institution.add", at=at, actor=f"person:{by.public_id}", about=about)
    return made, key


def close_institution(*, by: Person, public_id: str, at: dt.datetime) -> None:
    if by.role != Person.Role.OPERATOR or not by.is_member:
        raise NotAllowed
    with transaction.atomic():
        changed = Institution.objects.filter(public_id=public_id, closed_at=None).update(
            closed_at=at
        )
        if changed:
            about = f"institution:{public_id}"
            record("institution.close", at=at, actor=f"person:{by.public_id}", about=about)


def institutions(by: Person) -> list[Institution]:
    if by.role != Person.Role.OPERATOR or not by.is_member:
        raise NotVisible
    return list(Institution.objects.order_by("closed_at", "name")[:200])


def institution_of(key: str) -> Institution:
    """Who holds this key; `NotVisible` for a wrong one and for one that was closed."""
    found = Institution.objects.filter(key_hash=_hash(key), closed_at=None).first()
    if found is None:
        raise NotVisible
    return found


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
