"""Take a post away: its author for good, a moderator with reasons that can be contested."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toctoc.evidence.queries import kept_until
from toctoc.moderation import actions as judging
from toctoc.moderation.models import Measure
from toctoc.moderation.rules import RULE_OF
from toctoc.moderation.types import Conflict, ModerationError, Step, Verdict
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed
from toctoc.posts.queries import access_post
from toctoc.posts.types import NotYours
from toctoc.questions import actions
from toctoc.questions.queries import question_of

from . import desk_words
from .access import me, member, moderator, now
from .fragments import kind_label


@require_http_methods(["GET", "POST"])
@member
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    post = access_post(me(request), public_id)
    if request.method == "POST":
        asked_for = kept_until(public_id, at=now())
        thread = actions.remove(by=me(request), public_id=public_id, at=now())
        messages.success(request, _removed(asked_for))
        return redirect("home") if thread == public_id else redirect("question", public_id=thread)
    if post.author_id != me(request).pk:
        raise NotYours
    return render(
        request,
        "questions/remove.html",
        {
            "public_id": public_id,
            "thread": question_of(me(request), public_id),
            "html": post.html,
            "kind_label": kind_label(post.kind),
            "is_question": post.thread_id is None,
        },
    )


def _removed(asked_for: dt.datetime | None) -> str:
    """An author is told plainly where an authority asks for what they delete (D13)."""
    if asked_for is None:
        return _("Supprimé, avec toutes ses versions.")
    day = date_format(timezone.localtime(asked_for), "j F Y")
    return _(
        "Supprimé pour tout le monde. Une autorité avait demandé ce texte : une copie scellée est "
        "gardée pour elle, que personne ne lit ici, jusqu’au %(day)s au plus tard ; puis elle est "
        "détruite."
    ) % {"day": day}


@require_http_methods(["GET", "POST"])
@moderator
def hide(request: HttpRequest, public_id: str) -> HttpResponse:
    """A case opened and decided in one go: its author reads the reasons, and may contest them."""
    person = me(request)
    post = access_post(person, public_id)
    error = ""
    if request.method == "POST":
        thread = question_of(person, public_id)
        error = _hidden(person, public_id, request.POST.get("family", ""), _facts(request))
        if not error:
            messages.success(
                request, _("Masqué partout. L’auteur lira vos raisons, et peut contester.")
            )
            hidden_all = thread == public_id
            return redirect("home") if hidden_all else redirect("question", public_id=thread)
    return render(
        request,
        "questions/hide.html",
        {
            "public_id": public_id,
            "thread": question_of(person, public_id),
            "html": post.html,
            "kind_label": kind_label(post.kind),
            "families": desk_words.families().items(),
            "family": request.POST.get("family", ""),
            "facts": request.POST.get("facts", ""),
            "error": error,
        },
        status=422 if error else 200,
    )


def _facts(request: HttpRequest) -> str:
    """What was typed, else the ready reason of the rule."""
    rule = RULE_OF.get(request.POST.get("family", ""), "charter")
    return request.POST.get("facts", "").strip() or desk_words.READY[rule]


def _hidden(by: Person, public_id: str, family: str, facts: str) -> str:
    """ "" once it is hidden, else what to do. Who may not judge leaves the case to the others."""
    if family not in RULE_OF:
        return _("Choisissez une raison : l’auteur saura sur quoi vous vous fondez.")
    verdict, at = Verdict((Step(Measure.Kind.HIDE),), RULE_OF[family], facts), now()
    opened = partial(judging.open_case, by=by, post_id=public_id, family=family, at=at)
    try:
        with transaction.atomic():
            case = opened().public_id
            judging.claim(by=by, case_id=case, at=at)
            judging.decide(by=by, case_id=case, verdict=verdict, at=at)
    except Conflict as error:
        opened()
        return desk_words.refusal(error)
    except NotAllowed:
        opened()
        return _("Un senior décidera : le dossier est dans sa file.")
    except ModerationError as error:
        return desk_words.refusal(error)
    return ""


urlpatterns: list[URLPattern] = [
    path("q/<slug:public_id>/supprimer", remove, name="remove"),
    path("q/<slug:public_id>/masquer", hide, name="hide"),
]
