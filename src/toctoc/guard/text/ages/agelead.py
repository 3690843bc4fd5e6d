"""What a few words before the figures say of them: a delay, a band of ages, a follow-up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Token

BORN = frozenset(("ne", "nee", "nes", "naissance"))
SINCE_BIRTH = frozenset(("asthme", "diabete", "dt1", "did", "dnid"))
MEAN = ("moyen", "median", "moyenne", "mediane", "moyens")
FILED = (" ddn", " ne", " ipp")
GROWN = 20  # past this age a text's "mois" and "J" are delays
CALM = re.compile(
    r" sans (?:crise|rechute|recidive|boire|fumer|poussee|nouvelle|aucune? (?:crise|rechute))"
)
BAND_TO = re.compile(r" et (?:l'age de )?\d{1,2} ?(?:ans|mois|semaines|jours)\b")
TO_DAY = re.compile(r" (?:a|au) j ?\d")
DAY = re.compile(r"j\d{1,2}")
MEASURE = re.compile(r" ?(?:%|(?:mg|ml|cm|mm|kg|sa|fr|ch|ui|mmhg)\b)")
AND = re.compile(r"  | ?\d{1,2} ?m\b|1/2| (?:et|ou) \d{1,2} ?(?:a|ans)\b")
UPTO = re.compile(r" \d")  # "6 a 8 sem": the "a" of an unaccented text
RHYTHM = re.compile(r" ?/ ?(?:sem|mois|7|an\b|j\b)")
_UNITS = frozenset(words("ans an mois semaines sem jours"))
FILLERS = frozenset(
    words("de d environ presque quasi pres les ces l la le une un au peu eu des bientot ses")
)


def follows_up(before: list[Token]) -> bool:
    """ "avec un recul actuel de 7 ans", "après un suivi de 6 mois"."""
    return any(t.low in ("recul", "suivi", "duree") for t in before[:4])


def banded(before: list[Token]) -> bool:
    """ "entre 6 mois et 4 ans": the end of a band, which says enough."""
    lows = [t.low for t in before[:5]]
    return lows[:1] == ["et"] and "entre" in lows[2:5] and lows[1] in _UNITS


def opens_review(before: list[Token], number: int) -> bool:
    """ "À six mois, la hanche est libre.": a delay; "À 81 ans, elle marche." is an age."""
    return len(before) == 1 and number < GROWN


def ago(before: list[Token]) -> bool:
    """ "il y a", "y a", "il y avait environ"."""
    lows = [t.low for t in before[:4] if t.low not in FILLERS]
    return lows[:1] in (["a"], ["avait"]) and lows[1:2] == ["y"]


def drug(word: str, before: list[Token]) -> bool:
    """Whether the nearest word is a drug's name; "dialysé" is none."""
    return lexicon.is_drug(word) and not before[0].text.endswith("é")
