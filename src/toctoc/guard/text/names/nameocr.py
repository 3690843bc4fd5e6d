"""Reads a scanner's zeros and ones inside words for the letters they were: "DUP0NT", "TH1ER"."""

from __future__ import annotations

import copy
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.normalise import fold
from toctoc.guard.text import vocabulary as v

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc, Token

# at least three letters, no digit at the end: "T4", "CA125", "BRCA1", "HbA1c" stay what they are
_MIXED = re.compile(r"(?=(?:[01]{0,2}[a-z]){3})[01a-z]{3,24}[a-z]\Z")
_BIOLOGY = frozenset(("hba1c", "il1ra", "scn1a", "col1a", "cyp1a", "sglt1i", "glp1ra", "h1n1v"))
_READINGS = (str.maketrans("01", "oi"), str.maketrans("01", "ol"))


def clear_print(doc: Doc) -> Doc:
    """The same document (same offsets) whose misread names and titles are put right."""
    mended: dict[int, Token] = {}
    noisy = 0
    for i in doc.mixed:
        token = doc.tokens[i]
        if token.low in _BIOLOGY:
            continue
        if not _MIXED.match(token.low) and token.low != "n0m":
            continue
        if not any(c in "01" for c in token.low):
            continue
        noisy += 1
        mended[i] = _read(token)
    if not mended:
        return doc
    clear = copy.copy(doc)
    clear.tokens = [
        mended[i] if i in mended and (noisy > 2 or _named(doc, i, mended[i])) else token
        for i, token in enumerate(doc.tokens)
    ]
    clear.index()
    letters = list(clear.low)
    for i in mended:
        token = clear.tokens[i]
        letters[token.start : token.end] = token.low
    clear.low = "".join(letters)
    return clear


def _read(token: Token) -> Token:
    """The token with its digits as letters; `i` or `l` for 1, whichever makes a known name."""
    low, text = token.low, token.text
    readings = [low.translate(table) for table in _READINGS]
    best = max(readings, key=lambda r: (r in v.TITLES, sum(lexicon.word(r)[:2])))
    letters = "".join(
        (n.upper() if text.isupper() else n) if c in "01" else c
        for c, n in zip(text, best, strict=True)
    )
    capital = text[0].isupper() or text[0] in "01"
    upper = fold(letters).upper() == fold(letters) or letters.isupper()
    return replace(token, text=letters, low=best, cap=capital, upper=upper, alpha=True)


def _named(doc: Doc, i: int, token: Token) -> bool:
    """In a text with few misread words, only a title or a known name is one."""
    known = lexicon.word(token.low)
    after_title = i > 0 and doc.tokens[i - 1].low in v.TITLES
    if token.low in v.TITLES or token.low in ("nom", "prenom", "prenoms", "patient", "patiente"):
        return True
    return token.cap and (after_title or max(known[:2]) >= 2)
