"""Invented members: colleagues who answer by themselves, and the roles a visitor may take."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Sequence
from typing import Any

from toctoc.notify.actions import change_rhythm
from toctoc.people import charter
from toctoc.people.actions import accept_charter, choose_pseudonym, choose_signature, prove_demo
from toctoc.people.identifiers import luhn_key
from toctoc.people.models import Person
from toctoc.people.types import Claim
from toctoc.web.demo_roles import ROLES

from .content import members

PROFESSION_OF_KIND = {
    "midwife": "50",
    "pharmacist": "21",
    "nurse": "60",
    "physio": "70",
    "dentist": "40",
}
_ALWAYS = dt.timedelta(days=3650)


def add_roles(at: dt.datetime) -> None:
    for number, role in enumerate(ROLES):
        claim = Claim(
            number=_number(900 + number),
            family=role.family,
            given=role.given,
            profession="10",
            specialty=role.specialty,
            stage=role.stage,
        )
        person = _add(claim, role.email, role.pseudonym, at)
        # A visitor acts for this one: it is not a colleague who answers by itself.
        Person.objects.filter(pk=person.pk).update(role=role.role, is_demo=False)
        if role.on_call:
            change_rhythm(person.pk, on_call_until=at + _ALWAYS, budget=20)


def add_colleagues(at: dt.datetime, those: Sequence[dict[str, Any]] | None = None) -> list[Person]:
    """Add the invented members (all of them, or `those`)."""
    people = []
    for number, member in enumerate(those or members()):
        claim = Claim(
            number=_number(number),
            family=member["family"],
            given=member["given"],
            profession=member["profession"],
            specialty=member.get("specialty") or "",
            stage=member["kind"],
            department=member.get("department", ""),
        )
        joined = at - dt.timedelta(days=120 + zlib.crc32(member["id"].encode()) % 600)
        person = _add(claim, f"{member['id']}@demo.invalid", member["pseudonym"], joined)
        choose_signature(person, member["signature"], at=joined)
        # The demo lives at any hour: two colleagues in three are always available.
        if number % 3:
            change_rhythm(person.pk, on_call_until=at + _ALWAYS, budget=12)
        people.append(person)
    return people


def _number(rank: int) -> str:
    """An RPPS that can't be anybody's: the real ones start with 1."""
    digits = f"9{rank:09}"
    return digits + luhn_key(digits)


def _add(claim: Claim, email: str, pseudonym: str, at: dt.datetime) -> Person:
    person = Person.objects.create_user(email, None, joined_at=at, is_demo=True)
    prove_demo(person, claim, at)
    accept_charter(person, charter.CURRENT, at=at)
    choose_pseudonym(person, pseudonym, at=at)
    person.refresh_from_db()
    return person
