"""The directory as a CSV file: what goes out comes back in. Pure."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from toctoc.people.codes import DEPARTMENTS

from .doors import BODIES, LOCAL
from .models import Address
from .types import Contact, NotUnderstood

COLUMNS = (
    "body", "department", "name", "postal", "phone", "email", "web", "source_kind", "source_url",
    "verified_on",
)  # fmt: skip
MOST = 3_000
_LENGTHS = {"name": 160, "postal": 300, "phone": 40, "email": 254, "web": 300, "source_url": 300}
# A spreadsheet takes what begins so for a formula: such a cell goes out behind an apostrophe.
_FORMULA = ("=", "+", "-", "@", "\t")
_PHONE = re.compile(r"\+?[0-9][0-9 .()-]{1,24}")
_web = URLValidator(schemes=["http", "https"])

Key = tuple[str, str]


def keys() -> list[Key]:
    """Every line that the directory may hold: national ones first, then by département."""
    return [(body, "") for body in BODIES] + [
        (body, department) for body in LOCAL for department in DEPARTMENTS
    ]


def write(known: Mapping[Key, Contact]) -> str:
    """Every line, filled or not, so that the file is also the form to fill in."""
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for key in keys():
        contact = known.get(key, Contact())
        rows.writerow([*key, *(_safe(str(getattr(contact, name))) for name in COLUMNS[2:])])
    return out.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def read(text: str, today: dt.date) -> dict[Key, Contact]:
    """The lines of a file, all of them or none: `NotUnderstood` says which are wrong and why."""
    lines = text.removeprefix("\ufeff").splitlines()
    delimiter = ";" if lines and ";" in lines[0] else ","
    rows = csv.DictReader(io.StringIO("\n".join(lines)), delimiter=delimiter)
    if not set(COLUMNS) <= set(rows.fieldnames or ()):
        raise NotUnderstood([(1, "columns")])
    found: dict[Key, Contact] = {}
    problems: list[tuple[int, str]] = []
    for number, row in enumerate(rows, 2):
        if number > MOST:
            raise NotUnderstood([(number, "long")])
        key, contact = _line(row)
        faults = check(key, contact, today)
        if key in found:
            faults.append("twice")
        problems += [(number, fault) for fault in faults]
        found[key] = contact
    if problems:
        raise NotUnderstood(problems)
    return found


def _line(row: Mapping[str, str | None]) -> tuple[Key, Contact]:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    cells = {
        name: cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
        for name, cell in cells.items()
    }
    key = (cells.pop("body"), cells.pop("department"))
    return key, Contact(**cells)


def check(key: Key, contact: Contact, today: dt.date) -> list[str]:
    """What is wrong with a line, as codes; nothing for one that is empty, which clears it."""
    body, department = key
    faults = []
    if body not in BODIES or (department and (department not in DEPARTMENTS or body not in LOCAL)):
        faults.append("unknown")
    if not contact.reaches:
        return faults
    if any(len(getattr(contact, name)) > most for name, most in _LENGTHS.items()):
        faults.append("length")
    if contact.source_kind not in Address.Source.values:
        faults.append("source")
    if not _is_past_day(contact.verified_on, today):
        faults.append("date")
    if not all(_valid(_web, url) for url in (contact.web, contact.source_url) if url):
        faults.append("web")
    if contact.email and not _valid(validate_email, contact.email):
        faults.append("email")
    if contact.phone and not _PHONE.fullmatch(contact.phone):
        faults.append("phone")
    return faults


def _is_past_day(text: str, today: dt.date) -> bool:
    try:
        return dt.date.fromisoformat(text) <= today
    except ValueError:
        return False


def _valid(rule: object, text: str) -> bool:
    assert callable(rule)
    try:
        rule(text)
    except ValidationError:
        return False
    return True
