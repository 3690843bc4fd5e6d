"""Who is behind a pseudonym: asked by one, decided by another, seen by auditors for ever (D13)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from toctoc.evidence import actions, queries
from toctoc.evidence.models import Demand, Look
from toctoc.evidence.types import AlreadyAsked, DisclosureLine, EvidenceError, NothingNamed
from toctoc.notify.actions import mark_read
from toctoc.people.types import NotVisible

from . import evidence_words as words
from .access import me, member, now
from .words import moment


@require_GET
@member
def disclosures(request: HttpRequest) -> HttpResponse:
    """All there ever were, for seniors, operators and auditors; none about the reader."""
    lines = [shown(line) for line in queries.disclosures(me(request), now())]
    context = {"lines": lines, "may_ask": me(request).is_senior, "room": "disclosures"}
    return render(request, "evidence/disclosures.html", context)


def shown(line: DisclosureLine) -> dict[str, Any]:
    """A line with its words, its times as the page says them."""
    return {
        "id": line.id,
        "line": line,
        "authority": words.authority(line.authority),
        "state": words.state(line.state),
        "waits": line.may_decide,
        "asked_at": moment(line.asked_at),
        "expires_at": moment(line.expires_at),
        "decided_at": moment(line.decided_at) if line.decided_at else None,
        "view_until": moment(line.view_until) if line.view_until else None,
        "tell_at": moment(line.tell_at) if line.tell_at else None,
        "told_at": moment(line.told_at) if line.told_at else None,
        "looks": [{"at": moment(at), "file": how == Look.How.FILE} for at, how in line.looks],
    }


@require_http_methods(["GET", "POST"])
@member
def ask(request: HttpRequest) -> HttpResponse:
    by = me(request)
    if not by.is_senior:
        raise NotVisible
    values = words.typed(request)
    if request.method != "POST":
        return _form(request, values)
    person = words.person_meant(by, values["about"])
    try:
        if person is None:
            raise NothingNamed
        made = actions.ask(
            by=by,
            person=person,
            ground=words.ground(values),
            silence=words.silence(request),
            demand=_demand(values["demand"]),
            at=now(),
        )
    except AlreadyAsked as known:
        messages.info(request, _("Vous l’avez déjà demandé : voici où cela en est."))
        return redirect("disclosure", disclosure_id=known.id)
    except EvidenceError as error:
        return _form(request, values, **words.fault(error, values))
    messages.success(request, _("Demandé. Une autre personne doit maintenant décider."))
    return redirect("disclosure", disclosure_id=made.public_id)


def _demand(public_id: str) -> Demand | None:
    return Demand.objects.filter(public_id=public_id).first() if public_id else None


def _form(request: HttpRequest, values: dict[str, str], **fault: Any) -> HttpResponse:
    context = {
        "typed": values,
        "silent": bool(request.POST.get("silent")),
        "authorities": words.authorities(),
        **fault,
    }
    return render(request, "evidence/ask.html", context, status=422 if fault else 200)


@require_http_methods(["GET", "POST"])
@member
def disclosure(request: HttpRequest, disclosure_id: str) -> HttpResponse:
    """One of them: what was asked, who decided, each time it was read. And the acts, by button."""
    by = me(request)
    mark_read(by.pk, ref=disclosure_id, at=now())
    if request.method == "POST":
        return _act(request, disclosure_id)
    try:
        return _page(request, disclosure_id)
    except NotVisible:
        return _told(request, disclosure_id)


def _page(request: HttpRequest, disclosure_id: str, **more: Any) -> HttpResponse:
    line = queries.access_disclosure(me(request), disclosure_id, now())
    context = {"one": shown(line), "room": "disclosures", **more}
    return render(
        request, "evidence/disclosure.html", context, status=422 if more.get("error") else 200
    )


def _told(request: HttpRequest, disclosure_id: str) -> HttpResponse:
    """What the person concerned reads once they may know."""
    found = queries.told(me(request), disclosure_id)
    decided = moment(found.decided_at) if found.decided_at else None
    looks = [moment(at) for at in found.looks.order_by("at").values_list("at", flat=True)]
    context = {
        "authority": words.authority(found.authority),
        "reference": found.reference,
        "decided_at": decided,
        "looks": looks,
    }
    return render(request, "evidence/told.html", context)


def _act(request: HttpRequest, disclosure_id: str) -> HttpResponse:
    do = request.POST.get("do", "")
    if do == "look":
        return _look(request, disclosure_id)
    answer = request.POST.get("answer", "")
    acts: dict[str, tuple[Callable[..., Any], dict[str, Any], str]] = {
        "approve": (
            actions.decide,
            {"approve": True, "answer": answer},
            _("Accordée. Qui l’a demandée a 24 heures pour la lire."),
        ),
        "refuse": (actions.decide, {"approve": False, "answer": answer}, _("Refusée.")),
        "withdraw": (actions.withdraw, {}, _("Retirée. Rien ne sera montré.")),
        "unsilence": (actions.lift_silence, {}, _("La personne concernée sera informée.")),
    }
    if do not in acts:
        return redirect("disclosure", disclosure_id=disclosure_id)
    verb, more, told = acts[do]
    try:
        verb(by=me(request), disclosure_id=disclosure_id, at=now(), **more)
    except EvidenceError as error:
        said, field = words.refusal(error)
        return _page(request, disclosure_id, error=said, at_fault=field, answer=answer)
    messages.success(request, told)
    return redirect("disclosure", disclosure_id=disclosure_id)


def _look(request: HttpRequest, disclosure_id: str) -> HttpResponse:
    """Shown in the answer to this very request, kept by no cache; the ledger has it already."""
    try:
        identity = actions.look(by=me(request), disclosure_id=disclosure_id, at=now())
    except EvidenceError as error:
        return _page(request, disclosure_id, error=words.refusal(error)[0])
    response = _page(request, disclosure_id, identity=identity)
    response["Cache-Control"] = "no-store"
    return response


urlpatterns: list[URLPattern] = [
    path("moderation/levees/", disclosures, name="disclosures"),
    path("moderation/levees/demander", ask, name="disclosure_ask"),
    path("moderation/levees/<slug:disclosure_id>/", disclosure, name="disclosure"),
]
