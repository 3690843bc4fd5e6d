"""What may come in, asked before anything is decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard.files.types import Limits, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.guard.files.types import Page


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


def sum_fits(pages: Sequence[Page], limits: Limits) -> None:
    """Raises Refused("pixels") when the pages, as they are published, are too much together."""
    if sum(page.pixels.shape[0] * page.pixels.shape[1] for page in pages) > 1.5 * limits.pixels:
        raise Refused("pixels")
