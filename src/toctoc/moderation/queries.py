"""Reads of moderation: the queue, one's own decisions and notices. Each says on whose behalf."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from toctoc.people.models import Person
from toctoc.people.types import NotAllowed, NotVisible
from toctoc.posts.models import Post

from . import _conciliation, _weigh
from ._appeals import why_not_among
from ._conflicts import Stakes
from ._figures import (
    counts,
    delays,
    delays_of,
    overturn_rate,
    overturns,
    share_ever_sanctioned,
)
from ._history import history_of, past_of
from ._notices import find_notifier
from ._opinions import colleagues
from ._outcomes import outcome_of, told_to
from ._reading import facts_of, talks_of
from ._tell import able, loads_of, seniors
from ._words import handle_of, reporter_key, words_of
from .models import Appeal, Case, Decision, Measure, Notice, Remark, TrustedNotifier
from .types import AppealRow, Colleague, NotClaimed, Past, Queue, QueueRow, Statement, Talks

__all__ = [
    "askable",
    "case_of_decision",
    "conciliations",
    "counts",
    "decisions_about",
    "delays",
    "delays_of",
    "facts_of",
    "find_notifier",
    "handle_of",
    "history_of",
    "measures_of",
    "notices_of",
    "notifiers",
    "outcome_of",
    "overturn_rate",
    "overturns",
    "post_to_change",
    "queue",
    "share_ever_sanctioned",
    "shared_work",
    "statement_for",
    "statements_of",
    "talks_for",
    "told_to",
]
_MOST = 200


def queue(by: Person, at: dt.datetime) -> Queue:
    """What waits for this moderator, most urgent first: never what they have a part in, nor what
    only seniors judge, nor what somebody else holds at this moment. Three queries; a fourth for who
    is no senior, where appeals wait."""
    if not by.is_moderator:
        raise NotAllowed
    cases = _waiting(at)
    appeals = _appeals_waiting()
    above = [] if by.is_senior or not appeals else list(seniors().order_by("pk")[:50])
    stakes = Stakes.of([by, *above], [*cases, *(one.decision.case for one in appeals)])
    allowed = [one for one in cases if not stakes.why_not(by, one)]
    allowed = [one for one in allowed if by.is_senior or not one.senior_only]
    rows = [_row(one, by, at) for one in allowed]
    mine = [row for row in rows if row.mine or row.mine_to_advise or row.claimed_until is None]
    mine_first = sorted(mine, key=lambda row: (row.mine, *_rank(row, at)), reverse=True)
    return Queue(
        rows=tuple(mine_first),
        appeals=tuple(
            _appeal_row(one, by, at)
            for one in appeals
            if not _taken(one, by, at) and not why_not_among(by, one, above, stakes)
        ),
        kept_from_me=len(cases) - len(allowed),
    )


def _waiting(at: dt.datetime) -> list[Case]:
    question = Remark.objects.filter(case=OuterRef("pk"), waits=True)
    rows = (
        Case.objects.filter(state__in=(Case.State.OPEN, Case.State.CONFIRM))
        .select_related("post", "person")
        .annotate(
            said=Count("notices"),
            asked_by=Subquery(question.values("by")[:1]),
            # None: anybody, also where who was asked may judge nothing any more.
            asked_of=Subquery(question.filter(to__in=able()).values("to")[:1]),
        )
    )
    return list(rows.order_by("-harm", "opened_at")[:_MOST])


def conciliations(by: Person, at: dt.datetime) -> list[QueueRow]:
    """Cases that two members are trying to settle, but those this moderator has a part in."""
    if not by.is_moderator:
        raise NotAllowed
    going = Case.objects.filter(state=Case.State.PARTIES).select_related("post", "person")
    ends = F("conciliation__deadline")
    cases = list(going.annotate(said=Count("notices"), ends=ends).order_by("ends")[:_MOST])
    stakes = Stakes.of([by], cases)
    free = [one for one in cases if not stakes.why_not(by, one)]
    return [replace(_row(one, by, at), escalate_at=vars(one)["ends"]) for one in free]


def talking(but: Person) -> QuerySet[Case]:
    """Cases that two members are trying to settle, of which this person is not one accused."""
    return Case.objects.filter(state=Case.State.PARTIES).exclude(person=but)


def askable(by: Person, case_id: str, at: dt.datetime) -> list[Colleague]:
    """Whom the moderator who holds this case may ask for an opinion; `NotClaimed` for others."""
    case = Case.objects.select_related("post", "person").filter(
        public_id=case_id, claimed_by=by, claimed_until__gt=at, state=Case.State.OPEN
    )
    found = case.first()
    if found is None:
        raise NotClaimed
    return [known for _person, known in colleagues(by, found, at)]


def shared_work(at: dt.datetime) -> list[Colleague]:
    """Who carries what, by handle and in the order of handles: a load, not a ranking."""
    people = list(able().order_by("pk")[:_MOST])
    loads = loads_of(people, at)
    work = [Colleague(handle_of(one), *reversed(loads[one.pk])) for one in people]
    return sorted(work, key=lambda one: one.handle)


def _appeals_waiting() -> list[Appeal]:
    rows = Appeal.objects.filter(decided_at=None).select_related(
        "decision__case__person", "decision__case__post"
    )
    return list(rows.order_by("at")[:_MOST])


def _taken(opened: Appeal, by: Person, at: dt.datetime) -> bool:
    until = opened.claimed_until
    return opened.claimed_by_id not in (None, by.pk) and until is not None and until > at


def _row(case: Case, by: Person, at: dt.datetime) -> QueueRow:
    until = case.claimed_until
    live = until if until is not None and until > at else None
    urgency = _urgency(case)
    asker, asked = getattr(case, "asked_by", None), getattr(case, "asked_of", None)
    return QueueRow(
        case=case.public_id,
        subject=case.subject,
        post_kind=case.post.kind if case.post else "",
        family=case.family,
        state=case.state,
        harm=case.harm,
        notices=getattr(case, "said", 0),
        weight=case.weight,
        score=_weigh.score(urgency, at),
        opened_at=case.opened_at,
        escalate_at=case.escalate_at,
        escalated=case.escalated_at is not None,
        trusted=case.trusted,
        protected=case.protected,
        experience=case.experience,
        rewritten=case.rewritten,
        opinion_wanted=asker is not None,
        mine_to_advise=asker not in (None, by.pk) and asked in (None, by.pk),
        mine=case.claimed_by_id == by.pk and live is not None,
        claimed_until=live,
    )


def _urgency(case: Case) -> _weigh.Urgency:
    return _weigh.Urgency(
        case.harm, case.weight, case.opened_at, case.trusted, case.escalated_at is not None
    )


def _rank(row: QueueRow, at: dt.datetime) -> tuple[bool, bool, float]:
    return _weigh.rank(
        _weigh.Urgency(row.harm, row.weight, row.opened_at, row.trusted, row.escalated), at
    )


def _appeal_row(opened: Appeal, by: Person, at: dt.datetime) -> AppealRow:
    until = opened.claimed_until
    live = until if until is not None and until > at else None
    return AppealRow(
        appeal=opened.public_id,
        case=opened.decision.case.public_id,
        side=opened.side,
        family=opened.decision.case.family,
        at=opened.at,
        mine=opened.claimed_by_id == by.pk and live is not None,
        claimed_until=live,
    )


def measures_of(person: Person) -> list[Past]:
    """What was taken of a person, newest first, by account: a new pseudonym changes nothing."""
    return history_of(person)


def statements_of(person: Person, at: dt.datetime) -> list[Statement]:
    """Decisions about this person, newest first, for themself; not those that found nothing."""
    rows = (
        Decision.objects.filter(case__person=person)
        .exclude(state__in=(Decision.State.PROPOSED, Decision.State.REFUSED))
        .exclude(measures__kind=Measure.Kind.NOTHING)
        .select_related("case__post")
        .order_by("-pk")[:50]
    )
    return [_statement(row, at) for row in rows.prefetch_related(*_WITH)]


def statement_for(person: Person, decision_id: str, at: dt.datetime) -> Statement:
    """The reasons of a decision, for whom it is about, suspended or excluded as they may be."""
    decision = (
        Decision.objects.filter(public_id=decision_id, case__person=person)
        .exclude(state__in=(Decision.State.PROPOSED, Decision.State.REFUSED))
        .select_related("case__post")
        .prefetch_related(*_WITH)
        .first()
    )
    if decision is None:
        raise NotVisible
    return _statement(decision, at)


_WITH = ("measures", "appeals", "case__notices")


def _statement(decision: Decision, at: dt.datetime) -> Statement:
    case = decision.case
    measures = [past_of(_joined(one, decision)) for one in decision.measures.all()]
    appeal = next((a for a in decision.appeals.all() if a.side == Appeal.Side.PERSON), None)
    open_to = decision.state == Decision.State.IN_FORCE and at < decision.appeal_until
    nothing = any(one.kind == Measure.Kind.NOTHING for one in measures)
    gone = (Post.State.ERASED, Post.State.WITHDRAWN)
    return Statement(
        decision=decision.public_id,
        state=decision.state,
        at=decision.at,
        facts=facts_of(decision)[0],
        family=case.family,
        rule=decision.rule,
        measures=tuple(measures),
        own_initiative=not case.notices.all(),
        automated=decision.automated,
        provisional=decision.provisional,
        two_persons=decision.confirmed_by_id is not None,
        appeal_until=decision.appeal_until,
        may_appeal=open_to and appeal is None and not nothing,
        appeal_at=appeal.at if appeal else None,
        appeal_outcome=appeal.outcome if appeal else "",
        appeal_answer=words_of(appeal.answer) if appeal else "",
        post=case.post.public_id if case.post else "",
        post_gone=case.post is not None and case.post.state in gone,
    )


def _joined(measure: Measure, decision: Decision) -> Measure:
    measure.decision = decision
    return measure


def post_to_change(person: Person, decision_id: str) -> Post:
    """The text that its author is asked to say another way; `NotVisible` if none is."""
    post = Post.objects.filter(
        author=person,
        state=Post.State.HIDDEN,
        pk__in=Measure.objects.filter(
            decision__public_id=decision_id, kind=Measure.Kind.TRANSPOSE, lifted_at=None
        ).values("post"),
    ).first()
    if post is None:
        raise NotVisible
    return post


def talks_for(person: Person, public_id: str) -> Talks:
    """A conciliation, for one of its two sides."""
    offered = _conciliation.access(person, public_id)
    return talks_of(offered, _conciliation.side_of(person, offered))


def notices_of(by: Person) -> list[Notice]:
    """What this member reported, newest first; found by their fingerprint."""
    mine = Notice.objects.filter(reporter_key=reporter_key(by)).select_related("case")
    return list(mine.order_by("-pk")[:50])


def notifiers() -> list[TrustedNotifier]:
    return list(TrustedNotifier.objects.order_by("-pk")[:100])


def decisions_about(post_id: str) -> list[Decision]:
    """Decisions on a post, oldest first, for a sealed export (`evidence`)."""
    rows = Decision.objects.filter(Q(case__post__public_id=post_id))
    return list(rows.select_related("case", "by").prefetch_related("measures").order_by("pk"))


def case_of_decision(decision_id: str) -> str:
    """Which case a decision belongs to; "" when there is none."""
    found = Case.objects.filter(decisions__public_id=decision_id)
    return found.values_list("public_id", flat=True).first() or ""
