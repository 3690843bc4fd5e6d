"""An appeal is judged by somebody else, and gives everything back when it is right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Subquery

from toctoc.ledger.actions import record
from toctoc.notify.actions import Line, tell
from toctoc.notify.models import Notice as InboxLine
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed, NotVisible

from . import _effects
from ._cases import actor, judge_now
from ._conflicts import Stakes
from ._tell import least_loaded, seniors, tell_appellant, tell_desk, tell_reporters
from ._words import digest_of, reporter_key, sealed_words
from .models import Appeal, Case, Decision, Measure, Notice
from .types import BadMeasures, Conflict, NotClaimed, Taken, TooLate

_TOLD, _SENIORS = 3, 50


def appeal(*, by: Person, decision_id: str, reasons: str, at: dt.datetime) -> Appeal:
    """The person concerned asks for another judge: within six months, once, suspended or not.

    Raise `NotVisible`, `TooLate`, `NeedsReasons`.
    """
    words = sealed_words(reasons)
    decision = Decision.objects.filter(public_id=decision_id, case__person=by).first()
    if decision is None or decision.state == Decision.State.PROPOSED:
        raise NotVisible
    return _open(decision, Appeal.Side.PERSON, None, words, actor(by), at)


def contest(
    *, reasons: str, at: dt.datetime, by: Person | None = None, number: str = "", token: str = ""
) -> Appeal:
    """Who reported finds that too little was done: a member by the number, others by their link."""
    words = sealed_words(reasons)
    notice = find_notice(by=by, number=number, token=token)
    decision = notice.case.decisions.filter(provisional=False).order_by("-pk").first()
    if decision is None or notice.case.state != Case.State.CLOSED:
        raise TooLate
    return _open(decision, Appeal.Side.REPORTER, notice, words, "", at)


def find_notice(*, by: Person | None = None, number: str = "", token: str = "") -> Notice:
    """One's own notice, or `NotVisible`."""
    rows = Notice.objects.select_related("case")
    notice = None
    if by is not None and number:
        notice = rows.filter(number=number, reporter_key=reporter_key(by)).first()
    elif token:
        notice = rows.filter(digest=digest_of(token)).first()
    if notice is None:
        raise NotVisible
    return notice


def _open(
    decision: Decision, side: str, notice: Notice | None, words: bytes, who: str, at: dt.datetime
) -> Appeal:
    with transaction.atomic():
        decision = Decision.objects.select_for_update().get(pk=decision.pk)
        if decision.state != Decision.State.IN_FORCE or at >= decision.appeal_until:
            raise TooLate
        nothing = decision.measures.filter(kind=Measure.Kind.NOTHING).exists()
        if side == Appeal.Side.PERSON and nothing:
            raise TooLate
        opened, new = Appeal.objects.get_or_create(
            decision=decision, side=side, notice=notice, defaults={"reasons": words, "at": at}
        )
        if not new:
            raise TooLate
        ref = f"decision:{decision.public_id}"
        record("appeal.open", at=at, actor=who, about=ref, facts={"side": str(side)})
        _tell_judges(opened, at)
    return opened


def _tell_judges(opened: Appeal, at: dt.datetime) -> None:
    case = opened.decision.case
    above = list(seniors().order_by("pk")[:_SENIORS])
    people = [*least_loaded(at, senior=True), *least_loaded(at)]
    stakes = Stakes.of([*people, *above], [case])
    free = [one for one in people if not why_not_among(one, opened, above, stakes)][:_TOLD]
    line = Line(InboxLine.Kind.DESK, f"appeal:{opened.public_id}", case.public_id)
    tell({one.pk: one.public_id for one in free}, line, at=at)


def why_not(moderator: Person, opened: Appeal) -> str:
    """Why this moderator may not judge this appeal; "" if they may."""
    above = list(seniors().order_by("pk")[:_SENIORS])
    stakes = Stakes.of([moderator, *above], [opened.decision.case])
    return why_not_among(moderator, opened, above, stakes)


def why_not_among(
    moderator: Person, opened: Appeal, above: Sequence[Person], stakes: Stakes
) -> str:
    """The same, where stakes and seniors are known already.

    Seniors judge appeals; where none is free of the matter, another moderator does: an appeal may
    never be left without a judge.
    """
    why = _part(moderator, opened, stakes)
    if why or moderator.is_senior:
        return why
    return "senior" if any(not _part(one, opened, stakes) for one in above) else ""


def _part(person: Person, opened: Appeal, stakes: Stakes) -> str:
    """Who had a hand in a decision took it, confirmed it, or asked or gave an opinion."""
    decision = opened.decision
    if not person.is_moderator:
        return "role"
    if person.pk in (decision.by_id, decision.confirmed_by_id):
        return "judged"
    if (person.pk, decision.case_id) in stakes.spoke:
        return "judged"
    return stakes.why_not(person, decision.case)


