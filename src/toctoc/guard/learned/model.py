"""The learned model: one hidden layer over hashed features, in whole numbers and pure Python."""

from __future__ import annotations

import json
import zlib
from array import array
from functools import cache, lru_cache
from importlib import resources
from math import exp
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from toctoc.guard.learned import features

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.guard.text.doc import Doc

_UNLIKELY = -4.0  # log odds of a token and its neighbours under which it is left there


class Weights(NamedTuple):
    """`table` holds `hidden` signed bytes a row, worth `scale` each."""

    table: memoryview
    hidden: int
    scale: float
    bias: list[float]
    identifies: list[float]  # weight of each hidden unit, then the bias
    kinds: dict[str, list[float]]


def unpack(packed: bytes) -> Weights:
    """Read what `pack` wrote."""
    head, _, body = zlib.decompress(packed).partition(b"\n")
    told = json.loads(head)
    return Weights(
        memoryview(body).cast("b"),
        told["hidden"],
        told["scale"],
        told["bias"],
        told["identifies"],
        told["kinds"],
    )


@cache
def weights() -> Weights:
    """The model that ships, read once."""
    return unpack(resources.files("toctoc.guard").joinpath("data/learned.bin").read_bytes())


def forget() -> None:
    """Drop the sums kept of another model."""
    _word.cache_clear()
    _near.cache_clear()
    _frame.cache_clear()


def _sum(rows: Iterable[int]) -> list[int]:
    told = weights()
    table, n = told.table, told.hidden
    return list(map(sum, zip(*[table[r * n : r * n + n] for r in rows], strict=True)))


@lru_cache(maxsize=8192)
def _word(text: str, low: str) -> array[int]:
    return array("i", _sum(features.word_rows(text, low)))


@lru_cache(maxsize=16384)
def _near(text: str, low: str, slot: int) -> array[int]:
    return array("i", _sum(features.near_rows(text, low, slot)))


@lru_cache(maxsize=16384)
def _frame(*frame: str) -> array[int]:
    return array("i", _sum(features.frame_rows(*frame)))


def _units(parts: list[Iterable[int]]) -> list[float]:
    """The hidden layer, and a one for the bias of what reads it."""
    told = weights()
    scale = told.scale
    totals = map(sum, zip(*parts, strict=True))
    units = [max(0.0, scale * t + bias) for t, bias in zip(totals, told.bias, strict=True)]
    units.append(1.0)
    return units


def _weighed(units: list[float], column: list[float]) -> float:
    total: float = sum(map(mul, units, column))
    return total


def _beside(doc: Doc, index: int) -> list[Iterable[int]]:
    """What the token and its neighbours add up to."""
    tokens, last = doc.tokens, len(doc.tokens)
    parts: list[Iterable[int]] = [_word(tokens[index].text, tokens[index].low)]
    for slot, offset in enumerate(features.OFFSETS):
        at = index + offset
        if 0 <= at < last:
            parts.append(_near(tokens[at].text, tokens[at].low, slot))
        else:
            parts.append(_near(features.EDGE, features.EDGE, slot))
    return parts


def _placed(doc: Doc, index: int, ends: dict[int, int]) -> list[Iterable[int]]:
    """What its place in the sentence and in the line adds."""
    rows = features.beside_rows(doc, index) + features.line_rows(doc, index)
    return [_frame(*features.frame(doc, index, features.phrase(doc, index, ends))), _sum(rows)]


def judge(doc: Doc, index: int, ends: dict[int, int]) -> tuple[float, str]:
    """(probability that the token is part of a direct identifier, its likeliest kind).

    A token that its word and its neighbours make unlikely gets (0, "") without a look at its place
    in the line. `ends` remembers what `features.phrase` looked up in this text.
    """
    told = weights()
    parts = _beside(doc, index)
    if _weighed(_units(parts), told.identifies) < _UNLIKELY:
        return 0.0, ""
    units = _units(parts + _placed(doc, index, ends))
    odds = _weighed(units, told.identifies)
    if odds < 0:
        return 0.0, ""
    best = max(told.kinds, key=lambda kind: _weighed(units, told.kinds[kind]))
    return 1 / (1 + exp(-min(odds, 30.0))), best


def nothing(doc: Doc, index: int) -> float:
    """Probability that the token is part of no detail of any kind, direct or not."""
    told = weights()
    units = _units(_beside(doc, index) + _placed(doc, index, {}))
    odds = {kind: _weighed(units, column) for kind, column in told.kinds.items()}
    return 1 / sum(exp(min(o - odds[""], 30.0)) for o in odds.values())
