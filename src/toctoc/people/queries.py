"""Read who people are: only what the reader may know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import cast

from django.core.cache import cache
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from toctoc.sealing import fingerprint, unseal, unseal_json

from . import charter, codes
from ._subject import read_claim, subject_of
from .folding import fold_name, look_alike_key
from .models import (
    CharterAcceptance,
    Declaration,
    DirectoryEntry,
    Identity,
    Person,
    Proof,
    ProofDocument,
    Restriction,
    Sponsorship,
)
from .types import Claim, DirectoryAnswer, NotAllowed, NotVisible, RegisterLine

COLLEAGUE = {"fr": "Un confrère", "en": "A colleague"}
AUDIENCES = {"doctors": codes.DOCTOR, "professionals": ""}
_COUNT_SECONDS = 60
_MOST_DECLARED = 100


def byline(person: Person, signature: str, lang: str = "fr") -> str:
    """The name under a message: "Dr Jeanne Valmorin", a pseudonym, or "Un confrère".

    The civil name is unsealed for signature "real" only (Law 6). One query if `identity` was not
    selected with the person. Without an identity, or a pseudonym, it falls back to the most
    discreet form.
    """
    if signature == Person.Signature.REAL:
        identity = Identity.objects.filter(person=person).first()
        if identity is not None:
            return civil_name(person, unseal_json(identity.sealed))
    if signature == Person.Signature.PSEUDONYM and person.pseudonym:
        return person.pseudonym
    return COLLEAGUE["en" if lang == "en" else "fr"]


def byline_in(stored: str, lang: str) -> str:
    """A byline as kept with a message, for a reader: who signed without a name did so in French.

    No pseudonym can read like it (`_names` refuses those).
    """
    return COLLEAGUE["en"] if lang == "en" and stored == COLLEAGUE["fr"] else stored


def own_names(person: Person) -> tuple[str, ...]:
    """The person's own civil name in the orders it is written; for the guard, never to be shown."""
    identity = Identity.objects.filter(person=person).first()
    if identity is None:
        return ()
    names = unseal_json(identity.sealed)
    return (f"{names['given']} {names['family']}", f"{names['family']} {names['given']}")


def civil_name(person: Person, names: dict[str, str]) -> str:
    """ "Dr Jeanne Valmorin": the title is for doctors and dentists in practice or retired."""
    title = ""
    if person.stage in (Person.Stage.PRACTISING, Person.Stage.RETIRED):
        if names.get("civility", "").upper() == "PR":
            title = "Pr "
        elif person.profession in codes.TITLED or names.get("civility", "").upper() == "DR":
            title = "Dr "
    return f"{title}{names['given']} {names['family']}"


def status_line(profession: str, specialty: str, stage: str, lang: str = "fr") -> str:
    """The verified status in words (D24): "Neurologue", "Interne en pédiatrie", "Pharmacien"."""
    return codes.status_in_words(profession, specialty, stage, lang)


def status_of(person: Person, lang: str = "fr") -> str:
    """As `status_line`; nothing for somebody whose status isn't verified."""
    if person.proven_at is None:
        return ""
    return status_line(person.profession, person.specialty, person.stage, lang)


def audience_count(audience: str) -> int:
    """Verified active members who read this: "doctors" or "professionals" (a minute old)."""
    profession = AUDIENCES[audience]
    key = f"people.audience.{audience}"
    known = cache.get(key)
    if known is None:
        members = Person.objects.filter(standing=Person.Standing.ACTIVE, proven_at__isnull=False)
        known = (members.filter(profession=profession) if profession else members).count()
        cache.set(key, known, _COUNT_SECONDS)
    return cast("int", known)


def in_force(at: dt.datetime) -> QuerySet[Restriction]:
    """What members may not do at this moment, whether or not a clock ran since it ended."""
    live = Restriction.objects.filter(lifted_at=None, since__lte=at)
    return live.filter(Q(until__gt=at) | Q(until=None))


def is_restricted(person: Person, kind: str, at: dt.datetime) -> bool:
    return in_force(at).filter(person=person, kind=kind).exists()


def kinds_in_force(person: Person, at: dt.datetime) -> frozenset[str]:
    """All that is taken away from this person now, in one query."""
    return frozenset(in_force(at).filter(person=person).values_list("kind", flat=True))


def find_by_public_id(public_id: str) -> Person | None:
    return Person.objects.filter(public_id=public_id).first()


def access_person(by: Person, public_id: str) -> Person:
    """A member, for another member or for themself; `NotVisible` otherwise."""
    if by.public_id == public_id:
        return by
    person = find_by_public_id(public_id)
    hidden = (Person.Standing.UNPROVEN, Person.Standing.EXCLUDED)
    if person is None or not by.is_member or (person.standing in hidden and not by.is_moderator):
        raise NotVisible(_("Cette personne n'est pas membre."))
    return person


def charter_accepted(person: Person) -> bool:
    """Whether the current version was accepted; without it, nobody writes (D17)."""
    return CharterAcceptance.objects.filter(person=person, version=charter.CURRENT).exists()


def declaration_of(by: Person, person: Person) -> Declaration | None:
    """Of a pseudonym (K8): for the member and for moderators; `NotVisible` for anybody else."""
    if by.pk != person.pk and not by.is_moderator:
        raise NotVisible
    return Declaration.objects.filter(person=person).select_related("person").first()


def declarations(by: Person, name: str = "") -> list[Declaration]:
    """Those that moderators look through, the latest first; of one pseudonym with `name`."""
    if not by.is_moderator:
        raise NotVisible
    found = Declaration.objects.filter(person__pseudonym__isnull=False).select_related("person")
    if name.strip():
        found = found.filter(person__pseudonym_key=look_alike_key(name)[:40])
    return list(found.order_by("-sent_on", "-pk")[:_MOST_DECLARED])


