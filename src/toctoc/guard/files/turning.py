"""Which way a short line lies: as the long lines of its page do.

A two-figure value upside down is another value ("99", "66"), and one on its side is nearly square:
alone, neither says which way it was printed. Sheets, screens and pages are printed one way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

_LONG: Final = 4.0  # times as wide as high: such a line says which way it lies
_VOTES: Final = 5  # long lines, at least, before they speak for the others
_AGREE: Final = 0.8  # of them

Size = tuple[float, float]  # across and down


def lies_on_its_side(sizes: Sequence[Size]) -> bool:
    """Whether the long lines of a page run up or down."""
    tall = sum(down > _LONG * across for across, down in sizes)
    wide = sum(across > _LONG * down for across, down in sizes)
    return _speaks(tall, tall + wide)


def upside_down(crops: Sequence[np.ndarray], alone: Sequence[bool]) -> list[bool]:
    """`alone`: what each line, laid flat, seems to be by itself. Short ones follow long ones."""
    long = [crop.shape[1] > _LONG * crop.shape[0] for crop in crops]
    heads = sum(head for head, wide in zip(alone, long, strict=True) if wide)
    said = list(alone)
    for way, votes in ((True, heads), (False, sum(long) - heads)):
        if _speaks(votes, sum(long)):
            said = [head if wide else way for head, wide in zip(alone, long, strict=True)]
    return said


def _speaks(votes: int, all_votes: int) -> bool:
    return votes >= _VOTES and votes >= _AGREE * all_votes
