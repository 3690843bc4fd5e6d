"""Decide: choose, see what it will do, confirm. Nothing typed is ever lost on the way."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toctoc.moderation import actions
from toctoc.moderation.types import (
    Conflict,
    ModerationError,
    NotClaimed,
    TooLate,
    Verdict,
)
from toctoc.posts.actions import forget_draft

from . import desk_case, desk_form
from . import desk_words as words
from .access import me, moderator, now


@require_POST
@moderator
def decide(request: HttpRequest, case_id: str) -> HttpResponse:
    """`do=decide` decides, `do=change` goes back to the form, anything else shows what will be."""
    chosen, do = desk_form.Chosen.sent(request), request.POST.get("do", "")
    if do == "change":
        return desk_case.show(request, case_id, chosen=chosen)
    try:
        verdict = desk_form.verdict_of(chosen)
        if do == "decide":
            return _decided(request, case_id, verdict)
        return _asked(request, case_id, chosen, verdict)
    except NotClaimed:
        return _again(request, case_id, chosen)
    except (Conflict, TooLate) as error:
        refusal = words.refusal(error)
        return desk_case.show(request, case_id, chosen=chosen, error=refusal, status=409)
    except ModerationError as error:
        return desk_case.show(
            request,
            case_id,
            chosen=chosen,
            error=words.refusal(error),
            fault=desk_form.fault_of(error),
            status=422,
        )


def _decided(request: HttpRequest, case_id: str, verdict: Verdict) -> HttpResponse:
    at = now()
    actions.decide(by=me(request), case_id=case_id, verdict=verdict, at=at)
    forget_draft(by=me(request), target=desk_case.draft_target(case_id))
    messages.success(request, _("Décidé. Chacun est prévenu avec ses raisons."))
    return redirect("desk_queue")


def _asked(
    request: HttpRequest, case_id: str, chosen: desk_form.Chosen, verdict: Verdict, told: str = ""
) -> HttpResponse:
    at = now()
    found = actions.read_case(by=me(request), case_id=case_id, at=at)
    desk_form.check(verdict, found.advised)
    context = {
        "case_id": case_id,
        "title": desk_case.page_of(found, at)["title"],
        "consequences": desk_form.consequences(verdict, at),
        "statement": desk_form.statement(verdict),
        "to_person": verdict.rule != "none",
        "sent": chosen.pairs(),
        "told": told,
        "keys": words.keys("c", "r", "?"),
    }
    return render(request, "moderation/confirm.html", context)


def _again(request: HttpRequest, case_id: str, chosen: desk_form.Chosen) -> HttpResponse:
    """The lease ran out while typing. Free still: take it back and ask to confirm again; else say
    who was faster, and give back what was written."""
    try:
        actions.claim(by=me(request), case_id=case_id, at=now())
    except ModerationError as error:
        refusal = words.refusal(error)
        return desk_case.show(request, case_id, chosen=chosen, error=refusal, status=409)
    told = _("Votre délai était passé. Le dossier est de nouveau à vous, et rien n’est perdu.")
    try:
        return _asked(request, case_id, chosen, desk_form.verdict_of(chosen), told)
    except ModerationError as error:
        refusal, fault = words.refusal(error), desk_form.fault_of(error)
        return desk_case.show(
            request, case_id, chosen=chosen, error=refusal, told=told, fault=fault, status=422
        )


@require_POST
@moderator
def confirm(request: HttpRequest, case_id: str) -> HttpResponse:
    """The second person of an exclusion: confirms it, or sends the case back with a word."""
    agree, at = request.POST.get("do") == "agree", now()
    try:
        actions.confirm(
            by=me(request),
            decision_id=request.POST.get("decision", ""),
            agree=agree,
            words=request.POST.get("words", ""),
            at=at,
        )
    except ModerationError as error:
        return desk_case.show(request, case_id, error=words.refusal(error), status=409)
    told = _("Exclusion confirmée. La personne peut contester pendant six mois.")
    if not agree:
        told = _("Non confirmée : le dossier est revenu dans la file, avec votre mot.")
    messages.success(request, told)
    return redirect("desk_queue")
