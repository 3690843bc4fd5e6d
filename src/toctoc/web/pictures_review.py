"""Look at what will be published, page by page: cover, uncover, crop, say what no machine sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NoReturn

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from toctoc.guard.files.messages import reason, refusal
from toctoc.guard.files.types import Kind, Refused
from toctoc.pictures import actions, queries
from toctoc.pictures.models import Upload
from toctoc.pictures.types import (
    QUESTIONS,
    AlreadyRemoved,
    AltRefused,
    Choice,
    FoundMore,
    Sent,
    Sheet,
    Unanswered,
    Unreasoned,
)

from . import picture_labs
from . import pictures_form as form
from . import pictures_words as words
from .access import language, me, member, now
from .pictures_part import page_of

_READ = (Upload.State.REVIEW, Upload.State.READY)
_SAID = (Upload.Consent.UNRECOGNISABLE, Upload.Consent.GIVEN)


class _Again(Exception):
    """The form comes back with all that was chosen, and says what to do."""

    def __init__(self, error: str = "", marked: Sequence[str] = (), field: str = "") -> None:
        super().__init__(error)
        self.error, self.marked, self.field = error, frozenset(marked), field


@require_http_methods(["GET", "POST"])
@member
def review(request: HttpRequest, upload: str, number: int = 0) -> HttpResponse:
    sent = queries.review(me(request), upload)
    if sent.state not in _READ:
        return _not_yet(request, sent)
    if request.headers.get("HX-Request"):  # the page that waited: it is time
        return HttpResponse(headers={"HX-Redirect": _address(sent, number or _first(sent))})
    number = number or _first(sent)
    if not 0 < number <= len(sent.sheets):
        raise Http404
    sheet = sent.sheets[number - 1]
    if request.method == "GET":
        return _page(request, sent, number, form.chosen_before(sheet))
    chosen = form.chosen_in(request.POST, sheet)
    try:
        return _decide(request, sent, number, chosen)
    except _Again as again:
        sent = queries.review(me(request), upload)  # the second reading may have found more
        chosen = _with_new(chosen, sent.sheets[number - 1])
        return _page(request, sent, number, chosen, again)


def _first(sent: Sent) -> int:
    """The first page still to be decided, or the first."""
    return next((place for place, one in enumerate(sent.sheets, 1) if not one.done), 1)


def _address(sent: Sent, number: int) -> str:
    if len(sent.sheets) == 1:
        return reverse("picture_review", args=[sent.public_id])
    return reverse("picture_page", args=[sent.public_id, number])


def _with_new(chosen: form.Chosen, sheet: Sheet) -> form.Chosen:
    """What was found meanwhile is covered, or asked about."""
    new = {one.id: form.COVER for one in sheet.found if one.decision == "hide"}
    return replace(chosen, says=new | dict(chosen.says))


def _asks(sent: Sent, number: int) -> bool:
    """Whether this page is the last to be decided: the questions about the whole file are on it."""
    return all(one.done for place, one in enumerate(sent.sheets, 1) if place != number)


def _decide(request: HttpRequest, sent: Sent, number: int, chosen: form.Chosen) -> HttpResponse:
    sheet, do = sent.sheets[number - 1], request.POST.get("do", "")
    answers, consent = form.answers_in(request.POST), request.POST.get("consent", "")
    last = _asks(sent, number) and do not in ("only", "look")
    _check(chosen, sheet)
    if last:
        _check_answers(answers, consent)
    _make(request, sheet, chosen)
    if do == "look":
        return redirect(_address(sent, number) + "#apercu")
    if do == "only":
        _leave_out_others(request, sent, number)
        return redirect(_address(sent, number) + "#questions")
    if last and answers is not None:
        upload = sent.public_id
        actions.answer(by=me(request), upload=upload, answers=answers, consent=consent, at=now())
    return _onward(request, queries.review(me(request), sent.public_id), number)


def _onward(request: HttpRequest, sent: Sent, number: int) -> HttpResponse:
    """To the next page that waits, or back to the text."""
    if sent.state == Upload.State.READY:
        ready = _("L’image est prête : elle partira avec votre texte.")
        messages.success(request, ready)
        return redirect(page_of(sent.target) if sent.target else "ask")
    order = [*range(number + 1, len(sent.sheets) + 1), *range(1, number + 1)]
    waiting = (place for place in order if not sent.sheets[place - 1].done)
    return redirect(_address(sent, next(waiting, number)))


def _check(chosen: form.Chosen, sheet: Sheet) -> None:
    """All that is missing at once; the domain judges again."""
    if chosen.left_out:
        return
    marked = chosen.unanswered(sheet) | chosen.unreasoned(sheet)
    if marked:
        _missing(sorted(marked))


def _missing(marked: Sequence[str]) -> NoReturn:
    said = ngettext(
        "Il reste une zone à décider : elle est marquée ci-dessous.",
        "Il reste %(n)d zones à décider : elles sont marquées ci-dessous.",
        len(marked),
    )
    raise _Again(said % {"n": len(marked)}, marked, "boxes")


def _check_answers(answers: dict[str, bool] | None, consent: str) -> None:
    if answers is None:
        said = _("Dites ce qu’aucune machine ne voit ; « Rien de tout cela » s’il n’y a rien.")
        raise _Again(said, field="answers")
    if consent not in _SAID:
        raise _Again(
            _("Dites si quelqu’un peut être reconnu, ou si l’accord est écrit."), field="consent"
        )


def _make(request: HttpRequest, sheet: Sheet, chosen: form.Chosen) -> None:
    """Have the page made as chosen, and read once more."""
    choice = chosen.choice(sheet)
    try:
        actions.decide(by=me(request), picture=sheet.public_id, choice=choice, at=now())
    except (Unreasoned, Unanswered) as missing:
        _missing(missing.boxes)
    except FoundMore as more:
        raise _Again(
            _(
                "La relecture a trouvé d’autres zones, couvertes elles aussi. "
                "Regardez-les, puis validez de nouveau."
            ),
            field="boxes",
        ) from more
    except AlreadyRemoved as removed:
        raise _Again(
            _(
                "Cette image a déjà été retirée parce qu’elle montrait quelqu’un : "
                "elle ne peut pas revenir. Retirez-la."
            )
        ) from removed
    except AltRefused as refused:
        raise _Again(
            _(
                "Cette description pourrait désigner quelqu’un : "
                "dites ce que l’image montre, rien de plus."
            ),
            field="alt",
        ) from refused
    except Refused as refused:
        raise _Again(refusal(refused.code, language())) from refused


def _leave_out_others(request: HttpRequest, sent: Sent, number: int) -> None:
    for place, sheet in enumerate(sent.sheets, 1):
        out = sheet.choice is not None and sheet.choice.left_out
        if place != number and not out:
            choice = Choice(left_out=True)
            actions.decide(by=me(request), picture=sheet.public_id, choice=choice, at=now())


def _not_yet(request: HttpRequest, sent: Sent) -> HttpResponse:
    """Still being read, refused, or lost."""
    context = {
        "upload": sent.public_id,
        "line": words.line_of(sent, language()),
        "moving": sent.state in (Upload.State.WAITING, Upload.State.READING),
        "done": sent.done,
        "pages": sent.pages,
        "target": sent.target,
        "back": page_of(sent.target) if sent.target else reverse("ask"),
    }
    return render(request, "pictures/waiting.html", context)


def _page(
    request: HttpRequest,
    sent: Sent,
    number: int,
    chosen: form.Chosen,
    again: _Again | None = None,
) -> HttpResponse:
    again, sheet = again or _Again(), sent.sheets[number - 1]
    boxes = _boxes(sheet, chosen, again)
    total, asks = len(sent.sheets), _asks(sent, number)
    context = {
        "upload": sent.public_id,
        "labs": picture_labs.part(me(request), sent.public_id),
        "sheet": sheet,
        "number": number,
        "total": total,
        "action": _address(sent, number),
        "pages": _pages(sent, number) if total > 1 else [],
        "before": _address(sent, number - 1) if number > 1 else "",
        "asked": [box for box in boxes if box["ask"]],
        "hidden": [box for box in boxes if not box["ask"]],
        "chosen": chosen,
        "edits": chosen.edits(),
        "crop": chosen.crop,
        "asks": asks,
        "questions": _questions(request, sent) if asks else [],
        "none_said": _none_said(request, sent),
        "consent": request.POST.get("consent", sent.consent),
        "subjects": _subjects(),
        "error": again.error,
        "error_field": again.field,
        "target": sent.target,
        "back": page_of(sent.target) if sent.target else reverse("ask"),
    }
    return render(request, "pictures/review.html", context, status=422 if again.error else 200)


def _boxes(sheet: Sheet, chosen: form.Chosen, again: _Again) -> list[dict[str, Any]]:
    lang, labels = language(), {"face": _("Visage"), "text": _("Texte"), "code": _("Code")}
    return [
        {
            "id": one.id,
            "number": place,
            "label": labels[one.kind],
            "why": reason(one.why, Kind(one.kind), lang),
            "ask": one.decision == "ask",
            "said": chosen.says.get(one.id, ""),
            "reason": chosen.reasons.get(one.id, ""),
            "rect": one.rect,
            "shown": chosen.moved.get(one.id, one.rect),
            "wrong": one.id in again.marked,
            "new": bool(again.error) and one.id not in chosen.known,
        }
        for place, one in enumerate(sheet.found, 1)
    ]


def _pages(sent: Sent, number: int) -> list[dict[str, Any]]:
    return [
        {
            "number": place,
            "url": _address(sent, place),
            "here": place == number,
            "done": one.done,
            "out": one.choice is not None and one.choice.left_out,
        }
        for place, one in enumerate(sent.sheets, 1)
    ]


def _questions(request: HttpRequest, sent: Sent) -> list[dict[str, Any]]:
    """What no machine sees, three ticks."""
    labels = {
        "signs": _("Tatouage, bijou, cicatrice"),
        "scene": _("Pièce, écran, badge derrière"),
        "rare": _("Maladie rare, cas connu"),
    }
    posted = request.POST.getlist("seen") if request.method == "POST" else None
    return [
        {
            "value": name,
            "label": labels[name],
            "checked": name in posted if posted is not None else bool(sent.answers.get(name)),
        }
        for name in QUESTIONS
    ]


def _none_said(request: HttpRequest, sent: Sent) -> bool:
    if request.method == "POST":
        return "none" in request.POST.getlist("seen")
    return bool(sent.answers) and not any(sent.answers.values())


def _subjects() -> list[str]:
    """What a picture often is: offered as its description, in one tap."""
    return [
        _("Photographie d’une lésion cutanée"),
        _("Photographie d’une plaie"),
        _("Dermatoscopie"),
        _("Électrocardiogramme"),
        _("Radiographie"),
        _("Échographie"),
        _("Scanner"),
        _("IRM"),
        _("Fond d’œil"),
        _("Résultats de biologie"),
        _("Compte rendu"),
    ]


urlpatterns: list[URLPattern] = [
    path("images/<slug:upload>/", review, name="picture_review"),
    path("images/<slug:upload>/<int:number>/", review, name="picture_page"),
]
