"""A file through the whole path: jail, decoder, eyes, cover, second reading (issue 4, 1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.guard_files import dicoms, hostile, pdfs
from toctoc.guard.files import child, derivative, jail, read
from toctoc.guard.files.jail import Walls
from toctoc.guard.files.read import Reading
from toctoc.guard.files.types import LIMITS, Decision, Kind, Limits, Rect, Status
from toctoc.ops.config import ConfigError, file_limits

_NAME = Rect(10, 10, 300, 30)


def _labelled() -> Image.Image:
    """A lesion, and a printed name above it."""
    image = hostile.lesion(340, 200)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(26)
    pen.text((_NAME.left, _NAME.top), "Mme TOURNEBISE Anne", fill=(0, 0, 0), font=font)
    return image


def _over(reading: Reading, place: Rect) -> list[Decision]:
    """The decisions on boxes that meet a place."""
    return [
        box.decision
        for box in reading.boxes
        if box.rect.left < place.left + place.width
        and place.left < box.rect.left + box.rect.width
        and box.rect.top < place.top + place.height
        and place.top < box.rect.top + box.rect.height
    ]


@pytest.mark.parametrize("walls", sorted({Walls.FENCE, jail.walls()}))
def test_a_name_printed_on_a_photograph_does_not_leave(walls: Walls) -> None:
    told: list[tuple[int, int]] = []
    reading = read.read(
        hostile.written(_labelled(), "JPEG", quality=95),
        name="TOURNEBISE_Anne.jpg",
        drafts=True,
        progress=lambda done, of: told.append((done, of)),
        walls=walls,
    )
    assert reading.status is not Status.REFUSED, reading.why
    assert Decision.HIDE in _over(reading, _NAME)
    assert {"TOURNEBISE", "Anne"} <= set(reading.words)
    assert (told[0], told[-1]) == ((0, 1), (1, 1))
    picture = reading.pictures[0]
    assert (picture.width, picture.height) == (340, 200)
    after = derivative.decoded(picture.webp)[15:30, 20:190].astype(int)
    before = derivative.decoded(picture.draft)[15:30, 20:190].astype(int)
    assert before.std() > 30
    assert after.std() < 6  # one colour


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child's work in this process, where the eyes are loaded once: the jail has its tests."""

    def run(said: dict[str, Any], blobs: list[bytes], limits: Limits, *_: object) -> object:
        done = child._work(said, blobs, limits, lambda message: None)
        return {"kind": "done", **done.said()}, [*done.published, *done.drafts]

    for fence in ("room", "allow"):
        monkeypatch.setattr(child.fence, fence, lambda *_: None)
    monkeypatch.setattr(jail, "run", run)


@pytest.mark.usefixtures("here")
def test_an_author_who_crops_to_the_lesion_has_nothing_to_cover() -> None:
    draft = derivative.encode(_pixels(_labelled()), derivative.DRAFT_QUALITY)
    reading = read.render(draft, covers=[], crop=Rect(60, 50, 200, 150))
    assert (reading.status, reading.boxes) == (Status.CLEAN, ())
    assert (reading.pictures[0].width, reading.pictures[0].height) == (200, 150)
    whole = read.render(draft, covers=[])
    assert whole.status is Status.HIDDEN
    assert _over(whole, _NAME)


def _pixels(image: Image.Image) -> object:
    import numpy as np

    return np.asarray(image)


@pytest.mark.usefixtures("here")
def test_a_name_of_a_dicom_header_is_hidden_where_it_is_burned_in() -> None:
    import numpy as np

    image = Image.new("L", (340, 200), 40)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(26)
    pen.text((20, 20), "DROITE", fill=255, font=font)
    pen.text((20, 140), "TOURNEBISE", fill=255, font=font)
    file = dicoms.shaped(
        dicoms.header(modality="DX", patient="TOURNEBISE^Anne"), np.asarray(image)[None]
    )
    reading = read.read(dicoms.written(file))
    assert reading.status is not Status.REFUSED, reading.why
    assert Decision.HIDE in _over(reading, Rect(20, 140, 150, 30))
    assert reading.facts.modality == "DX"
    assert "TOURNEBISE" in reading.words
    assert b"TOURNEBISE" not in reading.pictures[0].webp


@pytest.mark.usefixtures("here")
def test_a_pdf_leaves_as_pictures_of_its_pages() -> None:
    reading = read.read(pdfs.label("Mme TOURNEBISE Anne, 12/03/1954"))
    assert reading.status is not Status.REFUSED, reading.why
    assert any(box.kind is Kind.TEXT and box.decision is Decision.HIDE for box in reading.boxes)
    assert "TOURNEBISE" in reading.words
    assert derivative.size(reading.pictures[0].webp) == (501, 167)


def test_an_operator_bounds_files() -> None:
    data = hostile.written(hostile.lesion(), "PNG")
    assert read.read(data, limits=replace(LIMITS, size=100)).why == "size"
    assert file_limits({}) == LIMITS
    assert file_limits({"megabytes": 2, "pages": 3}) == replace(LIMITS, size=2 * 1024**2, pages=3)
    for wrong in ({"pages": 0}, {"pages": "3"}, {"films": 1}):
        with pytest.raises(ConfigError, match="files"):
            file_limits(wrong)
