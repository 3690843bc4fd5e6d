"""Whom a leaked screenshot points at, every look recorded (D10); the sheet of one's own mark."""

from __future__ import annotations

import datetime as dt
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from toctoc.limits.actions import spend
from toctoc.marks import actions
from toctoc.marks.models import Finding, Trace
from toctoc.marks.pattern import stylesheet
from toctoc.marks.queries import access_trace, mark_at, traces
from toctoc.marks.types import (
    KEPT,
    MarksError,
    NamingReason,
    NoReason,
    NoSuchDays,
    NotACase,
    NotACode,
    NotAPicture,
    ToolsMissing,
)
from toctoc.moderation.queries import handle_of

from .access import View, me, member, now
from .words import moment

_MONTH = dt.timedelta(days=30)
_FIELDS = ("code", "cause", "reason", "first", "last", "clinical")


@require_GET
def sheet(request: HttpRequest, address: str) -> HttpResponse:
    """The reader's own mark of that day, for their own browser; anybody else's does not exist."""
    person, session = request.user, request.session.session_key
    if not person.is_authenticated or not session:
        raise Http404
    mark = mark_at(person, session, address, now())
    if mark is None:
        raise Http404
    response = HttpResponse(stylesheet(mark), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "private, max-age=172800, immutable"
    return response


def _watcher(view: View) -> View:
    """For seniors, who may trace, and auditors, who read what was traced."""

    @member
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (me(request).is_senior or me(request).is_auditor):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_http_methods(["GET", "POST"])
@_watcher
def leaks(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request)
    person = me(request)
    if not person.is_senior:
        raise Http404
    try:
        made = _traced(request)
    except MarksError as error:
        return _page(request, _say(error))
    return redirect("leak", trace=made.public_id)


def _traced(request: HttpRequest) -> Trace:
    given = request.FILES.get("capture")
    code = request.POST.get("code", "").strip()
    if not code and given is None:
        raise NotAPicture
    today = timezone.localdate(now())
    at = now()
    spend("trace", me(request).public_id, at=at)
    return actions.trace(
        by=me(request),
        picture=b"" if given is None else given.read(),
        code=code,
        cause=request.POST.get("cause", ""),
        reason=request.POST.get("reason", ""),
        clinical="clinical" in request.POST,
        first=_day(request.POST.get("first", ""), today - _MONTH),
        last=_day(request.POST.get("last", ""), today),
        at=at,
    )


def _day(typed: str, default: dt.date) -> dt.date:
    if not typed:
        return default
    try:
        return dt.date.fromisoformat(typed)
    except ValueError as error:
        raise NoSuchDays from error


def _say(error: MarksError) -> tuple[str, str]:
    """The field at fault, and what to do."""
    said: dict[type[MarksError], tuple[str, str]] = {
        NotAPicture: (
            "capture",
            _("Joignez une image PNG, JPEG ou WebP de 10 Mo au plus, ou recopiez le code."),
        ),
        ToolsMissing: (
            "capture",
            _(
                "Ce serveur ne sait pas lire les images : l’exploitant doit installer "
                "« toctoc[trace] ». Un code recopié peut déjà être cherché."
            ),
        ),
        NotACode: ("code", _("Un code a huit lettres et chiffres, comme k3v9-qd7m.")),
        NoReason: ("reason", _("Dites la situation et écrivez pourquoi vous cherchez.")),
        NamingReason: ("reason", _("Le motif est gardé : n’y mettez ni nom, ni numéro.")),
        NotACase: (
            "clinical",
            _("Sans cette affirmation, la recherche n’est pas permise."),
        ),
        NoSuchDays: (
            "first",
            _("Choisissez des jours passés, dans l’ordre, depuis moins d’un an."),
        ),
    }
    return said[type(error)]


def _page(request: HttpRequest, error: tuple[str, str] = ("", "")) -> HttpResponse:
    today = timezone.localdate(now())
    typed = {name: request.POST.get(name, "") for name in _FIELDS}
    context = {
        "may_trace": me(request).is_senior,
        "causes": [
            {"value": value, "label": label, "checked": typed["cause"] == value}
            for value, label in _causes().items()
        ],
        "typed": typed,
        "first": typed["first"] or (today - _MONTH).isoformat(),
        "last": typed["last"] or today.isoformat(),
        "earliest": (today - KEPT).isoformat(),
        "today": today.isoformat(),
        "at_fault": error[0],
        "error": error[1],
        "journal": [_line(one) for one in traces(me(request))],
    }
    return render(request, "marks/leaks.html", context, status=422 if error[1] else 200)


def _causes() -> dict[str, str]:
    return {
        Trace.Cause.LEAK: _("Une capture d’un cas circule hors d’ici"),
        Trace.Cause.COMPLAINT: _("Un patient ou un proche l’a signalée"),
        Trace.Cause.AUTHORITY: _("Une autorité la transmet"),
    }


def _line(one: Trace) -> dict[str, Any]:
    """A trace as the journal and its own page show it: handles, never a name."""
    return {
        "public_id": one.public_id,
        "at": moment(one.at),
        "by": handle_of(one.by) if one.by else _("compte effacé"),
        "source": _("image") if one.source == Trace.Source.PICTURE else _("code recopié"),
        "cause": _causes()[one.cause],
        "reason": one.reason,
        "first": one.first_day,
        "last": one.last_day,
        "tested": one.tested,
        "legible": one.legible,
        "found": one.found,
        "outcome": _outcome(one),
        "findings": [_finding(each) for each in one.findings.all()],
    }


def _outcome(one: Trace) -> str:
    if one.found:
        return ngettext(
            "%(n)d compte ressort.", "%(n)d comptes ressortent.", one.found
        ) % {"n": one.found}  # fmt: skip
    if one.source == Trace.Source.CODE:
        return _("Ce code n’était celui de personne, ces jours-là.")
    if one.legible:
        return _("Une marque se lit, mais personne ne ressort : peut-être un autre jour.")
    return _("Aucune marque lisible. Personne ne ressort.")


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "handle": handle_of(one.person),
        "day": date_format(one.day, "j F Y"),
        "odds": _odds(one.odds),
    }


def _odds(odds: float) -> str:
    """The bound in words, never finer than a thousand milliards."""
    for figure, words in (
        (1e-12, _("moins d’une chance sur mille milliards")),
        (1e-9, _("moins d’une chance sur un milliard")),
        (1e-6, _("moins d’une chance sur un million")),
        (1e-3, _("moins d’une chance sur mille")),
    ):
        if odds <= figure:
            return words
    return _("plus d’une chance sur mille")


@require_GET
@_watcher
def leak(request: HttpRequest, trace: str) -> HttpResponse:
    return render(request, "marks/leak.html", {"trace": _line(access_trace(me(request), trace))})


urlpatterns: list[URLPattern] = [
    path("marque/<slug:address>.css", sheet, name="mark_sheet"),
    path("moderation/fuites/", leaks, name="leaks"),
    path("moderation/fuites/<slug:trace>", leak, name="leak"),
]
