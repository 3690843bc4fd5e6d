"""Proof by a document: sealed, seen by one moderator, destroyed (D2)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings

from toctoc.ledger.models import Entry
from toctoc.people import actions, queries
from toctoc.people.models import Person, Proof, ProofDocument
from toctoc.people.types import (
    Claim,
    ClaimRefused,
    DocumentRefused,
    DuplicatePerson,
    NotAllowed,
    NotVisible,
    ProofClosed,
)

from .conftest import NOW, rpps

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"carte de Lorvane" * 50
NUMBER = rpps(3001)
CLAIM = Claim(number=NUMBER, family="Lorvane", given="Maud", profession="60", specialty="SI01")


@pytest.fixture
def sent(newcomer):
    return actions.submit_document(newcomer, CLAIM, PNG, at=NOW)


def test_a_moderator_reads_the_card_accepts_and_it_is_destroyed(sent, moderator):
    data, kind = actions.view_document(moderator, sent.public_id, at=NOW)
    assert (data, kind) == (PNG, "image/png")
    actions.decide_document(moderator, sent.public_id, accepted=True, number=NUMBER, at=NOW)
    person = Person.objects.get(pk=sent.person_id)
    assert person.is_member
    assert queries.status_of(person) == "IPA, pathologies chroniques"
    assert queries.byline(person, "real") == "Maud Lorvane", "a nurse is no Dr"
    assert not ProofDocument.objects.exists()
    acts = list(Entry.objects.order_by("sequence").values_list("act", "actor"))
    who = f"person:{moderator.public_id}"
    assert acts[1:] == [("proof.view", who), ("proof.accept", who)]
    assert '"document_destroyed":true' in Entry.objects.get(act="proof.accept").facts


def test_a_refusal_says_why_and_forgets_everything(sent, moderator):
    with pytest.raises(NotAllowed):
        actions.decide_document(moderator, sent.public_id, accepted=False, reason=" ", at=NOW)
    actions.decide_document(
        moderator, sent.public_id, accepted=False, reason="Photo illisible : renvoyez-la.", at=NOW
    )
    sent.refresh_from_db()
    assert sent.state == Proof.State.REFUSED
    assert not ProofDocument.objects.exists()
    assert not Person.objects.get(pk=sent.person_id).is_member
    again = actions.submit_document(sent.person, CLAIM, PNG, at=NOW)
    assert again.state == Proof.State.PENDING


def test_the_number_is_read_by_two_people(sent, moderator):
    """An operator can't be talked into accepting without reading the number (D2)."""
    for number in ("", rpps(3002), "n'importe"):
        with pytest.raises(ClaimRefused):
            actions.decide_document(moderator, sent.public_id, accepted=True, number=number, at=NOW)
    assert ProofDocument.objects.exists()
    assert not Person.objects.get(pk=sent.person_id).is_member


def test_nothing_of_the_document_is_written_in_clear(sent):
    folder = Path(os.environ["TOCTOC_DATA"])
    stored = bytes(ProofDocument.objects.get().sealed)
    assert b"Lorvane" not in stored
    assert b"Lorvane" not in bytes(Proof.objects.get().claim)
    assert not any(PNG[:40] in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    handlers = settings.FILE_UPLOAD_HANDLERS
    assert handlers == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]


def test_who_may_read_the_document(sent, moderator, member, make_person, enter):
    """The table: moderators who have no part in it; nobody else, the owner included."""
    operator = make_person(standing="active", role="operator")
    suspended = make_person(standing="suspended", role="moderator")
    assert actions.view_document(operator, sent.public_id, at=NOW)
    assert actions.view_document(moderator, sent.public_id, at=NOW)
    for person in (sent.person, member(), make_person(), suspended):
        with pytest.raises(NotVisible):
            actions.view_document(person, sent.public_id, at=NOW)
        with pytest.raises((NotVisible, NotAllowed)):
            actions.decide_document(person, sent.public_id, accepted=True, number=NUMBER, at=NOW)
    assert Entry.objects.filter(act="proof.view").count() == 2


