"""What a member may not do for a while, and when it ends: the effects of moderation's decisions.

`moderation` decides and says why; this module only makes it so, under a cause that the same caller
lifts. Nothing here outlives its date: abilities compare `until` with the moment, and a suspended
member's standing is put right at their next visit if no clock did it before (`refreshed`).
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from toctoc.ledger.actions import record
from toctoc.live.actions import announce

from .colleagues import relist
from .models import Listing, Person, Restriction
from .queries import is_restricted
from .types import NotAllowed

_CLOSED = (Restriction.Kind.SUSPENSION, Restriction.Kind.EXCLUSION)
_BATCH = 200


def restrict(
    person: Person, kind: str, *, cause: str, until: dt.datetime | None, at: dt.datetime
) -> None:
    """Take an ability away until then (for good: exclusion alone). Twice for a cause does it once;
    a later date for the same cause prolongs it."""
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        Restriction.objects.update_or_create(
            person=locked,
            kind=kind,
            cause=cause,
            defaults={"until": until, "lifted_at": None},
            create_defaults={"until": until, "since": at},
        )
        _settle(locked, kind, at)
        _write("person.restrict", locked, kind, cause, at)
    _copy_standing(locked, person)


def lift(*, cause: str, at: dt.datetime) -> int:
    """Give back all that was taken for this cause; return how many abilities."""
    with transaction.atomic():
        rows = list(_live().filter(cause=cause).values_list("pk", flat=True))
        return sum(_lift(pk, at) for pk in rows)


def end_due(at: dt.datetime) -> int:
    """Put right what has ended by itself; return how many restrictions."""
    due = list(
        _live().filter(until__lte=at).order_by("until").values_list("pk", flat=True)[:_BATCH]
    )
    return sum(_lift(pk, at) for pk in list(due[:_BATCH]))


def refreshed(person: Person, at: dt.datetime) -> Person:
    """The same person; their suspension is lifted here if it is over and no clock said so."""
    until = person.standing_until
    if person.standing == Person.Standing.SUSPENDED and until is not None and until <= at:
        for pk in _live().filter(person=person, until__lte=at).values_list("pk", flat=True):
            _lift(pk, at)
        _copy_standing(Person.objects.get(pk=person.pk), person)
    return person


def check_may(person: Person, kind: str, at: dt.datetime) -> None:
    """Raise `NotAllowed` if this ability ("images", "messages", "writing") is taken away now."""
    if is_restricted(person, kind, at):
        raise NotAllowed


def _live() -> QuerySet[Restriction]:
    return Restriction.objects.filter(lifted_at=None)


def _lift(pk: int, at: dt.datetime) -> bool:
    with transaction.atomic():
        row = _live().select_related("person").filter(pk=pk).first()
        if row is None:
            return False
        person = Person.objects.select_for_update().get(pk=row.person_id)
        if not _live().filter(pk=pk).update(lifted_at=at):
            return False
        _settle(person, row.kind, at)
        _write("person.restore", person, row.kind, row.cause, at)
        return True


def _settle(person: Person, kind: str, at: dt.datetime) -> None:
    """Make the account say what its restrictions are."""
    if kind == Restriction.Kind.PROFILE:
        Listing.objects.filter(person=person).delete()
        relist(person)
    if kind not in _CLOSED:
        return
    rows = dict(_live().filter(person=person, kind__in=_CLOSED).values_list("kind", "pk"))
    before = person.standing_before or person.standing
    person.standing_until = None
    if Restriction.Kind.EXCLUSION in rows:
        person.standing, person.standing_before = Person.Standing.EXCLUDED, before
    elif rows:
        longest = _live().filter(person=person, kind=Restriction.Kind.SUSPENSION)
        person.standing, person.standing_before = Person.Standing.SUSPENDED, before
        person.standing_until = longest.order_by("-until").values_list("until", flat=True)[0]
    else:
        person.standing, person.standing_before = before, ""
    person.save(update_fields=["standing", "standing_before", "standing_until"])
    # Open screens look again at who this is.
    announce(f"person:{person.public_id}", "standing", at=at)


def _copy_standing(source: Person, target: Person) -> None:
    target.standing, target.standing_before = source.standing, source.standing_before
    target.standing_until = source.standing_until


def _write(act: str, person: Person, kind: str, cause: str, at: dt.datetime) -> None:
    about = f"person:{person.public_id}"
    record(act, at=at, about=about, facts={"kind": kind, "cause": cause})
