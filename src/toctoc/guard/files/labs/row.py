"""One row of a sheet: which analyte, which value, which unit, between which bounds."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from toctoc.guard.files.labs.table import Unit, analytes, names, squash
from toctoc.guard.files.labs.tokens import Token, Told, tokens
from toctoc.guard.files.labs.types import LabValue, beyond
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_NAME: Final = 70
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_FIRST_VALUE = re.compile(r"\t|\s\d|[<>]")
_NORMS: Final = frozenset(words("n vn vr ref reference normal normale norme normales usuelles"))
_SURE: Final = 0.85
_GUESSED: Final = 7  # letters of a name that may have one misread
_LONG_GUESS: Final = 14  # … and two
_SHORT: Final = 2  # letters of a name that is believed beside a unit alone
# words that may stand between a name and its value and change nothing
_NEUTRAL: Final = frozenset(
    squash(word)
    for word in words(
        """
        sérique sériques plasma plasmatique sanguin sanguine sanguins sang sérum veineux
        veineuse artériel artérielle jeun à a au aux de du des d la le l les en par et ou n m
        méthode technique dosage taux total totale totaux calculé calculée estimé estimée mesuré
        résultat valeur patient malade sujet enzymatique colorimétrie immunoturbidimétrie
        néphélémétrie potentiométrie turbidimétrie cinétique ifcc ngsp hplc spectrophotométrie
        chronométrie impédance cytométrie fluorescence chimiluminescence
        electrochimiluminescence immunoenzymatique roche cobas abbott architect alinity siemens
        atellica sysmex xn stago sta beckman horiba vidas clauss friedewald ckd epi mdrd
        cockcroft gault ultrasensible hypersensible us hs hsc intacte brut homme femme adulte
        soit ou environ direct dia activité moyen absolu absolue nombre heure h matin ère ere
        anti fraction g l mmol ml dl mg pg ng génération generation tgo tgp got gpt sgot sgpt
        asat alat thyréostimuline
        """
    )
)


class _Name(NamedTuple):
    code: str
    stop: int
    letters: int
    unsure: bool


@functools.cache
def _close(said: str, urine: bool) -> str:
    """The one analyte whose name differs from `said` by a sign or two; "" if none or several."""
    if len(said) < _GUESSED:
        return ""
    most = 2 if len(said) >= _LONG_GUESS else 1
    known = names()[urine]
    near = {code for name, code in known.items()
            if abs(len(name) - len(said)) <= most and len(name) >= _GUESSED - 1
            and _apart(name, said, most) <= most}  # fmt: skip
    return near.pop() if len(near) == 1 else ""


def _apart(one: str, other: str, most: int) -> int:
    """Signs to add, drop or change, counted up to a little more than `most`."""
    before = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        now = [i]
        for j, b in enumerate(other, 1):
            now.append(min(before[j] + 1, now[-1] + 1, before[j - 1] + (a != b)))
        if min(now) > most:
            return most + 1
        before = now
    return before[-1]


def _exact(text: str, urine: bool) -> _Name | None:
    """The analyte that a row begins with: the longest name that it may be."""
    known = names()[urine]
    start = next((i for i, sign in enumerate(text) if sign.isalnum()), None)
    if start is None:
        return None
    best: _Name | None = None
    for word in _WORDS.finditer(text, start, start + _LONGEST_NAME):
        said = squash(text[start : word.end()])
        if (code := known.get(said)) is not None:
            stop = word.end() + len(re.match(r"[+\-]*\)?", text[word.end() :])[0])  # type: ignore[index]
            best = _Name(code, stop, len(said), unsure=False)
    return best


def _guess(text: str, urine: bool) -> _Name | None:
    """The analyte whose name was read with a fault."""
    start = next((i for i, sign in enumerate(text) if sign.isalnum()), 0)
    ends = _FIRST_VALUE.search(text, start)
    stop = ends.start() if ends else len(text)
    code = _close(squash(text[start:stop]), urine)
    return _Name(code, stop, stop - start, unsure=True) if code else None


class Found(NamedTuple):
    """A result and where its value stands across the page."""

    value: LabValue
    at: float


def read(row: Told, *, urine: bool, column: tuple[float, float] | None) -> list[Found]:
    """The results that a row holds: usually none or one, two where a share stands beside a count.

    column: where the values of the latest day stand, and how wide that column is, on a sheet that
    has several days.
    """
    for named in (_exact, _guess):
        name = named(row.text, urine)
        found = _Row(name, tokens(row, name.stop, name.code), column).values() if name else []
        if name and found:
            unsure = name.unsure or row.score(0) < _SURE
            return [Found(replace(value, unsure=value.unsure or unsure), at) for value, at in found]
    return []


class _Half(NamedTuple):
    """A value whose unit or range may still come."""

    number: Token
    unit: str | None = None
    low: str = ""
    high: str = ""
    flag: str = ""
    doubt: bool = False


class _Row:
    """What stands after a name, read from left to right."""

    def __init__(
        self, name: _Name, said: Sequence[Token], column: tuple[float, float] | None
    ) -> None:
        self.name, self.said, self.column = name, said, column
        self.analyte = analytes()[name.code]
        self.halves: list[_Half] = []
        self.waiting: str | None = None  # a unit printed before its value
        self.early: Token | None = None  # a range printed before its value
        self.stopped = False

    def values(self) -> list[Found]:
        for i, token in enumerate(self.said):
            if self.stopped:
                break
            before = self.said[i - 1] if i else None
            self._take(token, before, [t for t in self.said[i + 1 :] if t.kind != "flag"])
        made = [(self._made(half), half.number.at) for half in self.halves]
        return [Found(value, at) for value, at in made if value is not None]

    def _take(self, token: Token, before: Token | None, after: Sequence[Token]) -> None:
        if token.kind == "word":
            self._word(token)
        elif token.kind == "unit":
            self._unit(token, before)
        elif token.kind in ("number", "sided") and self._is_value(token, after):
            self.halves.append(_Half(token, self.waiting))
            self.waiting = None
        elif token.kind in ("range", "sided"):
            self._range(token)
        elif token.kind == "flag" and self.halves and not self.halves[-1].flag:
            self.halves[-1] = self.halves[-1]._replace(flag=token.text)

    def _word(self, token: Token) -> None:
        """A word that may change what the row is about ends it before its value."""
        if not self.halves and token.text.lower() in _NORMS:
            self.stopped = True  # what follows is a range, whose value was not read
        said = squash(token.text)
        again = names()[False].get(said) == self.name.code  # "Antigène prostatique (PSA)"
        neutral = said in _NEUTRAL or again or len(token.text) == 1
        if not neutral and not self.halves:
            self.stopped = True
        elif not neutral and self.halves[-1].unit is None and not self.halves[-1].high:
            self.halves[-1] = self.halves[-1]._replace(doubt=True)

    def _unit(self, token: Token, before: Token | None) -> None:
        """A unit is that of the value it follows, not of a later one of another column."""
        if not self.halves:
            self.waiting = token.text
            return
        if self.halves[-1].unit is not None and self._is_new(token.text):
            self.waiting = token.text  # "50 % | /mm3 | 8 601": that of the next value
            return
        others = (
            before is not None and before.kind == "number" and before is not self.halves[-1].number
        )
        if self.halves[-1].unit is None and not others:
            self.halves[-1] = self.halves[-1]._replace(unit=token.text)

    def _is_value(self, token: Token, after: Sequence[Token]) -> bool:
        if not self.halves:
            if token.kind == "sided" and self.waiting:  # "mg/L < 5": a range, if no other follows
                return any(other.kind in ("range", "sided") for other in after)
            return self.column is None or abs(token.at - self.column[0]) < self.column[1] / 2
        last = self.halves[-1]
        if self.waiting is not None:
            return token.kind == "number"
        if token.kind != "number" or last.unit is None or not after or after[0].kind != "unit":
            return False
        mine, other = self.analyte.units[last.unit], self.analyte.units[after[0].text]
        if mine.base == other.base:
            self._compare(last, mine, token, other)
            return False
        return self._is_new(other.name)

    def _is_new(self, unit: str) -> bool:
        """Whether no value so far has a unit that can be turned into this one."""
        units, taken = self.analyte.units, (half.unit for half in self.halves)
        return all(units[one].base != units[unit].base for one in taken if one is not None)

    def _compare(self, last: _Half, mine: Unit, token: Token, other: Unit) -> None:
        """The same result in another unit proves the first one, or makes it doubtful."""
        if mine.name == other.name:
            return
        try:
            one, two = float(last.number.text) * mine.factor, float(token.text) * other.factor
        except ValueError:
            return
        if not 0.9 < (one + 1e-9) / (two + 1e-9) < 1.1:
            self.halves[-1] = last._replace(doubt=True)

    def _range(self, token: Token) -> None:
        low, high = token.low, token.high
        if token.kind == "sided":
            low, high = ("", token.text) if token.sign == "<" else (token.text, "")
        if not self.halves:
            self.early = token
        elif not self.halves[-1].low and not self.halves[-1].high:
            self.halves[-1] = self.halves[-1]._replace(low=low, high=high)

    def _made(self, half: _Half) -> LabValue | None:
        unit, guessed = self._unit_of(half)
        if unit is None:
            return None
        value, moved = _number(half.number.text, unit, half)
        if value is None:
            return None
        low, high, lost = _bounds(half.low, half.high, unit)
        flag = beyond(value, half.number.sign, low, high)
        against = bool(flag and half.flag and flag != half.flag)
        unsure = any((half.doubt, guessed, moved, lost, against, half.number.spoilt,
                      half.number.score < _SURE, _places_differ(value, low or high)))  # fmt: skip
        sign = half.number.sign
        return LabValue(self.name.code, value, unit.name, sign, low, high, flag, unsure)

    def _unit_of(self, half: _Half) -> tuple[Unit | None, bool]:
        """The unit, and whether it was guessed: only one lets value and range be plausible."""
        units = self.analyte.units
        if half.unit is not None:
            return units[half.unit], False
        if "" in units:
            return units[""], False
        ends = [float(end) for end in (half.low, half.high) if _sound(end)]
        if half.doubt or not ends or self.name.letters <= _SHORT or not _sound(half.number.text):
            return None, True
        fit = [u for u in units.values() if u.holds(float(half.number.text))
               and all(u.holds(end) for end in ends)]  # fmt: skip
        fit.sort(key=lambda unit: unit.name != "%")  # the sign that readers lose most
        return (fit[0], True) if fit and len({u.factor for u in fit}) == 1 else (None, True)


def _sound(number: str) -> bool:
    return re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,4})?", number) is not None


def _number(text: str, unit: Unit, half: _Half) -> tuple[str | None, bool]:
    """The value, if it is plausible, and whether a comma was put back or a dot taken away."""
    if _sound(text) and unit.holds(float(text)):
        return text, False
    whole, _, rest = text.partition(".")
    if len(rest) == 3 and _sound(whole + rest) and unit.holds(float(whole + rest)):
        return whole + rest, False
    places = len((half.high or half.low).partition(".")[2])
    if "." not in text and places and len(text) > places:
        tried = f"{text[:-places]}.{text[-places:]}"
        if _sound(tried) and unit.holds(float(tried)):
            return tried, True
    return None, False


def _bounds(low: str, high: str, unit: Unit) -> tuple[str, str, bool]:
    """A reference range that can be one, and whether something of it was lost."""
    ends = []
    for end in (low, high):
        whole, _, rest = end.partition(".")
        if end and len(rest) == 3 and _sound(whole + rest) and unit.name == "/mm³":
            end = whole + rest
        ends.append(end if _sound(end) and unit.bounds(float(end)) else "")
    lost = ends != [low, high]
    if all(ends) and float(ends[0]) >= float(ends[1]):
        return "", "", True
    return ends[0], ends[1], lost


def _places_differ(value: str, end: str) -> bool:
    """A whole number among decimals: its comma may have been lost."""
    return "." in end and "." not in value
