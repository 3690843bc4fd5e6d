"""Counts, delays and rates: codes and numbers, nobody's words."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Min, Q

from toctoc.people.models import Person

from .models import Appeal, Case, Decision, Measure, Notice
from .types import PERSONAL


def counts(since: dt.datetime, until: dt.datetime) -> dict[str, int]:
    """What happened in a period, for the public figures. Overturned appeals are counted on the day
    of the overturning, decisions on theirs."""
    during = {"at__gte": since, "at__lt": until}
    notices = Notice.objects.filter(**during).aggregate(
        notices=Count("pk"),
        notices_by_members=Count("pk", filter=Q(source=Notice.Source.MEMBER)),
        notices_by_public=Count("pk", filter=Q(source=Notice.Source.PUBLIC)),
        notices_by_trusted=Count("pk", filter=Q(source=Notice.Source.TRUSTED)),
        notices_protected=Count("pk", filter=Q(protected=True)),
    )
    appeals = Appeal.objects.aggregate(
        appeals=Count("pk", filter=Q(at__gte=since, at__lt=until)),
        appeals_decided=Count("pk", filter=Q(decided_at__gte=since, decided_at__lt=until)),
        appeals_overturned=Count(
            "pk",
            filter=Q(
                decided_at__gte=since,
                decided_at__lt=until,
                outcome=Appeal.Outcome.OVERTURNED,
            ),
        ),
    )
    cases = Case.objects.aggregate(
        cases_opened=Count("pk", filter=Q(opened_at__gte=since, opened_at__lt=until)),
        cases_escalated=Count("pk", filter=Q(escalated_at__gte=since, escalated_at__lt=until)),
        protected_escalated=Count(
            "pk", filter=Q(escalated_at__gte=since, escalated_at__lt=until, protected=True)
        ),
    )
    return notices | cases | _taken(since, until) | appeals


def _taken(since: dt.datetime, until: dt.datetime) -> dict[str, int]:
    """Decisions, and measures of each kind that came into force."""
    taken = Decision.objects.filter(at__gte=since, at__lt=until).exclude(
        state__in=(Decision.State.PROPOSED, Decision.State.REFUSED)
    )
    by_kind = (
        Measure.objects.filter(decision__in=taken, since__isnull=False)
        .values("kind")
        .annotate(n=Count("pk"))
        .values_list("kind", "n")
    )
    found = dict(by_kind)
    return {
        "decisions": taken.filter(provisional=False).count(),
        "provisional": taken.filter(provisional=True).count(),
        "automated": taken.filter(automated=True).count(),
    } | {f"measure_{kind}": found.get(kind, 0) for kind in Measure.Kind.values}


def delays(since: dt.datetime, until: dt.datetime) -> list[dt.timedelta]:
    """From the first notice of a case to its first decision by a person, for decisions of a period;
    shortest first."""
    first = (
        Decision.objects.filter(by__isnull=False, provisional=False)
        .exclude(state__in=(Decision.State.PROPOSED, Decision.State.REFUSED))
        .values("case")
        .annotate(decided=Min("at"))
        .filter(decided__gte=since, decided__lt=until)
        .values_list("decided", "case__opened_at")
    )
    return sorted(max(decided - opened, dt.timedelta(0)) for decided, opened in first)


def delays_of(by: Person) -> list[dt.timedelta]:
    """From the first notice of a case to one's own first decision of it; shortest first."""
    mine = (
        Decision.objects.filter(by=by, provisional=False)
        .exclude(state__in=(Decision.State.PROPOSED, Decision.State.REFUSED))
        .values("case")
        .annotate(decided=Min("at"))
        .values_list("decided", "case__opened_at")
    )
    return sorted(max(decided - opened, dt.timedelta(0)) for decided, opened in mine)


def overturns(by: Person) -> tuple[int, int]:
    """(overturned, taken): one's own decisions that an appeal took back, of all one took."""
    back = Q(state=Decision.State.OVERTURNED) | Q(appeals__outcome=Appeal.Outcome.OVERTURNED)
    found = (
        Decision.objects.filter(Q(by=by) | Q(confirmed_by=by))
        .exclude(state__in=(Decision.State.PROPOSED, Decision.State.REFUSED))
        .aggregate(back=Count("pk", filter=back, distinct=True), taken=Count("pk", distinct=True))
    )
    return found["back"], found["taken"]


def overturn_rate(by: Person) -> float:
    """The share of one's own decisions that an appeal took back; 0.0 while there are none."""
    back, taken = overturns(by)
    return back / taken if taken else 0.0


def share_ever_sanctioned() -> tuple[int, int]:
    """(members ever sanctioned, members): the minority and the majority (D16). Overturned measures
    and provisional ones are no sanctions."""
    sanctioned = (
        Measure.objects.filter(kind__in=PERSONAL, since__isnull=False, decision__provisional=False)
        .exclude(why=Measure.Why.OVERTURNED)
        .values("person")
        .distinct()
        .count()
    )
    return sanctioned, Person.objects.filter(proven_at__isnull=False).count()
