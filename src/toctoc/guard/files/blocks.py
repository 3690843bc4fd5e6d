"""Places that look like a square code that no reader decodes: blurred, torn, too small."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

_SIDE: Final = 1200  # longest side looked at, in pixels
_WINDOW: Final = 21  # pixels: some modules of a code
_INK = (0.3, 0.72)  # part of a window that is dark; print has less
_CONTRAST: Final = 50  # grey levels between dark and light
_BUSY: Final = (0.1, 0.08)  # mean step between neighbours, of the contrast; of a blurred code
_FULL: Final = 0.7  # part of its own rectangle that a code fills
_JOIN: Final = 9  # pixels closed between parts
_WIDE_JOIN: Final = 27  # joins the rows of a PDF417 and its borders
_LONG: Final = 1.6  # what the wide join makes is at least that much longer than high
_SMALLEST: Final = 36  # pixels, the shorter side at that size
_RING: Final = 10  # pixels around it that must be light and even
_EVEN: Final = 0.22  # of the contrast

Grey = np.ndarray[Any, Any]


def blocks(grey: Grey, *, blurred: bool = False) -> list[list[tuple[float, float]]]:
    """Corners of each dense black and white rectangle that stands on a light, even ground.
    `blurred`: softer ones too, which other things may be."""
    import cv2

    height, width = grey.shape
    scale = min(1.0, _SIDE / max(height, width))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    dense = _dense(small, _BUSY[blurred]).astype(np.uint8)
    found = []
    joins = (_JOIN,) if blurred else (_JOIN, _WIDE_JOIN)
    for gap, outline in ((join, one) for join in joins for one in _outlines(dense, join)):
        middle, (wide, high), angle = cv2.minAreaRect(outline)
        if gap == _WIDE_JOIN and max(wide, high) < _LONG * min(wide, high):
            continue
        if min(wide, high) < _SMALLEST or cv2.contourArea(outline) < _FULL * wide * high:
            continue
        if _stands_alone(small, (middle, (wide, high), angle)):
            corners = cv2.boxPoints((middle, (wide, high), angle))
            found.append([(float(x) / scale, float(y) / scale) for x, y in corners])
    return found


def _outlines(dense: np.ndarray[Any, Any], join: int) -> list[Any]:
    import cv2

    closed = cv2.morphologyEx(dense, cv2.MORPH_CLOSE, np.ones((join, join), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((15, 15), np.uint8))
    return list(cv2.findContours(opened, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0])


def _dense(grey: Grey, least: float) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Where a window is half dark, half light, and changes often."""
    import cv2

    kernel = np.ones((_WINDOW, _WINDOW), np.uint8)
    low, high = cv2.erode(grey, kernel), cv2.dilate(grey, kernel)
    contrast = np.maximum(high.astype(np.float32) - low, 1)
    ink = 1 - (cv2.blur(grey.astype(np.float32), (_WINDOW, _WINDOW)) - low) / contrast
    steps = np.zeros(grey.shape, np.float32)
    steps[:, 1:] += np.abs(np.diff(grey.astype(np.float32), axis=1))
    steps[1:] += np.abs(np.diff(grey.astype(np.float32), axis=0))
    busy = cv2.blur(steps, (_WINDOW, _WINDOW)) / contrast
    dense = (contrast > _CONTRAST) & (ink > _INK[0]) & (ink < _INK[1]) & (busy > least)
    return np.asarray(dense, np.bool_)


def _stands_alone(grey: Grey, rect: Any) -> bool:
    """Whether a light, even ring surrounds it: the quiet zone of a code, not of a texture."""
    import cv2

    middle, (wide, high), angle = rect
    masks = []
    for margin in (_WINDOW // 2, _WINDOW // 2 + _RING):
        corners = cv2.boxPoints((middle, (wide + 2 * margin, high + 2 * margin), angle))
        mask = np.zeros(grey.shape, np.uint8)
        cv2.fillConvexPoly(mask, corners.astype(np.int32), 1)
        masks.append(mask)
    inside, around = grey[masks[0] > 0], grey[(masks[1] > 0) & (masks[0] == 0)]
    if not inside.size or not around.size:
        return False
    dark, light = np.percentile(inside, (5, 95))
    contrast = max(float(light) - float(dark), 1.0)
    return bool(around.std() < _EVEN * contrast and np.median(around) > dark + 0.6 * contrast)
