""" "C'est mon histoire", for the patient: three screens, no account, nothing medical (K18, T15).

These forms take no CSRF cookie, so that they work where cookies are refused: the signed challenge
that each carries is used once and can't be made elsewhere.
"""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toctoc.people.types import NotVisible
from toctoc.posts.types import clean
from toctoc.stories import actions, queries
from toctoc.stories.challenge import PUZZLES, bits, new_challenge
from toctoc.stories.links import Link, find_link
from toctoc.stories.types import (
    WORDS_CHARACTERS,
    Busy,
    Claim,
    NeedsEmail,
    NoChallenge,
    NothingSaid,
    Receipt,
)

from .access import language, now
from .stories_desk import urlpatterns as desk_patterns
from .stories_words import follow_in_words, wait_in_words


@require_http_methods(["GET", "POST"])
@csrf_exempt
def start(request: HttpRequest) -> HttpResponse:
    """Screen 1: paste the link. Screen 2 comes from the form of the link, without asking whether
    there is a message behind it."""
    pasted = request.POST.get("lien", "")
    link = find_link(pasted)
    if link is not None:
        return _confirm(request, link)
    error = ""
    if request.method == "POST":
        error = _(
            "Nous ne reconnaissons pas de lien dans ce texte. Un lien de ce site ressemble à "
            "l’exemple ci-dessous. Si vous ne l’avez pas, décrivez-nous le message."
        )
    context = {"error": error, "pasted": pasted[:500], "example": f"{settings.ADDRESS}/q/…"}
    return render(request, "stories/start.html", context, status=422 if error else 200)


def _confirm(
    request: HttpRequest, link: Link, *, error: str = "", at_fault: str = ""
) -> HttpResponse:
    """Screen 2: what will happen, and the button."""
    ours = (request.get_host(), settings.ADDRESS.split("://", 1)[-1])
    context = _form(request, error, at_fault) | {
        "link": link,
        "foreign": link.host if link.host and link.host not in ours else "",
        "alone": request.POST.get("portee") == "reponse",
    }
    return render(request, "stories/confirm.html", context, status=422 if error else 200)


def _form(request: HttpRequest, error: str, at_fault: str) -> dict[str, Any]:
    """What both forms carry: a fresh challenge, and what was typed."""
    return {
        "challenge": new_challenge(now()),
        "bits": bits(),
        "puzzles": PUZZLES,
        "email": request.POST.get("email", ""),
        "withdrawn": "accord" in request.POST,
        "error": error,
        "at_fault": at_fault,
    }


@require_POST
@csrf_exempt
def press(request: HttpRequest) -> HttpResponse:
    """The button. The message is out of sight before this answers."""
    started = time.perf_counter()
    link = Link(
        question=clean(request.POST.get("message", ""))[:12],
        reply=clean(request.POST.get("reponse", ""))[:12],
    )
    alone = bool(link.reply) and request.POST.get("portee") == "reponse"
    target = link.reply if alone else link.question
    try:
        receipt = actions.submit(_claim(request, target=target, whole=not alone), at=now())
    except (NeedsEmail, NoChallenge, NothingSaid, ValidationError) as refusal:
        error, at_fault = _refusal(refusal)
        return _confirm(request, link, error=error, at_fault=at_fault)
    except Busy as busy:
        return _busy(request, busy)
    _measure(receipt, started)
    return redirect("story_follow", token=receipt.token)


def _measure(receipt: Receipt, started: float) -> None:
    """K18 is measured each time: until the database says that nobody reads it any more."""
    if receipt.hid and queries.is_unreadable(receipt.id):
        actions.note_hidden_in(receipt.id, time.perf_counter() - started)


def _claim(request: HttpRequest, *, target: str = "", whole: bool = True, words: str = "") -> Claim:
    email = clean(request.POST.get("email", "")).strip()
    if email:
        validate_email(email)
    return Claim(
        challenge=request.POST.get("challenge", ""),
        solution=request.POST.get("solution", ""),
        address=request.META.get("REMOTE_ADDR", ""),
        target=target,
        whole=whole,
        words=words,
        email=email,
        language=language(),
        consent_withdrawn="accord" in request.POST,
    )


