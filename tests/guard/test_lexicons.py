"""The hand-written lexicons: medicine is left alone, and its namesakes are still found."""

from __future__ import annotations

from pathlib import Path

import pytest

from toctoc.guard import check_text, lexicon

_LIST = Path(__file__).parent / "data" / "medicine_left_alone.txt"
_LINES = [
    line
    for line in _LIST.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("text", _LINES)
def test_medicine_without_a_cue_word_is_left_alone(text: str) -> None:
    found = [f.rule for f in check_text(text, final=True).findings if "age" not in f.rule]
    assert found == []


@pytest.mark.parametrize(
    "name", ["Horton", "Metzger", "Wegener", "Kikuchi", "Castaing", "Stoeckel"]
)
def test_a_person_called_like_a_disease_is_still_found(name: str) -> None:
    text = f"Mme {name} revient demain pour ses céphalées."
    report = check_text(text, final=True)
    assert any(name in text[f.start : f.end] for f in report.findings)


def test_two_words_that_begin_a_place_are_known_before_the_rest() -> None:
    for name in ("le tampon", "st malo", "saint malo", "la rochelle", "sables d olonne"):
        first, second = name.split(" ")[:2]
        assert lexicon.pairs_in_place(first, second), name
    assert not lexicon.pairs_in_place("la", "toux")
    assert not lexicon.pairs_in_place("de", "qqq")
