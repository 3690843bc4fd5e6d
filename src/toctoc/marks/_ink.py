"""From a picture to what may be ours where something is drawn: not on its paper (numpy)."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from ._paper import Octave, Plane, reduced
from .pattern import CELL

_FLOOR: Final = 1.5  # levels: what varies less is flat paper, which `_paper` reads
_LOUD: Final = 1.5  # deviations: more is an edge


def drawn(levels: Plane, octave: Octave) -> Plane:
    """The picture reduced for an octave, without its large shapes, each place as loud as any other:
    in a photograph what varies slowly, and the edges, hide the mark; the rest is noise."""
    own = reduced(levels, octave.factor)
    cell = CELL * octave.middle
    near, far = max(2, round(0.6 * cell)), max(4, round(cell))
    fine = own - blurred(own, near)
    loud = np.sqrt(blurred(fine * fine, far)) + _FLOOR
    even = np.clip(fine / loud, -_LOUD, _LOUD).astype(np.float32)
    return np.asarray(even - blurred(even, near), np.float32)


def blurred(plane: Plane, radius: int) -> Plane:
    """The mean over the square of this radius around each pixel, edges repeated."""
    for axis in (0, 1):
        spread: Any = [(0, 0), (0, 0)]
        spread[axis] = (radius + 1, radius)
        total = np.cumsum(np.pad(plane, spread, "edge"), axis=axis, dtype=np.float64)
        size, last = 2 * radius + 1, plane.shape[axis]
        ends = np.take(total, np.arange(size, size + last), axis)
        starts = np.take(total, np.arange(last), axis)
        plane = ((ends - starts) / size).astype(np.float32)
    return plane
