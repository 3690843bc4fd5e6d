"""A second look: who holds a case asks a colleague, named or whoever is free; and decides.

The colleague reads the case without claiming it, under the same rules of conflict, and says what
they would do. One question at a time; whoever asked or answered does not judge the appeal.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from toctoc.ledger.actions import record
from toctoc.notify.actions import Line, tell
from toctoc.notify.models import Notice as InboxLine
from toctoc.people.models import Person

from ._cases import (
    IN_QUEUE,
    about,
    actor,
    check_may_judge,
    claimed_case,
    find_case,
    judge_now,
    lease,
)
from ._conflicts import Stakes
from ._effects import lock_rows
from ._steps import check_kinds
from ._tell import able, loads_of, seniors, tell_desk
from ._words import handle_of, sealed_aside, sealed_words
from .models import Appeal, Case, Remark
from .types import OPINION_WAIT, Colleague, NobodyFree, NotClaimed, Taken, TooLate

_TOLD = 3


def colleagues(by: Person, case: Case, at: dt.datetime) -> list[tuple[Person, Colleague]]:
    """Who may be asked about this case, those with the least to do first; operators last."""
    people = list((seniors() if case.senior_only else able()).exclude(pk=by.pk).order_by("pk")[:50])
    stakes, loads = Stakes.of(people, [case]), loads_of(people, at)
    free = [one for one in people if not stakes.why_not(one, case)]
    free.sort(key=lambda one: (one.role == Person.Role.OPERATOR, sum(loads[one.pk]), one.pk))
    return [(one, Colleague(handle_of(one), *reversed(loads[one.pk]))) for one in free]


def ask_opinion(
    *, by: Person, case_id: str, question: str, at: dt.datetime, handle: str = ""
) -> Remark:
    """Ask one colleague by their handle, or whoever is free. The case stays in one's hands for a
    day, so that who asked also decides. Raise `NobodyFree`."""
    sealed = sealed_words(question)
    with transaction.atomic():
        case = claimed_case(by, case_id, at)
        if case.state != Case.State.OPEN:
            raise TooLate
        waiting = case.remarks.filter(waits=True).first()
        if waiting is not None:
            return waiting
        free = colleagues(by, case, at)
        to = next((one for one, known in free if known.handle == handle), None)
        if not free or (handle and to is None):
            raise NobodyFree
        asked = case.remarks.create(
            kind=Remark.Kind.QUESTION, by=by, to=to, words=sealed, at=at, waits=True
        )
        case.claimed_until = lease(by, case, at, OPINION_WAIT)
        case.save(update_fields=["claimed_until"])
        facts = {"named": to is not None}
        record("opinion.ask", at=at, actor=actor(by), about=about(case), facts=facts)
        told = [to] if to else [one for one, _known in free[:_TOLD]]
        line = Line(InboxLine.Kind.DESK, f"opinion:{asked.pk}", case.public_id)
        tell({one.pk: one.public_id for one in told}, line, at=at)
    return asked


def withdraw_question(*, by: Person, case_id: str, at: dt.datetime) -> bool:
    """Who holds the case waits no longer: they decide, or ask somebody else."""
    with transaction.atomic():
        case = claimed_case(by, case_id, at)
        if not close_questions(case):
            return False
        record("opinion.withdraw", at=at, actor=actor(by), about=about(case))
        return True


def close_questions(case: Case) -> int:
    return case.remarks.filter(waits=True).update(waits=False)


def may_answer(by: Person) -> Q:
    """Questions asked of this person, of anybody, or of somebody who may judge nothing now:
    suspended, gone, or no longer a moderator."""
    return Q(to=None) | Q(to=by) | ~Q(to__in=able())


def open_opinion(*, by: Person, case_id: str, at: dt.datetime) -> Remark:
    """Read a case one is asked about; of two who open at once, one does. The ledger says so.

    Raise `Taken` (somebody else reads it), `TooLate` (answered, decided), `Conflict`.
    """
    with transaction.atomic():
        judge = judge_now(by)
        case = _locked(case_id)
        check_may_judge(judge, case)
        waiting = case.remarks.filter(waits=True).exclude(by=judge)
        if not waiting.filter(may_answer(judge)).update(to=judge, opened_at=at):
            raise Taken if waiting.exists() else TooLate
        record("opinion.open", at=at, actor=actor(judge), about=about(case))
        return waiting.get()


def opened_question(by: Person, case: Case) -> Remark:
    """The question that this person opened and did not answer yet; `NotClaimed` without one."""
    mine = case.remarks.filter(waits=True, to=by, opened_at__isnull=False).first()
    if mine is None:
        raise NotClaimed
    return mine


def give_opinion(
    *, by: Person, case_id: str, proposed: Sequence[str], words: str, at: dt.datetime
) -> Remark:
    """What one would do, in a few words. Raise `TooLate` when it was decided meanwhile, or asked
    of somebody else."""
    sealed = sealed_aside(words, proposed=list(proposed))
    with transaction.atomic():
        judge = judge_now(by)
        case = _locked(case_id)
        check_kinds(proposed, case)
        check_may_judge(judge, case)
        mine = case.remarks.filter(waits=True, to=judge, opened_at__isnull=False)
        question = mine.first()
        if question is None or not mine.update(waits=False):
            raise TooLate
        record("opinion.give", at=at, actor=actor(judge), about=about(case))
        given = case.remarks.create(kind=Remark.Kind.OPINION, by=judge, words=sealed, at=at)
        asker = {question.by_id: question.by.public_id}
        tell(asker, Line(InboxLine.Kind.DESK, f"opinion:{given.pk}", case.public_id), at=at)
    return given


def leave_opinion(*, by: Person, case_id: str, at: dt.datetime) -> bool:
    """No time, or no idea: the question is anybody's again."""
    with transaction.atomic():
        judge = judge_now(by)
        case = _locked(case_id)
        if not case.remarks.filter(waits=True, to=judge).update(to=None, opened_at=None):
            return False
        record("opinion.leave", at=at, actor=actor(judge), about=about(case))
        tell_desk(case, at=at, what=f"opinion:left:{at:%Y%m%d%H%M}", but=judge)
        return True


