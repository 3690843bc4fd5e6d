"""What the guard proposes passes the guard: a rewording is never found again."""

from __future__ import annotations

import datetime

import pytest

from toctoc.guard import Level, apply, check_text, lexicon
from toctoc.guard.text.ages import agebands
from toctoc.guard.text.establishments.hospital_kinds import KINDS
from toctoc.guard.text.places.places import wider

TODAY = datetime.date(2026, 11, 22)
HARD = (Level.BLOCK, Level.FIX)
AREAS = [f"{n:02d}" for n in range(1, 96)] + ["2A", "971", "972", "973", "974", "976"]
REGIONS = sorted({lexicon.area(code)[1] for code in AREAS} - {""})
SIZES = (150_000, 30_000, 5_000, 300)
PLACES = sorted(
    {p.text for n in SIZES for p in wider(lexicon.Place("x", n, "44")) if p.text}
    | {p.text for p in wider(lexicon.Place("x", 9_000, "BE")) if p.text}
    | {"une commune", "son domicile"}
    | {f"la région {name}" for name in REGIONS}
)
HOSPITALS = sorted(set(KINDS.values()))
AGES = sorted({agebands.band(n / 12) for n in range(12 * 100)})


def _hard(text: str) -> list[str]:
    return [
        text[f.start : f.end]
        for final in (False, True)
        for f in check_text(text, today=TODAY, final=final).findings
        if f.level in HARD
    ]


def test_the_eighteen_regions_are_known() -> None:
    assert len(REGIONS) == 18


@pytest.mark.parametrize("wording", PLACES)
@pytest.mark.parametrize(
    "text", ["{}", "vit dans {}, toux", "Habite {}.", "domicile : {}", "de {}"]
)
def test_a_wider_place_passes(text: str, wording: str) -> None:
    assert _hard(text.format(wording)) == []


@pytest.mark.parametrize("wording", HOSPITALS)
@pytest.mark.parametrize(
    "text", ["{}", "suivi dans {} à distance", "adresse : {}", "dans {} V1-V6", "dans {}, L5-S1"]
)
def test_a_kind_of_hospital_passes(text: str, wording: str) -> None:
    assert _hard(text.format(wording)) == []


@pytest.mark.parametrize("wording", AGES)
@pytest.mark.parametrize("text", ["H {}, chute", "patiente de {}", "({})"])
def test_an_age_band_passes(text: str, wording: str) -> None:
    assert _hard(text.format(wording)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("au CHU de Nantes IPP 8001234567 V1-V6", "dans un CHU V1-V6"),
        ("vu dans notre CHU de Nantes hier", "vu dans un CHU hier"),
        ("une clinique Saint-Jean refuse", "une clinique refuse"),
        ("domicile : rue de la Paix", "son domicile"),
        ("domicile : 12 rue de la Paix, 44000 Nantes", "domicile : "),
    ],
)
def test_two_rounds_of_rewordings(text: str, expected: str) -> None:
    for _ in range(2):
        for finding in reversed(check_text(text, today=TODAY, final=True).findings):
            if finding.proposals:
                text = apply(text, finding, finding.proposals[0])
    assert text == expected
    assert _hard(text) == []
