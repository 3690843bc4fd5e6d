"""An exact age said as a band that keeps its clinical class.

Classes: newborn, infant by trimester, child by two or three years, adult by ten, past 75 by five,
past 89 alone (above it an exact age is rare: HIPAA Safe Harbor, 45 CFR 164.514(b)(2)(i)(C)).
"""

from __future__ import annotations

WEEK = 7 / 365.25
DAY = 1 / 365.25
MONTH = 1 / 12
HOUR = DAY / 24
GREAT = 90
ADULT = 18

_EDGES: tuple[tuple[float, str], ...] = (
    (28 * DAY, "moins de 1 mois"),
    (3 * MONTH, "1 à 3 mois"),
    (6 * MONTH, "3 à 6 mois"),
    (1, "6 à 12 mois"),
    (2, "1 à 2 ans"),
    (4, "2 à 4 ans"),
    (6, "4 à 6 ans"),
    (9, "6 à 9 ans"),
    (12, "9 à 12 ans"),
    (15, "12 à 15 ans"),
    (18, "15 à 18 ans"),
    (30, "18 à 29 ans"),
    (40, "30 à 39 ans"),
    (50, "40 à 49 ans"),
    (60, "50 à 59 ans"),
    (70, "60 à 69 ans"),
    (75, "70 à 74 ans"),
    (80, "75 à 79 ans"),
    (85, "80 à 84 ans"),
    (GREAT, "85 à 89 ans"),
)


def band(years: float) -> str:
    """The band of an age in years, as it replaces "44 ans" in a sentence."""
    for edge, text in _EDGES:
        if years < edge - 1e-9:
            return text
    return "> 89 ans"
