"""Work on a case before the decision: claim it, read it, ask a colleague, leave a note."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from toctoc.ledger.actions import record
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed, NotVisible
from toctoc.posts.queries import visible_to

from . import _conflicts
from ._effects import lock_rows
from ._weigh import HARM
from ._words import is_experience, sealed_words
from .models import CONTEMPT, Case, Family, Remark
from .types import BadMeasures, Conflict, NotClaimed, Taken, TooLate, TooManyClaims

IN_QUEUE = (Case.State.OPEN, Case.State.CONFIRM)


def actor(by: Person) -> str:
    return f"person:{by.public_id}"


def about(case: Case) -> str:
    return f"case:{case.public_id}"


def judge_now(by: Person) -> Person:
    """Who judges, as the database knows them now: somebody suspended a second ago judges nothing.

    Call it inside the transaction that writes.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if not person.is_moderator:
        raise NotAllowed
    return person


def find_case(public_id: str) -> Case:
    case = Case.objects.select_related("post", "person").filter(public_id=public_id).first()
    if case is None:
        raise NotVisible
    return case


def check_may_judge(by: Person, case: Case) -> None:
    """Raise `NotAllowed` (not a moderator, or seniors alone) or `Conflict`."""
    if not by.is_moderator or (case.senior_only and not by.is_senior):
        raise NotAllowed
    why = _conflicts.why_not(by, case)
    if why:
        raise Conflict(why)


def claim(*, by: Person, case_id: str, at: dt.datetime) -> Case:
    """Take a case, so that two people don't judge it. Exactly one of two who click at once wins.

    Claiming one's own again prolongs it. Raise `Taken`, `TooManyClaims`, `Conflict`, `TooLate`.
    """
    case = find_case(case_id)
    check_may_judge(by, case)
    with transaction.atomic():
        judge = judge_now(by)
        _check_hands(judge, case, at)
        until = lease(judge, case, at, _minutes())
        waiting = Case.objects.filter(pk=case.pk, state__in=IN_QUEUE)
        mine = waiting.filter(claimed_by=judge, claimed_until__gt=until).first()
        if mine is not None:  # a colleague was asked: it is held for longer
            return mine
        free = Q(claimed_by=None) | Q(claimed_until__lte=at) | Q(claimed_by=judge)
        if not waiting.filter(free).update(claimed_by=judge, claimed_until=until):
            raise Taken if waiting.exists() else TooLate
        # Who claims a case opens it: hidden words, notices, the person's history.
        record("case.claim", at=at, actor=actor(judge), about=about(case))
    case.claimed_by, case.claimed_until = judge, until
    return case


def _minutes() -> dt.timedelta:
    return dt.timedelta(minutes=settings.TOCTOC_MODERATION["claim_minutes"])


def lease(judge: Person, case: Case, at: dt.datetime, span: dt.timedelta) -> dt.datetime:
    """Until when a case is held: one claim past its escalation at most, so that nobody buries a
    case by holding it (D11). After that, `NotAllowed` but for seniors."""
    limit = case.escalate_at and case.escalate_at + _minutes()
    if limit is None or at + span <= limit:
        return at + span
    if limit > at:
        return limit
    if not judge.is_senior:
        raise NotAllowed
    return at + span


def _check_hands(judge: Person, case: Case, at: dt.datetime) -> None:
    limit = int(settings.TOCTOC_MODERATION["claims_at_once"])
    held = Case.objects.filter(claimed_by=judge, claimed_until__gt=at).exclude(pk=case.pk)
    if held.count() >= limit:
        raise TooManyClaims(limit)


def put_back(*, by: Person, case_id: str, at: dt.datetime) -> bool:
    """Give a claimed case back to the queue; True if it was one's own."""
    with transaction.atomic():
        mine = Case.objects.filter(public_id=case_id, claimed_by=by)
        if not mine.update(claimed_by=None, claimed_until=None):
            return False
        record("case.put_back", at=at, actor=actor(by), about=f"case:{case_id}")
        return True


def claimed_case(by: Person, case_id: str, at: dt.datetime) -> Case:
    """The case this moderator holds now, its rows locked; inside the deciding transaction.

    Rows are taken in one order: persons, the post, the case.
    """
    known = find_case(case_id)
    lock_rows(known, by)
    judge = judge_now(by)
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("post", "person")
        .get(pk=known.pk)
    )
    until = case.claimed_until
    if case.claimed_by_id != judge.pk or until is None or until <= at:
        raise NotClaimed
    check_may_judge(judge, case)
    return case


def open_case(*, by: Person, post_id: str, family: str, at: dt.datetime) -> Case:
    """A moderator saw something that nobody reported: same queue, and not judged by who saw it
    alone if it is grave. Joins the open case of this post and family."""
    if not by.is_moderator:
        raise NotAllowed
    if family not in Family.values:
        raise BadMeasures("family")
    post = visible_to(by).filter(public_id=post_id).select_related("author").first()
    if post is None:
        raise NotVisible
    with transaction.atomic():
        case, new = Case.objects.exclude(state=Case.State.CLOSED).get_or_create(
            key=f"post:{post_id}:{family}",
            defaults={
                "subject": Case.Subject.POST,
                "post": post,
                "person": post.author,
                "family": family,
                "version": post.version,
                "harm": HARM[family],
                "experience": is_experience(post),
                "senior_only": is_experience(post) and family in CONTEMPT,
                "opened_at": at,
                "escalate_at": at
                + dt.timedelta(hours=settings.TOCTOC_MODERATION["escalate_hours"]),
            },
        )
        if new:
            record("case.open", at=at, actor=actor(by), about=about(case))
    return case


def leave_note(*, by: Person, case_id: str, words: str, at: dt.datetime) -> Remark:
    """For moderators alone; sealed."""
    sealed = sealed_words(words)
    case = find_case(case_id)
    check_may_judge(by, case)
    with transaction.atomic():
        judge = judge_now(by)
        record("case.note", at=at, actor=actor(judge), about=about(case))
        return case.remarks.create(kind=Remark.Kind.NOTE, by=judge, words=sealed, at=at)
