"""The analytes that are known: `guard/data/analytes.tsv`, written by hand.

Names are compared squashed: letters and figures alone, lower case, no accent, and what a reader of
print confuses made one (0 and o; 1, l and i).
"""

from __future__ import annotations

import functools
import unicodedata
from importlib import resources
from typing import Final, NamedTuple

_GREEK: Final = str.maketrans({"α": "alpha", "β": "beta", "ß": "beta", "γ": "gamma", "œ": "oe",
                               "µ": "u", "μ": "u"})  # fmt: skip
_CONFUSED: Final = str.maketrans("01l|!", "oiiii")
_URINE: Final = "u:"
URINES: Final = ("Urines", "Urine")


class Unit(NamedTuple):
    """A unit of an analyte: what it is called, the least and most that a value may be, and what
    makes it the unit `base`, in which two values can be compared."""

    name: str
    least: float
    most: float
    base: str
    factor: float

    def holds(self, value: float) -> bool:
        return self.least <= value <= self.most

    def bounds(self, value: float) -> bool:
        """Whether a reference range may end there."""
        return 0 <= value <= self.most


class Analyte(NamedTuple):
    """`label` as doctors write it, `name` in full; `family` and labels in French and English."""

    code: str
    family: tuple[str, str]
    label: str
    name: str
    english: str
    units: dict[str, Unit]


def squash(text: str) -> str:
    """What is compared of a name."""
    folded = unicodedata.normalize("NFKD", text.lower().translate(_GREEK))
    return "".join(c for c in folded if c.isalnum() or c in "|!").translate(_CONFUSED)


@functools.cache
def _rows() -> list[tuple[tuple[str, str], list[str]]]:
    text = resources.files("toctoc.guard").joinpath("data/analytes.tsv").read_text("utf-8")
    rows, family = [], ("", "")
    for line in text.splitlines():
        if line.startswith("["):
            french, english = line[1:-1].split(" | ")
            family = (french, english)
        elif not line.startswith("#"):
            rows.append((family, line.split("\t")))
    return rows


@functools.cache
def analytes() -> dict[str, Analyte]:
    """By their code, in the order in which doctors say them."""
    return {
        cells[0]: Analyte(cells[0], family, cells[1], cells[2], cells[3], _units(cells[5]))
        for family, cells in _rows()
    }


def _units(text: str) -> dict[str, Unit]:
    """ "g/dL 2 25; g/L *0.1": the second is a tenth of the first."""
    units: dict[str, Unit] = {}
    first: Unit | None = None
    for part in text.split("; "):
        name, _, rest = part.rpartition(" *")
        if first is not None and name:
            factor = float(rest)
            unit = Unit(name, first.least / factor, first.most / factor, first.name, factor)
        else:
            name, least, most = part.rsplit(" ", 2)
            name = "" if name == "-" else name
            unit = Unit(name, float(least), float(most), name, 1.0)
            first = first or unit
        units[unit.name] = unit
    return units


@functools.cache
def names() -> tuple[dict[str, str], dict[str, str]]:
    """{squashed name: code} as sheets of blood print them, and as their urine sections do."""
    blood: dict[str, str] = {}
    urine: dict[str, str] = {}
    for family, cells in _rows():
        for name in cells[4].split(", "):
            mine = name.startswith(_URINE)
            said = squash(name.removeprefix(_URINE))
            if family == URINES:
                urine[said] = cells[0]
            if not mine:
                blood.setdefault(said, cells[0])
    return blood, urine
