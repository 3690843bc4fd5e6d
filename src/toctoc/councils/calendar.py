"""A monthly reminder as a calendar file (RFC 5545), kept nowhere (M17). Pure."""

from __future__ import annotations

import datetime as dt
import hashlib


def monthly(*, title: str, notes: str, first: dt.date, made: dt.datetime, host: str) -> str:
    """A reminder on the first Monday of each month, told the same morning. It says nothing of who
    asked for it: its id is the same for everybody who asks on one day, in one house."""
    seed = f"{host}:{first.isoformat()}:{title}"
    uid = hashlib.sha256(seed.encode()).hexdigest()[:24]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Toctoc//Reputation//FR",
        "BEGIN:VEVENT",
        f"UID:{uid}@{host}",
        f"DTSTAMP:{made.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        "RRULE:FREQ=MONTHLY;BYDAY=1MO",
        f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(notes)}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(title)}",
        "TRIGGER:PT9H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def first_monday(after: dt.date) -> dt.date:
    """The first Monday of the month after this day's."""
    start = (after.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    return start + dt.timedelta(days=-start.weekday() % 7)


def _escaped(text: str) -> str:
    for plain, safe in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, safe)
    return text


def _folded(line: str) -> str:
    """At most 75 octets a line, never cutting a letter."""
    pieces, here = [], ""
    for letter in line:
        if len((here + letter).encode()) > 74:
            pieces.append(here)
            here = ""
        here += letter
    return "\r\n ".join([*pieces, here])
