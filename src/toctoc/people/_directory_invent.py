"""An invented extraction in the official format, of any length, for the demo, tests and bench.

Numbers start with 99, which no real RPPS does (they start with 10); names are combinations of
syllables. Writing is streamed and depends on the seed only.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from .codes import DEPARTMENTS, PROFESSIONS, SPECIALTIES
from .identifiers import luhn_key

# As in the public file of the Agence du numérique en santé, in its order, accents included.
HEADER = (
    "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Code civilité d'exercice|"
    "Libellé civilité d'exercice|Code civilité|Libellé civilité|Nom d'exercice|Prénom d'exercice|"
    "Code profession|Libellé profession|Code catégorie professionnelle|"
    "Libellé catégorie professionnelle|Code type savoir-faire|Libellé type savoir-faire|"
    "Code savoir-faire|Libellé savoir-faire|Code mode exercice|Libellé mode exercice|"
    "Numéro SIRET site|Numéro SIREN site|Numéro FINESS site|"
    "Numéro FINESS établissement juridique|Identifiant technique de la structure|"
    "Raison sociale site|Enseigne commerciale site|"
    "Complément destinataire (coord. structure)|"
    "Complément point géographique (coord. structure)|Numéro Voie (coord. structure)|"
    "Indice répétition voie (coord. structure)|Code type de voie (coord. structure)|"
    "Libellé type de voie (coord. structure)|Libellé Voie (coord. structure)|"
    "Mention distribution (coord. structure)|Bureau cedex (coord. structure)|"
    "Code postal (coord. structure)|Code commune (coord. structure)|"
    "Libellé commune (coord. structure)|Code pays (coord. structure)|"
    "Libellé pays (coord. structure)|Téléphone (coord. structure)|"
    "Téléphone 2 (coord. structure)|Télécopie (coord. structure)|"
    "Adresse e-mail (coord. structure)|Code Département (structure)|"
    "Libellé Département (structure)|Ancien identifiant de la structure|"
    "Autorité d'enregistrement|Code secteur d'activité|Libellé secteur d'activité|"
    "Code section tableau pharmaciens|Libellé section tableau pharmaciens|Code rôle|Libellé rôle|"
    "Code genre activité|Libellé genre activité|"
)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_GIVEN = _words(
    """Aliénor Baudry Céleste Damien Éloïse Firmin Gwenaëlle Hilaire Inès Joachim Katell Léonie
    Maëlle Noé Océane Placide Quitterie Rémi Solveig Théophane Ursule Violaine Wandrille Xavière
    Yseult Zoé Anne-Lise Jean-Noël Marie-Ève Paul-Henri"""
)
_START = _words("Bre Cal Dor Fau Gri Hel Jou Lor Mar Nav Orm Pel Qué Ros Sal Tri Val Ver Zel")
_MIDDLE = _words("bau chi dé fon ga lan mi nou pa ra sé ti vé yé")
_END = _words("bert court dier gnac lec mont nier quet rand sac teau vaire veaux zon")
# Rough shares of the professions in the directory.
_SHARES = {
    "60": 36,
    "10": 17,
    "35": 8,
    "70": 7,
    "21": 6,
    "93": 6,
    "40": 4,
    "98": 3,
    "50": 2,
    "91": 2,
}


def rows(count: int, seed: int) -> Iterator[str]:
    """`count` lines without end of line; about one practitioner in nine has several."""
    rng = random.Random(seed)  # noqa: S311  # invented people, not secrets
    professions = [*_SHARES, *(code for code in PROFESSIONS if code not in _SHARES)]
    weights = [_SHARES.get(code, 0.3) for code in professions]
    skills = {
        code: [s for s in SPECIALTIES if s.startswith(prefix)]
        for code, prefix in (("10", "SM"), ("21", "SP"), ("40", "SCD"), ("60", "SI"))
    }
    departments = list(DEPARTMENTS)
    written, rank = 0, 0
    while written < count:
        rank += 1
        profession = rng.choices(professions, weights)[0]
        person = _person(rng, rank, profession, skills.get(profession, []))
        for _activity in range(1 if rng.random() < 0.89 else rng.randint(2, 4)):
            if written < count:
                written += 1
                yield person(rng.choice(departments))


def _person(
    rng: random.Random, rank: int, profession: str, skills: list[str]
) -> Callable[[str], str]:
    """What stays the same from one activity of a practitioner to the next."""
    stem = f"99{rank:08d}"
    number = stem + luhn_key(stem)
    family = (rng.choice(_START) + rng.choice(_MIDDLE) + rng.choice(_END)).upper()
    has_skill = bool(skills) and (profession == "10" or rng.random() < 0.03)
    skill = rng.choice(skills) if has_skill else ""
    label = SPECIALTIES[skill].official if skill else ""
    title = ("DR", "Docteur") if profession in ("10", "40") else ("M", "Monsieur")
    category = ("E", "Etudiant") if rng.random() < 0.03 else ("C", "Civil")
    head = [
        "8",
        number,
        f"8{number}",
        *title,
        "M",
        "Monsieur",
        family,
        rng.choice(_GIVEN),
        profession,
        PROFESSIONS[profession].label,
        *category,
        *(("S", "Spécialité") if skill else ("", "")),
        skill,
        label,
        "L",
        "Libéral(e)",
    ]

    def line(department: str) -> str:
        place = [""] * 38
        # Indexes count from the 20th column, "Numéro SIRET site".
        place[5], place[16] = f"CABINET {family}", f"{department[:2]:0<5}"
        place[18], place[25] = f"{family.title()}-sur-Lorme", department
        place[26], place[29], place[30] = DEPARTMENTS[department], "SA07", "Cabinet individuel"
        return "|".join([*head, *place])

    return line


def write(path: Path, count: int, seed: int) -> None:
    """Write the header and `count` lines, UTF-8."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEADER + "\n")
        for row in rows(count, seed):
            file.write(row + "\n")
