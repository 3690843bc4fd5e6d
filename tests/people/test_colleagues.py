"""T12, T10: colleagues are found by the name they show, and by no other."""

from __future__ import annotations

import pytest

from tests.factories import NOON, account, member, rpps
from toctoc.people.actions import choose_pseudonym, choose_signature, prove_demo
from toctoc.people.colleagues import askable, colleagues, listed, matching
from toctoc.people.models import Listing, ListingKey, Person
from toctoc.people.types import Claim

pytestmark = pytest.mark.django_db


def named(family: str, given: str, signature: str = "real") -> Person:
    person = account(is_demo=True)
    claim = Claim(rpps(700_000 + Person.objects.count()), family, given, "10", "SM32")
    prove_demo(person, claim, NOON)
    choose_pseudonym(person, f"lanterne {Person.objects.count()}", at=NOON)
    return choose_signature(person, signature, at=NOON)


def names(by: Person, text: str) -> list[str]:
    return [one.name for one in colleagues(matching(askable(by), text).order_by("pk"))]


@pytest.mark.parametrize(
    "typed", ["val", "Valtordière", "INÈS", "dr inès valtor", "valtordiere ines", "kerhu", "ly"]
)
def test_who_signs_with_their_name_is_found_by_how_it_begins(typed: str) -> None:
    by = member()
    named("Valtordière Kerhuon-Ly", "Inès")
    assert names(by, typed) == ["Dr Inès Valtordière Kerhuon-Ly"]


@pytest.mark.parametrize("typed", ["", "  ", "dr", "va", "altor", "val dupont", "%", "'; --", "l"])
def test_a_name_is_not_found_by_something_else(typed: str) -> None:
    by = member()
    named("Valtordière", "Inès")
    assert names(by, typed) == []


def test_behind_a_pseudonym_no_name_is_found_t10() -> None:
    by, hidden = member(), named("Valtordière", "Inès", "pseudonym")
    assert names(by, "valtor") == []
    assert names(by, "lanterne") == [hidden.pseudonym]


def test_who_signs_unnamed_is_not_listed() -> None:
    by = member()
    named("Valtordière", "Inès", "protected")
    assert names(by, "valtor") == names(by, "lanterne") == []


def test_another_name_is_another_listing_so_that_no_id_links_the_two_t10() -> None:
    by, person = member(), named("Valtordière", "Inès", "pseudonym")
    before = Listing.objects.get(person=person).public_id
    choose_signature(person, "pseudonym", at=NOON)
    assert Listing.objects.get(person=person).public_id == before
    choose_signature(person, "real", at=NOON)
    (after,) = colleagues(askable(by).filter(pk=person.pk))
    assert after.id != before
    assert listed(by, [before]) == []
    assert [one.name for one in listed(by, [after.id, after.id])] == ["Dr Inès Valtordière"]
    assert names(by, "lanterne") == []


def test_the_table_tells_nobodys_name() -> None:
    named("Valtordière", "Inès")
    assert all(len(key) == 16 for key in ListingKey.objects.values_list("key", flat=True))


def test_only_members_who_can_answer_are_listed_and_never_oneself() -> None:
    me = named("Valtordière", "Inès")
    assert names(me, "valtor") == []
    by = member()
    for change in (
        {"standing": "suspended"},
        {"standing": "read_only"},
        {"standing": "excluded"},
        {"standing": "active", "is_active": False},
    ):
        Person.objects.filter(pk=me.pk).update(**change)
        assert names(by, "valtor") == [], change


def test_nobody_is_listed_before_their_profession_is_proven() -> None:
    by, person = member(), account()
    choose_pseudonym(person, "lanterne rouge", at=NOON)
    assert names(by, "lanterne") == []
