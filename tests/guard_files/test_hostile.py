"""Files made to break a reader or to carry more than they show (D5, D7, issue 4)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.guard_files import hostile
from toctoc.guard.files import derivative
from toctoc.guard.files.decode import decode
from toctoc.guard.files.sniff import sniff
from toctoc.guard.files.types import LIMITS, Decoded, Refused


def _decoded(data: bytes) -> Decoded:
    return decode(data, sniff(data), LIMITS)


@pytest.mark.parametrize("name", sorted(hostile.CASES))
def test_a_hostile_file_is_refused_or_leaves_pixels_alone(name: str) -> None:
    case = hostile.CASES[name]()
    if case.codes:
        with pytest.raises(Refused) as refused:
            _decoded(case.data)
        assert refused.value.code in case.codes
        return
    for page in _decoded(case.data).pages:
        webp = derivative.encode(page.pixels)
        height, width = page.pixels.shape[:2]
        assert derivative.size(webp) == (width, height)
        assert hostile.SECRET not in webp


def test_a_name_under_transparency_is_not_even_in_the_pixels() -> None:
    pixels = _decoded(hostile.CASES["under-alpha.png"]().data).pages[0].pixels
    assert pixels.min() == 255


def test_what_a_pdf_does_not_show_is_not_in_its_pixels_but_is_looked_for() -> None:
    file = _decoded(hostile.CASES["hidden-text.pdf"]().data)
    drawn = file.pages[0].pixels
    height = drawn.shape[0]
    assert drawn[: height // 3].min() == 255  # the words in white
    assert hostile.SECRET.decode() in file.words


@pytest.mark.parametrize(
    "name",
    ["form.pdf", "form-of-a-parent.pdf", "notes.pdf", "titles.pdf", "xfa.pdf", "hidden-text.pdf"],
)
def test_whatever_a_pdf_says_anywhere_is_looked_for(name: str) -> None:
    """Values of fields, notes, titles, bookmarks: D7, what is hidden in a PDF too."""
    assert hostile.SECRET.decode() in _decoded(hostile.CASES[name]().data).words


@pytest.mark.parametrize("name", ["form.pdf", "form-of-a-parent.pdf"])
def test_the_value_of_a_field_is_drawn_so_that_it_is_seen_and_covered(name: str) -> None:
    """Not drawn, it would be lost without a word to its author."""
    drawn = _decoded(hostile.CASES[name]().data).pages[0].pixels
    field = drawn[int(65 * 150 / 72) : int(95 * 150 / 72), 90:600]
    assert field.min() < 60


def test_a_file_is_held_to_the_limits_of_its_house() -> None:
    data = hostile.written(hostile.lesion(200, 100), "PNG")
    with pytest.raises(Refused, match="pixels"):
        decode(data, sniff(data), replace(LIMITS, pixels=19_999))
    small = decode(data, sniff(data), replace(LIMITS, side=50)).pages[0].pixels
    assert small.shape == (25, 50, 3)
