"""Days in every notation, months and years, and the figures that look like them."""

from __future__ import annotations

import datetime

import pytest

from toctoc.guard import Category, Finding, Level, check_text

TODAY = datetime.date(2026, 11, 22)

DAYS = [
    ("vu le trois mars deux mille vingt-quatre", ["trois mars deux mille vingt-quatre"]),
    ("vu le premier avril", ["premier avril"]),
    ("malaise le 14 juillet dernier", ["14 juillet dernier"]),
    ("rappel 1er/05, revu le 3/03", ["1er/05", "3/03"]),
    ("prélevé le 12.3, résultat en attente", ["12.3"]),
    ("fièvre les 3-4 mars", ["3", "4 mars"]),
    ("hospitalisé du 2 au 9 juin 2024", ["2", "9 juin 2024"]),
    ("séances les 2, 5 et 9 mars", ["2", "5", "9 mars"]),
    ("entre le 3 et le 8 mai", ["3", "8 mai"]),
    ("opéré 02/II/2024", ["02/II/2024"]),
    ("chute mardi 4 juin", ["mardi 4 juin"]),
    ("scanner 2024-06-04", ["2024-06-04"]),
    ("vu le l2/O3/2O24 à 14h30", ["l2/O3/2O24"]),
    ("Ie 2O/Ol consultation", ["2O/Ol"]),
    ("le 2l 0ctobre 2O25", ["2l 0ctobre 2O25"]),
    ("12mars2024 puis 12-mars-24", ["12mars2024", "12-mars-24"]),
    ("vu le 12 puis le 19, IRM du 3 mars", ["12", "19", "3 mars"]),
    ("ven 13/9, vendredi douze", ["ven 13/9", "vendredi douze"]),
    ("Début du travail 07/01 à 22h, naissance 08/01 07h03", ["07/01", "08/01"]),
    ("J5 (31/05) : 2 740 g", ["31/05"]),
    ("noyé le jour de Noël 2019", ["Noël 2019"]),
    ("méthotrexate arrêté le 3 mars", ["3 mars"]),
    ("Entré le 3/12 de l'hôpital local, TEP 7/11 : ok", ["3/12", "7/11"]),
    ("13/3 J18 : mieux.\n27/3 J32 : reprise. 24/5 : guéri", ["13/3", "27/3", "24/5"]),
    ("L'accident du 11 a laissé une raideur, courrier du 20.", ["11", "20"]),
    ("chute à Noël, depuis Pâques il boite", ["Noël", "Pâques"]),
    ("Compte rendu du 5.VI.2023", ["5.VI.2023"]),
    (
        "opéré le 14 rnars 2022, revu le 1 4 / 0 6 / 2 0 2 2",
        ["14 rnars 2022", "1 4 / 0 6 / 2 0 2 2"],
    ),
    ("arrêt jusqu'au 18, bilan le 20", ["18", "20"]),
]

BIRTHS = [
    ("né 12.3", "né 12.3"),
    ("DDN : 13.08.1990", "13.08.1990"),
    ("née le 19 octobre", "née le 19 octobre"),
    ("né(e) le 12 / 04 / 1951", "né(e) le 12 / 04 / 1951"),
]

SOFT = [
    ("arrivé en septembre", ["septembre"]),
    (
        "mars 2023, 10/2023, début juin, mars-avril",
        ["mars 2023", "10/2023", "juin", "mars", "avril"],
    ),
    ("opéré en 2016, suivi depuis 2015, PTH 2008", ["2016", "2015", "2008"]),
    ("entre 2017 et 2021, depuis l'automne 2024", ["2017", "2021", "automne 2024"]),
    ("arrêté en mars 2021", ["mars 2021"]),
    ("- 1998 : pyélonéphrite\n- 2007 - arthrose", ["1998", "2007"]),
    ("PTH D (2014), HTA (2005), hernie L5S1 gche 2010", ["2014", "2005", "2010"]),
    ("hospitalisée 2010, 2013 et 2019, suivi 2014-2018", ["2010", "2013", "2019", "2014", "2018"]),
    ("Arrivé en France 2018, greffe de 2019", ["2018", "2019"]),
    (
        "frottis 03/21, vaccin depuis 11/20, janv 19, HTA depuis 99.",
        ["03/21", "11/20", "janv 19", "99"],
    ),
    ("rdv en mai… mai ? BLSE mars", ["mai", "mai", "mars"]),
]

LEFT = [
    "TA 14/8, PA 12/7, EVA 3/10, 5j/7, L4/L5, 12.5 mg, T2N1, 32+4, version 2.1",
    "1/2 cp, 2/3 des doses, AV 10/10, MMS 24/30, Rankin 3/6, OD 4/10 OG 3/10",
    "dilué au 1/20, force 4/5, Gleason 3+4, Apgar 9/10/10, dose 1.2.15",
    "le 3e jour, le 2e cas, le 10 mg, appeler le 15, sonde de 7a 1/2",
    "depuis mardi, lundi prochain, vendredi soir, sapin de Noël",
    "TA 14/8, 13/7 et 15/9 au repos ; le 18 et le 112 ; bus du 7, chambre du 12",
    "marche 2000 pas, metformine 2000, Banff 2019, (Uffing, 2021), SFMU 2022, cohorte 2019",
    "35 cas déclarés entre 2012 et 2021, 1950 éosinophiles, score 12/15, 5/5 items",
    "HAS 2019, NEJM 2021, Dupont et al. 2019, recommandations 2024, arrêté de mars 2022",
    "décrite par Martin et al. en 1997, loi de 2005, calendrier vaccinal 2024",
    "ferritine 2010, leucos 2000/mm3, 2000 ml, poids de naissance 2050 g",
]


def days(text: str) -> list[Finding]:
    found = check_text(text, today=TODAY, final=True).findings
    return [f for f in found if f.category in (Category.DATE, Category.BIRTH_DATE)]


@pytest.mark.parametrize(("text", "expected"), DAYS)
def test_finds_days(text: str, expected: list[str]) -> None:
    found = [f for f in days(text) if f.level is not Level.WARN]
    assert [text[f.start : f.end] for f in found] == expected


@pytest.mark.parametrize(("text", "expected"), BIRTHS)
def test_finds_birth_dates(text: str, expected: str) -> None:
    (found,) = days(text)
    assert (text[found.start : found.end], found.level) == (expected, Level.BLOCK)


@pytest.mark.parametrize(("text", "expected"), SOFT)
def test_months_and_years_are_soft(text: str, expected: list[str]) -> None:
    found = days(text)
    assert [text[f.start : f.end] for f in found] == expected
    assert {f.level for f in found} == {Level.WARN}


@pytest.mark.parametrize("text", LEFT)
def test_leaves_figures_and_sources(text: str) -> None:
    assert [text[f.start : f.end] for f in days(text)] == []


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("vu le 12/02/2024", "il y a 3 ans"),
        ("opéré en 2016", "il y a environ 10 ans"),
        ("revu en mars 2026", "il y a environ 8 mois"),
        ("retour en novembre", "récemment"),
        ("DDN 13.08.1990", "âgé de 36 ans"),
    ],
)
def test_proposes_a_delay(text: str, proposal: str) -> None:
    (found,) = days(text)
    assert found.proposals[0].text == proposal


def test_a_temperature_after_a_day_is_no_year() -> None:
    text = "Vue le 3 mars, 38,5 °C, puis le 4 mars 38 SA."
    assert "38" not in {text[f.start : f.end][-2:] for f in check_text(text).findings}