def test_a_moderator_who_sponsors_somebody_does_not_decide(moderator, newcomer, enter):
    enter(NUMBER, "Lorvane", "Maud")
    proof = actions.begin_sponsored_proof(newcomer, NUMBER, "Lorvane", "Maud", NOW)
    actions.ask_sponsor(proof, moderator.email, at=NOW)
    sent = actions.submit_document(newcomer, CLAIM, PNG, at=NOW)
    with pytest.raises(NotAllowed):
        actions.view_document(moderator, sent.public_id, at=NOW)
    with pytest.raises(NotAllowed):
        actions.decide_document(moderator, sent.public_id, accepted=True, number=NUMBER, at=NOW)


def test_a_moderator_cannot_decide_on_themself(make_person):
    """Even a moderator whose own proof is being made again."""
    sly = make_person(role="moderator")
    sent = actions.submit_document(sly, CLAIM, PNG, at=NOW)
    with pytest.raises(NotVisible):
        actions.decide_document(sly, sent.public_id, accepted=True, number=NUMBER, at=NOW)


def test_two_moderators_at_once_decide_once(sent, moderator, make_person):
    other = make_person(standing="active", role="moderator")
    actions.decide_document(moderator, sent.public_id, accepted=True, number=NUMBER, at=NOW)
    with pytest.raises(ProofClosed):
        actions.decide_document(other, sent.public_id, accepted=False, reason="non", at=NOW)


def test_a_document_of_somebody_who_is_already_here_is_refused(make_person, moderator):
    first = actions.submit_document(make_person(), CLAIM, PNG, at=NOW)
    second = actions.submit_document(make_person(), CLAIM, PNG, at=NOW)
    actions.decide_document(moderator, first.public_id, accepted=True, number=NUMBER, at=NOW)
    with pytest.raises(DuplicatePerson):
        actions.decide_document(moderator, second.public_id, accepted=True, number=NUMBER, at=NOW)
    assert not ProofDocument.objects.exists()


def test_a_student_without_a_number_is_known_by_the_card(newcomer, moderator, make_person):
    claim = Claim(number="1234567890A", family="Mi", given="Lou", profession="10", stage="student")
    sent = actions.submit_document(newcomer, claim, PNG, at=NOW)
    actions.decide_document(moderator, sent.public_id, accepted=True, number="1234567890a", at=NOW)
    assert queries.status_of(Person.objects.get(pk=newcomer.pk)) == "Étudiant en médecine"
    twin = actions.submit_document(make_person(), claim, PNG, at=NOW)
    with pytest.raises(DuplicatePerson):
        actions.decide_document(
            moderator, twin.public_id, accepted=True, number="1234567890A", at=NOW
        )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b"GIF89a" + b"x" * 100,
        b"%PD",
        b"MZ\x90\x00",
        b"\x89PNG\r\n\x1a\n" + b"x" * (10 * 1024 * 1024),
    ],
)
def test_other_files_are_refused_whatever_they_are_called(newcomer, data):
    with pytest.raises(DocumentRefused):
        actions.submit_document(newcomer, CLAIM, data, at=NOW)
    assert not Proof.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": "123"}, "number"),
        ({"profession": "zz"}, "profession"),
        ({"specialty": "SM32"}, "specialty"),
        ({"stage": "king"}, "stage"),
        ({"family": " "}, "family"),
        ({"department": "20"}, "department"),
    ],
)
def test_a_wrong_claim_names_its_field(newcomer, change, field):
    with pytest.raises(ClaimRefused) as refused:
        actions.submit_document(newcomer, Claim(**(CLAIM.as_dict() | change)), PNG, at=NOW)
    assert refused.value.field == field


def test_what_the_directory_says_is_shown_and_proves_nothing(sent, moderator, enter):
    assert not queries.directory_says(queries.access_proof(moderator, sent.public_id)[1]).found
    enter(NUMBER, "LORVANE", "Maud", profession="50", specialty="")
    says = queries.directory_says(queries.access_proof(moderator, sent.public_id)[1])
    assert (says.found, says.same_name, says.same_profession) == (True, True, False)
