"""The public page of the record: its key, its latest anchors, the program that checks them (X7)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from toctoc.ledger.head import current
from toctoc.ledger.queries import anchor_lines, latest_anchors, public_key
from toctoc.ledger.standalone import source, source_digest

from .words import moment

_SHOWN = 14


@require_GET
def record(request: HttpRequest) -> HttpResponse:
    """For anybody: what to keep, so that nobody could rewrite the past unseen."""
    anchors = [
        {"number": one.number, "at": moment(one.at), "upto": one.sequence, "sign": one.signature}
        for one in latest_anchors(_SHOWN)
    ]
    context = {
        "key": public_key(),
        "anchors": anchors,
        "program": source_digest(),
        "head": current(),
    }
    return render(request, "evidence/record.html", context)


@require_GET
def anchors(request: HttpRequest) -> HttpResponseBase:
    """All of them, a line each, as `verify.py --anchors` takes them."""
    lines = (f"{line}\n" for line in anchor_lines())
    response = StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="toctoc-ancres.jsonl"'
    return response


@require_GET
def program(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(source(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verify.py"'
    return response


urlpatterns: list[URLPattern] = [
    path("registre/", record, name="record"),
    path("registre/ancres.jsonl", anchors, name="record_anchors"),
    path("registre/verify.py", program, name="record_program"),
]
