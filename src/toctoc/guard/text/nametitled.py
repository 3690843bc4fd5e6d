"""Names after a civility, or announced: "Mme Le Goff", "nommé Petit", "Nom : DUPONT"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.report import Level, Proposal
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.doc import REMOVE, Hit
from toctoc.guard.text.exceptions import eponym
from toctoc.guard.text.namehints import stranger
from toctoc.guard.text.nameparts import (
    is_acronym,
    is_risky,
    is_title,
    name_run,
    plausible,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Hit, Token
    from toctoc.guard.text.namefinder import Finder


_PATIENT = (Proposal("le patient", "role"), REMOVE)
_PATIENTE = (Proposal("la patiente", "role"), REMOVE)
_CAREGIVER = (Proposal("un confrère", "role"), REMOVE)
_LEAD_GAP = re.compile(r"[ .:,\-\n(\"'«=\[*_]{1,6}\Z")
_PLACEHOLDER = frozenset(
    ["x", "y", "z", "xx", "xxx", "xy", "yy", "zz", "n", "nn", "untel", "unetelle", "machin"]
)


def civility(finder: Finder) -> Iterator[Hit]:
    """M., Mme, Dr… followed by a name in any case."""
    doc, tokens = finder.doc, finder.doc.tokens
    for i, token in enumerate(tokens[:-1]):
        kind = v.TITLES.get(token.low)
        if kind is None or finder.taken[i] or not _LEAD_GAP.match(doc.gap(i + 1)):
            continue
        if not is_title(doc, i):
            continue
        first = i + 1
        while (
            first < min(len(tokens) - 1, i + 4)
            and tokens[first].low in v.TITLES
            and doc.gap(first) != ""
        ):
            first += 1
        if tokens[first].low in ("le", "la", "l") and _office(finder, first + 1):
            continue
        end, real = name_run(
            doc, first, lower=token.low not in v.RISKY_TITLES or doc.final, sure=True
        )
        if real and is_risky(doc, i, first):
            real = 0
        if real:
            role = _CAREGIVER if kind == "care" else _PATIENTE if kind == "f" else _PATIENT
            rule = "name.caregiver" if kind == "care" else "name"
            yield finder.hit(first, end, rule, role, start=token.start, contestable=kind == "care")
        elif doc.final and _initials(finder, first, token):
            role = _PATIENTE if kind == "f" else _PATIENT
            stop = _initials(finder, first, token)
            yield finder.hit(first, stop, "initials", role, Level.ASK, token.start, True)


def _office(finder: Finder, i: int) -> bool:
    """ "Monsieur le Procureur", "Madame la Haut-commissaire"."""
    tokens = finder.doc.tokens
    return i < len(tokens) and tokens[i].low in v.OFFICES


def _initials(finder: Finder, first: int, title: Token) -> int:
    """End index of initials ("Mme D.", "Mr LS"), or 0."""
    tokens, end = finder.doc.tokens, first
    while end < len(tokens) and end - first < 3 and tokens[end].alpha:
        token = tokens[end]
        if not token.cap or len(token.text) > 3 or token.text != token.text.upper():
            break
        if end == first and (token.low in _PLACEHOLDER or token.low in v.ACRONYMS):
            break
        gap = finder.doc.gap(end)
        letters = gap == " " and len(token.text) == len(tokens[end - 1].text) == 1
        if end > first and not letters and gap not in (".", ". ", "-", ".-"):
            break
        end += 1
    if title.low in v.RISKY_TITLES and "." not in finder.doc.gap(first):
        return 0
    return end if end > first else 0


def announced(finder: Finder) -> Iterator[Hit]:
    """ "nommé", "s'appelle", "Nom :", "née DUPONT", "signé", "cordialement"."""
    doc = finder.doc
    for match in v.ANNOUNCE.finditer(doc.low):
        i = doc.index_at(match.end())
        if i >= len(doc.tokens) or finder.taken[i] or doc.tokens[i].start - match.end() > 2:
            continue
        kind = match.lastgroup or "maybe"
        lower = kind == "sure" or (kind == "lower" and doc.final and _usual_lower(doc, i))
        if kind != "sure" and not lower and not _maybe(doc, i, match.group()):
            continue
        end, real = name_run(doc, i, lower=lower, sure=kind == "sure")
        if real:
            yield finder.hit(i, end)


def _maybe(doc: Doc, i: int, cue: str) -> bool:
    """Whether a doubtful cue ("née", "cordialement", "par") is followed by a name."""
    token = doc.tokens[i]
    known = lexicon.word(token.low)
    married = token.cap and cue.startswith(("nee", "ep"))
    if is_acronym(token) or (eponym(doc, i) and not (married and known.last >= 2)):
        return False
    if known.first or known.last:
        return True
    return token.cap and doc.final and cue != "par " and stranger(token, known)


def _usual_lower(doc: Doc, i: int) -> bool:
    """ "fait par caradec", "suivi par durand": a surname that is no word."""
    token = doc.tokens[i]
    known = lexicon.word(token.low)
    return len(token.text) > 3 and plausible(token) and max(known.last, known.first - 1) >= 2
