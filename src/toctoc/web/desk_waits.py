"""Where somebody waits, beside the cases: one query, whose rows are names of doors.

Six rooms hold what waits; each has its own list behind its door. Here only whether there is any.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import CharField, QuerySet, Value

from toctoc.evidence.queries import going_on, to_decide
from toctoc.moderation.queries import talking
from toctoc.people.models import Person
from toctoc.people.queries import proofs_waiting
from toctoc.pictures.judging import waiting_for
from toctoc.stories.queries import searching, to_judge


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
        rooms += [
            ("story_queue", searching()),
            ("proof_queue", proofs_waiting(person)),
            ("desk_talks", talking(person)),
            ("picture_queue", waiting_for(person)),
        ]
    if person.is_senior:
        rooms += [("story_queue", to_judge(person)), ("disclosures", to_decide(person, at))]
    if person.is_member and person.role == Person.Role.OPERATOR:
        rooms.append(("demands", going_on(at)))
    return rooms
