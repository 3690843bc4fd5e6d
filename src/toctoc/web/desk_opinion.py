"""A second look at a case: asked of a colleague, read without claiming it, given in a few words;
and stepping aside from a case."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from toctoc.moderation import actions, queries
from toctoc.moderation.types import BadMeasures, Colleague, ModerationError, NotClaimed
from toctoc.posts.queries import find_draft

from . import desk_case, desk_form
from . import desk_words as words
from .access import me, moderator, now
from .desk_case import told


@require_http_methods(["GET", "POST"])
@moderator
@told
def ask(request: HttpRequest, case_id: str) -> HttpResponse:
    """Whom, by their handle or whoever is free, and what."""
    person, at = me(request), now()
    handle = request.POST.get("to", "")
    error = ""
    if request.method == "POST":
        try:
            typed = request.POST.get("question", "")
            actions.ask_opinion(by=person, case_id=case_id, question=typed, handle=handle, at=at)
        except NotClaimed:
            raise
        except ModerationError as refused:
            error = words.refusal(refused)
        else:
            messages.success(request, _("Demandé. Le dossier reste à vous en attendant."))
            return redirect("desk_case", case_id=case_id)
    colleagues = queries.askable(person, case_id, at)
    context = {
        "id": case_id,
        "colleagues": [colleague_line(one) for one in colleagues],
        "to": handle,
        "question": request.POST.get("question", ""),
        "error": error,
        "keys": words.keys("q", "?"),
    }
    return render(request, "moderation/ask.html", context, status=422 if error else 200)


def colleague_line(one: Colleague) -> dict[str, str]:
    """What a colleague carries: told to share the work, not to compare people."""
    held, decided = _("rien en main"), _("aucune décision en trente jours")
    if one.held:
        held = ngettext("%(n)d dossier en main", "%(n)d dossiers en main", one.held)
    if one.decided:
        decided = ngettext(
            "%(n)d décision en trente jours", "%(n)d décisions en trente jours", one.decided
        )
    return {
        "handle": one.handle,
        "held": held % {"n": one.held},
        "decided": decided % {"n": one.decided},
    }


@require_POST
@moderator
@told
def withdraw(request: HttpRequest, case_id: str) -> HttpResponse:
    actions.withdraw_question(by=me(request), case_id=case_id, at=now())
    messages.success(request, _("Question reprise : à vous de décider, ou de demander ailleurs."))
    return redirect("desk_case", case_id=case_id)


@require_POST
@moderator
@told
def read(request: HttpRequest, case_id: str) -> HttpResponse:
    """Opening hidden words is written in the ledger; then they are read without being held."""
    actions.open_opinion(by=me(request), case_id=case_id, at=now())
    return redirect("desk_advise", case_id=case_id)


@require_http_methods(["GET", "POST"])
@moderator
@told
def advise(request: HttpRequest, case_id: str) -> HttpResponse:
    """The case as who holds it reads it, and what one would do. What was typed is never lost."""
    person, at = me(request), now()
    chosen, fault = desk_form.Chosen.sent(request), ""
    if request.method == "POST":
        try:
            actions.give_opinion(
                by=person,
                case_id=case_id,
                proposed=desk_form.kinds_of(chosen),
                words=request.POST.get("words", ""),
                at=at,
            )
        except BadMeasures as refused:
            fault = words.refusal(refused)
        else:
            desk_case.forget(person, case_id, "words", at)
            messages.success(request, _("Merci. Votre collègue lit votre avis, et décide."))
            return redirect("desk_queue")
    try:
        return _page(request, case_id, chosen, fault)
    except NotClaimed:
        if request.method == "POST":
            raise
        return redirect("desk_case", case_id=case_id)


def _page(request: HttpRequest, case_id: str, chosen: desk_form.Chosen, error: str) -> HttpResponse:
    person, at = me(request), now()
    found = actions.read_opinion(by=person, case_id=case_id, at=at)
    draft = find_draft(person, desk_case.draft_target(case_id))
    question = next(one for one in found.remarks if one.waits)
    others = [desk_case.remark_of(one) for one in found.remarks if not one.waits]
    context: dict[str, Any] = {
        "page": desk_case.page_of(found, at) | {"remarks": others},
        "question": desk_case.remark_of(question),
        "form": desk_case.form_for(found, chosen, "steps" if error else ""),
        "kept": desk_case.kept_of(request, draft),
        "revision": draft.revision if draft else 0,
        "error": error,
        "keys": words.keys("1–9", "c", "f", "j", "k", "q", "?"),
    }
    return render(request, "moderation/opinion.html", context, status=422 if error else 200)


@require_POST
@moderator
@told
def leave(request: HttpRequest, case_id: str) -> HttpResponse:
    actions.leave_opinion(by=me(request), case_id=case_id, at=now())
    messages.success(request, _("Laissé : un autre collègue peut répondre."))
    return redirect("desk_queue")


@require_POST
@moderator
@told
def recuse(request: HttpRequest, case_id: str) -> HttpResponse:
    """One click; why is said or not, and stays sealed."""
    reason = request.POST.get("reason", "")
    actions.recuse(by=me(request), case_id=case_id, reason=reason, at=now())
    messages.success(request, _("Vous n’y avez plus part : d’autres s’en chargent."))
    return redirect("desk_queue")


_CASE = "moderation/dossiers/<slug:case_id>"
urlpatterns: list[URLPattern] = [
    path(f"{_CASE}/avis", ask, name="desk_ask"),
    path(f"{_CASE}/avis/reprendre", withdraw, name="desk_ask_withdraw"),
    path(f"{_CASE}/lire", read, name="desk_read"),
    path(f"{_CASE}/mon-avis", advise, name="desk_advise"),
    path(f"{_CASE}/mon-avis/laisser", leave, name="desk_leave"),
    path(f"{_CASE}/recuser", recuse, name="desk_recuse"),
]
