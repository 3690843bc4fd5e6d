"""`toctoc trace`: the page's search, by the same people and written down the same way."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from django.utils import timezone

from toctoc.people.models import Person
from toctoc.people.types import NotAllowed

from . import actions
from .models import Trace
from .types import (
    MarksError,
    NamingReason,
    NoReason,
    NoSuchDays,
    NotACase,
    NotACode,
    NotAPicture,
    ToolsMissing,
)

_SAID: dict[type[Exception], str] = {
    NotAllowed: "only a senior moderator or the operator may trace a mark",
    ToolsMissing: "reading pictures needs numpy and Pillow: pip install 'toctoc[trace]'",
    NotAPicture: "this is no PNG, JPEG or WebP picture that can be read",
    NotACode: "a code has eight letters and digits, as k3v9-qd7m",
    NoReason: "say why with --reason, in ten characters or more",
    NamingReason: "the reason is kept: it must name nobody",
    NotACase: "affirm with --clinical that the capture shows clinical words",
    NoSuchDays: "the days must be past, in order, and less than a year old",
}


def main(argv: list[str]) -> int:
    given = _parser().parse_args(argv)
    now = timezone.now()
    today = timezone.localdate(now)
    by = Person.objects.filter(email=given.by.strip().lower()).first()
    try:
        if by is None:
            raise NotAllowed
        found = actions.trace(
            by=by,
            picture=b"" if given.code else _read(given.file),
            code=given.code,
            cause=given.cause,
            reason=given.reason,
            clinical=given.clinical,
            first=given.first or today - dt.timedelta(days=30),
            last=given.last or today,
            at=now,
        )
    except (MarksError, NotAllowed) as error:
        print(f"toctoc trace: {_SAID[type(error)]}")
        return 2
    _print(found)
    return 0 if found.found else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="toctoc trace",
        description="Find the account whose pages a leaked capture shows. Written to the ledger.",
    )
    parser.add_argument("file", nargs="?", help="the picture: PNG, JPEG or WebP")
    parser.add_argument("--code", default="", help="or the code read at the foot of the page")
    parser.add_argument("--by", required=True, help="e-mail of the senior who asks")
    parser.add_argument("--cause", choices=Trace.Cause.values, default=Trace.Cause.LEAK)
    parser.add_argument("--reason", default="", help="why, without naming anybody")
    parser.add_argument("--clinical", action="store_true", help="affirm that it shows a case")
    parser.add_argument("--first", type=dt.date.fromisoformat, help="first day, 30 days ago")
    parser.add_argument("--last", type=dt.date.fromisoformat, help="last day, today")
    return parser


def _read(file: str | None) -> bytes:
    try:
        return Path(file or "").read_bytes()
    except OSError as error:
        raise NotAPicture from error


def _print(found: Trace) -> None:
    print(f"Trace {found.public_id}: {found.tested} comparisons, written to the ledger.")
    for one in found.findings.select_related("person"):
        print(
            f"  account {one.person.public_id}, on {one.day}; by chance for somebody who never saw"
            f" the page: at most {max(one.odds, 1e-12):.0e}"
        )
    if not found.found:
        print(
            "  A mark is there, but nobody stands out."
            if found.legible
            else "  No mark is legible."
        )
