# ruff: noqa: E501  (patterns read better whole)
"""Circumstances that few people share: disasters, crimes, feats, prizes, media, odd lives.

Each pattern is tried only where one of its first words stands, so the cost is one look-up a word.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from toctoc.guard.report import Category, Level
from toctoc.guard.text.doc import Hit
from toctoc.guard.text.eventpatterns import PATTERNS
from toctoc.guard.text.persons import age_begins
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

_END = re.compile(
    r"[,.;:!?()\n/»\"]| - | (?:mais|donc|car|puis|depuis|alors|hier|ce matin|cette nuit|l'an passe|interessant|occasionnant|entrainant|provoquant|causant|responsable|reclame|demande|refuse|veut|souhaite|consulte|presente|revoit|au cours de cette|a la sortie|actuellement|il y a|dit|dans \d+|dans (?:trois|deux|quelques)|la semaine|la veille|pas de|avec (?:une? )?(?:fc|ta|glasgow|plaie|fracture)|en (?:19|20)\d\d|en (?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)\w*|le \d)\b|\Z"
)
_CHARGE = re.compile(r"^(?:mis|incarc|ecrou|deten|prison).* pour\Z")  # what the law accuses of
_TAILING = re.compile(
    r"(?: (?:a|au|aux|de|du|des|d|en|et|ou|le|la|les|l|un|une|dans|sur|pour|par|avec|qui|que|pres|vers))+\Z"
)
_REACH = 12  # words after the trigger


@cache
def _triggers() -> dict[str, tuple[re.Pattern[str], ...]]:
    """First folded word of a trigger -> the patterns to try there."""
    found: dict[str, tuple[re.Pattern[str], ...]] = {}
    for starts, pattern in PATTERNS:
        compiled = re.compile(pattern)
        for word in words(starts):
            found[word] = (*found.get(word, ()), compiled)
    return found


def find_events(doc: Doc) -> Iterator[Hit]:
    """Facts of a patient's or a relative's life that make them recognised."""
    triggers, done = _triggers(), 0
    for token in doc.tokens:
        if token.start < done or token.low not in triggers:
            continue
        for pattern in triggers[token.low]:
            match = pattern.match(doc.low, token.start)
            if match:
                done = clause_end(doc, match.end())
                charge = _CHARGE.search(match.group())
                start = match.end() + 1 if charge else token.start
                yield Hit(start, done, Category.RARE, Level.WARN, "event", (), contestable=True)
                break


def clause_end(doc: Doc, at: int) -> int:
    """Offset where the clause that goes on at `at` ends: punctuation, a link, a date, 12 words."""
    stop = _END.search(doc.low, at)
    end = stop.start() if stop else len(doc.low)
    first = doc.index_at(at)
    last = min(first + _REACH, len(doc.tokens) - 1)
    for i in range(first, last + 1):
        token = doc.tokens[i]
        if token.start >= end:
            break
        if i - first == _REACH or (age_begins(doc, i) and i > first):
            end = doc.tokens[i - 1].end
            break
    trailing = _TAILING.search(doc.low[at:end])
    return at + trailing.start() if trailing else max(at, end)
