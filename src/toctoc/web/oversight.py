""" "Je n'ai pas été prévenu": an author tells what the guard missed, or marked wrongly.

Nothing of the text is kept: the outline of the words goes to the local corpus, without its author
(`posts/_corpus.py`), and the page shows what was kept.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from toctoc.guard import Finding
from toctoc.live.request import number
from toctoc.people.models import Person
from toctoc.posts.actions import inspect, report_missed, report_wrong
from toctoc.posts.models import CorpusLine
from toctoc.posts.queries import access_post, corpus_lines
from toctoc.posts.types import (
    MAX_CHARACTERS,
    MISSED,
    WRONG,
    GuardDown,
    NoKind,
    NoSuchWords,
    NotYours,
)
from toctoc.questions.queries import question_of

from .access import me, member, moderator, now
from .panel import body_in


@require_http_methods(["GET", "POST"])
@member
def oversight(request: HttpRequest) -> HttpResponse:
    """The panel's button brings the text (nothing is kept yet); `do=report` keeps the outline."""
    body, back = body_in(request)[:MAX_CHARACTERS], request.POST.get("back", "")
    if request.POST.get("do") != "report":
        return _page(request, body, back)
    try:
        line = _reported(request, me(request), body, now())
    except NoSuchWords:
        told = _("Ces mots ne sont pas dans le texte : recopiez-les tels quels.")
        return _page(request, body, back, error=told, at_fault="words")
    except NoKind:
        told = _("Dites de quoi il s’agit : choisissez dans la liste qui convient.")
        return _page(request, body, back, error=told, at_fault="kind")
    except GuardDown:
        told = _("La vérification ne répond pas : réessayez dans un instant.")
        return _page(request, body, back, error=told)
    messages.success(request, _("Merci. Voici tout ce qui est gardé : %(line)s") % {"line": line})
    if back.isalnum() and len(back) == 12:
        return redirect("question", public_id=back)
    return redirect("oversight")


@require_GET
@member
def of_post(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same page, on what one has published."""
    post = access_post(me(request), public_id)
    if post.author_id != me(request).pk:
        raise NotYours
    return _page(request, post.body, question_of(me(request), public_id))


def _reported(request: HttpRequest, by: Person, body: str, at: dt.datetime) -> str:
    """What was kept, as it may be shown."""
    kind = request.POST.get("kind", "")
    first, _sep, last = request.POST.get("found", "").partition(":")
    start, end = number(first), number(last)
    fault, _sep, kind = kind.partition(":")
    if start is not None and end is not None:
        kind = kind if fault == "wrong" else ""
        return _shown(report_wrong(by=by, text=body, start=start, end=end, kind=kind, at=at))
    start, end = _place(body, request.POST.get("words", ""), number(request.POST.get("at", "")))
    kind = kind if fault == "missed" else ""
    return _shown(report_missed(by=by, text=body, start=start, end=end, kind=kind, at=at))


def _place(body: str, typed: str, at: int | None) -> tuple[int, int]:
    """Where the words stand: where they were selected, else where they first occur."""
    words = typed.replace("\r\n", "\n").strip()
    if not words:
        raise NoSuchWords
    if at is None or body[at : at + len(words)] != words:
        at = body.find(words)
    if at < 0:
        raise NoSuchWords
    return at, at + len(words)


def _shown(line: CorpusLine) -> str:
    return f"{line.before}[{line.words}]{line.after}"


def _page(
    request: HttpRequest, body: str, back: str, *, error: str = "", at_fault: str = ""
) -> HttpResponse:
    context = {
        "body": body,
        "back": back,
        "limit": MAX_CHARACTERS,
        "found": [
            {"value": f"{f.start}:{f.end}", "words": body[f.start : f.end]} for f in _found(body)
        ],
        "chosen": request.POST.get("found", ""),
        "words": request.POST.get("words", ""),
        "kind": request.POST.get("kind", ""),
        "kinds": kinds(),
        "error": error,
        "at_fault": at_fault,
    }
    return render(request, "questions/oversight.html", context, status=422 if error else 200)


def _found(body: str) -> tuple[Finding, ...]:
    if not body.strip():
        return ()
    try:
        return inspect(body, at=now(), final=True).findings
    except GuardDown:
        return ()


def kinds() -> list[dict[str, Any]]:
    """The two lists of kinds, as the groups of a select."""
    labels = _labels()
    return [
        {"label": title, "kinds": [(f"{fault}:{one}", labels[fault, one]) for one in among]}
        for fault, title, among in (
            ("missed", _("Oublié"), MISSED),
            ("wrong", _("Marqué à tort, alors que c’est"), WRONG),
        )
    ]


def _labels() -> dict[tuple[str, str], str]:
    return {
        ("missed", "name"): _("un nom, un prénom, des initiales"),
        ("missed", "place"): _("un lieu, une adresse"),
        ("missed", "hospital"): _("un hôpital, un service, une école"),
        ("missed", "date"): _("une date, une naissance"),
        ("missed", "age"): _("un âge"),
        ("missed", "contact"): _("un téléphone, un e-mail, un site"),
        ("missed", "number"): _("un numéro (sécurité sociale, dossier, RPPS…)"),
        ("missed", "profession"): _("un métier, un employeur"),
        ("missed", "family"): _("un lien de famille"),
        ("missed", "origin"): _("une origine, une religion"),
        ("missed", "rare"): _("un fait rare, une circonstance"),
        ("missed", "other"): _("autre chose"),
        ("wrong", "disease"): _("une maladie, un signe, un score"),
        ("wrong", "drug"): _("un médicament, une marque"),
        ("wrong", "value"): _("une valeur, une dose, une durée"),
        ("wrong", "word"): _("un mot courant"),
        ("wrong", "source"): _("un auteur ou une source cités"),
        ("wrong", "general"): _("trop général pour désigner quelqu’un"),
        ("wrong", "other"): _("autre chose"),
    }


@require_GET
@moderator
def corpus(request: HttpRequest) -> HttpResponse:
    """What was told here for a year, for those who look after this instance."""
    labels = _labels()
    lines = [
        line | {"what": labels.get((line["fault"], line["kind"]), line["kind"])}
        for line in corpus_lines()
    ]
    return render(request, "questions/corpus.html", {"lines": lines})


@require_GET
@moderator
def corpus_export(request: HttpRequest) -> HttpResponse:
    """The same as JSON lines: what a gold set or an issue of the project may take."""
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in corpus_lines())
    response = HttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="toctoc-corpus.jsonl"'
    return response


urlpatterns: list[URLPattern] = [
    path("filtre/oubli", oversight, name="oversight"),
    path("q/<slug:public_id>/oubli", of_post, name="oversight_of_post"),
    path("moderation/filtre/", corpus, name="corpus"),
    path("moderation/filtre.jsonl", corpus_export, name="corpus_export"),
]
