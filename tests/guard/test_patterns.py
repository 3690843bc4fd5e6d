"""No pattern of the guard backtracks without bound, on repetitions of what it looks for.

Every compiled pattern of the package is fed fragments cut from its own source, n, 4 n then 16 n
characters of them. From n to 4 n a linear pattern costs 4 times as much and a cubic one 64; from n
to 16 n a linear one 16 times as much and a quadratic one 256. Compared are processor times of the
same pattern, the smallest of several; what is too quick to measure passes.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import time
from typing import TYPE_CHECKING

import pytest

import toctoc.guard
from toctoc.guard.normalise import fold
from toctoc.guard.text.facts import events

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE = 500  # characters of the shortest text
STEPS = ((4, 24), (16, 80))  # times its length, and times its cost at most
BIG = 8e-3  # processor seconds of the longer text under which nothing is compared
_APART = frozenset({"toctoc.guard.presidio", "toctoc.guard.cli"})  # hold no pattern of their own
_ESCAPES = re.compile(r"\\[bBAZ]|\(\?(?:P<\w+>|[:=!]|<[=!])|\[\^?|[\]^$]")
_COUNTS = re.compile(r"\{\d*,?\d*\}|[?*+]\??")
_READ = {r"\d": "1", r"\s": " ", r"\w": "a", r"\.": ".", r"\n": "\n", r"\-": "-", "|": "\0"}


def _inside(value: object) -> Iterator[re.Pattern[str]]:
    """Patterns of strings in a module's variable, tables of tables opened."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, dict):
        yield from (p for v in value.values() for p in _inside(v))
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (p for v in value for p in _inside(v))


def _patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern of the package by the place it stands at, each once."""
    found: dict[re.Pattern[str], str] = {}
    for module in pkgutil.walk_packages(toctoc.guard.__path__, "toctoc.guard."):
        if module.name not in _APART:
            for name, value in vars(importlib.import_module(module.name)).items():
                for i, pattern in enumerate(_inside(value)):
                    found.setdefault(pattern, f"{module.name.removeprefix('toctoc.')}.{name}[{i}]")
    for word, patterns in events._triggers().items():
        for i, pattern in enumerate(patterns):
            found.setdefault(pattern, f"guard.text.facts.events.{word}[{i}]")
    return {place: pattern for pattern, place in found.items()}


PATTERNS = _patterns()
EVENTS = {p for patterns in events._triggers().values() for p in patterns}
TWELVE_WORDS = {"guard.text.facts.events._TAILING[0]"}  # never reads more
AT_A_WORD = {
    "guard.text.places.dwellings._HAMLET[0]"
}  # as the events': tried at one place of the text


def _fragments(pattern: re.Pattern[str]) -> list[str]:
    """Pieces that the pattern likes: its literals, its classes and both together, shuffled."""
    plain = _COUNTS.sub("", _ESCAPES.sub("", pattern.pattern))
    for escape, char in _READ.items():
        plain = plain.replace(escape, char)
    pieces = [p for p in re.split(r"[\0()]+", plain) if p][:400]
    rng = random.Random(len(plain))
    chosen = rng.sample(pieces, min(3, len(pieces)))
    chosen += ["".join(rng.sample(pieces, min(k, len(pieces)))) for k in (2, 4)]
    chosen += [f"{a} " for a in chosen[:2]] + ["1 ", "a", " ", "\n", "A-", "1.", "a, "]
    return list(dict.fromkeys(c for c in chosen if c))


def _cost(pattern: re.Pattern[str], text: str, repeats: int, *, once: bool) -> float:
    """Processor seconds to find every match (`once`: the one at the start), the least of some."""
    best = float("inf")
    for _ in range(repeats):
        began = time.process_time()
        if once:
            pattern.match(text)
        else:
            for _match in pattern.finditer(text):
                pass
        best = min(best, time.process_time() - began)
    return best


def _repeated(fragment: str, size: int) -> str:
    return (fragment * (size // len(fragment) + 1))[:size]


def _runs_away(
    pattern: re.Pattern[str], fragment: str, base: int = BASE, *, once: bool = False
) -> bool:
    """Whether a longer text costs far more than its length tells, each time it is tried."""
    short = _repeated(fragment, base)
    for times, most in STEPS:
        long = _repeated(fragment, base * times)
        if _cost(pattern, long, 1, once=once) >= BIG and all(
            _cost(pattern, long, 2, once=once) > most * _cost(pattern, short, 5, once=once)
            for _ in range(3)
        ):
            return True
    return False


def test_the_patterns_of_the_whole_package_are_collected() -> None:
    places = {place.split(".")[1] for place in PATTERNS}
    assert places >= {"text", "transpose", "rarity", "normalise", "repair", "shape"}
    assert len(PATTERNS) > 300


@pytest.mark.parametrize("place", [p for p in PATTERNS if p not in TWELVE_WORDS])
def test_no_pattern_runs_away(place: str) -> None:
    pattern = PATTERNS[place]
    fuzz = [f for piece in _fragments(pattern) for f in {piece, fold(piece)}]
    once = place in AT_A_WORD or pattern in EVENTS
    assert [f for f in fuzz if _runs_away(pattern, f, once=once)] == []


@pytest.mark.parametrize(("source", "base"), [("a*a*b", 100), ("a*b", 500)])
def test_a_pattern_that_runs_away_would_be_seen(source: str, base: int) -> None:
    assert _runs_away(re.compile(source), "a", base)
    assert not _runs_away(re.compile("a{1,3}b"), "a", base)
