"""What the jailed child says of a lab sheet is judged word by word (issue 4, 5)."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.guard_files import hostile
from toctoc.guard import cli_files
from toctoc.guard.files import answer, derivative, labs, read
from toctoc.guard.files.labs import LabValue, checked, corrected
from toctoc.guard.files.types import LIMITS, Pixels, Refused

_HB = LabValue("hb", "9.2", "g/dL", low="12.0", high="16.0", flag="L")


def test_a_sound_result_comes_through_as_it_was() -> None:
    assert checked(_HB.to_json()) == _HB


@pytest.mark.parametrize(
    "lie",
    [
        {"analyte": "dupont"},
        {"analyte": ["hb"]},
        {"value": "Mme Dupont"},
        {"value": "9.2 Dupont"},
        {"value": "812"},
        {"value": "-9"},
        {"value": "٩"},
        {"value": "9" * 30},
        {"unit": "DUPONT"},
        {"unit": "mmol/L; Dupont"},
        {"sign": "="},
        {"low": "Dupont"},
        {"high": "1954.0312"},
        {"flag": "Dupont"},
        {"unsure": "Dupont"},
        {"page": "1"},
        {"page": -1},
        {"name": "Dupont"},
    ],
)
def test_a_child_taken_over_can_put_no_word_in_a_result(lie: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        checked(_HB.to_json() | lie)


@pytest.mark.parametrize("lie", [None, "hb", [_HB.to_json() | {"value": "Dupont"}], [{}] * 500])
def test_a_file_whose_results_are_no_results_is_refused(lie: object) -> None:
    webp = derivative.encode(_pixels(Image.new("RGB", (64, 48))))
    facts = {"modality": "", "body_part": "", "millimetres_a_pixel": None, "age_band": ""}
    place = {"page": 0, "frame": 0, "width": 64, "height": 48}
    said = {"pages": [place], "boxes": [], "words": [], "facts": facts, "labs": lie}
    with pytest.raises(Refused):
        answer.checked(said, [webp], LIMITS, drafts=False)


@pytest.mark.parametrize(
    ("typed", "value", "sign", "flag"),
    [("13,2", "13.2", "", ""), (" < 4 ", "4", "<", "L"),
     ("9.2", "9.2", "", "L"), ("17", "17", "", "H")],
)  # fmt: skip
def test_an_author_corrects_what_was_read(typed: str, value: str, sign: str, flag: str) -> None:
    doubtful = LabValue("hb", "9.2", "g/dL", low="12.0", high="16.0", flag="L", unsure=True)
    told = corrected(doubtful, typed)
    assert (told.value, told.sign, told.flag, told.unsure) == (value, sign, flag, False)


@pytest.mark.parametrize("typed", ["", "Mme Dupont", "812", "9,2 Dupont", "12/03/1954", "1e3"])
def test_a_correction_is_a_plausible_value_too(typed: str) -> None:
    with pytest.raises(ValueError):
        corrected(_HB, typed)


def test_a_photographed_sheet_leaves_as_values_and_without_its_name() -> None:
    image = Image.new("RGB", (900, 420), (252, 252, 250))
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(26)
    rows = [("Mme TOURNEBISE Anne", "", "", ""), ("Hémoglobine", "9,2", "g/dL", "12,0 - 16,0"),
            ("Plaquettes", "512", "G/L", "150 - 400"),
            ("Sodium", "139", "mmol/L", "136 - 145")]  # fmt: skip
    for down, row in enumerate(rows):
        for across, cell in zip((40, 420, 540, 680), row, strict=True):
            pen.text((across, 40 + 80 * down), cell, fill=(20, 20, 20), font=font)
    reading = read.read(hostile.written(image, "JPEG", quality=92))
    assert {(v.analyte, v.value, v.unit, v.flag) for v in reading.labs} == {
        ("hb", "9.2", "g/dL", "L"), ("plt", "512", "G/L", "H"), ("na", "139", "mmol/L", ""),
    }  # fmt: skip
    assert labs.to_text(reading.labs).startswith("NFS : Hb 9,2 g/dL (12–16) ↓")
    said = cli_files.to_json("sheet.jpg", reading, [])
    assert said["labs"][0] | {"unsure": False} == _HB.to_json()
    assert "TOURNEBISE" not in str(said["labs"])


def _pixels(image: Image.Image) -> Pixels:
    import numpy as np

    return np.asarray(image)
