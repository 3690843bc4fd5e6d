"""One result of a lab sheet, and how strictly it comes out of the jail."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Final

from toctoc.guard.files.labs.table import analytes

MOST: Final = 400  # results of one file
_FIELDS: Final = {"analyte", "value", "unit", "sign", "low", "high", "flag", "unsure", "page"}
_TYPED = re.compile(r"([<>]?)([0-9]+(?:[.,][0-9]+)?)")
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,4})?")  # \d is any script's


@dataclass(frozen=True, slots=True)
class LabValue:
    """A value of a known analyte: nothing in it was copied from the words of the sheet.

    analyte: its code in the table. value, low, high: digits with a full stop, "" for an end that
    the reference range lacks. sign: "<" or ">". flag: "L" or "H", out of the range. unsure: to be
    checked by its author.
    """

    analyte: str
    value: str
    unit: str = ""
    sign: str = ""
    low: str = ""
    high: str = ""
    flag: str = ""
    unsure: bool = False
    page: int = 0

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def checked(said: Any) -> LabValue:
    """A result as a stranger says it: a known analyte, a unit of its own, a plausible value.

    Raises ValueError, TypeError or KeyError on anything else.
    """
    if not isinstance(said, dict) or set(said) != _FIELDS:
        raise ValueError
    texts = {name: said[name] for name in _FIELDS - {"unsure", "page"}}
    if not all(isinstance(text, str) and len(text) <= 20 for text in texts.values()):
        raise TypeError
    if type(said["unsure"]) is not bool or type(said["page"]) is not int:
        raise TypeError
    value = LabValue(**texts, unsure=said["unsure"], page=said["page"])
    unit = analytes()[value.analyte].units[value.unit]
    ends = [end for end in (value.low, value.high) if end]
    if not all(_NUMBER.fullmatch(number) for number in (value.value, *ends)):
        raise ValueError
    if value.sign not in ("", "<", ">") or value.flag not in ("", "L", "H"):
        raise ValueError
    if not unit.holds(float(value.value)) or not 0 <= value.page <= 1000:
        raise ValueError
    if not all(unit.bounds(float(end)) for end in ends):
        raise ValueError
    return value


def corrected(value: LabValue, typed: str) -> LabValue:
    """The same result as its author says it: "9,2", "< 4", "1 234". Raises ValueError."""
    said = _TYPED.fullmatch("".join(typed.split()))
    if said is None:
        raise ValueError
    sign, digits = said[1], said[2].replace(",", ".")
    flag = beyond(digits, sign, value.low, value.high)
    made = replace(value, value=digits, sign=sign, flag=flag, unsure=False)
    return checked(made.to_json())


def beyond(value: str, sign: str, low: str, high: str) -> str:
    """ "L" below the range, "H" above it, "" within it or where that can't be told."""
    number = float(value)
    if low and number < float(low) and sign != ">":
        return "L"
    return "H" if high and number > float(high) and sign != "<" else ""
