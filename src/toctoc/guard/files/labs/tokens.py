"""One row of a sheet cut into numbers, ranges, units and words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from toctoc.guard.files.labs import units

if TYPE_CHECKING:
    from toctoc.guard.files.labs.rows import Row

_DIGITS: Final = r"\d[\dOolI]*(?:[  ]\d{3}(?!\d))*(?:\s?[.,·]\s?\d[\dOolI]*)?"
_NUMBER = re.compile(rf"(?<!\d)(?<!\d[.,]){_DIGITS}")
_LESS: Final = (
    r"(?:<=?|≤|＜|inf(?:[ée]rieure?s?)?(?:\s?ou\s?[ée]gale?)?\s?[.:]?\s?[àa]?(?![a-z])|jusqu.?[àa])"
)
_MORE: Final = r"(?:>=?|≥|＞|sup(?:[ée]rieure?s?)?(?:\s?ou\s?[ée]gale?)?\s?[.:]?\s?[àa]?(?![a-z]))"
_ONE_SIDED = re.compile(rf"(?P<sign>{_LESS}|{_MORE})\s*(?P<end>{_DIGITS})", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?P<low>{_DIGITS})\s*(?:-|–|—|−|~|/|à|a|et|to|;)\s*(?P<high>{_DIGITS})(?!\s?/)",
    re.IGNORECASE,
)
_FLAG = re.compile(r"(?:HH?|LL?|BB?|E|↑+|↓+|\++|\*+|个|-)(?![\w/])")
_WORD = re.compile(r"[^\W\d_]+")
_SPOILT: Final = str.maketrans("OolI", "0011")
_LOW: Final = frozenset("LB↓-")
_HIGH: Final = frozenset("HE↑+个")


class Token(NamedTuple):
    """kind: number, range, unit, flag, word. A range has `low` and `high`, one of them "" where it
    has one end; a number has a `sign` where it has one. at: where it stands across the page."""

    kind: str
    text: str = ""
    low: str = ""
    high: str = ""
    sign: str = ""
    score: float = 1.0
    at: float = 0.0
    spoilt: bool = False


class Told(NamedTuple):
    """The text of a row, its cells parted by tabs, and how to find a cell from a place in it."""

    text: str
    cells: tuple[tuple[int, float, float, float], ...]  # start in the text, score, left, right

    def score(self, place: int) -> float:
        return self._cell(place)[1]

    def at(self, place: int) -> float:
        start, _, left, right = self._cell(place)
        after = min((s for s, *_ in self.cells if s > start), default=len(self.text) + 1)
        return left + (right - left) * (place - start) / max(after - 1 - start, 1)

    def _cell(self, place: int) -> tuple[int, float, float, float]:
        return [cell for cell in self.cells if cell[0] <= place][-1]


def told(row: Row) -> Told:
    text, cells = "", []
    for cell in row:
        cells.append((len(text), cell.score, cell.left, cell.right))
        text += cell.text.replace("\t", " ") + "\t"
    return Told(text[:-1], tuple(cells))


def tokens(row: Told, start: int, code: str) -> list[Token]:
    """What stands after the name of an analyte."""
    found, place = [], start
    while place < len(row.text):
        token, place = _next(row, place, code)
        if token is not None:
            found.append(token)
    return found


def _next(row: Told, place: int, code: str) -> tuple[Token | None, int]:
    text = row.text
    score, at = row.score(place), row.at(place)
    if (unit := units.at(text, place, code)) is not None:
        return Token("unit", unit[0], score=score, at=at), unit[1]
    if (seen := _RANGE.match(text, place)) is not None and "\t" not in seen[0]:
        low, high = plain(seen["low"]), plain(seen["high"])
        return Token("range", low=low, high=high, score=score, at=at), seen.end()
    if (seen := _ONE_SIDED.match(text, place)) is not None:
        less = re.match(_LESS, seen["sign"], re.IGNORECASE) is not None
        end = plain(seen["end"])
        return Token("sided", end, sign="<" if less else ">", score=score, at=at,
                     spoilt=_spoilt(seen["end"])), seen.end()  # fmt: skip
    if (seen := _NUMBER.match(text, place)) is not None:
        at = row.at((seen.start() + seen.end()) // 2)
        # a figure stuck to the name may be half of one that the name hides
        spoilt = _spoilt(seen[0]) or (place > 0 and text[place - 1].isalpha())
        return Token("number", plain(seen[0]), score=score, at=at, spoilt=spoilt), seen.end()
    if (seen := _FLAG.match(text, place)) is not None and _stands_alone(text, place):
        sign = seen[0][0].upper()
        which = "L" if sign in _LOW else "H" if sign in _HIGH else ""
        return Token("flag", which, score=score, at=at), seen.end()
    if (seen := _WORD.match(text, place)) is not None:
        return Token("word", seen[0], score=score, at=at), seen.end()
    return None, place + 1


def _stands_alone(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalpha()


def plain(number: str) -> str:
    """Digits and at most one full stop."""
    return re.sub(r"\s", "", number.translate(_SPOILT)).replace(",", ".").replace("·", ".")


def _spoilt(number: str) -> bool:
    return any(letter in number for letter in "OolI")
