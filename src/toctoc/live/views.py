"""Polling, for networks through which a stream can't pass."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from . import queries, topics
from .request import moment, number


@require_GET
def poll(request: HttpRequest) -> HttpResponse:
    """`GET /live/poll?topics=home,me&last=42` -> {"last", "reload", "events": [{id, topic, …}]}."""
    person: Any = request.user
    if not person.is_authenticated:
        return HttpResponse(status=401)
    if not person.is_member:
        return HttpResponse(status=403)
    try:
        asked = topics.parse(request.GET.get("topics", ""), own=person.public_id)
    except topics.BadTopic:
        return HttpResponse(status=400)
    except topics.NotYours:
        return HttpResponse(status=403)
    newest = queries.last_id()
    last, since = number(request.GET.get("last", "")), moment(request.GET.get("since", ""))
    if last is None and since is not None:
        last = queries.id_before(since)
    rows = [] if last is None else queries.missed(last, asked, until=newest)
    response = JsonResponse(
        {
            "last": newest,
            "reload": rows is None,
            "events": [row._asdict() for row in rows or []],
        }
    )
    response["Cache-Control"] = "private, no-store"
    return response
