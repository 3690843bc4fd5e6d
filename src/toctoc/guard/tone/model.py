"""A linear model on letters and words: a second ear for what no rule says.

Each word brings its letters by 2 to 5 (summed once a word, so that a text costs a look-up a word),
each pair of words one row of the table; a row is one signed byte.
"""

from __future__ import annotations

import json
import zlib
from functools import cache, lru_cache
from importlib import resources
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from toctoc.guard.tone.lexicon import WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = 16384
GRAMS = (2, 3, 4, 5)  # letters
EDGE = "<>"  # stands before the first word and after the last


class Weights(NamedTuple):
    """`table` holds a signed byte a row, worth `scale`."""

    table: memoryview
    scale: float
    bias: float
    sure: float  # log odds from which a sentence is remarked on


def word_rows(word: str) -> list[int]:
    """Rows for one word: itself and its letters, with where it begins and ends."""
    padded = f"<{word}>"
    size = len(padded)
    grams = [padded[i : i + n] for n in GRAMS for i in range(size - n + 1)]
    return [crc32(g.encode()) % ROWS for g in (f"w{word}", *grams)]


def pair_row(first: str, second: str) -> int:
    """The row of two words in a row."""
    return crc32(f"{first} {second}".encode()) % ROWS


def pairs(words: list[str]) -> Iterator[tuple[str, str]]:
    """Each word with the next, and the edges."""
    return zip([EDGE, *words], [*words, EDGE], strict=True)


@cache
def weights() -> Weights:
    """The model that ships, read once."""
    packed = resources.files("toctoc.guard").joinpath("data/tone.bin").read_bytes()
    head, _, body = zlib.decompress(packed).partition(b"\n")
    told = json.loads(head)
    return Weights(memoryview(body).cast("b"), told["scale"], told["bias"], told["sure"])


@lru_cache(maxsize=8192)
def _word(word: str) -> tuple[int, int]:
    """The sum of the word's rows, and how many they are."""
    table, rows = weights().table, word_rows(word)
    return sum(table[row] for row in rows), len(rows)


def odds(low: str) -> float:
    """Log odds that a folded sentence is contempt."""
    told = weights()
    words = WORD.findall(low)
    total, count = 0, len(words) + 1
    for word in words:
        worth, rows = _word(word)
        total += worth
        count += rows
    total += sum(told.table[pair_row(*pair)] for pair in pairs(words))
    return told.bias + told.scale * total / sqrt(count)
