"""Who is in the national directory and does not want to be listed here (X5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from toctoc.ledger.actions import record
from toctoc.sealing import fingerprint

from .models import DirectoryEntry, Opposed


def subject_of_entry(idnps: str) -> str:
    return fingerprint("idnps", idnps)


def oppose(idnps: str, *, at: dt.datetime) -> bool:
    """Take the entry out and keep it out of the imports to come; True the first time."""
    with transaction.atomic():
        new = Opposed.objects.get_or_create(subject=subject_of_entry(idnps), defaults={"at": at})[1]
        removed = DirectoryEntry.objects.filter(idnps=idnps).delete()[0]
        if new:
            record("directory.oppose", at=at, actor="visitor", facts={"listed": bool(removed)})
        return new


def lift(idnps: str, *, at: dt.datetime) -> bool:
    """The next import may list them again; True if they had opposed."""
    with transaction.atomic():
        lifted = bool(Opposed.objects.filter(subject=subject_of_entry(idnps)).delete()[0])
        if lifted:
            record("directory.oppose.lift", at=at, actor="visitor")
        return lifted


def is_opposed(idnps: str) -> bool:
    return Opposed.objects.filter(subject=subject_of_entry(idnps)).exists()


def among_opposed(ids: Iterable[str]) -> list[str]:
    """Those of these identifiers that opposed. Hashes nothing while nobody did."""
    if not Opposed.objects.exists():
        return []
    known = {subject_of_entry(idnps): idnps for idnps in ids}
    found = Opposed.objects.filter(subject__in=list(known)).values_list("subject", flat=True)
    return [known[subject] for subject in found]
