"""What is hidden is replaced, never blurred: a solid fill, over the whole head for a face."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toctoc.guard.files.types import Box, Pixels, Rect, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

FILL: Final = (38, 44, 52)
_RIM: Final = 2  # pixels around: colours are stored by squares of two


def covered(pixels: Pixels, boxes: Iterable[Box]) -> Pixels:
    """A copy of `pixels` where each box and its rim are one colour."""
    return filled(pixels, (with_rim(box) for box in boxes))


def filled(pixels: Pixels, rects: Iterable[Rect]) -> Pixels:
    """A copy of `pixels` where each rectangle is one colour."""
    copy = pixels.copy()
    height, width = copy.shape[:2]
    for rect in rects:
        left, top = max(0, rect.left), max(0, rect.top)
        right, bottom = min(width, rect.left + rect.width), min(height, rect.top + rect.height)
        if right > left and bottom > top:
            copy[top:bottom, left:right] = FILL
    return copy


def with_rim(box: Box) -> Rect:
    """What is filled for a box, whose own margin its eye has chosen."""
    left, top, width, height = box.rect
    return Rect(left - _RIM, top - _RIM, width + 2 * _RIM, height + 2 * _RIM)


def cropped(pixels: Pixels, crop: Rect) -> Pixels:
    """The part of `pixels` within `crop`. Raises Refused("damaged") when there is none."""
    height, width = pixels.shape[:2]
    right, bottom = crop.left + crop.width, crop.top + crop.height
    if not (0 <= crop.left < right <= width and 0 <= crop.top < bottom <= height):
        raise Refused("damaged")
    return pixels[crop.top : bottom, crop.left : right]


def within(rect: Rect, others: Iterable[Rect], share: float = 0.5) -> bool:
    """Whether one of `others` covers at least `share` of `rect`."""
    area = max(1, rect.width * rect.height)
    return any(_common(rect, other) >= share * area for other in others)


def _common(one: Rect, other: Rect) -> int:
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    return max(0, across) * max(0, down)
