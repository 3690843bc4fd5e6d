"""Proof by two sponsors: a match in the public directory, and colleagues who vouch for it.

Names and RPPS numbers are public, so the match alone proves nothing (ecosystem.md 3.2).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from toctoc.ledger.actions import record
from toctoc.limits.actions import spend
from toctoc.notify.actions import Line, tell
from toctoc.notify.models import Notice

from . import queries
from ._proofs import about, accept, actor, lock_pending, open_proof, refuse_duplicate
from ._subject import checked, read_claim
from .folding import look_alike_key
from .models import DirectoryEntry, Person, Proof, Sponsorship
from .types import Claim, ClaimRefused, NotVisible, SponsorRefused

MAY_VOUCH_AFTER = dt.timedelta(days=7)  # a ring of newcomers can't grow in an afternoon
MONTH = dt.timedelta(days=30)
VOUCHES_A_MONTH = 5
ASKED_A_PROOF = 6


def begin_sponsored_proof(
    person: Person, rpps: str, family: str, given: str, at: dt.datetime
) -> Proof:
    """A pending proof for the professional of the directory, if the name is theirs.

    Raise `ClaimRefused`, `AlreadyProven`, or `TooMany` after a few attempts.
    """
    spend("proof", person.public_id, at=at)
    claim = _claim_from_directory(rpps, family, given)
    with transaction.atomic():
        return open_proof(person, Proof.Method.SPONSORS, claim, at=at)


def _claim_from_directory(rpps: str, family: str, given: str) -> Claim:
    typed = checked(Claim(number=rpps, family=family, given=given, profession="10"))
    entry = DirectoryEntry.objects.filter(idnps=typed.number).first()
    # One answer for "unknown number" and "other name": the form must not help to guess.
    if entry is None or entry.marked_at or not queries.same_names(entry, family, given):
        raise ClaimRefused(
            _(
                "Ce numéro et ce nom ne vont pas ensemble dans l'Annuaire Santé. Vérifiez le nom "
                "d'exercice, ou prouvez votre profession par un document."
            ),
            "rpps",
        )
    student = entry.category == "E"
    intern = student and entry.profession in ("10", "21", "40")
    stage = (
        Person.Stage.INTERN
        if intern
        else (Person.Stage.STUDENT if student else Person.Stage.PRACTISING)
    )
    return Claim(
        number=entry.idnps,
        family=entry.family,
        given=entry.given,
        profession=entry.profession,
        specialty=entry.specialty,
        stage=stage,
        civility=entry.civility,
        department=entry.department,
    )


def ask_sponsor(proof: Proof, who: str, *, at: dt.datetime) -> None:
    """Ask a member, by e-mail or pseudonym, to vouch.

    Says nothing of whether such a member exists: the form would tell who is one (D1).
    """
    spend("proof", proof.person.public_id, at=at, cost=0.5)
    with transaction.atomic():
        current = lock_pending(proof.public_id)
        if current.sponsorships.count() >= ASKED_A_PROOF:
            raise SponsorRefused(
                _("Vous avez sollicité %d confrères : laissez-leur le temps.") % ASKED_A_PROOF
            )
        sponsor = _find_sponsor(who, not_this=current.person, at=at)
        if sponsor is None:
            return
        _asked, new = Sponsorship.objects.get_or_create(
            proof=current, sponsor=sponsor, defaults={"asked_at": at}
        )
        if new:
            record("sponsor.ask", at=at, actor=actor(current.person), about=about(current))
            _tell(
                [sponsor],
                Line(Notice.Kind.SPONSOR, f"sponsor:{current.public_id}", current.public_id),
                at=at,
            )


def _find_sponsor(who: str, *, not_this: Person, at: dt.datetime) -> Person | None:
    text = who.strip()
    if not text:
        return None
    found = (
        Person.objects.filter(
            Q(email=text.lower()) | Q(pseudonym_key=look_alike_key(text)),
            standing=Person.Standing.ACTIVE,
            is_active=True,
        )
        .exclude(pk=not_this.pk)
        .first()
    )
    return found if found and may_vouch(found, at=at) else None


def may_vouch(person: Person, *, at: dt.datetime) -> bool:
    """Verified for a week at least, and no longer a student."""
    return (
        person.may_write
        and person.stage in (Person.Stage.PRACTISING, Person.Stage.RETIRED, Person.Stage.INTERN)
        and person.proven_at is not None
        and at - person.proven_at >= MAY_VOUCH_AFTER
    )


def _tell(people: Iterable[Person], line: Line, *, at: dt.datetime) -> None:
    tell({person.pk: person.public_id for person in people}, line, at=at)


def give_sponsorship(by: Person, proof_id: str, *, at: dt.datetime) -> Proof:
    """Vouch for the candidate. The second sponsor proves them, unless they have an account already.

    Raise `SponsorRefused`, `NotVisible`, `ProofClosed`, `DuplicatePerson`.
    """
    with transaction.atomic():
        proof, asked = _answerable(by, proof_id, at=at)
        _check_month(by, at=at)
        asked.state, asked.answered_at = Sponsorship.State.GIVEN, at
        asked.save(update_fields=["state", "answered_at"])
        record("sponsor.give", at=at, actor=actor(by), about=about(proof))
        given = proof.sponsorships.filter(state=Sponsorship.State.GIVEN).count()
        duplicate = given >= settings.TOCTOC_SPONSORS_NEEDED and not accept(
            proof, read_claim(proof), by=None, at=at
        )
    if duplicate:
        raise refuse_duplicate()
    proof.refresh_from_db()
    return proof


def decline_sponsorship(by: Person, proof_id: str, *, at: dt.datetime) -> None:
    """Not vouching needs no reason, and the candidate isn't told who declined."""
    with transaction.atomic():
        proof, asked = _answerable(by, proof_id, at=at)
        asked.state, asked.answered_at = Sponsorship.State.DECLINED, at
        asked.save(update_fields=["state", "answered_at"])
        record("sponsor.decline", at=at, actor=actor(by), about=about(proof))


def _answerable(by: Person, proof_id: str, *, at: dt.datetime) -> tuple[Proof, Sponsorship]:
    # The sponsor's row is locked first: the month's count can't be outrun by two clicks.
    sponsor = Person.objects.select_for_update().get(pk=by.pk)
    asked = Sponsorship.objects.filter(proof__public_id=proof_id, sponsor=sponsor).first()
    if asked is None:
        raise NotVisible(_("Cette demande n'existe pas."))
    proof = lock_pending(proof_id)
    if proof.person_id == sponsor.pk or not may_vouch(sponsor, at=at):
        raise SponsorRefused(_("Vous ne pouvez pas être parrain pour le moment."))
    if asked.state != Sponsorship.State.ASKED:
        raise SponsorRefused(_("Vous avez déjà répondu à cette demande."))
    return proof, asked


def _check_month(by: Person, *, at: dt.datetime) -> None:
    recent = Sponsorship.objects.filter(
        sponsor=by, state=Sponsorship.State.GIVEN, answered_at__gt=at - MONTH
    ).count()
    if recent >= VOUCHES_A_MONTH:
        raise SponsorRefused(
            _("Un membre peut parrainer %d confrères par mois : vous y êtes.") % VOUCHES_A_MONTH
        )
