"""The members a visitor of the demonstration can be; a patient has no account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from toctoc.people.models import Person


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
    Role(
        "generaliste",
        _("Médecin généraliste"),
        _("Entre deux consultations, une question."),
        "Camille",
        "Aubépin",
        "mercredi_pluvieux",
        "SM54",
    ),
    Role(
        "neurologue",
        _("Neurologue de garde"),
        _("Disponible : on vous sollicite."),
        "Inès",
        "Valtordière",
        "synapse_du_soir",
        "SM32",
        on_call=True,
    ),
    Role(
        "interne",
        _("Interne"),
        _("Première garde, premières questions."),
        "Théo",
        "Marquebruyère",
        "blouse_trop_grande",
        "SM59",
        stage=Person.Stage.INTERN,
    ),
    Role(
        "moderateur",
        _("Modératrice"),
        _("Une heure par jour pour que tout aille bien."),
        "Solène",
        "Kerhuon-Delys",
        "phare_breton",
        "SM54",
        role=Person.Role.MODERATOR,
    ),
    Role(
        "referente",
        _("Modératrice principale"),
        _("Elle juge ce qui est contesté, et les histoires de patients."),
        "Maëlle",
        "Trévarin-Costes",
        "boussole_calme",
        "SM33",
        role=Person.Role.SENIOR,
    ),
    Role(
        "exploitant",
        _("Exploitant du réseau"),
        _("Il répond aux autorités, et ne lit l’identité de personne tout seul."),
        "Bastien",
        "Ormelune",
        "lanterne_du_quai",
        "SM54",
        role=Person.Role.OPERATOR,
    ),
)
