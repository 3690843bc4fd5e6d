"""Numbers written in French words, as ages and days need them."""

from __future__ import annotations

from toctoc.guard.text.wordlist import words as listed

_UNITS = listed(
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
)
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}


def _all() -> dict[str, int]:
    found = {word: value for value, word in enumerate(_UNITS)}
    found |= {"dix sept": 17, "dix huit": 18, "dix neuf": 19, "une": 1, "premier": 1}
    small = {word: value for word, value in found.items() if 0 < value < 20 and word != "premier"}
    for word, ten in (*_TENS.items(), ("quatre vingts", 80), ("quatre vingt", 80)):
        found[word] = ten
        reach = 20 if ten in (60, 80) else 10
        for unit, value in small.items():
            if value < reach:
                found[f"{word} {unit}"] = found[f"{word} et {unit}"] = ten + value
    return found | {"cent": 100}


_WORDS = _all()
PATTERN = (
    "(?:" + "|".join(sorted((w.replace(" ", "[ -]") for w in _WORDS), key=len, reverse=True)) + ")"
)


def read(text: str) -> int | None:
    """The value of folded digits or number words, or None."""
    plain = text.strip().replace("-", " ")
    if plain.isdigit():
        return int(plain)
    return _WORDS.get(plain)
