"""Values as doctors write them: "Hb 9,2 g/dL (12–16) ↓, VGM 72 fL (80–98) ↓", a line a family.

Posts have paragraphs, lines and lists, no table: a line a family is what colleagues read fastest.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toctoc.guard.files.labs.table import analytes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.guard.files.labs.types import LabValue

_TOGETHER: Final = 4
_SMALL: Final = frozenset({"/mm³", "M/mm³", "M/L"})
_LITRES: Final = frozenset({"G/L", "T/L"})
_ARROWS: Final = {"L": " ↓", "H": " ↑", "": ""}


def to_text(values: Iterable[LabValue], lang: str = "fr") -> str:
    """One line a family, in the order of the table whatever that of the sheet."""
    given = list(values)
    counted = {value.analyte for value in given if value.unit not in ("%", "‰")}
    order = list(analytes())
    families: dict[str, list[str]] = {}
    for value in sorted(given, key=lambda one: order.index(one.analyte)):
        if value.unit in ("%", "‰") and value.analyte in counted:
            continue  # a share says nothing that its count does not
        family = analytes()[value.analyte].family[lang != "fr"]
        families.setdefault(family, []).append(one_text(value, lang))
    colon = " : " if lang == "fr" else ": "
    return "\n".join(family + colon + ", ".join(said) for family, said in families.items())


def one_text(value: LabValue, lang: str = "fr") -> str:
    """ "Hb 9,2 g/dL (12–16) ↓" """
    value = _in_litres(value)
    sign = f"{value.sign} " if value.sign else ""
    said = f"{label(value.analyte, lang)} {sign}{number(value.value, lang)}"
    unit = unit_text(value.unit, lang)
    if unit:
        said += f"{'' if unit == '%' and lang != 'fr' else ' '}{unit}"
    if bounds := range_text(value, lang):
        said += f" ({bounds})"
    doubt = (" [à vérifier]" if lang == "fr" else " [to check]") if value.unsure else ""
    return said + _ARROWS[value.flag] + doubt


def label(code: str, lang: str = "fr", *, full: bool = False) -> str:
    """What an analyte is called: short as doctors write it, or in full."""
    analyte = analytes()[code]
    return analyte.english if lang != "fr" else analyte.name if full else analyte.label


def range_text(value: LabValue, lang: str = "fr") -> str:
    """ "12–16", "< 5", "> 60", or nothing."""
    low, high = (number(_trimmed(end), lang) for end in (value.low, value.high))
    if low and high:
        to = (" à " if lang == "fr" else " to ") if value.unit == "%" else "–"
        return f"{low}{to}{high}"
    return f"< {high}" if high else f"> {low}" if low else ""


def unit_text(unit: str, lang: str = "fr") -> str:
    """International units are IU in English."""
    return unit if lang == "fr" else unit.replace("UI/", "IU/").replace("1,73", "1.73")


def number(digits: str, lang: str = "fr") -> str:
    """With the comma of the language, and thousands apart from five figures on."""
    whole, _, rest = digits.partition(".")
    if len(whole) > _TOGETHER:
        whole = f"{int(whole):,}".replace(",", "\u202f" if lang == "fr" else ",")
    return whole + (f"{',' if lang == 'fr' else '.'}{rest}" if rest else "")


def _in_litres(value: LabValue) -> LabValue:
    """Cells counted in a cubic millimetre are said in a litre: "7 850 /mm³" is 7,85 G/L."""
    unit = analytes()[value.analyte].units[value.unit]
    if unit.name not in _SMALL or unit.base not in _LITRES:
        return value
    low, high = (_scaled(end, unit.factor) if end else "" for end in (value.low, value.high))
    scaled = _scaled(value.value, unit.factor)
    return replace(value, value=scaled, unit=unit.base, low=low, high=high)


def _scaled(digits: str, factor: float) -> str:
    scaled = float(digits) * factor
    return f"{scaled:.{2 if scaled >= 1 else 3}f}".rstrip("0").rstrip(".")


def _trimmed(end: str) -> str:
    return end.rstrip("0").rstrip(".") if "." in end else end
