"""D10: what a screenshot goes through before it reaches us leaves the mark legible."""

from __future__ import annotations

import io
import math
from collections.abc import Callable

import pytest
from PIL import Image

from tests.marks.kit import half, jpeg, page, png, quarter
from toctoc.marks import digests, worker
from toctoc.marks._reading import read
from toctoc.marks._search import by_code, by_values, odds_of
from toctoc.marks.pattern import BITS, OPACITY, TILE, bits_of, stylesheet, tile
from toctoc.marks.types import DOUBT, LEGIBLE, Mark, NotACode, NotAPicture, number_of

KEY = bytes(range(32))
CROWD = [f"member{number}" for number in range(3_000)]
LEAKER = CROWD[1234]
MARK = digests.mark(KEY, LEAKER)
WAYS: dict[str, Callable[[Image.Image], bytes]] = {
    "png": png,
    "jpeg": jpeg,
    "half": lambda picture: png(half(picture)),
    "quarter": lambda picture: png(quarter(picture)),
    "all three": lambda picture: jpeg(half(quarter(picture))),
}


def named(picture: bytes, crowd: list[str] = CROWD) -> list[str]:
    """Whom a picture points at, under the product's own threshold."""
    values = [reading.values for reading in read(picture)]
    if not values:
        return []
    tested = len(crowd) * len(values)
    best = by_values({"2026-11-22": KEY}, crowd, values)
    return [person for score, _day, person in best if odds_of(score, tested) <= DOUBT]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("way", WAYS)
def test_d10_a_capture_leads_to_its_reader_and_nobody_else(way: str, dark: bool) -> None:
    picture = WAYS[way](page(MARK, (1280, 900), dark=dark))
    assert named(picture) == [LEAKER]


@pytest.mark.parametrize("scale", [2, 3, 1.5, 0.73])
def test_d10_any_screen_and_any_messenger_s_size_will_do(scale: float) -> None:
    drawn = page(MARK)
    size = (round(drawn.width * scale), round(drawn.height * scale))
    assert named(jpeg(drawn.resize(size, Image.Resampling.BICUBIC), 75)) == [LEAKER]


def test_d10_who_never_saw_the_page_is_never_named() -> None:
    """The reader is not among the candidates: a score must not fall on the next best."""
    others = [person for person in CROWD if person != LEAKER]
    for way in WAYS.values():
        assert named(way(page(MARK, (1280, 900))), others) == []


def test_d10_a_page_without_a_mark_shows_none() -> None:
    picture = png(page(None))
    assert named(picture) == []
    assert max(reading.anchors for reading in read(picture)) < LEGIBLE


def test_d10_the_bound_holds_for_any_values_whatever_the_picture() -> None:
    """Hoeffding, checked where it can be: the share of a crowd above a score stays under it."""
    noisy = [math.sin(7.3 * number * number) for number in range(BITS)]
    norm = math.sqrt(sum(value * value for value in noisy))
    values = [value / norm for value in noisy]
    scores = [
        sum(value * (1 if bit else -1) for value, bit in zip(values, bits_of(bits), strict=True))
        for bits in (digests.mark(KEY, person).bits for person in CROWD)
    ]
    for score in (1.0, 2.0, 3.0):
        share = sum(each >= score for each in scores) / len(scores)
        assert share <= odds_of(score, 1)


def test_d10_a_code_is_read_back_however_it_was_typed() -> None:
    assert number_of(MARK.code) == MARK.number
    typed = MARK.code.replace("-", " ").upper()
    assert by_code({"2026-11-22": KEY}, CROWD, number_of(typed))[0][2] == LEAKER
    for wrong in ("k3v9", "k3v9-qd7m-x", "k3v9-qd0l"):
        with pytest.raises(NotACode):
            number_of(wrong)


def test_d10_two_readers_differ_in_half_their_bits_and_share_the_anchors() -> None:
    other = digests.mark(KEY, "somebody else")
    differing = sum(a != b for a, b in zip(bits_of(MARK.bits), bits_of(other.bits), strict=True))
    assert BITS * 0.4 < differing < BITS * 0.6
    assert len(MARK.bits) * 8 == BITS
    assert MARK.code != other.code


def test_d10_the_tile_is_quiet_and_light() -> None:
    """Two levels of 256 at most, on paper as on night; a sheet of less than a kilobyte."""
    picture = Image.open(io.BytesIO(tile(MARK.bits))).convert("RGBA")
    assert picture.size == (TILE, TILE)
    assert {colour for _count, colour in picture.getcolors() or []} == {
        (0, 0, 0, OPACITY),
        (255, 255, 255, OPACITY),
    }
    for dark in (False, True):
        bare, marked = page(None, dark=dark), page(MARK, dark=dark)
        change = [abs(a - b) for a, b in zip(bare.tobytes(), marked.tobytes(), strict=True)]
        assert 0 < max(change) <= OPACITY
    assert len(stylesheet(MARK)) < 1_100


@pytest.mark.parametrize("sent", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 50])
def test_d10_what_is_no_picture_is_refused_not_feared(sent: bytes) -> None:
    with pytest.raises(NotAPicture):
        worker.read(sent)


def test_d10_a_picture_that_unpacks_to_too_much_is_refused() -> None:
    """A few kilobytes that would become gigabytes."""
    with pytest.raises(NotAPicture):
        worker.read(png(Image.new("1", (20_000, 20_000))))


def test_d10_other_formats_are_not_opened() -> None:
    kept = io.BytesIO()
    page(MARK).save(kept, "GIF")
    with pytest.raises(NotAPicture):
        worker.read(kept.getvalue())


def test_d10_a_scrap_too_small_says_nothing() -> None:
    assert named(png(page(MARK).crop((0, 0, 60, 40)))) == []


def test_a_code_is_eight_letters_that_are_not_mistaken() -> None:
    code = Mark(0, b"").code
    assert code == "2222-2222"
    assert not set("01ilo") & set(MARK.code)
