"""The text as words for the tables: folded, singular, with what separates them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from toctoc.guard.text.wordlist import words as listed

if TYPE_CHECKING:
    from toctoc.guard.normalise import Normalised

_WORD = re.compile(r"[^\W_]+")
STOP = frozenset(
    listed("""
    de d du des la le les l a au aux en un une chez sur
""")
)
_TITLES = frozenset(("M", "Dr", "Pr", "dr", "pr", "m"))
_CLOSING = frozenset(".!?\n•")
_MARKS = _CLOSING | frozenset(",;()[]:")
_SAME = {"sd": "syndrome", "sdr": "syndrome", "synd": "syndrome", "mie": "maladie"}
COMMA, SENTENCE = 1, 2
_SAMPLE = 60  # words that tell whether a text is all capitals


@lru_cache(maxsize=16384)
def singular(word: str) -> str:
    """The table form of a folded word: ligatures opened, no plural s, usual abbreviations."""
    word = word.replace("œ", "oe").replace("æ", "ae")
    if len(word) > 4 and word[-1] == "s" and word[-2] != "s":
        return word[:-1]
    return _SAME.get(word, word)


def table_words(text: str) -> list[str]:
    """The words of a folded table form, empty words left out."""
    return [singular(w) for w in re.findall(r"[^\W_]+", text) if w not in STOP]


@dataclass(slots=True)
class Stream:
    """Words of one text. `breaks[i]` is what stands before word i: 0, COMMA or SENTENCE.

    `solid` holds the indexes of the words that are not empty ("de", "la"…).
    """

    norm: Normalised
    raws: list[str]
    words: list[str]
    starts: list[int]
    ends: list[int]
    breaks: list[int]
    solid: list[int]
    shouted: bool

    def cased(self, index: int) -> str:
        """Word `index` as typed."""
        return self.norm.text[self.starts[index] : self.ends[index]]

    def opens(self, index: int) -> bool:
        """Whether word `index` opens a sentence."""
        return index == 0 or self.breaks[index] == SENTENCE


def _closes(text: str, at: int) -> bool:
    """Whether the mark at `at` ends a sentence (the stops of "300 hab.", "2.5", "M. X" do not)."""
    if text[at] != ".":
        return True
    if text[max(at - 2, 0) : at].strip(" (\n") in _TITLES:
        return False
    rest = text[at + 1 : at + 4].lstrip(" ")
    return not rest or rest[0] == "\n" or (text[at + 1] == " " and rest[0].isupper())


def _break(text: str, start: int, end: int, found: int) -> int:
    """What the marks of text[start:end] make of the break `found` before them."""
    for at in range(start, end):
        if found == SENTENCE:
            break
        if text[at] in _CLOSING:
            if _closes(text, at):
                found = SENTENCE
        elif text[at] in _MARKS:
            found = COMMA
    return found


@lru_cache(maxsize=1024)
def _plain_break(gap: str) -> int:
    """What marks without a full stop make of the gap between two words."""
    if not _CLOSING.isdisjoint(gap):
        return SENTENCE
    return 0 if _MARKS.isdisjoint(gap) else COMMA


def stream(norm: Normalised) -> Stream:
    """Cut a normalised text."""
    text, low = norm.text, norm.low
    spans = [match.span() for match in _WORD.finditer(low)]
    raws = [low[start:end] for start, end in spans]
    breaks: list[int] = []
    before = 0
    for start, end in spans:
        gap = text[before:start]
        if gap == " ":
            breaks.append(0)
        else:
            full = "." in gap
            breaks.append(_break(text, before, start, 0) if full else _plain_break(gap))
        before = end
    if breaks:
        breaks[0] = SENTENCE
    solid = [i for i, raw in enumerate(raws) if raw not in STOP]
    words = list(map(singular, raws))
    long = [span for span in spans[:_SAMPLE] if span[1] - span[0] > 5]
    upper = sum([text[start:end].isupper() for start, end in long])
    shouted = len(long) > 3 and upper > 0.6 * len(long)
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    return Stream(norm, raws, words, starts, ends, breaks, solid, shouted)
