"""Names, places, drugs and eponyms, read lazily from one compact file.

A lexicon is a feature, never a verdict: "Rose", "Boulanger" and "Paris" are in it.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from toctoc.guard.normalise import key


class Word(NamedTuple):
    """`first` and `last`: frequency classes 0 (absent) to 4 as a name; `common`: a French word."""

    first: int
    last: int
    common: bool


class Place(NamedTuple):
    """A commune or foreign city; `area` is a département number or a country code."""

    name: str
    population: int
    area: str

    @property
    def abroad(self) -> bool:
        """Whether the city stands outside France."""
        return self.area.isalpha()


_SAINTS = {"st": "saint", "ste": "sainte"}
_NOTHING = Word(0, 0, False)
_STEP = 1024  # bytes between two names of the index


@cache
def _sections() -> dict[str, bytes]:
    packed = resources.files("toctoc.guard").joinpath("data/lexicon.bin").read_bytes()
    found: dict[str, bytes] = {}
    for part in zlib.decompress(packed).split(b"\n["):
        name, _, body = part.lstrip(b"[").partition(b"]\n")
        found[name.decode()] = body.rstrip(b"\n")
    return found


@cache
def _steps(section: str) -> tuple[list[bytes], list[int]]:
    """The name at one line in every step of a section, and where that line starts."""
    blob = _sections()[section]
    starts = [0]
    while (at := blob.find(b"\n", starts[-1] + _STEP)) >= 0:
        starts.append(at + 1)
    return [blob[at : blob.find(b"=", at)] for at in starts], [*starts, len(blob)]


def _look_up(section: str, name: str) -> str | None:
    """The value of `name=value` in the sorted lines of a section."""
    blob, (names, starts) = _sections()[section], _steps(section)
    line = b"\n%b=" % name.encode()
    step = bisect_right(names, line[1:-1]) - 1
    if step < 0:
        return None
    if names[step] == line[1:-1]:
        at = starts[step] + len(line) - 1
    else:
        at = blob.find(line, starts[step], starts[step + 1])
        if at < 0:
            return None
        at += len(line)
    stop = blob.find(b"\n", at)
    return blob[at : stop if stop >= 0 else len(blob)].decode()


@lru_cache(maxsize=65536)
def word(folded: str) -> Word:
    """What is known of one folded word."""
    code = _look_up("words", key(folded))
    if code is None:
        return _NOTHING
    value = ord(code) - 48
    return Word(value % 5, value // 5 % 5, value >= 25)


@lru_cache(maxsize=65536)
def place(folded: str) -> Place | None:
    """The most populous place of that folded name (words separated by one space)."""
    name = key(folded).replace("-", " ").replace("'", " ")
    words = [_SAINTS.get(w, w) for w in name.split()]
    name = " ".join(words)
    found = _look_up("places", name)
    if found is None:
        return None
    population, _, area = found.partition(",")
    return Place(name, int(population), area)


@lru_cache(maxsize=65536)
def pairs_in_place(first: str, second: str) -> bool:
    """Whether a place's name of several words starts with those two folded words."""
    blob, (names, starts) = _sections()["places"], _steps("places")
    words = [_SAINTS.get(w, w) for w in (key(first), key(second))]
    opening = " ".join(words).encode()
    step = max(bisect_right(names, opening) - 1, 0)
    until = starts[min(step + 2, len(starts) - 1)]
    if blob.startswith(opening, starts[step]):
        return True
    return blob.find(b"\n%b" % opening, starts[step], until) >= 0


@cache
def _place_openings() -> frozenset[str]:
    """First words of the places whose name has several."""
    lines = _sections()["places"].decode().split("\n")
    firsts = {line.split(" ", 1)[0] for line in lines if " " in line}
    return frozenset(firsts | {"st", "ste"})


def starts_place(folded: str) -> bool:
    """Whether a place's name of several words starts with that folded word."""
    return folded in _place_openings()


@lru_cache(maxsize=8192)
def region(folded: str) -> str | None:
    """None for no region; "!" where the name of a département, country… is an ordinary word too."""
    return _look_up("regions", folded)


def starts_region(folded: str) -> bool:
    """Whether the name of a département, a country or an island starts with that folded word."""
    return folded in region_openings()


@cache
def region_openings() -> frozenset[str]:
    """The folded words that the names of départements, countries and islands start with."""
    lines = _sections()["regions"].decode().split("\n")
    return frozenset(line.partition("=")[0].split(" ", 1)[0] for line in lines)


@cache
def area(code: str) -> tuple[str, str]:
    """(département, région) of a département number, empty when unknown."""
    found = _look_up("areas", code)
    if found is None:
        return "", ""
    name, _, region = found.partition("|")
    return name, region


@cache
def _names(section: str) -> frozenset[str]:
    return frozenset(_sections()[section].decode().split("\n"))


@lru_cache(maxsize=8192)
def is_drug(folded: str) -> bool:
    """Whether the folded word starts a drug's name."""
    return key(folded) in _names("drugs")


@lru_cache(maxsize=8192)
def is_eponym(folded: str) -> bool:
    """Whether the folded name (words separated by one space) is a disease, sign or device."""
    return key(folded) in _names("eponyms")


def is_clinical(folded: str) -> bool:
    """Whether clinical prose writes that folded word in lower case, time and again."""
    return folded in _names("clinical")


@cache
def hospital_openings() -> frozenset[str]:
    """The first folded words of the hospitals that people name without the word."""
    return frozenset(name.split(" ", 1)[0] for name in _names("hospitals"))


def starts_hospital(folded: str) -> bool:
    """Whether the name of a hospital known without the word starts with that folded word."""
    return folded in hospital_openings()


def is_home_noun(folded: str) -> bool:
    """Whether homes and clinics are named after that: a tree, a flower, a piece of land."""
    return folded in _names("home_nouns")


def is_hospital_acronym(folded: str) -> bool:
    """Whether the folded word, in capitals, is one hospital: HEGP, CHSF."""
    return folded in _names("hospital_acronyms")


@cache
def _openers() -> frozenset[str]:
    return frozenset(name.split()[0] for name in _names("eponyms") if " " in name)


@lru_cache(maxsize=8192)
def opens_eponym(folded: str) -> bool:
    """Whether an eponym of several words starts with this folded word."""
    return key(folded) in _openers()


def is_acronym(folded: str) -> bool:
    """Whether the folded word, in capitals, is a medical acronym, a trial or a machine."""
    return folded in _names("acronyms")


def is_species(folded: str) -> bool:
    """Whether the folded word is the second word of a microbe's name."""
    return folded in _names("species")


@lru_cache(maxsize=8192)
def is_hospital(folded: str) -> bool:
    """Whether the folded name is a hospital known without the word."""
    return key(folded) in _names("hospitals")
