"""Every eye on one picture. An eye that lacks or fails refuses the file: never a weaker guard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toctoc.guard.files.types import Box, Pixels, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST: Final = 8  # pixels of the smaller side: below, nothing can be read nor recognised


def look(pixels: Pixels, known: Sequence[str], modality: str) -> list[Box]:
    """What could identify somebody in `pixels`, `known` being names to hide wherever they stand.

    Raises Refused("eyes").
    """
    height, width = pixels.shape[:2]
    if min(height, width) < LEAST:
        return []
    try:
        from toctoc.guard.files import codes, faces, policy, words

        lines = words.read(pixels)
        return [
            *faces.find(pixels, modality),
            *policy.judge(lines, known, modality, (width, height)),
            *codes.find(pixels),
        ]
    except MemoryError:
        raise Refused("heavy") from None
    except Exception:
        raise Refused("eyes") from None
