"""The 101 départements and the overseas territories, however they are typed. Pure."""

from __future__ import annotations

from functools import lru_cache

from toctoc.people.codes import DEPARTMENTS
from toctoc.people.folding import fold_name

REGIONS: dict[str, str] = {
    code: region
    for region, codes in {
        "Auvergne-Rhône-Alpes": "01 03 07 15 26 38 42 43 63 69 73 74",
        "Bourgogne-Franche-Comté": "21 25 39 58 70 71 89 90",
        "Bretagne": "22 29 35 56",
        "Centre-Val de Loire": "18 28 36 37 41 45",
        "Corse": "2A 2B",
        "Grand Est": "08 10 51 52 54 55 57 67 68 88",
        "Hauts-de-France": "02 59 60 62 80",
        "Île-de-France": "75 77 78 91 92 93 94 95",
        "Normandie": "14 27 50 61 76",
        "Nouvelle-Aquitaine": "16 17 19 23 24 33 40 47 64 79 86 87",
        "Occitanie": "09 11 12 30 31 32 34 46 48 65 66 81 82",
        "Pays de la Loire": "44 49 53 72 85",
        "Provence-Alpes-Côte d’Azur": "04 05 06 13 83 84",
        # One agency for Guadeloupe and the two islands that left it in 2007.
        "Guadeloupe": "971 977 978",
        "Martinique": "972",
        "Guyane": "973",
        "La Réunion": "974",
        "Mayotte": "976",
    }.items()
    for code in codes.split()
}
# Where we know of no council of the place: the page sends to the national one.
APART = frozenset({"975", "977", "978", "986", "987", "988"})
# Parts of a postcode that are not the département's number.
_POSTCODES = {"97133": "977", "97150": "978", "200": "2A", "201": "2A", "202": "2B", "206": "2B"}


@lru_cache(1)
def _by_name() -> dict[str, str]:
    names = {fold_name(name): code for code, name in DEPARTMENTS.items()}
    return names | {"reunion": "974", "belfort": "90", "tahiti": "987", "wallis": "986"}


def find_department(typed: str) -> str:
    """The code for "69", "1", "2a", "69003", "Rhône", "rhone (69)" or "69 Rhône"; else ""."""
    words = typed.strip().upper().replace("(", " ").replace(")", " ").split()
    for word in words:
        if word in DEPARTMENTS or f"0{word}" in DEPARTMENTS:
            return word if word in DEPARTMENTS else f"0{word}"
    for word in words:
        if word.isdecimal() and len(word) == 5:
            return _of_postcode(word)
    return _by_name().get(fold_name(typed), "")


def _of_postcode(postcode: str) -> str:
    for beginning, code in _POSTCODES.items():
        if postcode.startswith(beginning):
            return code
    code = postcode[: 3 if postcode.startswith(("97", "98")) else 2]
    return code if code in DEPARTMENTS else ""


def departments_like(typed: str, most: int = 6) -> list[str]:
    """What somebody may have meant, for "loire" or "savoi"."""
    key = fold_name(typed)
    if len(key) < 2:
        return []
    return [code for name, code in _by_name().items() if key in name][:most]
