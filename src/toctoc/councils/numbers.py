"""Help numbers (D19): shipped with their date, changed by the operator, read without a query.

The footer of every page shows some: a process reads them once, then again each minute beside the
pages, so that none of them pays for a query.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from .models import HelpNumber

FRESH_SECONDS = 60
OLD = dt.timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Help:
    """`verified_on` is the day somebody checked that it answers, None when nobody has. Without a
    number it is a line of the operator's table that waits to be filled in, and no page shows it."""

    key: str
    number: str
    label_fr: str
    label_en: str
    in_footer: bool = False
    by_text: bool = False
    verified_on: dt.date | None = None
    source: str = ""
    shown: bool = True

    @property
    def href(self) -> str:
        return f"{'sms' if self.by_text else 'tel'}:{''.join(self.number.split())}"

    def label(self, lang: str) -> str:
        return self.label_en if lang == "en" else self.label_fr


_READ = dt.date(2026, 11, 1)  # the month of the research these facts come from
_SOURCE = "Recherche documentaire du projet, novembre 2026"
SHIPPED: dict[str, Help] = {
    one.key: one
    for one in (
        Help("urgence", "15", "Urgence", "Emergency", True, False, _READ, _SOURCE),
        Help("europe", "112", "Urgence, partout en Europe", "Emergency, anywhere in Europe",
             False, False, _READ, _SOURCE),
        Help("suicide", "3114", "Idées suicidaires", "Suicidal thoughts",
             True, False, _READ, _SOURCE),
        Help("entraide", "0 800 288 038", "Entraide ordinale", "Entraide ordinale (doctors)",
             True, False, _READ, _SOURCE),
        Help("sps", "0 805 23 23 36", "Soins aux professionnels de santé (SPS)",
             "Care for health professionals (SPS)", True, False, _READ, _SOURCE),
        # The project has read no source for these numbers: the operator gives them.
        Help("police", "", "Police ou gendarmerie", "Police"),
        Help("sourds", "", "Urgence par SMS, si vous ne pouvez pas parler",
             "Emergency by text message, if you cannot speak", by_text=True),
        Help("violences", "", "Violences faites aux femmes", "Violence against women"),
    )
}  # fmt: skip

_kept: tuple[float, tuple[Help, ...]] = (0.0, ())


def numbers() -> tuple[Help, ...]:
    """Those to show, the shipped ones first. A change is seen by every process within a minute."""
    global _kept
    until, found = _kept
    if not found:
        return _read()
    if time.monotonic() >= until:
        _kept = (time.monotonic() + FRESH_SECONDS, found)  # one reader at a time
        threading.Thread(target=_read_apart, name="help numbers", daemon=True).start()
    return found


def _read() -> tuple[Help, ...]:
    global _kept
    try:
        lines = merged(HelpNumber.objects.order_by("pk"))
        found = tuple(one for one in lines if one.shown and one.number)
    except Exception:  # every driver has its own; help is shown even without a database
        found = _kept[1] or tuple(one for one in SHIPPED.values() if one.number)
    _kept = (time.monotonic() + FRESH_SECONDS, found)
    return found


def _read_apart() -> None:
    """With a connection of its own, which it gives back."""
    try:
        _read()
    finally:
        connection.close()


def forget_numbers() -> None:
    """The next page reads them again."""
    global _kept
    _kept = (0.0, ())


def merged(rows: Iterable[HelpNumber]) -> list[Help]:
    """The shipped numbers with the operator's changes, then those that the operator added."""
    found = dict(SHIPPED)
    for row in rows:
        ours = SHIPPED.get(row.key)
        found[row.key] = Help(
            row.key,
            row.number,
            row.label_fr,
            row.label_en,
            row.in_footer,
            ours.by_text if ours else False,
            row.verified_on,
            row.source,
            row.shown,
        )
    return list(found.values())


def unchecked(found: Iterable[Help], today: dt.date) -> list[str]:
    """Numbers that nobody has checked for half a year, or ever; the name where there is none."""
    return [
        one.number or one.label_fr
        for one in found
        if one.shown and (one.verified_on is None or today - one.verified_on > OLD)
    ]
