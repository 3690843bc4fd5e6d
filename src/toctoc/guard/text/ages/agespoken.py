"""Ages in words: "soixante-dix ans", "la quarantaine", "octogénaire", "70aine"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard.text.ages.agebands import MONTH, WEEK
from toctoc.guard.text.ages.agewords import DECADES, NUMBERS
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.ages.agecontext import Reader

_UNITS = {"ans": 1.0, "an": 1.0, "mois": MONTH, "semaines": WEEK}
_AFTER_WHOM = frozenset(
    words("un une le la ce cette cet chez homme femme patient patiente jeune dame pt pte et")
)


def find_spoken(reader: Reader) -> Iterator[tuple[int, int, float]]:
    """(start, end, years) of ages written in words."""
    tokens = reader.doc.tokens
    for i, token in enumerate(tokens):
        low = token.low
        if low in _UNITS:
            if i and tokens[i - 1].low in NUMBERS:
                yield from _counted(reader, i, low)
        elif low in DECADES:
            if _decade(reader, i):
                yield token.start, token.end, float(min(DECADES[low], 89))
        elif not token.alpha and low.endswith("aine") and low[:-4].isdigit() and len(low) == 6:
            yield token.start, token.end, float(low[:-4])


def read_number(lows: list[str]) -> int:
    """ "quatre vingt dix sept" is 97; an "et" counts for nothing."""
    total = 0
    for low in lows:
        value = NUMBERS.get(low, 0)
        total = (
            total * value
            if (value == 20 and total == 4) or (value == 100 and total > 1)
            else (total + value)
        )
    return total


def _counted(reader: Reader, unit: int, low: str) -> Iterator[tuple[int, int, float]]:
    tokens, text = reader.doc.tokens, reader.doc.low
    first = unit - 1
    while first and unit - first < 5:
        word, gap = tokens[first - 1].low, text[tokens[first - 1].end : tokens[first].start]
        if gap not in (" ", "-") or not (word in NUMBERS or word == "et"):
            break
        first -= 1
    while tokens[first].low == "et":
        first += 1
    number = read_number([t.low for t in tokens[first:unit]])
    start, end = tokens[first].start, tokens[unit].end
    if not 0 < number <= 110:
        return
    if text.startswith(" et demi", end):
        end += 8 + text.startswith("e", end + 8)
    if low in ("ans", "an"):
        held = reader.years(start, end, "", low, number)
    else:
        held = number <= 36 and reader.months(start, end, low[0], number)
    if held:
        reader.accept(end, number * _UNITS[low])
        yield start, end, number * _UNITS[low]


def _decade(reader: Reader, at: int) -> bool:
    """ "la quarantaine", "une soixantaine d'années", "un octogénaire"; not thirty patients."""
    tokens = reader.doc.tokens
    low = tokens[at].low
    before = tokens[at - 1].low if at else ""
    if low.endswith("aine"):
        years = [t.low for t in tokens[at + 1 : at + 4]]
        return "annees" in years or (before in ("la", "sa") and years[:1] not in (["de"], ["d"]))
    if low.endswith("naire"):
        return low != "centenaire" or before in _AFTER_WHOM
    return before in _AFTER_WHOM
