"""Names on a ward round or in a diary: "ch 12 Lambert apyrétique", "Perrault 14h, Ngo 14h30"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.exceptions import eponym
from toctoc.guard.text.names.namehints import stranger
from toctoc.guard.text.names.nameparts import name_run
from toctoc.guard.text.names.namewords import is_acronym, plausible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Hit
    from toctoc.guard.text.names.namefinder import Finder

_ROOM = re.compile(
    r"\b(?:ch|chb|chbre|chambre|lit|box)s?\.? ?(?:n° ?)?\d{1,4} ?[a-d]?(?: ?[:=\-–,] ?| )(?=[a-z])"
)
_HOUR = re.compile(r"(?<![\d:,.])(?:[01]?\d|2[0-3]) ?h ?(?:[0-5]\d)?\b(?!/)")
_SEEN = frozenset(
    ("vu", "vue", "revu", "revue", "vois", "revois", "rappeler", "connais", "recevoir")
)
_OLD = frozenset(("vieux", "vieille", "cc"))
_ENDS = ("", ",", ".", ";", ")", "\n")
_OF = frozenset(("de", "d"))
_LEADS = _SEEN | _OLD | _OF | {"par"}


def rooms(finder: Finder) -> Iterator[Hit]:
    """A surname right after a room or a bed, at publication."""
    doc = finder.doc
    if not doc.final or doc.words.isdisjoint(("ch", "chb", "chbre", "chambre", "lit", "box")):
        return
    for match in _ROOM.finditer(doc.low):
        i = doc.index_at(match.end())
        if i >= len(doc.tokens) or doc.tokens[i].start != match.end() or finder.taken[i]:
            continue
        token = doc.tokens[i]
        known = lexicon.word(token.low)
        named = known.last >= (2 if token.cap else 3) or known.first >= 3
        usual = token.cap and known.last == 4 and not known.common and not is_acronym(token)
        if named and (_person(doc, i) or usual):
            end, _ = name_run(doc, i, lower=not token.cap)
            yield finder.hit(i, max(end, i + 1), contestable=True)


def appointments(finder: Finder) -> Iterator[Hit]:
    """A surname beside an hour, at publication."""
    doc = finder.doc
    for match in doc.figures(_HOUR) if doc.final and not doc.shouted else ():
        at, stop = doc.index_at(match.start()), doc.index_at(match.end())
        for i, gap in ((at - 1, at), (stop, stop)):
            if i < 0 or gap >= len(doc.tokens):  # an hour glued to the last word ends no token
                continue
            if finder.taken[i] or doc.gap(gap) not in (" ", " : "):
                continue
            token = doc.tokens[i]
            known = lexicon.word(token.low)
            if token.cap and max(known[:2]) >= 2 and _person(doc, i) and not _town(token.low):
                yield finder.hit(i, i + 1, contestable=True)


def met(finder: Finder) -> Iterator[Hit]:
    """ "Vu Zoubaïda ce matin", "mari de josefa": a rare first name after who is seen or loved."""
    doc, tokens = finder.doc, finder.doc.tokens
    if not doc.final or doc.shouted:
        return
    for i in [at + 1 for at in doc.among(_LEADS) if at + 1 < len(tokens)]:
        token, lead = tokens[i], tokens[i - 1].low
        if finder.taken[i] or doc.gap(i) not in (" ", "'") or not token.alpha:
            continue
        known = lexicon.word(token.low)
        if lead == "par" and i > 1 and tokens[i - 2].low in ("puis", "et", "ou"):
            fits = (
                token.cap and len(token.text) > 4 and doc.text[token.end : token.end + 1] in _ENDS
            )
        elif lead in _OLD:
            fits = token.cap and (max(known[:2]) >= 1 or stranger(token, known))
        elif lead in _SEEN:
            fits = token.cap and (known.first >= 1 or known.last >= 2)
        elif lead in _OF and i > 1:
            fits = tokens[i - 2].low in v.KIN and known.first >= (1 if token.cap else 2)
        else:
            continue
        if fits and len(token.text) > 2 and _person(doc, i) and not _town(token.low):
            yield finder.hit(i, i + 1, contestable=True)


def _person(doc: Doc, i: int) -> bool:
    """Whether the word itself may name somebody."""
    token = doc.tokens[i]
    return plausible(token) and not is_acronym(token) and not eponym(doc, i)


def _town(low: str) -> bool:
    spot = lexicon.place(low)
    return spot is not None and spot.population >= 500
