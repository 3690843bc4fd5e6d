"""From a picture to what may be ours in it: flat paper, less what is around (numpy and Pillow)."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from PIL import Image

from .pattern import CELL
from .types import NotAPicture

Plane = npt.NDArray[np.float32]

MOST_PIXELS: Final = 40_000_000
FORMATS: Final = ("PNG", "JPEG", "WEBP")
_LONGEST: Final = 4000  # pixels of the picture that are looked at, in each direction
_EDGE: Final = 7.0  # levels between neighbours: more is a letter, a line, a picture
_SPAN: Final = 4.0  # levels around the local mean: more is not ours
_GROUND: Final = 32.0  # levels between the grounds of a page (paper, cards, remarks)


@dataclass(frozen=True, slots=True)
class Octave:
    """A reduction of the picture, and the scales (its pixels to a CSS pixel) that it serves."""

    factor: int
    low: float
    high: float

    @property
    def middle(self) -> float:
        """Pixels of the reduced picture to a CSS pixel, in the middle."""
        return math.sqrt(self.low * self.high) / self.factor


OCTAVES: Final = (Octave(1, 0.42, 1.05), Octave(2, 1.05, 2.1), Octave(4, 2.1, 4.2))


def levels_of(data: bytes) -> Plane:
    """The greys of a picture, or `NotAPicture`."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPicture
            grey = picture.convert("RGB").convert("L")
    except NotAPicture:
        raise
    except Exception as error:  # a decoder may fail in any way on what strangers send
        raise NotAPicture from error
    return centre(np.asarray(grey, np.float32), _LONGEST)


def centre(plane: Plane, most: int) -> Plane:
    top, left = (max(0, (length - most) // 2) for length in plane.shape)
    return plane[top : top + most, left : left + most]


def ours(levels: Plane, octave: Octave) -> Plane:
    """The picture reduced for an octave, less its surroundings; 0 where words are.

    Twice: what the first pass finds far from its surroundings (the edge of a card) no longer counts
    among them in the second.
    """
    flat = _flat(levels)
    weight, sums = reduced(flat, octave.factor), reduced(levels * flat, octave.factor)
    own = (sums / np.maximum(weight, 1e-3)).astype(np.float32)
    radius = max(6, round(2 * CELL * octave.middle))
    counts = (weight > 0.5).astype(np.float32)
    for _pass in (1, 2):
        mean = _around(own * counts, radius) / np.maximum(_around(counts, radius), 1e-3)
        less = np.where(counts > 0, own - mean, 0.0)
        counts = (counts * (np.abs(less) <= _SPAN)).astype(np.float32)
    return np.where(counts > 0, less, 0.0).astype(np.float32)


def _flat(levels: Plane) -> Plane:
    """1 where nothing is drawn within two pixels, on the page's own ground (not in a letter)."""
    rough = np.zeros(levels.shape, bool)
    rough[:, 1:] = np.abs(levels[:, 1:] - levels[:, :-1]) > _EDGE
    rough[1:] |= np.abs(levels[1:] - levels[:-1]) > _EDGE
    for axis in (0, 1):
        rough = _spread(rough.swapaxes(0, axis), 2).swapaxes(0, axis)
    calm = ~rough
    if calm.any():
        calm &= np.abs(levels - np.median(levels[calm])) <= _GROUND
    return calm.astype(np.float32)


def _spread(rough: npt.NDArray[np.bool_], radius: int) -> npt.NDArray[np.bool_]:
    spread = rough.copy()
    for shift in range(1, radius + 1):
        spread[shift:] |= rough[:-shift]
        spread[:-shift] |= rough[shift:]
    return spread


def reduced(plane: Plane, factor: int) -> Plane:
    height, width = (length // factor for length in plane.shape)
    blocks = plane[: height * factor, : width * factor].reshape(height, factor, width, factor)
    means: Plane = blocks.mean((1, 3), dtype=np.float32)
    return means


def _around(plane: Plane, radius: int) -> npt.NDArray[np.float64]:
    """The sum over the square of this radius around each pixel."""
    total = integral(plane)
    for axis in (0, 1):
        length = plane.shape[axis]
        upper = np.minimum(np.arange(length) + radius + 1, length)
        lower = np.maximum(np.arange(length) - radius, 0)
        total = np.take(total, upper, axis) - np.take(total, lower, axis)
    return total


def integral(plane: Plane) -> npt.NDArray[np.float64]:
    """The sum of everything above and to the left of each corner."""
    total: npt.NDArray[Any] = np.zeros((plane.shape[0] + 1, plane.shape[1] + 1))
    np.cumsum(plane, axis=0, dtype=np.float64, out=total[1:, 1:])
    np.cumsum(total[1:, 1:], axis=1, out=total[1:, 1:])
    return total
