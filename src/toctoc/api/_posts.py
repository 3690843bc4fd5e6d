"""One post: change it, take it back, send it at once, thank for it, say that it helped."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from toctoc.moderation import actions as judging
from toctoc.moderation.models import Measure
from toctoc.moderation.rules import RULE_OF
from toctoc.moderation.types import Conflict, Step, Verdict
from toctoc.posts.queries import access_post, versions_of
from toctoc.posts.types import NotYours, Refused
from toctoc.questions import actions
from toctoc.questions.queries import question_of

from . import params, shapes
from . import schemas as s
from ._questions import refusal
from .auth import READER, WRITER
from .errors import problem
from .types import ApiRequest

router = Router(tags=["posts"])


@router.patch("/posts/{public_id}", response={200: s.Accepted} | s.REFUSALS, auth=WRITER)
def edit(request: ApiRequest, public_id: params.Id, sent: s.EditIn) -> s.Accepted | HttpResponse:
    """Replace one's own words; the guard judges them like new ones, readers see that it changed."""
    writing = shapes.writing_of(sent, None)
    try:
        post = actions.edit(
            by=request.auth,
            public_id=public_id,
            version=sent.version,
            writing=writing,
            at=timezone.now(),
        )
    except Refused as refused:
        return refusal(sent.body, refused)
    return shapes.accepted(post, question_of(request.auth, public_id), writing)


@router.post("/posts/{public_id}/withdraw", response={200: s.StateOut} | s.REFUSALS, auth=WRITER)
def withdraw(request: ApiRequest, public_id: params.Id) -> s.StateOut | HttpResponse:
    """Take back what still waits; its text returns to the draft. 409 once it is published."""
    try:
        post = actions.withdraw(by=request.auth, public_id=public_id, at=timezone.now())
    except NotYours:
        return problem(
            409, "too_late", _("Trop tard : c’est publié. Vous pouvez encore le modifier.")
        )
    return s.StateOut(id=public_id, state=post.state)


@router.post("/posts/{public_id}/send-now", response={200: s.StateOut} | s.REFUSALS, auth=WRITER)
def send_now(request: ApiRequest, public_id: params.Id) -> s.StateOut:
    """Don't wait out the seconds left to take it back."""
    actions.send_now(by=request.auth, public_id=public_id, at=timezone.now())
    return s.StateOut(id=public_id, state=access_post(request.auth, public_id).state)


@router.post("/posts/{public_id}/thanks", response={200: s.ThanksOut} | s.REFUSALS, auth=WRITER)
def thank(request: ApiRequest, public_id: params.Id) -> s.ThanksOut:
    """In private: the colleague hears of it, nobody counts. Twice thanks once."""
    return s.ThanksOut(
        id=public_id, new=actions.thank(by=request.auth, public_id=public_id, at=timezone.now())
    )


@router.post("/posts/{public_id}/helped", response={200: s.HelpedOut} | s.REFUSALS, auth=WRITER)
def helped(request: ApiRequest, public_id: params.Id, sent: s.HelpedIn) -> s.HelpedOut:
    """The asker says which answers helped; several may."""
    actions.mark_helped(by=request.auth, public_id=public_id, helped=sent.helped, at=timezone.now())
    return s.HelpedOut(id=public_id, helped=sent.helped)


@router.get("/posts/{public_id}/versions", response={200: s.VersionsOut} | s.REFUSALS, auth=READER)
def versions(request: ApiRequest, public_id: params.Id) -> s.VersionsOut:
    """What a post said before each edit, oldest first."""
    post = access_post(request.auth, public_id)
    shapes.check_may_leave(experience=post.experience, mine=post.author_id == request.auth.pk)
    found = versions_of(request.auth, public_id)
    return s.VersionsOut(
        id=public_id,
        versions=[
            s.VersionOut(
                number=v.number, at=v.at, text=v.body, html=v.html, transposed=v.transposed
            )
            for v in found
        ],
    )


@router.delete("/posts/{public_id}", response={204: None} | s.REFUSALS, auth=WRITER)
def remove(request: ApiRequest, public_id: params.Id) -> Status[None]:
    """Destroy one's own post, with all its versions."""
    actions.remove(by=request.auth, public_id=public_id, at=timezone.now())
    return Status(204, None)


@router.post("/posts/{public_id}/hide", response={204: None} | s.REFUSALS, auth=WRITER)
def hide(request: ApiRequest, public_id: params.Id, sent: s.HideIn) -> Status[None]:
    """A moderator makes a post unreadable everywhere: a case opened and decided in one go, whose
    reasons its author reads, and may contest. Who has a part in it leaves the case to others."""
    by, at = request.auth, timezone.now()
    verdict = Verdict((Step(Measure.Kind.HIDE),), RULE_OF[sent.family], sent.reason)
    opened = partial(judging.open_case, by=by, post_id=public_id, family=sent.family, at=at)
    try:
        with transaction.atomic():
            case = opened().public_id
            judging.claim(by=by, case_id=case, at=at)
            judging.decide(by=by, case_id=case, verdict=verdict, at=at)
    except Conflict:
        opened()
        raise
    return Status(204, None)
