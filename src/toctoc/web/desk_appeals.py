"""Appeals: somebody who had no hand in a decision judges it again; and the seniors' page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from toctoc.moderation import actions, queries
from toctoc.moderation.models import Appeal, Case
from toctoc.moderation.rules import RULES
from toctoc.moderation.types import AppealRow, Context, ModerationError, NotClaimed

from . import desk_case, desk_lines
from . import desk_words as words
from .access import me, moderator, now
from .words import french


@require_GET
@moderator
def every(request: HttpRequest) -> HttpResponse:
    """Those that I may hear, oldest first."""
    at = now()
    found = queries.queue(me(request), at)
    context = {
        "lines": [_line(row, at) for row in found.appeals],
        "keys": words.keys("j", "k", "o", "q", "?"),
    }
    return render(request, "moderation/appeals.html", context)


def _line(row: AppealRow, at: dt.datetime) -> dict[str, Any]:
    return {
        "id": row.appeal,
        "title": _title(row.family, row.side),
        "age": words.age(row.at, at),
        "mine": row.mine,
    }


def _title(family: str, side: str) -> str:
    said = {"family": words.family(family)}
    if side == Appeal.Side.REPORTER:
        return french(_("%(family)s : qui a signalé conteste") % said)
    return french(_("%(family)s : la personne conteste") % said)


@require_GET
@moderator
def one(request: HttpRequest, appeal_id: str) -> HttpResponse:
    return _show(request, appeal_id)


@require_POST
@moderator
def take(request: HttpRequest, appeal_id: str) -> HttpResponse:
    try:
        actions.claim_appeal(by=me(request), appeal_id=appeal_id, at=now())
    except ModerationError as error:
        return _show(request, appeal_id, error=words.refusal(error), status=409)
    return redirect("desk_appeal", appeal_id=appeal_id)


@require_POST
@moderator
def judge(request: HttpRequest, appeal_id: str) -> HttpResponse:
    """Keep or overturn, with reasons that the person reads. What was typed stays typed."""
    outcome = request.POST.get("outcome", "")
    try:
        actions.decide_appeal(
            by=me(request),
            appeal_id=appeal_id,
            outcome=outcome,
            answer=request.POST.get("answer", ""),
            at=now(),
        )
    except NotClaimed:
        return _again(request, appeal_id)
    except ModerationError as error:
        return _show(request, appeal_id, error=words.refusal(error), status=422)
    told = _("Maintenue. La personne lira pourquoi.")
    if outcome == Appeal.Outcome.OVERTURNED:
        told = _("Annulée : tout ce qui peut l’être est rétabli.")
    messages.success(request, told)
    return redirect("desk_appeals")


def _again(request: HttpRequest, appeal_id: str) -> HttpResponse:
    """The lease ran out: taken back if it is free, and nothing typed is lost."""
    try:
        actions.claim_appeal(by=me(request), appeal_id=appeal_id, at=now())
    except ModerationError as error:
        return _show(request, appeal_id, error=words.refusal(error), status=409)
    told = _("Votre délai était passé ; c’est de nouveau à vous. Relisez, puis décidez.")
    return _show(request, appeal_id, told=told, status=409)


def _show(
    request: HttpRequest, appeal_id: str, *, error: str = "", told: str = "", status: int = 200
) -> HttpResponse:
    person, at = me(request), now()
    context: dict[str, Any] = {
        "id": appeal_id,
        "error": error,
        "told": told,
        "answer": request.POST.get("answer", ""),
        "outcome": request.POST.get("outcome", ""),
    }
    try:
        found = actions.read_appeal(by=person, appeal_id=appeal_id, at=at)
    except NotClaimed:
        context["keys"] = words.keys("c", "q", "?")
        return render(request, "moderation/appeal_glance.html", context, status=status)
    context |= {
        "page": desk_case.page_of(found, at),
        "title": _title(found.family, found.appeal_side),
        "reasons": found.appeal_reasons,
        "by_person": found.appeal_side == Appeal.Side.PERSON,
        "statements": _statements(found),
        "keys": words.keys("1–9", "c", "f", "j", "k", "q", "?"),
    }
    return render(request, "moderation/appeal.html", context, status=status)


def _statements(found: Context) -> list[dict[str, Any]]:
    """What was decided, as the person was told: facts, article, measures."""
    return [
        {
            "line": desk_case.judged_line(one),
            "facts": one.facts,
            "article": RULES[one.rule].article,
            "summary": RULES[one.rule].summary,
            "skipped": one.skipped,
        }
        for one in found.judged
    ]


@require_GET
@moderator
def senior(request: HttpRequest) -> HttpResponse:
    """What only seniors decide: exclusions to confirm, what nobody decided in time."""
    person, at = me(request), now()
    if not person.is_senior:
        raise Http404
    rows = queries.queue(person, at).rows
    confirm = [row for row in rows if row.state == Case.State.CONFIRM]
    hidden = [row for row in rows if row not in confirm]
    late = [row for row in hidden if desk_lines.is_late(row, at)]
    kept = [row for row in hidden if row not in late and row.protected]
    groups = (
        (_("Exclusions à confirmer"), confirm, _("Aucune.")),
        (_("Personne n’a décidé à temps"), late, _("Rien. Merci à tous.")),
        (_("Signalements protégés"), kept, _("Aucun.")),
    )
    context = {
        "groups": [
            (label, [desk_lines.line_of(row, at) for row in among], none)
            for label, among, none in groups
        ],
        "keys": words.keys("j", "k", "o", "q", "?"),
    }
    return render(request, "moderation/senior.html", context)
