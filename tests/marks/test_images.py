"""A picture saved or captured leads back to who saw it (D10), and is read as it was."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from tests.marks.kit import half, jpeg, png, quarter
from toctoc.marks._reading import read
from toctoc.marks._search import by_values, odds_of
from toctoc.marks.digests import mark
from toctoc.marks.images import marked, written_in
from toctoc.marks.types import DOUBT, NotAPicture

KEY = b"a day's key, 32 bytes of secrets"
PEOPLE = [f"person{number:05}" for number in range(400)]
READER = PEOPLE[217]


def lesion(size: tuple[int, int] = (1200, 900)) -> Image.Image:
    """Skin of many tones, a few dark shapes: nobody's."""
    chance = np.random.default_rng(5)
    tone = np.array((205, 160, 135))
    skin = tone + chance.normal(0, 10, (size[1] // 30, size[0] // 30, 3))
    ground = Image.fromarray(np.clip(skin, 0, 255).astype(np.uint8)).resize(size)
    grain = chance.normal(0, 3, (size[1], size[0], 1))
    picture = Image.fromarray(np.clip(np.asarray(ground) + grain, 0, 255).astype(np.uint8))
    draw, where = ImageDraw.Draw(picture), random.Random(3)
    for _ in range(12):
        left, top = where.randrange(size[0]), where.randrange(size[1])
        across, down = where.randrange(20, 180), where.randrange(20, 140)
        draw.ellipse((left, top, left + across, top + down), fill=(96, 60, 52))
    return picture.filter(ImageFilter.GaussianBlur(1.5))


@pytest.fixture(scope="module")
def carried() -> Image.Image:
    data = marked(png(lesion()), mark(KEY, READER).bits)
    return Image.open(io.BytesIO(data)).convert("RGB")


def screen(picture: Image.Image) -> Image.Image:
    """A capture of the page that shows it: paper around, another size."""
    page = Image.new("RGB", (1280, 900), (248, 244, 234))
    page.paste(picture.resize((1000, 750), Image.Resampling.BICUBIC), (140, 80))
    return page


def named(data: bytes) -> list[str]:
    values = [one.values for one in read(data)]
    tested = len(PEOPLE) * max(1, len(values))
    best = by_values({"today": KEY}, PEOPLE, values) if values else []
    return [person for score, _day, person in best if odds_of(score, tested) <= DOUBT]


@pytest.mark.parametrize(
    "spoiled",
    [
        pytest.param(png, id="as it was served"),
        pytest.param(jpeg, id="sent by a messenger"),
        pytest.param(lambda picture: jpeg(half(picture)), id="at half its size"),
        pytest.param(lambda picture: jpeg(quarter(picture)), id="a quarter of it"),
        pytest.param(lambda picture: jpeg(screen(picture)), id="captured on a screen"),
    ],
)
def test_a_leaked_picture_leads_back_to_its_reader(
    carried: Image.Image, spoiled: Callable[[Image.Image], bytes]
) -> None:
    assert set(named(spoiled(carried))) == {READER}


def test_a_picture_without_a_mark_names_nobody() -> None:
    assert named(jpeg(lesion())) == []


def test_two_readers_get_other_bytes_and_the_same_picture(carried: Image.Image) -> None:
    """The mark is under the noise of any sensor: four levels at most, 40 dB and more."""
    before = np.asarray(lesion())
    mine = written_in(before, mark(KEY, READER).bits)
    theirs = written_in(before, mark(KEY, PEOPLE[3]).bits)
    assert (mine != theirs).any()
    change = np.abs(mine.astype(int) - before)
    assert change.max() <= 4
    assert 10 * np.log10(255**2 / np.mean(change**2.0)) >= 40


def test_black_and_white_keep_the_mark_and_stay_black_and_white() -> None:
    for level in (0, 255):
        ground = np.full((600, 800, 3), level, np.uint8)
        after = written_in(ground, mark(KEY, READER).bits).astype(int)
        assert np.abs(after - level).max() <= 2
        assert len(np.unique(after)) > 1


def test_a_thumbnail_is_made_smaller_before_it_is_marked() -> None:
    data = marked(png(lesion()), mark(KEY, READER).bits, longest=640)
    assert Image.open(io.BytesIO(data)).size == (640, 480)
    assert set(named(data)) == {READER}


def test_a_picture_larger_than_any_is_not_opened() -> None:
    small = io.BytesIO()
    Image.new("1", (9000, 7000)).save(small, "PNG")
    with pytest.raises(NotAPicture):
        marked(small.getvalue(), mark(KEY, READER).bits)
