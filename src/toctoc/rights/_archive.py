"""One ZIP: everything as JSON, one CSV a table, and a page to read in a browser without network."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from toctoc.people.models import Person
from toctoc.pictures.queries import own_pictures

from ._gather import gather

FORMAT = "toctoc-data/1"
Table = tuple[str, str, list[dict[str, Any]]]


def archive_of(person: Person, *, at: dt.datetime) -> bytes:
    with translation.override(person.language):
        tables = list(gather(person))
        page = _page(tables, at)
    whole = {
        "format": FORMAT,
        "instance": settings.ADDRESS,
        "account": person.public_id,
        "made_at": at.isoformat(),
        "tables": {key: rows for key, _, rows in tables},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", page)
        archive.writestr("toctoc.json", json.dumps(whole, ensure_ascii=False, indent=1))
        for key, _, rows in tables:
            archive.writestr(f"csv/{key}.csv", _csv(rows))
        for picture, webp in own_pictures(person):
            archive.writestr(f"pictures/{picture}.webp", webp)
    return stream.getvalue()


def _page(tables: Sequence[Table], at: dt.datetime) -> str:
    return render_to_string(
        "rights/archive.html",
        {
            "name": settings.TOCTOC_NAME,
            "at": at,
            "language": translation.get_language(),
            "tables": [
                {"key": key, "title": title, "names": list(rows[0]), "rows": _cells(rows)}
                for key, title, rows in tables
            ],
        },
    )


def _cells(rows: list[dict[str, Any]]) -> list[list[str]]:
    return [[_said(value) for value in row.values()] for row in rows]


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int | float):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def _csv(rows: list[dict[str, Any]]) -> str:
    """Semicolons and a BOM: what the French spreadsheet opens by a double click."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(rows[0])
    for row in _cells(rows):
        writer.writerow([_harmless(cell) for cell in row])
    return "\ufeff" + stream.getvalue()


def _harmless(cell: str) -> str:
    """A text that a spreadsheet would run as a formula is shown as a text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
