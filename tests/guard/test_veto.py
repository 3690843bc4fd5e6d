"""Employers guessed from the words around are taken back where they mean nothing (D6)."""

from __future__ import annotations

import pytest

from toctoc.guard import Category, check_text

ANATOMY = [
    "Le thrombus respectait la portion terminale de la VMS, le tronc porte était perméable.",
    "L'histologie était en faveur d'un léiomyosarcome de la VCI et les suites étaient simples.",
    "Avant le démarrage de la CEC, une canule de décharge a été posée.",
    "La tumeur avait sa base d'implantation sur le SIV. La valve pulmonaire était normale.",
    "L'ensemble de ces résultats est rapporté sur le Tableau 2.",
    "La saturation en O2 était à 93 % à l'air libre.",
    "L'âge osseux a été estimé selon l'Atlas de Greulich.",
]
EMPLOYERS = [
    ("Soudeur à la Somédal depuis 12 ans, dyspnée d'effort.", "Somédal"),
    ("Patiente cariste chez Vertolis, lombalgie depuis 2 mois.", "Vertolis"),
    ("Employeur : Verrerie Novatrame, arrêt de 8 jours.", "Verrerie Novatrame"),
    ("Il est conducteur de bus à la RATP, insomnie.", "RATP"),
]


def employers(text: str, *, final: bool) -> list[str]:
    found = check_text(text, final=final).findings
    return [text[f.start : f.end] for f in found if f.category is Category.EMPLOYER]


@pytest.mark.parametrize("final", [False, True])
@pytest.mark.parametrize("text", ANATOMY)
def test_a_clean_report_is_not_asked_who_employs_a_vein(text: str, final: bool) -> None:
    assert employers(text, final=final) == []


@pytest.mark.parametrize(("text", "name"), EMPLOYERS)
def test_an_employer_that_the_words_around_tell_stays(text: str, name: str) -> None:
    assert employers(text, final=True) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "en bas, les 2/3 droits du palais sont détruits",
        "brûlure du 1/3 antéro-externe, réalisée sur le 2/3 distal",
        "une masse mesurant 21/11/25 mm refoule les anses",
        "score de Glasgow à 06/15 à l'arrivée",
        "sus-décalage en aVR, torsades",
    ],
)
def test_thirds_sizes_and_leads_are_no_days(text: str) -> None:
    assert not [f for f in check_text(text, final=True).findings if f.category is Category.DATE]


@pytest.mark.parametrize(
    "text",
    [
        "Fait exception le premier cas décrit par Vandermeulen où la chirurgie a suffi.",
        "C'est illustré par les cas rapportés par Vandermeulen et Okonkwo, avec recul.",
        "Paralysie du VI confirmée par le Lancaster, examen normal par ailleurs.",
        "Décès au 4 ème jour d'hospitalisation, plastie au 5e rayon.",
        "Les lésions ont été prises en charge par un tamponnage quotidien au sérum.",
        "Mariée depuis six ans à un cousin germain, sans traitement.",
        "Vous allez recevoir lundi un homme suivi pour une psychose.",
        "Après incision, on a disséqué la Galea avec précaution au pourtour.",
    ],
)
def test_authors_tests_and_ranks_identify_nobody(text: str) -> None:
    assert check_text(text, final=True).findings == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Cas décrit par Jeanne Vandermeulen, infirmière de nuit.", "Jeanne Vandermeulen"),
        ("Faits rapportés par Mme Vandermeulen à l'accueil.", "Mme Vandermeulen"),
        ("En 5e au collège, il a été chargé par un bison.", "bison"),
    ],
)
def test_what_only_looks_like_them_is_still_found(text: str, name: str) -> None:
    assert any(name in text[f.start : f.end] for f in check_text(text, final=True).findings)
