"""The first page: what colleagues ask now; for a visitor, what this place is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from toctoc.people.codes import SPECIALTIES, specialty_label
from toctoc.people.models import Person
from toctoc.questions.figures import benefit
from toctoc.questions.queries import feed, knocks_of, mine, waiting
from toctoc.questions.types import Cursor, Feed

from . import stencil
from .access import language, me, member, now
from .announcements import banner
from .demo import roles
from .fragments import cards_html
from .presence import remember
from .words import duration

KNOCKS = 3  # those who knock now come first, and leave room for the others


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    person = request.user
    if not person.is_authenticated:
        return render(request, "pages/home.html", {"roles": roles(), "here": "home"})
    if not person.is_member:
        return redirect("joining")
    return _feed(request)


@member
def _feed(request: HttpRequest) -> HttpResponse:
    person, lang = me(request), language()
    first = remember(request, at=now())
    shown = request.GET.get("voir", "")
    code = request.GET.get("specialite", "")
    codes = [code] if code in SPECIALTIES else []
    if shown == "ma-specialite" and person.specialty:
        codes = [person.specialty]
    cursor = Cursor.parse(request.GET.get("apres", ""))
    page = feed(person, specialties=codes, unanswered="attente" in request.GET, after=cursor)
    context = listing(request, page, lang) | {
        "title": _("Questions"),
        "filters": _filters(request, person, lang),
        "knocks": cards_html(knocks_of(person, limit=KNOCKS), lang) if cursor is None else "",
        "waiting": [
            {"public_id": public_id, "thread": thread} for public_id, thread in waiting(person)
        ],
        "announcements": banner(fresh=not first) if cursor is None else [],
        "live_topic": "home",
        "empty": _("Aucune question ici pour l’instant. C’est peut-être la vôtre qui manque."),
        "here": "home",
    }
    return stencil.page(request, "questions/list.html", context)


def _filters(request: HttpRequest, person: Person, lang: str) -> list[dict[str, Any]]:
    """Links, not widgets: they work everywhere and can be kept as bookmarks."""
    shown, waiting_only = request.GET.get("voir", ""), "attente" in request.GET
    code = request.GET.get("specialite", "")
    choices = [
        (_("Toutes"), "/", not shown and not waiting_only and not code),
        (_("Sans réponse"), "/?attente", waiting_only and not shown and not code),
    ]
    if person.specialty:
        label = specialty_label(person.specialty, lang)
        choices += [
            (label, "/?voir=ma-specialite", shown == "ma-specialite" and not waiting_only),
            (
                _("%(specialty)s, sans réponse") % {"specialty": label},
                "/?voir=ma-specialite&attente",
                shown == "ma-specialite" and waiting_only,
            ),
        ]
    if code in SPECIALTIES and not shown:
        choices.append((specialty_label(code, lang), f"/?specialite={code}", True))
    return [{"label": text, "url": url, "current": current} for text, url, current in choices]


def listing(request: HttpRequest, page: Feed, lang: str) -> dict[str, Any]:
    """A page of cards and the address of the next one, with its filters kept."""
    more = ""
    if page.next is not None:
        query = request.GET.copy()
        query["apres"] = str(page.next)
        more = f"?{query.urlencode()}"
    return {"cards": cards_html(page.cards, lang), "more": more}


@require_GET
@member
def my_questions(request: HttpRequest) -> HttpResponse:
    page = mine(me(request), after=Cursor.parse(request.GET.get("apres", "")))
    return stencil.page(
        request,
        "questions/mine.html",
        listing(request, page, language())
        | {
            "title": _("Mes questions"),
            "benefit": benefit_in_words(me(request)),
            "empty": _("Vous n’avez pas encore posé de question."),
            "here": "me",
        },
    )


def benefit_in_words(person: Person) -> str:
    """M6: one quiet sentence on what asking brought; nothing before there is something to say."""
    found = benefit(person)
    answered = round(found.answered * found.questions)
    if not answered:
        return ""
    return ngettext(
        "%(n)d réponse obtenue sur %(all)d question ; la première en %(delay)s (médiane).",
        "%(n)d questions sur %(all)d ont eu une réponse ; la première en %(delay)s (médiane).",
        found.questions,
    ) % {"n": answered, "all": found.questions, "delay": duration(found.median)}


urlpatterns: list[URLPattern] = [
    path("", home, name="home"),
    path("mes-questions/", my_questions, name="mine"),
]
