"""Small things said the same way on every page: delays, bylines, statuses, specialties."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from toctoc.people.codes import specialty_label
from toctoc.people.queries import byline_in, status_line
from toctoc.posts.types import PostRow
from toctoc.questions.types import Card

_BEFORE = re.compile(r" (?=[?!;:»])")


def french(text: str) -> str:
    """As it is printed: ’, and the spaces kept on the line, before ? ! ; : » and after «."""
    return _BEFORE.sub("\u00a0", text).replace("« ", "«\u00a0").replace("'", "’")


def moment(at: dt.datetime) -> dict[str, str]:
    """For <time>: the machine's form and ours ("22 nov. 2026, 20:14")."""
    here = timezone.localtime(at)
    text = f"{_day(here.date(), get_language() or '')}, {here:%H:%M}"
    return {"iso": here.isoformat(timespec="seconds"), "text": text}


@lru_cache(4096)
def _day(day: dt.date, _language: str) -> str:
    """A page says the same few days again and again, and Django takes its time over each."""
    return date_format(day, "j N Y")


def duration(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    if seconds < 90:
        return ngettext("%(n)d seconde", "%(n)d secondes", round(seconds)) % {"n": round(seconds)}
    minutes = round(seconds / 60)
    if minutes < 90:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = round(seconds / 3600)
    return ngettext("%(n)d heure", "%(n)d heures", hours) % {"n": hours}


def specialties(codes: Iterable[str], lang: str) -> list[dict[str, str]]:
    return [{"code": code, "label": specialty_label(code, lang)} for code in codes]


def status_of(row: PostRow | Card, lang: str) -> str:
    return status_line(row.profession, row.specialty, row.stage, lang)


def knocked(count: int) -> str:
    """T1: "14 confrères prévenus"."""
    if not count:
        return _("Vos confrères seront prévenus dès qu’ils seront disponibles.")
    return ngettext("%(n)d confrère prévenu", "%(n)d confrères prévenus", count) % {"n": count}


def answers(count: int) -> str:
    if not count:
        return _("Pas encore de réponse")
    return ngettext("%(n)d réponse", "%(n)d réponses", count) % {"n": count}


def card(row: Card, lang: str) -> dict[str, Any]:
    """A question in a list, in words."""
    return {
        "public_id": row.public_id,
        "url": f"/q/{row.public_id}",
        "excerpt": row.excerpt,
        "byline": byline_in(row.byline, lang),
        "status": status_of(row, lang),
        "demo": row.by_demo,
        "specialties": specialties(row.specialties, lang),
        "at": moment(row.asked_at),
        "answers": row.answers,
        "answers_text": answers(row.answers),
        "answered": bool(row.answers),
        "helped": row.helped,
        "references": row.has_references,
        "outcome": row.has_outcome,
        "private": row.audience == "named",
        "transposed": row.transposed,
        "experience": row.experience,
        "mine": row.mine,
    }
