""" "C'est mon histoire", for members: the author's one question, the moderators' search, the
senior's decision (K18, K14)."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from toctoc.limits.actions import spend
from toctoc.people.types import NotVisible
from toctoc.posts.models import Post
from toctoc.posts.types import (
    MAX_CHARACTERS,
    QUESTION_CHARACTERS,
    Empty,
    GuardDown,
    Refused,
    TooLong,
    Writing,
)
from toctoc.questions.queries import cards_of
from toctoc.questions.types import NamingReason, NoReason
from toctoc.search.index import find
from toctoc.stories import actions, queries
from toctoc.stories.links import find_link
from toctoc.stories.models import Story
from toctoc.stories.queries import Opened
from toctoc.stories.types import (
    REASONS_CHARACTERS,
    WORDS_CHARACTERS,
    Involved,
    NotTaken,
    TooLate,
)

from . import panel as guard_panel
from .access import language, me, member, moderator, now
from .ask import sentence_of
from .fragments import kind_label
from .stories_words import decide_before, left_in_words
from .words import card, moment

_FOUND = 20


# -- the author ------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@member
def mine(request: HttpRequest, story: str) -> HttpResponse:
    """One question: is it this patient?"""
    opened = queries.access_own_story(me(request), story)
    if request.method == "GET":
        return _mine(request, opened)
    choice = request.POST.get("choix")
    try:
        if choice in ("oui", "non"):
            note = request.POST.get("note", "")
            yes = choice == "oui"
            actions.answer_author(by=me(request), ref=story, yes=yes, note=note, at=now())
            done = _("Effacé pour de bon. Merci.")
            messages.success(request, done if yes else _("C’est noté. Un modérateur décide."))
        elif opened.story.state == Story.State.TRANSPOSING:
            return _transposed(request, opened)
    except TooLate:
        messages.info(request, _("C’est déjà décidé."))
    return redirect("story_mine", story=story)


def _mine(request: HttpRequest, opened: Opened, **more: Any) -> HttpResponse:
    story, (post, *_rest) = opened.story, opened.posts
    writing = more.pop("writing", None) or Writing(post.body, "")
    transposing = story.state == Story.State.TRANSPOSING
    context = {
        "story": story,
        "post": post,
        "kind_label": kind_label(post.kind),
        "is_question": post.thread_id is None,
        "hidden_at": moment(story.opened_at),
        "before": decide_before(story),
        "withdrawn": opened.withdrawn,
        "requests": opened.requests,
        "note_limit": WORDS_CHARACTERS,
        "body": writing.body,
        "limit": QUESTION_CHARACTERS if post.thread_id is None else MAX_CHARACTERS,
        "panel": guard_panel.look(writing, language(), at=now()) if transposing else None,
    }
    status = 422 if more.get("error") else 200
    return render(request, "stories/mine.html", context | more, status=status)


def _transposed(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The case told another way, through the guard like any text."""
    writing = guard_panel.writing_in(request)
    if request.POST.get("apply") or request.POST.get("do") == "check":
        writing, _before = guard_panel.change_in(request, writing, at=now())
        return _mine(request, opened, writing=writing)
    if writing.body.split() == opened.posts[0].body.split():
        error = _("Le texte est le même qu’avant : changez ce qui fait reconnaître la personne.")
        return _mine(request, opened, writing=writing, error=error)
    try:
        actions.transpose(by=me(request), ref=opened.story.public_id, writing=writing, at=now())
    except Refused as refusal:
        panel = guard_panel.panel_of(writing, refusal.report, language())
        error = _("Il reste un point à décider avant de l’envoyer.")
        return _mine(request, opened, writing=writing, panel=panel, error=error)
    except (Empty, TooLong, GuardDown) as refusal:
        return _mine(request, opened, writing=writing, error=sentence_of(refusal))
    messages.success(request, _("Merci. Un modérateur le relit avant vos confrères."))
    return redirect("story_mine", story=opened.story.public_id)


# -- moderators ------------------------------------------------------------------------------------


@require_GET
@moderator
def queue(request: HttpRequest) -> HttpResponse:
    """What patients wait for, the most pressing first, each with its clock."""
    at = now()
    lines = [
        asdict(one) | {"left": left_in_words(one.due_at, at), "since": moment(one.since)}
        for one in queries.waiting_for(me(request), at=at)
    ]
    return render(request, "stories/queue.html", {"lines": lines})


@require_http_methods(["GET", "POST"])
@moderator
def search(request: HttpRequest, receipt: str) -> HttpResponse:
    """Look for the message that a patient described; hide it with one button."""
    asked, words = queries.access_search(me(request), receipt)
    error = ""
    if request.method == "POST":
        try:
            return _answer(request, receipt)
        except NoReason:
            error = _("Écrivez quelques mots au patient : il les lira sur sa page.")
        except NamingReason:
            error = _("Votre réponse est gardée : n’y mettez ni nom, ni numéro.")
        except TooLate:
            messages.info(request, _("Un autre modérateur vient de répondre."))
            return redirect("story_queue")
        except NotVisible:
            error = _("Vous ne lisez pas de message à cette adresse.")
    assert asked.due_at is not None
    query = request.GET.get("q", "").strip()[:200]
    context = {
        "asked": asked,
        "words": words,
        "at": moment(asked.at),
        "left": left_in_words(asked.due_at, now()),
        "query": query,
        "cards": _found(request, query) if query else [],
        "replies": _ready_replies(),
        "reply": request.POST.get("reponse", ""),
        "error": error,
        "limit": REASONS_CHARACTERS,
    }
    return render(request, "stories/search.html", context, status=422 if error else 200)


