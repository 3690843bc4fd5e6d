"""Names after who bears them: "pte Dupont", "chez les Martin", "dossier de Nadège"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.exceptions import eponym
from toctoc.guard.text.namehints import aged, solo_disease, stranger
from toctoc.guard.text.nameparts import (
    is_acronym,
    lower_ok,
    name_run,
    word_ok,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Hit
    from toctoc.guard.text.namefinder import Finder


def kin(finder: Finder) -> Iterator[Hit]:
    """ "patient Dupont", "sa fille Emma", "le petit Lucas", "interne : Durand"."""
    doc, tokens = finder.doc, finder.doc.tokens
    for i, token in enumerate(tokens[:-1]):
        if token.low not in v.BEARERS or finder.taken[i + 1]:
            continue
        after = tokens[i + 1]
        dotted = doc.gap(i + 1) == ". " and token.low in ("conf", "confr", "pt", "pte", "pat")
        if not dotted and doc.gap(i + 1) not in (" ", " : ", ": ", ":", "  ", " ("):
            continue
        if not after.cap:
            if _lower_pair(finder, i + 1):
                yield finder.hit(i + 1, i + 3)
            continue
        ill = token.low in ("patient", "patiente", "pt", "pte", "pts") and solo_disease(doc, i + 1)
        if ill or not _borne(finder, i) or eponym(doc, i + 1):
            continue
        end, real = name_run(doc, i + 1, lower=False)
        if real:
            yield finder.hit(i + 1, end)


def _borne(finder: Finder, i: int) -> bool:
    """Whether what follows the bearer `i` ("pte", "famille") can be a name."""
    doc, after = finder.doc, finder.doc.tokens[i + 1]
    bearer = doc.tokens[i].low
    known = lexicon.word(after.low)
    old = aged(doc, i + 1)
    if not word_ok(after) or (is_acronym(after) and not (old and known.first >= 3)):
        return False
    if known.common:
        floor = 2 if old else 3 if bearer in v.FAMILY and not doc.shouted else 9
        return known.first >= 3 or known.last >= floor
    if known.first or known.last:
        return True
    return (doc.final or old) and bearer in v.PATIENTS and stranger(after, known)


def _lower_pair(finder: Finder, i: int) -> bool:
    """ "pt bernard lefebvre": a usual first name, then a surname, both in lower case."""
    if i + 1 >= len(finder.doc.tokens) or finder.doc.gap(i + 1) != " ":
        return False
    one, two = finder.doc.tokens[i], finder.doc.tokens[i + 1]
    a, b = lexicon.word(one.low), lexicon.word(two.low)
    if a.first < 3 + a.common or b.common or max(b.last, b.first) < 2:
        return False
    return not (eponym(finder.doc, i) or eponym(finder.doc, i + 1)) and lower_ok(finder.doc, two)


def households(finder: Finder) -> Iterator[Hit]:
    """ "chez les Martin"."""
    doc, tokens = finder.doc, finder.doc.tokens
    for i in range(2, len(tokens)):
        if tokens[i - 1].low != "les" or tokens[i - 2].low != "chez" or finder.taken[i]:
            continue
        token, known = tokens[i], lexicon.word(tokens[i].low)
        if not token.cap or doc.shouted or is_acronym(token) or not word_ok(token):
            continue
        if (known.last >= 1 and not known.common) or stranger(token, known):
            yield finder.hit(i, i + 1)


def owned(finder: Finder) -> Iterator[Hit]:
    """ "tt de Gautier", "résultats de Nadège", at publication."""
    doc, tokens = finder.doc, finder.doc.tokens
    for i in range(2, len(tokens) if doc.final and not doc.shouted else 0):
        if tokens[i - 1].low not in ("de", "d") or tokens[i - 2].low not in v.OWNED_OF:
            continue
        token, known = tokens[i], lexicon.word(tokens[i].low)
        if finder.taken[i] or not token.cap or is_acronym(token) or not word_ok(token):
            continue
        if known.common or max(known.first, known.last) < 2 or eponym(doc, i):
            continue
        spot = lexicon.place(token.low)
        if lexicon.is_eponym(token.low) or (spot is not None and spot.population >= 2000):
            continue
        end, _ = name_run(doc, i, lower=False)
        yield finder.hit(i, max(end, i + 1), contestable=True)
