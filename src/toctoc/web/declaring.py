"""A doctor's pseudonym told to the council: the letter, where it stands, who knows (K8)."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toctoc.councils import letters
from toctoc.councils.departments import find_department
from toctoc.councils.names import place, recipient
from toctoc.councils.queries import contacts
from toctoc.councils.types import Contact
from toctoc.people import actions, queries
from toctoc.people.codes import DEPARTMENTS, DOCTOR, department_label
from toctoc.people.models import Declaration
from toctoc.people.types import DeclarationRefused, NotVisible

from .access import me, member, moderator, now
from .council_words import day_in_words
from .letterbox import answer, today_in_french

_DAYS = ("sent_on", "acknowledged_on")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@member
def declare(request: HttpRequest) -> HttpResponse:
    """The declaration of accounts and pseudonyms; as other letters, kept nowhere."""
    if request.method == "POST":
        lines, _name = _letter(_department(request))
        return answer(request, lines, back=reverse("reputation_declare"))
    return _page(request)


def _page(request: HttpRequest, refused: DeclarationRefused | None = None) -> HttpResponse:
    person, department = me(request), _department(request)
    lines, name = _letter(department)
    known = queries.declaration_of(person, person)
    context = {
        "doctor": person.profession == DOCTOR,
        "recipient": name,
        "department": place(department),
        "departments": [{"code": code, "name": department_label(code)} for code in DEPARTMENTS],
        "pseudonym": person.pseudonym or "",
        "accounts": f"{settings.TOCTOC_NAME} : {person.pseudonym}" if person.pseudonym else "",
        "lines": json.dumps([line.plain() for line in lines]),
        "today": today_in_french(localdate()),
        "latest": localdate().isoformat(),
        "blank": letters.BLANK,
        "state": _in_words(known) if known else None,
        "typed": {day: request.POST.get(day, _iso(known, day)) for day in _DAYS},
        "error": str(refused) if refused else "",
        "at_fault": refused.field if refused else "",
        "here": "me",
    }
    status = 422 if refused else 200
    response = render(request, "councils/declare.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _department(request: HttpRequest) -> str:
    """The one that is asked for, else the one of the proof; "" where nobody knows."""
    typed = request.GET.get("departement") or request.POST.get("departement", "")
    return find_department(typed[:60]) or me(request).department


def _letter(department: str) -> tuple[list[letters.Line], str]:
    contact = contacts((DOCTOR,), department).get(DOCTOR, Contact())
    name = contact.name or recipient(DOCTOR, department)
    return letters.declaration(name, contact.postal), name


def _iso(known: Declaration | None, day: str) -> str:
    """The day kept, for its field; nothing once another pseudonym is borne."""
    found = getattr(known, day) if known and known.is_current else None
    return found.isoformat() if found else ""


def _in_words(known: Declaration) -> dict[str, Any]:
    acknowledged = known.acknowledged_on
    return {
        "pseudonym": known.person.pseudonym,
        "sent": day_in_words(known.sent_on.isoformat()),
        "acknowledged": day_in_words(acknowledged.isoformat()) if acknowledged else "",
        "current": known.is_current,
        "registered": known.is_registered,
    }


@require_POST
@member
def keep(request: HttpRequest) -> HttpResponse:
    """The member says on which day it left, and when the council answered; or takes it back."""
    person = me(request)
    if person.profession != DOCTOR:
        raise NotVisible
    if request.POST.get("do") == "forget":
        actions.forget_declaration(person, at=now())
        messages.success(request, _("C’est effacé."))
        return redirect("reputation_declare")
    try:
        sent_on, acknowledged_on = (_day(request, name) for name in _DAYS)
        if sent_on is None:
            raise DeclarationRefused(_("Dites le jour où la lettre est partie."), "sent_on")
        actions.note_declaration(person, sent_on=sent_on, acknowledged_on=acknowledged_on, at=now())
    except DeclarationRefused as refused:
        return _page(request, refused)
    messages.success(request, _("C’est noté."))
    return redirect("reputation_declare")


def _day(request: HttpRequest, name: str) -> dt.date | None:
    typed = request.POST.get(name, "").strip()
    try:
        return dt.date.fromisoformat(typed) if typed else None
    except ValueError as error:
        raise DeclarationRefused(_("Écrivez une date comme 2026-11-30."), name) from error


@require_GET
@moderator
def declared(request: HttpRequest) -> HttpResponse:
    """For moderators alone: which pseudonyms were declared, and when."""
    name = request.GET.get("q", "")[:40]
    found = [_in_words(one) for one in queries.declarations(me(request), name)]
    return render(request, "councils/declared.html", {"query": name, "lines": found})


urlpatterns: list[URLPattern] = [
    path("moi/reputation/declaration/", declare, name="reputation_declare"),
    path("moi/reputation/declaration/etat", keep, name="reputation_declared"),
    path("moderation/pseudonymes/", declared, name="declarations"),
]
