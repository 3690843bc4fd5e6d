"""Names in pairs: "Jean Dupont", "J. Dupont", "Madec P.J.", "jean-marc prigent 59a"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.exceptions import eponym, in_long_eponym
from toctoc.guard.text.names.namehints import aged, stranger
from toctoc.guard.text.names.nameparts import name_run
from toctoc.guard.text.names.namewords import (
    is_acronym,
    lower_ok,
    usual_first,
    word_ok,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Hit
    from toctoc.guard.text.names.namefinder import Finder


_TRAILING = re.compile(
    r"\b[A-ZÀ-Þ][\w']{2,20} (?:[A-Z]\.[ \-]?(?:[A-Z]\b\.?)?|[A-Z](?=\s*(?:\n|\Z)))(?![\w])"
)


_OLD = re.compile(r"\.?,? (?:\(?\d{1,3} ?(?:ans?|a|mois|sem|jours|j)\b|agee?s?\b|nee?s? le)")
_FORENAMES = frozenset(("bi", "tra", "thi", "lou", "irie", "goore"))


def lowered(finder: Finder) -> Iterator[Hit]:
    """ "jean-marc prigent 59a": a pair in lower case that an age follows."""
    doc, tokens = finder.doc, finder.doc.tokens
    pairs = {at for i in finder.firsts for at in (i - 1, i) if 0 <= at < len(tokens) - 1}
    for i in sorted(pairs):
        one, two = tokens[i], tokens[i + 1]
        if one.cap or two.cap or doc.gap(i + 1) != " " or finder.taken[i]:
            continue
        if not aged(doc, i + 1):
            if _met(finder, i):
                yield finder.hit(i, i + 2, contestable=True)
            continue
        for first, last in ((one, two), (two, one)):
            a, b = lexicon.word(first.low), lexicon.word(last.low)
            usual = a.first >= (2 if not a.common and first is one else 3)
            if not usual or (a.common and (a.first < 4 or b.common)):
                continue
            plain = b.last >= 1 and not b.common and lower_ok(doc, last)
            colour = first is one and a.first == 4 and not a.common and b.last == 4 and b.common
            if not (plain or colour) or eponym(doc, i + 1):
                continue  # "josiane blanc, née en"
            start = i - 1 if i and doc.gap(i) == "-" and not finder.taken[i - 1] else i
            yield finder.hit(start, i + 2)
            break


def _met(finder: Finder, i: int) -> bool:
    """ "revue avec jean lefèvre": a usual first name and a surname that is no word."""
    doc, one, two = finder.doc, finder.doc.tokens[i], finder.doc.tokens[i + 1]
    if not i or not doc.final or finder.taken[i + 1] or doc.gap(i) != " ":
        return False
    if doc.tokens[i - 1].low not in ("avec", "par", "chez", "pour") or one.low in v.BEARERS:
        return False
    a, b = lexicon.word(one.low), lexicon.word(two.low)
    usual = a.first == 4 and b.last >= 3 and not b.common and lower_ok(doc, two)
    return usual and not (eponym(doc, i) or eponym(doc, i + 1))


def initialled(finder: Finder) -> Iterator[Hit]:
    """ "J. Dupont", "J.-C. KEPPY", "DUPONT J."."""
    doc, tokens = finder.doc, finder.doc.tokens
    for i in doc.caps:
        token = tokens[i]
        if len(token.text) != 1 or not token.alpha or finder.taken[i]:
            continue
        if i + 1 == len(tokens) or doc.gap(i + 1) not in (". ", ".", ".-", "-"):
            continue
        first = i
        at = i + 1
        while at < min(len(tokens), i + 5) and len(tokens[at].text) == 1 and tokens[at].cap:
            at += 1
        if at >= len(tokens) or at - first > 3 or doc.gap(at) not in (". ", "."):
            continue
        name = tokens[at]
        known = lexicon.word(name.low)
        if not name.cap or not word_ok(name) or eponym(doc, at) or len(name.text) < 3:
            continue
        if known.last < 1 or (known.common and not name.upper) or (known.common and doc.shouted):
            continue
        if i and doc.gap(i).strip() == "" and tokens[i - 1].low in v.UNIT_BEFORE:
            continue
        end, _ = name_run(doc, at, lower=False)
        yield finder.hit(first, end)


def trailing(finder: Finder) -> Iterator[Hit]:
    """ "Madec P.J.", "CHAILLOUX A" at the end of a line."""
    doc = finder.doc
    if not any(doc.tokens[i].end - doc.tokens[i].start == 1 for i in doc.caps):
        return
    for match in _TRAILING.finditer(doc.text):
        i = doc.index_at(match.start())
        if i >= len(doc.tokens) or finder.taken[i] or not word_ok(doc.tokens[i]):
            continue
        known = lexicon.word(doc.tokens[i].low)
        named = known.last >= 2 or (known.first >= 3 and doc.final)
        listed = doc.gap(i).strip() in (";", ":") and stranger(doc.tokens[i], known)
        named = named or (doc.final and listed)  # "; Adjibabi W. ;"
        old = _OLD.match(doc.low, match.end()) and known.first and not known.common
        named = named or (doc.final and bool(old))  # "Eya B. S., âgée de"
        word = known.common and (doc.shouted or not doc.tokens[i].upper)
        if not named or word or eponym(doc, i):
            continue
        stop = doc.index_at(match.end())
        if i and doc.gap(i) == "-" and not finder.taken[i - 1]:
            i -= 1  # "Jean-Yves L."
        yield finder.hit(i, max(stop, i + 1), contestable=True)


def pairs(finder: Finder) -> Iterator[Hit]:
    """A first name beside a surname, in either order."""
    doc, tokens = finder.doc, finder.doc.tokens
    for i in doc.caps:
        if i + 1 == len(tokens) or not tokens[i + 1].cap:
            continue
        if finder.taken[i] or finder.taken[i + 1]:
            continue
        if doc.gap(i + 1) not in (" ", "-", "  ", ", ", "\n") or not _pair(finder, i):
            continue
        if i > 1 and tokens[i - 1].low == "de" and tokens[i - 2].low in v.PLACE_BEFORE:
            continue
        end, _ = name_run(doc, i, lower=False)
        end = max(end, i + 2)
        yield finder.hit(_particle(finder, i), _third(finder, end), contestable=True)


def _particle(finder: Finder, i: int) -> int:
    """Index of "Dos" before "Santos Maria"."""
    doc, token = finder.doc, finder.doc.tokens[i - 1] if i else None
    while token and token.cap and token.low in _FORENAMES and doc.gap(i) == " ":
        if finder.taken[i - 1]:
            return i
        i -= 1  # "Bi Tra Serge Zouzou"
        token = doc.tokens[i - 1] if i else None
    if token is None or not token.cap or token.low not in v.PARTICLES or finder.taken[i - 1]:
        return i
    return i - 1 if doc.gap(i) == " " and len(token.text) > 1 and not doc.shouted else i


def _third(finder: Finder, end: int) -> int:
    """End of "Abdou Houmadi Rassoul, 12 ans": a third name that is a word too, before an age."""
    doc, tokens = finder.doc, finder.doc.tokens
    if end >= len(tokens) or doc.gap(end) != " " or doc.shouted or finder.taken[end]:
        return end
    token = tokens[end]
    fine = token.cap and token.alpha and token.low not in v.NOT_NAMES and aged(doc, end)
    return end + 1 if fine and max(lexicon.word(token.low)[:2]) >= 2 else end


def _pair(finder: Finder, i: int) -> bool:
    doc = finder.doc
    one, two = doc.tokens[i], doc.tokens[i + 1]
    both = one.upper and two.upper
    if not (
        word_ok(one, sure=both and not lexicon.is_acronym(two.low))
        and word_ok(two, sure=both and not lexicon.is_acronym(one.low))
    ) or eponym(doc, i):
        return False
    if eponym(doc, i + 1) and (
        lexicon.word(one.low).first < 3 - aged(doc, i + 1) or in_long_eponym(doc, i + 1)
    ):
        return False
    if len(one.text) < 3 or len(two.text) < 2 or (two.upper and len(two.text) < 3):
        return False
    a, b = lexicon.word(one.low), lexicon.word(two.low)
    spot = lexicon.place(two.low)
    if one.upper and not two.upper and a == (0, 0, False) and spot and spot.population >= 5000:
        return False  # "CRMIN Nancy"
    if doc.gap(i + 1) == "-" and lexicon.is_eponym(one.low) and not b.first:
        return False  # "Marie-Strümpell"
    if doc.gap(i + 1) in (", ", "\n"):
        return (
            (one.upper or (doc.opens(i) and a.first < 2 and doc.gap(i + 1) == ", "))
            and not doc.shouted
            and a.last >= 1
            and not a.common
            and b.first >= 3
            and not b.common
        )
    forward = usual_first(a, doc.shouted) and (b.last >= 1 or b.first >= 1 or b == (0, 0, False))
    backward = usual_first(b, doc.shouted) and (a.last >= 1 or (one.upper and not two.upper))
    if aged(doc, i + 1) and not (one.upper and is_acronym(one)) and doc.gap(i + 1) == " ":
        lone = a.last >= (2 if a.common else 1) or stranger(one, a)
        if (b.first >= (3 if b.common or a.common else 2) and lone) or (
            a.first >= (3 if a.common or b.common else 2)
            and (b.last >= (2 if b.common else 1) or stranger(two, b, 4))
        ):
            return True
    if a.first >= 2 and b.last >= 3 and not b.common and not doc.shouted:
        forward = True  # "Rosette Moreau": only the surname is no word
    doubtful = b.last < 3 or (doc.opens(i) and a.common and b.first < 4 and b.last < 4)
    if forward and b.common and (doc.shouted or doubtful):
        forward = False
    if backward and a.common and (doc.opens(i) or doc.shouted or a.last < 3):
        odd = b.first == 4 and not b.common and a.last >= 2 and not lexicon.is_clinical(one.low)
        backward = odd and doc.final and not doc.shouted  # "Printemps Maëlle (16a)"
    return forward or backward
