"""Names beside each other: two that no word explains, and those of a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.exceptions import eponym, headed
from toctoc.guard.text.names.namehints import aged, stranger
from toctoc.guard.text.names.nameparts import name_run
from toctoc.guard.text.names.namewords import (
    is_acronym,
    lower_ok,
    nameable,
    plausible,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Hit
    from toctoc.guard.text.names.namefinder import Finder

_ROLE_AFTER = re.compile(
    r",? \(?(?:interne|medecin|chef|professeur|docteur|infirmiere?|sage-femme|praticien|psychologue"
    r"|externe|assistante?|chirurgien|pharmacien|residente?|ide|d\.?e\.?s)\b"
)
_PEOPLE = v.ROLES | v.KIN
_THEIRS = v.OWNED_OF | {"suivi", "agit", "decede", "deces"}
_JOINTS = frozenset(("et", "ou", "puis", "de", "le", "la", "les"))


def strangers(finder: Finder) -> Iterator[Hit]:
    """ "Zabihullah Stanikzai", "Kouassi Ahou": two capitals that no French word explains."""
    doc, tokens = finder.doc, finder.doc.tokens
    if not doc.final or doc.shouted:
        return
    for i in doc.caps:
        if i + 1 == len(tokens) or finder.taken[i] or finder.taken[i + 1]:
            continue
        token, after = tokens[i], tokens[i + 1]
        if not after.cap:
            continue
        if doc.gap(i + 1) != " " or not (plausible(token, 5) and plausible(after, 5)):
            continue
        if eponym(doc, i) or eponym(doc, i + 1) or is_acronym(token) or is_acronym(after):
            continue
        if token.upper and after.upper and doc.opens(i):
            continue
        if _called(finder, i):
            end, _ = name_run(doc, i, lower=False)
            if end - i < 4:
                yield finder.hit(i, max(end, i + 2), contestable=True)


def _called(finder: Finder, i: int) -> bool:
    """Whether both words are names somewhere, or what leads to them leads to people."""
    doc, tokens = finder.doc, finder.doc.tokens
    a, b = lexicon.word(tokens[i].low), lexicon.word(tokens[i + 1].low)
    if (any(a[:2]) and any(b[:2])) or a.first or b.first:
        near = {t.low for t in tokens[max(0, i - 6) : i]}
        if doc.gap(i) == " " and i and not tokens[i - 1].cap and not near.isdisjoint(_PEOPLE):
            return True
    if (a.first and b.last) or (b.first and a.last):
        return not _elsewhere(finder, i)
    if (doc.gap(i).endswith(": ") or _ROLE_AFTER.match(doc.low, tokens[i + 1].end)) and not (
        _elsewhere(finder, i)
    ):
        return True
    lead = tokens[i - 1].low if i else ""
    if lead in ("de", "d") and i > 1:
        return tokens[i - 2].low in _THEIRS
    return (
        not _elsewhere(finder, i)
        and lead in ("pour", "avec", "par", "chez", "a", "est")
        and doc.gap(i) == " "
    )


def _elsewhere(finder: Finder, i: int) -> bool:
    """Whether the pair is rather a town, a laboratory or the end of a longer title."""
    doc, tokens = finder.doc, finder.doc.tokens
    before = tokens[i - 1].low if i else ""
    if before in v.PLACE_BEFORE or (i and tokens[i - 1].cap and not finder.named[i - 1]):
        return doc.gap(i) in (" ", "-")
    return any(lexicon.place(t.low) is not None for t in tokens[i : i + 2])


def halves(finder: Finder) -> Iterator[Hit]:
    """ "vu ce jour Rousset blandine": a capital, then a first name in lower case."""
    doc, tokens = finder.doc, finder.doc.tokens
    for i in [at - 1 for at in finder.firsts if at] if doc.final else ():
        one, two = tokens[i], tokens[i + 1]
        if not one.cap or two.cap or finder.taken[i] or doc.gap(i + 1) != " ":
            continue
        known = lexicon.word(two.low)
        if known.first < 3 or known.common or eponym(doc, i) or eponym(doc, i + 1):
            continue
        if plausible(one, 5) and not is_acronym(one) and lower_ok(doc, two, later=True):
            yield finder.hit(i, i + 2, contestable=True)
    for i in doc.caps if doc.final and not doc.shouted else ():
        if i + 1 < len(tokens) and not tokens[i + 1].cap and _mixed(finder, i):
            yield finder.hit(i, i + 2, contestable=True)


def _mixed(finder: Finder, i: int) -> bool:
    """ "Zhou meilin, passeport": a surname, then a word that no list has, then a comma."""
    doc, one, two = finder.doc, finder.doc.tokens[i], finder.doc.tokens[i + 1]
    if finder.taken[i] or doc.opens(i) or doc.gap(i + 1) != " " or is_acronym(one):
        return False
    if not (doc.text[two.end : two.end + 1] == "," or aged(doc, i + 1)):
        return False
    known = lexicon.word(one.low)
    fresh = stranger(two, lexicon.word(two.low)) and not lexicon.is_clinical(two.low)
    named = known.last >= 2 and plausible(one) and lexicon.place(one.low) is None
    return fresh and named and not eponym(doc, i) and two.text[-1] not in "és"


def doubles(finder: Finder) -> Iterator[Hit]:
    """ "j'ai vu marie-laure": two first names joined, even in lower case."""
    doc, tokens = finder.doc, finder.doc.tokens
    for i in finder.firsts if doc.final else ():
        if not i or doc.gap(i) != "-" or finder.taken[i] or finder.taken[i - 1]:
            continue
        one, two = lexicon.word(tokens[i - 1].low), lexicon.word(tokens[i].low)
        usual = one.first == 4 and two.first == 4 and not (one.common and two.common)
        usual = usual or (tokens[i - 1].low in ("jean", "marie") and two.first >= 3)
        if not usual or len(tokens[i].text) < 3 or len(tokens[i - 1].text) < 3:
            continue
        if not (eponym(doc, i) or headed(doc, i - 1) or lexicon.is_hospital(_joined(doc, i))):
            yield finder.hit(_before(finder, i - 1), i + 1, contestable=True)


def _before(finder: Finder, i: int) -> int:
    """Index of a surname that nobody knows before a double first name: "Hnawia Jean-Marc"."""
    doc, token = finder.doc, finder.doc.tokens[i - 1] if i else None
    if (
        token is None
        or not token.cap
        or doc.gap(i) != " "
        or finder.taken[i - 1]
        or doc.opens(i - 1)
    ):
        return i
    return i - 1 if plausible(token, 5) and not is_acronym(token) and doc.final else i


def _joined(doc: Doc, i: int) -> str:
    return f"{doc.tokens[i - 1].low} {doc.tokens[i].low}"


def enumerated(finder: Finder) -> Iterator[Hit]:
    """ "Dr Martin et Roy", "Anna, Inès et Jade": what stands beside names in a list."""
    doc, tokens = finder.doc, finder.doc.tokens
    if not doc.final or not any(finder.named):
        return
    for i in range(len(tokens) - 1):
        if finder.named[i + 1] and doc.gap(i + 1) == "-" and not finder.taken[i]:
            token = tokens[i]  # "DUBOIS-LERAY Capucine"
            if token.upper and tokens[i + 1].upper and lexicon.word(token.low).last >= 1:
                yield finder.hit(i, i + 1, contestable=True)
    for i in doc.caps:
        token = tokens[i]
        if not i or finder.taken[i] or is_acronym(token):
            continue
        before = i - 1
        joint = doc.gap(i)
        if joint == " (" and doc.text[token.end : token.end + 1] == ")" and finder.named[before]:
            if not token.upper and plausible(token) and not eponym(doc, i):
                yield finder.hit(i, i + 1, contestable=True)  # "Amitiés, Sophie (Delattre)"
            continue
        while before > 0 and tokens[before].low in _JOINTS:
            joint, before = tokens[before].low, before - 1
        if joint == "-" and token.upper and lexicon.word(token.low).last >= 1:
            if finder.named[before]:
                yield finder.hit(i, i + 1, contestable=True)
            continue
        if joint not in _JOINTS and joint.strip() not in (",", "-", "/", "&", ";"):
            continue
        if not finder.named[before] or "\n" in doc.text[tokens[before].end : token.start]:
            continue
        known = lexicon.word(token.low)
        usual = known.last >= 3 if joint in ("et", "ou", "-") else False
        if plausible(token, 5) and max(known[:2]) >= 2 and not _elsewhere(finder, i):
            usual = True
        if usual and not eponym(doc, i) and nameable(token):
            end, _ = name_run(doc, i, lower=False)
            led = tokens[i - 1].cap and tokens[i - 1].low in v.PARTICLES and doc.gap(i) == " "
            start = i - 1 if led and not finder.taken[i - 1] else i  # "et El Idrissi"
            yield finder.hit(start, max(end, i + 1), contestable=True)
