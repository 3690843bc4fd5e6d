"""Where somebody waits, beside the cases: one query, whose rows are names of doors.

Five rooms hold what waits; each has its own list behind its door. Here only whether there is any.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value

from toctoc.evidence.models import Demand, Disclosure
from toctoc.moderation.models import Case
from toctoc.people.models import Person, Proof
from toctoc.stories.models import Request, Story
from toctoc.stories.queries import not_involving


def elsewhere(person: Person, at: dt.datetime) -> set[str]:
    """Names of doors (`desk_home.Door`), each only for who may do something behind it."""
    asked = [found.annotate(door=Value(name, CharField())) for name, found in _rooms(person, at)]
    if not asked:
        return set()
    first, *rest = (found.order_by().values_list("door", flat=True) for found in asked)
    return set(first.union(*rest))


def _rooms(person: Person, at: dt.datetime) -> list[tuple[str, QuerySet[Any]]]:
    rooms: list[tuple[str, QuerySet[Any]]] = []
    if person.is_moderator:
        proofs = Proof.objects.filter(state=Proof.State.PENDING, method=Proof.Method.DOCUMENT)
        searches = Request.objects.filter(state=Request.State.SEARCHING, due_at__isnull=False)
        rooms += [
            ("story_queue", searches),
            ("proof_queue", proofs.exclude(person=person)),
            ("desk_talks", Case.objects.filter(state=Case.State.PARTIES).exclude(person=person)),
        ]
    if person.is_senior:
        judging = Story.objects.filter(state=Story.State.JUDGING, due_at__isnull=False)
        asked = Disclosure.objects.filter(state=Disclosure.State.ASKED, expires_at__gt=at)
        rooms += [
            ("story_queue", not_involving(person, judging)),
            ("disclosures", asked.exclude(Q(asked_by=person) | Q(person=person))),
        ]
    if person.is_member and person.role == Person.Role.OPERATOR:
        rooms.append(("demands", Demand.objects.filter(closed_at=None, until__gt=at)))
    return rooms
