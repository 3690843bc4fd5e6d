"""Open, accept and refuse a proof. Whatever its kind, an account becomes active only here (D2)."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from toctoc.ledger.actions import record
from toctoc.notify.actions import Line, tell
from toctoc.notify.models import Notice
from toctoc.sealing import seal_json

from ._subject import read_claim, subject_of
from .colleagues import relist
from .models import Identity, Person, Proof, ProofDocument
from .types import AlreadyProven, Claim, DuplicatePerson, NotAllowed, ProofClosed
from .wording import names_somebody

DUPLICATE = "duplicate"


def actor(person: Person) -> str:
    return f"person:{person.public_id}"


def about(proof: Proof) -> str:
    return f"proof:{proof.public_id}"


def lock_candidate(person: Person) -> Person:
    """The account, locked, if it may still prove somebody; two tabs can't prove it twice."""
    candidate = Person.objects.select_for_update().get(pk=person.pk)
    if candidate.standing != Person.Standing.UNPROVEN or not candidate.is_active:
        raise AlreadyProven(_("Votre profession est déjà vérifiée."))
    return candidate


def lock_pending(public_id: str) -> Proof:
    proof = Proof.objects.select_for_update().filter(public_id=public_id).first()
    if proof is None or proof.state != Proof.State.PENDING:
        raise ProofClosed(_("Cette demande est déjà close."))
    return proof


def open_proof(person: Person, method: str, claim: Claim, *, at: dt.datetime) -> Proof:
    """A pending proof; an earlier pending one is withdrawn, its document destroyed."""
    candidate = lock_candidate(person)
    for earlier in Proof.objects.filter(person=candidate, state=Proof.State.PENDING):
        close(earlier, Proof.State.WITHDRAWN, by=candidate, reason="", at=at)
    proof = Proof.objects.create(
        person=candidate,
        method=method,
        subject=subject_of(claim),
        claim=seal_json(claim.as_dict()),
        profession=claim.profession,
        specialty=claim.specialty,
        stage=claim.stage,
        created_at=at,
    )
    record(
        "proof.begin", at=at, actor=actor(candidate), about=about(proof), facts={"method": method}
    )
    return proof


def close(proof: Proof, state: str, *, by: Person | None, reason: str, at: dt.datetime) -> None:
    """Decide, and destroy the document: its work is done (data protection)."""
    destroyed = ProofDocument.objects.filter(proof=proof).delete()[0]
    if state != Proof.State.ACCEPTED:
        # A name that proved nothing is not kept.
        proof.claim = seal_json({})
    proof.state, proof.decided_at, proof.decided_by, proof.reason = state, at, by, reason
    proof.save(update_fields=["state", "decided_at", "decided_by", "reason", "claim"])
    act = {Proof.State.ACCEPTED: "proof.accept", Proof.State.REFUSED: "proof.refuse"}
    facts = {"method": proof.method, "document_destroyed": bool(destroyed)}
    if reason == DUPLICATE:
        facts["reason"] = DUPLICATE
    record(
        act.get(Proof.State(state), "proof.withdraw"),
        at=at,
        actor=actor(by) if by else "",
        about=about(proof),
        facts=facts,
    )


def tell_candidate(proof: Proof, *, at: dt.datetime) -> None:
    person = proof.person
    line = Line(Notice.Kind.PROOF, f"proof:{proof.public_id}:{proof.state}", proof.public_id)
    tell({person.pk: person.public_id}, line, at=at)


def accept(proof: Proof, claim: Claim, *, by: Person | None, at: dt.datetime) -> bool:
    """Seal the identity and activate the account, or close the proof as a duplicate: then False.

    The caller raises `DuplicatePerson` once its transaction is committed, so that the refusal
    stays in the ledger. `by` is None when no human decided (Pro Santé Connect, second sponsor).
    """
    candidate = lock_candidate(proof.person)
    if not _seal_identity(candidate, claim, at=at):
        close(proof, Proof.State.REFUSED, by=by, reason=DUPLICATE, at=at)
        tell_candidate(proof, at=at)
        return False
    candidate.profession, candidate.specialty = claim.profession, claim.specialty
    candidate.stage, candidate.department = claim.stage, claim.department
    candidate.standing, candidate.proven_at = Person.Standing.ACTIVE, at
    candidate.save(
        update_fields=["profession", "specialty", "stage", "department", "standing", "proven_at"]
    )
    relist(candidate)
    proof.person = candidate
    close(proof, Proof.State.ACCEPTED, by=by, reason="", at=at)
    # The identity holds the name from now on; two sealed copies would be one too many.
    Proof.objects.filter(pk=proof.pk).update(claim=seal_json({}), subject=subject_of(claim))
    tell_candidate(proof, at=at)
    return True


def _seal_identity(person: Person, claim: Claim, *, at: dt.datetime) -> bool:
    subject = subject_of(claim)
    if Identity.objects.filter(subject=subject).exists():
        return False
    try:
        with transaction.atomic():  # a race with another account: the database decides
            Identity.objects.create(
                person=person, subject=subject, sealed=seal_json(claim.as_dict()), established_at=at
            )
    except IntegrityError:
        return False
    return True


def refuse_duplicate() -> DuplicatePerson:
    return DuplicatePerson(
        _(
            "Ce professionnel a déjà un compte ici. Une personne n'en a qu'un : connectez-vous "
            "avec le premier, ou écrivez à l'équipe si ce n'est pas vous qui l'avez ouvert."
        )
    )


def refuse(proof: Proof, *, by: Person, reason: str, at: dt.datetime) -> None:
    if not reason.strip():
        raise NotAllowed(_("Dites à la personne pourquoi, et ce qu'elle peut faire."))
    if names_somebody(reason):
        raise NotAllowed(
            _("N'écrivez ni nom, ni numéro : cette raison est gardée, et la personne se connaît.")
        )
    close(proof, Proof.State.REFUSED, by=by, reason=reason.strip()[:300], at=at)
    tell_candidate(proof, at=at)


def withdraw(person: Person, *, at: dt.datetime) -> None:
    """The candidate changes their mind: the pending proof is closed, its document destroyed."""
    with transaction.atomic():
        for proof in Proof.objects.select_for_update().filter(
            person=person, state=Proof.State.PENDING
        ):
            close(proof, Proof.State.WITHDRAWN, by=person, reason="", at=at)


def prove_at_once(person: Person, method: str, claim: Claim, *, at: dt.datetime) -> Proof:
    """Open and accept in one transaction; `DuplicatePerson` is raised after the refusal is kept."""
    with transaction.atomic():
        proof = open_proof(person, method, claim, at=at)
        accepted = accept(proof, claim, by=None, at=at)
    if not accepted:
        raise refuse_duplicate()
    person.refresh_from_db()
    return proof


__all__ = ["accept", "open_proof", "prove_at_once", "read_claim", "refuse", "withdraw"]
