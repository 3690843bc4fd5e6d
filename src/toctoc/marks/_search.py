"""Every member of every day against what a picture or a typed code shows. No Django here.

Under a key that nobody outside knows, the bits of members who never saw the page are coin tosses.
Hoeffding's inequality then bounds the chance that one of them scores `z`, whatever the picture
holds, by exp(-z²/2), and the chance that any of those tested does by that many times as much.
Nothing is assumed about noise: the bound needs no calibration.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from .digests import digests, number, pattern
from .types import CODES

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Best = tuple[float, str, str]  # score, day, person
KEPT = 5
_BATCH = 20_000


def by_code(keys: Mapping[str, bytes], people: Sequence[str], code: int) -> list[Best]:
    """Whose code this was: nearly always one of one day, or none."""
    return [
        (math.inf, day, person)
        for day, key in keys.items()
        for person, digest in zip(people, digests(key, people), strict=True)
        if number(digest) == code
    ]


def by_values(
    keys: Mapping[str, bytes], people: Sequence[str], readings: Sequence[Sequence[float]]
) -> list[Best]:
    """The members whose bits agree best with any of the readings, best first."""
    import numpy as np

    values = np.asarray(readings, np.float32).T
    best: list[Best] = []
    for day, key in keys.items():
        for first, scores in _scores(key, people, values):
            places = [int(place) for place in np.argsort(scores)[-KEPT:]]
            best += [(float(scores[place]), day, people[first + place]) for place in places]
        best = heapq.nlargest(KEPT, best)
    return best


def _scores(
    key: bytes, people: Sequence[str], values: npt.NDArray[np.float32]
) -> Iterator[tuple[int, npt.NDArray[np.float32]]]:
    """Batch by batch: the rank of its first member, and the best score of each."""
    import numpy as np

    for first in range(0, len(people), _BATCH):
        batch = people[first : first + _BATCH]
        packed = b"".join(pattern(digest) for digest in digests(key, batch))
        bits = np.unpackbits(np.frombuffer(packed, np.uint8)).reshape(len(batch), -1)
        # A bit b stands for 2b - 1: twice the sum over ones, less the sum of all.
        agreement = 2 * (bits.astype(np.float32) @ values) - values.sum(0)
        yield first, agreement.max(1)


def odds_of(score: float, tested: int) -> float:
    """At most this chance that somebody who never saw the page scores as much, of `tested`."""
    if math.isinf(score):
        return min(1.0, tested / CODES)
    positive = max(score, 0.0)
    return min(1.0, tested * math.exp(-positive * positive / 2))
