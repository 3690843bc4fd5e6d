"""The only thing that leaves: a WebP made of pixels alone, with nothing before, after or beside."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from toctoc.guard.files.types import Pixels, Refused

if TYPE_CHECKING:
    from PIL import Image

QUALITY: Final = 85
DRAFT_QUALITY: Final = 92  # read again after its author's decisions, then made once more
_EFFORT: Final = 2  # of libwebp, 0 to 6: 3 takes twice the time for 4 % fewer bytes


def encode(pixels: Pixels, quality: int = QUALITY) -> bytes:
    """A fresh WebP of `pixels`."""
    from PIL import Image

    held = io.BytesIO()
    Image.fromarray(pixels).save(
        held, "WEBP", quality=quality, method=_EFFORT, exif=b"", xmp=b"", icc_profile=None
    )
    return held.getvalue()


def decoded(webp: bytes) -> Pixels:
    """The pixels of a derivative or a draft, as a reader sees them.

    Raises Refused("damaged").
    """
    import numpy as np

    try:
        return np.array(_opened(webp).convert("RGB"), dtype=np.uint8)
    except Exception:
        raise Refused("damaged") from None


def _opened(webp: bytes) -> Image.Image:
    from PIL import Image

    return Image.open(io.BytesIO(webp), formats=["WEBP"])


def size(webp: bytes) -> tuple[int, int]:
    """(width, height) of a derivative, after a check that one still picture is all it holds.

    Without a library: the parent asks it of what comes out of the jail. Raises Refused("jail").
    """
    data = webp[20:]
    sound = (
        webp[:4] == b"RIFF"
        and int.from_bytes(webp[4:8], "little") == len(webp) - 8
        and webp[8:16] == b"WEBPVP8 "  # lossy, no alpha, no animation, no EXIF, XMP or profile
        and len(data) >= 10
    )
    length = int.from_bytes(webp[16:20], "little")
    if not sound or length + length % 2 != len(data):
        raise Refused("jail")
    if data[0] & 1 or data[3:6] != b"\x9d\x01\x2a":
        raise Refused("jail")
    across, down = (int.from_bytes(data[at : at + 2], "little") & 0x3FFF for at in (6, 8))
    return across, down
