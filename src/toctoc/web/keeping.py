"""How long a text lives and under which rules: the quiet fold of the composer (B8, D20)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FIELDS = ("experience", "expiry")


def fields_in(request: HttpRequest) -> dict[str, str]:
    """As a draft keeps them."""
    days = days_in(request)
    return {
        "experience": "1" if experience_in(request) else "",
        "expiry": str(days) if days else "",
    }


def experience_in(request: HttpRequest) -> bool:
    return request.POST.get("experience") == "1"


def days_in(request: HttpRequest) -> int | None:
    wanted = request.POST.get("expiry", "")
    return next((days for days in settings.TOCTOC_EXPIRY_DAYS if str(days) == wanted), None)


def choices_of(fields: Mapping[str, str], *, question: bool) -> dict[str, Any]:
    """What the fold shows; open when something in it was chosen. A reply follows its question's
    rules, so that only a question asks whether it is a lived experience."""
    chosen = fields.get("expiry", "")
    experience = question and fields.get("experience") == "1"
    return {
        "open": bool(chosen) or experience,
        "question": question,
        "experience": experience,
        "lives": lives(chosen),
    }


def lives(chosen: str) -> list[dict[str, Any]]:
    values = {"": _("Jamais")} | {str(days): span(days) for days in settings.TOCTOC_EXPIRY_DAYS}
    if chosen not in values:
        chosen = ""
    return [
        {"value": value, "label": label, "checked": value == chosen}
        for value, label in values.items()
    ]


def span(days: int) -> str:
    """ "30 jours", "1 an"."""
    years, rest = divmod(days, 365)
    if years and not rest:
        return ngettext("%(n)d an", "%(n)d ans", years) % {"n": years}
    return ngettext("%(n)d jour", "%(n)d jours", days) % {"n": days}
