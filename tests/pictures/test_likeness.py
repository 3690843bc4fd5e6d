"""A picture that comes again is recognised, whatever it was turned into; another one is not."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageOps

from tests.pictures.kit import webp
from toctoc.pictures import likeness


def changed(data: bytes, change: Callable[[Image.Image], Image.Image], quality: int = 85) -> bytes:
    held = io.BytesIO()
    with Image.open(io.BytesIO(data)) as picture:
        change(picture.convert("RGB")).save(held, "WEBP", quality=quality)
    return held.getvalue()


CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "smaller": lambda one: one.resize((120, 90)),
    "larger": lambda one: one.resize((900, 700)),
    "darker": lambda one: ImageEnhance.Brightness(one).enhance(0.7),
    "grey": lambda one: ImageOps.grayscale(one).convert("RGB"),
    "mirrored": ImageOps.mirror,
    "upside down": lambda one: one.rotate(180),
    "turned": lambda one: one.transpose(Image.Transpose.ROTATE_90),
    "stamped": lambda one: ImageOps.expand(one.crop((0, 0, 200, 148)), (0, 0, 0, 2), "black"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_same_picture_comes_back(name: str) -> None:
    found = 0
    for seed in range(20):
        banned = likeness.of(webp(seed))[:1]
        again = changed(webp(seed), CHANGES[name], quality=70)
        found += likeness.alike(likeness.of(again), banned)
    assert found >= 19, f"{found} of 20 recognised"


def test_other_pictures_are_not_taken_for_it() -> None:
    """Sixty pictures, each against all the others, turned and mirrored."""
    hashes = [likeness.of(webp(seed)) for seed in range(60)]
    wrong = [
        (a, b)
        for a in range(60)
        for b in range(60)
        if a != b and likeness.alike(hashes[a], hashes[b][:1])
    ]
    assert wrong == []


def test_a_blank_page_resembles_nothing() -> None:
    held = io.BytesIO()
    Image.fromarray(np.full((90, 120, 3), 250, dtype=np.uint8)).save(held, "WEBP")
    assert likeness.of(held.getvalue()) == ()
