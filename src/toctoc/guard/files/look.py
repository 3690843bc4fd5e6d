"""Every eye on one picture. An eye that lacks or fails refuses the file: never a weaker guard."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from toctoc.guard.files.types import Box, Kind, Line, Pixels, Rect, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST: Final = 8  # pixels of the smaller side: below, nothing can be read nor recognised
_SMALL: Final = 0.1  # of the longest side: a head that the closest look alone may see


@dataclass(slots=True)
class Memory:
    """What a picture was when it was last looked at, what was read in it, and the heads found:
    pixels that did not change since are not read twice."""

    pixels: Pixels | None = None
    lines: list[Line] = field(default_factory=list)
    heads: list[Box] = field(default_factory=list)


def look(
    pixels: Pixels, known: Sequence[str], modality: str, memory: Memory | None = None
) -> list[Box]:
    """What could identify somebody in `pixels`, `known` being names to hide wherever they stand.

    memory: of the same picture before more of it was covered; it is brought up to date.
    Raises Refused("eyes").
    """
    height, width = pixels.shape[:2]
    if min(height, width) < LEAST:
        return []
    try:
        return _look(pixels, known, modality, Memory() if memory is None else memory)
    except MemoryError:
        raise Refused("heavy") from None
    except Exception:
        raise Refused("eyes") from None


def _look(pixels: Pixels, known: Sequence[str], modality: str, memory: Memory) -> list[Box]:
    from toctoc.guard.files import codes, faces, policy, windows, words

    again = memory.pixels is not None and memory.pixels.shape == pixels.shape
    if again:
        assert memory.pixels is not None
        mask = windows.changed(memory.pixels, pixels)
        places, already = windows.around(mask), windows.unchanged(memory.lines, mask)
    else:
        places, already = windows.drawn(pixels), []
    lines: list[Line] = []
    boxes: list[Box] = []
    for place in places:
        part = pixels[place.top : place.top + place.height, place.left : place.left + place.width]
        seen = words.read(part, [_line(line, -place.left, -place.top) for line in already])
        lines += [_line(line, place.left, place.top) for line in seen]
        found = codes.find(part)
        if not again:
            found += faces.find(part, modality)
        boxes += [_box(box, place.left, place.top) for box in found]
    if again:
        boxes += faces.find(pixels, modality, quick=not _any_small(memory.heads, pixels))
    size = (pixels.shape[1], pixels.shape[0])
    boxes += policy.judge(lines, known, modality, size)
    memory.pixels, memory.lines = pixels, [*already, *lines]
    memory.heads += [box for box in boxes if box.kind is Kind.FACE]
    return boxes


def _any_small(heads: Sequence[Box], pixels: Pixels) -> bool:
    return any(max(box.rect[2:]) < _SMALL * max(pixels.shape[:2]) for box in heads)


def _line(line: Line, across: int, down: int) -> Line:
    return replace(line, corners=tuple((x + across, y + down) for x, y in line.corners))


def _box(box: Box, across: int, down: int) -> Box:
    left, top, width, height = box.rect
    return replace(box, rect=Rect(left + across, top + down, width, height))
