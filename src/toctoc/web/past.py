"""Old words: notes above them, an end chosen for them, all hidden before a date; what others see
of me (B6, D20, K26)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from toctoc.posts import actions as posts
from toctoc.posts.models import Post
from toctoc.posts.past import hidden_by_author, mine_before, own_published
from toctoc.posts.types import NOTE_CHARACTERS, Empty, GuardDown, Refused, TooLong, Writing
from toctoc.questions.queries import question_of
from toctoc.rights import actions
from toctoc.rights.queries import seen_by

from . import panel as guard_panel
from .access import language, me, member, now
from .ask import sentence_of
from .fragments import kind_label
from .keeping import days_in, lives
from .words import moment


@require_http_methods(["GET", "POST"])
@member
def past(request: HttpRequest) -> HttpResponse:
    """Hide all that I wrote before a date, and show it again; a count before anything happens."""
    person, at = me(request), now()
    typed = request.POST.get("before") or request.GET.get("before", "")
    before = _date(typed)
    error = "" if before or not typed else _("Écrivez une date comme 2024-01-31.")
    if request.method == "POST":
        if request.POST.get("do") == "show":
            actions.show_again(by=person, at=at)
            messages.success(request, _("Vos messages redeviennent lisibles."))
            return redirect("past")
        if before is not None:
            actions.hide_before(by=person, moment=before, at=at)
            messages.success(request, _("Masqué partout. Vous pouvez revenir en arrière ici."))
            return redirect("past")
        error = error or _("Choisissez une date.")
    context = {
        "title": _("Mon passé"),
        "before": typed,
        "found": _found(mine_before(person, before)) if before else None,
        "hidden": hidden_by_author(person).count(),
        "years": settings.TOCTOC_OLD_YEARS,
        "error": error,
        "here": "me",
    }
    return render(request, "past/past.html", context, status=422 if error else 200)


def _found(posts: Any) -> dict[str, int]:
    kinds = list(posts.order_by().values_list("kind", flat=True))
    questions = kinds.count(Post.Kind.QUESTION)
    return {"all": len(kinds), "questions": questions, "others": len(kinds) - questions}


def _date(text: str) -> dt.datetime | None:
    """Midnight, in Paris, of a day such as 2024-01-31."""
    try:
        day = dt.date.fromisoformat(text[:10])
        return timezone.make_aware(dt.datetime.combine(day, dt.time()))
    except (ValueError, OverflowError):
        return None


@require_http_methods(["GET", "POST"])
@member
def of_post(request: HttpRequest, public_id: str) -> HttpResponse:
    """A note above one's own words, and how long they live."""
    post = own_published(me(request), public_id)
    if request.method == "GET":
        return _form(request, post, Writing(post.note, ""))
    if request.POST.get("do") == "expiry":
        posts.set_expiry(by=me(request), public_id=public_id, days=days_in(request), at=now())
        messages.success(request, _("C’est enregistré."))
        return _back(request, public_id)
    writing = guard_panel.writing_in(request)
    if request.POST.get("do") != "publish":
        writing, before = guard_panel.change_in(request, writing, at=now())
        return _form(request, post, writing, before=before)
    try:
        posts.set_note(by=me(request), public_id=public_id, writing=writing, at=now())
    except Refused as refusal:
        panel = guard_panel.panel_of(writing, refusal.report, language())
        error = _("Il reste un point à décider avant de publier.")
        return _form(request, post, writing, panel=panel, error=error)
    except Empty:
        return _form(request, post, writing, error=_("Écrivez votre note avant de l’enregistrer."))
    except (TooLong, GuardDown) as refusal:
        return _form(request, post, writing, error=sentence_of(refusal))
    return _back(request, public_id)


def _back(request: HttpRequest, public_id: str) -> HttpResponse:
    return redirect(f"/q/{question_of(me(request), public_id)}#p-{public_id}")


def _form(
    request: HttpRequest,
    post: Post,
    writing: Writing,
    *,
    panel: guard_panel.Panel | None = None,
    before: guard_panel.Before | None = None,
    error: str = "",
) -> HttpResponse:
    context = {
        "title": _("Note et durée"),
        "public_id": post.public_id,
        "thread": question_of(me(request), post.public_id),
        "kind_label": kind_label(post.kind),
        "html": post.html,
        "body": writing.body,
        "noted": bool(post.note),
        "limit": NOTE_CHARACTERS,
        "panel": panel or guard_panel.look(writing, language(), at=now(), before=before),
        "error": error,
        "token": guard_panel.new_token(),
        "transposed": "",
        "expires": moment(post.expires_at) if post.expires_at else None,
        "lives": lives(""),
    }
    return render(request, "past/post.html", context, status=422 if error else 200)


@require_GET
@member
def image(request: HttpRequest) -> HttpResponse:
    """ "Voir mon profil comme": what a visitor, a colleague and a moderator see of me (K26)."""
    views = {"public": _("public"), "confrere": _("confrère"), "moderateur": _("modérateur")}
    chosen = request.GET.get("comme", "confrere")
    chosen = chosen if chosen in views else "confrere"
    return render(
        request,
        "past/image.html",
        {
            "title": _("Mon image ici"),
            "views": [
                {"value": value, "label": label, "current": value == chosen}
                for value, label in views.items()
            ],
            "chosen": chosen,
            "seen": seen_by(me(request), language()),
            "here": "me",
        },
    )


urlpatterns: list[URLPattern] = [
    path("moi/passe/", past, name="past"),
    path("moi/image/", image, name="image"),
    path("q/<slug:public_id>/passe", of_post, name="past_of_post"),
]
