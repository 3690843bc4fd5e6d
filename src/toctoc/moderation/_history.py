"""What was decided before of a person: by account, never by pseudonym (K23)."""

from __future__ import annotations

import datetime as dt

from toctoc.people.models import Person

from . import _ladder
from .models import Case, Measure
from .types import Past


def past_of(measure: Measure) -> Past:
    return Past(
        kind=measure.kind,
        family=measure.decision.case.family,
        ability=measure.ability,
        since=measure.since,
        until=measure.until,
        lifted_at=measure.lifted_at,
        why=measure.why,
        decision=measure.decision.public_id,
        case=measure.decision.case.public_id,
    )


def history_of(person: Person | None) -> list[Past]:
    """Measures taken of a person, newest first; proposals that nobody confirmed are not history."""
    if person is None:
        return []
    rows = (
        Measure.objects.filter(person=person, since__isnull=False)
        .exclude(kind=Measure.Kind.NOTHING)
        .select_related("decision__case")
        .order_by("-pk")[:100]
    )
    return [past_of(row) for row in rows]


def advised_for(case: Case, at: dt.datetime) -> str:
    return _ladder.advised(history_of(case.person), case.family, at)
