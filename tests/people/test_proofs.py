"""Stories of people who prove who they are, and of those who try to be somebody else (D2, K23)."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from toctoc.ledger.models import Entry
from toctoc.notify.models import Notice
from toctoc.ops.psc_demo.identities import IDENTITIES
from toctoc.people import actions, queries
from toctoc.people.models import Identity, Person, Proof
from toctoc.people.types import (
    AlreadyProven,
    Claim,
    ClaimRefused,
    DuplicatePerson,
    NotAllowed,
    NotVisible,
)

from .conftest import NOW, rpps

pytestmark = pytest.mark.django_db


def claims(key: str, **more):
    return IDENTITIES[key].user_info() | {"acr": IDENTITIES[key].acr} | more


def acts() -> list[str]:
    return list(Entry.objects.order_by("sequence").values_list("act", flat=True))


def test_a_gp_proves_herself_and_her_name_is_sealed(newcomer):
    """D2, T10: the account is active, the name is nowhere in clear, the ledger knows the act."""
    actions.prove_with_psc(newcomer, claims("gp"), NOW)
    newcomer.refresh_from_db()
    assert newcomer.is_member
    assert (newcomer.profession, newcomer.specialty) == ("10", "SM54")
    assert newcomer.department == "63"
    assert queries.byline(newcomer, "real") == "Dr Jeanne Valmorin"
    assert queries.status_of(newcomer) == "Médecin généraliste"
    assert acts() == ["proof.begin", "proof.accept"]
    everything = json.dumps(list(Entry.objects.values("actor", "about", "facts")))
    everything += str(list(Identity.objects.values())) + str(list(Proof.objects.values()))
    assert "Valmorin" not in everything
    assert IDENTITIES["gp"].number not in everything
    assert Notice.objects.get(person=newcomer).kind == Notice.Kind.PROOF


def test_an_intern_and_a_midwife_keep_their_place(make_person):
    """D24: the verified status, students included."""
    intern, midwife = make_person(), make_person()
    actions.prove_with_psc(intern, claims("intern"), NOW)
    actions.prove_with_psc(midwife, claims("midwife"), NOW)
    assert queries.status_of(intern) == "Interne en pédiatrie"
    assert queries.byline(intern, "real") == "Noé Quillevray"
    assert queries.status_of(midwife) == "Sage-femme"


def test_a_sandbox_identity_is_known_by_its_own_identifier(newcomer):
    actions.prove_with_psc(newcomer, claims("sandbox"), NOW)
    assert queries.is_same_person(newcomer, "ANS20260042")


def test_sandbox_identities_prove_nothing_in_production(newcomer, settings):
    settings.DEMO, settings.TOCTOC_PSC_DISCOVERY = False, "https://auth.esw.esante.gouv.fr/x"
    with pytest.raises(ClaimRefused):
        actions.prove_with_psc(newcomer, claims("sandbox"), NOW)
    newcomer.refresh_from_db()
    assert newcomer.standing == Person.Standing.UNPROVEN


@pytest.mark.parametrize("acr", ["eidas0", "eidas3", "", None, "EIDAS1"])
def test_a_weak_connection_proves_nothing(newcomer, acr):
    with pytest.raises(ClaimRefused):
        actions.prove_with_psc(newcomer, claims("gp", acr=acr), NOW)
    assert not Identity.objects.exists()


@pytest.mark.parametrize(
    "broken",
    [
        {"preferred_username": "810001234567", "otherIds": []},
        {"preferred_username": "", "otherIds": None},
        {"otherIds": "RPPS", "preferred_username": None},
        {"SubjectRefPro": None},
        {"SubjectRefPro": {"exercices": "x"}},
        {"SubjectRefPro": {"exercices": [{"codeProfession": "999"}, None, 4]}},
    ],
)
def test_incomplete_claims_are_refused_in_words(newcomer, broken):
    with pytest.raises(ClaimRefused) as refused:
        actions.prove_with_psc(newcomer, claims("gp", **broken), NOW)
    assert "Pro Santé Connect" in str(refused.value)


def test_the_rpps_wins_over_an_old_adeli_number(newcomer):
    old = claims("gp", preferred_username="0759312345")
    old["otherIds"] = [{"identifiant": "759312345", "origine": "ADELI"}, *old["otherIds"]]
    actions.prove_with_psc(newcomer, old, NOW)
    assert queries.is_same_person(newcomer, IDENTITIES["gp"].number)


def test_a_second_account_for_the_same_person_is_refused_and_kept_in_the_ledger(make_person):
    """D2: one natural person, one account; here by phone, then by card."""
    first, second = make_person(), make_person()
    actions.prove_with_psc(first, claims("gp"), NOW)
    with pytest.raises(DuplicatePerson) as refused:
        actions.prove_with_psc(second, claims("gp-card"), NOW)
    assert "déjà un compte" in str(refused.value)
    second.refresh_from_db()
    assert second.standing == Person.Standing.UNPROVEN
    last = Entry.objects.order_by("-sequence").first()
    assert (last.act, json.loads(last.facts)["reason"]) == ("proof.refuse", "duplicate")
    assert Proof.objects.get(person=second).state == Proof.State.REFUSED


def test_an_excluded_person_cannot_come_back_with_a_new_account(make_person):
    """K23: the fingerprint of the person outlives the account."""
    first, again = make_person(), make_person()
    actions.prove_with_psc(first, claims("nurse"), NOW)
    Person.objects.filter(pk=first.pk).update(standing=Person.Standing.EXCLUDED, is_active=False)
    with pytest.raises(DuplicatePerson):
        actions.prove_with_psc(again, claims("nurse"), NOW)


def test_one_account_cannot_become_somebody_else(newcomer):
    actions.prove_with_psc(newcomer, claims("gp"), NOW)
    with pytest.raises(AlreadyProven):
        actions.prove_with_psc(newcomer, claims("neurologist"), NOW)
    assert Identity.objects.count() == 1


def test_a_suspended_account_cannot_prove_its_way_back(make_person):
    suspended = make_person(standing="suspended")
    with pytest.raises(AlreadyProven):
        actions.prove_with_psc(suspended, claims("gp"), NOW)


def test_invented_proofs_exist_for_invented_people_of_the_demo_only(make_person, settings):
    claim = Claim(number="8" + rpps(5), family="X", given="Y", profession="10")
    with pytest.raises(NotAllowed):
        actions.prove_demo(make_person(), claim, NOW)
    settings.DEMO = False
    with pytest.raises(NotAllowed):
        actions.prove_demo(make_person(is_demo=True), claim, NOW)
    settings.DEMO = True
    demo = make_person(is_demo=True)
    actions.prove_demo(demo, claim, NOW)
    assert queries.proof_method(demo) == Proof.Method.DEMO


def test_the_register_shows_every_account_without_a_name(make_person, newcomer):
    """D2: proof, date and who, for 100 % of accounts; for the operator alone."""
    proven = make_person()
    actions.prove_with_psc(proven, claims("gp"), NOW)
    operator = make_person(standing="active", role="operator")
    lines = {line.person: line for line in queries.register(operator)}
    assert len(lines) == Person.objects.count()
    assert lines[proven.public_id].method == "psc"
    assert lines[proven.public_id].proven_at == NOW
    assert lines[newcomer.public_id].method == ""
    assert "Valmorin" not in str(lines)
    for other in (newcomer, proven, make_person(standing="active", role="moderator")):
        with pytest.raises(NotVisible):
            list(queries.register(other))


def test_strangers_and_the_unproven_see_nobody(make_person, newcomer, member):
    """D1: a member is visible to members; a newcomer to themself alone."""
    one, other = member(), member()
    assert queries.access_person(one, other.public_id) == other
    assert queries.access_person(newcomer, newcomer.public_id) == newcomer
    excluded = member(standing="excluded")
    for by, public_id in (
        (newcomer, one.public_id),
        (one, newcomer.public_id),
        (one, excluded.public_id),
        (one, "nobody"),
    ):
        with pytest.raises(NotVisible):
            queries.access_person(by, public_id)


def test_the_audience_counts_verified_doctors_and_professionals(member, make_person):
    from django.core.cache import cache

    cache.clear()
    member()
    member(profession="21", specialty="")
    member(standing="read_only")
    make_person()
    assert queries.audience_count("doctors") == 1
    assert queries.audience_count("professionals") == 2
    member()
    assert queries.audience_count("doctors") == 1, "a minute old at most, and so not recounted yet"
    cache.clear()
    assert queries.audience_count("doctors") == 2


def test_withdrawing_forgets_the_name(newcomer, enter):
    number = rpps(44)
    enter(number, "FAUBERT", "Katell")
    proof = actions.begin_sponsored_proof(newcomer, number, "Faubert", "Katell", NOW)
    actions.withdraw(newcomer, at=NOW + dt.timedelta(hours=1))
    proof.refresh_from_db()
    assert proof.state == Proof.State.WITHDRAWN
    assert acts()[-1] == "proof.withdraw"
    assert queries.own_claim(newcomer, proof).family == ""


@pytest.mark.django_db(transaction=True)
def test_two_accounts_prove_the_same_person_at_the_same_moment(make_person):
    """D2: the database decides the race; one account wins, the other is told."""
    import threading

    from django.db import connection

    people, outcomes = [make_person(), make_person()], []
    start = threading.Barrier(2)

    def prove(person: Person) -> None:
        start.wait()
        try:
            actions.prove_with_psc(person, claims("gp"), NOW)
            outcomes.append("proven")
        except DuplicatePerson:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=prove, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["proven", "refused"]
    assert Person.objects.filter(standing="active").count() == 1
    assert acts().count("proof.refuse") == 1
