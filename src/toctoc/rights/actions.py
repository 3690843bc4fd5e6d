"""The verbs of data rights: take a copy, leave, think again, oppose, own one's past."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from toctoc.ledger.actions import record
from toctoc.limits.actions import spend
from toctoc.notify.actions import Line, change_rhythm, tell
from toctoc.notify.models import Notice
from toctoc.people.models import Person
from toctoc.sealing import seal

from ._archive import archive_of
from ._oppose import ask_opposition, confirm_opposition, lift_opposition, undo_opposition
from ._past import hide_before, show_again
from .models import Departure, Export
from .queries import is_small, open_departure
from .tasks import build_export, mail_leaving
from .types import AlreadyLeaving, LastOperator, NotConfirmed, TooLate

WORDS = ("EFFACER", "ERASE")
EXPORT_KEPT = dt.timedelta(days=7)

__all__ = [
    "EXPORT_KEPT",
    "WORDS",
    "ask_export",
    "ask_opposition",
    "ask_to_leave",
    "confirm_opposition",
    "fill_export",
    "hide_before",
    "lift_opposition",
    "show_again",
    "stay",
    "undo_opposition",
]


def ask_export(*, by: Person, at: dt.datetime) -> bytes | Export:
    """The ZIP of all that concerns this person: at once when it is small, and kept nowhere; else
    the row of one that a task builds, announced in the inbox. Raise `TooMany`."""
    spend("export", by.public_id, at=at)
    record_export(by, at)
    if is_small(by):
        return archive_of(by, at=at)
    with transaction.atomic():
        Export.objects.filter(person=by).delete()  # the last one is the right one
        export = Export.objects.create(person=by, asked_at=at, expires_at=at + EXPORT_KEPT)
        build_export.enqueue(export.pk)
    return export


def record_export(by: Person, at: dt.datetime) -> None:
    record("data.export", at=at, actor=f"person:{by.public_id}")


def fill_export(export_id: int, *, at: dt.datetime) -> bool:
    """Build and seal a copy that was asked for; once, whoever tries again."""
    export = Export.objects.select_related("person").filter(pk=export_id, ready_at=None).first()
    if export is None or export.expires_at <= at:
        return False
    content = archive_of(export.person, at=at)
    with transaction.atomic():
        filled = Export.objects.filter(pk=export_id, ready_at=None).update(
            sealed=seal(content), size=len(content), ready_at=at
        )
        if filled:
            line = Line(Notice.Kind.DATA, f"export:{export.public_id}", "export")
            tell({export.person.pk: export.person.public_id}, line, at=at)
    return bool(filled)


def ask_to_leave(
    *, by: Person, questions: str, answers: str, word: str, at: dt.datetime
) -> Departure:
    """Begin the days to think again; what is chosen then happens by itself.

    Raise `NotConfirmed`, `AlreadyLeaving` or `LastOperator`.
    """
    if word.strip().upper() not in WORDS:
        raise NotConfirmed(_("Écrivez le mot EFFACER, pour être sûr."))
    fates = {str(fate) for fate in Departure.Fate}
    if questions not in fates or answers not in fates:
        raise NotConfirmed(_("Choisissez ce que deviennent vos questions et vos réponses."))
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=by.pk)
        if open_departure(person) is not None:
            raise AlreadyLeaving(_("Votre départ est déjà demandé."))
        if _is_last_operator(person):
            raise LastOperator(
                _("Vous êtes le seul opérateur : donnez d’abord ce rôle à quelqu’un d’autre.")
            )
        due = at + dt.timedelta(days=settings.TOCTOC_LEAVE_DAYS)
        departure = Departure.objects.create(
            person=person, questions=questions, answers=answers, asked_at=at, due_at=due
        )
        change_rhythm(person.pk, muted_until=due)
        facts = {"questions": questions, "answers": answers}
        record("person.leave.ask", at=at, actor=f"person:{person.public_id}", facts=facts)
        line = Line(Notice.Kind.DATA, f"leave:{departure.public_id}", "leave")
        tell({person.pk: person.public_id}, line, at=at)
        mail_leaving.enqueue(departure.pk)
    return departure


def _is_last_operator(person: Person) -> bool:
    if person.role != Person.Role.OPERATOR or not person.is_member:
        return False
    members = (Person.Standing.ACTIVE, Person.Standing.READ_ONLY)
    others = Person.objects.filter(
        role=Person.Role.OPERATOR, standing__in=members, is_active=True
    ).exclude(pk=person.pk)
    return not others.exists()


def stay(*, by: Person, at: dt.datetime) -> bool:
    """Think again: nothing happens, nothing was lost. `TooLate` once the erasure has begun."""
    with transaction.atomic():
        departure = (
            Departure.objects.select_for_update().filter(person=by, cancelled_at=None).first()
        )
        if departure is None:
            return False
        if departure.started_at is not None:
            raise TooLate(_("L’effacement a commencé : il ne peut plus être arrêté."))
        departure.cancelled_at = at
        departure.save(update_fields=["cancelled_at"])
        change_rhythm(by.pk, muted_until=None)
        record("person.leave.cancel", at=at, actor=f"person:{by.public_id}")
        return True