def latest_proof(person: Person) -> Proof | None:
    return Proof.objects.filter(person=person).order_by("-id").first()


def proof_method(person: Person) -> str:
    """How this person was proven, "" when they aren't."""
    proof = Proof.objects.filter(person=person, state=Proof.State.ACCEPTED).order_by("-id").first()
    return proof.method if proof else ""


def own_claim(person: Person, proof: Proof) -> Claim:
    if proof.person_id != person.pk:
        raise NotVisible(_("Cette preuve n'existe pas."))
    return read_claim(proof)


def sponsor_requests(person: Person) -> list[Sponsorship]:
    """Colleagues who ask this member to vouch for them, and are still waiting."""
    return list(
        Sponsorship.objects.filter(
            sponsor=person, state=Sponsorship.State.ASKED, proof__state=Proof.State.PENDING
        )
        .select_related("proof")
        .order_by("-asked_at")
    )


def access_sponsorship(by: Person, proof_id: str) -> tuple[Sponsorship, Claim]:
    """The request made to this very sponsor, with the name the candidate chose to show them."""
    asked = (
        Sponsorship.objects.filter(proof__public_id=proof_id, sponsor=by)
        .select_related("proof")
        .first()
    )
    if asked is None or not by.is_member:
        raise NotVisible(_("Cette demande n'existe pas."))
    return asked, read_claim(asked.proof)


def check_moderates(by: Person, proof: Proof) -> None:
    """Nobody decides on their own proof, nor on that of somebody they vouch for (D2)."""
    if not by.is_moderator or proof.person_id == by.pk:
        raise NotVisible(_("Cette preuve n'existe pas."))
    if Sponsorship.objects.filter(sponsor=by, proof__person=proof.person_id).exists():
        raise NotAllowed(_("Vous êtes parrain de cette personne : un autre modérateur décidera."))


def proof_queue(by: Person) -> list[Proof]:
    """Documents that wait for a moderator, oldest first; never one's own."""
    if not by.is_moderator:
        raise NotVisible(_("Cette page est réservée aux modérateurs."))
    return list(proofs_waiting(by).select_related("person").order_by("created_at")[:200])


def proofs_waiting(by: Person) -> QuerySet[Proof]:
    """Documents that somebody else than their owner may judge."""
    waiting = Proof.objects.filter(state=Proof.State.PENDING, method=Proof.Method.DOCUMENT)
    return waiting.exclude(person=by)


def access_proof(by: Person, proof_id: str) -> tuple[Proof, Claim]:
    """A proof that waits for this moderator's decision, and what it claims."""
    proof = (
        Proof.objects.filter(public_id=proof_id, state=Proof.State.PENDING)
        .select_related("person")
        .first()
    )
    if proof is None:
        raise NotVisible(_("Cette preuve n'existe pas, ou elle est déjà décidée."))
    check_moderates(by, proof)
    return proof, read_claim(proof)


def open_document(by: Person, proof_id: str) -> tuple[bytes, str]:
    """The document and its type. Use `actions.view_document`, which writes the ledger."""
    proof, _claim = access_proof(by, proof_id)
    document = ProofDocument.objects.filter(proof=proof).first()
    if document is None:
        raise NotVisible(_("Ce document n'existe plus."))
    return unseal(document.sealed), document.content_type


def directory_says(claim: Claim) -> DirectoryAnswer:
    """Compare a claim with the public directory. It proves nothing by itself (names are public)."""
    entry = DirectoryEntry.objects.filter(idnps=claim.number).first()
    if entry is None:
        return DirectoryAnswer(found=False)
    return DirectoryAnswer(
        found=True,
        same_name=same_names(entry, claim.family, claim.given),
        same_profession=entry.profession == claim.profession,
        profession=entry.profession,
        specialty=entry.specialty,
        student=entry.category == "E",
        department=entry.department,
        marked=entry.marked_at is not None,
    )


def same_names(entry: DirectoryEntry, family: str, given: str) -> bool:
    """Equal but for case, accents and hyphens; the first of several given names is enough."""
    first = fold_name(given.split()[0]) if given.split() else ""
    known = {entry.given_key, fold_name(entry.given.split()[0]) if entry.given.split() else ""}
    return fold_name(family) == entry.family_key and bool(
        {fold_name(given), first} & (known - {""})
    )


def is_taken(claim: Claim) -> bool:
    """Whether this natural person already has an account, whatever became of it."""
    return Identity.objects.filter(subject=subject_of(claim)).exists()


def is_same_person(person: Person, number: str) -> bool:
    return Identity.objects.filter(person=person, subject=fingerprint("idnps", number)).exists()


def register(by: Person) -> Iterator[RegisterLine]:
    """Every account with its proof, its date and who decided; for operators (D2). No civil name."""
    if by.role != Person.Role.OPERATOR or not by.is_member:
        raise NotVisible(_("Cette page est réservée à l'opérateur."))
    accepted = Proof.objects.filter(person=OuterRef("pk"), state=Proof.State.ACCEPTED).order_by(
        "-id"
    )
    rows = Person.objects.order_by("pk").values_list(
        "public_id",
        "standing",
        "proven_at",
        Subquery(accepted.values("method")[:1]),
        Subquery(accepted.values("decided_by__public_id")[:1]),
    )
    for public_id, standing, proven_at, method, decided_by in rows.iterator():
        yield RegisterLine(public_id, standing, method or "", proven_at, decided_by or "")
