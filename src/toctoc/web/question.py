"""The page of a question: read, answer, ask back, and what follows."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from toctoc.notify.actions import mark_read
from toctoc.people.codes import specialty_labels
from toctoc.people.queries import byline, byline_in
from toctoc.people.types import NotVisible
from toctoc.pictures.types import NotReady
from toctoc.posts.queries import old_before, published_before, rows, visible_to
from toctoc.posts.types import (
    MAX_CHARACTERS,
    Empty,
    GuardDown,
    NotYours,
    Piece,
    Refused,
    TooLong,
    Writing,
)
from toctoc.questions import actions
from toctoc.questions.queries import question_of, question_pieces
from toctoc.questions.routing import Reason, explain
from toctoc.questions.types import KnockFacts, QuestionPage

from . import panel as guard_panel
from . import picture_address as pictures
from . import stencil
from .access import language, me, member, now
from .ask import fields_of, sentence_of
from .fragments import Personal, html_of, with_age, with_personal
from .keeping import choices_of
from .pictures_part import part, refusal_of, stowaways
from .words import answers, knocked, moment, specialties

_REVEAL_HOURS = (24, 48, 168)


@require_GET
@member
def question(request: HttpRequest, public_id: str) -> HttpResponse:
    return _render(request, question_pieces(me(request), public_id, language()))


def _arrived(request: HttpRequest, page: QuestionPage[Piece]) -> bool:
    """Visiting clears the inbox lines of this question and says the knock was seen.

    Returns whether something else is unread. Writes only if there is something to write.
    """
    if page.told:
        mark_read(me(request).pk, ref=page.post.public_id, at=now())
    if page.knock is not None and not page.knock.seen:
        actions.see_knock(by=me(request), question_id=page.post.id, at=now())
    return page.told_else


def _render(
    request: HttpRequest,
    page: QuestionPage[Piece],
    *,
    form: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    lang = language()
    context = _thread(request, page) | {
        "specialties": specialties(page.specialties, lang),
        "audience": page.audience,
        "private": audience_in_words(page),
        "outcome_wanted": page.outcome_wanted,
        "knock": knock_in_words(page.knock, lang) if page.knock else None,
        "form": form or reply_form(request, page),
        "unread": _arrived(request, page),
    }
    if page.mine and context["pictures"] and page.reveal_at is None and not page.has_outcome:
        context["form"] |= may_reveal(context["form"], request.POST.get("reveal_in", ""))
    if form:
        return render(request, "questions/question.html", context, status=status)
    context["form"] |= {"panel": {"state": "empty"}}
    return stencil.page(request, "questions/question.html", context, kinds=("audience", "state"))


def _thread(request: HttpRequest, page: QuestionPage[Piece]) -> dict[str, Any]:
    """The living part of the page: stored fragments, each with what this reader may do."""
    lang, everything = language(), [page.post, *page.replies]
    articles = _with_ages(page, html_of(everything, lang), lang)
    token = get_token(request)
    moderates, at = me(request).is_moderator, now()
    own = {row.id: may(row, page, moderates, at, articles[row.id]) for row in everything}
    article, *replies = (
        with_personal(articles[row.id], row.public_id, own[row.id], token, lang)
        for row in everything
    )
    shown = pictures.with_keys(article, me(request), token, at)
    return {
        "public_id": page.post.public_id,
        "article": SafeString(shown),
        "replies": SafeString(pictures.with_keys("\n".join(replies), me(request), token, at)),
        "pictures": any(map(pictures.has_any, articles.values())),
        "reveal_text": "" if page.mine else revealed_in_words(page),
        "count": len(replies),
        "csrf_token": token,
        "knocked_text": knocked(page.knocked) if page.mine or page.knocked else "",
        "answers_text": answers(page.answers),
        "mine": page.mine,
        "waiting": page.waiting,
        "live_topic": f"question:{page.post.public_id}",
    }


def _with_ages(page: QuestionPage[Piece], articles: dict[int, str], lang: str) -> dict[int, str]:
    """Only an old question has old replies: the others are not even asked for their dates."""
    limit = old_before(now())
    if page.asked_at is None or page.asked_at >= limit:
        return articles
    old = published_before(page.post.id, limit)
    return {
        pk: with_age(html, old.get(pk), question=pk == page.post.id, lang=lang)
        for pk, html in articles.items()
    }


def may(
    row: Piece, page: QuestionPage[Piece], moderates: bool, at: dt.datetime, html: str
) -> Personal:
    """What this reader may do with this post."""
    pending = row.release_at is not None
    kept = pending and row.kind == "outcome" and row.release_at == page.reveal_at
    left = math.ceil((row.release_at - at).total_seconds()) if row.release_at and not kept else 0
    return Personal(
        pending=pending,
        seconds_left=max(0, left),
        reveal=moment(row.release_at)["text"] if kept and row.release_at else "",
        has_pictures=row.mine and pictures.has_any(html),
        may_edit=row.mine,
        may_hide=moderates and not row.mine and not pending,
        may_report=not row.mine and not pending,
        may_thank=not row.mine and row.kind in ("answer", "clarification"),
        thanked=row.thanked,
        may_mark=page.mine and row.kind == "answer" and not pending,
        helped=row.helped,
    )


def revealed_in_words(page: QuestionPage[Piece]) -> str:
    """M23: readers know that the end is written, and when they will read it."""
    if page.reveal_at is None:
        return ""
    said = _("Le diagnostic est écrit, caché jusqu’au %(at)s. D’ici là, proposez le vôtre.")
    return said % {"at": moment(page.reveal_at)["text"]}


def audience_in_words(page: QuestionPage[Piece]) -> dict[str, str]:
    """T9: of a private question, who reads it; its author hears who declined."""
    if page.audience != "named":
        return {"text": "", "declined": ""}
    readers = [one.name for one in page.named if not one.declined and not one.me]
    if not page.mine:
        readers = [_("son auteur"), *readers]
    declined = [one.name for one in page.named if one.declined]
    text = _("Question privée : personne d’autre que vous ne la lit.")
    if readers:
        names = ", ".join(readers)
        text = _("Question privée : lue par %(names)s et vous.") % {"names": names}
    said = ngettext(
        "%(names)s ne peut pas répondre.", "%(names)s ne peuvent pas répondre.", len(declined)
    )
    return {"text": text, "declined": said % {"names": ", ".join(declined)} if declined else ""}


def knock_in_words(facts: KnockFacts, lang: str) -> dict[str, Any]:
    """ "Pourquoi ai-je été sollicité ?" """
    reasons = [Reason.from_json(reason) for reason in facts.why]
    return {"at": moment(facts.at), "sentences": explain(reasons, lang, specialty_labels(lang))}


def reply_form(
    request: HttpRequest, page: QuestionPage[Piece], fields: dict[str, str] | None = None
) -> dict[str, Any]:
    person, lang = me(request), language()
    target = f"reply:{page.post.public_id}"
    draft = page.draft
    fields = fields or (draft.fields if draft else {})
    kinds = ("complement", "outcome") if page.mine else ("answer", "clarification")
    default = "outcome" if page.outcome_wanted else kinds[0]
    chosen = fields.get("kind") if fields.get("kind") in kinds else default
    return {
        "asked": fields.get("kind", ""),
        "target": target,
        "revision": draft.revision if draft else 0,
        "token": guard_panel.new_token(),
        "body": fields.get("body", ""),
        "transposed": fields.get("transposed", ""),
        "keeping": choices_of(fields, question=False),
        "attach": part(person, target, look=draft is not None),
        "kinds": [
            {"value": kind, "label": _intent(kind), "checked": kind == chosen} for kind in kinds
        ],
        "limit": MAX_CHARACTERS,
        "panel": guard_panel.Panel("empty"),
        "signs_as": byline_in(page.byline, lang)
        if page.mine
        else byline(person, person.signature, lang),
        "error": "",
        "delays": [],
    }


def may_reveal(form: dict[str, Any], chosen: str) -> dict[str, Any]:
    """Of a question with pictures, its author may write the end first, and show it later (M23)."""
    label = _("Écrire le diagnostic, à révéler plus tard")
    asked = form["asked"] == "reveal"
    kinds = [kind | {"checked": kind["checked"] and not asked} for kind in form["kinds"]]
    delays = {"24": _("dans 24 heures"), "48": _("dans 48 heures"), "168": _("dans une semaine")}
    return {
        "kinds": [*kinds, {"value": "reveal", "label": label, "checked": asked}],
        "delays": [
            {"value": value, "label": text, "chosen": value == (chosen or str(_REVEAL_HOURS[1]))}
            for value, text in delays.items()
        ],
    }


def _intent(kind: str) -> str:
    """What its author is about to do, where `kind_label` says what was written."""
    match kind:
        case "answer":
            return _("Donner un avis")
        case "clarification":
            return _("Demander une précision")
        case "complement":
            return _("Ajouter un complément")
        case "outcome":
            return _("Raconter la suite")
    raise LookupError(kind)


@require_POST
@member
def reply(request: HttpRequest, public_id: str) -> HttpResponse:
    """Publish a reply; without JavaScript also "check" and one-tap proposals."""
    writing = guard_panel.writing_in(request)
    kind, reveal_in = _kind_in(request)
    if request.POST.get("apply") or request.POST.get("do") == "check":
        writing, before = guard_panel.change_in(request, writing, at=now())
        return reply_again(request, public_id, writing, before=before)
    hidden = stowaways(request, f"reply:{public_id}")
    if hidden:
        return reply_again(request, public_id, writing, attach=hidden)
    try:
        post, _new = actions.reply(
            by=me(request),
            question=public_id,
            kind=kind,
            writing=writing,
            at=now(),
            reveal_in=reveal_in,
        )
    except Refused as refusal:
        panel = guard_panel.panel_of(writing, refusal.report, language())
        error = guard_panel.shut(refusal)
        return reply_again(request, public_id, writing, panel=panel, error=error)
    except NotReady as refusal:
        attach = refusal_of(request, f"reply:{public_id}", refusal)
        return reply_again(request, public_id, writing, attach=attach)
    except (Empty, TooLong, GuardDown) as refusal:
        return reply_again(request, public_id, writing, error=sentence_of(refusal))
    return redirect(f"/q/{public_id}#p-{post.public_id}")


def _kind_in(request: HttpRequest) -> tuple[str, dt.timedelta]:
    """What was sent, and for how long it stays hidden: a diagnosis to reveal is an outcome."""
    kind = request.POST.get("kind", "answer")
    if kind != "reveal":
        return kind, dt.timedelta(0)
    sent = request.POST.get("reveal_in", "")
    hours = next((one for one in _REVEAL_HOURS if str(one) == sent), _REVEAL_HOURS[1])
    return "outcome", dt.timedelta(hours=hours)


def reply_again(
    request: HttpRequest,
    public_id: str,
    writing: Writing,
    *,
    panel: guard_panel.Panel | None = None,
    before: guard_panel.Before | None = None,
    error: str = "",
    attach: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page with the form as it was typed, and the panel's answers kept."""
    page = question_pieces(me(request), public_id, language())
    kind = request.POST.get("kind", "answer")
    typed = {"kind": kind, "expiry": request.POST.get("expiry", "")}
    form = reply_form(request, page, fields_of(writing) | typed)
    form |= {
        "panel": panel or guard_panel.look(writing, language(), at=now(), before=before),
        "token": request.POST.get("token") or form["token"],
        "error": error,
        "attach": attach or part(me(request), form["target"]),
    }
    return _render(request, page, form=form, status=422 if error or attach else 200)


