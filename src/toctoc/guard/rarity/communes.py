"""Populations: communes with their namesakes, postcodes, départements, régions."""

from __future__ import annotations

import zlib
from functools import cache
from typing import NamedTuple

from toctoc.guard import lexicon
from toctoc.guard.rarity.files import packed

UNKNOWN = 10_000  # a place of unknown size


class Commune(NamedTuple):
    """`people` live in it; `area` is its département number."""

    people: int
    area: str


@cache
def _sections() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for part in zlib.decompress(packed("communes.bin")).decode().split("\n["):
        name, _, body = part.lstrip("[").partition("]\n")
        lines = (line.partition("=") for line in body.rstrip("\n").split("\n"))
        found[name] = {key: value for key, _, value in lines}
    return found


def commune(name: str, hints: frozenset[str] = frozenset()) -> Commune | None:
    """The commune of that folded name: in a département of `hints` where one is, else the largest.

    With several namesakes in hinted départements, the smallest: each hint narrows. None for a city
    abroad or an unknown name.
    """
    spot = next(
        filter(None, (lexicon.place(lead + name) for lead in ("", "le ", "la ", "les "))), None
    )
    if spot is None or spot.abroad:
        return None
    namesakes = _sections()["namesakes"].get(spot.name, "")
    found = []
    for part in namesakes.split(";") if namesakes else ():
        people, _, area = part.partition(",")
        if area in hints:
            found.append(Commune(int(people), area))
    return min(found) if found else Commune(spot.population, spot.area)


def postcode(code: str) -> int:
    """People living under a postcode, 0 when unknown."""
    return int(_sections()["postcodes"].get(code, "0"))


def department(code: str) -> int:
    """People living in a département ("29", "2A", "974"), 0 when unknown."""
    return int(_sections()["departements"].get(code, "0"))


@cache
def regions() -> dict[str, tuple[int, tuple[str, ...]]]:
    """(people, départements) by name of région."""
    found: dict[str, tuple[int, tuple[str, ...]]] = {}
    for code in _sections()["departements"]:
        region = lexicon.area(code)[1]
        people, codes = found.get(region, (0, ()))
        found[region] = (people + department(code), (*codes, code))
    return found


@cache
def departments() -> dict[str, str]:
    """Name to number of the départements."""
    return {lexicon.area(code)[0]: code for code in _sections()["departements"]}
