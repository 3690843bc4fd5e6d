"""Proof by a document that a moderator looks at: sealed on arrival, destroyed on decision."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from toctoc.ledger.actions import record
from toctoc.limits.actions import spend
from toctoc.notify.actions import Line, tell
from toctoc.notify.models import Notice
from toctoc.sealing import seal

from . import queries
from ._proofs import about, accept, actor, lock_pending, open_proof, refuse, refuse_duplicate
from ._subject import checked, read_claim
from .models import Person, Proof, ProofDocument
from .types import Claim, ClaimRefused, DocumentRefused

MAX_BYTES = 10 * 1024 * 1024


def sniff(data: bytes) -> str:
    """The content type told by the first bytes, or "": what the browser says is not believed."""
    if data.startswith(b"%PDF-"):
        return "application/pdf"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return ""


def check_document(data: bytes) -> str:
    """The content type of an acceptable document, or `DocumentRefused`."""
    if not data:
        raise DocumentRefused(
            _("Choisissez une photo ou un PDF de votre carte ou de votre diplôme.")
        )
    if len(data) > MAX_BYTES:
        raise DocumentRefused(_("Ce fichier dépasse 10 Mo : une photo moins grande suffit."))
    kind = sniff(data)
    if not kind:
        raise DocumentRefused(_("Seuls les fichiers PDF, JPEG, PNG et WebP sont acceptés."))
    return kind


def submit_document(person: Person, claim: Claim, data: bytes, *, at: dt.datetime) -> Proof:
    """Queue the document for a moderator. It is sealed before anything is written to the disk.

    Raise `DocumentRefused`, `ClaimRefused`, `AlreadyProven`, `DuplicatePerson`, `TooMany`.
    """
    kind, claim = check_document(data), checked(claim)
    spend("proof", person.public_id, at=at)
    with transaction.atomic():
        proof = open_proof(person, Proof.Method.DOCUMENT, claim, at=at)
        ProofDocument.objects.create(
            proof=proof, content_type=kind, sealed=seal(data), size=len(data)
        )
        moderators = Person.objects.filter(
            role__in=(Person.Role.MODERATOR, Person.Role.SENIOR, Person.Role.OPERATOR),
            standing=Person.Standing.ACTIVE,
        ).exclude(pk=person.pk)
        line = Line(Notice.Kind.PROOF, f"queue:{proof.public_id}", "queue")
        tell(dict(moderators.values_list("pk", "public_id")), line, at=at)
    return proof


def view_document(by: Person, proof_id: str, *, at: dt.datetime) -> tuple[bytes, str]:
    """The document for the moderator who decides, and its type; each look is in the ledger."""
    data, kind = queries.open_document(by, proof_id)
    with transaction.atomic():
        record("proof.view", at=at, actor=actor(by), about=f"proof:{proof_id}")
    return data, kind


def decide_document(
    by: Person,
    proof_id: str,
    *,
    accepted: bool,
    at: dt.datetime,
    number: str = "",
    reason: str = "",
) -> Proof:
    """A moderator's decision on a document. `number` is the one read on the document.

    To accept, it must be the number that was claimed: two people then read it. Raise `NotVisible`,
    `NotAllowed`, `ProofClosed`, `ClaimRefused`, `DuplicatePerson`.
    """
    with transaction.atomic():
        proof = lock_pending(proof_id)
        queries.check_moderates(by, proof)
        duplicate = False
        if accepted:
            duplicate = not accept(proof, _read_twice(proof, number), by=by, at=at)
        else:
            refuse(proof, by=by, reason=reason, at=at)
    if duplicate:
        raise refuse_duplicate()
    proof.refresh_from_db()
    return proof


def _read_twice(proof: Proof, number: str) -> Claim:
    claim = read_claim(proof)
    typed = checked(
        Claim(
            number=number,
            family=claim.family,
            given=claim.given,
            profession=claim.profession,
            stage=claim.stage,
        )
    )
    if typed.number != claim.number:
        raise ClaimRefused(
            _("Le numéro que vous lisez n'est pas celui qui a été déclaré."), "number"
        )
    return claim


__all__ = ["MAX_BYTES", "about", "check_document", "decide_document", "sniff", "submit_document"]
