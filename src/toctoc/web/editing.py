"""Change one's own post, and read what posts said before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from toctoc.live.request import number
from toctoc.pictures.types import NotReady
from toctoc.posts.models import Post
from toctoc.posts.queries import find_draft, versions_of, visible_to
from toctoc.posts.types import (
    MAX_CHARACTERS,
    QUESTION_CHARACTERS,
    SHORT,
    Changed,
    Empty,
    GuardDown,
    NotYours,
    Refused,
    TooLong,
    Writing,
)
from toctoc.questions import actions
from toctoc.questions.queries import question_of

from . import panel as guard_panel
from .access import language, me, member, now
from .ask import sentence_of
from .fragments import kind_label
from .pictures_part import part, refusal_of, stowaways
from .words import moment


@require_http_methods(["GET", "POST"])
@member
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change one's own post. Readers see that it changed, and what it said before."""
    post = own_post(request, public_id)
    if request.method == "GET":
        kept = {} if "publie" in request.GET else _kept(request, post)
        transposed = kept.get("transposed") == "1" if kept else post.transposed
        writing = Writing(kept.get("body", post.body), "", transposed=transposed)
        empty = guard_panel.Panel("empty")
        return _form(request, post, writing, panel=empty, resumed=bool(kept))
    writing = replace(guard_panel.writing_in(request), experience=post.experience)
    if request.POST.get("apply") or request.POST.get("do") == "check":
        writing, before = guard_panel.change_in(request, writing, at=now())
        return _form(request, post, writing, before=before)
    hidden = stowaways(request, f"edit:{public_id}")
    if hidden:
        return _form(request, post, writing, attach=hidden)
    try:
        actions.edit(
            by=me(request),
            public_id=public_id,
            writing=writing,
            version=_version(request, post),
            at=now(),
        )
    except Refused as refusal:
        panel = guard_panel.panel_of(writing, refusal.report, language())
        error = _("Il reste un point à décider avant de publier.")
        return _form(request, post, writing, panel=panel, error=error)
    except NotReady as refusal:
        attach = refusal_of(request, f"edit:{public_id}", refusal)
        return _form(request, post, writing, attach=attach)
    except Changed as other:
        error = _(
            "Ce texte a changé dans un autre onglet. Le vôtre est ci-dessous : "
            "envoyez-le de nouveau pour remplacer l’autre."
        )
        return _form(request, post, writing, error=error, version=other.revision)
    except (Empty, TooLong, GuardDown) as refusal:
        return _form(request, post, writing, error=sentence_of(refusal))
    return redirect(f"/q/{question_of(me(request), public_id)}#p-{public_id}")


def edit_again(
    request: HttpRequest,
    public_id: str,
    writing: Writing,
    *,
    before: guard_panel.Before | None = None,
) -> HttpResponse:
    """The form with another text, and the panel's answers kept."""
    return _form(request, own_post(request, public_id), writing, before=before)


def own_post(request: HttpRequest, public_id: str) -> Post:
    posts = visible_to(me(request)).select_related("thread")
    post = posts.filter(public_id=public_id, author=me(request)).first()
    if post is None:
        question_of(me(request), public_id)  # not visible at all: not found
        raise NotYours
    return post


def _kept(request: HttpRequest, post: Post) -> Mapping[str, str]:
    """What was being changed when the page was left; empty where it says what is published."""
    draft = find_draft(me(request), f"edit:{post.public_id}")
    return draft.fields if draft and draft.fields.get("body", post.body) != post.body else {}


def _version(request: HttpRequest, post: Post) -> int:
    return number(request.POST.get("version", "")) or post.version


def _form(
    request: HttpRequest,
    post: Post,
    writing: Writing,
    *,
    panel: guard_panel.Panel | None = None,
    before: guard_panel.Before | None = None,
    error: str = "",
    version: int | None = None,
    resumed: bool = False,
    attach: dict[str, Any] | None = None,
) -> HttpResponse:
    target = f"edit:{post.public_id}"
    draft = find_draft(me(request), target)
    context = {
        "public_id": post.public_id,
        "thread": post.thread.public_id if post.thread else post.public_id,
        "kind_label": kind_label(post.kind),
        "body": writing.body,
        "transposed": "1" if writing.transposed else "",
        "version": version or _version(request, post),
        "panel": panel or guard_panel.look(writing, language(), at=now(), before=before),
        "error": error,
        "token": guard_panel.new_token(),
        "target": target,
        "attach": attach or part(me(request), target),
        "resumed": resumed,
        "revision": draft.revision if draft else 0,
        "limit": QUESTION_CHARACTERS if post.kind == "question" else MAX_CHARACTERS,
        "fold_at": SHORT if post.kind == "question" else None,
    }
    return render(request, "questions/edit.html", context, status=422 if error or attach else 200)


@require_GET
@member
def versions(request: HttpRequest, public_id: str) -> HttpResponse:
    person = me(request)
    found = versions_of(person, public_id)
    return render(
        request,
        "questions/versions.html",
        {
            "public_id": public_id,
            "thread": question_of(person, public_id),
            "versions": [
                {
                    "number": version.number,
                    "at": moment(version.at),
                    "html": version.html,
                    "note": version.note,
                    "transposed": version.transposed,
                }
                for version in reversed(found)
            ],
        },
    )


urlpatterns: list[URLPattern] = [
    path("q/<slug:public_id>/modifier", edit, name="edit"),
    path("q/<slug:public_id>/versions", versions, name="versions"),
]
