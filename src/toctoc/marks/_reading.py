"""From a picture to the soft values of a reader's bits (numpy and Pillow; `toctoc[trace]`).

What is flat on a page shows the mark nearly bare; words are a hundred times stronger and are left
out. The scale is searched, since nobody knows the screen or what a messenger did to the picture:
for each one the picture is folded onto one tile, and the anchors say, by a correlation on the
circle, where the tile begins. The best few hypotheses are kept; the candidates' codes decide.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ._ink import drawn
from ._paper import OCTAVES, Octave, Plane, centre, integral, levels_of, ours
from .pattern import ANCHORS, CELL, GRID, is_anchor
from .types import LEGIBLE

Sums = npt.NDArray[np.float64]

HYPOTHESES: Final = 6
_DRAWN: Final = 20  # where something is drawn, chance agrees nearly as well: the codes decide
_SURE: Final = LEGIBLE + 1  # no need to look at other scales
_BINS: Final = 3  # to a cell, when it is searched where cells begin
_SIDE: Final = GRID * _BINS
_WINDOW: Final = 1000  # reduced pixels that the search looks at, in each direction
_SCREENS: Final = (1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 2.625, 2.75, 3.0, 3.5)
_USUAL: Final = tuple(sorted({scale / part for scale in _SCREENS for part in (1, 2)}))


@dataclass(frozen=True, slots=True)
class Reading:
    """One hypothesis: pixels to a CSS pixel, how well the anchors agree, a value for each bit."""

    scale: float
    anchors: float
    values: list[float]


@dataclass(frozen=True, slots=True)
class _Peak:
    octave: Octave
    scale: float
    z: float
    place: int
    sign: float


class _View:
    """A part of the picture, at the reduction of an octave, ready to be folded at any scale."""

    def __init__(self, plane: Plane, octave: Octave) -> None:
        self.octave = octave
        self._sums = integral(plane)

    @cached_property
    def longest(self) -> int:
        return int(max(self._sums.shape)) - 1

    def slip(self, scale: float) -> float:
        """A step between scales so fine that the last cell is never half a cell from its place."""
        return 0.5 * CELL * scale / self.octave.factor / self.longest

    def best(self, scale: float) -> _Peak:
        z = _anchored(self.folded(scale))
        place = int(np.argmax(np.abs(z)))
        found = float(z.flat[place])
        return _Peak(self.octave, scale, abs(found), place, math.copysign(1, found))

    def folded(self, scale: float) -> Sums:
        """Every tile of the picture laid upon one, three bins to a cell."""
        cell = CELL * scale / self.octave.factor
        rows, columns = (_bounds(length - 1, cell) for length in self._sums.shape)
        bins = np.diff(np.diff(self._sums[np.ix_(rows, columns)], axis=0), axis=1)
        height, width = bins.shape
        folded: Sums = bins.reshape(height // _SIDE, _SIDE, width // _SIDE, _SIDE).sum((0, 2))
        return folded


def _bounds(length: int, cell: float) -> npt.NDArray[np.int_]:
    """Where bins begin, up to whole tiles; those past the end of the picture are empty."""
    tiles = math.ceil(length / cell / GRID)
    bounds = np.ceil(np.arange(tiles * _SIDE + 1) * (cell / _BINS) - 0.5)
    clipped: npt.NDArray[np.int_] = np.clip(bounds, 0, length).astype(np.int_)
    return clipped


def read(data: bytes) -> list[Reading]:
    """The likeliest readings, best first; empty when the picture is too small for any. A page's
    mark first; where it isn't sure, the one that a picture carries in its own pixels as well."""
    levels = levels_of(data)
    found = _readings(levels, ours, HYPOTHESES)
    if not found or found[0].anchors < _SURE:
        more = _readings(levels, drawn, _DRAWN)
        found = sorted([*found, *more], key=lambda one: -one.anchors)
    return found


