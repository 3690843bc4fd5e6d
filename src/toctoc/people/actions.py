"""Verbs that change who people are. Each checks, then writes row, ledger and notice together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from ._declarations import forget_declaration, note_declaration
from ._documents import MAX_BYTES, decide_document, submit_document, view_document
from ._measures import check_may, end_due, lift, refreshed, restrict
from ._names import (
    accept_charter,
    check_pseudonym,
    choose_pseudonym,
    choose_signature,
    set_language,
)
from ._proofs import prove_at_once, withdraw
from ._psc import check_acr, claim_of
from ._sponsors import ask_sponsor, begin_sponsored_proof, decline_sponsorship, give_sponsorship
from ._subject import checked
from .models import Person, Proof
from .types import Claim, NotAllowed

__all__ = [
    "MAX_BYTES",
    "accept_charter",
    "ask_sponsor",
    "begin_sponsored_proof",
    "check_may",
    "check_pseudonym",
    "choose_pseudonym",
    "choose_signature",
    "decide_document",
    "decline_sponsorship",
    "end_due",
    "forget_declaration",
    "give_sponsorship",
    "lift",
    "note_declaration",
    "prove_demo",
    "prove_with_psc",
    "refreshed",
    "restrict",
    "set_language",
    "submit_document",
    "view_document",
    "withdraw",
]


def prove_with_psc(person: Person, claims: Mapping[str, Any], at: dt.datetime) -> Proof:
    """Prove a profession by the UserInfo of Pro Santé Connect, with the `acr` of its id_token.

    Raise `ClaimRefused`, `AlreadyProven`, or `DuplicatePerson` (kept in the ledger).
    """
    check_acr(claims)
    return prove_at_once(person, Proof.Method.PSC, claim_of(claims), at=at)


def prove_demo(person: Person, claim: Claim, at: dt.datetime) -> Proof:
    """Give an invented person of the demo their invented profession; nowhere else."""
    if not (settings.DEMO and person.is_demo):
        raise NotAllowed(_("Réservé aux personnes inventées de la démonstration."))
    return prove_at_once(person, Proof.Method.DEMO, checked(claim), at=at)
