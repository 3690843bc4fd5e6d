"""Whether "M", "Pr", "Me" are titles, and what may follow the doubtful ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.names.namehints import aged
from toctoc.guard.text.names.namesteps import low_titled, sainted
from toctoc.guard.text.names.namewords import (
    person_after,
    plausible,
)

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc


# endings of the second name of a microbe
_LATIN = re.compile(r"(?:is|us|um|ii|ae|ense|ans|ata|orum)\Z")
_PRONOUNS = frozenset(("il", "elle", "on", "qui", "ne", "ca", "ils", "elles", "je", "tu", "s"))


def _genus(doc: Doc) -> bool:
    """Whether a genus of microbes whose name begins with an M is told of."""
    return any(
        doc.tokens[i].low[0] == "m" and lexicon.is_species(doc.tokens[i].low) for i in doc.caps
    )


def is_title(doc: Doc, i: int) -> bool:
    """ "M", "Pr", "Me" are often something else: a capital or a dot must say otherwise."""
    token = doc.tokens[i]
    if token.low not in v.RISKY_TITLES:
        return True
    if doc.gap(i + 1) == "-":
        return False  # "M-CHAT"
    named = doc.gap(i + 1) == ". " and doc.tokens[i + 1].cap and len(doc.tokens[i + 1].text) > 2
    if (i and doc.gap(i) == "") or (
        i
        and not (token.cap and named)
        and token.low in ("m", "mm", "me")
        and doc.tokens[i - 1].text[-1:].isdigit()
        and doc.gap(i) in ("", " ")
    ):
        return False
    if token.low == "m" and i and doc.tokens[i - 1].low == "sexe":
        return False
    if token.low == "prof" and ":" in doc.gap(i + 1):
        return False  # "PROF : OUVRIER"
    dotted = doc.gap(i + 1).startswith(".")
    if token.low == "me" and _bare_m(doc, i):
        return True
    if token.low == "m":
        return token.cap or dotted or _bare_m(doc, i)
    if token.low == "mm":
        return token.cap and dotted
    if token.low == "pr" and i and doc.final and doc.tokens[i - 1].low in ("le", "du", "au"):
        return True  # "vue avec le pr maillard"
    return token.cap or dotted or doc.tokens[i + 1].cap


def _bare_m(doc: Doc, i: int) -> bool:
    """ "m leroy a 82 ans": a usual surname after a bare "m" that is no pronoun and no muscle."""
    if not doc.final or doc.gap(i + 1) != " " or (i and doc.tokens[i - 1].low in _PRONOUNS):
        return False
    token = doc.tokens[i + 1]
    known = lexicon.word(token.low)
    if token.cap or known.last < 3 or lexicon.is_species(token.low) or len(token.text) < 4:
        return False
    told = aged(doc, i + 1) or person_after(doc, i + 1)
    return told if known.common or doc.tokens[i].low == "me" else plausible(token)


def is_risky(doc: Doc, title: int, first: int) -> bool:
    """After a doubtful title only a known name counts: "M. bovis", "pr IRM", "Me Voilà"."""
    low = doc.tokens[title].low
    if low not in v.RISKY_TITLES:
        return False
    token = doc.tokens[first]
    if doc.tokens[title].cap and sainted(doc, first) and doc.gap(first) in (" ", ". "):
        return False
    if low == "m" and not token.cap and _LATIN.search(token.low) and _genus(doc):
        return True  # "M. mycetomatis" where "Madurella" was told
    at = first
    while token.low in v.PARTICLES and at + 1 < min(len(doc.tokens), first + 5):
        at += 1
        token = doc.tokens[at]
    known = lexicon.word(token.low)
    named = (known.last >= 1 or known.first >= 2) and not (known.common and not token.cap)
    if low == "m" and doc.tokens[title].cap and doc.gap(title + 1).startswith(". ") and token.cap:
        return False
    bare = doc.final and low in ("m", "me") and not doc.tokens[title].cap and doc.gap(first) == " "
    if bare and known.last >= 3:
        return False  # `is_title` looked at it
    dotted = doc.final and doc.gap(title + 1).startswith(". ") and low == "m"
    if dotted and not known.common and max(known[:2]) >= 3 and plausible(token, 5):
        return lexicon.is_clinical(token.low)  # "m. hamidou rdv jeudi"
    if dotted and token.cap and not token.upper and len(token.text) > 2:
        return lexicon.is_species(token.low)
    if dotted and not known.common and plausible(token, 5):
        pair = at + 1 < len(doc.tokens) and doc.gap(at + 1) == " "
        pair = pair and plausible(doc.tokens[at + 1]) and known.first >= 1
        return not (pair or person_after(doc, at))
    if not token.cap and doc.final and doc.gap(title + 1).startswith(". ") and known.common:
        acts = known.last == 4 and v.PERSON_AFTER.match(doc.low, token.end) is not None
        return not (acts or low_titled(doc, first, at, 0))  # "m. blanc tousse"
    if low == "m" and token.upper and not doc.shouted and aged(doc, at) and not known.common:
        return len(token.text) < 4  # "M GOVINI, 74 ans"
    if low == "me" and doc.tokens[title].text == "Me" and token.cap and doc.final:
        opens = doc.opens(title) and ":" not in doc.gap(title)
        return opens or (token.low not in v.PARTICLES and not plausible(token))
    if low in ("pr", "prof") and doc.tokens[title].cap and token.cap:
        return False
    return not named
