"""A case as its page shows it: to who holds it, all of it; to others, who holds it and what was
decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from toctoc.moderation import actions
from toctoc.moderation.models import Case, Decision, Family, Measure, Notice, Remark
from toctoc.moderation.types import (
    Context,
    ContextPost,
    Judged,
    ModerationError,
    NotClaimed,
    Past,
    Said,
    Told,
)
from toctoc.people.models import Person
from toctoc.posts.actions import save_draft
from toctoc.posts.models import Post
from toctoc.posts.queries import find_draft
from toctoc.posts.types import Changed, SavedDraft

from . import desk_form, desk_glance
from . import desk_words as words
from .access import me, now
from .fragments import kind_label
from .words import moment

_GONE = (Post.State.ERASED, Post.State.WITHDRAWN)


def draft_target(case_id: str) -> str:
    return f"case:{case_id}"


def forget(person: Person, case_id: str, name: str, at: dt.datetime) -> None:
    """What was sent needs keeping no more; what is still being typed beside it does."""
    target = draft_target(case_id)
    draft = find_draft(person, target)
    if draft is None or name not in draft.fields:
        return
    rest = {key: value for key, value in draft.fields.items() if key != name}
    try:
        save_draft(by=person, target=target, fields=rest, revision=draft.revision, at=at)
    except Changed:
        return  # another tab has just kept something newer


def told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A refusal of the domain becomes a sentence above the case, or above the queue."""

    @wraps(view)
    def guarded(request: HttpRequest, case_id: str) -> HttpResponse:
        try:
            return view(request, case_id)
        except ModerationError as error:
            return show(request, case_id, error=words.refusal(error), status=409)

    return guarded


