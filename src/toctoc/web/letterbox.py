"""Answer with a letter and keep nothing of it: a page to print, or a file."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import override

from toctoc.councils import letters

_TYPES = {"txt": "text/plain; charset=utf-8", "rtf": "application/rtf"}
_NOT_TYPED = ("csrfmiddlewaretoken", "format")


def answer(request: HttpRequest, lines: list[letters.Line], *, back: str) -> HttpResponse:
    """The letter that the POST asks for. The page carries what was typed, to make the files of."""
    typed = {name: str(text) for name, text in request.POST.items() if name not in _NOT_TYPED}
    paragraphs = letters.compose(lines, typed)
    kind = request.POST.get("format", "")
    if kind in _TYPES:
        text = letters.as_text(paragraphs) if kind == "txt" else letters.as_rtf(paragraphs)
        response = HttpResponse(text, content_type=_TYPES[kind])
        response["Content-Disposition"] = f'attachment; filename="lettre.{kind}"'
    else:
        context = {"paragraphs": paragraphs, "typed": typed, "back": back}
        response = render(request, "councils/letter.html", context)
    response["Cache-Control"] = "no-store"
    return response


def today_in_french(day: dt.date) -> str:
    """Letters are in French whatever the reader's language."""
    with override("fr"):
        return date_format(day, "j F Y")
