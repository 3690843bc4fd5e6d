"""The French population by age and sex (INSEE's pyramid, rounded by hand: see data/SOURCES.md)."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import accumulate

from toctoc.guard.rarity.files import rows

OLDEST = 106.0


@cache
def _running() -> dict[str, list[float]]:
    """People under each age, by sex."""
    table = list(rows("pyramid"))
    return {
        sex: [0.0, *accumulate(float(row[column]) for row in table)]
        for sex, column in (("M", "men"), ("F", "women"))
    }


def _under(sex: str, age: float) -> float:
    running = _running()[sex]
    age = min(max(age, 0.0), OLDEST)
    whole = min(int(age), len(running) - 2)
    return running[whole] + (age - whole) * (running[whole + 1] - running[whole])


@lru_cache(maxsize=4096)
def people(sex: str, low: float, high: float) -> float:
    """How many people of `sex` ("M" or "F") in France are aged `low` <= age < `high` years."""
    return _under(sex, high) - _under(sex, low)


@cache
def total() -> float:
    """The population of France."""
    return people("M", 0, OLDEST) + people("F", 0, OLDEST)
