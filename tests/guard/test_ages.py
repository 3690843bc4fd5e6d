"""Ages in every notation, and the durations that look like them."""

from __future__ import annotations

import pytest

from toctoc.guard import Category, Level, check_text

FOUND = [
    ("H44, DT2, pied diabétique", ["44"]),
    ("F67 chute de sa hauteur", ["67"]),
    ("H 44 a, ostréiculteur", ["44 a"]),
    ("une jeune femme de 23 a enceinte de 12 SA", ["23 a"]),
    ("Patient de 44ans tabagique", ["44ans"]),
    ("Pte 67a, HTA", ["67a"]),
    ("patient (54 A) sous AVK", ["54 A"]),
    ("âge : 54, dyspnée", ["54"]),
    ("Ne le l4/O6/l963    6O ans", ["6O ans"]),
    ("femme, 32, migraine", ["32"]),
    ("papi de 75 piges, chute", ["75 piges"]),
    ("enfant de 2-3 ans, toux", ["2", "3 ans"]),
    ("enfant âgée de 3 semaines, ictère", ["3 semaines"]),
    ("nourrisson de 3 sem, reflux", ["3 sem"]),
    ("petit Swann, M4, vu en PMI", ["M4"]),
    ("J12 de vie, conjonctivite", ["J12 de vie"]),
    ("NN 39 SA, H4 de vie", ["H4 de vie"]),
    ("fillette de 2 ans et demi", ["2 ans et demi"]),
    ("le petit, 6a½, impétigo", ["6a½"]),
    ("garçon 4 ans 1/2, otite", ["4 ans 1/2"]),
    ("ado 14 ans 7 mois, fugue", ["14 ans 7 mois"]),
    ("3 enfants 9 ans, 6 ans et 18 mois", ["9 ans", "6 ans", "18 mois"]),
    ("fratrie (3 garçons, 4, 7 et 9 ans)", ["4", "7", "9 ans"]),
    ("ses deux filles (4 et 7 ans)", ["4", "7 ans"]),
    ("opéré à 12 ans d'une appendicite", ["12 ans"]),
    ("asthme depuis l'âge de 7 ans", ["7 ans"]),
    ("épilepsie depuis ses 14 ans", ["14 ans"]),
    ("enfant, marche à 26 mois, premiers mots à 4 ans", ["26 mois", "4 ans"]),
    ("bébé de 3 mois et demi d'âge corrigé", ["3 mois et demi d'âge corrigé"]),
    ("homme de soixante-dix ans", ["soixante-dix ans"]),
    ("quatre-vingt-sept ans, EHPAD", ["quatre-vingt-sept ans"]),
    ("patient dans la quarantaine", ["quarantaine"]),
    ("une septuagénaire autonome", ["septuagénaire"]),
    ("dame de 92 ans, chute", ["92 ans"]),
    ("père 40 ans, mère 37, CO", ["40 ans", "37"]),
    ("pte 43, fumeuse, DIU", ["43"]),
    ("pte 22 SA, 31, 2 FCS", ["31"]),
    ("Mr X 67 HTA, dame 79 sous AVK", ["67", "79"]),
    ("patient moniteur à Bouillante, 27, HbA1c 7,1", ["27"]),
    ("M. Sylla, 32, dort au foyer", ["32"]),
    ("H - 45 - lombalgie", ["45"]),
    ("élève de 4e 13a1/2, scarifications", ["13a1/2"]),
    ("le petit Ilyès 11 mois vu hier", ["11 mois"]),
    ("le petit dernier a 8 mois, la grande de 6 ans", ["8 mois", "6 ans"]),
    ("goutte chez un plombier 53, tophus", ["53"]),
    ("photo en MP ? 71 ans, DT2, drusen", ["71 ans"]),
    ("bébé né le 3 mars, 10j, conjonctivite", ["10j"]),
]

