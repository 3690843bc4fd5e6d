""" "Identifiable !": one tap covers a picture for everybody; a moderator looks at it, never one's
own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from toctoc.marks.copies import copy_of, pixels
from toctoc.people.wording import names_somebody
from toctoc.pictures import actions, judging, queries
from toctoc.questions.queries import question_of

from .access import me, member, moderator, now
from .fragments import kind_label
from .picture_address import is_key, key_of
from .picture_bytes import answer
from .words import moment

SHORTEST = 5


@require_POST
@member
def flag(request: HttpRequest, picture: str) -> HttpResponse:
    """Nothing to confirm, nothing to undo: who was right to worry loses no second."""
    shown = queries.access_picture(me(request), picture)
    thread = question_of(me(request), shown.post_id)
    if actions.flag(by=me(request), picture=picture, at=now()):
        messages.success(
            request,
            _("Merci. L’image est couverte pour tous ; un modérateur va la regarder."),
        )
    else:
        messages.info(request, _("Quelqu’un l’avait déjà signalée : elle est couverte. Merci."))
    return redirect(f"/q/{thread}#p-{shown.post_id}")


@require_GET
@moderator
def waiting(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, *, at_fault: str = "", error: str = "") -> HttpResponse:
    key = key_of(me(request), now())
    context = {
        "covered": [
            _line(one, key)
            | {
                "error": error if one.public_id == at_fault else "",
                "reason": request.POST.get("reason", "") if one.public_id == at_fault else "",
            }
            for one in judging.to_judge(me(request))
        ],
    }
    return render(request, "pictures/read_covered.html", context, status=422 if error else 200)


def _line(one: judging.Covered, key: str) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "src": f"/moderation/images/{one.public_id}/{key}.webp",
        "alt": one.alt,
        "width": one.width,
        "height": one.height,
        "kind": kind_label(one.kind),
        "html": SafeString(one.html),
        "post": one.post_id,
        "thread": one.thread_id if one.html else "",
        "at": moment(one.covered_at),
    }


@require_POST
@moderator
def judge(request: HttpRequest, picture: str) -> HttpResponse:
    """Show it again, or destroy it; either says why. Its author is told which."""
    by, at = me(request), now()
    judging.access_covered(by, picture)  # not one's own, and still to be judged
    reason = " ".join(request.POST.get("reason", "").split())[:300]
    error = _fault(reason)
    if error:
        return _page(request, at_fault=picture, error=error)
    if request.POST.get("do") == "show":
        actions.uncover(by=by, picture=picture, reason=reason, at=at)
        messages.success(request, _("L’image est de nouveau montrée. Votre raison est gardée."))
    elif request.POST.get("do") == "destroy":
        actions.remove(by=by, picture=picture, reason=reason, at=at)
        messages.success(
            request, _("L’image est détruite, et ne pourra pas être jointe de nouveau.")
        )
    else:
        raise Http404
    return redirect("picture_queue")


def _fault(reason: str) -> str:
    if len(reason) < SHORTEST:
        return _("Dites pourquoi, en quelques mots.")
    if names_somebody(reason):
        return _("La raison est gardée : n’y mettez ni nom, ni numéro.")
    return ""


@require_safe
@moderator
def pixels_to_judge(request: HttpRequest, picture: str, key: str) -> HttpResponse:
    person, at = me(request), now()
    if not is_key(person, key, at):
        raise Http404
    data = judging.access_covered(person, picture)
    copy = copy_of(person, picture, small=False, at=at)
    return answer(copy, pixels(copy, person, data))


urlpatterns: list[URLPattern] = [
    path("image/<slug:picture>/identifiable", flag, name="picture_flag"),
    path("moderation/images/", waiting, name="picture_queue"),
    path("moderation/images/<slug:picture>", judge, name="picture_judge"),
    path(
        "moderation/images/<slug:picture>/<slug:key>.webp", pixels_to_judge, name="picture_judged"
    ),
]
