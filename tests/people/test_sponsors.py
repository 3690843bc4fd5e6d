"""Proof by the directory and two sponsors: knowing an RPPS proves nothing (X2, D2)."""

from __future__ import annotations

import datetime as dt

import pytest

from toctoc.ledger.models import Entry
from toctoc.limits.actions import TooMany
from toctoc.notify.models import Notice
from toctoc.people import actions, queries
from toctoc.people.models import Person, Proof, Sponsorship
from toctoc.people.types import (
    ClaimRefused,
    DuplicatePerson,
    NotVisible,
    ProofClosed,
    SponsorRefused,
)

from .conftest import NOW, rpps

pytestmark = pytest.mark.django_db
NUMBER = rpps(1001)


@pytest.fixture
def pending(newcomer, enter):
    enter(NUMBER, "LE GOFFIC-DURVAL", "Anne-Lise", department="29")
    return actions.begin_sponsored_proof(newcomer, NUMBER, "le goffic durval", "ANNE LISE", NOW)


def ask(proof: Proof, *sponsors: Person) -> None:
    for sponsor in sponsors:
        actions.ask_sponsor(proof, sponsor.email, at=NOW)


def test_two_colleagues_vouch_and_the_door_opens(pending, member):
    """X2: without Pro Santé Connect, a directory match and two sponsors are a proof."""
    one, two = member(), member()
    ask(pending, one, two)
    assert Notice.objects.filter(kind=Notice.Kind.SPONSOR).count() == 2
    actions.give_sponsorship(one, pending.public_id, at=NOW)
    pending.person.refresh_from_db()
    assert not pending.person.is_member, "one is not enough"
    actions.give_sponsorship(two, pending.public_id, at=NOW)
    person = Person.objects.get(pk=pending.person_id)
    assert person.is_member
    assert queries.byline(person, "real") == "Dr Anne-Lise LE GOFFIC-DURVAL"
    assert person.department == "29"
    given = Entry.objects.filter(act="sponsor.give")
    assert {entry.actor for entry in given} == {f"person:{s.public_id}" for s in (one, two)}


@pytest.mark.parametrize(
    ("family", "given"),
    [("Autre", "Anne-Lise"), ("LE GOFFIC-DURVAL", "Marie"), ("", "x"), ("DURVAL", "Anne-Lise")],
)
def test_a_number_with_another_name_is_not_found(newcomer, enter, family, given):
    enter(NUMBER, "LE GOFFIC-DURVAL", "Anne-Lise")
    with pytest.raises(ClaimRefused):
        actions.begin_sponsored_proof(newcomer, NUMBER, family, given, NOW)


def test_unknown_numbers_and_other_names_get_the_same_answer(newcomer, enter):
    enter(NUMBER, "DURVAL", "Anne-Lise")
    answers = set()
    for number, family in ((NUMBER, "Autre"), (rpps(1002), "DURVAL")):
        with pytest.raises(ClaimRefused) as refused:
            actions.begin_sponsored_proof(newcomer, number, family, "Anne-Lise", NOW)
        answers.add(str(refused.value))
    assert len(answers) == 1


def test_somebody_missing_from_the_last_directory_needs_another_way(newcomer, enter):
    enter(NUMBER, "DURVAL", "Anne-Lise", marked_at=NOW)
    with pytest.raises(ClaimRefused):
        actions.begin_sponsored_proof(newcomer, NUMBER, "DURVAL", "Anne-Lise", NOW)


def test_guessing_numbers_is_slowed_down(newcomer, enter):
    for rank in range(5):
        with pytest.raises(ClaimRefused):
            actions.begin_sponsored_proof(newcomer, rpps(rank), "DURVAL", "Anne", NOW)
    with pytest.raises(TooMany):
        actions.begin_sponsored_proof(newcomer, rpps(6), "DURVAL", "Anne", NOW)


