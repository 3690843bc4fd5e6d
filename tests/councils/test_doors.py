"""Every situation × profession × département leads to exactly one right door (B1, B2, B3)."""

from __future__ import annotations

import itertools

import pytest

from toctoc.councils.departments import REGIONS, departments_like, find_department
from toctoc.councils.doors import (
    ASKING,
    BODIES,
    BY_LETTER,
    ORDERS,
    SITUATIONS,
    UNKNOWN,
    WITHOUT,
    known_profession,
    route,
)
from toctoc.councils.names import french_profession, recipient
from toctoc.people.codes import DEPARTMENTS, PROFESSIONS

WHERE = ("", *DEPARTMENTS)
WHO = (*PROFESSIONS, UNKNOWN, "", "nonsense")


def test_b1_every_combination_gives_one_door_with_a_name():
    """9 situations × every profession × 107 places and none: one door, others beside it."""
    for situation, profession, department in itertools.product(SITUATIONS, WHO, WHERE):
        found = route(situation, profession, department)
        assert found.body in BODIES
        assert recipient(found.body, department)
        assert found.also, "there is always somebody else to ask"
        assert found.body not in found.also
        assert len(set(found.also)) == len(found.also)
        assert all(recipient(body, department) for body in found.also)


def test_there_are_101_departements_and_six_territories():
    assert len(DEPARTMENTS) == 107
    no_agency = set(DEPARTMENTS) - set(REGIONS)
    assert no_agency == {"975", "986", "987", "988"}
    assert len(set(REGIONS.values())) == 18


def test_b3_seven_orders_and_the_agency_for_the_others():
    assert {code: order.name for code, order in ORDERS.items()} == {
        "10": "médecins",
        "40": "chirurgiens-dentistes",
        "50": "sages-femmes",
        "21": "pharmaciens",
        "60": "infirmiers",
        "70": "masseurs-kinésithérapeutes",
        "80": "pédicures-podologues",
    }
    for code in PROFESSIONS:
        expected = known_profession(code) if known_profession(code) in ORDERS else "ars"
        assert route("reproche", code, "69").body == expected
    assert route("reproche", UNKNOWN, "69").body == "ars"
    assert route("reproche", "69", "").body == "60", "a nurse of psychiatry has the nurses' Order"
    assert set(WITHOUT) <= set(PROFESSIONS)
    assert not set(WITHOUT) & set(ORDERS)


@pytest.mark.parametrize(
    ("situation", "door"),
    [
        ("discrimination", "rights"),
        ("violences", "police"),
        ("erreur", "cci"),
        ("donnees", "cnil"),
        ("sejour", "cdu"),
        ("honoraires", "cpam"),
        ("autre", "line"),
        ("unheard of", "line"),
    ],
)
def test_b2_each_situation_has_its_own_door_whoever_the_professional(situation: str, door: str):
    assert {route(situation, who, "13").body for who in WHO} == {door}


def test_b2_a_refusal_of_care_goes_to_the_order_else_to_the_fund():
    assert route("refus", "10", "13").body == "10"
    assert route("refus", "10", "13").also == ("cpam", "rights", "line")
    assert route("refus", "91", "13").body == "cpam"


def test_situations_that_ask_first_are_those_whose_door_depends_on_who():
    for situation in SITUATIONS:
        doors = {route(situation, who, "").body for who in WHO}
        assert (len(doors) > 1) == (situation in ASKING)


def test_a_letter_is_offered_where_somebody_reads_letters():
    assert set(BY_LETTER) == {*ORDERS, "ars", "cpam", "cdu"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("69", "69"),
        ("1", "01"),
        ("2a", "2A"),
        ("2B", "2B"),
        ("Rhône", "69"),
        ("rhone", "69"),
        ("Rhône (69)", "69"),
        ("69 - Rhône", "69"),
        ("69003", "69"),
        ("20090", "2A"),
        ("20600", "2B"),
        ("97110", "971"),
        ("97133", "977"),
        ("97150", "978"),
        ("98800", "988"),
        ("réunion", "974"),
        ("La Réunion", "974"),
        ("cotes d'armor", "22"),
        ("Côtes-d’Armor", "22"),
        ("val d oise", "95"),
        ("Saint Pierre et Miquelon", "975"),
        ("wallis", "986"),
        ("  75  ", "75"),
        ("", ""),
        ("Lyon", ""),
        ("99", ""),
        ("00100", ""),
        ("\x00<script>", ""),
    ],
)
def test_b1_a_departement_is_understood_however_it_is_typed(typed: str, code: str):
    assert find_department(typed) == code


def test_every_departement_is_found_by_its_name_and_as_the_list_writes_it():
    for code, name in DEPARTMENTS.items():
        assert find_department(name) == code
        assert find_department(f"{name} ({code})") == code
        assert find_department(name.replace("'", "’").upper()) == code


def test_something_close_is_offered_for_half_a_name():
    assert departments_like("loire") == ["37", "41", "42", "43", "44", "45"]
    assert departments_like("x") == []
    assert departments_like("zzz") == []


def test_names_are_those_of_the_councils():
    assert recipient("10", "69") == "Conseil départemental de l’Ordre des médecins, Rhône (69)"
    assert recipient("80", "") == "Conseil de l’Ordre des pédicures-podologues"
    assert recipient("60", "69") == "Conseil de l’Ordre des infirmiers, Rhône (69)"
    assert recipient("ars", "69") == "Agence régionale de santé, Auvergne-Rhône-Alpes"
    assert recipient("ars", "977") == "Agence régionale de santé, Guadeloupe"
    assert recipient("ars", "988") == "Administration de la santé, Nouvelle-Calédonie (988)"
    assert recipient("cnil", "69") == "CNIL"
    assert french_profession("10") == "médecin"
    assert french_profession(UNKNOWN) == "professionnel de santé"
