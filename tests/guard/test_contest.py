"""What an author contests is believed as far as it names, and no further (law 4)."""

from __future__ import annotations

import pytest

from toctoc.guard import Level, check_text

TEXT = "Adressé par le Dr Parkinson à la clinique Vernet, vu au CHU Lenoir."


def told(text: str, *contested: str) -> list[str]:
    found = check_text(text, final=True, contested=contested).findings
    return [text[f.start : f.end] for f in found]


def test_a_word_that_is_all_that_names_answers_the_longer_finding() -> None:
    assert "Dr Parkinson" in told(TEXT)
    assert "Dr Parkinson" not in told(TEXT, "Parkinson")
    assert "Dr Parkinson" not in told(TEXT, "parkinson,")


def test_other_naming_words_keep_the_finding() -> None:
    text = "Le Dr Jean Lenoir l'a vue."
    assert told(text) == ["Dr Jean Lenoir"]
    assert told(text, "Lenoir") == ["Dr Jean Lenoir"]
    assert told(text, "Jean", "Lenoir") == []
    assert told(text, "Jean Lenoir") == []


def test_a_contested_phrase_says_nothing_of_one_of_its_words() -> None:
    assert told("Le Dr Lenoir l'a vue.", "Jean Lenoir") == ["Dr Lenoir"]


@pytest.mark.parametrize("word", ["Dr", "le", "", "  ", "de la", "docteur"])
def test_a_title_or_a_small_word_answers_nothing(word: str) -> None:
    assert told(TEXT, word) == told(TEXT)


def test_what_may_not_be_contested_stays() -> None:
    text = "Mme Parkinson, 70 ans, tombe."
    blocked = [f for f in check_text(text, final=True).findings if f.level is Level.BLOCK]
    assert blocked
    assert not any(f.contestable for f in blocked)
    assert "Mme Parkinson" in told(text, "Parkinson")
