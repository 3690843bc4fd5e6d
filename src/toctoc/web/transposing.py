"""Transpose a case (K16, T11): before and after side by side, each change with its reason.

Nothing is kept between two requests: the changes are worked out again from the text that the form
carries, and what the form says of them only chooses among those.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toctoc.guard.transpose import Change, Transposition, apply_changes, transpose
from toctoc.limits.actions import spend
from toctoc.posts.queries import texts_before
from toctoc.posts.types import LONGEST, GuardDown, Writing

from . import panel as guard_panel
from .access import language, me, member, now
from .ask import compose, fields_in, fields_of, is_target, keep
from .editing import edit_again, own_post
from .question import reply_again
from .words import french

_OWN = {"csrfmiddlewaretoken", "do", "apply", "keep", "sex", "seen", "before", "before-transposed"}


@require_http_methods(["GET", "POST"])
@member
def transposing(request: HttpRequest) -> HttpResponse:
    """Choose among the changes; "take" brings them to the writing box, "back" none of them."""
    if request.method == "GET":
        return redirect("ask")
    writing, target = guard_panel.writing_in(request), _target(request)
    unread = not writing.body.strip() or len(writing.body) > LONGEST  # the panel says so
    if request.POST.get("do") == "back" or unread:
        return _to_writing(request, target, writing)
    thread = _thread(request, target)
    if not request.headers.get("HX-Request"):
        keep(request, target)
    spend("check", me(request).public_id, at=now())
    try:
        return _choose(request, target, writing, thread)
    except GuardDown:
        messages.error(request, _("La transposition ne répond pas : votre texte est inchangé."))
        return _to_writing(request, target, writing)


def _target(request: HttpRequest) -> str:
    target = request.POST.get("target", "")
    return target if is_target(target) else "ask"


def _to_writing(
    request: HttpRequest,
    target: str,
    writing: Writing,
    before: guard_panel.Before | None = None,
) -> HttpResponse:
    """The page that the text came from, with everything else as it was."""
    head, _sep, public_id = target.partition(":")
    if head == "reply":
        return reply_again(request, public_id, writing, before=before)
    if head == "edit":
        return edit_again(request, public_id, writing, before=before)
    return compose(request, fields_in(request) | fields_of(writing), before=before)


def _choose(request: HttpRequest, target: str, writing: Writing, thread: list[str]) -> HttpResponse:
    text, today = writing.body, now().date()
    offered = _transposed(writing, today, thread)
    kept = _kept(request, offered)
    sexed = "sex" in request.POST and offered.sex_swap.possible
    told = offered
    if sexed:
        told = _transposed(writing, today, thread, sex=True)
    changes = _chosen(offered, told, kept)
    after = apply_changes(text, changes)
    if request.POST.get("do") == "take":
        taken = Writing(
            after,
            writing.token,
            writing.signature,
            writing.overrides,
            writing.contested,
            writing.transposed or after != text,
        )
        keep(request, target, fields_of(taken))
        before = guard_panel.Before(text, writing.transposed) if after != text else None
        return _to_writing(request, target, taken, before)
    return _page(request, target, writing, offered, changes, after, kept=kept, sexed=sexed)


def _transposed(
    writing: Writing, today: dt.date, thread: list[str], *, sex: bool = False
) -> Transposition:
    """Whatever fails in it, the text stays as it was and nothing of it is logged."""
    try:
        return transpose(
            writing.body, today=today, thread=thread, sex=sex, contested=writing.contested
        )
    except Exception:
        raise GuardDown from None


def _thread(request: HttpRequest, target: str) -> list[str]:
    """What was said before in the same thread, so that roles and days agree with it.

    Raise `NotVisible` or `NotYours` for a thread or a post that is not theirs to write in.
    """
    head, _sep, public_id = target.partition(":")
    if head == "reply":
        return texts_before(me(request), public_id)
    if head == "edit":
        post = own_post(request, public_id)
        root = post.thread or post
        return texts_before(me(request), root.public_id, edited=public_id)
    return []


def _name(change: Change) -> str:
    return f"{change.start}-{change.end}"


def _kept(request: HttpRequest, offered: Transposition) -> set[str]:
    """The changes left ticked: all of them at first. Names that were never offered say nothing."""
    names = {_name(change) for change in offered.changes}
    return names & set(request.POST.getlist("keep")) if "seen" in request.POST else names


def _chosen(offered: Transposition, told: Transposition, kept: set[str]) -> list[Change]:
    """With the other sex a change may cover more words: it goes with any that was unticked."""
    left = [change for change in offered.changes if _name(change) not in kept]
    return [
        change
        for change in told.changes
        if not any(
            (change.start < other.end and other.start < change.end)
            or (change.start, change.end) == (other.start, other.end)
            for other in left
        )
    ]


def _page(
    request: HttpRequest,
    target: str,
    writing: Writing,
    offered: Transposition,
    changes: list[Change],
    after: str,
    *,
    kept: set[str],
    sexed: bool,
) -> HttpResponse:
    lang, text = language(), writing.body
    looked = [
        guard_panel.look(Writing(body, "", contested=writing.contested), lang, at=now())
        for body in (text, after)
    ]
    context = {
        "carried": [
            (name, str(value))
            for name, values in request.POST.lists()
            for value in values
            if name not in _OWN
        ],
        "anchor": "#repondre" if target.startswith("reply:") else "",
        "before": _pieces(text, changes, new=False),
        "after": _pieces(text, changes, new=True),
        "meter_before": looked[0].meter,
        "meter_after": looked[1].meter,
        "left": len(looked[1].findings),
        "changes": [
            {
                "name": _name(change),
                "old": text[change.start : change.end].strip(" ,"),
                "new": change.text.strip(" ,"),
                "why": _words(change.why(lang), lang),
                "checked": _name(change) in kept,
            }
            for change in offered.changes
        ],
        "refused": [
            {"words": text[left.start : left.end], "why": _words(left.why(lang), lang)}
            for left in offered.refused
        ],
        "sex": {
            "possible": offered.sex_swap.possible,
            "because": _words(offered.sex_swap.because(lang), lang),
            "checked": sexed,
        },
        "title": _("Transposer le cas"),
        "here": "ask",
    }
    return render(request, "questions/transpose.html", context)


def _words(sentence: str, lang: str) -> str:
    return french(sentence) if lang == "fr" else sentence


def _pieces(text: str, changes: list[Change], *, new: bool) -> list[dict[str, Any]]:
    """The text in pieces, those that change marked: as they were, or as they become."""
    pieces: list[dict[str, Any]] = []
    at = 0
    for change in changes:
        pieces.append({"text": text[at : change.start], "changed": False})
        words = change.text if new else text[change.start : change.end]
        pieces.append({"text": words, "changed": True})
        at = change.end
    pieces.append({"text": text[at:], "changed": False})
    return [piece for piece in pieces if piece["text"]]


urlpatterns: list[URLPattern] = [path("transposer/", transposing, name="transpose")]