def test_asking_tells_nothing_of_who_is_a_member(pending, member, make_person):
    """D1: a stranger, a newcomer, oneself: same silence, nobody is told."""
    fresh = member(proven_at=NOW - dt.timedelta(days=1))
    student = member(stage="student")
    suspended = member(standing="suspended")
    for who in ("nobody@example.org", make_person().email, pending.person.email):
        assert actions.ask_sponsor(pending, who, at=NOW) is None
    for person in (fresh, student, suspended):
        later = NOW + dt.timedelta(hours=3)
        assert actions.ask_sponsor(pending, person.email, at=later) is None
    assert not Sponsorship.objects.exists()


def test_a_sponsor_can_be_named_by_pseudonym(pending, member):
    from toctoc.people.folding import look_alike_key

    sponsor = member(pseudonym="Aile bleue", pseudonym_key=look_alike_key("Aile bleue"))
    actions.ask_sponsor(pending, "aile  BLEUE", at=NOW)
    assert Sponsorship.objects.get().sponsor == sponsor


def test_the_same_sponsor_counts_once(pending, member):
    sponsor = member()
    ask(pending, sponsor, sponsor)
    actions.give_sponsorship(sponsor, pending.public_id, at=NOW)
    with pytest.raises(SponsorRefused):
        actions.give_sponsorship(sponsor, pending.public_id, at=NOW)
    assert not Person.objects.get(pk=pending.person_id).is_member


def test_nobody_vouches_without_being_asked_nor_for_themself(pending, member, make_person):
    with pytest.raises(NotVisible):
        actions.give_sponsorship(member(), pending.public_id, at=NOW)
    with pytest.raises(NotVisible):
        actions.give_sponsorship(pending.person, pending.public_id, at=NOW)
    with pytest.raises(NotVisible):
        queries.access_sponsorship(member(), pending.public_id)


def test_a_sponsor_suspended_meanwhile_no_longer_counts(pending, member):
    sponsor = member()
    ask(pending, sponsor)
    Person.objects.filter(pk=sponsor.pk).update(standing="suspended")
    with pytest.raises(SponsorRefused):
        actions.give_sponsorship(sponsor, pending.public_id, at=NOW)


def test_declining_is_silent_for_the_candidate(pending, member):
    sponsor = member()
    ask(pending, sponsor)
    before = Notice.objects.count()
    actions.decline_sponsorship(sponsor, pending.public_id, at=NOW)
    assert Notice.objects.count() == before
    assert queries.sponsor_requests(sponsor) == []


def test_a_member_vouches_for_five_a_month_at_most(member, make_person, enter):
    """Sponsor abuse: vouching for a crowd is refused, and a month later possible again."""
    sponsor = member()

    def candidate(rank: int) -> Proof:
        number = rpps(2000 + rank)
        enter(number, f"DURVAL{rank}", "Anne")
        proof = actions.begin_sponsored_proof(make_person(), number, f"DURVAL{rank}", "Anne", NOW)
        ask(proof, sponsor)
        return proof

    for rank in range(5):
        actions.give_sponsorship(sponsor, candidate(rank).public_id, at=NOW)
    sixth = candidate(6)
    with pytest.raises(SponsorRefused):
        actions.give_sponsorship(sponsor, sixth.public_id, at=NOW)
    later = NOW + dt.timedelta(days=31)
    assert actions.give_sponsorship(sponsor, sixth.public_id, at=later).state == "pending"


def test_sponsors_cannot_open_a_second_account(pending, member, make_person):
    """D2: the second sponsor's yes finds that the person is already here."""
    from toctoc.people.types import Claim

    other = make_person(is_demo=True)
    claim = Claim(number="8" + NUMBER, family="Durval", given="Anne-Lise", profession="10")
    actions.prove_demo(other, claim, NOW)
    one, two = member(), member()
    ask(pending, one, two)
    actions.give_sponsorship(one, pending.public_id, at=NOW)
    with pytest.raises(DuplicatePerson):
        actions.give_sponsorship(two, pending.public_id, at=NOW)
    pending.refresh_from_db()
    assert (pending.state, pending.reason) == (Proof.State.REFUSED, "duplicate")


def test_a_closed_request_stays_closed(pending, member):
    sponsor = member()
    ask(pending, sponsor)
    actions.withdraw(pending.person, at=NOW)
    with pytest.raises(ProofClosed):
        actions.give_sponsorship(sponsor, pending.public_id, at=NOW)
