"""From a claim to the keyed fingerprint that recognises one natural person."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from toctoc.sealing import fingerprint, unseal_json

from . import codes
from .identifiers import BadIdentifier, idnps_of_number
from .models import Person, Proof
from .types import Claim, ClaimRefused

_INE = re.compile(r"(?!ANS)[0-9A-Z]{11}")  # an RPPS becomes 12 characters, as IDNPS


def subject_of(claim: Claim) -> str:
    """Students without a professional number are known by their INE until they have one."""
    kind = "ine" if _INE.fullmatch(claim.number) else "idnps"
    return fingerprint(kind, claim.number)


def read_claim(proof: Proof) -> Claim:
    """What was claimed; empty once the proof is closed, since the name is then forgotten."""
    return Claim(
        **(
            {"number": "", "family": "", "given": "", "profession": proof.profession}
            | unseal_json(proof.claim)
        )
    )


def checked(claim: Claim) -> Claim:
    """The same claim, tidied, or `ClaimRefused` saying which field is wrong."""
    family, given = " ".join(claim.family.split()), " ".join(claim.given.split())
    if not (1 <= len(family) <= 80 and 1 <= len(given) <= 80):
        raise ClaimRefused(_("Indiquez votre nom et votre prénom d'exercice."), "family")
    if claim.profession not in codes.PROFESSIONS:
        raise ClaimRefused(_("Choisissez votre profession dans la liste."), "profession")
    if not codes.fits(claim.profession, claim.specialty):
        raise ClaimRefused(_("Cette spécialité n'est pas celle de cette profession."), "specialty")
    if claim.stage not in Person.Stage.values:
        raise ClaimRefused(_("Choisissez votre situation dans la liste."), "stage")
    if claim.department and claim.department not in codes.DEPARTMENTS:
        raise ClaimRefused(_("Ce département n'existe pas."), "department")
    return Claim(
        number=_number(claim),
        family=family,
        given=given,
        profession=claim.profession,
        specialty=claim.specialty,
        stage=claim.stage,
        civility=claim.civility,
        department=claim.department,
    )


def _number(claim: Claim) -> str:
    text = re.sub(r"[\s.\-]", "", claim.number).upper()
    if claim.stage == Person.Stage.STUDENT and not text.isdigit() and _INE.fullmatch(text):
        return text
    if len(text) in (10, 12) and text[:1] in "08":  # an IDNPS already
        text = text[1:]
    try:
        return idnps_of_number(text)
    except BadIdentifier as error:
        raise ClaimRefused(str(error), "number") from error
