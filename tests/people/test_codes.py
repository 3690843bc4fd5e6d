"""Words for official codes (D24, T16)."""

from __future__ import annotations

import pytest

from toctoc.people import codes


def test_at_least_forty_official_professions_can_be_chosen():
    """T16: 40+ NOS professions selectable, each in both languages."""
    choices = codes.profession_choices()
    assert len(choices) >= 40
    assert len({code for code, _ in choices}) == len(choices)
    assert all(label for _, label in choices)
    assert all(codes.profession_label(code, "en") for code, _ in choices)


@pytest.mark.parametrize(
    ("profession", "specialty", "stage", "fr", "en"),
    [
        ("10", "SM54", "practising", "Médecin généraliste", "General practitioner"),
        ("10", "SM32", "practising", "Neurologue", "Neurologist"),
        ("10", "SM32", "intern", "Interne en neurologie", "Resident in neurology"),
        ("10", "", "intern", "Interne en médecine", "Medical resident"),
        ("10", "", "student", "Étudiant en médecine", "Medical student"),
        ("50", "", "student", "Étudiant en maïeutique", "Midwifery student"),
        ("21", "", "practising", "Pharmacien", "Pharmacist"),
        ("10", "SM32", "retired", "Neurologue, retraité", "Neurologist, retired"),
        ("60", "SI02", "practising", "IPA, oncologie", "Nurse practitioner, oncology"),
        ("??", "", "practising", "", ""),
    ],
)
def test_a_status_reads_like_a_colleague_would_say_it(profession, specialty, stage, fr, en):
    """D24: the verified status, in words."""
    assert codes.status_in_words(profession, specialty, stage, "fr") == fr
    assert codes.status_in_words(profession, specialty, stage, "en") == en


def test_three_codes_are_general_practice():
    assert [codes.is_gp(code) for code in ("SM26", "SM53", "SM54", "SM32", "")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert codes.same_specialty("SM26", "SM54")


def test_reforms_of_diplomas_do_not_split_a_discipline():
    assert codes.same_specialty("SM16", "SM62")
    assert codes.same_specialty("SM32", "SM32")
    assert not codes.same_specialty("SM32", "SM31")
    assert not codes.same_specialty("", "")


def test_every_grouped_code_exists_and_each_choice_is_of_the_profession():
    assert all(code in codes.SPECIALTIES for group in codes.SAME_DISCIPLINE for code in group)
    for profession in ("10", "21", "40", "60"):
        choices = codes.specialty_choices(profession)
        assert choices
        assert all(codes.fits(profession, code) for code, _ in choices)
        assert len({label for _, label in choices}) == len(choices)
    assert codes.specialty_choices("70") == []
    assert not codes.fits("21", "SM32")


def test_departments_include_corsica_and_overseas():
    assert len(codes.DEPARTMENTS) == 107
    assert codes.department_label("2A") == "Corse-du-Sud"
    assert codes.department_label("974") == "La Réunion"
    assert codes.department_label("20") == ""
