"""What lasts is not how old somebody is: the second look at what the rules read as an age."""

from __future__ import annotations

import math

import pytest

from toctoc.guard import Category, check_text
from toctoc.guard.text.ages import agejudge
from toctoc.guard.text.doc import Doc

LASTING = [
    "Ulcère veineux 11 mois, IPS 0,9, greffe en pastilles ?",
    "Sonde à demeure 2 ans, échec d'ablation.",
    "Insomnie chronique 2 ans, TCC refusée, vous faites quoi ?",
    "Prothèse totale de genou 12 ans, liséré tibial fin.",
    "Prurit 7 mois chez un dialysé, gabapentine sans effet.",
]
AGES = [
    ("Sarcoïdose, femme 43 ans, méthotrexate 15 mg.", "43 ans"),
    ("Greffé hépatique, garçon de 9 ans, tacrolimus 6,1.", "9 ans"),
    ("Fillette, 4 ans, calprotectine 80.", "4 ans"),
    ("Patient 12 ans, liséré de croissance.", "12 ans"),
    ("Nourrisson, 7 mois, prurit.", "7 mois"),
]


def ages(text: str) -> list[str]:
    found = check_text(text, final=True).findings
    return [text[f.start : f.end] for f in found if f.category is Category.AGE]


@pytest.mark.parametrize("text", LASTING)
def test_how_long_it_lasts_is_no_age(text: str) -> None:
    assert ages(text) == []


@pytest.mark.parametrize(("text", "age"), AGES)
def test_how_old_somebody_is_stays_one(text: str, age: str) -> None:
    assert ages(text) == [age]


@pytest.mark.parametrize("text", LASTING)
def test_the_rules_alone_would_have_taken_some_for_ages(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agejudge, "LIMIT", -math.inf)
    assert ages(text)


def test_a_life_in_days_and_a_great_age_are_never_taken_back() -> None:
    day = Doc("examen du 3 jours de vie", "examen du 3 jours de vie", None, True)
    assert not agejudge.against(day, 10, 17, "j", 3, "2")
    old = Doc("prothèse 86 ans", "prothese 86 ans", None, True)
    assert not agejudge.against(old, 9, 15, "y", 86, "2")


def test_every_weight_is_a_number_of_a_feature_that_exists() -> None:
    table = agejudge.weights()
    assert "constant" in table
    assert all(math.isfinite(weight) for weight in table.values())
    doc = Doc("Lupus, HCQ 12 ans, OCT", "lupus, hcq 12 ans, oct", None, True)
    row = agejudge.features(doc, 11, 17, "y", 12, "0")
    assert len(set(row) & table.keys()) > len(row) // 3
