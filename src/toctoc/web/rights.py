"""Everything the network knows about me, a copy of it, and the way to leave (X5, X10, M5)."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toctoc.people.models import Person
from toctoc.people.queries import status_of
from toctoc.posts.past import about_to_expire
from toctoc.rights import actions, queries
from toctoc.rights.models import Departure
from toctoc.rights.types import RightsError

from .access import account, language, me, now
from .rights_public import urlpatterns as public_patterns
from .words import moment


@require_GET
@account
def my_data(request: HttpRequest) -> HttpResponse:
    person, at = me(request), now()
    departure, export = queries.open_departure(person), queries.latest_export(person, at)
    ends = list(about_to_expire(person).values_list("public_id", "kind", "expires_at")[:3])
    return render(
        request,
        "rights/data.html",
        {
            "title": _("Mes données"),
            "facts": _facts(person),
            "known": [
                {"title": title, "rows": rows} for title, rows in queries.what_is_known(person)
            ],
            "export": _export(export) if export else None,
            "departure": _departure(departure) if departure else None,
            "ends": [{"id": one, "at": moment(when)} for one, _kind, when in ends if when],
            "leave_days": settings.TOCTOC_LEAVE_DAYS,
            "here": "me",
        },
    )


def _facts(person: Person) -> list[dict[str, str]]:
    """Who one is here, in words. The civil name stays sealed: it is in the copy alone."""
    facts = (
        (_("Adresse e-mail"), person.email),
        (_("Pseudonyme"), person.pseudonym or ""),
        (_("Profession vérifiée"), status_of(person, language())),
        (_("Arrivé le"), date_format(timezone.localtime(person.joined_at), "j F Y")),
    )
    return [{"title": title, "text": text} for title, text in facts if text]


def _export(export: Any) -> dict[str, Any]:
    return {
        "public_id": export.public_id,
        "ready": export.ready_at is not None,
        "until": moment(export.expires_at),
    }


def _departure(departure: Departure) -> dict[str, Any]:
    return {
        "day": date_format(timezone.localtime(departure.due_at), "j F Y"),
        "begun": departure.started_at is not None,
    }


@require_POST
@account
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def take(request: HttpRequest) -> HttpResponse:
    """The civil name is in it: a session that was left open is not enough."""
    made = actions.ask_export(by=me(request), at=now())
    if isinstance(made, bytes):
        return _zip(made)
    messages.success(
        request, _("Votre copie se prépare. Une ligne dans votre boîte vous dira qu’elle est là.")
    )
    return redirect("my_data")


@require_GET
@account
def download(request: HttpRequest, public_id: str) -> HttpResponse:
    return _zip(queries.export_bytes(queries.access_export(me(request), public_id, now())))


def _zip(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="toctoc-mes-donnees.zip"'
    return response


@require_http_methods(["GET", "POST"])
@account
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
def leave(request: HttpRequest) -> HttpResponse:
    """Choose, type the word; then there are days to think again."""
    error = ""
    chosen = {
        "questions": request.POST.get("questions", ""),
        "answers": request.POST.get("answers", ""),
    }
    if request.method == "POST":
        try:
            actions.ask_to_leave(
                by=me(request), word=request.POST.get("word", ""), at=now(), **chosen
            )
        except RightsError as refused:
            error = str(refused)
        else:
            messages.success(request, _("C’est noté. Rien n’est effacé avant la date ci-dessous."))
            return redirect("my_data")
    elif queries.open_departure(me(request)) is not None:
        return redirect("my_data")
    context = {
        "title": _("Effacer mon compte"),
        "days": settings.TOCTOC_LEAVE_DAYS,
        "kinds": _kinds(chosen),
        "error": error,
        "here": "me",
    }
    return render(request, "rights/leave.html", context, status=422 if error else 200)


def _kinds(chosen: dict[str, str]) -> list[dict[str, Any]]:
    fates = {
        "keep": _("Les laisser aux confrères, sans mon nom ni ma spécialité"),
        "erase": _("Les effacer, avec toutes leurs versions"),
    }
    titles = {"questions": _("Mes questions"), "answers": _("Mes réponses")}
    return [
        {
            "name": name,
            "title": title,
            "fates": [
                {"value": value, "label": label, "checked": chosen[name] == value}
                for value, label in fates.items()
            ],
        }
        for name, title in titles.items()
    ]


@require_POST
@account
def stay(request: HttpRequest) -> HttpResponse:
    try:
        if actions.stay(by=me(request), at=now()):
            messages.success(request, _("Vous restez. Rien n’a été effacé."))
    except RightsError as refused:
        messages.error(request, str(refused))
    return redirect("my_data")


urlpatterns: list[URLPattern] = [
    path("moi/donnees/", my_data, name="my_data"),
    path("moi/donnees/copie", take, name="data_take"),
    path("moi/donnees/copie/<slug:public_id>", download, name="data_download"),
    path("moi/donnees/partir/", leave, name="leave"),
    path("moi/donnees/rester", stay, name="stay"),
    *public_patterns,
]
