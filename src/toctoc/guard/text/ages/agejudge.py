"""A second look at what the rules read as an age: "Lupus, HCQ 12 ans" says how long.

A linear model over the kinds of the words around the figures, of the marks, of the number and of
the ages told before. `tools/train_ages.py` fits its weights (data/age_weights.tsv) on the readable
half of the gold set and on the same texts with "depuis", "il y a" or "âgé de" taken out. It only
ever takes back what the rules accepted, where it is clearly against them.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text.ages import agelead, agewords
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Collection

    from toctoc.guard.text.doc import Doc

LIMIT = -0.7  # log-odds below which the figures are no age
SURE = 50  # years from which the rules are believed: few things last as long
REACH = 6  # words looked at before the figures
_NEAR = 3  # of them, those whose place counts
_LONG = 4  # letters of a word that may be clinical
_BREAK = re.compile(r"[.;\n!?]")
_LIFE = re.compile(r" ?(?:1/2|½|et demie?)?,? (?:de vie|d'age|ac\b|revolu|corrige)")
_LISTS: tuple[tuple[str, Collection[str]], ...] = (
    ("P", agewords.HOLDERS - agewords.YOUNG),
    ("Y", agewords.YOUNG),
    ("D", agewords.DURING),
    ("R", agewords.REVIEW),
    ("M", agewords.MILESTONE),
    ("S", agewords.STEPS),
    ("G", agewords.AGED),
    ("K", agewords.RELATIVES),
    ("T", words("ans an a mois semaines sem semaine jours jour j heures h m")),
    ("B", agewords.SIBLINGS),
)
_SMALL = frozenset(
    words("""
    a au aux avant avec chez d de des dernier derniere des du elle en est et il l la le les lors
    ou par pour puis que qui sans ses sexe soit sous sur un une vers vie y
    """)
)
_STEPS = {
    "y": (3, 6, 13, 18, 25, 40, 60),
    "m": (2, 5, 7, 12, 13, 25),
    "s": (3, 7, 16),
    "j": (3, 7, 16),
    "h": (3, 13, 25),
}


@cache
def weights() -> dict[str, float]:
    """Feature -> weight; the features that are not listed weigh nothing."""
    text = resources.files("toctoc.guard").joinpath("data/age_weights.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return {name: float(weight) for name, weight in rows}


@lru_cache(maxsize=4096)
def kinds(low: str) -> tuple[str, ...]:
    """What a folded word may be: who holds an age, what lasts, a drug, a first name, an acronym."""
    listed = tuple(kind for kind, members in _LISTS if low in members)
    if listed:
        return listed
    if low.isdigit():
        return ("9",)
    if lexicon.is_drug(low):
        return ("X",)
    if not low.isalpha():
        return ("9a",)
    named = ("F",) if lexicon.word(low).first else ()
    if len(low) > _LONG:
        return (*named, "C" if lexicon.is_clinical(low) else "O")
    return (*named, "U" if lexicon.is_acronym(low) else "V")


def features(doc: Doc, start: int, end: int, unit: str, number: int, told: str) -> list[str]:
    """What the model weighs. `unit` is y, m, s, j or h; `told` as `Reader.before` says it."""
    tokens, i, j = doc.tokens, doc.index_at(start), doc.index_at(end)
    size = unit + str(sum(number >= step for step in _STEPS[unit]))
    scale = "y" if unit == "y" else "m"
    signs = min(len(doc.words & agewords.CHILDISH), 3)
    grown = "-" if agewords.GROWN_UP.isdisjoint(doc.words) else "+"
    gap = doc.gap(i) if i < len(tokens) else ""
    mark = "^" if i == 0 else _mark(gap, -1)
    closing = _mark(doc.gap(j), 0) if j < len(tokens) else "$"
    found = [size, f"h{told}{size}", f"d{signs}{grown}{scale}", f"g{mark}{scale}"]
    found += [f"e{closing}", f"k{mark}{closing}"]
    if j < len(tokens):
        low = tokens[j].low
        found += [f"A{kind}{closing}" for kind in kinds(low)]
        if low in _SMALL:
            found.append(f"a{low}")
        if j + 1 < len(tokens) and not _BREAK.search(doc.gap(j + 1)):
            found += [f"C{kind}" for kind in kinds(tokens[j + 1].low)]
    return found + _before(doc, i, gap, mark, size, told)


def _mark(gap: str, at: int) -> str:
    """The punctuation of a gap that touches the figures: its last mark (-1) or its first (0)."""
    if "\n" in gap:
        return "N"
    bare = gap.strip(" ")
    return bare[at] if bare else ""


def _before(doc: Doc, i: int, gap: str, mark: str, size: str, told: str) -> list[str]:
    """Features of the words before, down to the sentence's beginning."""
    tokens, found = doc.tokens, []
    scale = "y" if size[0] == "y" else "m"
    toward = leading = ""
    count = 0
    while count < min(REACH, i) and not _BREAK.search(gap):
        token = tokens[i - 1 - count]
        low, read = token.low, kinds(token.low)
        place = str(count) if count < _NEAR else "+"
        found += [f"B{place}{kind}" for kind in read]
        if low in _SMALL:
            found.append(f"b{place}{low}")
        if count == 0:
            found += [f"M{kind}{mark}{size}" for kind in read]
            if token.cap:
                found.append("BUP" if token.upper else "BCAP")
            toward = "a" if low == "a" else ""
        if not leading and not (toward and count == 0) and low not in agelead.FILLERS:
            leading = low
            found += [f"Q{toward}{kind}{scale}" for kind in read]
        gap = doc.gap(i - 1 - count)
        count += 1
    found += [f"p{min(count, 4)}{told}", f"o{min(i, 6)}{told}"]
    if toward:
        found.append(f"t{told}{size}")
    return found


def against(doc: Doc, start: int, end: int, unit: str, number: int, told: str) -> bool:
    """Whether what the rules read as an age is clearly a duration, a delay or a limit."""
    if (unit == "y" and number >= SURE) or _LIFE.match(doc.low, end):
        return False
    table = weights()
    row = features(doc, start, end, unit, number, told)
    return table["constant"] + sum([table.get(name, 0.0) for name in row]) < LIMIT


def share(odds: float) -> float:
    """Log-odds as a probability."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