def recuse(*, by: Person, case_id: str, at: dt.datetime, reason: str = "") -> bool:
    """Step aside from a case and all its appeals: same team, friend, patient, whatever the data
    can't know. The reason, if any is said, stays sealed. True the first time."""
    sealed = sealed_aside(reason)
    known = find_case(case_id)
    with transaction.atomic():
        lock_rows(known, by)
        judge = judge_now(by)
        case = Case.objects.select_for_update().get(pk=known.pk)
        _row, new = case.remarks.get_or_create(
            kind=Remark.Kind.RECUSAL, by=judge, defaults={"words": sealed, "at": at}
        )
        if not new:
            return False
        _let_go(judge, case)
        record("case.recuse", at=at, actor=actor(judge), about=about(case))
        if case.state in IN_QUEUE:
            tell_desk(known, at=at, what=f"recused:{_row.pk}")
        return True


def _locked(case_id: str) -> Case:
    """As a decision does: the case before its remarks, and both before the ledger's turn."""
    known = find_case(case_id)
    Case.objects.select_for_update().get(pk=known.pk)
    return find_case(case_id)


def _let_go(judge: Person, case: Case) -> None:
    free = {"claimed_by": None, "claimed_until": None}
    Case.objects.filter(pk=case.pk, claimed_by=judge).update(**free)
    Appeal.objects.filter(decision__case=case, claimed_by=judge, decided_at=None).update(**free)
    case.remarks.filter(waits=True, to=judge).update(to=None, opened_at=None)
    case.remarks.filter(waits=True, by=judge).update(waits=False)
