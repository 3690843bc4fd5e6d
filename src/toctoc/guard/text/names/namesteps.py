"""Which word may go on a name: what only its neighbours allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.names.namehints import aged
from toctoc.guard.text.names.nameverbs import is_verb
from toctoc.guard.text.names.namewords import (
    plausible,
)

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc, Token

_DOCTORS = frozenset(("dr", "docteur", "dre", "docteure", "drs"))


def broken(doc: Doc, at: int) -> bool:
    """ "n guyen", "n'guessan": a first letter cut off in lower case."""
    tokens = doc.tokens
    if tokens[at].low not in ("n", "o", "m") or at + 1 >= len(tokens):
        return False
    after, joined = tokens[at + 1], tokens[at].low + tokens[at + 1].low
    if doc.gap(at + 1) not in (" ", "'") or len(after.text) < 4 or after.low in v.NOT_NAMES:
        return False
    return lexicon.word(joined).last >= 1 or (doc.gap(at + 1) == "'" and plausible(after))


def titled(doc: Doc, at: int) -> bool:
    """At publication a capital right after a title is a name, though a word: "Dr Ah-Fat"."""
    token = doc.tokens[at]
    if "," in doc.gap(at) or "\n" in doc.gap(at):
        return False
    if not doc.final or doc.shouted or token.upper or not token.alpha or len(token.text) < 2:
        return doc.final and token.upper and token.alpha and _unknown(token)
    if token.low in v.NOT_NAMES or token.low in v.TITLES or token.low in v.OFFICES:
        return False
    return not (lexicon.is_drug(token.low) or token.low in v.ACRONYMS or token.low in v.BEARERS)


def _unknown(token: Token) -> bool:
    """Whether a short word in capitals is neither French nor medical: "MR WEA"."""
    known = lexicon.word(token.low)
    short = len(token.text) > 2 and not known.common and token.low not in v.NOT_NAMES
    return short and token.low not in v.ACRONYMS and not lexicon.is_acronym(token.low)


def low_titled(doc: Doc, index: int, at: int, real: int) -> bool:
    """ "docteur le fur", "mlle boyer ambre 17 ans": a word of the language made a name."""
    token, before = doc.tokens[at], doc.tokens[at - 1]
    known = lexicon.word(token.low)
    follows = at + 1 < len(doc.tokens) and doc.gap(at + 1) in (" ", "-")
    pair = follows and lexicon.word(doc.tokens[at + 1].low).first >= 3 and aged(doc, at + 1)
    if not token.alpha or token.low in v.NOT_NAMES | v.OFFICES | v.ACRONYMS:
        return False
    if token.low in v.BEARERS and not (pair and known.last == 4):
        return False
    if not real and index and doc.tokens[index - 1].low in _DOCTORS and at == index:
        surname = known.last >= 3 and not lexicon.is_clinical(token.low)
        fresh = known == (0, 0, False) and len(token.text) > 4
        if (fresh or surname) and token.low not in v.ADJECTIVES:
            return not lexicon.is_drug(token.low)
    if not real:
        particle = at > index and before.low in ("le", "la", "ben", "el", "ould", "van")
        return known.last >= 3 and len(token.text) > 2 and (particle or pair)
    if real > 1 and known.last >= 3 and not lexicon.is_clinical(token.low) and not is_verb(token):
        closed = doc.text[token.end : token.end + 1] in ("", ",", ".", ")", "\n")
        if closed and token.low not in v.ADJECTIVES and not lexicon.word(before.low).common:
            return True  # "m. abdou rahman soule"
    hyphen = doc.gap(at) == "-" or doc.text[token.end : token.end + 1] == "-"
    return known.first >= 3 and (aged(doc, at) or hyphen)


def label(doc: Doc, at: int) -> bool:
    """ "Dr Pham Ped : Dr Souchon": what a colon follows opens the next field."""
    token = doc.tokens[at]
    known = lexicon.word(token.low)
    colon = doc.low[token.end : token.end + 2].strip()[:1] == ":"
    return colon and len(token.text) < 8 and max(known[:2]) < 2


def runs_over(doc: Doc, at: int) -> bool:
    """ "Madame Claire\\nFontaine revient": the surname opens the next line of a sentence."""
    before, token = lexicon.word(doc.tokens[at - 1].low), doc.tokens[at]
    known = lexicon.word(token.low)
    goes_on = at + 1 < len(doc.tokens) and not doc.tokens[at + 1].cap and doc.gap(at + 1) == " "
    return before.first >= 3 and token.cap and goes_on and (plausible(token) or known.last >= 3)


def after_first(doc: Doc, index: int, at: int) -> bool:
    """A capital right after a first name is its surname: "Marie France", "Jean Fongueuse"."""
    token, before = doc.tokens[at], doc.tokens[at - 1]
    if at == index or doc.shouted or doc.gap(at) not in (" ", "-") or token.low in v.ACRONYMS:
        return False
    known = lexicon.word(before.low)
    named = known.first >= 3 and not known.common and before.cap
    return (
        named
        and len(token.text) > 2
        and token.alpha
        and token.low not in v.NOT_NAMES
        and token.low not in v.TITLES
    ) or (before.low == "marie" and token.low == "france")


def sainted(doc: Doc, at: int) -> bool:
    """ "Me Saint-Jours": a surname hyphened to its saint, though the second half is a word."""
    if at + 1 >= len(doc.tokens) or doc.gap(at + 1) != "-" or doc.shouted:
        return False
    one, two = doc.tokens[at], doc.tokens[at + 1]
    return one.cap and two.cap and one.low in ("saint", "sainte") and two.alpha


def comma_name(doc: Doc, at: int) -> bool:
    """ "DUPONT, Jean": a comma inside a name as forms write it."""
    if doc.gap(at) not in (", ", ","):
        return False
    before, token = doc.tokens[at - 1], doc.tokens[at]
    return before.upper and token.cap and lexicon.word(token.low).first >= 2
