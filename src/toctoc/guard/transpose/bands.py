"""Ages said as bands that stay inside one clinical class.

Classes: newborn (days, kept), infant (months), child, adolescent, adult by five or ten years with
the obstetric (35, 40), retirement and CHA2DS2-VASc (65, 75) thresholds as edges, past 75, past 89.
"""

from __future__ import annotations

_MONTHS = ((1, 2), (3, 5), (6, 8), (9, 11), (12, 17), (18, 23), (24, 35))
_YEARS = ((1, 1), (2, 3), (4, 5), (6, 8), (9, 11), (12, 14), (15, 17), (18, 20))
_DECADES = {20: "vingtaine", 30: "trentaine", 40: "quarantaine", 50: "cinquantaine"}
OLDEST = 90


def month_band(months: int) -> tuple[int, int] | None:
    """The band of an infant's age in months, or None (newborns and older children)."""
    return next((band for band in _MONTHS if band[0] <= months <= band[1]), None)


def year_band(years: int, obstetric: bool = False) -> tuple[int, int] | None:
    """The band of an age in years, both ends said; None past 89, where only "> 89" is said."""
    if years >= OLDEST:
        return None
    for band in _YEARS:
        if band[0] <= years <= band[1]:
            return band
    low = max(years - years % 5, 20)
    edges = (35, 40, 65, 75, 90) if obstetric else (65, 75, 90)
    return low, low + 4 if low + 5 in edges else low + 5  # "40-45 a", as colleagues write it


def decade(years: int, obstetric: bool) -> str:
    """ "quarantaine", or nothing where ten years would cross a threshold that matters."""
    if obstetric and 18 <= years < 55:
        return ""
    return _DECADES.get(years - years % 10, "")


def short(years: int, obstetric: bool = False) -> str:
    """ "40-45" for a shorthand that writes "44 a"; "> 89" past 89."""
    band = year_band(years, obstetric)
    if band is None:
        return "> 89"
    return f"{band[0]}-{band[1]}" if band[0] != band[1] else str(band[0])


def long(years: int, obstetric: bool) -> tuple[str, str]:
    """(as a noun: "la quarantaine", after "de": "d'une quarantaine d'années")."""
    word = decade(years, obstetric)
    if word:
        return f"la {word}", f"d'une {word} d'années"
    band = year_band(years, obstetric)
    if band is None:
        return "plus de 89 ans", "de plus de 89 ans"
    if band[0] == band[1]:
        return f"{band[0]} an", f"de {band[0]} an"
    return f"{band[0]} à {band[1]} ans", f"de {band[0]} à {band[1]} ans"


def had(years: int, obstetric: bool) -> str:
    """After "elle a": "la quarantaine", "entre 65 et 70 ans", "plus de 89 ans"."""
    text = long(years, obstetric)[0]
    return f"entre {text.replace(' à ', ' et ')}" if " à " in text else text
