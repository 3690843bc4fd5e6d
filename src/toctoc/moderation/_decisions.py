"""A moderator decides, with reasons; a second person confirms an exclusion; authors transpose."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from toctoc.ledger.actions import record
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed, NotVisible
from toctoc.posts.types import Writing
from toctoc.questions import actions as questions
from toctoc.sealing import seal_json

from . import _effects, _ladder
from ._cases import about, actor, check_may_judge, claimed_case, judge_now
from ._history import advised_for
from ._opinions import close_questions
from ._steps import check_steps, has_text
from ._tell import tell_desk, tell_person, tell_reporters
from ._words import sealed_words, words_of
from .models import Case, Decision, Family, Measure, Remark
from .rules import RULE_OF, RULES
from .types import (
    APPEAL_LIFE,
    ON_TEXT,
    PERSONAL,
    REMINDED,
    WARNED,
    BadMeasures,
    Conflict,
    NeedsReasons,
    Step,
    StepSkipped,
    TooLate,
    Verdict,
)

_KIND = Measure.Kind
_OF_PERSON = (*PERSONAL, _KIND.PROTECTION)


def decide(*, by: Person, case_id: str, verdict: Verdict, at: dt.datetime) -> Decision:
    """Judge a case one holds: measures, the rule they rest on, the facts.

    An exclusion is only proposed: it waits for `confirm`, while what hides the text holds at once.
    Raise `NotClaimed`, `Conflict`, `BadMeasures`, `NeedsReasons`, `NamesSomebody`, `StepSkipped`.
    """
    facts = _facts(verdict)
    with transaction.atomic():
        case = claimed_case(by, case_id, at)
        if case.state != Case.State.OPEN:
            raise TooLate
        check_steps(verdict, case)
        _check_ladder(verdict, case, at)
        exclusion = tuple(one for one in verdict.steps if one.kind == _KIND.EXCLUSION)
        others = tuple(one for one in verdict.steps if one not in exclusion)
        taken = []
        if others:
            taken.append(_take(case, by, others, verdict, facts, at))
        if exclusion:
            taken.append(_propose(case, by, exclusion, verdict, facts, at))
        _settle(case, taken, verdict, at)
    return taken[-1]


def _facts(verdict: Verdict) -> dict[str, str]:
    """The reasons, checked before anything is locked; they are kept and told, and name nobody."""
    if verdict.rule not in RULES:
        raise BadMeasures("rule")
    facts = words_of(sealed_words(verdict.facts, nameless=True))
    skipped = words_of(sealed_words(verdict.skip_reason, nameless=True, optional=True))
    return {"words": facts, "skipped": skipped}


def _check_ladder(verdict: Verdict, case: Case, at: dt.datetime) -> None:
    advised = advised_for(case, at)
    if _ladder.skips(verdict.steps, advised) and not verdict.skip_reason.strip():
        raise StepSkipped(advised)


def _take(
    case: Case,
    by: Person,
    steps: tuple[Step, ...],
    verdict: Verdict,
    facts: dict[str, str],
    at: dt.datetime,
) -> Decision:
    decision = _write(case, by, verdict.rule, facts, at, Decision.State.IN_FORCE)
    # Names are taken off many rows of posts: before what takes the ledger's turn.
    for measure in sorted(_measures(decision, steps, at), key=_effects.hides_name, reverse=True):
        _effects.apply(measure, at)
    kinds = [f"{step.kind}:{step.ability}" if step.ability else step.kind for step in steps]
    _tell_decision(decision, kinds, at)
    return decision


def _propose(
    case: Case,
    by: Person,
    steps: tuple[Step, ...],
    verdict: Verdict,
    facts: dict[str, str],
    at: dt.datetime,
) -> Decision:
    """Nothing happens to anybody yet: one person alone excludes nobody."""
    decision = _write(case, by, verdict.rule, facts, at, Decision.State.PROPOSED)
    _measures(decision, steps, at)
    ref = f"decision:{decision.public_id}"
    record("decision.propose", at=at, actor=actor(by), about=ref, facts={"case": case.public_id})
    return decision


def _write(
    case: Case,
    by: Person,
    rule: str,
    facts: dict[str, str],
    at: dt.datetime,
    state: str,
    *,
    provisional: bool = False,
) -> Decision:
    return Decision.objects.create(
        case=case,
        by=by,
        state=state,
        provisional=provisional,
        rule=rule,
        version=case.post.version if case.post else 0,
        facts=seal_json(facts),
        at=at,
        appeal_until=at + APPEAL_LIFE,
    )


def _measures(decision: Decision, steps: tuple[Step, ...], at: dt.datetime) -> list[Measure]:
    return [
        Measure.objects.create(
            decision=decision,
            kind=step.kind,
            ability=step.ability,
            person=decision.case.person if step.kind in _OF_PERSON else None,
            post=decision.case.post if step.kind in ON_TEXT else None,
            until=_until(step, at),
        )
        for step in steps
    ]


def _until(step: Step, at: dt.datetime) -> dt.datetime | None:
    """Days are 24 hours: a summer's night that has 23 takes nothing away from anybody."""
    at = at.astimezone(dt.UTC)
    match step.kind:
        case _KIND.REMINDER:
            return at + REMINDED
        case _KIND.WARNING:
            return at + WARNED
        case _KIND.RESTRICTION | _KIND.SUSPENSION:
            return at + dt.timedelta(days=step.days)
        case _KIND.PROTECTION:
            return at + dt.timedelta(hours=settings.TOCTOC_MODERATION["provisional_hours"])
    return None


