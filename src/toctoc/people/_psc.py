"""What Pro Santé Connect says of somebody, as a claim.

Source: UserInfo of Pro Santé Connect (`SubjectRefPro`, `otherIds`, `preferred_username`), as in
ecosystem.md 3.1. The national identifier is the IDNPS: "8" + RPPS or "0" + ADELI.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from . import codes
from .identifiers import BadIdentifier, check_idnps
from .models import Person
from .types import Claim, ClaimRefused

# eidas1: e-CPS on a phone; eidas2: CPS card in a reader. Anything else is not a proof.
ACCEPTED_ACR = frozenset({"eidas1", "eidas2"})
_TYPES = {"RPPS": "8", "ADELI": "0"}


def test_ids_accepted() -> bool:
    """Identities "ANS…" exist in the demo and in the sandbox of Pro Santé Connect only."""
    return bool(settings.DEMO) or ".bas." in settings.TOCTOC_PSC_DISCOVERY


def check_acr(claims: Mapping[str, Any]) -> None:
    if claims.get("acr") not in ACCEPTED_ACR:
        raise ClaimRefused(
            _(
                "Pro Santé Connect n'a pas confirmé votre e-CPS ni votre carte CPS. Recommencez "
                "en choisissant l'une des deux."
            )
        )


def claim_of(claims: Mapping[str, Any]) -> Claim:
    """The claim in a UserInfo answer; `ClaimRefused` when no identifier or profession is in it."""
    profession = _best_practice(claims)
    return Claim(
        number=_idnps(claims),
        family=_text(profession, "nomDexercice") or _text(claims, "family_name"),
        given=_text(profession, "prenomDexercice") or _text(claims, "given_name"),
        profession=profession["codeProfession"],
        specialty=_specialty(profession),
        stage=_stage(profession),
        civility=_text(profession, "codeCiviliteDexercice") or _text(claims, "codeCivilite"),
        department=_department(profession),
    )


def _text(source: Mapping[str, Any], name: str) -> str:
    value = source.get(name)
    return value.strip()[:80] if isinstance(value, str) else ""


def _idnps(claims: Mapping[str, Any]) -> str:
    candidates = [
        _TYPES[str(other.get("origine", "")).upper()] + str(other.get("identifiant", ""))
        for other in claims.get("otherIds") or []
        if isinstance(other, dict) and str(other.get("origine", "")).upper() in _TYPES
    ]
    # RPPS first: an ADELI number is dropped when its holder enters the RPPS, and would be a second
    # identity for the same person.
    candidates.sort(reverse=True)
    named = _text(claims, "preferred_username")
    ordered = [c for c in candidates if c.startswith("8")] + [named] + candidates
    for candidate in ordered:
        try:
            return check_idnps(candidate, test_ids=test_ids_accepted())
        except BadIdentifier:
            continue
    raise ClaimRefused(_("Pro Santé Connect n'a pas transmis d'identifiant national valable."))


def _best_practice(claims: Mapping[str, Any]) -> Mapping[str, Any]:
    """Several professions are possible: in practice before in training, doctor before others."""
    reference = claims.get("SubjectRefPro")
    practices = reference.get("exercices") if isinstance(reference, dict) else None
    known = [
        practice
        for practice in practices or []
        if isinstance(practice, dict) and practice.get("codeProfession") in codes.PROFESSIONS
    ]
    if not known:
        raise ClaimRefused(
            _(
                "Pro Santé Connect ne transmet aucune profession que nous sachions reconnaître. "
                "Vous pouvez prouver la vôtre par un document ou par deux parrains."
            )
        )
    return max(known, key=_rank)


def _rank(practice: Mapping[str, Any]) -> tuple[bool, bool, bool]:
    return (
        _text(practice, "codeCategorieProfessionnelle") != "E",
        practice["codeProfession"] == codes.DOCTOR,
        bool(_specialty(practice)),
    )


def _specialty(practice: Mapping[str, Any]) -> str:
    code = _text(practice, "codeSavoirFaire")
    return code if code and codes.fits(practice["codeProfession"], code) else ""


def _stage(practice: Mapping[str, Any]) -> str:
    """Students with an e-CPS are interns, midwifery students excepted (TRE_R09: E)."""
    if _text(practice, "codeCategorieProfessionnelle") != "E":
        return Person.Stage.PRACTISING
    return (
        Person.Stage.INTERN
        if practice["codeProfession"] in ("10", "21", "40")
        else Person.Stage.STUDENT
    )


def _department(practice: Mapping[str, Any]) -> str:
    for activity in practice.get("activities") or []:
        if isinstance(activity, dict):
            code = _text(activity, "codeDepartement").removeprefix("D")
            if code in codes.DEPARTMENTS:
                return code
    return ""
