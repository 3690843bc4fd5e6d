"""Names after a civility, or announced: "Mme Le Goff", "nommé Petit", "Nom : DUPONT"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.report import Level, Proposal
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.doc import REMOVE, Hit
from toctoc.guard.text.names.namehints import aged
from toctoc.guard.text.names.nameparts import name_run
from toctoc.guard.text.names.nametitles import is_risky, is_title
from toctoc.guard.text.names.namewords import plausible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Hit, Token
    from toctoc.guard.text.names.namefinder import Finder


_PATIENT = (Proposal("le patient", "role"), REMOVE)
_PATIENTE = (Proposal("la patiente", "role"), REMOVE)
_CAREGIVER = (Proposal("un confrère", "role"), REMOVE)
_LEAD_GAP = re.compile(r"[ .:,\-\n(\"'«=\[*_]{1,6}\Z")
_AGE_AFTER_DOT = re.compile(r"\.,? ?\(?\d{1,3} ?(?:ans?|a|mois)\b")
_UNUSUAL = frozenset(("me", "maitre", "prof", "dresse"))
_MANY = frozenset(("drs", "docteurs", "prs", "professeurs", "mm", "messieurs", "mmes", "mesdames"))
_NOT_TAKEN = _MANY | _UNUSUAL  # titles that stay beside the name
_NO_COLLEAGUE = v.NOT_NAMES | v.ACRONYMS | v.BEARERS
_PLACEHOLDER = frozenset(
    ["x", "y", "z", "xx", "xxx", "xy", "yy", "zz", "n", "nn", "untel", "unetelle", "machin"]
)


def civility(finder: Finder) -> Iterator[Hit]:
    """M., Mme, Dr… followed by a name in any case."""
    doc, tokens = finder.doc, finder.doc.tokens
    for i in doc.among(v.TITLES):
        if i + 1 == len(tokens) or finder.taken[i] or not _LEAD_GAP.match(doc.gap(i + 1)):
            continue
        token = tokens[i]
        kind = v.TITLES[token.low]
        if not is_title(doc, i):
            continue
        if i and doc.final and _reversed(finder, i):
            yield finder.hit(i - 1, i, contestable=True)
            continue
        first = i + 1
        while (
            first < min(len(tokens) - 1, i + 4)
            and (tokens[first].low in v.TITLES or tokens[first].low in ("ep", "epouse"))
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
        if real and token.low in _MANY and doc.final:
            end = _colleagues(doc, end)
        if real:
            role = _CAREGIVER if kind == "care" else _PATIENTE if kind == "f" else _PATIENT
            rule = "name.caregiver" if kind == "care" else "name"
            plain = token.low not in _NOT_TAKEN and doc.text[token.start : token.end].isalpha()
            start = token.start if plain and first <= i + 2 and not _aggregate(doc, first) else None
            first += _aggregate(doc, first)
            yield finder.hit(first, end, rule, role, start=start, contestable=kind == "care")
        elif doc.final and _initials(finder, first, token):
            role = _PATIENTE if kind == "f" else _PATIENT
            stop = _initials(finder, first, token)
            yield finder.hit(first, stop, "initials", role, Level.ASK, token.start, True)


def _aggregate(doc: Doc, first: int) -> bool:
    """Whether "ag." stands there, of "Pr ag. Gildas Le Moal"."""
    end = doc.tokens[first].end
    return doc.tokens[first].low == "ag" and doc.text[end : end + 1] == "."


def _reversed(finder: Finder, i: int) -> bool:
    """ "SCHNEIDER Mme, 88 ans": the surname first, alone in capitals."""
    doc, token = finder.doc, finder.doc.tokens[i - 1]
    close = doc.gap(i) == " " and doc.gap(i + 1)[:1] in (",", "\n", ")") and doc.tokens[i].cap
    known = lexicon.word(token.low)
    return (
        close
        and token.upper
        and known.last >= 2
        and doc.opens(i - 1)
        and (known.last >= 3 or plausible(token))
    )


def _colleagues(doc: Doc, end: int) -> int:
    """End of "Drs MARTIN - LE GOFF, PETIT et SAUCIER"."""
    while end < len(doc.tokens) and doc.gap(end).strip(" ") in ("-", "–", ",", "/", "&", "et", ""):
        at = end + (doc.tokens[end].low == "et")
        start = at
        while at + 1 < len(doc.tokens) and doc.tokens[at].low in v.PARTICLES and at - start < 3:
            at += 1
        if at >= len(doc.tokens) or not doc.tokens[at].cap or "\n" in doc.gap(start):
            break
        stop, real = name_run(doc, at, lower=False, sure=True)
        if not real and doc.tokens[at].low in _NO_COLLEAGUE:
            break
        end = max(stop, at + 1)
    return end


def _office(finder: Finder, i: int) -> bool:
    """ "Monsieur le Procureur", "Madame la Haut-commissaire"."""
    tokens = finder.doc.tokens
    return i < len(tokens) and tokens[i].low in v.OFFICES


def _particled(finder: Finder, at: int) -> bool:
    """Whether a particle with its capital stands before a dotted initial: "M. Van D."."""
    doc, tokens = finder.doc, finder.doc.tokens
    if at + 1 >= len(tokens) or tokens[at].low not in v.PARTICLES or not tokens[at].cap:
        return False
    after = tokens[at + 1]
    letter = len(after.text) == 1 and after.cap and doc.text[after.end : after.end + 1] == "."
    long = len(tokens[at].text) > 1 and doc.gap(at + 1) == " "
    return long and (letter or _particled(finder, at + 1))


def _lone_letter(finder: Finder, at: int, title: Token) -> bool:
    """ "mme t. 45a", "mr b 62 ans": an initial in lower case."""
    doc, token = finder.doc, finder.doc.tokens[at]
    if len(token.text) != 1 or token.cap or not token.alpha or title.low in v.RISKY_TITLES:
        return False
    dotted = doc.text[token.end : token.end + 1] == "." and token.low not in "amltndsc"
    old = aged(doc, at) or _AGE_AFTER_DOT.match(doc.low, token.end)
    return doc.gap(at) == " " and (dotted or (bool(old) and token.low != "a"))


def _initials(finder: Finder, first: int, title: Token) -> int:
    """End index of initials ("Mme D.", "Mr LS"), or 0."""
    tokens, end = finder.doc.tokens, first
    if _lone_letter(finder, first, title):
        return first + 1
    lead = finder.doc.gap(first)
    if "\n" in lead or "," in lead or finder.doc.text.startswith(("'", "’"), tokens[first].end):
        return 0  # "Madame, Monsieur,\nJ'ai vu"
    while end - first < 2 and _particled(finder, end):
        end += 1  # "Mme Le B."
    first = end
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
    if title.low in v.RISKY_TITLES and "." not in lead:
        return 0
    return end if end > first else 0
