"""Names that their print or their place on the page gives away.

Torn by a scanner ("Fra nçois-Weber"), after "ép." ("LOUISE ép. SARRASIN"), between a mail's "De :"
and its address, quoted after "prénommé", doubled as a pet name is ("Jojo a vomi").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.exceptions import eponym
from toctoc.guard.text.names.namewords import is_acronym, person_after
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Hit
    from toctoc.guard.text.names.namefinder import Finder

_WED = frozenset(words("ep epouse vve veuve"))
_HEADER = re.compile(
    r"(?:\A|(?<=\n))[ \t]{0,4}(?:De|From|À|A|Cc|Pour|To) ?: ?"
    r"(?P<n>[A-ZÀ-Þ][\w'’\-]+(?: [A-ZÀ-Þ][\w'’\-]+){1,3})(?= ?[<(\[])"
)
_CALLED = re.compile(
    r"\b[Pp]rénommée?s?(?: [a-zà-ÿ']{1,14}){0,4} [«\"“] ?"
    r"(?P<n>[A-ZÀ-Þ][\w'’\-]+(?: [A-ZÀ-Þ][\w'’\-]+)?)"
)
_DOUBLED = re.compile(r"([bcdfgjklmnprtvz](?:[aeiouy]|[ao]u))\1\Z")
_NO_PET = frozenset(
    words("bebe papa bobo pipi caca coco dodo mama baba nana joujou chouchou meme pepe tata tutu")
    + words("nounou doudou toutou zizi zaza lolo gaga dada cucu kaka titi bibi")
)
_ASIDE = re.compile(r" \([^()\n]{2,30}\)")
_ACTS = re.compile(r" (?:a|est|va|dit|dort|mange|vomit|tousse|pleure|refuse|revient|sort) ")
_NO_SURNAME = frozenset(v.TITLES) | v.NOT_NAMES | v.KIN
_LONGEST_PIECE = 5


def torn(finder: Finder) -> Iterator[Hit]:
    """A capital piece and the rest in lower case, which make one known name together."""
    doc, tokens = finder.doc, finder.doc.tokens
    for i in doc.caps if doc.final else ():
        first = tokens[i]
        if i + 1 >= len(tokens) or doc.gap(i + 1) != " " or finder.taken[i + 1]:
            continue
        rest = tokens[i + 1]
        if rest.cap or first.upper or not (first.alpha and rest.alpha):
            continue
        if 1 < len(first.text) <= _LONGEST_PIECE and _one_name(doc, i):
            yield finder.hit(i + finder.taken[i], i + 2, contestable=True)


def _one_name(doc: Doc, i: int) -> bool:
    """Whether the two pieces are nothing apart, and a usual name together."""
    first, rest = doc.tokens[i].low, doc.tokens[i + 1].low
    alone = lexicon.word(rest)
    if alone.common or alone.first or alone.last or len(rest) < 2 or len(first + rest) < 5:
        return False
    if rest in v.NOT_NAMES or first in v.NOT_NAMES or rest in v.PARTICLES or rest in v.ACRONYMS:
        return False
    if lexicon.is_clinical(rest) or lexicon.is_acronym(rest):
        return False
    if lexicon.word(first).common and len(rest) < 3:
        return False
    whole = lexicon.word(first + rest)
    return (whole.first >= 3 or whole.last >= 3) and not whole.common


def married(finder: Finder) -> Iterator[Hit]:
    """ "BEAUREGARD LOUISE ép. SARRASIN": any capitals, as a name stands before."""
    doc, tokens = finder.doc, finder.doc.tokens
    for i in doc.among(_WED) if doc.final else ():
        at = i + 1
        if not i or at >= len(tokens) or finder.taken[at] or not finder.named[i - 1]:
            continue
        token = tokens[at]
        plain = token.alpha and token.low not in _NO_SURNAME
        if doc.gap(at) in (" ", ". ", " : ") and token.upper and plain and len(token.text) > 2:
            yield finder.hit(at, at + 1)


def quoted(finder: Finder) -> Iterator[Hit]:
    """ "prénommé dans le texte « Trésor »", "De : Fontaine Marius <…>"."""
    doc = finder.doc
    cued = not doc.words.isdisjoint(("prenomme", "prenommee"))
    patterns = [_CALLED] if cued and doc.final else []
    if "@" in doc.text:
        patterns.append(_HEADER)
    for pattern in patterns:
        for match in pattern.finditer(doc.text):
            first, stop = doc.index_at(match.start("n")), doc.index_at(match.end("n"))
            if first < stop and not all(finder.taken[first:stop]):
                yield finder.hit(first, stop, contestable=True)


def doubled(finder: Finder) -> Iterator[Hit]:
    """ "Jojo (il y tient) a retrouvé la pêche": a syllable said twice, and what it does."""
    doc, tokens = finder.doc, finder.doc.tokens
    for i in doc.caps if doc.final and not doc.shouted else ():
        token = tokens[i]
        if finder.taken[i] or not doc.opens(i) or not _DOUBLED.match(token.low):
            continue
        if token.low in _NO_PET or token.upper or is_acronym(token) or eponym(doc, i):
            continue
        aside = _ASIDE.match(doc.text, token.end)
        if person_after(doc, i) or (aside and _ACTS.match(doc.low, aside.end())):
            yield finder.hit(i, i + 1, contestable=True)