@require_GET
@member
def news(request: HttpRequest, public_id: str) -> HttpResponse:
    """The thread as it is now, for open pages: replaces it in place, without reload."""
    page = question_pieces(me(request), public_id, language())
    _arrived(request, page)
    return render(request, "questions/thread.html", _thread(request, page))


@require_POST
@member
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """The small verbs of a post. Each may be repeated: a double click does it once."""
    do = VERBS.get(verb)
    if do is None:
        raise Http404
    thread = question_of(me(request), public_id)
    return do(request, public_id) or redirect(f"/q/{thread}#p-{public_id}")


def _take_back(request: HttpRequest, public_id: str) -> HttpResponse | None:
    thread = question_of(me(request), public_id)
    try:
        actions.withdraw(by=me(request), public_id=public_id, at=now())
    except NotYours:
        messages.error(request, _("Trop tard : c’est publié. Vous pouvez encore le modifier."))
        return None
    messages.success(request, _("Repris. Votre texte est revenu dans votre brouillon."))
    return redirect("ask") if thread == public_id else redirect("question", public_id=thread)


def _send_now(request: HttpRequest, public_id: str) -> None:
    actions.send_now(by=me(request), public_id=public_id, at=now())


def _thank(request: HttpRequest, public_id: str) -> None:
    actions.thank(by=me(request), public_id=public_id, at=now())
    messages.success(request, _("Votre confrère le saura, et lui seul."))


