# ruff: noqa: E501  (pairs read better side by side)
"""K16: what is said another way reads as French, and what is general already stays."""

from __future__ import annotations

import datetime

import pytest

from toctoc.guard.transpose import transpose

TODAY = datetime.date(2026, 11, 22)
GENERAL = [
    "F 40-50 a, lombalgie.", "Patiente, la quarantaine, vue dans un CHU pour toux.",
    "H 70-75 ans, métier du bâtiment, opéré il y a 3 semaines.",
    "Patient d'une soixantaine d'années, habite une petite ville de Bretagne.",
    "Femme de 40 à 45 ans, adressée par un confrère.", "Homme entre 50 et 60 ans, vu dans un hôpital.",
    "Enfant de 6-8 ans, fièvre.", "Nourrisson de 3 à 5 mois, toux.", "Patient > 75 ans, FA.",
    "F 40-49 ans, HTA.", "Patiente de plus de 89 ans, chute.", "Berger 60aine, toux.",
]  # fmt: skip
SAID = [
    # ages and trades
    ("Elle a 44 ans.", "Elle a la quarantaine."),
    ("Elle a 94 ans.", "Elle a plus de 89 ans."),
    ("Il a 67 ans.", "Il a entre 65 et 70 ans."),
    ("Une coiffeuse de 30 ans, eczéma des mains.", "Une femme d'une trentaine d'années (métier exposé aux produits capillaires), eczéma des mains."),
    ("Fièvre chez un éleveur de chèvres 58 ans.", "Fièvre chez un homme 55-60 ans (métier agricole exposé aux animaux d'élevage : chèvres)."),
    ("Son père est imam et coiffeur.", "Son père exerce une fonction religieuse et métier exposé aux produits capillaires."),
    ("Pour un avis, jeune Teva Tetuanui 19 a, toux.", "Pour un avis, jeune personne 18-20 a, toux."),
    ("Mme Roy (02-08-1947) : image apicale.", "La patiente (75 à 80 ans) : image apicale."),
    # people
    ("Mr Martin P., 60 ans.", "Le patient, 60 à 64 ans."),
    ("Le fils de Mme Dupont, Kévin, m'appelle.", "Le fils de la patiente m'appelle."),
    ("Monsieur et Madame Martin consultent.", "Monsieur et Madame consultent."),
    ("Copie à l'infirmière Mme Olive Marin.", "Copie à l'infirmière."),
    ("Vu avec M. Mercereau, son directeur.", "Vu avec son directeur."),
    # numbers go with what announced them
    ("On me rappelle au 06 12 34 56 78 tous les soirs.", "On me rappelle tous les soirs."),
    ("Appelez-moi au 06 12 34 56 78 ou par mail : a.b@exemple.fr.", "Appelez-moi."),
    ("Mon tel cab : 06 12 34 56 78 si besoin.", "Si besoin."),
    # places
    ("Réa de Calvi pleine. Evasan Bastia ?", "Réa d'une petite ville de Corse pleine. Evasan vers une ville moyenne de Corse ?"),
    ("Transfert de Saint-Brieuc vers Rennes.", "Transfert d'une ville moyenne de Bretagne vers une grande ville de l'ouest."),
    # days
    ("Mycologie envoyée lundi 18.", "Mycologie envoyée lundi."),
    ("Opéré le 3 mars, 38,5 °C ce jour, revu le 10 mars.", "Opéré à J0, 38,5 °C ce jour, revu à J7."),
]  # fmt: skip


@pytest.mark.parametrize("text", GENERAL)
def test_what_is_general_stays(text: str) -> None:
    assert transpose(text, today=TODAY).text == text


@pytest.mark.parametrize(("text", "said"), SAID)
def test_reads_as_french(text: str, said: str) -> None:
    assert transpose(text, today=TODAY).text == said