def claim_appeal(*, by: Person, appeal_id: str, at: dt.datetime) -> Appeal:
    """As for a case: one judge at a time. Raise `Conflict`, `Taken`, `TooLate`."""
    opened = find_appeal(appeal_id)
    with transaction.atomic():
        judge = judge_now(by)
        _check_may_judge(judge, opened)
        until = at + dt.timedelta(minutes=settings.TOCTOC_MODERATION["claim_minutes"])
        waiting = Appeal.objects.filter(pk=opened.pk, decided_at=None)
        free = Q(claimed_by=None) | Q(claimed_until__lte=at) | Q(claimed_by=judge)
        if not waiting.filter(free).update(claimed_by=judge, claimed_until=until):
            raise Taken if waiting.exists() else TooLate
        ref = f"decision:{opened.decision.public_id}"
        # As for a case: who claims, opens.
        record("appeal.claim", at=at, actor=actor(judge), about=ref)
    opened.claimed_by, opened.claimed_until = judge, until
    return opened


def find_appeal(public_id: str, **more: Subquery) -> Appeal:
    rows = Appeal.objects.select_related(
        "decision__case__person", "decision__case__post", "decision__case__conciliation"
    )
    opened = rows.annotate(**more).filter(public_id=public_id).first()
    if opened is None:
        raise NotVisible
    return opened


def _check_may_judge(judge: Person, opened: Appeal) -> None:
    why = why_not(judge, opened)
    if why in ("role", "senior"):
        raise NotAllowed
    if why:
        raise Conflict(why)


def decide_appeal(
    *, by: Person, appeal_id: str, outcome: str, answer: str, at: dt.datetime
) -> Appeal:
    """Uphold, or overturn: then everything is given back, whatever it was."""
    if outcome not in Appeal.Outcome.values:
        raise BadMeasures("outcome")
    words = sealed_words(answer, nameless=True)
    known = find_appeal(appeal_id)
    with transaction.atomic():
        _effects.lock_rows(known.decision.case, by)
        judge = judge_now(by)
        case = Case.objects.select_for_update(of=("self",)).get(pk=known.decision.case_id)
        opened = (
            Appeal.objects.select_for_update(of=("self",))
            .select_related("decision__case__person", "decision__case__post", "notice")
            .get(pk=known.pk)
        )
        if opened.decided_at is not None:
            raise TooLate
        until = opened.claimed_until
        if opened.claimed_by_id != judge.pk or until is None or until <= at:
            raise NotClaimed
        _check_may_judge(judge, opened)
        opened.outcome, opened.answer = outcome, words
        opened.decided_by, opened.decided_at = judge, at
        opened.save(update_fields=["outcome", "answer", "decided_by", "decided_at"])
        ref = f"decision:{opened.decision.public_id}"
        facts = {"outcome": outcome, "side": str(opened.side)}
        record("appeal.decide", at=at, actor=actor(judge), about=ref, facts=facts)
        if outcome == Appeal.Outcome.OVERTURNED:
            if opened.side == Appeal.Side.PERSON:
                _overturn(opened.decision, case, at)
            else:
                _reopen(opened.decision, case, at)
        tell_appellant(opened, at=at)
    return opened


def _overturn(decision: Decision, case: Case, at: dt.datetime) -> None:
    """Give back: the post, the abilities, the standing, and what was provisional on the way."""
    decision.state, decision.overturned_at = Decision.State.OVERTURNED, at
    decision.save(update_fields=["state", "overturned_at"])
    touched = Q(decision=decision)
    if not decision.provisional:
        touched |= Q(decision__case=case, decision__provisional=True)
    measures = Measure.objects.filter(touched, lifted_at=None)
    for measure in measures.select_related("decision__by", "decision__case", "person", "post"):
        _effects.lift(measure, Measure.Why.OVERTURNED, at)
    # What had ended by itself no longer counts in the person's history either.
    Measure.objects.filter(decision=decision).update(why=Measure.Why.OVERTURNED)
    if case.state == Case.State.AUTHOR:
        case.state, case.closed_at = Case.State.CLOSED, at
        case.save(update_fields=["state", "closed_at"])
    if case.state == Case.State.CLOSED:
        tell_reporters(case, f"over:{decision.public_id}", at=at)


def _reopen(decision: Decision, case: Case, at: dt.datetime) -> None:
    """Too little was done: the case goes back to the queue, for others than who judged it."""
    again = Case.objects.filter(key=case.key).exclude(state=Case.State.CLOSED)
    if case.state != Case.State.CLOSED or again.exists():
        return  # it is being judged already
    case.state, case.closed_at = Case.State.OPEN, None
    case.claimed_by = case.claimed_until = None
    case.escalate_at = at + dt.timedelta(hours=settings.TOCTOC_MODERATION["escalate_hours"])
    case.save(update_fields=["state", "closed_at", "claimed_by", "claimed_until", "escalate_at"])
    record("case.reopen", at=at, about=f"case:{case.public_id}")
    tell_desk(case, at=at, what=f"reopen:{decision.public_id}")
