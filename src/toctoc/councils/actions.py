"""Keep the directory of councils and the help numbers: the operator's verbs."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import asdict

from django.db import transaction

from toctoc.ledger.actions import record
from toctoc.people.models import Person

from . import _table
from .models import Address, HelpNumber
from .numbers import forget_numbers
from .queries import check_operator
from .types import Contact, NotUnderstood

_NUMBER = re.compile(r"\+?[0-9 ]{2,19}")
_KEY = re.compile(r"[a-z0-9-]{2,20}")


def save_address(
    *, by: Person, body: str, department: str, contact: Contact, at: dt.datetime
) -> None:
    """Keep how to reach a body, with who checked it where and when; an empty one clears the line.

    The record says which line changed and not what was written: it is public on the pages.
    """
    check_operator(by)
    key = (body, department)
    faults = _table.check(key, contact, at.date())
    if faults:
        raise NotUnderstood([(0, fault) for fault in faults])
    with transaction.atomic():
        act = _keep({key: contact}, by, at)
        if any(act.values()):
            about = f"council:{body}:{department}"
            record("council.address", at=at, actor=_actor(by), about=about, facts=act)


def import_addresses(*, by: Person, text: str, at: dt.datetime) -> dict[str, int]:
    """Take the lines of a file, all or none. Lines that the file doesn't hold stay as they are."""
    check_operator(by)
    lines = _table.read(text, at.date())
    with transaction.atomic():
        act = _keep(lines, by, at)
        record("council.import", at=at, actor=_actor(by), about="councils", facts=act)
    return act


def _keep(lines: Mapping[_table.Key, Contact], by: Person, at: dt.datetime) -> dict[str, int]:
    """Counts of what was kept and cleared. Few queries, however long the file."""
    bodies = {body for body, _department in lines}
    held = Address.objects.filter(body__in=bodies)
    known = {(row.body, row.department): row for row in held}
    filled = {key: contact for key, contact in lines.items() if contact.reaches}
    empty = [known[key].pk for key in lines if key not in filled and key in known]
    rows = [
        Address(
            body=body,
            department=department,
            changed_at=at,
            changed_by=by,
            **(asdict(contact) | {"verified_on": dt.date.fromisoformat(contact.verified_on)}),
        )
        for (body, department), contact in filled.items()
    ]
    changed = [*Contact.__dataclass_fields__, "changed_at", "changed_by"]
    Address.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["body", "department"],
        update_fields=changed,
        batch_size=50,
    )
    Address.objects.filter(pk__in=empty).delete()
    return {"kept": len(rows), "cleared": len(empty)}


def save_number(
    *,
    by: Person,
    key: str,
    number: str,
    label_fr: str,
    label_en: str,
    in_footer: bool,
    shown: bool,
    verified_on: dt.date | None,
    source: str,
    at: dt.datetime,
) -> None:
    """Change or add a help number; every page shows it within a minute."""
    check_operator(by)
    number, label_fr, label_en = number.strip(), label_fr.strip(), label_en.strip()
    faults = []
    if not _KEY.fullmatch(key):
        faults.append("key")
    if not _NUMBER.fullmatch(number):
        faults.append("phone")
    if not (label_fr and label_en):
        faults.append("label")
    if verified_on is not None and verified_on > at.date():
        faults.append("date")
    if faults:
        raise NotUnderstood([(0, fault) for fault in faults])
    with transaction.atomic():
        HelpNumber.objects.update_or_create(
            key=key,
            defaults={
                "number": number,
                "label_fr": label_fr[:80],
                "label_en": label_en[:80],
                "in_footer": in_footer,
                "shown": shown,
                "verified_on": verified_on,
                "source": source.strip()[:200],
                "changed_at": at,
                "changed_by": by,
            },
        )
        facts = {"shown": shown, "footer": in_footer}
        record("help.number", at=at, actor=_actor(by), about=f"number:{key}", facts=facts)
        transaction.on_commit(forget_numbers)


def _actor(by: Person) -> str:
    return f"person:{by.public_id}"
