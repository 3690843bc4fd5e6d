# ruff: noqa: E501  (patterns read better whole)
"""Initials of a patient: "patient A.B", "J.-P. L., 59 ans", "MF, 22 ans"; never a species."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.report import Category, Level
from toctoc.guard.text.doc import Hit
from toctoc.guard.text.names.persons import PATIENT, age_begins
from toctoc.guard.text.vocabulary import ACRONYMS
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

_CIVIL = frozenset(
    words("m mr mme mlle monsieur madame mademoiselle enfant initiales initiale nomme")
)
_HOLDERS = (PATIENT | _CIVIL) - {"h", "f"}
_AGED = frozenset(words("age agee agees ne nee"))
_JOINS = frozenset((".", "-", ".-", ". ", " ", ". - "))
_PLACEHOLDERS = frozenset(words("x y z xx xy yy zz xxx n nn"))
_CASE = re.compile(r"(?:cas|observation|patiente?|sujet|malade)\Z")


# words that a reference of a letter or a closing holds
_PEN = frozenset(
    words("""
    ref reference references sec secretaire frappe tape tapee saisi saisie dicte dictee merci cordialement cdt cdlt
    confraternellement bises amicalement amities sign signe lu lue relu relue valide validee redige
    redigee signee interprete interpretee fait faite
    """)
)
_SMALL = frozenset(words("le la les un une ce des du au en ok dr pr non oui moi nous lui vous svp"))
_REFERENCE = re.compile(
    r"\b(?:[nv]/ ?|nos? |vos? |notre |votre )ref(?:erence)?s?\.?[ :]{1,4}(?P<pair>[a-z]{2,3} ?/ ?[a-z]{2,3})\b"
    r"|\b(?:tapee?|saisie?|dictee?|frappe|sec(?:retaire|\.)?)(?: par)? ?: ?(?P<typist>[a-z]{2,3}(?: ?/ ?[a-z]{2,3})?)(?![\w'])"
)
_CLOSED = re.compile(
    r"(?:[Mm]erci|ordialement|[Cc]dl?t|onfraternellement|[Bb]ises|micalement|mitiés|[Ss]ign\.?)[^\w\n]{0,3}[ \n]"
    r"(?P<letters>[A-Z]{2,3}|(?:[A-Z]\.){1,3}[A-Z]?)\.?\s*\Z"
)
_READ = re.compile(
    r"\b(?:[Rr]?e?lue?|[Vv]alidée?|[Rr]édigée?|[Ss]ignée?|[Ii]nterprétée?|[Ss]aisie?|[Tt]apée?|[Dd]ictée?|[Ff]aite?) par (?P<letters>[A-Z]{2,3})(?=[),.;\n]|\Z)"
)
_LONGEST = 4  # letters of a run


def find_initials(doc: Doc) -> Iterator[Hit]:
    """One to four capital letters that stand for a patient's names, or for who wrote a letter."""
    yield from _written(doc)
    tokens, at = doc.tokens, 0
    while at < len(tokens):
        token = tokens[at]
        if not token.cap or token.end - token.start > _LONGEST:
            at += 1
            continue
        stop = _run(doc, at)
        if stop and _theirs(doc, at, stop):
            start, end = tokens[at].start, tokens[stop - 1].end
            yield Hit(
                start, end, Category.INITIALS, Level.WARN, "initials.patient", (), contestable=True
            )
        at = stop or at + 1


def _written(doc: Doc) -> Iterator[Hit]:
    """ "N/Réf HT/vb", "tapé par : jt", "Merci. EQ" at the very end."""
    if doc.words.isdisjoint(_PEN):
        return
    for match in _REFERENCE.finditer(doc.low):
        yield from _letters_of(doc, match, "pair", "typist")
    for match in _READ.finditer(doc.text) if "par" in doc.words else ():
        low = match["letters"].lower()
        if low not in ACRONYMS and not lexicon.is_acronym(low):
            yield from _letters_of(doc, match, "letters")
    last = _CLOSED.search(doc.text)
    low = last["letters"].lower().replace(".", "") if last else ""
    if last and low not in ACRONYMS and not lexicon.is_acronym(low):
        yield from _letters_of(doc, last, "letters")


def _letters_of(doc: Doc, match: re.Match[str], *groups: str) -> Iterator[Hit]:
    for group in groups:
        start, end = match.span(group)
        if start >= 0 and doc.low[start:end].replace(".", "") not in _PLACEHOLDERS | _SMALL:
            category = Category.INITIALS
            yield Hit(start, end, category, Level.WARN, "initials.patient", (), contestable=True)


def _run(doc: Doc, at: int) -> int:
    """Index after the letters that begin at token `at`, or 0."""
    tokens, stop = doc.tokens, at
    while stop < len(tokens) and stop - at < 4 and _letters(doc, stop):
        if stop > at and (doc.gap(stop) not in _JOINS or len(tokens[stop - 1].text) > 1):
            break
        stop += 1
    return stop if stop > at else 0


def _letters(doc: Doc, at: int) -> bool:
    text = doc.tokens[at].text
    return text.isalpha() and text.isupper() and len(text) <= 4


def _theirs(doc: Doc, at: int, stop: int) -> bool:
    """Whether a patient's word stands before the letters, or an age after them."""
    tokens = doc.tokens
    whole = "".join(t.low for t in tokens[at:stop])
    dotted = stop - at > 1
    if whole in _PLACEHOLDERS or doc.shouted:
        return False
    if not dotted and (whole in ACRONYMS or lexicon.is_acronym(whole)):
        return False
    aged = stop < len(tokens) and (
        (age_begins(doc, stop) and doc.gap(stop).strip(" .") in ("", ","))
        or (tokens[stop].low in _AGED and doc.gap(stop).strip(" .,") == "")
    )
    before = tokens[at - 1].low if at else ""
    held = before in _HOLDERS and doc.gap(at).strip(".") in (" ", "")
    if dotted:
        return held or aged
    if len(whole) == 1:
        return held and aged and before in _CIVIL
    return aged and (held or doc.opens(at) or bool(_CASE.search(before)))
