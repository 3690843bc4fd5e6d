"""The pages of one file, of which a single one is held as pixels at a time."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

import numpy as np

from toctoc.guard.files.types import Page, Pixels, Refused

if TYPE_CHECKING:
    from toctoc.guard.files.types import Limits


class _Packed(NamedTuple):
    """A page as the quickest lossless compression has it: drawn pages shrink fifty times."""

    shape: tuple[int, ...]
    bytes: bytes
    page: int
    frame: int


class Sheets(Sequence[Page]):
    """Twenty scanned sheets as pixels would take more memory than all that looks at them."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._total = 0
        self._packed: list[_Packed] = []
        self._last: Page | None = None

    def add(self, pixels: Pixels, page: int = 0, frame: int = 0) -> None:
        """One page more. Raises Refused("pixels") when all, as published, are too much."""
        self._total += pixels.shape[0] * pixels.shape[1]
        if self._total > 1.5 * self._limits.pixels:
            raise Refused("pixels")
        if self._last is not None:
            self._packed.append(_packed(self._last))
        self._last = Page(pixels, page, frame)

    def __len__(self) -> int:
        return len(self._packed) + (self._last is not None)

    @overload
    def __getitem__(self, at: int) -> Page: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Page, ...]: ...
    def __getitem__(self, at: int | slice) -> Page | tuple[Page, ...]:
        if isinstance(at, slice):
            return tuple(self[number] for number in range(*at.indices(len(self))))
        number = range(len(self))[at]
        if number == len(self._packed):
            assert self._last is not None
            return self._last
        held = self._packed[number]
        flat = np.frombuffer(zlib.decompress(held.bytes), np.uint8)
        return Page(flat.reshape(held.shape), held.page, held.frame)


def _packed(page: Page) -> _Packed:
    pixels = np.ascontiguousarray(page.pixels)
    return _Packed(pixels.shape, zlib.compress(pixels.data, 1), page.page, page.frame)