def _refusal(refusal: Exception) -> tuple[str, str]:
    """What to do about it, and which field to look at."""
    if isinstance(refusal, NeedsEmail):
        return (
            _(
                "Laissez une adresse e-mail : un lien y arrivera, et le message sera masqué dès "
                "que vous l’aurez ouvert. Nous le demandons après trois demandes dans la journée, "
                "ou quand votre navigateur n’a pas pu faire son calcul."
            ),
            "email",
        )
    if isinstance(refusal, ValidationError):
        return _("Cette adresse e-mail n’est pas complète."), "email"
    if isinstance(refusal, NothingSaid):
        return _("Dites-nous quelques mots du message, même peu."), "words"
    return _("Cette page était ouverte depuis trop longtemps. Appuyez de nouveau."), ""


def _busy(request: HttpRequest, busy: Busy) -> HttpResponse:
    """Never a dead end: when to come back, and whom to write to meanwhile."""
    context = {"wait": wait_in_words(busy.wait), "operator": settings.TOCTOC_OPERATOR}
    response = render(request, "stories/busy.html", context, status=429)
    response["Retry-After"] = str(int(busy.wait.total_seconds()) + 1)
    return response


@require_http_methods(["GET", "POST"])
@csrf_exempt
def describe(request: HttpRequest) -> HttpResponse:
    """Without the link: when, what kind of message, which words. Moderators look for it."""
    error = at_fault = ""
    typed = {name: clean(request.POST.get(name, ""))[:WORDS_CHARACTERS] for name in _ASKED}
    if request.method == "POST":
        try:
            receipt = actions.submit(_claim(request, words=_described(typed)), at=now())
        except (NeedsEmail, NoChallenge, NothingSaid, ValidationError) as refusal:
            error, at_fault = _refusal(refusal)
        except Busy as busy:
            return _busy(request, busy)
        else:
            return redirect("story_follow", token=receipt.token)
    context = _form(request, error, at_fault) | {"typed": typed, "limit": WORDS_CHARACTERS}
    return render(request, "stories/describe.html", context, status=422 if error else 200)


_ASKED = ("quand", "genre", "mots")


def _described(typed: dict[str, str]) -> str:
    return "\n".join(text for name in _ASKED if (text := typed[name].strip()))


@require_http_methods(["GET", "POST"])
@csrf_exempt
def confirmation(request: HttpRequest, secret: str) -> HttpResponse:
    """The link of the e-mail. Programs open links by themselves: a button does it."""
    started = time.perf_counter()
    try:
        if request.method == "POST":
            receipt = actions.confirm(secret=secret, at=now())
            _measure(receipt, started)
            return render(request, "stories/confirmation.html", {"receipt": receipt})
        asked = queries.access_confirmation(secret)
    except NotVisible:
        return render(request, "stories/confirmation.html", {"gone": True}, status=404)
    except Busy as busy:
        return _busy(request, busy)
    return render(request, "stories/confirmation.html", {"asked": asked})


@require_GET
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Screen 3, and the page of every day after: what happened, what happens next, why."""
    try:
        asked = queries.access_request(token)
    except NotVisible as error:
        raise Http404 from error
    context = follow_in_words(asked) | {
        "secret": f"{settings.ADDRESS}{request.path}",
        "operator": settings.TOCTOC_OPERATOR,
    }
    return render(request, "stories/follow.html", context)


urlpatterns: list[URLPattern] = [
    path("mon-histoire/", start, name="story_start"),
    path("mon-histoire/masquer", press, name="story_press"),
    path("mon-histoire/sans-lien/", describe, name="story_describe"),
    path("mon-histoire/confirmation/<slug:secret>/", confirmation, name="story_confirmation"),
    path("mon-histoire/suivi/<slug:token>/", follow, name="story_follow"),
    *desk_patterns,
]
