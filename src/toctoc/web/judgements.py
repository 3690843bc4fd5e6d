"""Decisions about me: their reasons, how long, and how to contest. Read by the person alone, and by
them also when suspended or excluded."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toctoc.moderation import actions, queries
from toctoc.moderation.statements import as_json
from toctoc.moderation.types import LONGEST, Measure, ModerationError, Statement, Talks
from toctoc.people.types import NotVisible
from toctoc.posts.models import Post
from toctoc.posts.types import (
    MAX_CHARACTERS,
    QUESTION_CHARACTERS,
    SHORT,
    Empty,
    GuardDown,
    Refused,
    TooLong,
    Writing,
    clean,
)

from . import judgement_words as words
from . import panel as guard_panel
from .access import account, language, me, member, now
from .ask import sentence_of
from .fragments import kind_label
from .words import moment


@require_GET
@account
def decisions(request: HttpRequest) -> HttpResponse:
    at = now()
    lines = [
        {
            "id": one.decision,
            "about": words.about(one.family),
            "at": moment(one.at),
            "in_force": one.state == "in_force" and any(_lasts(m, at) for m in one.measures),
            "overturned": one.state == "overturned",
        }
        for one in queries.statements_of(me(request), at)
    ]
    return render(request, "judgements/list.html", {"lines": lines, "here": "me"})


def _lasts(measure: Any, at: dt.datetime) -> bool:
    return measure.lifted_at is None and (measure.until is None or measure.until > at)


@require_GET
@account
def decision(request: HttpRequest, decision_id: str) -> HttpResponse:
    """The statement of reasons; or, by the same kind of link, a conciliation that is offered."""
    try:
        statement = queries.statement_for(me(request), decision_id, now())
    except NotVisible:
        return _talks(request, queries.talks_for(me(request), decision_id))
    return _show(request, statement)


def _show(
    request: HttpRequest, statement: Statement, *, error: str = "", at_fault: str = "", **more: Any
) -> HttpResponse:
    context = {
        "s": statement,
        "w": in_words(statement),
        "rewrite": _rewrites(statement),
        "error": error,
        "at_fault": at_fault,
        "typed": request.POST.get("reasons", ""),
        "limit": LONGEST,
        "here": "me",
    } | more
    return render(request, "judgements/decision.html", context, status=422 if error else 200)


def in_words(one: Statement) -> dict[str, Any]:
    """Facts, rule, scope, duration, by whom, and the ways to contest (DSA, article 17.3)."""
    return {
        "title": _title(one),
        "about": words.about(one.family),
        "at": moment(one.at),
        "rule": words.rule(one.rule),
        "measures": [words.measure(measure) for measure in one.measures],
        "by": _by_whom(one),
        "from": _from_what(one),
        "until": words.day(one.appeal_until),
        "appeal_at": moment(one.appeal_at) if one.appeal_at else None,
        "appeal": _appeal(one),
    }


def _title(one: Statement) -> str:
    if one.state == "overturned":
        return _("Cette décision est annulée")
    if one.provisional:
        return _("Une mesure provisoire vous concerne")
    return _("Une décision vous concerne")


def _by_whom(one: Statement) -> str:
    if one.automated:
        return _(
            "Cette mesure est automatique et provisoire. Une personne la confirmera ou la lèvera ; "
            "sinon elle s’arrête seule."
        )
    if one.two_persons:
        return _("Deux personnes différentes ont pris cette décision. Aucune machine.")
    return _("Un modérateur a pris cette décision. Aucune machine.")


def _from_what(one: Statement) -> str:
    if one.own_initiative:
        return _("Personne ne vous a signalé : un modérateur l’a vu.")
    return _("Elle fait suite à un signalement.")


def _appeal(one: Statement) -> str:
    if one.appeal_at is None:
        return ""
    if not one.appeal_outcome:
        return _("Vous avez contesté : quelqu’un qui n’a pas pris la décision la relit.")
    if one.appeal_outcome == "overturned":
        return _("Vous aviez raison de contester. Tout vous est rendu, et rien ne compte.")
    return _("Quelqu’un d’autre a relu la décision, et la maintient.")


def _rewrites(one: Statement) -> bool:
    """Whether the text waits for its author to say it another way."""
    wanted = any(m.kind == Measure.Kind.TRANSPOSE and m.lifted_at is None for m in one.measures)
    return wanted and bool(one.post) and not one.post_gone and one.state == "in_force"


@require_GET
@account
def export(request: HttpRequest, decision_id: str) -> HttpResponse:
    """The statement as JSON, to keep or to hand to whoever helps."""
    found = queries.statement_for(me(request), decision_id, now())
    response = JsonResponse(as_json(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="toctoc-decision-{decision_id}.json"'
    return response


@require_POST
@account
def appeal(request: HttpRequest, decision_id: str) -> HttpResponse:
    """Contest: somebody who did not take the decision judges it again."""
    person, reasons = me(request), clean(request.POST.get("reasons", ""))
    try:
        actions.appeal(by=person, decision_id=decision_id, reasons=reasons, at=now())
    except ModerationError as refused:
        error, at_fault = words.refusal(refused)
        found = queries.statement_for(person, decision_id, now())
        return _show(request, found, error=error, at_fault=at_fault)
    messages.success(request, _("C’est noté : quelqu’un d’autre relira la décision."))
    return redirect("decision", decision_id=decision_id)


# -- say it another way ---------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@member
def transpose(request: HttpRequest, decision_id: str) -> HttpResponse:
    """The author's own words, changed until nobody can be recognised; the guard reads them too."""
    person, at = me(request), now()
    post = queries.post_to_change(person, decision_id)
    if request.method == "GET":
        return _rewriting(
            request, decision_id, post, Writing(post.body, ""), guard_panel.Panel("empty")
        )
    writing = guard_panel.writing_in(request)
    if request.POST.get("apply") or request.POST.get("do") == "check":
        writing, before = guard_panel.change_in(request, writing, at=at)
        panel = guard_panel.look(writing, language(), at=at, before=before)
        return _rewriting(request, decision_id, post, writing, panel)
    try:
        actions.transpose(by=person, decision_id=decision_id, writing=writing, at=at)
    except Refused as refusal:
        panel = guard_panel.panel_of(writing, refusal.report, language())
        error = _("Il reste un point à décider avant de publier.")
        return _rewriting(request, decision_id, post, writing, panel, error)
    except ModerationError:
        error = _("Le texte n’a pas changé : dites-le autrement.")
    except (Empty, TooLong, GuardDown) as refusal:
        error = sentence_of(refusal)
    else:
        messages.success(request, _("Merci. Un modérateur relit votre texte, puis il sera montré."))
        return redirect("decision", decision_id=decision_id)
    panel = guard_panel.look(writing, language(), at=at)
    return _rewriting(request, decision_id, post, writing, panel, error)


