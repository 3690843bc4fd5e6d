"""The line and the address that a page for members carries (D10); `leaks.py` serves what it loads.

It costs a keyed hash and no query: the page knows neither the reader's code nor any secret, only
under which name this session's browser keeps them.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from toctoc.marks.queries import address_of


def mark(request: HttpRequest) -> None:
    """Said by `access.member`: what members alone read is marked, what anybody reads never is."""
    request.is_marked = True  # type: ignore[attr-defined]


def mark_of(request: HttpRequest) -> dict[str, str] | None:
    session = getattr(getattr(request, "session", None), "session_key", None)
    if not session or not getattr(request, "is_marked", False):
        return None
    day = timezone.localdate()
    return {"address": address_of(session, day), "day": _words(day, get_language() or "")}


@lru_cache(8)
def _words(day: dt.date, _language: str) -> str:
    return date_format(day, "MONTH_DAY_FORMAT")