def _tell_decision(decision: Decision, kinds: list[str], at: dt.datetime) -> None:
    ref = f"decision:{decision.public_id}"
    facts = {"case": decision.case.public_id, "measures": kinds, "rule": decision.rule}
    assert decision.by is not None, "a person decides"
    record("decision.take", at=at, actor=actor(decision.by), about=ref, facts=facts)
    if kinds != [_KIND.NOTHING]:
        tell_person(decision, at=at)


def _settle(case: Case, taken: list[Decision], verdict: Verdict, at: dt.datetime) -> None:
    """After the decision: what was provisional gives way, the case rests, reporters hear of it."""
    kinds = [step.kind for step in verdict.steps]
    final = _KIND.EXCLUSION not in kinds
    _replace_provisional(case, taken, at, protection=final)
    if not final:
        case.state = Case.State.CONFIRM
    elif _KIND.TRANSPOSE in kinds:
        case.state = Case.State.AUTHOR
    else:
        case.state, case.closed_at = Case.State.CLOSED, at
    case.claimed_by = case.claimed_until = None
    case.escalate_at = None if final else at + _escalation()
    case.rewritten = False
    case.save(
        update_fields=[
            *("state", "closed_at", "claimed_by", "claimed_until", "escalate_at", "rewritten")
        ]
    )
    close_questions(case)
    last = taken[-1].public_id
    if final:
        tell_reporters(case, last, at=at)
    else:
        tell_desk(case, at=at, senior=True, what=f"confirm:{last}")


def _replace_provisional(
    case: Case, taken: list[Decision], at: dt.datetime, *, protection: bool
) -> None:
    """Earlier effects of the same case end: a veil, a protection, a text that was to be changed.

    A protection goes on while an exclusion waits for its second person.
    """
    kinds = [_KIND.VEIL, _KIND.TRANSPOSE, *([_KIND.PROTECTION] if protection else [])]
    hidden = Q(kind=_KIND.HIDE, decision__provisional=True) if protection else Q()
    _lift_all(case, taken, Q(kind__in=kinds) | hidden, at)


def _lift_all(case: Case, but: list[Decision], which: Q, at: dt.datetime) -> None:
    before = Measure.objects.filter(which, decision__case=case, lifted_at=None)
    before = before.exclude(decision__in=but)
    for measure in before.select_related("decision__by", "decision__case", "person", "post"):
        _effects.lift(measure, Measure.Why.REPLACED, at)


