"""Names in a team's list: "Signataires : WIECZOREK K. ; Poadja Wilson ; Tiphaine Le Dréau"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.names.namewords import is_acronym, plausible
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Hit
    from toctoc.guard.text.names.namefinder import Finder

_HEAD = re.compile(
    r"\b(?:signataires?|auteurs?|redacteurs?|presents?|destinataires?|copies?(?: a)?|cc|diffusion"
    r"|equipe|equipage|staff|participants?|intervenants?|operateurs?|aides?(?: operatoires?)?"
    r"|praticiens|medecins|anesthesie|correspondants) ?: ?(?=[a-z])"
)
_CUES = frozenset(
    words("""
    signataire signataires auteur auteurs redacteur redacteurs present presents destinataire
    destinataires copie copies cc diffusion equipe equipage staff participant participants
    intervenant intervenants operateur operateurs aide aides praticiens medecins anesthesie
    correspondants
    """)
)
_BREAK = re.compile(r"[;,/•–|]| et | - |\n|\(|\)|:")
_INNER = frozenset((" ", "-", "'", ". ", ".-", ".", "  "))


def staff(finder: Finder) -> Iterator[Hit]:
    """Each part of the list that holds nothing but a name, at publication."""
    doc = finder.doc
    if not doc.final or doc.shouted or _CUES.isdisjoint(doc.words):
        return
    for match in _HEAD.finditer(doc.low):
        at = match.end()
        end = doc.text.find("\n", at)
        end = len(doc.text) if end < 0 else end
        parts = list(_parts(doc, at, end))
        sure = [_name(doc, *part) for part in parts]
        for (first, last), named in zip(parts, sure, strict=True):
            word = last == first + 1 and any(sure) and _usual(doc, first)
            if (named or word) and not any(finder.taken[first:last]):
                yield finder.hit(first, last, contestable=True)


def _parts(doc: Doc, at: int, end: int) -> Iterator[tuple[int, int]]:
    """First and last token of each part of the list, without its titles."""
    while at < end:
        cut = _BREAK.search(doc.text, at, end)
        first, last = doc.index_at(at), doc.index_at(cut.start() if cut else end)
        while first < last and doc.tokens[first].low in v.TITLES:
            first += 1
        if first < last:
            yield first, last
        at = cut.end() if cut else end


def _usual(doc: Doc, i: int) -> bool:
    """ "Bouvier" or "Roche" beside surer names: a word that many people bear."""
    token = doc.tokens[i]
    listed = token.low in v.NOT_NAMES or token.low in v.BEARERS or lexicon.is_clinical(token.low)
    return token.cap and lexicon.word(token.low).last == 4 and not listed


def _name(doc: Doc, first: int, last: int) -> bool:
    """Whether tokens first..last-1 are one to four capitals, one of them surely a name."""
    parts = [t for t in doc.tokens[first:last] if t.low not in v.PARTICLES]
    long = [t for t in parts if len(t.text) > 1]
    if not long or len(parts) > 4:
        return False
    for i in range(first + 1, last):
        if doc.gap(i) not in _INNER:
            return False
    if any(not t.cap or not t.alpha or t.low in v.NOT_NAMES or t.low in v.BEARERS for t in parts):
        return False
    if any(lexicon.is_drug(t.low) or is_acronym(t) for t in long):
        return False
    alone = len(parts) == 1
    known = [max(lexicon.word(t.low)[:2]) for t in long]
    return any(plausible(t) for t in long) and (not alone or max(known) >= 2)