def _rewriting(
    request: HttpRequest,
    ref: str,
    post: Post,
    writing: Writing,
    panel: guard_panel.Panel,
    error: str = "",
) -> HttpResponse:
    context = {
        "ref": ref,
        "kind_label": kind_label(post.kind),
        "body": writing.body,
        "transposed": "1" if writing.transposed else "",
        "panel": panel,
        "token": guard_panel.new_token(),
        "error": error,
        "limit": QUESTION_CHARACTERS if post.kind == "question" else MAX_CHARACTERS,
        "fold_at": SHORT if post.kind == "question" else None,
        "here": "me",
    }
    return render(request, "judgements/transpose.html", context, status=422 if error else 200)


# -- conciliation ---------------------------------------------------------------------------------


def _talks(request: HttpRequest, talks: Talks, *, error: str = "") -> HttpResponse:
    mine = talks.person_agrees if talks.side == "person" else talks.reporter_agrees
    context = {
        "t": talks,
        "about": words.about(talks.family),
        "at": moment(talks.at),
        "deadline": words.day_and_hour(talks.deadline),
        "answered": mine is not None,
        "open": talks.state in ("offered", "accepted") and talks.deadline > now(),
        "theirs": talks.reporter_words if talks.side == "person" else talks.person_words,
        "own": talks.person_words if talks.side == "person" else talks.reporter_words,
        "error": error,
        "typed": request.POST.get("words", ""),
        "here": "me",
    }
    return render(request, "judgements/talks.html", context, status=422 if error else 200)


@require_POST
@account
def answer(request: HttpRequest, decision_id: str) -> HttpResponse:
    """Accept to talk, decline, or say how it ended."""
    person, do = me(request), request.POST.get("do", "")
    try:
        if do in ("reached", "failed"):
            actions.conclude_conciliation(
                by=person, conciliation_id=decision_id, reached=do == "reached", at=now()
            )
        else:
            actions.answer_conciliation(
                by=person,
                conciliation_id=decision_id,
                agree=do == "accept",
                words=clean(request.POST.get("words", "")),
                at=now(),
            )
    except ModerationError as refused:
        return _talks(
            request, queries.talks_for(person, decision_id), error=words.refusal(refused)[0]
        )
    messages.success(request, _("C’est noté."))
    return redirect(reverse("decision", args=[decision_id]))


urlpatterns: list[URLPattern] = [
    path("moi/decisions/", decisions, name="decisions"),
    path("moi/decisions/<slug:decision_id>/", decision, name="decision"),
    path("moi/decisions/<slug:decision_id>/export.json", export, name="decision_export"),
    path("moi/decisions/<slug:decision_id>/contester", appeal, name="decision_appeal"),
    path("moi/decisions/<slug:decision_id>/transposer", transpose, name="decision_transpose"),
    path("moi/decisions/<slug:decision_id>/conciliation", answer, name="talks_answer"),
]
