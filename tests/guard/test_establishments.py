"""Hospitals, homes, employers, schools and clubs by name, however they are typed (D6, T3)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from toctoc.guard import Level, check_text

DATA = Path(__file__).parent / "data"
MARK = re.compile(r"\[([^\]]*)\]")
ESTABLISHMENTS = frozenset(("hospital", "employer"))


def _lines(name: str) -> list[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _unmark(marked: str) -> tuple[str, bytearray]:
    """The text without its brackets, and 1 where they stood."""
    text, marks, at = "", bytearray(), 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()] + match[1]
        marks += bytes(match.start() - at) + b"\x01" * len(match[1])
        at = match.end()
    return text + marked[at:], marks + bytes(len(marked) - at)


def _cover(text: str, *, only: frozenset[str] = frozenset()) -> bytearray:
    cover = bytearray(len(text))
    for found in check_text(text, final=True).findings:
        ours = found.category.value in only and not found.rule.startswith("learned")
        if not only or ours:
            cover[found.start : found.end] = b"\x01" * (found.end - found.start)
    return cover


@pytest.mark.parametrize("marked", _lines("marked_establishments.txt"))
def test_an_establishment_is_found_whole(marked: str) -> None:
    text, marks = _unmark(marked)
    cover = _cover(text)
    assert [text[at] for at in range(len(text)) if marks[at] and text[at].isalnum()] == [
        text[at] for at in range(len(text)) if marks[at] and text[at].isalnum() and cover[at]
    ]


@pytest.mark.parametrize("marked", _lines("marked_establishments.txt"))
def test_nothing_around_it_is_marked(marked: str) -> None:
    text, marks = _unmark(marked)
    cover = _cover(text, only=ESTABLISHMENTS)
    assert "".join(text[at] for at in range(len(text)) if cover[at] and not marks[at]) == ""


@pytest.mark.parametrize("text", _lines("establishments_left_alone.txt"))
def test_kinds_services_and_eponyms_are_no_establishment(text: str) -> None:
    assert not any(_cover(text, only=ESTABLISHMENTS))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("greffée à la clinique Sainte-Radegonde", Level.FIX),
        ("soudeur chez Chaudronnerie Morvandelle", Level.WARN),
    ],
)
def test_a_hospital_is_to_be_reworded_and_an_employer_only_counts(text: str, level: Level) -> None:
    assert level in [f.level for f in check_text(text, final=True).findings]
