"""Units as laboratories print them and as readers of print spoil them."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from toctoc.guard.files.labs.table import analytes

if TYPE_CHECKING:
    from toctoc.guard.files.labs.table import Analyte

# unit of the table -> other ways to print it. A unit upside down is one that the reader turned.
_OTHERS: Final = {
    "g/dL": "g/100mL gr/dL g% g/100 7p/6",
    "g/L": "gr/L 7/6 l/6 g/litre",
    "µg/L": "7/6rl 7/6n",
    "mg/L": "7/6w mg/litre",
    "G/L": "giga/L 10^9/L 10e9/L 10*9/L x10^9/L 10^3/mm3 10*3/mm3 10^3/uL 10*3/uL GL "
    "7/9 giga/litre",
    "T/L": "tera/L 10^12/L 10e12/L 10*12/L x10^12/L 10^6/mm3 10*6/mm3 10^6/uL 10*6/uL TL "
    "tera/litre",
    "M/mm³": "millions/mm3 M/mm3 millions/mmc",
    "/mm³": "/mm3 /mmc mm3 /uL /mm el/mm3 elements/mm3 permm3 parmm3",
    "M/L": "10^6/L 10*6/L",
    "fL": "femtoL f1 uL3 ft",
    "µm³": "u3 um3 µ3",
    "%": "p100 pourcent p.cent",
    "‰": "o/oo",
    "s": "sec secondes seconde secs",
    "mm": "mm/1ereheure mm1ereheure mmala1ereheure mm1h mm/1h",
    "mm/h": "mm/heure",
    "UI/L": "IU/L UIL Ui/litre",
    "U/L": "UL",
    "mUI/L": "mIU/L",
    "µUI/mL": "uIU/mL",
    "UI/mL": "IU/mL",
    "kUI/L": "kIU/L",
    "mUI/mL": "mIU/mL",
    "mmol/L": "mmole/L mmoles/L mM/L mM mmolL mmol/litre",
    "µmol/L": "umole/L umoles/L micromol/L uM umolL micromoles/L umol/litre",
    "mEq/L": "meqL",
    "mOsm/kg": "mosmol/kg mOsm/kgH2O mOsm/kgeau",
    "mOsm/L": "mosmol/L",
    "mL/min/1,73 m²": "mL/min/1,73m2 mL/mn/1,73m2 mL/min/1,73m mL/mn/1,73m mL/min/1,73 mL/mn/1,73 "
    "mL/min/m2 mL/min/1,73mz ml/min/173m",
    "mL/min": "mL/mn mLmin",
    "g/24h": "g/24heures g/j g/jour",
    "mg/24h": "mg/24heures mg/j mg/jour",
    "mmol/24h": "mmol/24heures mmol/j mmol/jour",
    "mL": "cc",
    "mL/24h": "ml/jour",
    "L/24h": "l/jour",
}
_SAME: Final = str.maketrans("µμ²³⁹¹i1|!0º×\\", "uu239llllloox/")
_DROPPED = re.compile(r"[\s.,*^()\[\]_'’-]")
_LONGEST: Final = 22
_SURFACE = re.compile(r"\s?/\s?[1lIm][\d.,]*\s?m?[²2]?")
_TOLD = re.compile(r"[A-Za-zµμ%‰/]")


def key(text: str) -> str:
    """What is compared of a unit."""
    return _DROPPED.sub("", text.replace("₂", "2").lower()).translate(_SAME)


@functools.cache
def spelt(code: str) -> dict[str, str]:
    """{key: unit of the table} for one analyte."""
    analyte = analytes()[code]
    found: dict[str, str] = {}
    for name in analyte.units:
        if name:
            for way in (name, *_OTHERS.get(name, "").split()):
                found.setdefault(key(way), name)
    return {**_cut(analyte), **_slashless(analyte), **_micro(analyte), **found}


def _cut(analyte: Analyte) -> dict[str, str]:
    """A unit whose last letter was not seen: "g/", where no other of the analyte begins so."""
    return {key(name[:-1]): name for name in analyte.units if name.endswith("/L")
            and name != "L/L"}  # fmt: skip


def _slashless(analyte: Analyte) -> dict[str, str]:
    """A unit whose stroke was not seen: "gL"."""
    return {key(name.replace("/", "")): name for name in analyte.units if name.find("/") > 0
            and name != "L/L"}  # fmt: skip


def _micro(analyte: Analyte) -> dict[str, str]:
    """The sign for micro read as another letter, where no other unit of the analyte is that."""
    units = (name for name in analyte.units if name.startswith("µ"))
    return {letter + key(name)[1:]: name for name in units for letter in "pyjh"}


def at(text: str, start: int, code: str) -> tuple[str, int] | None:
    """The unit of the analyte printed at a place of the text and where it ends, if there is one."""
    ways = spelt(code)
    for stop in range(min(len(text), start + _LONGEST), start, -1):
        said = text[start:stop]
        if said[-1].isspace() or "\t" in said or not _TOLD.search(said):
            continue
        if stop < len(text) and text[stop].isalnum() and said[-1].isalnum():
            continue
        if (name := ways.get(key(said))) is not None:
            surface = _SURFACE.match(text, stop) if name == "mL/min" else None
            if surface and "mL/min/1,73 m²" in ways.values():
                return "mL/min/1,73 m²", surface.end()
            return name, stop
    return None
