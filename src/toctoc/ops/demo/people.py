"""Invented members: colleagues who answer by themselves, and the five roles a visitor may take."""

from __future__ import annotations

import datetime as dt
import zlib
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from toctoc.notify.actions import change_rhythm
from toctoc.people import charter
from toctoc.people.actions import accept_charter, establish
from toctoc.people.models import Person, Proof

from .content import members

PROFESSION_OF_KIND = {
    "midwife": "50", "pharmacist": "21", "nurse": "60", "physio": "70", "dentist": "40",
}


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody a visitor can be, with one click."""

    key: str
    label: Any
    hint: Any
    given: str
    family: str
    pseudonym: str
    specialty: str
    stage: str = Person.Stage.PRACTISING
    role: str = Person.Role.MEMBER
    on_call: bool = False

    @property
    def email(self) -> str:
        return f"{self.key}@demo.invalid"


ROLES = (
    Role("generaliste", _("Médecin généraliste"), _("Entre deux consultations, une question."),
         "Camille", "Aubépin", "mercredi_pluvieux", "SM54"),
    Role("neurologue", _("Neurologue de garde"), _("Disponible : on vous sollicite."),
         "Inès", "Valtordière", "synapse_du_soir", "SM32", on_call=True),
    Role("interne", _("Interne"), _("Première garde, premières questions."),
         "Théo", "Marquebruyère", "blouse_trop_grande", "SM59", stage=Person.Stage.INTERN),
    Role("moderateur", _("Modératrice"), _("Une heure par jour pour que tout aille bien."),
         "Solène", "Kerhuon-Delys", "phare_breton", "SM54", role=Person.Role.MODERATOR),
)


def add_roles(at: dt.datetime) -> None:
    for number, role in enumerate(ROLES):
        fields = {
            "given": role.given, "family": role.family, "civility": "F",
            "profession": "10", "specialty": role.specialty, "stage": role.stage,
            "pseudonym": role.pseudonym, "signature": Person.Signature.PSEUDONYM,
            "department": "44", "bio": "",
        }
        person = _add(fields, role.email, 900 + number, at, is_demo=False)
        Person.objects.filter(pk=person.pk).update(role=role.role)
        if role.on_call:
            change_rhythm(person.pk, on_call_until=at + dt.timedelta(days=3650), budget=20)


def add_colleagues(at: dt.datetime) -> list[Person]:
    people = []
    for number, member in enumerate(members()):
        fields = {
            "given": member["given"], "family": member["family"], "civility": member["civility"],
            "profession": member["profession"], "specialty": member.get("specialty") or "",
            "stage": member["kind"], "pseudonym": member["pseudonym"],
            "signature": member["signature"], "department": member.get("department", ""),
            "bio": member.get("bio", ""),
        }
        joined = at - dt.timedelta(days=120 + zlib.crc32(member["id"].encode()) % 600)
        person = _add(fields, f"{member['id']}@demo.invalid", number, joined, is_demo=True)
        # The demo lives at any hour: two colleagues in three are always available.
        if number % 3:
            change_rhythm(person.pk, on_call_until=at + dt.timedelta(days=3650), budget=12)
        people.append(person)
    return people


def _add(
    fields: dict[str, str], email: str, number: int, at: dt.datetime, *, is_demo: bool
) -> Person:
    person = Person.objects.create_user(
        email, None, joined_at=at, is_demo=is_demo, pseudonym=fields["pseudonym"],
        pseudonym_key=fields["pseudonym"].casefold(), signature=fields["signature"],
        department=fields["department"], bio=fields["bio"][:160],
    )
    person = establish(
        person, method=Proof.Method.DEMO, idnps=f"demo-{number:05}",
        civil={"given": fields["given"], "family": fields["family"],
               "civility": fields["civility"]},
        profession=fields["profession"], specialty=fields["specialty"], stage=fields["stage"],
        at=at,
    )
    accept_charter(person, charter.CURRENT.version, at=at)
    return person
