"""A member's e-reputation: watch, answer without betraying, declare, refuse (M17, K8, K19)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from toctoc.councils import calendar, replies
from toctoc.councils.doors import CNIL, ENGINES
from toctoc.councils.queries import contacts
from toctoc.guard import GuardError, Level, check_text
from toctoc.people.codes import DOCTOR

from . import declaring
from .access import language, me, member, now
from .council_words import day_in_words

_LONGEST = 2_000
_STOPS = (Level.BLOCK, Level.FIX)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@member
def desk(request: HttpRequest) -> HttpResponse:
    """One page; a POST reads again the reply that its author has changed, and keeps nothing."""
    lang = language()
    chosen = request.POST.get("key", "")
    typed = request.POST.get("text", "").replace("\r\n", "\n")[:_LONGEST]
    boxes = [_box(one, lang, typed if one.key == chosen else None) for one in replies.TEMPLATES]
    friend, removal = (
        _box(one, lang, typed if chosen == one.key else None)
        for one in (replies.FRIEND, replies.REMOVAL)
    )
    links = _links()
    context = {
        "boxes": boxes,
        "friend": friend,
        "removal": removal,
        "engines": [links[body] for body in ENGINES if body in links],
        "cnil": links.get(CNIL),
        "limit": _LONGEST,
        "doctor": me(request).profession == DOCTOR,
        "moderator": me(request).is_moderator,
        "here": "me",
    }
    return render(request, "councils/reputation.html", context)


def _links() -> dict[str, dict[str, str]]:
    """The official forms that the operator checked (M17); we ship no address. One query."""
    known = contacts((CNIL, *ENGINES), "")
    return {
        body: {"name": one.name, "web": one.web, "checked": day_in_words(one.verified_on)}
        for body, one in known.items()
        if one.web
    }


def _titles() -> dict[str, str]:
    return {
        "neutral": _("À un avis qui accuse"),
        "thanks": _("À un avis blessant, ou à un remerciement"),
        "organisation": _("À une remarque sur les horaires ou l’attente"),
        "friend": _("À une demande d’ami d’un patient"),
        "removal": _("Une demande d’effacement ou de déréférencement, à compléter"),
    }


def _box(template: replies.Template, lang: str, typed: str | None) -> dict[str, Any]:
    text = template.text(lang) if typed is None else typed
    return {
        "key": template.key,
        "title": _titles()[template.key],
        "text": text,
        "read": typed is not None,
        "remarks": remarks(text) if typed is not None else [],
    }


def remarks(text: str) -> list[dict[str, str]]:
    """What in a public reply would betray somebody: the tie of care first, then what identifies."""
    found = [
        {"words": text[start:end], "why": _("dit que la personne a été soignée")}
        for start, end in replies.confirms(text)
    ]
    try:
        report = check_text(text, final=True)
    except GuardError:
        return [*found, {"words": "", "why": _("La vérification ne répond pas : n’envoyez rien.")}]
    return found + [
        {"words": text[one.start : one.end], "why": _("pourrait faire reconnaître quelqu’un")}
        for one in report.findings
        if one.level in _STOPS
    ]


@require_GET
@member
def reminder(request: HttpRequest) -> HttpResponse:
    """A reminder for one's own calendar; nothing says here who took it."""
    text = calendar.monthly(
        title=_("Mon e-réputation : dix minutes"),
        notes=_(
            "Chercher mon nom, mon pseudonyme et mon lieu d’exercice, avec et sans guillemets. "
            "Regarder les avis et les images. Garder une copie datée de ce qui pose problème."
        ),
        first=calendar.first_monday(localdate()),
        made=now(),
        host=request.get_host().rsplit(":", 1)[0],
    )
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="e-reputation.ics"'
    return response


urlpatterns: list[URLPattern] = [
    path("moi/reputation/", desk, name="reputation"),
    path("moi/reputation/rappel.ics", reminder, name="reputation_reminder"),
    *declaring.urlpatterns,
]
