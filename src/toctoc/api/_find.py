"""Find: the index ranks, the database decides what may be shown."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from django.utils import timezone
from ninja import Router

from toctoc.limits.actions import spend
from toctoc.people.codes import SPECIALTIES
from toctoc.questions import private
from toctoc.questions.figures import figures as measure
from toctoc.questions.queries import cards_of, with_equivalents
from toctoc.search import index
from toctoc.search.types import Cursor

from . import params, shapes
from . import schemas as s
from .auth import READER
from .types import ApiRequest

router = Router(tags=["find"])
_SIMILAR = 3
_TOO_SHORT = 40


@router.get("/search", response={200: s.SearchOut} | s.REFUSALS, auth=READER)
def search(
    request: ApiRequest,
    q: params.Words = "",
    specialty: params.Code = "",
    answered: bool | None = None,
    references: bool | None = None,
    days: params.Days = None,
    order: Literal["relevance", "recent"] = "relevance",
    after: params.Cursor = "",
    limit: params.Limit = 20,
) -> s.SearchOut:
    """Words in any order, "exact words", -without, begin*; accents and abbreviations are known."""
    now = timezone.now()
    spend("search", request.auth.public_id, at=now)
    query = q.replace("\x00", " ").strip()
    if not query:
        return s.SearchOut(questions=[])
    hits = index.find(
        query,
        specialties=tuple(with_equivalents([specialty])) if specialty in SPECIALTIES else (),
        answered=answered,
        has_references=references,
        order=order,
        since=int((now - dt.timedelta(days=days)).timestamp()) if days else None,
        after=Cursor.decode(after),
        limit=limit,
    )
    found = cards_of(request.auth, list(hits.threads))
    return s.SearchOut(
        questions=shapes.cards(found),
        next=hits.after.encode() if hits.after else None,
        loose=hits.loose,
        ready=hits.ready,
    )


@router.post("/similar", response={200: s.FeedOut} | s.REFUSALS, auth=READER)
def similar(request: ApiRequest, sent: s.SimilarIn) -> s.FeedOut:
    """At most three answered questions close to a text. POST, so that the text is in no log."""
    spend("search", request.auth.public_id, at=timezone.now())
    if len(sent.text.strip()) < _TOO_SHORT:
        return s.FeedOut(questions=[])
    hits = index.similar(sent.text, limit=_SIMILAR * 3, answered_only=True)
    found = cards_of(request.auth, [hit.thread for hit in hits])[:_SIMILAR]
    return s.FeedOut(questions=shapes.cards(found))


@router.get("/colleagues", response={200: s.ColleaguesOut} | s.REFUSALS, auth=READER)
def colleagues(
    request: ApiRequest, q: params.Words = "", specialty: params.Code = ""
) -> s.ColleaguesOut:
    """Verified colleagues who may be asked in private, by how the name they sign with begins, by
    specialty (TRE_R38), or by both; at most eight, those likely to answer now first."""
    code = specialty if specialty in SPECIALTIES else ""
    text = q.replace("\x00", " ").strip()
    found = private.find(request.auth, text, code, at=timezone.now()) if text or code else []
    return s.ColleaguesOut(colleagues=[shapes.colleague(one) for one in found])


@router.get("/figures", response={200: s.FiguresOut} | s.REFUSALS, auth=READER)
def figures(request: ApiRequest) -> s.FiguresOut:
    """How fast questions are answered, over 90 days; groups under five questions are left out."""
    found = measure(at=timezone.now())
    return s.FiguresOut(
        since=found.since,
        all=shapes.delays(found.all),
        by_specialty=[
            s.SpecialtyDelays(specialty=code, **shapes.delays(delays).dict())
            for code, delays in found.by_specialty
        ],
        by_hour=[
            s.HourDelays(hour=hour, delays=shapes.delays(delays) if delays else None)
            for hour, delays in found.by_hour
        ],
    )
