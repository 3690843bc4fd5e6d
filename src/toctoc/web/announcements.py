"""What every member is told: incidents that go on, answers of institutions (D25, B11)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toctoc.limits.actions import TooMany
from toctoc.people.types import NotVisible
from toctoc.transparency import announcements
from toctoc.transparency.models import Institution
from toctoc.transparency.types import Naming, NotSaid, Shown

from .access import me, member, moderator, now
from .errors import too_many
from .words import moment


def kinds() -> dict[str, str]:
    return {
        Institution.Kind.ORDER: _("Ordre"),
        Institution.Kind.AGENCY: _("Agence ou administration"),
        Institution.Kind.UNION: _("Syndicat"),
        Institution.Kind.ASSOCIATION: _("Association"),
    }


def banner(*, fresh: bool) -> list[dict[str, str]]:
    """For the first page: what goes on now, each with the way to read it."""
    return [
        {"title": one.title, "from": one.institution, "url": f"/annonces/{one.public_id}/"}
        for one in announcements.current(at=now(), fresh=fresh)
    ]


def _line(one: Shown) -> dict[str, Any]:
    over = one.closed_at is not None or one.until <= now()
    return {
        "public_id": one.public_id,
        "title": one.title,
        "body": one.body,
        "press": one.press,
        "institution": one.institution,
        "kind": kinds().get(one.kind, ""),
        "at": moment(one.made_at),
        "until": moment(one.until),
        "over": over,
    }


@require_GET
@member
def every(request: HttpRequest) -> HttpResponse:
    lines = [_line(one) for one in announcements.said(me(request))]
    return render(request, "transparency/announcements.html", {"lines": lines})


@require_GET
@member
def one(request: HttpRequest, ref: str) -> HttpResponse:
    line = _line(announcements.access_announcement(me(request), ref))
    return render(
        request,
        "transparency/announcement.html",
        {"line": line, "may_close": me(request).is_senior, "operator": settings.TOCTOC_OPERATOR},
    )


def _said(request: HttpRequest, **who: Any) -> tuple[str, str]:
    """(the id of what was said, "") or ("", what to change)."""
    try:
        made = announcements.say(
            title=request.POST.get("title", ""),
            body=request.POST.get("body", ""),
            press=request.POST.get("press", ""),
            at=now(),
            **who,
        )
    except Naming:
        return "", _("Ce texte nomme une personne ou donne un de ses numéros : dites-le autrement.")
    except NotSaid:
        return "", _("Il faut un titre et un texte.")
    return made.public_id, ""


def _form(request: HttpRequest, template: str, error: str, **more: Any) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in ("title", "body", "press")}
    context = {"typed": typed, "error": error, "limit": announcements.LONGEST} | more
    return render(request, template, context, status=422 if error else 200)


@require_http_methods(["GET", "POST"])
@moderator
def say(request: HttpRequest) -> HttpResponse:
    """A senior moderator warns all members."""
    if not me(request).is_senior:
        raise Http404
    error = ""
    if request.method == "POST":
        ref, error = _said(request, by=me(request))
        if ref:
            messages.success(request, _("Tous les membres le verront en haut de leur accueil."))
            return redirect("announcement", ref=ref)
    return _form(request, "transparency/say.html", error, speaker="")


@require_POST
@moderator
def close(request: HttpRequest, ref: str) -> HttpResponse:
    announcements.close(by=me(request), public_id=ref, at=now())
    messages.success(request, _("L’annonce est close : elle n’est plus en haut de l’accueil."))
    return redirect("announcement", ref=ref)


@require_http_methods(["GET", "POST"])
def speak(request: HttpRequest, key: str) -> HttpResponse:
    """An institution, with its secret link and no account, writes to all members."""
    try:
        institution = announcements.institution_of(key)
    except NotVisible as unknown:
        raise Http404 from unknown
    error, said = "", False
    if request.method == "POST":
        try:
            ref, error = _said(request, institution=institution)
        except TooMany as much:
            return too_many(request, much)
        said = bool(ref)
    if said:
        response = render(request, "transparency/spoken.html", {"speaker": institution.name})
    else:
        response = _form(request, "transparency/say.html", error, speaker=institution.name)
    response["Referrer-Policy"] = "no-referrer"  # the address is the key
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
@moderator
def institutions(request: HttpRequest) -> HttpResponse:
    """The operator lets an Order, an agency or a union speak to the members."""
    person, link, error = me(request), "", ""
    found = announcements.institutions(person)
    if request.method == "POST":
        try:
            _made, key = announcements.add_institution(
                by=person,
                name=request.POST.get("name", ""),
                kind=request.POST.get("kind", ""),
                at=now(),
            )
        except NotSaid:
            error = _("Il faut un nom et une sorte d’institution.")
        else:
            link = request.build_absolute_uri(reverse("institution_speak", args=[key]))
            found = announcements.institutions(person)
    response = render(
        request,
        "transparency/institutions.html",
        {
            "institutions": [
                {
                    "public_id": one.public_id,
                    "name": one.name,
                    "kind": kinds()[one.kind],
                    "closed": one.closed_at is not None,
                }
                for one in found
            ],
            "kinds": kinds().items(),
            "link": link,
            "error": error,
            "typed": {} if link else request.POST,
        },
        status=422 if error else 200,
    )
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@moderator
def close_institution(request: HttpRequest, ref: str) -> HttpResponse:
    announcements.close_institution(by=me(request), public_id=ref, at=now())
    messages.success(request, _("Ce lien n’ouvre plus rien."))
    return redirect("institutions")


urlpatterns: list[URLPattern] = [
    path("annonces/", every, name="announcements"),
    path("annonces/<slug:ref>/", one, name="announcement"),
    path("annonces/<slug:ref>/clore", close, name="announcement_close"),
    path("moderation/annoncer/", say, name="announcement_say"),
    path("moderation/institutions/", institutions, name="institutions"),
    path("moderation/institutions/<slug:ref>/fermer", close_institution, name="institution_close"),
    path("institution/<slug:key>/", speak, name="institution_speak"),
]
