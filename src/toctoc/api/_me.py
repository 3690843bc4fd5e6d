"""What is mine: who I am here, what waits for me, all that I wrote."""

from __future__ import annotations

from django.utils import timezone
from ninja import Router, Status

from toctoc.notify.actions import mark_read
from toctoc.notify.queries import inbox as lines_of
from toctoc.notify.queries import unread_refs
from toctoc.notify.tasks import sentence
from toctoc.people.queries import charter_accepted, status_of
from toctoc.questions.queries import export_of

from . import params, shapes
from . import schemas as s
from .auth import ANYBODY, READER, WRITER
from .types import ApiRequest

router = Router(tags=["me"])
_PAGE = 30


@router.get("/me", response={200: s.MeOut} | s.REFUSALS, auth=ANYBODY)
def me(request: ApiRequest) -> s.MeOut:
    """The account behind the key or the session. No civil name is ever given (Law 6)."""
    person = request.auth
    return s.MeOut(
        id=person.public_id,
        standing=person.standing,
        role=person.role,
        status=status_of(person, shapes.language()),
        language=person.language,
        pseudonym=person.pseudonym or "",
        signature=person.signature,
        specialty=person.specialty,
        profession=person.profession,
        may_read=person.is_member,
        may_write=person.may_write,
        charter_accepted=charter_accepted(person),
        unread=bool(unread_refs(person.pk)),
    )


@router.get("/inbox", response={200: s.InboxOut} | s.REFUSALS, auth=READER)
def inbox(request: ApiRequest, before: params.Number = None) -> s.InboxOut:
    """Newest first, thirty at a time; `before`: the `next` of the page above."""
    lines = lines_of(request.auth.pk, before=before, limit=_PAGE + 1)
    shown = lines[:_PAGE]
    return s.InboxOut(
        lines=[
            s.NoticeOut(
                kind=line.kind,
                text=sentence(line.kind),
                question=line.ref,
                post=line.anchor,
                unread=line.read_at is None,
                at=line.created_at,
            )
            for line in shown
        ],
        next=shown[-1].pk if len(lines) > _PAGE else None,
    )


@router.post("/inbox/read", response={204: None} | s.REFUSALS, auth=WRITER)
def read_inbox(request: ApiRequest, question: params.Cursor = "") -> Status[None]:
    """Mark the lines of one question as read; without it, all of them."""
    mark_read(request.auth.pk, ref=question.replace("\x00", ""), at=timezone.now())
    return Status(204, None)


@router.get("/me/export", response={200: s.ExportOut} | s.REFUSALS, auth=READER)
def export(request: ApiRequest) -> s.ExportOut:
    """All that I wrote, with its versions (M5)."""
    person = request.auth
    return s.ExportOut(
        format="toctoc-export/1",
        account=person.public_id,
        email=person.email,
        exported_at=timezone.now(),
        posts=export_of(person),
    )
