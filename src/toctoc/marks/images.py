"""The same mark inside the pixels of a picture that somebody reads (ADR 13): numpy and Pillow.

A page's grain lies over its paper; a picture saved by itself has none. Here the reader's tile is
added to the lightness of the pixels, a hundred cells to the longest side whatever the size, so
that the reading finds it at any scale. It is weak where the picture is smooth, stronger where the
picture is busy and hides it, never more than four levels of 256.
"""

from __future__ import annotations

import io
import math
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from PIL import Image

from ._paper import Plane
from .pattern import GRID, cells
from .types import NotAPicture

CELLS: Final = 100  # along the longest side
SMALL_CELLS: Final = 64  # of a thumbnail, which is shown smaller still
_LEAST: Final = 9  # pixels to a cell
_WEAK: Final = 1.0  # levels
_STRONG: Final = 4.0
_SHARE: Final = 0.3  # of how much the picture varies around
_SOFT: Final = 3  # a cell fades into the next over a third of its width: no edge, no finding
_QUALITY: Final = 90
_MOST: Final = 60_000_000

Pixels = npt.NDArray[np.uint8]


def marked(data: bytes, bits: bytes, *, longest: int = 0) -> bytes:
    """The picture as WebP with a reader's bits in it, made smaller first if `longest` says so."""
    with Image.open(io.BytesIO(data), formats=("WEBP", "PNG", "JPEG")) as opened:
        if opened.width * opened.height > _MOST:
            raise NotAPicture
        picture = opened.convert("RGB")
    if longest:
        picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    across = SMALL_CELLS if longest else CELLS
    kept = io.BytesIO()
    written = Image.fromarray(written_in(np.asarray(picture), bits, across))
    written.save(kept, "WEBP", quality=_QUALITY, method=1)
    return kept.getvalue()


def written_in(pixels: Pixels, bits: bytes, across: int = CELLS) -> Pixels:
    """The pixels with the tile over them."""
    height, width = pixels.shape[:2]
    cell = max(_LEAST, round(max(height, width) / across))
    tile = np.asarray(cells(bits), np.float32) * 2 - 1
    strength = _strength(pixels, cell)
    rows, columns = (np.arange(length) % GRID for length in strength.shape)
    grain = _grown(tile[np.ix_(rows, columns)] * strength, cell)[:height, :width, None]
    return np.asarray(np.clip(pixels + grain, 0, 255), np.uint8)


def _strength(pixels: Pixels, cell: int) -> Plane:
    """Levels for each cell, by how much the picture varies in it and beside it."""
    height, width = pixels.shape[:2]
    down, along = math.ceil(height / cell), math.ceil(width / cell)
    spare: Any = ((0, down * cell - height), (0, along * cell - width))
    grey = np.pad(pixels[..., 1], spare, "edge").astype(np.float32)
    deviation = grey.reshape(down, cell, along, cell).std((1, 3))
    around = np.pad(deviation, 1, "edge")
    places = [around[y : y + down, x : x + along] for y in range(3) for x in range(3)]
    return np.asarray(np.clip(_SHARE * np.mean(places, 0), _WEAK, _STRONG), np.float32)


def _grown(plane: Plane, cell: int) -> npt.NDArray[np.int16]:
    """Each cell as large as in the picture, in whole levels."""
    rough = Image.fromarray(np.repeat(np.repeat(plane, _SOFT, 0), _SOFT, 1))
    size = (plane.shape[1] * cell, plane.shape[0] * cell)
    grown = np.asarray(rough.resize(size, Image.Resampling.BILINEAR))
    return np.asarray(np.rint(grown), np.int16)
