"""A pseudonym declared to the council, as its bearer says (K8, R.4127-75).

Nobody here asks the council: the member gives the days, and may take them back.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from toctoc.ledger.actions import record

from ._proofs import actor
from .models import Declaration, Person
from .types import DeclarationRefused, NotAllowed


def note_declaration(
    by: Person, *, sent_on: dt.date, acknowledged_on: dt.date | None, at: dt.datetime
) -> None:
    """Keep the days that the member gives, for the pseudonym borne now."""
    if not by.pseudonym_key:
        raise NotAllowed(_("Choisissez d'abord un pseudonyme."))
    _check(sent_on, acknowledged_on, localdate(at))
    with transaction.atomic():
        Declaration.objects.update_or_create(
            person=by,
            defaults={
                "key": by.pseudonym_key,
                "sent_on": sent_on,
                "acknowledged_on": acknowledged_on,
                "changed_at": at,
            },
        )
        facts = {"acknowledged": acknowledged_on is not None}
        record("pseudonym.declare", at=at, actor=actor(by), facts=facts)


def _check(sent_on: dt.date, acknowledged_on: dt.date | None, today: dt.date) -> None:
    late = _("Ce jour n’est pas encore passé.")
    if sent_on > today:
        raise DeclarationRefused(late, "sent_on")
    if acknowledged_on is None:
        return
    if acknowledged_on > today:
        raise DeclarationRefused(late, "acknowledged_on")
    if acknowledged_on < sent_on:
        raise DeclarationRefused(_("L’accusé de réception vient après l’envoi."), "acknowledged_on")


def forget_declaration(by: Person, *, at: dt.datetime) -> None:
    """The member takes back what they said; twice does nothing more."""
    with transaction.atomic():
        if Declaration.objects.filter(person=by).delete()[0]:
            record("pseudonym.undeclare", at=at, actor=actor(by))
