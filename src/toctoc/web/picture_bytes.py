"""Serve a picture to one reader, with that reader's mark in its pixels (D10)."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from toctoc.marks.copies import Copy, copy_of, pixels
from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.pictures import queries
from toctoc.posts.queries import reads

from .access import me, now
from .picture_address import is_key

_POLICY = "default-src 'none'; frame-ancestors 'none'"


def answer(copy: Copy, data: bytes | None) -> HttpResponse:
    """The bytes, or 304 without any. Each use asks again: what was hidden a second ago is not
    shown from the browser's memory (K18)."""
    response = HttpResponse(status=304)
    if data is not None:
        response = HttpResponse(data, content_type="image/webp")
        response["Content-Disposition"] = 'inline; filename="image.webp"'
    response["ETag"] = copy.tag
    response["Cache-Control"] = "private, max-age=0, must-revalidate"
    response["Content-Security-Policy"] = _POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def serve(request: HttpRequest, picture: str, key: str, *, small: bool = False) -> HttpResponse:
    """Hidden, covered, foreign, out of date, never made: one answer for all."""
    person, at = request.user, now()
    if not person.is_authenticated or not reads(person) or not is_key(person, key, at):
        raise Http404
    try:
        return served(request, me(request), picture, small=small, at=at)
    except NotVisible as error:
        raise Http404 from error


def served(
    request: HttpRequest, person: Person, picture: str, *, small: bool, at: dt.datetime
) -> HttpResponse:
    """For the pages and the API alike. `NotVisible` for what this reader may not see."""
    data = queries.published_bytes(person, picture)
    copy = copy_of(person, picture, small=small, at=at)
    same = request.headers.get("If-None-Match") == copy.tag
    return answer(copy, None if same else pixels(copy, person, data))


urlpatterns: list[URLPattern] = [
    path("image/<slug:picture>/<slug:key>.webp", serve, name="picture"),
    path(
        "image/<slug:picture>/<slug:key>/petite.webp", serve, {"small": True}, name="picture_small"
    ),
]
