"""What time does alone: measures end on their date, cases that wait too long go to a senior."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from toctoc.due import each, ids
from toctoc.ledger.actions import record
from toctoc.people.actions import end_due

from . import _effects
from ._conciliation import expire
from ._opinions import close_questions
from ._tell import tell_desk
from .models import Case, Conciliation, Measure

_WAITING = (Case.State.OPEN, Case.State.CONFIRM)
_PROVISIONAL = (Measure.Kind.VEIL, Measure.Kind.PROTECTION)


def tick(at: dt.datetime) -> int:
    """Do what is due; return how many things were done. One that fails stops no other."""
    return (
        each(_due_measures(at), lambda pk: end_measure(pk, at=at), "measure")
        + end_due(at)
        + each(_due_talks(at), lambda pk: expire(pk, at), "conciliation")
        + each(_due_cases(at), lambda pk: escalate(pk, at=at), "case")
    )


def _due_measures(at: dt.datetime) -> list[int]:
    due = Measure.objects.filter(until__lte=at, lifted_at=None, since__isnull=False)
    return ids(due, "until")


def _due_talks(at: dt.datetime) -> list[int]:
    due = Conciliation.objects.filter(deadline__lte=at, ended_at=None)
    return ids(due, "deadline")


def _due_cases(at: dt.datetime) -> list[int]:
    """Not those that somebody is reading at this moment."""
    free = Q(claimed_by=None) | Q(claimed_until__lte=at)
    due = Case.objects.filter(free, escalate_at__lte=at, state__in=_WAITING)
    return ids(due, "escalate_at")


def end_measure(measure_id: int, *, at: dt.datetime) -> bool:
    """Undo a measure on its date; a provisional one that ended unjudged escalates its case."""
    with transaction.atomic():
        known = Measure.objects.select_related("decision__case").get(pk=measure_id)
        _effects.lock_rows(known.decision.case)
        measure = (
            Measure.objects.select_for_update(of=("self",))
            .select_related("decision__case", "decision__by", "person", "post")
            .get(pk=measure_id)
        )
        if measure.until is None or measure.until > at:
            return False
        if not _effects.lift(measure, Measure.Why.ENDED, at):
            return False
        if measure.kind in _PROVISIONAL:
            _end_with(measure, at)
            Case.objects.filter(pk=measure.decision.case_id, state__in=_WAITING).update(
                escalate_at=at
            )
        return True


def _end_with(measure: Measure, at: dt.datetime) -> None:
    """A text hidden with a protection is shown again with its end: nothing lasts unjudged."""
    hidden = measure.decision.measures.filter(kind=Measure.Kind.HIDE, lifted_at=None)
    for other in hidden.select_related("decision__by", "post"):
        _effects.lift(other, Measure.Why.ENDED, at)


def escalate(case_id: int, *, at: dt.datetime) -> bool:
    """Nobody decided in time: seniors alone judge it from now on, and hear of it; again each time
    that nobody did (D11). What a colleague was asked ends there: they may not be a senior."""
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case_id)
        due = case.escalate_at is not None and case.escalate_at <= at
        if not due or case.state not in _WAITING:
            return False
        again = dt.timedelta(hours=settings.TOCTOC_MODERATION["escalate_hours"])
        case.escalated_at, case.escalate_at = case.escalated_at or at, at + again
        case.senior_only = True
        case.claimed_by = case.claimed_until = None
        case.save(
            update_fields=[
                *("escalated_at", "escalate_at", "senior_only", "claimed_by", "claimed_until")
            ]
        )
        close_questions(case)
        record("case.escalate", at=at, actor="clock", about=f"case:{case.public_id}")
        tell_desk(case, at=at, senior=True, what=f"escalated:{at:%Y%m%d%H}")
        return True
