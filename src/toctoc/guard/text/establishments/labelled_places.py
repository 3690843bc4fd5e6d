"""A place of care that only a form's label tells: "Provenance : Les Magnolias"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.establishments import hospital_kinds as kinds
from toctoc.guard.text.places.gazetteer import match_place
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Token

_LABELS = words("""
    provenance destination site structure etablissement lieu centre maternite hopital clinique
    residence foyer ehpad hebergement accueil
    """)
_LABEL = re.compile(
    rf"(?:^|(?<=\n)|(?<= {{2}})|(?<=[.;/|-] ))(?:{'|'.join(_LABELS)})s?\b"
    r"(?: (?:d[eu]s? |d')?[a-z]{4,16}){0,2} ?[.…_]{0,20} ?:[ \t]{0,6}(?=[a-z])"
)
_ENDS = re.compile(r"[ \t]*(?:\Z|[\n,;.()/|]|-|–| {2,})")
_ARTICLES = frozenset(("le", "la", "les", "l"))
_NAME = 4  # words


def find_labelled(doc: Doc) -> Iterator[tuple[int, int]]:
    """(first token, index after the last) of names that stand alone behind such a label."""
    if not doc.final or doc.shouted or ":" not in doc.text or doc.words.isdisjoint(_LABELS):
        return
    for match in _LABEL.finditer(doc.low):
        first = doc.index_at(match.end())
        at = first
        while at < len(doc.tokens) and at - first < _NAME:
            token = doc.tokens[at]
            if not token.cap or (at > first and doc.gap(at) not in (" ", "-", "'")):
                break
            at += 1
        named = at > first and match_place(doc, first) != at and _own(doc.tokens[first:at])
        if named and _ENDS.match(doc.text, doc.tokens[at - 1].end):
            yield first, at


def _own(name: list[Token]) -> bool:
    """Whether the words are a house's own name rather than a kind, a ward or a part of the body."""
    if len(name) > 1 and name[0].low in _ARTICLES:
        return not lexicon.is_clinical(name[1].low) or lexicon.is_home_noun(name[1].low)
    for token in name:
        low = token.low
        if not token.alpha or len(low) < 4 or low in kinds.DESCRIPTORS or low in kinds.NO_NAME:
            return False
        if low in v.ACRONYMS or low in v.NOT_NAMES or low in v.TITLES or low in kinds.KINDS:
            return False
        if lexicon.is_acronym(low) or lexicon.is_clinical(low) or lexicon.is_eponym(low):
            return False
    return all(lexicon.is_home_noun(t.low) or not lexicon.word(t.low).common for t in name)
