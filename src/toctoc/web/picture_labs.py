"""Results read on a lab sheet: checked by their author, put in the text, the picture dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from toctoc.guard.files import labs
from toctoc.guard.files.labs import text
from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.pictures import actions
from toctoc.pictures.labs import Results, results
from toctoc.posts.actions import save_draft
from toctoc.posts.queries import access_post, find_draft
from toctoc.posts.types import Changed, TooLong

from .access import language, me, member, now
from .pictures_part import page_of

_ARROWS = {"L": "↓", "H": "↑", "": ""}


@dataclass(frozen=True, slots=True)
class _Said:
    """What was submitted: the ticked rows, what each says, and the rows that say no result."""

    kept: frozenset[int]
    typed: dict[int, str]
    wrong: frozenset[int] = frozenset()


def part(person: Person, upload: str) -> dict[str, Any] | None:
    """For the page where the picture is looked at; None on what is no lab sheet."""
    try:
        return _shown(results(person, upload))
    except NotVisible:  # published meanwhile: its results are gone
        return None


@require_http_methods(["GET", "POST"])
@member
def put_in_text(request: HttpRequest, upload: str) -> HttpResponse:
    read = results(me(request), upload)
    if request.method == "GET" or not read.values:
        return _page(request, read)
    said = _said_in(request, len(read.values))
    kept, wrong = _kept(read.values, said)
    if wrong:
        error = _("Une valeur n’est pas possible pour cet examen : corrigez-la ou décochez-la.")
        return _page(request, read, _Said(said.kept, said.typed, wrong), error)
    if not kept:
        return _page(request, read, said, _("Cochez au moins un résultat."))
    try:
        _write(me(request), read.target, text.to_text(kept, language()))
    except TooLong as long:
        error = _("C’est trop long : %(limit)d caractères au plus.") % {"limit": long.limit}
        return _page(request, read, said, error)
    told = ngettext(
        "%(n)d résultat est à la fin de votre texte.",
        "%(n)d résultats sont à la fin de votre texte.",
        len(kept),
    ) % {"n": len(kept)}
    if request.POST.get("do") == "drop":
        actions.discard(by=me(request), upload=upload, at=now())
        told += " " + _("L’image est retirée.")
    messages.success(request, told)
    return redirect(page_of(read.target))


def _said_in(request: HttpRequest, rows: int) -> _Said:
    ticked = (one for one in request.POST.getlist("keep") if one.isdecimal())
    typed = {row: request.POST.get(f"value-{row}", "")[:20] for row in range(rows)}
    return _Said(frozenset(map(int, ticked)) & frozenset(range(rows)), typed)


def _kept(
    values: Sequence[labs.LabValue], said: _Said
) -> tuple[list[labs.LabValue], frozenset[int]]:
    """The ticked results as their author says them, and the rows whose value can't be one."""
    kept, wrong = [], set()
    for row in sorted(said.kept):
        try:
            kept.append(labs.corrected(values[row], said.typed[row]))
        except ValueError:
            wrong.add(row)
    return kept, frozenset(wrong)


def _write(person: Person, target: str, lines: str) -> None:
    """At the end of the draft, or of the published text that is being changed; once."""
    for last in (False, True):
        draft = find_draft(person, target)
        fields = draft.fields if draft else {}
        body = fields.get("body") or _published(person, target)
        if lines in body:
            return
        fields = fields | {"body": f"{body.rstrip()}\n\n{lines}".lstrip()}
        revision = draft.revision if draft else 0
        try:
            save_draft(by=person, target=target, fields=fields, revision=revision, at=now())
        except Changed:  # an autosave came between: it is read again, once
            if last:
                raise
        else:
            return


def _published(person: Person, target: str) -> str:
    head, _colon, public_id = target.partition(":")
    return access_post(person, public_id).body if head == "edit" else ""


def _page(
    request: HttpRequest, read: Results, said: _Said | None = None, error: str = ""
) -> HttpResponse:
    shown = _shown(read, said)
    context = {"labs": shown, "error": error, "upload": read.upload, "back": page_of(read.target)}
    return render(request, "pictures/results.html", context, status=422 if error else 200)


def _shown(read: Results, said: _Said | None = None) -> dict[str, Any] | None:
    if not read.values:
        return None
    rows = [_row(place, value, said) for place, value in enumerate(read.values)]
    return {
        "action": f"/images/{read.upload}/resultats/",
        "rows": rows,
        "unsure": sum(value.unsure for value in read.values),
    }


def _row(place: int, value: labs.LabValue, said: _Said | None) -> dict[str, Any]:
    """What was hardly read waits for its author's tick."""
    lang = language()
    read = f"{value.sign} {text.number(value.value, lang)}".strip()
    return {
        "number": place,
        "label": text.label(value.analyte, lang, full=True),
        "typed": said.typed[place] if said else read,
        "unit": text.unit_text(value.unit, lang),
        "range": text.range_text(value, lang),
        "arrow": _ARROWS[value.flag],
        "unsure": value.unsure,
        "keep": place in said.kept if said else not value.unsure,
        "wrong": said is not None and place in said.wrong,
    }


urlpatterns: list[URLPattern] = [
    path("images/<slug:upload>/resultats/", put_in_text, name="picture_results"),
]
