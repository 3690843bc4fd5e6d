"""Surnames that no list holds, told by how their language builds them."""

from __future__ import annotations

import pytest

from toctoc.guard import check_text


def _names(text: str) -> list[str]:
    return [
        text[f.start : f.end] for f in check_text(text, final=True).findings if f.rule == "name"
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Vu ce matin Rasolofomandimby avec une fièvre à 39.", "Rasolofomandimby"),
        ("avis pour Kvirkashvili qui saigne encore", "Kvirkashvili"),
        ("j'ai revu Barzandjian hier au cabinet, sous AOD", "Barzandjian"),
        ("Papadimitrakis sous AOD depuis mardi", "Papadimitrakis"),
        ("je rappelle TERIIHOANIA demain matin", "TERIIHOANIA"),
        ("Bonjour, RASOLOFONDRAIBE Hery, douleur thoracique", "RASOLOFONDRAIBE Hery"),
    ],
)
def test_a_surname_of_any_origin_is_found(text: str, name: str) -> None:
    assert _names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "test de Bogdanovic positif, signe de Kerbalovic",
        "Endométriose profonde #Enzian A2 B3 C1",
        "Kerlone 20 mg, un comprimé",
        "La loi Kouchner et le score de Papanicolaou",
    ],
)
def test_eponyms_scores_and_drugs_stay(text: str) -> None:
    assert _names(text) == []
