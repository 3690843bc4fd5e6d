"""Sealed files for an authority: what it asked for, and each file that left (D13)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from toctoc.evidence import actions, queries
from toctoc.evidence.types import DemandLine, EvidenceError, NothingNamed
from toctoc.moderation.queries import handle_of
from toctoc.people.models import Person
from toctoc.people.types import NotVisible

from . import disclosures, record
from . import evidence_words as words
from .access import me, member, now
from .words import moment


def _is_operator(person: Person) -> bool:
    return person.role == Person.Role.OPERATOR


@require_GET
@member
def demands(request: HttpRequest) -> HttpResponse:
    """For operators, and auditors who read: what authorities asked for."""
    lines = [shown(line) for line in queries.demands(me(request), now())]
    context = {"lines": lines, "may_open": _is_operator(me(request)), "room": "demands"}
    return render(request, "evidence/demands.html", context)


def shown(line: DemandLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "line": line,
        "authority": words.authority(line.authority),
        "opened_at": moment(line.opened_at),
        "until": moment(line.until),
        "closed_at": moment(line.closed_at) if line.closed_at else None,
    }


@require_http_methods(["GET", "POST"])
@member
def open_demand(request: HttpRequest) -> HttpResponse:
    by = me(request)
    if not _is_operator(by):
        raise NotVisible
    values = words.typed(request)
    if request.method != "POST":
        return _form(request, values)
    person = words.person_meant(by, values["about"])
    try:
        if values["about"].strip() and person is None:
            raise NothingNamed
        made = actions.open_demand(
            by=by,
            ground=words.ground(values),
            posts=words.ids(values["posts"]),
            person=person,
            since=words.day(values["since"]),
            to=words.day(values["to"], after=True),
            at=now(),
        )
    except EvidenceError as error:
        return _form(request, values, **words.fault(error, values))
    messages.success(request, _("Ouverte. Ces publications sont conservées tant qu’elle l’est."))
    return redirect("demand", demand_id=made.public_id)


def _form(request: HttpRequest, values: dict[str, str], **fault: Any) -> HttpResponse:
    context = {"typed": values, "authorities": words.authorities(), **fault}
    return render(request, "evidence/open.html", context, status=422 if fault else 200)


@require_http_methods(["GET", "POST"])
@member
def demand(request: HttpRequest, demand_id: str) -> HttpResponse:
    if request.method != "POST":
        return _page(request, demand_id)
    try:
        if request.POST.get("do") == "file":
            return _file(request, demand_id)
        if request.POST.get("do") == "close":
            actions.close_demand(by=me(request), demand_id=demand_id, at=now())
            messages.success(request, _("Close. Ces publications suivent la règle commune."))
    except EvidenceError as error:
        return _page(request, demand_id, error=words.refusal(error)[0])
    return redirect("demand", demand_id=demand_id)


def _page(request: HttpRequest, demand_id: str, error: str = "") -> HttpResponse:
    by = me(request)
    line = queries.access_demand(by, demand_id, now())
    context = {
        "one": shown(line),
        "posts": queries.posts_of(by, demand_id),
        "given": [
            {"row": row, "at": moment(row.at), "by": handle_of(row.by)}
            for row in queries.handovers_of(by, demand_id)
        ],
        "may_act": _is_operator(by) and line.open,
        "error": error,
        "room": "demands",
    }
    return render(request, "evidence/demand.html", context, status=422 if error else 200)


def _file(request: HttpRequest, demand_id: str) -> HttpResponse:
    """The ZIP, made now; no copy of it stays here."""
    with_identities = bool(request.POST.get("identities"))
    made = actions.hand_over(
        by=me(request), demand_id=demand_id, with_identities=with_identities, at=now()
    )
    response = HttpResponse(made.content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    response["Cache-Control"] = "no-store"
    return response


urlpatterns: list[URLPattern] = [
    *record.urlpatterns,
    *disclosures.urlpatterns,
    path("moderation/autorites/", demands, name="demands"),
    path("moderation/autorites/ouvrir", open_demand, name="demand_open"),
    path("moderation/autorites/<slug:demand_id>/", demand, name="demand"),
]
