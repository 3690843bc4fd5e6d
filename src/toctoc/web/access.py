"""Who may open a page: members read, everybody else is shown the way in (D1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation

from toctoc.limits.actions import TooMany
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed, NotVisible
from toctoc.posts.types import CharterMissing, NotYours
from toctoc.questions.types import NotAQuestion, NotTheAsker

from .errors import forbidden, too_many
from .marking import mark

View = Callable[..., HttpResponse]


def me(request: HttpRequest) -> Person:
    """The member behind a request that `member` let through."""
    return cast("Person", request.user)


def now() -> dt.datetime:
    return timezone.now()


def language() -> str:
    return "en" if translation.get_language() == "en" else "fr"


def member(view: View) -> View:
    """For verified members alone, whose pages are marked (D10). Refusals become pages: not found,
    not allowed, slow down."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = request.user
        if not person.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not person.is_member:
            return redirect("joining")
        mark(request)
        try:
            return view(request, *args, **kwargs)
        except (NotVisible, NotAQuestion) as error:
            raise Http404 from error
        except CharterMissing:
            return redirect("charter_accept")
        except (NotAllowed, NotTheAsker, NotYours):
            return forbidden(request)
        except TooMany as error:
            return too_many(request, error)

    return guarded


def account(view: View) -> View:
    """For anybody signed in, whatever their standing: rights and remedies outlive membership,
    suspension and exclusion."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            return view(request, *args, **kwargs)
        except NotVisible as error:
            raise Http404 from error
        except TooMany as error:
            return too_many(request, error)

    return guarded


def moderator(view: View) -> View:
    @member
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not me(request).is_moderator:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
