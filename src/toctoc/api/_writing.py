"""Before publishing: what is kept while it is typed."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from toctoc.limits.actions import spend
from toctoc.posts import actions
from toctoc.posts.queries import access_draft, find_draft
from toctoc.posts.types import Changed, SavedDraft

from . import params
from . import schemas as s
from .auth import READER, WRITER
from .errors import problem
from .types import ApiRequest

router = Router(tags=["writing"])


@router.get("/drafts/{target}", response={200: s.DraftOut} | s.REFUSALS, auth=READER)
def read_draft(request: ApiRequest, target: params.Target) -> s.DraftOut:
    """One's own draft: `ask`, `reply:<question>` or `edit:<post>`."""
    return _draft(access_draft(request.auth, target))


@router.put("/drafts/{target}", response={200: s.DraftOut} | s.REFUSALS, auth=WRITER)
def save_draft(
    request: ApiRequest, target: params.Target, sent: s.DraftIn
) -> s.DraftOut | HttpResponse:
    """Keep what is being typed, encrypted. 409 with the other text when another tab saved since."""
    now = timezone.now()
    spend("draft", request.auth.public_id, at=now)
    try:
        saved = actions.save_draft(
            by=request.auth,
            target=target,
            fields=sent.fields.dict(),
            revision=sent.revision,
            at=now,
        )
    except Changed as other:
        kept = find_draft(request.auth, target)
        return problem(
            409,
            "changed",
            _("Un autre onglet a enregistré entre-temps."),
            revision=other.revision,
            other=kept.fields if kept else {},
        )
    return s.DraftOut(
        target=target, fields=sent.fields.dict(), revision=saved.revision, updated_at=now
    )


@router.delete("/drafts/{target}", response={204: None} | s.REFUSALS, auth=WRITER)
def forget_draft(request: ApiRequest, target: params.Target) -> Status[None]:
    actions.forget_draft(by=request.auth, target=target)
    return Status(204, None)


def _draft(draft: SavedDraft) -> s.DraftOut:
    return s.DraftOut(
        target=draft.target,
        fields=draft.fields,
        revision=draft.revision,
        updated_at=draft.updated_at,
    )
