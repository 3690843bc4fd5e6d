"""Pages for when something is refused: what happened, what to do, and what was typed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

if TYPE_CHECKING:
    from toctoc.limits.actions import TooMany

_SECRET = ("csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code")
_NOT_TYPED = ("token", "target", "transposed", "before", "before-transposed", "seen", "keep")


def typed(request: HttpRequest) -> dict[str, str]:
    """What the person had typed, without secrets: shown back, so that nothing is lost."""
    return {
        name: str(value)
        for name, value in request.POST.items()
        if value and name not in (*_SECRET, *_NOT_TYPED)
    }


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is too old or came from elsewhere: say so, and give back what was typed."""
    return render(request, "errors/csrf.html", {"typed": typed(request)}, status=403)


def forbidden(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/403.html", {"typed": typed(request)}, status=403)


def too_many(request: HttpRequest, error: TooMany) -> HttpResponse:
    seconds = math.ceil(error.wait.total_seconds())
    context = {"minutes": max(1, math.ceil(seconds / 60)), "typed": typed(request)}
    response = render(request, "errors/429.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response
