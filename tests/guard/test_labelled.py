"""What a form's label announces, whatever the label: roles, houses, numbers."""

from __future__ import annotations

import pytest

from toctoc.guard import check_text

MARKED = [
    ("Requérant : Chabrol, voisin", "Chabrol"),
    ("Secrétaire de séance : Ducrocq.", "Ducrocq"),
    ("Conseil : Me Bessaguet", "Bessaguet"),
    ("Coordinatrice (HDJ) : Thouvenot - 14 h", "Thouvenot"),
    ("Infirmier d'accueil .....: Quintard", "Quintard"),
    ("OLIVEIRA DA COSTA Fátima, 38 ans", "DA"),
    ("Provenance : Les Magnolias", "Magnolias"),
    ("Maternité d'inscription : Les Bluets", "Bluets"),
    ("Avis du CNR (Marseille) reçu", "Marseille"),
    ("N° Dossier papier 44.812", "44.812"),
    ("Numéro interne du foyer : FA 22871", "22871"),
]
LEFT = [
    "Opérateur : Bien orienté",
    "Conseil : Repos, hydratation",
    "Facteur : Stress",
    "Dentaire : Bon état",
    "Examen vestibulaire : Romberg stable",
    "Médecin traitant : Aucun",
    "Site : Poignet droit",
    "Structure : Hétérogène",
    "Destination : Réanimation",
    "Centre : Nécrotique",
    "critères EULAR (Rome)",
    "Arrêté n° 2023-1187",
    "Séance n° 12, cure n° 3",
]


def marked(line: str) -> list[str]:
    text = f"Compte rendu\n{line}\nTension normale."
    return [text[f.start : f.end] for f in check_text(text, final=True).findings]


@pytest.mark.parametrize(("line", "word"), MARKED)
def test_what_stands_behind_a_label_is_marked(line: str, word: str) -> None:
    assert any(word in found for found in marked(line))


@pytest.mark.parametrize("line", LEFT)
def test_a_label_of_things_announces_nobody(line: str) -> None:
    assert marked(line) == []


def test_while_typing_a_label_alone_is_not_enough() -> None:
    text = "Compte rendu\nSecrétaire de séance : Ducrocq."
    assert not check_text(text).findings


def test_a_letter_s_opening_is_nobody_s_initial() -> None:
    assert marked("Madame, Monsieur,\nJ'ai revu ce jour votre patient.") == []
    assert marked("Madame D. va bien.") == ["Madame D"]


def test_the_time_of_a_flight_or_of_a_trade_is_no_town() -> None:
    assert marked("Retour d'un voyage de onze heures d'avion.") == []
    assert "trente" not in marked("Amiante pendant trente ans.")