LEFT = [
    "diabétique depuis 10 ans, traité pendant 6 mois, il y a 2 ans",
    "HTA 15 ans, tabac sevré 12 ans, tamoxifène 5 ans",
    "survie à 5 ans, à 6 mois de la chirurgie, recul moyen de 3 ans",
    "infiltration tous les 2 ans, coloscopie à 3 ans, rdv dans 2 ans",
    "M3 de traitement, J4 d'ATB, S12, C2J1, contrôle M6",
    "V1-V6, D7, L5, T2N1M0, G2P1, récepteurs H2, fibrose F3, HER2, H24, H+3",
    "né à 28 SA, 32 SA + 4, enceinte de 7 mois",
    "le patient de la 12 a chuté, tension à 14 a la maison",
    "75 mg/m2, massage pendant 2 h 40 à l'aide du LUCAS",
    "vaccin > 65 ans, chez les plus de 75 ans, moins de 6 ans",
    "3 ans de prison, 18 ans d'ancienneté, 2 mois de délai au CMP",
    "chirurgie 3 ans plus tard, phlébite 5 ans après",
    "stérilet 4 ans, arrêt 6 semaines, plâtre 3 sem, reprise à 3 mois",
    "IMC 22 kg / m 2, transit à J+1, cerclage à 21 semaines, douleur qui remonte à 20 ans",
    "un suivi moyen de 18 mois (4-36 mois), 3 ans et demi après la césarienne",
    "une trentaine de patients, quarantaine levée",
    "tableau 25 35 ans, délai 7 jours ; AMM dès 12 ans",
    "garde des petits-enfants 3j/sem, 3 a 4 fois, 10 a 15 mg",
    "M6 : PSA 0,1 ; H24 : lactates 2 ; Lille à J7 0,61",
    "fièvre 38,6, sat 96. J2. Remdésivir",
    "épileptique stabilisé ? 12 ans sans crise, Keppra",
    "plaque de la langue, fumeur 40 PA, 2 mois. Biopsie",
    "chancre, 3 sem, VDRL 1/8, TPHA pos",
    "il séjourna quatre ans au Soudan ; à reconvoquer à huit semaines",
    "l'âge < 50 ans fait rechercher une cause ; fréquent entre 3 mois et 5 ans",
    "ventilation de J2 à J9, prématuré",
    "malnutrition aiguë, F75 puis F100",
    "âge osseux 9 ans 6 mois, âge de lecture 7 ans",
]


def ages(text: str) -> list[str]:
    found = check_text(text, final=True).findings
    return [text[f.start : f.end] for f in found if f.category is Category.AGE]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_finds_ages(text: str, expected: list[str]) -> None:
    assert ages(text) == expected


@pytest.mark.parametrize("text", LEFT)
def test_leaves_durations(text: str) -> None:
    assert ages(text) == []


def test_an_age_never_stops_anybody_before_ninety() -> None:
    for text in ("H 44 a", "nourrisson de 3 sem", "octogénaire", "H 89 ans"):
        assert {f.level for f in check_text(text, final=True).findings} == {Level.WARN}
    assert check_text("H 94 a, dyspnée").findings[0].level is Level.FIX


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("âgé de 10 jours", "moins de 1 mois"),
        ("bébé de 5 mois", "3 à 6 mois"),
        ("enfant de 7 ans", "6 à 9 ans"),
        ("ado 16 ans", "15 à 18 ans"),
        ("H 44 ans", "40 à 49 ans"),
        ("H44", " 40 à 49 ans"),
        ("dame de 83 ans", "80 à 84 ans"),
        ("dame de 97 ans", "> 89 ans"),
    ],
)
def test_bands_keep_the_clinical_class(text: str, band: str) -> None:
    (found,) = check_text(text, final=True).findings
    assert found.proposals[0].text == band
    assert band.strip() in found.why()


@pytest.mark.parametrize(
    "text",
    ["dame 60-70 a, malaise", "F 40-50 ans", "H 60 à 65 ans", "enfant de 2 à 4 ans", "9 à 12 ans"],
)
def test_t11_a_band_of_ages_already_says_enough(text: str) -> None:
    assert not [f for f in check_text(text, final=True).findings if f.category == Category.AGE]


@pytest.mark.parametrize(
    "text",
    [
        "Enfant opéré d'une hernie. À six mois, la cicatrice est souple.",
        "Fillette de 4 ans, atrésie du duodénum. Aucune récidive à deux ans.",
        "Enfant de 5 ans ; la même plainte il y avait environ 3 ans.",
        "Patient de 46 ans, bilirubine 318. Décès à J19 de choc septique, sevré à J11.",
        "EPDS 19, post-partum J5, idées noires.",
        "TELE-AVC, OCCLUSION M1 gauche.",
    ],
)
def test_delays_of_a_course_are_no_ages(text: str) -> None:
    told = [text[f.start : f.end] for f in check_text(text, final=True).findings]
    assert not any(age in words for age in ("mois", "deux", "3", "J", "M1") for words in told), told
