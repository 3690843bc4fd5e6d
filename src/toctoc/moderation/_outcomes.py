"""What who reported is told: whether something was done, and on which rule (DSA, article 16.5)."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from toctoc.people.models import Person

from . import _appeals
from ._reading import facts_of
from ._words import words_of
from .models import Appeal, Case, Decision, Measure, Notice, TrustedNotifier
from .types import Outcome

_ON_TEXT = {Measure.Kind.HIDE, Measure.Kind.TRANSPOSE}
_NOT_TOLD = (Decision.State.PROPOSED, Decision.State.REFUSED)
_MOST = 50


def outcome_of(
    *, at: dt.datetime, by: Person | None = None, number: str = "", token: str = ""
) -> Outcome:
    """What became of one's own notice: by its number for a member, by their link for others."""
    notice = _appeals.find_notice(by=by, number=number, token=token)
    return _outcome(_whole(Notice.objects.filter(pk=notice.pk)).get(), at)


def told_to(notifier: TrustedNotifier, at: dt.datetime) -> list[tuple[Notice, Outcome]]:
    """Their notices, newest first, each with its outcome and the reasons (D14). Five queries."""
    theirs = Notice.objects.filter(trusted=notifier).order_by("-pk")
    return [(notice, _outcome(notice, at)) for notice in _whole(theirs)[:_MOST]]


def _whole(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    return notices.select_related("case__conciliation").prefetch_related(
        "case__decisions__measures", "appeals"
    )


def _outcome(notice: Notice, at: dt.datetime) -> Outcome:
    case = notice.case
    decisions = sorted(
        (one for one in case.decisions.all() if not one.provisional and one.state not in _NOT_TOLD),
        key=lambda one: one.pk,
    )
    last = decisions[-1] if decisions else None
    standing = [one for one in decisions if one.state == Decision.State.IN_FORCE]
    kinds = {one.kind for taken in standing for one in taken.measures.all()}
    contested = max(notice.appeals.all(), key=lambda one: one.pk, default=None)
    return Outcome(
        number=notice.number,
        at=notice.at,
        family=case.family,
        reasons=words_of(notice.reasons),
        state=_state_of(case, last),
        decided_at=last.at if last else None,
        acted=bool(kinds - {Measure.Kind.NOTHING}),
        hidden=bool(kinds & _ON_TEXT),
        rule=last.rule if last else "",
        facts=facts_of(last)[0] if last and notice.source == Notice.Source.TRUSTED else "",
        overturned=last is not None and last.state == Decision.State.OVERTURNED,
        may_contest=_may_contest(case, last, contested, at),
        contest_until=last.appeal_until if last else None,
        contested_at=contested.at if contested else None,
        contest_outcome=contested.outcome if contested else "",
        contest_answer=words_of(contested.answer) if contested else "",
        protected=notice.protected,
        talks=_talks(notice),
    )


def _state_of(case: Case, last: Decision | None) -> str:
    if case.state == Case.State.PARTIES:
        return "talks"
    if case.state == Case.State.CLOSED and last is None:
        return "settled"
    done = case.state in (Case.State.CLOSED, Case.State.AUTHOR)
    return "decided" if done and last is not None else "received"


def _may_contest(
    case: Case, last: Decision | None, contested: Appeal | None, at: dt.datetime
) -> bool:
    return (
        case.state == Case.State.CLOSED
        and last is not None
        and last.state == Decision.State.IN_FORCE
        and at < last.appeal_until
        and (contested is None or contested.decision_id != last.pk)
    )


def _talks(notice: Notice) -> str:
    """The conciliation this notice's author has a side in, while it goes on."""
    offered = getattr(notice.case, "conciliation", None)
    if offered is None or offered.notice_id != notice.pk or offered.ended_at is not None:
        return ""
    return str(offered.public_id)
