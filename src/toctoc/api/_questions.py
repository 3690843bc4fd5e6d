"""Ask, read, answer: the same verbs and the same refusals as the pages."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router, Status

from toctoc.people.codes import SPECIALTIES, specialty_labels
from toctoc.posts.types import Refused, finding_key
from toctoc.questions import actions, private, queries
from toctoc.questions.routing import Reason, explain
from toctoc.questions.types import Ask, Cursor

from . import errors, params, shapes
from . import schemas as s
from .auth import READER, WRITER
from .types import ApiRequest

router = Router(tags=["questions"])


def refusal(text: str, refused: Refused) -> HttpResponse:
    pending = {finding_key(text, found) for found in refused.pending}
    return errors.refused(text, refused.report, pending, shapes.language())


@router.get("/questions", response={200: s.FeedOut} | s.REFUSALS, auth=READER)
def list_questions(
    request: ApiRequest,
    specialty: params.Code = "",
    unanswered: bool = False,
    mine: bool = False,
    after: params.Cursor = "",
    limit: params.Limit = 20,
) -> s.FeedOut:
    """Newest first. `specialty`: a code (TRE_R38) or `mine`; `after`: the `next` of the page."""
    cursor = Cursor.parse(after)
    if mine:
        page = queries.mine(request.auth, after=cursor, limit=limit)
    else:
        code = request.auth.specialty if specialty == "mine" else specialty
        page = queries.feed(
            request.auth,
            specialties=[code] if code in SPECIALTIES else [],
            unanswered=unanswered,
            after=cursor,
            limit=limit,
        )
    return s.FeedOut(
        questions=shapes.cards(page.cards),
        next=str(page.next) if page.next else None,
    )


@router.post("/questions", response={201: s.Accepted} | s.REFUSALS, auth=WRITER)
def ask(
    request: ApiRequest, sent: s.QuestionIn, key: params.Key = None
) -> Status[s.Accepted] | HttpResponse:
    """Accepted, then readable by others after the seconds its author has to take it back.

    With the audience `named`, those named read it, are told at once, and nobody else hears of it.
    """
    submission = Ask(
        shapes.writing_of(sent, key),
        tuple(sent.specialties),
        sent.audience,
        sent.patient_would_recognise,
        sent.relative_would_recognise,
        tuple(sent.named),
    )
    try:
        post = actions.ask(by=request.auth, ask=submission, at=timezone.now())
    except Refused as refused:
        return refusal(sent.body, refused)
    return Status(201, shapes.accepted(post, post.public_id, submission.writing))


@router.get("/questions/{public_id}", response={200: s.QuestionOut} | s.REFUSALS, auth=READER)
def read_question(request: ApiRequest, public_id: params.Id) -> s.QuestionOut:
    """A question and its replies, in order of publication."""
    page = queries.question_page(request.auth, public_id, shapes.language())
    return shapes.question(page)


@router.post(
    "/questions/{public_id}/replies",
    response={200: s.Accepted, 201: s.Accepted} | s.REFUSALS,
    auth=WRITER,
)
def reply(
    request: ApiRequest, public_id: params.Id, sent: s.ReplyIn, key: params.Key = None
) -> Status[s.Accepted] | HttpResponse:
    """Answer or ask back; complements and the outcome are the asker's own. 200 for a replay."""
    writing = shapes.writing_of(sent, key)
    try:
        post, new = actions.reply(
            by=request.auth, question=public_id, kind=sent.kind, writing=writing, at=timezone.now()
        )
    except Refused as refused:
        return refusal(sent.body, refused)
    return Status(201 if new else 200, shapes.accepted(post, public_id, writing))


@router.post(
    "/questions/{public_id}/named", response={200: s.QuestionOut} | s.REFUSALS, auth=WRITER
)
def name_more(request: ApiRequest, public_id: params.Id, sent: s.NamedIn) -> s.QuestionOut:
    """Ask more colleagues in private; who already reads, or declined, is left in peace."""
    private.name_more(by=request.auth, question=public_id, ids=sent.named, at=timezone.now())
    page = queries.question_page(request.auth, public_id, shapes.language())
    return shapes.question(page)


@router.get("/questions/{public_id}/why", response={200: s.WhyOut} | s.REFUSALS, auth=READER)
def why(request: ApiRequest, public_id: params.Id) -> s.WhyOut:
    """Why you were knocked for this question; not found when you were not."""
    facts = queries.why_knocked(request.auth, public_id)
    reasons = [Reason.from_json(reason) for reason in facts.why]
    lang = shapes.language()
    sentences = explain(reasons, lang, specialty_labels(lang))
    return s.WhyOut(at=facts.at, ring=facts.ring, sentences=sentences)


@router.post("/questions/{public_id}/decline", response={204: None} | s.REFUSALS, auth=WRITER)
def decline(request: ApiRequest, public_id: params.Id) -> Status[None]:
    """ "Pas pour moi": the question goes on without you. One that was asked to you in private is
    not shown to you any more."""
    actions.decline_knock(by=request.auth, question=public_id, at=timezone.now())
    return Status(204, None)
