"""Pictures of pages without a browser: paper, words of noise, a reader's tile over them."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw

from toctoc.marks.pattern import TILE, tile
from toctoc.marks.types import Mark

PAPER, INK = (248, 244, 234), (28, 42, 39)


def page(
    mark: Mark | None, size: tuple[int, int] = (900, 700), *, dark: bool = False
) -> Image.Image:
    """Lines of little rectangles stand for words: as dark as ours, as long, as many."""
    ground, ink = ((19, 26, 24), (235, 229, 215)) if dark else (PAPER, INK)
    picture = Image.new("RGBA", size, (*ground, 255))
    draw, chance = ImageDraw.Draw(picture), random.Random(4)
    for top in range(40, size[1] // 2, 34):
        left = 60
        while left < size[0] * 2 // 3:
            width = chance.randrange(14, 90)
            for stroke in range(left, left + width, 5):
                draw.rectangle((stroke, top, stroke + 2, top + 14), fill=(*ink, 255))
            left += width + 9
    if mark is not None:
        picture.alpha_composite(_sheet(mark, size))
    return picture.convert("RGB")


def _sheet(mark: Mark, size: tuple[int, int]) -> Image.Image:
    one = Image.open(io.BytesIO(tile(mark.bits))).convert("RGBA")
    sheet = Image.new("RGBA", size)
    for top in range(0, size[1], TILE):
        for left in range(0, size[0], TILE):
            sheet.paste(one, (left, top))
    return sheet


def png(picture: Image.Image) -> bytes:
    return _saved(picture, "PNG")


def jpeg(picture: Image.Image, quality: int = 60) -> bytes:
    return _saved(picture, "JPEG", quality=quality)


def _saved(picture: Image.Image, kind: str, **options: int) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, kind, **options)
    return kept.getvalue()


def half(picture: Image.Image) -> Image.Image:
    return picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.LANCZOS)


def quarter(picture: Image.Image) -> Image.Image:
    left, top = picture.width // 3, picture.height // 3
    return picture.crop((left, top, left + picture.width // 2, top + picture.height // 2))