def confirm(
    *, by: Person, decision_id: str, agree: bool, at: dt.datetime, words: str = ""
) -> Decision:
    """A senior, not the one who proposed it, confirms an exclusion, or sends the case back."""
    proposed = Decision.objects.filter(public_id=decision_id).select_related("case").first()
    if proposed is None:
        raise NotVisible
    note = sealed_words(words, nameless=True, optional=agree)
    with transaction.atomic():
        case, decision = _proposed(by, proposed, at)
        ref = f"decision:{decision_id}"
        if agree:
            decision.state, decision.confirmed_by = Decision.State.IN_FORCE, by
            decision.appeal_until = at + APPEAL_LIFE
            decision.save(update_fields=["state", "confirmed_by", "appeal_until"])
            for measure in decision.measures.select_related("decision__by", "person", "post"):
                _effects.apply(measure, at)
            facts = {"case": case.public_id, "measures": [_KIND.EXCLUSION], "rule": decision.rule}
            record("decision.confirm", at=at, actor=actor(by), about=ref, facts=facts)
            tell_person(decision, at=at)
            _replace_provisional(case, [decision], at, protection=True)
            case.state, case.closed_at, case.escalate_at = Case.State.CLOSED, at, None
            tell_reporters(case, decision.public_id, at=at)
        else:
            decision.state = Decision.State.REFUSED
            decision.save(update_fields=["state"])
            case.remarks.create(kind=Remark.Kind.NOTE, by=by, words=note, at=at)
            record("decision.refuse", at=at, actor=actor(by), about=ref)
            case.state = Case.State.OPEN
            case.escalate_at = at + _escalation()
        case.claimed_by = case.claimed_until = None
        case.save(
            update_fields=["state", "closed_at", "claimed_by", "claimed_until", "escalate_at"]
        )
    return decision


def _proposed(by: Person, proposed: Decision, at: dt.datetime) -> tuple[Case, Decision]:
    case = Case.objects.select_related("person", "post").get(pk=proposed.case_id)
    _effects.lock_rows(case, by)
    judge = judge_now(by)
    if not judge.is_senior:
        raise NotAllowed
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("person", "post")
        .get(pk=case.pk)
    )
    check_may_judge(judge, case)
    decision = Decision.objects.select_for_update().get(pk=proposed.pk)
    if decision.by_id == judge.pk:
        raise Conflict("judged")
    if decision.state != Decision.State.PROPOSED or case.state != Case.State.CONFIRM:
        raise TooLate
    return case, decision


def protect(*, by: Person, case_id: str, facts: str, at: dt.datetime) -> Decision:
    """Suspend for 72 hours, at once, whoever broke secrecy and meant to: proven, not suspected.

    The case stays with its moderator, who still has to decide it. A second time on the same case is
    a senior's decision.
    """
    words = {"words": words_of(sealed_words(facts, nameless=True)), "skipped": ""}
    with transaction.atomic():
        case = claimed_case(by, case_id, at)
        if case.family != Family.SECRECY or case.person is None or case.state != Case.State.OPEN:
            raise BadMeasures("steps")
        before = Measure.objects.filter(decision__case=case, kind=_KIND.PROTECTION)
        if before.exists() and not by.is_senior:
            raise NotAllowed
        decision = _write(
            case,
            by,
            RULE_OF[Family.SECRECY],
            words,
            at,
            Decision.State.IN_FORCE,
            provisional=True,
        )
        steps = [Step(_KIND.PROTECTION)]
        if has_text(case):
            steps.append(Step(_KIND.HIDE))
        for measure in _measures(decision, tuple(steps), at):
            _effects.apply(measure, at)
        _lift_all(case, [decision], Q(decision__provisional=True), at)
        _tell_decision(decision, [str(step.kind) for step in steps], at)
    return decision


def transpose(*, by: Person, decision_id: str, writing: Writing, at: dt.datetime) -> Case:
    """The author says it another way, through the guard; a moderator looks again before others do.

    What was judged stays sealed with the measure, for an appeal; the post itself forgets it.
    """
    measure = (
        Measure.objects.filter(
            decision__public_id=decision_id,
            decision__case__person=by,
            kind=_KIND.TRANSPOSE,
            lifted_at=None,
        )
        .select_related("decision__case", "post")
        .first()
    )
    if measure is None or measure.post is None:
        raise NotVisible
    if writing.body.split() == measure.post.body.split():
        raise NeedsReasons
    judged = {"body": measure.post.body, "html": measure.post.html}
    with transaction.atomic():
        said = questions.reword(by=by, public_id=measure.post.public_id, writing=writing, at=at)
        if said is None:
            raise TooLate
        if not measure.kept:
            _effects.keep(measure, judged)
        case = Case.objects.select_for_update().get(pk=measure.decision.case_id)
        case.state, case.rewritten = Case.State.OPEN, True
        case.escalate_at = at + _escalation()
        case.save(update_fields=["state", "rewritten", "escalate_at"])
        record("case.transposed", at=at, actor=actor(by), about=about(case))
        tell_desk(case, at=at, what=f"again:{said.version}")
    return case


def _escalation() -> dt.timedelta:
    return dt.timedelta(hours=settings.TOCTOC_MODERATION["escalate_hours"])