def _readings(levels: Plane, ours: Callable[[Plane, Octave], Plane], most: int) -> list[Reading]:
    octaves = [one for one in OCTAVES if min(levels.shape) / one.factor >= 6 * CELL]
    windows = [
        _View(ours(centre(levels, _WINDOW * octave.factor), octave), octave) for octave in octaves
    ]
    peaks: list[_Peak] = []
    for scales in (_usual, _every):
        for window in windows:
            peaks = _kept([*peaks, *(window.best(scale) for scale in scales(window))], most)
        if peaks and peaks[0].z >= _SURE:
            break
    whole = {one: ours(levels, one) for one in {peak.octave for peak in peaks}}
    return [_reading(whole[peak.octave], peak) for peak in peaks]


def _usual(window: _View) -> Iterator[float]:
    """Screens as they are sold, whole or halved."""
    octave = window.octave
    yield from (scale for scale in _USUAL if octave.low <= scale < octave.high)


def _every(window: _View) -> Iterator[float]:
    octave = window.octave
    step = window.slip(octave.middle * octave.factor)
    count = math.ceil(math.log(octave.high / octave.low) / step)
    yield from (octave.low * math.exp(step * number) for number in range(count))


def _template() -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    signs, anchors = np.zeros((GRID, GRID)), iter(ANCHORS)
    for row in range(GRID):
        for column in range(GRID):
            if is_anchor(row, column):
                signs[row, column] = 1 if next(anchors) else -1
    fine = np.kron(signs, np.ones((_BINS, _BINS)))
    return np.conj(np.fft.rfft2(fine)), np.conj(np.fft.rfft2(np.abs(fine)))


_SIGNS, _PLACES = _template()
_OWN = np.array([not is_anchor(row, column) for row in range(GRID) for column in range(GRID)])


def _anchored(tile: Sums) -> Sums:
    """For each place where a tile may begin, how far the anchors' agreement is from chance."""
    agreement = np.fft.irfft2(np.fft.rfft2(tile) * _SIGNS, s=tile.shape)
    energy = np.fft.irfft2(np.fft.rfft2(tile * tile) * _PLACES, s=tile.shape)
    z: Sums = agreement / np.sqrt(np.maximum(energy, 1e-6)) / _BINS
    return z


def _kept(peaks: Iterable[_Peak], most: int) -> list[_Peak]:
    """The best few, none a neighbour of a better one."""
    kept: list[_Peak] = []
    for peak in sorted(peaks, key=lambda peak: -peak.z):
        if all(abs(math.log(peak.scale / other.scale)) > 0.015 for other in kept):
            kept.append(peak)
        if len(kept) == most:
            break
    return kept


def _reading(plane: Plane, peak: _Peak) -> Reading:
    """The same hypothesis over the whole picture, its scale found to a tenth of a cell."""
    size = _WINDOW
    while True:
        view = _View(centre(plane, size), peak.octave)
        reach = view.slip(peak.scale)
        tried = [peak.scale * (1 + reach * number / 5) for number in range(-6, 7)]
        peak = max((view.best(scale) for scale in tried), key=lambda one: one.z)
        if size >= max(plane.shape):
            break
        size *= 2
    row, column = divmod(peak.place, _SIDE)
    tile = np.roll(view.folded(peak.scale), (-row, -column), (0, 1))
    sums = tile.reshape(GRID, _BINS, GRID, _BINS).sum((1, 3)).ravel()[_OWN] * peak.sign
    return Reading(peak.scale, peak.z, _tempered(sums))


def _tempered(values: Sums) -> list[float]:
    """No single cell may weigh more than two ordinary ones, and their squares make 1."""
    ordinary = float(np.median(np.abs(values))) or 1.0
    calm = np.clip(values / ordinary, -2, 2)
    norm = float(np.sqrt((calm * calm).sum())) or 1.0
    return [float(value) for value in calm / norm]
