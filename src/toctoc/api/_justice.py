"""Report, follow, read the reasons of a decision, contest it (X4): for who is concerned, alone."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Path, Router, Schema, Status

from toctoc.moderation import actions, queries
from toctoc.moderation.models import Family, Notice
from toctoc.moderation.statements import as_json
from toctoc.moderation.types import Complaint, Outcome

from . import params, shapes
from . import schemas as s
from .auth import ANYBODY, READER, WRITER, Bearer, Session
from .types import ApiRequest

router = Router(tags=["justice"])
Number = Annotated[str, Path(pattern=r"^S-\d{4}-\d{6}$")]
# Who is suspended reads why, and contests.
_SHUT_OUT: list[Any] = [Bearer(write=True, member=False), Session(member=False)]


class ReportIn(s.Strict):
    """`about`: a post's id; `subject` "person" means its author, beyond this post. `good_faith`
    says that what is written is exact and complete, to one's knowledge."""

    about: s.Short
    subject: Literal["post", "person"] = "post"
    family: Family
    reasons: s.Text
    good_faith: bool
    protected: bool = False


class AppealIn(s.Strict):
    reasons: s.Text


class ReportedOut(Schema):
    """`again`: it was reported before by the same member, and nothing new was written."""

    number: str
    again: bool


class ReportOut(Schema):
    """What became of it: `state` is "received", "talks", "settled" or "decided"; `rule`, on what it
    rests when something was done. What happens to the person is theirs to know."""

    number: str
    at: dt.datetime
    family: str
    state: str
    decided_at: dt.datetime | None
    acted: bool
    hidden: bool
    rule: str
    overturned: bool
    may_contest: bool
    contest_until: dt.datetime | None
    protected: bool


class ReportLine(Schema):
    number: str
    at: dt.datetime
    family: str
    answered: bool


class ReportsOut(Schema):
    reports: list[ReportLine]


class StatementOut(Schema):
    """Reasons as article 17 of the DSA lists them."""

    statement: dict[str, Any]


class StatementsOut(Schema):
    statements: list[dict[str, Any]]


class AppealOut(Schema):
    decision: str
    at: dt.datetime


@router.post("/reports", response={201: ReportedOut} | s.REFUSALS, auth=WRITER)
def report(request: ApiRequest, sent: ReportIn) -> Status[ReportedOut]:
    """Report a post or its author (DSA, article 16). Moderators never learn who reported."""
    complaint = Complaint(
        subject=sent.subject,
        ref=sent.about,
        family=sent.family,
        reasons=sent.reasons,
        good_faith=sent.good_faith,
        protected=sent.protected,
        language=shapes.language(),
    )
    receipt = actions.report(complaint, by=request.auth, at=timezone.now())
    return Status(201, ReportedOut(number=receipt.number, again=receipt.again))


@router.get("/reports", response={200: ReportsOut} | s.REFUSALS, auth=READER)
def reports(request: ApiRequest) -> ReportsOut:
    """One's own, newest first, fifty at most."""
    return ReportsOut(reports=[_line(one) for one in queries.notices_of(request.auth)])


def _line(one: Notice) -> ReportLine:
    return ReportLine(
        number=one.number,
        at=one.at,
        family=one.case.family,
        answered=one.answered_at is not None,
    )


@router.get("/reports/{number}", response={200: ReportOut} | s.REFUSALS, auth=READER)
def follow(request: ApiRequest, number: Number) -> ReportOut:
    """What became of one's own report."""
    found = queries.outcome_of(by=request.auth, number=number, at=timezone.now())
    return _outcome(found)


def _outcome(found: Outcome) -> ReportOut:
    return ReportOut(**{name: getattr(found, name) for name in ReportOut.model_fields})


@router.post("/reports/{number}/contest", response={204: None} | s.REFUSALS, auth=WRITER)
def contest(request: ApiRequest, number: Number, sent: AppealIn) -> Status[None]:
    """Too little was done: another moderator judges it again (DSA, article 20)."""
    actions.contest(by=request.auth, number=number, reasons=sent.reasons, at=timezone.now())
    return Status(204, None)


@router.get("/decisions", response={200: StatementsOut} | s.REFUSALS, auth=ANYBODY)
def decisions(request: ApiRequest) -> StatementsOut:
    """Decisions about oneself, with their reasons; also for who is suspended or excluded."""
    found = queries.statements_of(request.auth, timezone.now())
    return StatementsOut(statements=[as_json(one) for one in found])


@router.get("/decisions/{public_id}", response={200: StatementOut} | s.REFUSALS, auth=ANYBODY)
def decision(request: ApiRequest, public_id: params.Id) -> StatementOut:
    """The statement of reasons of one of them."""
    found = queries.statement_for(request.auth, public_id, timezone.now())
    return StatementOut(statement=as_json(found))


@router.post(
    "/decisions/{public_id}/appeal", response={201: AppealOut} | s.REFUSALS, auth=_SHUT_OUT
)
def appeal(request: ApiRequest, public_id: params.Id, sent: AppealIn) -> Status[AppealOut]:
    """Contest a decision about oneself, within six months: somebody else judges it again."""
    opened = actions.appeal(
        by=request.auth, decision_id=public_id, reasons=sent.reasons, at=timezone.now()
    )
    return Status(201, AppealOut(decision=public_id, at=opened.at))
