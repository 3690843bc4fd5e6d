"""The right council in three clicks; a letter that the server forgets (B1-B4, T15, D19).

Nothing typed for a letter is kept: with JavaScript it never leaves the device (`letter.js`);
without, `letter` composes it, answers `no-store` and writes nothing anywhere (ADR 15).
"""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localdate
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from toctoc.councils import letters
from toctoc.councils.departments import departments_like, find_department
from toctoc.councils.doors import (
    ASKING,
    BY_LETTER,
    ORDERS,
    POLICE,
    SITUATIONS,
    UNKNOWN,
    known_profession,
    route,
)
from toctoc.councils.names import french_profession, place, recipient
from toctoc.councils.queries import contacts
from toctoc.councils.types import Contact, Route
from toctoc.people.codes import DEPARTMENTS, department_label

from . import council_words as words
from . import directory, reputation
from .access import language
from .helplines import help_lines
from .letterbox import answer, today_in_french

URGENT = ("urgence", "europe", "police", "sourds", "violences")


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """The second click: what happened."""
    told = [
        {"code": code, "title": title, "hint": hint}
        for code, (title, hint) in words.situations().items()
    ]
    return render(
        request, "councils/choose.html", {"situations": told, "urgent": help_lines(URGENT)}
    )


@require_GET
def door(request: HttpRequest, situation: str) -> HttpResponse:
    """The third click: who and where, then whom to write to, what will happen, and the letter."""
    if situation not in SITUATIONS:
        raise Http404
    profession = known_profession(request.GET.get("profession", "10"))
    typed = request.GET.get("departement", "").strip()[:60]
    department = find_department(typed)
    found = route(situation, profession, department)
    title, _hint = words.situations()[situation]
    context: dict[str, Any] = {
        "situation": {"code": situation, "title": title},
        "professions": words.professions(language()),
        "departments": [{"code": c, "name": n} for c, n in DEPARTMENTS.items()],
        "asking": situation in ASKING,
        "profession": profession,
        "typed": place(department) or typed,
        "lost": bool(typed and not department),
        "like": [{"code": c, "name": department_label(c)} for c in departments_like(typed)]
        if typed and not department
        else [],
        "urgent": help_lines(URGENT) if found.body == POLICE else [],
        "here": "council",
    }
    if situation not in ASKING or "profession" in request.GET:
        context |= _answer(found)
    return render(request, "councils/door.html", context)


def _answer(found: Route) -> dict[str, Any]:
    known = contacts((found.body, *found.also), found.department)
    who = found.body, found.profession
    contact = known.get(found.body, Contact())
    return {
        "door": _door(found.body, found, contact) | {"does": words.does(*who)},
        "note": words.level_note(found),
        "steps": words.steps(found.body),
        "by_law": ORDERS[found.body].article if found.body in ORDERS else "",
        "also": [
            _door(body, found, known.get(body, Contact())) | {"does": words.helps(body)}
            for body in found.also
        ],
        "letter": _letter(found, contact) if found.body in BY_LETTER else None,
    }


def _door(body: str, found: Route, contact: Contact) -> dict[str, Any]:
    to_order = found.situation != "reproche" and body in ORDERS and body != found.body
    query = f"?profession={body}&departement={found.department}"
    return {
        "name": contact.name or recipient(body, found.department),
        "contact": contact if contact.reaches else None,
        "checked": words.day_in_words(contact.verified_on),
        "find": words.where_to_find(body),
        "url": reverse("council_door", args=["reproche"]) + query if to_order else "",
    }


def _letter(found: Route, contact: Contact) -> dict[str, Any]:
    return {
        "lines": json.dumps([line.plain() for line in _lines(found, contact)]),
        "to_order": found.body in ORDERS,
        "conciliation": found.body in ORDERS and bool(ORDERS[found.body].article),
        "body": found.body,
        "profession": found.profession,
        "department": found.department,
        "today": today_in_french(localdate()),
        "blank": letters.BLANK,
    }


def _lines(found: Route, contact: Contact) -> list[letters.Line]:
    name = contact.name or recipient(found.body, found.department)
    who = french_profession(found.profession)
    if found.body in ORDERS:
        return letters.grievance(name, contact.postal, found.body, who)
    return letters.complaint(name, contact.postal, "" if found.profession == UNKNOWN else who)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest) -> HttpResponse:
    """The same letter for who has no JavaScript. One read (the address); nothing is written."""
    if request.method == "GET":
        return redirect("council")
    body = request.POST.get("body", "")
    department = find_department(request.POST.get("department", ""))
    if body not in BY_LETTER:
        raise Http404
    profession = known_profession(request.POST.get("profession", ""))
    found = Route("", profession, department, body, ())
    contact = contacts((body,), department).get(body, Contact())
    return answer(request, _lines(found, contact), back=reverse("council"))


@require_GET
def consent(request: HttpRequest) -> HttpResponse:
    """T15: a form to print, for a case or an image that could be recognised."""
    return render(request, "councils/consent.html", {"operator": settings.TOCTOC_OPERATOR})


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """D19: every help number with the day somebody checked it."""
    return render(request, "councils/help.html", {"numbers": help_lines()})


urlpatterns: list[URLPattern] = [
    path("conseil/", choose, name="council"),
    path("conseil/lettre/", letter, name="council_letter"),
    path("conseil/<slug:situation>/", door, name="council_door"),
    path("consentement/", consent, name="consent"),
    path("aide/", help_page, name="help"),
    *reputation.urlpatterns,
    *directory.urlpatterns,
]
