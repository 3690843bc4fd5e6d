"""A whole page: its rows read in the way it stands, its sections and its columns of days told."""

from __future__ import annotations

import datetime as dt
import re
import statistics
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toctoc.guard.files.labs import row as of_row
from toctoc.guard.files.labs.rows import upright
from toctoc.guard.files.labs.table import analytes, squash
from toctoc.guard.files.labs.tokens import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.guard.files.labs.rows import Row
    from toctoc.guard.files.labs.types import LabValue
    from toctoc.guard.files.types import Line

_COLUMN: Final = 6  # rows, at least, that make a column
_BESIDE: Final = 0.1  # of the width of what is printed
_NEARLY_ALL: Final = 0.85
LEAST: Final = 2  # a page with one result alone is no lab sheet
_DAY = re.compile(r"\D{0,4}(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(\s+\d{1,2}[:hH]\d{2})?\W{0,3}")
# what a row without figures may say of the rows under it
_URINE = re.compile("urine|urinair|ecbu")
_OTHER = re.compile(
    "cephaiorachid|icr|ponction|pieurai|ascite|articuiair|seiies|coprocuit|synoviai|saiive"
)
_BLOOD = re.compile(
    "sang|hemato|numeration|hemost|coaguiat|chimie|ionogramme|hormon|immuno|seroiog|marqueur|"
    "biian|enzymo|proteines|iipid|hepati|serum|gaz|iron|metaboi"
)


def find(lines: Sequence[Line], page: int = 0) -> tuple[LabValue, ...]:
    """The results that the lines of a page hold; none on what is no lab sheet."""
    best: list[LabValue] = []
    for rows in upright(lines):
        found = _page(rows)
        if len(found) > len(best):
            best = found
    if len(best) < LEAST:
        return ()
    return tuple(replace(value, page=page) for value in best)


def _page(rows: list[Row]) -> list[LabValue]:
    found: list[list[of_row.Found]] = []
    where, column = "blood", None
    for row in rows:
        days = _days(row)
        if len(days) > 1:
            column = _latest(days)
            continue
        line = told(row)
        if not any(sign.isdigit() for sign in line.text):
            where = _section(squash(line.text), where)
        elif where != "other":
            found.append(of_row.read(line, urine=where == "urine", column=column))
    return _once(_aligned([results for results in found if results], rows))


def _aligned(found: list[list[of_row.Found]], rows: list[Row]) -> list[LabValue]:
    """Values of the column in which nearly all stand: beside it, a row's own value was not read,
    and what was taken for it is an older one."""
    places = [result.at for results in found for result in results]
    if len(found) >= _COLUMN:
        left = min(cell.left for row in rows for cell in row)
        near = _BESIDE * (max(cell.right for row in rows for cell in row) - left)
        usual = statistics.median(places)
        within = [any(abs(one.at - usual) < near for one in results) for results in found]
        if sum(within) >= _NEARLY_ALL * len(found):
            found = [results for results, here in zip(found, within, strict=True) if here]
    return [result.value for results in found for result in results]


def _section(said: str, before: str) -> str:
    kinds = [kind for kind, seen in (("urine", _URINE), ("other", _OTHER), ("blood", _BLOOD))
             if seen.search(said)]  # fmt: skip
    if kinds[:1] == ["urine"] and "sang" in said:
        return before
    return kinds[0] if kinds else before


def _days(row: Row) -> list[tuple[dt.date, float]]:
    """The days that a row is made of, and where each stands; none if it says anything else."""
    days = []
    for cell in row:
        seen = _DAY.fullmatch(cell.text.strip())
        if seen is None:
            if any(sign.isdigit() for sign in cell.text):
                return []
            continue
        day, month, year = (int(part) for part in seen.groups()[:3])
        try:
            date = dt.date(year if year > 99 else 2000 + year, month, day)
        except ValueError:
            return []
        days.append((date, (cell.left + cell.right) / 2))
    return days


def _latest(days: list[tuple[dt.date, float]]) -> tuple[float, float]:
    """Where the column of the latest day stands, and how far the next one is."""
    _, place = max(days)
    apart = min(abs(place - other) for _, other in days if other != place)
    return place, apart


def _once(found: list[LabValue]) -> list[LabValue]:
    """Each analyte once in each of its units that can't be turned into one another: the first time
    it is printed, in doubt where it is printed again otherwise."""
    kept: dict[tuple[str, str], LabValue] = {}
    for value in found:
        place = value.analyte, analytes()[value.analyte].units[value.unit].base
        first = kept.setdefault(place, value)
        if first.value != value.value and first.unit == value.unit:
            kept[place] = replace(first, unsure=True)
    return list(kept.values())
