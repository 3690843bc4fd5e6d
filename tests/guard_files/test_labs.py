"""A lab sheet becomes typed values, and nothing else of it comes out (issue 4, 5; D7)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from toctoc.guard import check_text
from toctoc.guard.files.labs import LabValue, find, to_text
from toctoc.guard.files.labs.table import Analyte, analytes, names, squash
from toctoc.guard.files.types import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHEET = (
    "LABORATOIRE DES LILAS | 12 rue des Lilas 44000 NANTES",
    "Mme TOURNEBISE Anne | Née le 12/03/1954",
    "HEMATOLOGIE",
    "Hémoglobine ..... | 9,2 | g/dL | (12,0 - 16,0) | 10,1",
    "V.G.M. | 72 | fL | 80 à 98",
    "Polynucléaires neutrophiles 62,4 % | 4,51 | G/L | (1,50 - 7,00)",
    "Plaquettes | 512 | 10^9/L | (150 - 400)",
    "BIOCHIMIE",
    "C.R.P. | < 4 | mg/L | < 5",
    "Glycémie à jeun | 0,95 | g/L | 0,74 à 1,06 | 5,27 mmol/L",
)
_COLUMNS = (40, 620, 760, 900, 1200)


def _lines(rows: Sequence[str], *, lean: float = 0.0, turns: int = 0) -> list[Line]:
    """Rows as a reader would say them: cells parted by bars, on a page that leans or is turned."""
    lines = []
    for i, row in enumerate(rows):
        for left, text in zip(_COLUMNS, row.split(" | "), strict=False):
            right, top = left + 13 * len(text), 60 + 48 * i
            corners = [(left, top), (right, top), (right, top + 34), (left, top + 34)]
            placed = [_placed(float(x), float(y), lean, turns) for x, y in corners]
            lines.append(Line(text, tuple(placed), 0.98))
    return lines


def _placed(x: float, y: float, lean: float, turns: int) -> tuple[float, float]:
    angle = math.radians(lean + 90 * turns)
    x, y = x - 700, y - 500
    return (
        700 + x * math.cos(angle) - y * math.sin(angle),
        700 + x * math.sin(angle) + y * math.cos(angle),
    )


def _read(*rows: str) -> dict[str, LabValue]:
    return {value.analyte: value for value in find(_lines(rows))}


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("lean", [0.0, 2.5, -2.5])
def test_a_sheet_is_read_askew_and_whichever_way_it_lies(lean: float, turns: int) -> None:
    found = find(_lines(_SHEET, lean=lean, turns=turns))
    told = [(v.analyte, v.sign + v.value, v.unit, v.low, v.high, v.flag) for v in found]
    assert told == [
        ("hb", "9.2", "g/dL", "12.0", "16.0", "L"),
        ("mcv", "72", "fL", "80", "98", "L"),
        ("neut", "62.4", "%", "", "", ""),
        ("neut", "4.51", "G/L", "1.50", "7.00", ""),
        ("plt", "512", "G/L", "150", "400", "H"),
        ("crp", "<4", "mg/L", "", "5", ""),
        ("glu", "0.95", "g/L", "0.74", "1.06", ""),
    ]
    assert not any(value.unsure for value in found)


def test_doctors_read_it_as_they_would_write_it() -> None:
    found = find(_lines(_SHEET))
    assert to_text(found) == (
        "NFS : Hb 9,2 g/dL (12–16) ↓, VGM 72 fL (80–98) ↓, PNN 4,51 G/L (1,5–7), "
        "Plaq 512 G/L (150–400) ↑\n"
        "Glycémie : Glycémie 0,95 g/L (0,74–1,06)\n"
        "Inflammation : CRP < 4 mg/L (< 5)"
    )
    assert to_text(found, "en").startswith("FBC: Hb 9.2 g/dL (12–16) ↓, MCV 72 fL")


def test_no_word_of_the_sheet_can_come_out() -> None:
    found = find(_lines((*_SHEET, "TOURNEBISE 12,1 g/dL | Anne 44000", "Dr ROSE | 140 | mmol/L")))
    own = {text for a in analytes().values() for text in (a.code, *a.units)}
    for value in found:
        digits = (value.value, value.low, value.high)
        assert all(not text.strip("0123456789.") for text in digits)
        assert {value.analyte, value.unit} <= own
    assert len(found) == 7


@pytest.mark.parametrize(
    ("row", "analyte", "said"),
    [
        ("Leucocytes | 12 500 | /mm3 | (4 000 - 10 000)", "wbc", "12500 /mm³ 4000 10000 H"),
        ("Créatinine | 84 | pmol/L | 45 - 84", "crea", "84 µmol/L 45 84"),
        ("Sodium | 14O | mmol/L | 136 - 145", "na", "140 mmol/L 136 145"),
        ("Hémoglobine | 132 | g/dL | (12,0 - 16,0)", "hb", "13.2 g/dL 12.0 16.0"),
        ("Hémoglobine (g/dL) | 13,2 | 12,0 / 16,0", "hb", "13.2 g/dL 12.0 16.0"),
        ("Hémoglobine glyquée (HbA1c) | 6,9 | % | 4,0 - 6,0", "a1c", "6.9 % 4.0 6.0 H"),
        ("Triglycerldes | 1,27 | g/L | < 1,50", "tg", "1.27 g/L  1.50"),
        ("DFG estimé (CKD-EPI) | 44 | mL/min/1,73m2 | > 60", "gfr", "44 mL/min/1,73 m² 60  L"),
        ("CA 19-9 | 31 | U/mL | < 37", "ca199", "31 U/mL  37"),
        ("25 OH Vitamine D | 61 | nmol/L | 75 - 200", "vitd", "61 nmol/L 75 200 L"),
        ("Ferritine | H | 812 | ng/mL | 30 - 400", "ferrit", "812 ng/mL 30 400 H"),
        ("INR | 2,7 | (2,0 - 3,0)", "inr", "2.7  2.0 3.0"),
        ("Albumine | 49,7 | gL | (35,0-52,0)", "alb", "49.7 g/L 35.0 52.0"),
    ],
)
def test_print_and_its_readers_have_their_ways(row: str, analyte: str, said: str) -> None:
    value = _read(row, "Potassium | 4,1 | mmol/L")[analyte]
    told = f"{value.value} {value.unit} {value.low} {value.high} {value.flag}"
    assert told.rstrip() == said


@pytest.mark.parametrize(
    "row",
    [
        "Hémoglobine | 13,2 | g/dL | 120 - 16,0",  # a comma of the range was lost
        "Hémoglobine | 132 | g/dL | (12,0 - 16,0)",  # that of the value
        "Sodium | 14O | mmol/L | 136 - 145",  # a letter among figures
        "Triglycércides | 1,27 | g/L | < 1,50",  # a name read with a fault
        "Albumine | 42,0 | (35,0 - 52,0)",  # no unit: the one that fits
        "Glycémie | 0,95 | g/L | 0,74 à 1,06 | 9,27 mmol/L",  # two units disagree
        "Hémoglobine | 9,2 | H | g/dL | (12,0 - 16,0)",  # a flag against its range
    ],
)
def test_what_was_hardly_read_is_for_the_author_to_check(row: str) -> None:
    assert next(iter(_read(row, "Potassium | 4,1 | mmol/L").values())).unsure


@pytest.mark.parametrize(
    "row",
    [
        "Hémoglobine | 812 | g/dL",  # nobody has that
        "TCA témoin | 32 | s",  # the machine's, not the patient's
        "Créatinine urinée | 84 | µmol/L",
        "Transaminases ALAT (TGP) | UI/L | N : < 33",  # its value was not read
        "GAMMA GT | UI/L | N:6à 42",
        "Dossier | 140 | mmol/L",
        "Sodium | 24 0312 4478",
    ],
)
def test_what_is_no_value_of_a_known_analyte_stays_in(row: str) -> None:
    assert set(_read(row, "Potassium | 4,1 | mmol/L", "Chlorures | 101 | mmol/L")) == {"k", "cl"}


def test_urine_is_not_blood() -> None:
    found = _read(
        "BIOCHIMIE SANGUINE", "Sodium | 139 | mmol/L", "Créatinine | 84 | µmol/L",
        "CHIMIE URINAIRE", "Sodium | 42 | mmol/L", "Créatinine | 9,1 | mmol/L",
        "Chlore | 60 | mmol/L",
        "LIQUIDE DE PONCTION", "Glucose | 3,1 | mmol/L",
    )  # fmt: skip
    assert {code: v.value for code, v in found.items()} == {
        "na": "139", "crea": "84", "una": "42", "ucrea": "9.1", "ucl": "60",
    }  # fmt: skip


def test_of_several_days_the_latest_is_taken() -> None:
    found = _read(
        "Analyse | 03/01/2025 | 14/02/2025",
        "Sodium mmol/L | 131 | 139",
        "Potassium mmol/L | 3,1 | 4,1",
    )
    assert {code: v.value for code, v in found.items()} == {"na": "139", "k": "4.1"}


def test_an_older_value_is_not_taken_where_that_of_today_was_not_read() -> None:
    rows = [f"{name} | 5,0 | mmol/L | (1,0 - 9,0) | 4,0" for name in
            ("Potassium", "Urée", "Calcium", "Magnésium", "Glucose", "Lactates")]  # fmt: skip
    read = find([*_lines([*rows, "Phosphore"]), *_shifted("1,2 mmol/L", 1200, 6)])
    assert "phos" not in {value.analyte for value in read}


def _shifted(text: str, left: int, row: int) -> list[Line]:
    top = 60 + 48 * row
    right = left + 13 * len(text)
    return [Line(text, ((left, top), (right, top), (right, top + 34), (left, top + 34)), 0.98)]


def test_prose_that_names_one_value_is_no_sheet() -> None:
    assert find(_lines(["CRP 84 mg/L chez ce patient", "Je vous remercie de votre avis"])) == ()
    assert find([]) == ()


def test_every_name_of_the_table_says_one_analyte() -> None:
    said: dict[str, str] = {}
    for code, analyte in analytes().items():
        assert analyte.units
        for unit in analyte.units.values():
            assert 0 <= unit.least < unit.most, (code, unit)
    for known in names():
        for name, code in known.items():
            assert name == squash(name)
            assert code in analytes()
            said.setdefault(name, code)
    assert said[squash("Hématies")] == "rbc"


def _usual(analyte: Analyte) -> LabValue:
    unit = next(iter(analyte.units.values()))
    value = (unit.least + min(unit.most, unit.least * 20 + 20)) / 2
    high, low = f"{value * 0.9:.1f}", f"{value * 0.4:.1f}"
    return LabValue(analyte.code, f"{value:.1f}", unit.name, low=low, high=high, flag="H")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_guard_of_texts_has_nothing_to_say_of_it(lang: str) -> None:
    text = to_text([_usual(analyte) for analyte in analytes().values()], lang)
    found = check_text(text, final=True).findings
    assert [(f.category.value, text[f.start : f.end]) for f in found] == []


def test_counts_in_a_cubic_millimetre_are_said_in_a_litre() -> None:
    value = LabValue("wbc", "12500", "/mm³", low="4000", high="10000", flag="H")
    assert to_text([value]) == "NFS : GB 12,5 G/L (4–10) ↑"
    doubtful = LabValue("ck", "115000", "UI/L", unsure=True)
    assert to_text([doubtful]) == "Cœur et muscle : CPK 115\u202f000 UI/L [à vérifier]"
