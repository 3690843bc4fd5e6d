"""What is kept of a passage that the guard judged wrongly names nobody (property of point 4)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toctoc.guard.shape import GENERIC, Outline, outline

CASE = "Vu ce jour Mme Le Bihan-Dupont, née le 12/03/1980, suivie au CHU de Nantes depuis 2 ans."
PIECES = st.sampled_from(
    [*sorted(GENERIC), "Larue", "Tournebise", "Rue", "PLACE", "né", "ne\u0301", "0612345678", "²"]
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.one_of(PIECES, st.sampled_from("  \n-'’.@,;:/_\u200b\u202e")), max_size=40).map(
        "".join
    ),
)


def of(text: str, words: str) -> Outline:
    start = text.index(words)
    return outline(text, start, start + len(words))


def test_a_missed_name_leaves_its_shape_and_what_announces_it() -> None:
    assert of(CASE, "Le Bihan-Dupont") == Outline(
        "ce aaaa Mme ", "Le Aaaaa-Aaaaaa", ", née le 99/99/9999,"
    )


def test_numbers_keep_their_signs_and_length_within_bounds() -> None:
    assert of("tél 06 12 34 56 78", "06 12 34 56 78").words == "99 99 99 99 99"
    assert of("n° " + "7" * 40, "7" * 40).words == "9" * 15
    assert of("M. " + "x" * 40, "x" * 40).words == "a" * 12
    assert len(of("aïe " * 90, "aïe " * 90).words) == 60


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("M. Larue tousse", "rue"),
        ("M. Larue tousse", "La"),
        ("M. La-Rue tousse", "La-Rue"),
        ("mail la.rue@place.fr", "la.rue@place.fr"),
        ("Monsieur Place tousse", "Place"),
        ("vu la\u200brue", "la\u200brue"),
        ("vu la rue", "la rue"),
    ],
)
def test_common_words_are_masked_where_they_may_be_a_name(text: str, words: str) -> None:
    kept = of(text, words)
    letters = re.findall(r"[^\W\d_]+", kept.words)
    assert letters
    assert all(set(run) <= {"a", "A"} for run in letters)


@given(text=TEXTS, data=st.data())
def test_no_digit_and_no_rare_word_survives(text: str, data: st.DataObject) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    kept = outline(text, start, end)
    for part in (kept.before, kept.words, kept.after):
        assert len(part) <= 60
        assert set(re.findall(r"\d", part)) <= {"9"}
        cut = re.findall(r"[^\W\d_]+", part)
        inner = cut[1:-1] if len(part) == 60 else cut  # the bound may cut a word at either end
        assert all(set(run) <= {"a", "A"} or run.lower() in GENERIC for run in inner)
        assert all(sign.isspace() or sign in KEPT for sign in re.sub(r"\w", "", part))


KEPT = "!\"#%&'()*+,-./:;<=>?@[]_’«»–—…°€·"


@given(name=st.from_regex(r"\A[A-Z][b-z]{4,14}\Z"), number=st.from_regex(r"\A[0-8]{4,15}\Z"))
def test_a_name_and_a_number_never_come_through(name: str, number: str) -> None:
    text = f"Vu {name} au {name} n° {number} pour {number} {name.lower()}{number}."
    for match in re.finditer(r"\S+", text):
        kept = outline(text, *match.span())
        told = f"{kept.before}|{kept.words}|{kept.after}"
        assert number not in told
        assert name.lower() not in told.lower() or name.lower() in GENERIC


def test_a_place_outside_the_text_is_refused() -> None:
    for start, end in ((-1, 2), (3, 3), (0, 9)):
        with pytest.raises(ValueError):
            outline("RAS", start, end)
