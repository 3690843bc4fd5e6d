"""Read the directory and the help numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from toctoc.people.models import Person
from toctoc.people.types import NotVisible

from . import _table
from .models import Address, HelpNumber
from .numbers import Help, merged, numbers, unchecked
from .types import Contact

__all__ = ["contacts", "directory", "export", "help_list", "numbers", "old_numbers"]
OLD = dt.timedelta(days=365)


def contacts(bodies: Iterable[str], department: str) -> dict[str, Contact]:
    """How to reach each body there, or nationally where the département has no line. One query."""
    rows = Address.objects.filter(body__in=[*bodies], department__in={"", department})
    # The national line ("") comes first: the local one takes its place.
    return {row.body: _contact(row) for row in rows.order_by("department")}


def _contact(row: Address) -> Contact:
    return Contact(
        row.name,
        row.postal,
        row.phone,
        row.email,
        row.web,
        row.source_kind,
        row.source_url,
        row.verified_on.isoformat(),
    )


def check_operator(by: Person) -> None:
    if by.role != Person.Role.OPERATOR or not by.is_member:
        raise NotVisible


def directory(by: Person, body: str) -> dict[str, Contact]:
    """What is known of a body, by département ("" for the national line)."""
    check_operator(by)
    rows = Address.objects.filter(body=body)
    return {row.department: _contact(row) for row in rows}


def export(by: Person) -> str:
    check_operator(by)
    rows = Address.objects.all()
    return _table.write({(row.body, row.department): _contact(row) for row in rows})


def help_list(by: Person) -> list[Help]:
    """Every number, those not shown included."""
    check_operator(by)
    return merged(HelpNumber.objects.order_by("pk"))


def old_numbers(today: dt.date) -> list[str]:
    return unchecked(merged(HelpNumber.objects.order_by("pk")), today)


def old_addresses(today: dt.date) -> int:
    """How many lines nobody has checked for a year."""
    return Address.objects.filter(verified_on__lt=today - OLD).count()
