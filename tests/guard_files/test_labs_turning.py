"""A short value lies as the long lines of its page do: "99" is not "66" (issue 4, 5)."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from toctoc.guard.files import turning, words

_LONG, _SHORT = np.zeros((10, 90)), np.zeros((10, 12))
_ROWS = (("Taux de prothrombine", "99"), ("Sodium plasmatique", "161"), ("Plaquettes", "166"),
         ("Phosphatases alcalines", "86"), ("Cholestérol total", "91"), ("Albumine sérique", "61"),
         ("Transaminases ASAT", "98"))  # fmt: skip


@pytest.mark.parametrize("heads", [True, False])
def test_short_lines_follow_long_ones(heads: bool) -> None:
    crops = [*[_LONG] * 6, _SHORT, _SHORT]
    alone = [*[heads] * 6, True, False]
    assert turning.upside_down(crops, alone) == [heads] * 8


@pytest.mark.parametrize("alone", [[True, False] * 4 + [True], [True, True, True, False]])
def test_where_long_lines_disagree_or_are_few_each_is_for_itself(alone: list[bool]) -> None:
    crops = [*[_LONG] * (len(alone) - 1), _SHORT]
    assert turning.upside_down(crops, alone) == alone


def test_a_page_on_its_side_is_told_by_its_long_lines() -> None:
    down, across, square = (10.0, 90.0), (90.0, 10.0), (14.0, 10.0)
    assert turning.lies_on_its_side([*[down] * 6, square, square])
    assert not turning.lies_on_its_side([*[across] * 6, square])
    assert not turning.lies_on_its_side([*[down] * 4, square])
    assert not turning.lies_on_its_side([])


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_values_of_two_figures_are_read_whichever_way_the_sheet_lies(turns: int) -> None:
    image = Image.new("RGB", (760, 460), (252, 252, 250))
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(26)
    for down, (name, value) in enumerate(_ROWS):
        pen.text((40, 30 + 58 * down), name, fill=(20, 20, 20), font=font)
        pen.text((560, 30 + 58 * down), value, fill=(20, 20, 20), font=font)
    lines = words.read(np.ascontiguousarray(np.rot90(np.asarray(image), turns)))
    said = {line.text.strip() for line in lines}
    assert {value for _, value in _ROWS} <= said
