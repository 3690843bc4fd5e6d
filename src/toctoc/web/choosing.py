"""Choosing colleagues by name or specialty: a search field and boxes to tick."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toctoc.limits.actions import TooMany
from toctoc.people.codes import SPECIALTIES
from toctoc.people.colleagues import Colleague, listed
from toctoc.people.queries import status_line
from toctoc.questions import private

from .access import language, me, now
from .fragments import specialty_options
from .words import specialties as in_words

_QUERY = 80


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen for: a question of these specialties; `but` are people not to be proposed."""

    specialties: Sequence[str]
    named: Sequence[str]
    but: Collection[int] = ()


def chooser(
    request: HttpRequest,
    choice: Choice,
    context: dict[str, Any],
    *,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page, or the boxes alone for htmx. `context`: action, carried, html, more."""
    people = _people(request, choice) | {"error": error}
    if request.headers.get("HX-Request"):
        return render(request, "questions/people.html", people, status=status)
    specialty = request.POST.get("specialite", "")
    page = context | people | {
        "query": request.POST.get("q", "")[:_QUERY],
        "all_specialties": specialty_options(language(), specialty),
        "here": "ask",
    }  # fmt: skip
    return render(request, "questions/choose.html", page, status=status)


def _people(request: HttpRequest, choice: Choice) -> dict[str, Any]:
    """Those chosen, ticked; below, those found or proposed."""
    by = me(request)
    chosen = listed(by, choice.named)
    but = {*choice.but, *(one.person for one in chosen)}
    text, specialty = request.POST.get("q", "")[:_QUERY].strip(), request.POST.get("specialite", "")
    specialty = specialty if specialty in SPECIALTIES else ""
    found: list[Colleague] = []
    try:
        if text or specialty:
            found = private.find(by, text, specialty, at=now(), but=but)
            title = ngettext("%(n)d confrère trouvé", "%(n)d confrères trouvés", len(found))
            title = title % {"n": len(found)} if found else _("Personne de ce nom")
            empty = _("On trouve un confrère par le début du nom ou du pseudonyme dont il signe.")
        else:
            found = private.propose(by, choice.specialties, at=now(), but=but)
            labels = [one["label"] for one in in_words(choice.specialties, language())]
            title = _("Suggestions : %(specialties)s") % {"specialties": ", ".join(labels)}
            empty = _("Personne à proposer pour cette spécialité : cherchez un nom.")
    except TooMany:
        title, empty = _("Un instant"), _("Vous cherchez très vite : réessayez dans une minute.")
    return {
        "chosen": [_box(one) for one in chosen],
        "found": [_box(one) for one in found],
        "found_title": title,
        "empty": empty,
    }


def _box(one: Colleague) -> dict[str, Any]:
    status = status_line(one.profession, one.specialty, one.stage, language())
    return {"id": one.id, "name": one.name, "status": status, "registered": one.registered}
