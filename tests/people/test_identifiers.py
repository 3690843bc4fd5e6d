from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toctoc.people.folding import bears_title, fold_name, look_alike_key
from toctoc.people.identifiers import (
    BadIdentifier,
    check_adeli,
    check_idnps,
    check_rpps,
    idnps_of_number,
    luhn_key,
)

from .conftest import rpps


def test_an_rpps_is_read_with_its_spaces():
    number = rpps(7)
    assert check_rpps(f" {number[:3]} {number[3:6]}.{number[6:]} ") == number
    assert idnps_of_number(number) == "8" + number


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("10001234567", "key"),
        ("1234", "length"),
        ("1000123456a", "not_digits"),
        ("", "not_digits"),
        ("１０００１２３４５６７", "not_digits"),
        ("1" * 100_000, "length"),
    ],
)
def test_a_wrong_rpps_says_what_is_wrong(typed, reason):
    with pytest.raises(BadIdentifier) as caught:
        check_rpps(typed)
    assert caught.value.reason == reason
    assert str(caught.value)


@given(st.text("0123456789", min_size=10, max_size=10), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(stem, place, shift):
    number = stem + luhn_key(stem)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(BadIdentifier):
        check_rpps(wrong)


def test_adeli_and_national_identifiers():
    assert check_adeli("75 93 12345") == "759312345"
    assert check_idnps("0759312345") == "0759312345"
    assert check_idnps("8" + rpps(1)) == "8" + rpps(1)
    with pytest.raises(BadIdentifier):
        check_idnps("8" + "10001234567")
    with pytest.raises(BadIdentifier):
        check_idnps("")


def test_sandbox_identities_pass_only_where_they_are_expected():
    assert check_idnps("ans20260001", test_ids=True) == "ANS20260001"
    with pytest.raises(BadIdentifier):
        check_idnps("ANS20260001")


@pytest.mark.parametrize("disguise", ["Jean\u200bne", "JEANNE", "jeanne", "Jea\u0301nne", "Jеanne"])
def test_disguises_of_one_pseudonym_have_one_key(disguise):
    """K7: a Cyrillic e or a zero-width space does not make another name."""
    assert look_alike_key(disguise) == look_alike_key("Jeanne")


@pytest.mark.parametrize(
    "name", ["Dr House", "dr.house", "D.r House", "Docteur X", "Ｄｒ Martin", "Pr Martin"]
)
def test_titles_are_seen_through_disguises(name):
    assert bears_title(name)


@pytest.mark.parametrize("name", ["drakkar", "Professionnel", "Prune", "D Riviera", "predoc"])
def test_ordinary_names_are_no_titles(name):
    assert not bears_title(name)


def test_civil_names_fold_to_their_letters():
    assert fold_name("Jean-François d’Aÿ") == "jeanfrancoisday"
    assert fold_name("LŒW") == "loew"
