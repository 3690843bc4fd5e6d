"""Towns, hospitals, addresses, regions and employers, in every way they are typed (D6, T3)."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from toctoc.guard import Level, check_text
from toctoc.guard.normalise import normalise
from toctoc.guard.text.doc import Doc
from toctoc.guard.text.places import cues, gazetteer
from toctoc.guard.text.wordlist import words

DATA = Path(__file__).parent / "data"
PLACES = frozenset(["place", "hospital", "address", "postcode", "region", "employer"])


def _lines(name: str) -> list[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its brackets, and the offsets of what they held."""
    text, spans = "", []
    for part in re.split(r"(\[[^\]]*\])", marked):
        if part.startswith("["):
            spans.append((len(text), len(text) + len(part) - 2))
            part = part[1:-1]
        text += part
    return text, spans


def _found(text: str) -> list[tuple[str, str, str]]:
    return [
        (text[f.start : f.end], f.category.value, f.level.value)
        for f in check_text(text, final=True).findings
        if f.category.value in PLACES
    ]


@pytest.mark.parametrize("marked", _lines("marked_places.txt"))
def test_a_place_is_found_however_it_is_typed(marked: str) -> None:
    text, spans = _unmark(marked)
    cover = bytearray(len(text))
    for found in check_text(text, final=True).findings:
        cover[found.start : found.end] = b"\x01" * (found.end - found.start)
    left = [
        text[start:end]
        for start, end in spans
        if any(text[at].isalnum() and not cover[at] for at in range(start, end))
    ]
    assert left == []


@pytest.mark.parametrize("text", _lines("places_left_alone.txt"))
def test_ordinary_words_and_eponyms_are_no_place(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "word", "category"),
    [
        ("sapeur-pompière en Ardèche, fatiguée", "Ardèche", "region"),
        ("arrivée du Mali en septembre", "Mali", "region"),
        ("régulation SAMU 971", "971", "region"),
        ("vit sur Belle-Île toute l'année", "Belle-Île", "region"),
        ("né dans la province de Nangarhar", "Nangarhar", "region"),
        ("vigile chez Carrefour depuis dix ans", "Carrefour", "employer"),
        ("entraîneur de l'US Avranches", "US Avranches", "employer"),
        ("travaille à la SNCF depuis 2010", "SNCF", "employer"),
        ("apprenti au CFA Henri-Martin", "CFA Henri-Martin", "employer"),
        ("caporal au 3e RPIMa", "3e RPIMa", "employer"),
        ("lyceenne au lycee berthe de la mare", "lycee berthe de la mare", "employer"),
    ],
)
def test_regions_and_employers_warn_and_stop_nobody(text: str, word: str, category: str) -> None:
    assert (word, category, Level.WARN.value) in _found(text)
    assert check_text(text, final=True).publishable()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("l7 chemin des 0liviers", "l7 chemin des 0liviers"),
        ("93lOO M0NTREUIL", "93lOO M0NTREUIL"),
        ("Hôpita1 Sainte Marguerite", "Hôpita1 Sainte Marguerite"),
    ],
)
def test_misread_letters_hide_no_place(text: str, found: str) -> None:
    assert found in [word for word, _, _ in _found(text)]


def test_a_far_town_is_said_as_a_kind_of_town() -> None:
    (finding,) = check_text("patiente suivie à Guérande", final=True).findings
    assert finding.proposals[0].text == "une petite ville"
    assert finding.contestable


@pytest.mark.parametrize(
    ("text", "word", "strength"),
    [
        ("elle habite seule à Vire", "Vire", cues.LIVES),
        ("PMI de Vire", "Vire", cues.LIVES),
        ("un taxi vers Vire", "Vire", cues.AT),
        ("le cidre de Vire", "Vire", cues.OF),
        ("fini. Vire", "Vire", cues.NONE),
    ],
)
def test_words_before_a_place_weigh(text: str, word: str, strength: int) -> None:
    norm = normalise(text)
    doc = Doc(norm.text, norm.low)
    index = next(i for i, token in enumerate(doc.tokens) if token.text == word)
    assert cues.cue(doc, index) == strength


def test_the_longest_name_wins() -> None:
    doc = Doc("au puy en velay hier", "au puy en velay hier")
    assert gazetteer.match_articled(doc, 1) == (4, "le puy en velay")


def test_any_text_is_read_to_its_end() -> None:
    """Random mixes of what the detectors look for: no crash, spans in order and inside the text."""
    chance = random.Random(20261122)
    parts = words(
        "CHU de à la le les du Saint - Sainte 12 bis rue clinique EHPAD ' Paris PARIS puy aux"
    ) + words(
        "( ) « » . , : 29 97400 chez école lotissement BP PK C.H.U. quartier en dans SAMU 971"
    )
    for _ in range(300):
        text = chance.choice(" \n").join(chance.choice(parts) for _ in range(chance.randint(1, 40)))
        last = 0
        for found in check_text(text, final=True).findings:
            assert last <= found.start < found.end <= len(text)
            last = found.end


def test_an_empty_address_does_not_take_the_next_line() -> None:
    text = "ADR :\nPatiente de 40 ans, migraine.\n"
    assert not [f for f in check_text(text, final=True).findings if f.category == "address"]
    text = "ADR :\n12 rue des Lilas\n"
    assert [f for f in check_text(text, final=True).findings if f.category == "address"]
