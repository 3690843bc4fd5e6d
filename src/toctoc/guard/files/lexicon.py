"""Words that stay readable in a picture: clinical ones, units, what machines print on screens.

A word that is also a family name stays only beside words that are not (`weight`).
"""

from __future__ import annotations

import functools
import re
from enum import IntEnum
from typing import Final

from toctoc.guard import lexicon
from toctoc.guard.files.lexicon_words import ENGLISH, MACHINES, SHEETS, UNITS
from toctoc.guard.normalise import key
from toctoc.guard.text.vocabulary import ACRONYMS
from toctoc.guard.text.wordlist import words

_KNOWN: Final = frozenset(words(ENGLISH)) | frozenset(words(MACHINES)) | frozenset(words(SHEETS))
_UNITS: Final = frozenset(words(UNITS))
_NOT_WORDS = re.compile(r"[^a-z]")
_BORNE: Final = 4  # frequency class of a name from which even a screen's word is one
_SHORT: Final = 5
_CITY: Final = 20_000  # inhabitants: the name of a larger town is hidden beside anything
_LARGE: Final = 2_000  # inhabitants: a larger town's name does not stay alone


class Weight(IntEnum):
    """What a word says of the line that it stands in."""

    UNKNOWN = 0
    NAME_TOO = 1  # a known word, and a name or a town as well
    KNOWN = 2


@functools.lru_cache(maxsize=16384)
def weight(folded: str) -> Weight:
    """How far a folded word is known not to be a person's or a place's."""
    name = key(folded)
    entry = lexicon.word(name)
    if name in _UNITS or (name in _KNOWN and max(entry.first, entry.last) < _BORNE):
        return Weight.KNOWN
    if name in ACRONYMS or (lexicon.is_acronym(name) and len(name) <= _SHORT):
        return Weight.KNOWN
    if len(name) == 1:
        return Weight.KNOWN
    clinical = name in _KNOWN or lexicon.is_clinical(name) or lexicon.is_species(name)
    clinical = clinical or lexicon.is_drug(name)
    borne = max(entry.first, entry.last)
    eponym = lexicon.is_eponym(name) and entry.first < _BORNE
    if not (clinical or entry.common or eponym):
        return Weight.UNKNOWN
    town = lexicon.place(name)
    people = town.population if town is not None else 0
    if people > _CITY and not clinical:
        return Weight.UNKNOWN
    if borne >= (3 if clinical else 2) or people > _LARGE:
        return Weight.NAME_TOO
    return Weight.KNOWN


def is_city(folded: str) -> bool:
    """Whether a word is the name of a large town: no plural, no misread word excuses it."""
    town = lexicon.place(key(folded))
    return town is not None and town.population > _CITY


def is_unit(folded: str) -> bool:
    """Whether a number may be followed by that: mg, bpm, kV."""
    return folded in _UNITS


@functools.lru_cache(maxsize=4096)
def nearly(folded: str) -> bool:
    """Whether one letter misread makes a known word of six letters or more, and no name is that."""
    name = _NOT_WORDS.sub("", key(folded))
    entry = lexicon.word(name)
    if len(name) < 6 or max(entry.first, entry.last):
        return False
    letters = "abcdefghijklmnopqrstuvwxyz"
    for i in range(len(name)):
        around = name[:i], name[i + 1 :]
        if weight(around[0] + around[1]) is Weight.KNOWN:
            return True
        if any(weight(around[0] + c + around[1]) is Weight.KNOWN for c in letters):
            return True
    return False