def _found(request: HttpRequest, query: str) -> list[dict[str, Any]]:
    """Through the index, then through what this moderator may read."""
    person = me(request)
    spend("search", person.public_id, at=now())
    hits = find(query, limit=_FOUND)
    return [card(one, language()) for one in cards_of(person, list(hits.threads))]


def _answer(request: HttpRequest, receipt: str) -> HttpResponse:
    person, started = me(request), time.perf_counter()
    if request.POST.get("choix") == "rien":
        reply = request.POST.get("autre", "").strip() or request.POST.get("reponse", "")
        actions.not_found(by=person, number=receipt, reply=reply, at=now())
        messages.success(request, _("La réponse est sur la page du patient."))
        return redirect("story_queue")
    link = find_link(request.POST.get("message", ""))
    if link is None:
        raise NotVisible
    asked = actions.hide_found(by=person, number=receipt, public_id=link.question, at=now())
    if queries.is_unreadable(asked.pk):
        actions.note_hidden_in(asked.pk, time.perf_counter() - started)
    messages.success(request, _("Masqué partout. Son auteur est interrogé."))
    return redirect("story_queue")


def _ready_replies() -> list[str]:
    return [
        _("Nous avons cherché parmi les messages de cette période, sans trouver celui-ci."),
        _("Le message semble publié sur un autre site : nous ne pouvons pas y agir."),
        _("Il nous manque un indice : quelques mots exacts du message, ou sa date."),
    ]


# -- seniors ---------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@moderator
def judge(request: HttpRequest, story: str) -> HttpResponse:
    """Take it, read it, decide it with reasons. Nobody judges where they took part."""
    try:
        found = queries.access_story(me(request), story)
    except Involved:
        return render(request, "stories/involved.html", status=403)
    error = ""
    if request.method == "POST":
        try:
            return _judged(request, story)
        except NoReason:
            error = _("Choisissez une décision et une raison, ou écrivez la vôtre.")
        except NamingReason:
            error = _("Les raisons sont gardées : n’y mettez ni nom, ni numéro.")
        except (TooLate, NotTaken):
            messages.info(request, _("Quelqu’un d’autre s’en occupe, ou c’est déjà décidé."))
            return redirect("story_queue")
    return _judge(request, found, error)


def _judged(request: HttpRequest, ref: str) -> HttpResponse:
    if request.POST.get("choix") == "prendre":
        actions.take(by=me(request), ref=ref, at=now())
        return redirect("story_judge", story=ref)
    reasons = request.POST.get("autre", "").strip() or request.POST.get("raison", "")
    outcome = request.POST.get("decision", "")
    actions.decide(by=me(request), ref=ref, outcome=outcome, reasons=reasons, at=now())
    messages.success(request, _("Décidé. Le patient et l’auteur lisent vos raisons."))
    return redirect("story_queue")


def _judge(request: HttpRequest, story: Story, error: str) -> HttpResponse:
    if story.state != Story.State.JUDGING or story.due_at is None:
        raise Http404
    opened = queries.open_taken(me(request), story)
    context = {
        "story": story,
        "opened": opened,
        "posts": [_shown(post, story) for post in opened.posts] if opened else [],
        "asked_at": moment(story.opened_at),
        "left": left_in_words(story.due_at, now()),
        "answered": story.answer,
        "outcomes": _outcomes(),
        "reasons": _ready_reasons(),
        "chosen": request.POST.get("decision", ""),
        "other": request.POST.get("autre", ""),
        "limit": REASONS_CHARACTERS,
        "error": error,
    }
    return render(request, "stories/judge.html", context, status=422 if error else 200)


def _shown(post: Post, story: Story) -> dict[str, Any]:
    return {
        "kind_label": kind_label(post.kind),
        "html": post.html,
        "judged": post.pk == story.post_id,
    }


def _outcomes() -> list[tuple[str, str, str]]:
    return [
        ("erase", _("Effacer pour de bon"), _("La personne pourrait être reconnue.")),
        (
            "transpose",
            _("Demander une autre façon de le raconter"),
            _("Le cas est utile, mais pas sous cette forme. Il reste masqué."),
        ),
        ("restore", _("Le remettre"), _("Rien n’y fait reconnaître quelqu’un.")),
    ]


def _ready_reasons() -> list[str]:
    return [
        _("Le texte réunit assez de détails pour qu’une personne ou un proche s’y reconnaisse."),
        _("Le cas est rare ou récent : même sans nom, on pourrait savoir de qui il s’agit."),
        _("Les détails sont trop courants pour désigner quelqu’un, et le propos est respectueux."),
        _("La personne avait donné son accord, et le retire."),
    ]


urlpatterns: list[URLPattern] = [
    path("moi/histoires/<slug:story>/", mine, name="story_mine"),
    path("moderation/histoires/", queue, name="story_queue"),
    path("moderation/histoires/recherche/<slug:receipt>/", search, name="story_search"),
    path("moderation/histoires/<slug:story>/", judge, name="story_judge"),
]
