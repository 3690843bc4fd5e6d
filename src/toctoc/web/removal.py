"""Take a post away: its author for good, a moderator with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toctoc.posts.queries import access_post
from toctoc.posts.types import NotYours
from toctoc.questions import actions
from toctoc.questions.queries import question_of
from toctoc.questions.types import NamingReason, NoReason

from .access import me, member, moderator, now
from .fragments import kind_label


@require_http_methods(["GET", "POST"])
@member
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    post = access_post(me(request), public_id)
    if request.method == "POST":
        thread = actions.remove(by=me(request), public_id=public_id, at=now())
        messages.success(request, _("Supprimé, avec toutes ses versions."))
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


def reasons() -> list[str]:
    """Ready reasons, each naming the duty it comes from; the moderator may write another."""
    return [
        _("Une personne pourrait être reconnue (secret médical, R.4127-4)."),
        _("Propos méprisants envers un patient ou un confrère (R.4127-7, R.4127-56)."),
        _("Information fausse et dangereuse (R.4127-13)."),
        _("Publicité (R.4127-19)."),
    ]


@require_http_methods(["GET", "POST"])
@moderator
def hide(request: HttpRequest, public_id: str) -> HttpResponse:
    post = access_post(me(request), public_id)
    error, reason = "", ""
    if request.method == "POST":
        reason = request.POST.get("other", "").strip() or request.POST.get("reason", "")
        try:
            thread = actions.hide(by=me(request), public_id=public_id, reason=reason, at=now())
        except NoReason:
            error = _("Choisissez une raison, ou écrivez-en une.")
        except NamingReason:
            error = _("La raison est gardée pour toujours : n’y mettez ni nom, ni numéro.")
        else:
            messages.success(request, _("Masqué partout. La décision est inscrite au registre."))
            hidden_all = thread == public_id
            return redirect("home") if hidden_all else redirect("question", public_id=thread)
    return render(
        request,
        "questions/hide.html",
        {
            "public_id": public_id,
            "thread": question_of(me(request), public_id),
            "html": post.html,
            "kind_label": kind_label(post.kind),
            "reasons": reasons(),
            "error": error,
            "other": request.POST.get("other", ""),
        },
        status=422 if error else 200,
    )


urlpatterns: list[URLPattern] = [
    path("q/<slug:public_id>/supprimer", remove, name="remove"),
    path("q/<slug:public_id>/masquer", hide, name="hide"),
]
