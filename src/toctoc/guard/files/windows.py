"""Where the eyes have to look: not on an even margin, nor twice on pixels that did not change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from toctoc.guard.files.types import Pixels, Rect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.guard.files.types import Line

_EVEN: Final = 4  # grey levels from the corner's: less is no ink, not even pale
_MARGIN: Final = 64  # pixels left around what is drawn
_CHANGED: Final = 32  # grey levels: what a cover does, and the coder around it
_CELL: Final = 16  # pixels
_AROUND: Final = 4  # cells around what changed: the rest of a line, the edge of a head
_MOST: Final = 0.5  # part of the picture beyond which it is looked at as a whole
_KEPT: Final = 0.05  # part of a line that may have changed without being another line


def drawn(pixels: Pixels) -> list[Rect]:
    """The part of a page that is not an even border, with a margin; none where all is even."""
    height, width = pixels.shape[:2]
    corner = pixels[0, 0].astype(np.int16)
    low, high = (np.clip(corner + by, 0, 255).astype(np.uint8) for by in (-_EVEN, _EVEN))
    import cv2

    inked = cv2.inRange(pixels, low, high) == 0
    rows, columns = inked.any(axis=1), inked.any(axis=0)
    if not rows.any():
        return []
    (top, bottom), (left, right) = (_ends(line) for line in (rows, columns))
    return [_cut(left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN, width, height)]


def _ends(line: np.ndarray[Any, np.dtype[np.bool_]]) -> tuple[int, int]:
    return int(line.argmax()), len(line) - int(line[::-1].argmax())


def changed(before: Pixels, after: Pixels) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which pixels are no more those that were read."""
    import cv2

    apart = cv2.absdiff(before, after)
    return np.asarray(apart.max(axis=2) > _CHANGED, np.bool_)


def around(mask: np.ndarray[Any, np.dtype[np.bool_]]) -> list[Rect]:
    """Windows that hold what changed and what surrounds it; the whole where that is most of it."""
    import cv2

    height, width = mask.shape
    high, wide = -(-height // _CELL), -(-width // _CELL)
    padded = np.zeros((high * _CELL, wide * _CELL), np.bool_)
    padded[:height, :width] = mask
    cells = np.asarray(padded.reshape(high, _CELL, wide, _CELL).any(axis=(1, 3)), np.uint8)
    grown = cv2.dilate(cells, np.ones((2 * _AROUND + 1,) * 2, np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(grown)
    corners = [[int(v) * _CELL for v in (x, y, x + w, y + h)] for x, y, w, h, _ in stats[1:count]]
    merged = _merged([_cut(x0, y0, x1, y1, width, height) for x0, y0, x1, y1 in corners])
    if sum(rect.width * rect.height for rect in merged) > _MOST * width * height:
        return [Rect(0, 0, width, height)]
    return merged


def unchanged(lines: Sequence[Line], mask: np.ndarray[Any, np.dtype[np.bool_]]) -> list[Line]:
    """The lines whose pixels are still those that were read."""
    kept = []
    for line in lines:
        left, top, width, height = line.rect
        part = mask[max(top, 0) : top + height, max(left, 0) : left + width]
        if part.size and part.mean() < _KEPT:
            kept.append(line)
    return kept


def _merged(rects: list[Rect]) -> list[Rect]:
    """Rectangles none of which meets another."""
    left, kept = list(rects), []
    while left:
        one = left.pop()
        meets = next((other for other in left if _meet(one, other)), None)
        if meets is None:
            kept.append(one)
        else:
            left.remove(meets)
            left.append(_both(one, meets))
    return kept


def _meet(one: Rect, other: Rect) -> bool:
    return (
        one.left < other.left + other.width
        and other.left < one.left + one.width
        and one.top < other.top + other.height
        and other.top < one.top + one.height
    )


def _both(one: Rect, other: Rect) -> Rect:
    left, top = min(one.left, other.left), min(one.top, other.top)
    right = max(one.left + one.width, other.left + other.width)
    bottom = max(one.top + one.height, other.top + other.height)
    return Rect(left, top, right - left, bottom - top)


def _cut(left: int, top: int, right: int, bottom: int, width: int, height: int) -> Rect:
    left, top = max(left, 0), max(top, 0)
    return Rect(left, top, min(right, width) - left, min(bottom, height) - top)
