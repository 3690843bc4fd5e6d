"""How long anything lives, for everybody; what each night destroyed; the opposition of X5."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from toctoc.limits.actions import TooMany
from toctoc.people.models import Person
from toctoc.posts.types import clean
from toctoc.rights import actions, queries
from toctoc.rights.retention import LINES
from toctoc.rights.types import BadLink, BadRequest, Line

from .access import language, me, member, now
from .errors import too_many
from .keeping import span
from .words import moment


@require_GET
def conservation(request: HttpRequest) -> HttpResponse:
    """The table that the clock executes, in words."""
    lines = [
        {
            "key": line.key,
            "what": line.what,
            "why": line.why,
            "ground": line.ground,
            "long": long_of(line),
            "how": line.how,
        }
        for line in LINES
    ]
    return render(request, "rights/conservation.html", {"lines": lines})


def long_of(line: Line) -> str:
    """ "5 ans après l’effacement": the number that is executed, in words."""
    return str(line.long) % {"span": span(line.keep.days)}


@require_GET
@member
def report(request: HttpRequest) -> HttpResponse:
    """What each night destroyed, line by line; for the operator and the auditors."""
    if not me(request).is_auditor:
        raise Http404
    names = {line.key: line for line in LINES}
    nights = [
        {"at": moment(at), **_night(list(rows), names)}
        for at, rows in groupby(queries.report(), key=lambda one: one.night)
    ]
    operator = me(request).role == Person.Role.OPERATOR
    return render(request, "rights/report.html", {"nights": nights[:30], "operator": operator})


def _night(rows: list[Any], names: dict[str, Line]) -> dict[str, Any]:
    told = [
        {
            "what": str(names[one.line].what) if one.line in names else one.line,
            "rows": one.rows,
            "failed": one.failed,
        }
        for one in rows
        if one.rows or one.failed
    ]
    return {
        "lines": told,
        "rows": sum(one.rows for one in rows),
        "failed": any(one.failed for one in rows),
    }


@require_http_methods(["GET", "POST"])
def oppose(request: HttpRequest) -> HttpResponse:
    """A professional listed in the national directory who is no member."""
    error, field, token = "", "", ""
    number, email = request.POST.get("number", "")[:30], request.POST.get("email", "")[:254]
    if request.method == "POST":
        try:
            token = actions.ask_opposition(
                number=clean(number), email=clean(email), language=language(), at=now()
            )
        except BadRequest as refused:
            error, field = str(refused), refused.field
        except TooMany as slow:
            return too_many(request, slow)
    context = {
        "number": number,
        "email": email,
        "error": error,
        "field": field,
        "sent": bool(token),
        # Nobody reads a made-up mailbox: the demonstration shows what the e-mail says.
        "token": token if settings.DEMO else "",
    }
    return render(request, "rights/oppose.html", context, status=422 if error else 200)


@require_http_methods(["GET", "POST"])
def oppose_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A mail robot follows links: only pressing the button does something."""
    try:
        if request.method == "POST":
            lift = request.POST.get("do") == "lift"
            do = actions.lift_opposition if lift else actions.confirm_opposition
            do(token, at=now())
            return redirect("oppose_confirm", token=token)
        opposed = queries.opposed_by(token, at=now())
    except BadLink as refused:
        return render(request, "rights/oppose_confirm.html", {"error": str(refused)}, status=404)
    lifts = queries.may_lift(token, at=now())
    return render(request, "rights/oppose_confirm.html", {"opposed": opposed, "may_lift": lifts})


@require_http_methods(["GET", "POST"])
@member
def oppositions(request: HttpRequest) -> HttpResponse:
    """The operator's look at who opposed these days, and the way to undo one."""
    typed, error = request.POST.get("number", "")[:30], ""
    if request.method == "POST":
        try:
            undone = actions.undo_opposition(by=me(request), number=clean(typed), at=now())
        except BadRequest as refused:
            error = str(refused)
        else:
            said = (
                _("Levée. La prochaine lecture de l’Annuaire inscrit de nouveau cette personne.")
                if undone
                else _("Ce numéro ne s’était pas opposé.")
            )
            messages.success(request, said)
            return redirect("oppositions")
    lines = [
        {"number": one.number, "at": moment(one.at), "stands": one.stands}
        for one in queries.confirmed_oppositions(me(request), at=now())
    ]
    context = {"lines": lines, "typed": typed, "error": error}
    response = render(request, "rights/oppositions.html", context, status=422 if error else 200)
    response["Cache-Control"] = "no-store"
    return response


urlpatterns: list[URLPattern] = [
    path("conservation/", conservation, name="conservation"),
    path("moderation/conservation/", report, name="conservation_report"),
    path("moderation/oppositions/", oppositions, name="oppositions"),
    path("annuaire/opposition/", oppose, name="oppose"),
    path("annuaire/opposition/<str:token>/", oppose_confirm, name="oppose_confirm"),
]
