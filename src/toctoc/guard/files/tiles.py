"""Where in a large picture print may be too fine for the first look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from toctoc.guard.files.types import Pixels

if TYPE_CHECKING:
    from collections.abc import Sequence

Bounds = tuple[int, int, int, int]  # left, top, right, bottom

Cells = np.ndarray[Any, np.dtype[np.bool_]]

_CELL: Final = 32  # pixels
_STROKE: Final = 9  # pixels: a stroke of fine print is narrower
_CONTRAST: Final = 40  # of 255
_DENSE = (0.06, 0.75)  # part of a cell that strokes cover, where it holds print
_ROW: Final = 3  # cells side by side: print runs in lines
_AT_MOST: Final = 3  # tiles; each costs about 0.5 s
_TILE: Final = 640  # pixels
_FINE: Final = 24  # pixels: a line higher than this, at full size, was seen by the first look


def fine_print(pixels: Pixels, seen: Sequence[Bounds], reduced: float) -> list[Bounds]:
    """Tiles to look at again at full size, the densest first. `seen` are the lines found by the
    first look, which was `reduced` times smaller."""
    cells = _cells(pixels)
    for left, top, right, bottom in seen:
        if bottom - top > _FINE * reduced / 2:
            cells[top // _CELL : bottom // _CELL + 1, left // _CELL : right // _CELL + 1] = False
    height, width = pixels.shape[:2]
    tiles: list[Bounds] = []
    while len(tiles) < _AT_MOST and cells.sum() >= _ROW:
        best = _densest(cells)
        if best is None:
            break
        row, column = best
        span = _TILE // _CELL
        cells[row : row + span, column : column + span] = False
        left, top = column * _CELL, row * _CELL
        tiles.append((left, top, min(left + _TILE, width), min(top + _TILE, height)))
    return tiles


def _cells(pixels: Pixels) -> Cells:
    """Which cells hold thin, contrasted strokes, neither too few nor a texture, in a row."""
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (_STROKE, _STROKE))
    dark = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, kernel)
    light = cv2.morphologyEx(grey, cv2.MORPH_TOPHAT, kernel)
    strokes = (np.maximum(dark, light) > _CONTRAST).astype(np.float32)
    height, width = grey.shape
    high, wide = -(-height // _CELL), -(-width // _CELL)
    padded = np.zeros((high * _CELL, wide * _CELL), np.float32)
    padded[:height, :width] = strokes
    part = padded.reshape(high, _CELL, wide, _CELL).mean(axis=(1, 3))
    held = (part > _DENSE[0]) & (part < _DENSE[1])
    row = np.ones((1, _ROW), np.uint8)
    column = np.ones((_ROW, 1), np.uint8)
    lying = cv2.morphologyEx(held.astype(np.uint8), cv2.MORPH_OPEN, row)
    standing = cv2.morphologyEx(held.astype(np.uint8), cv2.MORPH_OPEN, column)
    return np.asarray((lying > 0) | (standing > 0), np.bool_)


def _densest(
    cells: Cells,
) -> tuple[int, int] | None:
    """The row and column of the tile that holds most of the cells left."""
    import cv2

    span = _TILE // _CELL
    counts = cv2.boxFilter(
        cells.astype(np.float32), -1, (span, span), anchor=(0, 0), normalize=False,
        borderType=cv2.BORDER_CONSTANT,
    )  # fmt: skip
    row, column = np.unravel_index(int(counts.argmax()), counts.shape)
    if counts[row, column] < _ROW:
        return None
    return int(row), int(column)
