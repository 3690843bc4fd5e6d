"""Which words can be part of a name, each looked at alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.names.namehints import aged, stranger
from toctoc.guard.text.names.nameverbs import is_verb
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc, Token

_CAMEL = re.compile(r"[a-zà-ÿ]{3}[A-ZÀ-Þ]|[A-Z][a-z]{3,}[A-Z]{2}")
_RELATIVES = frozenset(
    words("""
    frere soeur mere pere fils fille mari femme enfant bebe tante oncle maman papa epouse epoux
    patient patiente
""")
)


def is_acronym(token: Token) -> bool:
    """Whether capitals alone explain the token: "IRM", "HTA", "GINA"."""
    return token.upper and (
        token.low in v.ACRONYMS or len(token.text) <= 3 or lexicon.is_acronym(token.low)
    )


def word_ok(token: Token, later: bool = False, sure: bool = False) -> bool:
    """Whether a capitalised token can be (part of) a name after something announced one.

    sure: a civility or a surname beside it lets "Diane" and "LISA" be people.
    """
    if not token.alpha or token.low in v.NOT_NAMES or token.low in v.TITLES:
        return False
    known = lexicon.word(token.low)
    if not (sure and max(known.last, known.first) >= 3):
        if lexicon.is_drug(token.low) or lexicon.is_species(token.low):
            return False
        if token.upper and lexicon.is_acronym(token.low):
            return False
    if token.low in v.ACRONYMS and (token.upper or max(known.last, known.first) < 2):
        return False
    if not known.common:
        return len(token.text) > 1 and not (token.upper and len(token.text) <= 3 and not known.last)
    floor = 3 if later else 2
    return known.last >= floor or known.first >= floor


def lower_ok(doc: Doc, token: Token, later: bool = False) -> bool:
    """Whether a lower-case token can be a name after a civility."""
    if not token.alpha or len(token.text) < 3 or token.low in v.NOT_NAMES or token.low in v.TITLES:
        return False
    if lexicon.is_drug(token.low) or lexicon.is_species(token.low) or token.low in v.ACRONYMS:
        return False
    if is_verb(token):
        return False
    known = lexicon.word(token.low)
    if not known.common:
        if known.last or known.first >= 2:
            return not later or known.last >= 2 or known.first >= 2
        return not later and stranger(token, known, 5 if doc.final else 6)
    if not later and known.last >= 2 and aged(doc, doc.index_at(token.start)):
        return True
    if later or known.last < 4:
        return False
    return token.low not in v.ADJECTIVES or bool(v.PERSON_AFTER.match(doc.low, token.end))


def plausible(token: Token, least: int = 4) -> bool:
    """Whether a word in itself may be a name: known as one or unknown, and no French word."""
    if not token.alpha or len(token.text) < 2 or token.low in v.NOT_NAMES or token.low in v.TITLES:
        return False
    if token.low in v.ACRONYMS or token.low in v.BEARERS or v.DRUG_LIKE.search(token.low):
        return False
    if lexicon.is_drug(token.low) or lexicon.is_species(token.low) or lexicon.is_eponym(token.low):
        return False
    if token.upper and lexicon.is_acronym(token.low):
        return False
    if token.cap and not token.upper and _CAMEL.search(token.text):
        return False  # "HerniaSurge"
    known = lexicon.word(token.low)
    if known.common or is_verb(token):
        return False
    if known.first or known.last:
        return len(token.text) > 2 or known.last >= 2
    return stranger(token, known, least)


def nameable(token: Token) -> bool:
    """Whether a word may be a name beside a surer one: also "Marie", "Petit", "Rose"."""
    if plausible(token):
        return True
    if not token.alpha or token.low in v.NOT_NAMES or token.low in v.TITLES:
        return False
    if token.low in _RELATIVES or (token.low in v.ACRONYMS and token.upper):
        return False
    known = lexicon.word(token.low)
    return known.first >= 3 or known.last >= 3


def usual_first(known: lexicon.Word, shouted: bool) -> bool:
    """Whether a word is a first name often enough to stand beside a surname."""
    if shouted:
        return known.first >= 3 and not known.common
    return known.first >= 2 and (not known.common or known.first >= 3)


def person_after(doc: Doc, i: int) -> bool:
    """ "Lucas, 8 ans" or "Lucas a de la fièvre"."""
    match = v.PERSON_AFTER.match(doc.low, doc.tokens[i].end)
    return match is not None and doc.text[match.end() - 1] != "à"
