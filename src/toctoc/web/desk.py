"""The moderators' desk: one queue, a case in one pair of hands, a decision.

The domain (`toctoc.moderation`) says who may judge what; these pages say it kindly.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from toctoc.limits.actions import spend
from toctoc.live.request import number
from toctoc.moderation import actions, queries
from toctoc.moderation.models import Case
from toctoc.moderation.types import ModerationError, Queue, QueueRow
from toctoc.posts.actions import save_draft
from toctoc.posts.types import Changed, TooLong

from . import desk_appeals, desk_case, desk_decide, desk_home, desk_lines, desk_opinion
from . import desk_words as words
from .access import me, moderator, now
from .desk_case import told

KEPT = ("facts", "skip", "note", "proof", "words")
TALKS = "conciliations"
_CONFIRM = Case.State.CONFIRM


@require_GET
@moderator
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for me: harm and age decide, not me."""
    person, at, shelf = me(request), now(), request.GET.get("voir", "")
    found = Queue((), (), 0)
    if shelf == TALKS:
        rows = queries.conciliations(person, at)
    else:
        found = queries.queue(person, at)
        rows = [row for row in found.rows if person.is_senior or row.state != _CONFIRM]
    return render(
        request,
        "moderation/queue.html",
        {
            "lines": [desk_lines.line_of(row, at) for row in rows if _on(shelf, row)],
            "kept_from_me": found.kept_from_me,
            "appeals": bool(found.appeals),
            "shelves": shelves(),
            "shelf": shelf if shelf in dict(shelves()) else "",
            "minutes": settings.TOCTOC_MODERATION["claim_minutes"],
            "keys": words.keys("j", "k", "o", "q", "?"),
        },
    )


def shelves() -> list[tuple[str, str]]:
    return [
        ("", _("Tout")),
        ("en-main", _("En main")),
        ("secret", _("Secret et identité")),
        ("respect", _("Respect")),
        ("autres", _("Le reste")),
        ("avis", _("Avis demandés")),
        (TALKS, _("Conciliations")),
    ]


def _on(shelf: str, row: QueueRow) -> bool:
    if shelf == "en-main":
        return row.mine
    if shelf == "avis":
        return row.mine_to_advise
    return shelf not in ("secret", "respect", "autres") or words.shelf(row.family) == shelf


# -- in one pair of hands -------------------------------------------------------------------------


@require_GET
@moderator
def case(request: HttpRequest, case_id: str) -> HttpResponse:
    """The case, for who holds it; for others, who does and what was decided."""
    return desk_case.show(request, case_id)


@require_POST
@moderator
@told
def take(request: HttpRequest, case_id: str) -> HttpResponse:
    actions.claim(by=me(request), case_id=case_id, at=now())
    return redirect("desk_case", case_id=case_id)


@require_POST
@moderator
def put_back(request: HttpRequest, case_id: str) -> HttpResponse:
    actions.put_back(by=me(request), case_id=case_id, at=now())
    messages.success(request, _("Dossier rendu : quelqu’un d’autre peut le prendre."))
    return redirect("desk_queue")


@require_POST
@moderator
def renew(request: HttpRequest, case_id: str) -> JsonResponse:
    """The page is open and somebody works on it."""
    at = now()
    try:
        found = actions.claim(by=me(request), case_id=case_id, at=at)
    except ModerationError as error:
        return JsonResponse({"text": words.refusal(error)}, status=409)
    assert found.claimed_until is not None, "just claimed"
    until = desk_case.until_of(found.claimed_until, at)
    return JsonResponse({"until": until["iso"], "clock": until["clock"]})


@require_POST
@moderator
def keep(request: HttpRequest, case_id: str) -> JsonResponse:
    """What is being typed, sealed and for its author alone; another tab's words are not lost."""
    person, at = me(request), now()
    spend("draft", person.public_id, at=at)
    fields = {name: request.POST[name] for name in KEPT if name in request.POST}
    revision = number(request.POST.get("revision", "")) or 0
    target = desk_case.draft_target(case_id)
    try:
        saved = save_draft(by=person, target=target, fields=fields, revision=revision, at=at)
    except Changed:
        text = _(
            "Ce dossier est ouvert dans un autre onglet : ce qui est écrit ici n’est pas gardé."
        )
        return JsonResponse({"text": text}, status=409)
    except TooLong:
        return JsonResponse({"text": _("C’est trop long pour être gardé.")}, status=413)
    text = _("Gardé à %(clock)s.") % {"clock": words.clock(at)}
    return JsonResponse({"revision": saved.revision, "text": text})


@require_POST
@moderator
@told
def note(request: HttpRequest, case_id: str) -> HttpResponse:
    typed = request.POST.get("note", "")
    actions.leave_note(by=me(request), case_id=case_id, words=typed, at=now())
    desk_case.forget(me(request), case_id, "note", now())
    messages.success(request, _("Note gardée."))
    return redirect("desk_case", case_id=case_id)


@require_POST
@moderator
@told
def conciliate(request: HttpRequest, case_id: str) -> HttpResponse:
    actions.offer_conciliation(by=me(request), case_id=case_id, at=now())
    messages.success(request, _("Proposé aux deux. Sans accord, le dossier reviendra ici."))
    return redirect("desk_queue")


@require_POST
@moderator
@told
def protect(request: HttpRequest, case_id: str) -> HttpResponse:
    facts = request.POST.get("proof", "")
    actions.protect(by=me(request), case_id=case_id, facts=facts, at=now())
    desk_case.forget(me(request), case_id, "proof", now())
    messages.success(request, _("Masqué, et suspendu 72 heures. Il vous reste à décider."))
    return redirect("desk_case", case_id=case_id)


urlpatterns: list[URLPattern] = [
    path("moderation/", desk_home.home, name="moderation"),
    path("moderation/dossiers/", queue, name="desk_queue"),
    path("moderation/dossiers/<slug:case_id>/", case, name="desk_case"),
    path("moderation/dossiers/<slug:case_id>/prendre", take, name="desk_take"),
    path("moderation/dossiers/<slug:case_id>/rendre", put_back, name="desk_put_back"),
    path("moderation/dossiers/<slug:case_id>/prolonger", renew, name="desk_renew"),
    path("moderation/dossiers/<slug:case_id>/brouillon", keep, name="desk_keep"),
    path("moderation/dossiers/<slug:case_id>/note", note, name="desk_note"),
    *desk_opinion.urlpatterns,
    path("moderation/dossiers/<slug:case_id>/conciliation", conciliate, name="desk_conciliate"),
    path("moderation/dossiers/<slug:case_id>/proteger", protect, name="desk_protect"),
    path("moderation/dossiers/<slug:case_id>/decider", desk_decide.decide, name="desk_decide"),
    path("moderation/dossiers/<slug:case_id>/confirmer", desk_decide.confirm, name="desk_confirm"),
    path("moderation/contestations/", desk_appeals.every, name="desk_appeals"),
    path("moderation/contestations/<slug:appeal_id>/", desk_appeals.one, name="desk_appeal"),
    path(
        "moderation/contestations/<slug:appeal_id>/prendre",
        desk_appeals.take,
        name="desk_appeal_take",
    ),
    path(
        "moderation/contestations/<slug:appeal_id>/juger",
        desk_appeals.judge,
        name="desk_appeal_judge",
    ),
    path("moderation/seniors/", desk_appeals.senior, name="desk_senior"),
    path("moderation/mes-chiffres/", desk_home.mine, name="desk_mine"),
]
