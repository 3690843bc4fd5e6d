"""Bar codes and square codes: a wristband's or a label's says who wears it.

What was read is hidden; what only looks like a code is asked. Its content is never kept.
0.1 s of one core on 4 megapixels.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from toctoc.guard.files.blocks import blocks
from toctoc.guard.files.types import Box, Decision, Kind, Pixels, Rect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Corners = Sequence[tuple[float, float]]

_SMALLEST: Final = 20  # pixels: a code narrower than this can't be read by anybody
_CONTRAST: Final = 35.0  # standard deviation of a code's grey levels, at least; textures have less
_COLOUR: Final = 24  # grey levels between the channels of what is printed in black
_MARGIN: Final = 0.08  # of the code's side: quiet zones and the digits' first row
_READ, _GUESSED = 1.0, 0.5


def find(pixels: Pixels) -> list[Box]:
    """Codes to cover, wherever and however turned; an undecoded one is asked about."""
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    boxes: list[Box] = []
    soft = [c for c in blocks(grey, blurred=True) if _without_colour(pixels, c)]
    guessed = ((corners, False) for corners in (*blocks(grey), *soft))
    seen = (*_square_and_bar(grey), *_bars(pixels), *_finder_patterns(grey), *guessed)
    for corners, decoded in seen:
        rect = _rect(corners, pixels.shape[1], pixels.shape[0])
        if rect is None or not (decoded or _like_a_code(grey, rect)):
            continue
        decision = Decision.HIDE if decoded else Decision.ASK
        score, why = (_READ, "code") if decoded else (_GUESSED, "code_unread")
        boxes.append(Box(Kind.CODE, rect, decision, score, why))
    return _once(boxes)


def _square_and_bar(grey: np.ndarray[Any, Any]) -> Iterator[tuple[Corners, bool]]:
    """zxing's, at full size and at half, where what blurs or noises a large code is smoothed."""
    import cv2
    import zxingcpp

    halved = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    for picture, scale in ((grey, 1), (halved, 2)):
        for code in zxingcpp.read_barcodes(picture, return_errors=True):
            at = code.position
            corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
            points = [(p.x * scale, p.y * scale) for p in corners]
            if code.valid or (0, 0) not in points:  # half a code that failed has such corners
                yield points, bool(code.valid)


@functools.cache
def _detectors() -> tuple[Any, Any]:
    import cv2

    return cv2.barcode.BarcodeDetector(), cv2.QRCodeDetector()


def _bars(pixels: Pixels) -> Iterator[tuple[Corners, bool]]:
    """OpenCV's bars, which blur does not stop."""
    read, texts, _, corners = _detectors()[0].detectAndDecodeWithType(pixels)
    if corners is None:
        return
    for i, quad in enumerate(corners):
        said = bool(read and i < len(texts) and texts[i])
        yield [(float(x), float(y)) for x, y in quad], said


def _finder_patterns(grey: np.ndarray[Any, Any]) -> Iterator[tuple[Corners, bool]]:
    """QR codes whose three eyes are seen even where the rest can't be read."""
    found, corners = _detectors()[1].detectMulti(grey)
    for quad in corners if found else ():
        yield [(float(x), float(y)) for x, y in quad], False


def _rect(corners: Corners, width: int, height: int) -> Rect | None:
    """The upright rectangle around a code, with a margin, cut to the picture."""
    across, down = zip(*corners, strict=True)
    margin = _MARGIN * max(max(across) - min(across), max(down) - min(down))
    left, top = max(int(min(across) - margin), 0), max(int(min(down) - margin), 0)
    right = min(int(max(across) + margin) + 1, width)
    bottom = min(int(max(down) + margin) + 1, height)
    if max(right - left, bottom - top) < _SMALLEST or right <= left or bottom <= top:
        return None
    return Rect(left, top, right - left, bottom - top)


def _without_colour(pixels: Pixels, corners: Corners) -> bool:
    """Whether it is black, grey and white, as cells under a microscope are not."""
    rect = _rect(corners, pixels.shape[1], pixels.shape[0])
    if rect is None:
        return False
    cut = pixels[rect.top : rect.top + rect.height, rect.left : rect.left + rect.width]
    return float(np.median(np.ptp(cut.astype(np.int16), axis=2))) < _COLOUR


def _like_a_code(grey: np.ndarray[Any, Any], rect: Rect) -> bool:
    """Black on white, and not a flat patch that a texture was taken for."""
    cut = grey[rect.top : rect.top + rect.height, rect.left : rect.left + rect.width]
    return bool(cut.size and float(cut.std()) > _CONTRAST)


def _once(boxes: list[Box]) -> list[Box]:
    """Without those that lie within another: what was read first, then the larger."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda b: (-b.score, -b.rect.width * b.rect.height)):
        if not any(_within(box.rect, other.rect) for other in kept):
            kept.append(box)
    return kept


def _within(one: Rect, other: Rect) -> bool:
    wide = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    high = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    return wide > 0 and high > 0 and wide * high > 0.7 * one.width * one.height
