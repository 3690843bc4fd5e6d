"""What happens before anybody has judged: a name in doubt is not shown for three days at most (K7).

A program may do this and nothing else. It is a case like another, that a person decides; if nobody
does, the name comes back by itself and the case goes to a senior.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from toctoc.ledger.actions import record
from toctoc.people.models import Person
from toctoc.posts import actions as posts
from toctoc.sealing import seal_json

from ._effects import apply, keep
from ._tell import tell_person
from .models import Case, Decision, Family, Measure
from .rules import RULE_OF
from .types import APPEAL_LIFE

_CLEARED = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Veiled:
    """A provisional decision made; `announce` tells of it once the notice has its number."""

    decision: Decision

    def announce(self, *, at: dt.datetime) -> None:
        about = f"decision:{self.decision.public_id}"
        facts = {"kind": "veil", "automated": True, "case": self.decision.case.public_id}
        record("decision.provisional", at=at, actor="clock", about=about, facts=facts)
        tell_person(self.decision, at=at)


def veil_if_impersonated(case: Case, *, believed: bool, at: dt.datetime) -> Veiled | None:
    """Take the name off until somebody has looked. `believed`: who reports can be answered.

    Not again while it is being looked into, nor for somebody cleared less than 90 days ago.
    """
    if case.family != Family.IMPERSONATION or case.person is None or not believed:
        return None
    if case.state == Case.State.CLOSED or _veiled_or_cleared(case.person, case, at):
        return None
    person = Person.objects.select_for_update().get(pk=case.person.pk)
    until = at + dt.timedelta(hours=settings.TOCTOC_MODERATION["provisional_hours"])
    # Many rows of posts: before anything that takes the ledger's turn.
    names = posts.veil(person, at=at)
    decision = Decision.objects.create(
        case=case,
        by=None,
        provisional=True,
        automated=True,
        rule=RULE_OF[Family.IMPERSONATION],
        version=case.version,
        facts=seal_json({"words": ""}),
        at=at,
        appeal_until=at + APPEAL_LIFE,
    )
    measure = Measure.objects.create(
        decision=decision, kind=Measure.Kind.VEIL, person=person, until=until
    )
    keep(measure, {"names": names})
    apply(measure, at)
    return Veiled(decision)


def _veiled_or_cleared(person: Person, case: Case, at: dt.datetime) -> bool:
    veils = Measure.objects.filter(person=person, kind=Measure.Kind.VEIL)
    if veils.filter(lifted_at=None).exists() or veils.filter(decision__case=case).exists():
        return True
    judged = Case.objects.filter(
        person=person,
        family=Family.IMPERSONATION,
        state=Case.State.CLOSED,
        closed_at__gt=at - _CLEARED,
        decisions__measures__kind=Measure.Kind.NOTHING,
    )
    return judged.exists()