def show(
    request: HttpRequest,
    case_id: str,
    *,
    error: str = "",
    told: str = "",
    chosen: desk_form.Chosen | None = None,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    """The case if it is mine, else a glance at it. What was sent comes back in its boxes."""
    person, at = me(request), now()
    try:
        found = actions.read_case(by=person, case_id=case_id, at=at)
    except NotClaimed:
        lost = chosen.facts if chosen else _typed(request)
        return desk_glance.show(request, case_id, error=error, lost=lost, status=status)
    draft = find_draft(person, draft_target(case_id))
    kept = kept_of(request, draft)
    chosen = chosen or desk_form.Chosen.at_first(found.rule, kept)
    context = {
        "page": page_of(found, at),
        "form": form_for(found, chosen, fault),
        "kept": kept,
        "revision": draft.revision if draft else 0,
        "error": error,
        "told": told,
        "keys": words.keys("1–9", "c", "f", "n", "s", "j", "k", "r", "q", "?"),
    }
    return render(request, "moderation/case.html", context, status=status)


def _typed(request: HttpRequest) -> str:
    """What was being written when the case went to somebody else."""
    fields = ("note", "words", "question", "proof", "reason")
    return next((request.POST[one] for one in fields if request.POST.get(one)), "")


def kept_of(request: HttpRequest, draft: SavedDraft | None) -> dict[str, str]:
    kept = dict(draft.fields) if draft else {}
    return kept | {name: str(value) for name, value in request.POST.items() if value}


def form_for(found: Context, chosen: desk_form.Chosen, fault: str = "") -> desk_form.Form:
    reported = next((post for post in found.posts if post.about), None)
    return desk_form.form_of(
        chosen,
        advised=found.advised,
        has_text=reported is not None and reported.state not in _GONE,
        has_person=bool(found.handle),
        fault=fault,
    )


def page_of(found: Context, at: dt.datetime) -> dict[str, Any]:
    about = [post for post in found.posts if post.about]
    proposed = next((one for one in found.judged if one.state == Decision.State.PROPOSED), None)
    open_ = found.state == Case.State.OPEN
    return {
        "id": found.case,
        "title": words.title(found.family, found.subject, about[0].kind if about else ""),
        "age": words.age(found.opened_at, at),
        "tags": _tags(found),
        "until": until_of(found.claimed_until or at, at),
        "half": settings.TOCTOC_MODERATION["claim_minutes"] * 30,
        "post": about[0].public_id if about else "",
        "about": [post_of(post) for post in about],
        "before": SafeString(found.before),
        "thread": [post_of(post) for post in found.posts] if len(found.posts) > 1 else [],
        "place": next((one.place for one in found.said if one.place), ""),
        "said": [_said(one) for one in found.said],
        "person": _person(found, at),
        "judged": [judged_line(one) for one in found.judged if one is not proposed],
        "remarks": [remark_of(one) for one in found.remarks],
        "asked": any(one.waits for one in found.remarks),
        "talks": _talks(found),
        "decides": open_,
        "proposed": _proposed(proposed) if proposed else None,
        "may_ask": open_ and not any(one.waits for one in found.remarks),
        "may_offer": found.may_conciliate,
        "may_protect": _may_protect(found),
    }


def until_of(until: dt.datetime, at: dt.datetime) -> dict[str, str]:
    return {"iso": until.isoformat(), "clock": words.until(until, at)}


def _tags(found: Context) -> list[str]:
    said = {
        _("Association agréée"): found.trusted,
        _("Signalement protégé"): found.protected,
        _("Retour d’expérience"): found.experience,
        _("Transposé par son auteur"): found.rewritten,
        _("Déjà jugé une fois"): found.previous,
        _("Le délai est passé"): found.escalated,
    }
    return [tag for tag, yes in said.items() if yes]


def post_of(post: ContextPost) -> dict[str, Any]:
    """Under its author's handle: judges need not know whom they judge, nor by which name (K23)."""
    states = {
        Post.State.HIDDEN: _("masqué"),
        Post.State.PENDING: _("pas encore publié"),
        Post.State.ERASED: _("effacé"),
    }
    return {
        "handle": post.handle,
        "kind": kind_label(post.kind),
        "state": states.get(Post.State(post.state), ""),
        "html": SafeString(post.html) if post.state not in _GONE else "",
        "at": moment(post.at),
        "about": post.about,
    }


def _said(one: Said) -> dict[str, Any]:
    who = {
        Notice.Source.MEMBER: _("Un membre"),
        Notice.Source.PUBLIC: _("Quelqu’un du public"),
        Notice.Source.TRUSTED: one.notifier or _("Une association agréée"),
    }
    return {
        "who": who[Notice.Source(one.source)],
        "number": one.number,
        "tags": [_("protégé")] if one.protected else [],
        "reasons": one.reasons,
        "at": moment(one.at),
    }


def _person(found: Context, at: dt.datetime) -> dict[str, Any] | None:
    if not found.handle:
        return None
    return {
        "handle": found.handle,
        "doctor": found.doctor,
        "history": [past_line(one, at) for one in found.history],
    }


def past_line(one: Past, at: dt.datetime) -> dict[str, Any]:
    """An earlier measure; one that an appeal took back is shown as such, and doesn't count."""
    over = one.until is not None and one.until <= at
    return {
        "what": words.joined((words.measure(one.kind, one.ability), words.family(one.family))),
        "when": words.day(one.since) if one.since else "",
        "became": words.ended(one.why, over=over),
        "void": one.why == Measure.Why.OVERTURNED,
    }


def judged_line(one: Judged) -> str:
    """ "Masquer le texte, le 22 novembre 2026 (en vigueur)"."""
    kinds = [words.measure(step.kind, step.ability) for step in one.measures]
    said = {
        "what": ", ".join(dict.fromkeys(kinds)),
        "day": moment(one.at)["text"],
        "state": words.decision_state(one.state),
    }
    if one.automated:
        return _("%(what)s, par un programme, le %(day)s (%(state)s)") % said
    if one.by_me:
        return _("%(what)s, par vous, le %(day)s (%(state)s)") % said
    return _("%(what)s, le %(day)s (%(state)s)") % said


def remark_of(one: Told) -> dict[str, Any]:
    titles = {
        Remark.Kind.NOTE: _("Une note"),
        Remark.Kind.QUESTION: _("Un second avis est demandé"),
        Remark.Kind.OPINION: _("Avis"),
    }
    proposed = [words.measure(kind) for kind in one.proposed]
    to = _("à %(handle)s") % {"handle": one.to} if one.to else ""
    return {
        "title": words.joined((titles[Remark.Kind(one.kind)], to, *proposed)),
        "words": one.words,
        "by": one.by,
        "at": moment(one.at),
    }


def _talks(found: Context) -> str:
    if found.talks is None:
        return ""
    return {
        "offered": _("Une conciliation est proposée ; les deux n’ont pas encore répondu."),
        "accepted": _("Une conciliation est en cours."),
        "reached": _("Une conciliation a abouti."),
        "failed": _("Une conciliation a été essayée, sans accord : à vous de décider."),
    }[found.talks.state]


def _proposed(one: Judged) -> dict[str, Any]:
    return {
        "id": one.decision,
        "facts": one.facts,
        "skipped": one.skipped,
        "at": moment(one.at),
        "by_me": one.by_me,
    }


def _may_protect(found: Context) -> bool:
    """Where secrecy was broken, and nobody is suspended for it already; the domain judges again."""
    taken = {step.kind for one in found.judged for step in one.measures}
    return (
        found.family == Family.SECRECY
        and found.state == Case.State.OPEN
        and bool(found.handle)
        and Measure.Kind.PROTECTION not in taken
    )
