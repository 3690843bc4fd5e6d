"""Invented test identities. RPPS numbers start with 99: real ones start with 10."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from toctoc.people.identifiers import luhn_key
from toctoc.people.types import Claim


def invented_rpps(rank: int) -> str:
    stem = f"998{rank:07d}"
    return stem + luhn_key(stem)


@dataclass(frozen=True, slots=True)
class Identity:
    """One card or phone of the imitation. `note` says what it is good for."""

    key: str
    given: str
    family: str
    status: Any  # in words, for whoever chooses
    profession: str
    specialty: str = ""
    category: str = "C"
    number: str = ""
    acr: str = "eidas1"
    civility: str = "M"
    department: str = "75"
    note: Any = ""
    signed: bool = False  # UserInfo as a signed JWT, as the real service may answer

    @property
    def subject(self) -> str:
        return f"f:6f1c2b0e-demo-4d6a-9d6e-toctoc:{self.number}"

    @property
    def claim(self) -> Claim:
        """The same person as a claim, for seeding a directory or an account."""
        stage = "practising"
        if self.category == "E":
            stage = "intern" if self.profession in ("10", "21", "40") else "student"
        return Claim(
            number=self.number,
            family=self.family,
            given=self.given,
            profession=self.profession,
            specialty=self.specialty,
            stage=stage,
            civility=self.civility,
            department=self.department,
        )

    def user_info(self) -> dict[str, Any]:
        """UserInfo with the claims of the real service."""
        rpps = self.number[1:] if self.number.startswith("8") else ""
        return {
            "sub": self.subject,
            "preferred_username": self.number,
            "given_name": self.given,
            "family_name": self.family,
            "codeCivilite": self.civility,
            "Secteur_Activite": "SA07^1.2.250.1.71.4.2.4",
            "SubjectRole": [f"{self.profession}^1.2.250.1.213.1.1.5.5"],
            "SubjectOrganization": "Cabinet inventé",
            "SubjectOrganizationID": "",
            "Mode_Acces_Raison": "",
            "Acces_Regulation_Medicale": "FAUX",
            "UITVersion": "1.0",
            "Palier_Authentification": "APPPRIP3^1.2.250.1.213.1.5.1.1.1",
            "PSI_Locale": "1.2.250.1.213.1.3.1.1",
            "otherIds": [{"identifiant": rpps, "origine": "RPPS", "qualite": 1}] if rpps else [],
            "SubjectRefPro": {"codeCivilite": self.civility, "exercices": [self._practice()]},
        }

    def _practice(self) -> dict[str, Any]:
        return {
            "codeProfession": self.profession,
            "codeCategorieProfessionnelle": self.category,
            "nomDexercice": self.family,
            "prenomDexercice": self.given,
            "codeTypeSavoirFaire": "S" if self.specialty else "",
            "codeSavoirFaire": self.specialty,
            "activities": [
                {
                    "codeModeExercice": "L",
                    "codeSecteurDactivite": "SA07",
                    "codeRole": "",
                    "codeGenreActivite": "GENR01",
                    "raisonSocialeSite": "Cabinet inventé",
                    "codeDepartement": self.department,
                    "autoriteDenregistrement": "CNOM/CNOM/CNOM",
                }
            ],
        }


def _number(rank: int) -> str:
    return "8" + invented_rpps(rank)


IDENTITIES: dict[str, Identity] = {
    identity.key: identity
    for identity in (
        Identity(
            "gp",
            "Jeanne",
            "Valmorin",
            _("Médecin généraliste"),
            "10",
            "SM54",
            number=_number(1),
            civility="MME",
            department="63",
        ),
        Identity(
            "gp-card",
            "Jeanne",
            "Valmorin",
            _("Médecin généraliste"),
            "10",
            "SM54",
            number=_number(1),
            civility="MME",
            department="63",
            acr="eidas2",
            note=_("La même personne, par carte CPS : un second compte sera refusé"),
        ),
        Identity(
            "neurologist",
            "Idriss",
            "Belcourtier",
            _("Neurologue"),
            "10",
            "SM32",
            number=_number(2),
            department="31",
        ),
        Identity(
            "pharmacist",
            "Maud",
            "Ferrandelle",
            _("Pharmacienne"),
            "21",
            number=_number(3),
            civility="MME",
            department="29",
        ),
        Identity(
            "intern",
            "Noé",
            "Quillevray",
            _("Interne en pédiatrie"),
            "10",
            "SM40",
            "E",
            number=_number(4),
            department="69",
        ),
        Identity(
            "midwife",
            "Anaïs",
            "Torelvan",
            _("Sage-femme"),
            "50",
            number=_number(5),
            civility="MME",
            department="44",
        ),
        Identity(
            "nurse",
            "Bastien",
            "Ouvrelac",
            _("Infirmier en pratique avancée"),
            "60",
            "SI01",
            number=_number(6),
            department="974",
        ),
        Identity(
            "physio",
            "Salomé",
            "Danrémont",
            _("Masseuse-kinésithérapeute"),
            "70",
            number=_number(7),
            civility="MME",
            department="33",
            signed=True,
        ),
        Identity(
            "sandbox",
            "Paul",
            "Testeur",
            _("Médecin, identité du bac à sable"),
            "10",
            "SM26",
            number="ANS20260042",
            note=_("Identifiant « ANS… », sans RPPS"),
        ),
        Identity(
            "weak",
            "Luc",
            "Faiblet",
            _("Médecin, connexion trop faible"),
            "10",
            "SM54",
            number=_number(8),
            acr="eidas0",
            note=_("acr « eidas0 » : doit être refusé"),
        ),
        Identity(
            "no-job",
            "Rose",
            "Sanspratique",
            _("Sans profession reconnue"),
            "999",
            number=_number(9),
            note=_("Aucune profession : doit être refusé"),
        ),
    )
}
