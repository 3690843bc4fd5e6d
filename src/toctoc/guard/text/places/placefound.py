"""A name of the gazetteer met in a text, and what can be said of it whatever its letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from toctoc.guard import lexicon

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc

_REPUBLIC = re.compile(r"\A(?:republique|royaume|province|region) (?:du |de la |de l |de |d )")
AGED = re.compile(r"\b(?:\d{1,3} ?(?:ans?|a|mois|m|j|sem)|[hf] ?\d{1,3})\)?,? \(?\Z")


class Found(NamedTuple):
    """Tokens first..stop-1 name `spot`; `cue` is how the words before announce it."""

    first: int
    stop: int
    spot: lexicon.Place
    known: lexicon.Word
    cue: int

    @property
    def single(self) -> bool:
        """Whether the name is one word."""
        return self.stop == self.first + 1


def sizeable(found: Found, low: str) -> bool:
    """Whether a bare name is more often the town than a surname or a word."""
    known = found.known
    if found.spot.abroad or known.first >= 3 or len(low) < 4 or lexicon.is_clinical(low):
        return False
    least = 20_000 if known.common else 8_000 if known.last > 2 else 2_000
    return found.spot.population >= least


def in_slot(doc: Doc, found: Found) -> bool:
    """Whether the name stands alone between commas or brackets: "62 a, noisiel.", "(Castres)"."""
    gap = doc.gap(found.first)
    end = doc.tokens[found.stop - 1].end
    follows = doc.text[end : end + 2]
    closed = not follows or follows[0] in ").,;\n" or follows in (" )", " :", " ;")
    return closed and gap.rstrip(" ").endswith((",", "(")) and not doc.opens(found.first)


def heads_line(doc: Doc, found: Found) -> bool:
    """Whether the name opens the text or a line and stops there: "montluçon : plus d'endocrino"."""
    i = found.first
    if i and "\n" not in doc.gap(i):
        return False
    end = doc.tokens[found.stop - 1].end
    return doc.text.startswith((",", " :", ": "), end)


def aged(doc: Doc, found: Found) -> bool:
    """Whether an age stands just before: "62 a, noisiel"."""
    start = doc.tokens[found.first].start
    return bool(AGED.search(doc.low[max(0, start - 12) : start]))


def in_area(doc: Doc, stop: int) -> bool:
    """Whether an area stands alone between brackets after a name: "Mackay (Queensland)"."""
    if stop >= len(doc.tokens) or doc.gap(stop) != " (":
        return False
    start = doc.tokens[stop].start
    inside = doc.low[start : max(doc.low.find(")", start, start + 40), 0)]
    area = _REPUBLIC.sub("", inside.replace("-", " ").replace("'", " "))
    return bool(area) and lexicon.region(area) == ""
