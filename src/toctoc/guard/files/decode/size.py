"""What may come in, asked before anything is decoded."""

from __future__ import annotations

from toctoc.guard.files.types import Limits, Refused


def fits(width: int, height: int, limits: Limits) -> None:
    """Raises Refused: "damaged" (no size), "pixels" (too many), "ratio" (a ribbon)."""
    if width < 1 or height < 1:
        raise Refused("damaged")
    if width * height > limits.pixels:
        raise Refused("pixels")
    if max(width, height) > limits.ratio * min(width, height):
        raise Refused("ratio")


def scale(width: int, height: int, limits: Limits) -> float:
    """By how much a page of that size is reduced to be published; 1 when it is small enough."""
    return min(1.0, limits.side / max(width, height))
