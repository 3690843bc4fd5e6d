"""The coloured grid of an ECG, which cuts what is printed over it into pieces."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from toctoc.guard.files.types import Pixels

_SIDE: Final = 1600  # pixels looked at, in the middle of the picture
_STROKE: Final = 7  # pixels
_SEEN: Final = 2.5  # grey levels: mean stroke that the darkest channel has and the lightest lacks


def without_grid(pixels: Pixels) -> Pixels | None:
    """The picture by its lightest channel, where pink lines are paper and black ink stays ink;
    None where no grid is seen."""
    import cv2

    height, width = pixels.shape[:2]
    top, left = max((height - _SIDE) // 2, 0), max((width - _SIDE) // 2, 0)
    middle = pixels[top : top + _SIDE, left : left + _SIDE]
    kernel = np.ones((_STROKE, _STROKE), np.uint8)

    def strokes(grey: np.ndarray[Any, Any]) -> float:
        return float(cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, kernel).mean())

    if strokes(middle.min(axis=2)) - strokes(middle.max(axis=2)) < _SEEN:
        return None
    return np.repeat(pixels.max(axis=2)[..., None], 3, axis=2)
