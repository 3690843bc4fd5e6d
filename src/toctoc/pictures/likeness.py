"""Whether two pictures look alike: 64 bits that a new size, format or light does not change much.

The signs of the low frequencies of a small grey copy (a "perceptual hash"). Turned and mirrored
copies are compared too. It recognises a picture that comes again, not what it shows.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Grey = npt.NDArray[np.float64]
else:
    Grey = Any

NEAR: Final = 6  # bits that may differ
_SIDE, _LOW = 32, 8
# Standard deviation of the low frequencies under which there is nothing to recognise: a blank page.
_PLAIN: Final = 8.0


def of(webp: bytes) -> tuple[str, ...]:
    """The picture's hash, then those of its turned and mirrored copies; () for a plain one."""
    import numpy as np

    grey = _small(webp)
    found = []
    for turns in range(4):
        turned = np.rot90(grey, turns)
        found += [_hash(turned), _hash(turned[:, ::-1])]
    return tuple(found) if all(found) else ()


def alike(hashes: Iterable[str], banned: Iterable[str]) -> bool:
    """Whether one of `hashes` is near one of `banned`."""
    ours = [int(one, 16) for one in hashes]
    theirs = [int(one, 16) for one in banned]
    return any((a ^ b).bit_count() <= NEAR for a in ours for b in theirs)


def _small(webp: bytes) -> Grey:
    import numpy as np
    from PIL import Image

    # Our own fresh WebP, and no other decoder than that one.
    with Image.open(io.BytesIO(webp), formats=["WEBP"]) as picture:
        small = picture.convert("L").resize((_SIDE, _SIDE), Image.Resampling.BOX)
    return np.asarray(small, dtype=np.float64)


def _hash(grey: Grey) -> str:
    import numpy as np

    cosines = _cosines()
    low = (cosines @ grey @ cosines.T).ravel()[1:]  # without the mean
    if float(np.std(low)) < _PLAIN:
        return ""
    bits = low > np.median(low)
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):016x}"


@cache
def _cosines() -> Grey:
    """The first rows of the discrete cosine transform, orthonormal."""
    import numpy as np

    rows, columns = np.arange(_LOW)[:, None], np.arange(_SIDE)[None, :]
    cosines: Grey = np.cos(np.pi * rows * (2 * columns + 1) / (2 * _SIDE)) * (2 / _SIDE) ** 0.5
    cosines[0] /= 2**0.5
    return cosines
