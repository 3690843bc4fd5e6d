"""Who hears of what: lines that lead to a page, never a word of the dispute."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, QuerySet

from toctoc.notify.actions import Line, tell
from toctoc.notify.models import Notice as InboxLine
from toctoc.people.models import Person
from toctoc.sealing import Unsealable, unseal_json

from ._conflicts import Stakes
from .models import Appeal, Case, Decision, Notice
from .tasks import write_to_reporter

_TOLD = 3  # moderators told of a case: those with the least to do
_RECENT = dt.timedelta(days=30)


def tell_desk(
    case: Case,
    *,
    at: dt.datetime,
    senior: bool = False,
    what: str = "case",
    but: Person | None = None,
) -> None:
    """Workload shared: the line goes to those who judged least lately and may judge this one."""
    people = [one for one in least_loaded(at, senior=senior or case.senior_only) if one != but]
    stakes = Stakes.of(people, [case])
    free = [one for one in people if not stakes.why_not(one, case)][:_TOLD]
    line = Line(InboxLine.Kind.DESK, f"desk:{case.public_id}:{what}", case.public_id)
    tell({one.pk: one.public_id for one in free}, line, at=at)


def able(*roles: str) -> QuerySet[Person]:
    """Who may judge now; of some roles alone."""
    judges = (Person.Role.MODERATOR, Person.Role.SENIOR, Person.Role.OPERATOR)
    return Person.objects.filter(
        standing__in=(Person.Standing.ACTIVE, Person.Standing.READ_ONLY), role__in=roles or judges
    )


def seniors() -> QuerySet[Person]:
    return able(Person.Role.SENIOR, Person.Role.OPERATOR)


def least_loaded(at: dt.datetime, *, senior: bool = False) -> list[Person]:
    """Moderators, from the one with the fewest decisions of a month and claims of now."""
    judges = seniors() if senior else able(Person.Role.MODERATOR, Person.Role.SENIOR)
    people = list(judges.order_by("pk")[:50])
    if not people:
        return list(able(Person.Role.OPERATOR).order_by("pk")[:10])
    loads = loads_of(people, at)
    return sorted(people, key=lambda one: (sum(loads[one.pk]), one.pk))


def loads_of(people: list[Person], at: dt.datetime) -> dict[int, tuple[int, int]]:
    """(decisions of a month, cases in hand now) of each."""
    ids = [one.pk for one in people]
    done = _counted(Decision.objects.filter(by__in=ids, at__gt=at - _RECENT), "by")
    held = _counted(Case.objects.filter(claimed_by__in=ids, claimed_until__gt=at), "claimed_by")
    return {pk: (done.get(pk, 0), held.get(pk, 0)) for pk in ids}


def _counted(rows: QuerySet[Any], column: str) -> dict[int, int]:
    return dict(rows.values(column).annotate(n=Count("pk")).values_list(column, "n"))


def tell_person(decision: Decision, *, at: dt.datetime) -> None:
    person = decision.case.person
    if person is not None:
        line = Line(InboxLine.Kind.DECISION, f"decision:{decision.public_id}", decision.public_id)
        tell({person.pk: person.public_id}, line, at=at)


def tell_reporters(case: Case, key: str, *, at: dt.datetime) -> None:
    """Each who reported hears that there is an outcome. The only place that opens who they are."""
    Notice.objects.filter(case=case).update(answered_at=at)
    for notice in Notice.objects.filter(case=case):
        _tell_reporter(notice, InboxLine.Kind.REPORT, f"report:{notice.number}:{key}", at)


def tell_appellant(appeal: Appeal, *, at: dt.datetime) -> None:
    key = f"appeal:{appeal.public_id}:{appeal.outcome}"
    if appeal.side == Appeal.Side.REPORTER and appeal.notice is not None:
        _tell_reporter(appeal.notice, InboxLine.Kind.REPORT, key, at)
        return
    person = appeal.decision.case.person
    if person is not None:
        line = Line(InboxLine.Kind.APPEAL, key, appeal.decision.public_id)
        tell({person.pk: person.public_id}, line, at=at)


def _tell_reporter(notice: Notice, kind: str, key: str, at: dt.datetime) -> None:
    who = reporter_of(notice)
    person = who.get("person")
    if person:
        found = Person.objects.filter(public_id=person).values_list("pk", "public_id")
        tell(dict(found), Line(kind, key[:80], notice.number), at=at)
    elif who.get("email"):
        write_to_reporter.enqueue(notice.pk)


def reporter_of(notice: Notice) -> dict[str, str]:
    """Sealed: {"person"} or {"name", "email", "token"}; {} once it was forgotten."""
    try:
        return dict(unseal_json(notice.reporter)) if notice.reporter else {}
    except Unsealable:
        return {}