def _helped(request: HttpRequest, public_id: str) -> None:
    actions.mark_helped(by=me(request), public_id=public_id, helped=True, at=now())


def _not_helped(request: HttpRequest, public_id: str) -> None:
    actions.mark_helped(by=me(request), public_id=public_id, helped=False, at=now())


def _decline(request: HttpRequest, public_id: str) -> HttpResponse:
    actions.decline_knock(by=me(request), question=public_id, at=now())
    if visible_to(me(request)).filter(public_id=public_id).exists():
        messages.success(request, _("C’est noté : la question continue sans vous."))
    else:
        messages.success(request, _("C’est noté : votre confrère demandera à quelqu’un d’autre."))
    return redirect("home")


VERBS: dict[str, Callable[[HttpRequest, str], HttpResponse | None]] = {
    "annuler": _take_back,
    "envoyer": _send_now,
    "merci": _thank,
    "aide": _helped,
    "aide-non": _not_helped,
    "pas-pour-moi": _decline,
}


@require_GET
@member
def state(request: HttpRequest, public_id: str) -> JsonResponse:
    """A post's state for its author's countdown."""
    found = rows(visible_to(me(request)).filter(public_id=public_id), me(request), language())
    if not found:
        raise NotVisible
    return JsonResponse({"state": found[0].state})


urlpatterns: list[URLPattern] = [
    path("q/<slug:public_id>", question, name="question"),
    path("q/<slug:public_id>/repondre", reply, name="reply"),
    path("q/<slug:public_id>/fil", news, name="news"),
    path("q/<slug:public_id>/etat", state, name="state"),
    path("q/<slug:public_id>/<slug:verb>", act, name="act"),
]
