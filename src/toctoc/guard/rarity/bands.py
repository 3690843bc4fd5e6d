"""A wider way to say an age that keeps its clinical class."""

from __future__ import annotations

# (from, to, French): the narrowest class that medicine reasons with
_CHILD = (
    (0.0, 28 / 365.25, "nouveau-né"),
    (28 / 365.25, 2.0, "nourrisson"),
    (2.0, 6.0, "2 à 5 ans"),
    (6.0, 12.0, "6 à 11 ans"),
    (12.0, 16.0, "12 à 15 ans"),
    (16.0, 18.0, "16 à 17 ans"),
)


def band(years: float) -> str:
    """The band of an age in years, in French ("nourrisson", "40 à 49 ans", "85 ans et plus")."""
    for low, high, words in _CHILD:
        if low <= years < high:
            return words
    if years < 20:
        return "18 à 19 ans"
    if years >= 85:
        return "85 ans et plus"
    if years >= 65:
        low = 65 + int(years - 65) // 10 * 10
        return f"{low} à {low + 9} ans"
    if years >= 60:
        return "60 à 64 ans"
    low = int(years) // 10 * 10
    return f"{low} à {low + 9} ans"
