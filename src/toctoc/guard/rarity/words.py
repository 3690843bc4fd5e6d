"""Counts in words, rounded to what the estimate is worth."""

from __future__ import annotations

_SPACE = "\u202f"
# (from, French, English): above a few thousand only the order of magnitude is honest
_LARGE = (
    (2_000_000, "des millions de personnes", "millions of people"),
    (200_000, "des centaines de milliers de personnes", "hundreds of thousands of people"),
    (20_000, "des dizaines de milliers de personnes", "tens of thousands of people"),
    (5_000, "des milliers de personnes", "thousands of people"),
)


def rounded(k: int) -> int:
    """`k` with one significant figure under 100 and two from there."""
    keep = 1 if k < 100 else 2
    step: int = 10 ** max(0, len(str(k)) - keep)
    return (2 * k + step) // (2 * step) * step


def french(lang: str) -> bool:
    """Whether `lang` ("fr", "fr-FR"…) asks for French; anything else gets English."""
    return lang.lower().startswith("fr")


def people(k: int, lang: str) -> str:
    """ "environ 3 personnes"; `k` is a count of people, 0 for less than one."""
    fr = french(lang)
    if k < 1:
        return "moins d'une personne : sans doute unique" if fr else "less than one: likely unique"
    for least, words_fr, words_en in _LARGE:
        if k >= least:
            return words_fr if fr else words_en
    shown = f"{rounded(k):,}"
    if fr:
        return f"environ {shown.replace(',', _SPACE)} personne{'s' if rounded(k) > 1 else ''}"
    return f"about {shown} {'people' if rounded(k) > 1 else 'person'}"
