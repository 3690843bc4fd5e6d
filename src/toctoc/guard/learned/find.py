"""Asks about words that no rule marked and that the learned model takes for an identifier."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.learned import features, model
from toctoc.guard.report import Category, Level
from toctoc.guard.text import vocabulary
from toctoc.guard.text.doc import Hit
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.guard.text.doc import Doc

# kind of the model -> (category, rule); its other kinds are the rules' affair
_ASKED = {
    "person": (Category.NAME, "learned.name"),
    "place": (Category.PLACE, "learned.place"),
    "hospital": (Category.HOSPITAL, "learned.hospital"),
    "address": (Category.ADDRESS, "learned.address"),
}
SURE = 0.95  # probability from which a word is asked about
BIG_CITY = 100_000
_NEVER, _INSIDE, _CAPITAL, _ALWAYS = range(4)
_JOINS = frozenset((" ", "-", "'"))
# words that open an identifier and name no one
_GENERIC = frozenset(
    words("""
    affaire allee ans aux avenue bis boulevard cabinet cedex centre chemin chr chru chs chu clinique
    college consultation cour des disant dit docteur dossier ehpad foyer groupe hop hopital
    hospitalier hospitaliere hopitaux imagerie impasse institut les lieu lieudit lotissement lycee
    madame mademoiselle maison mater maternite mlle mme mois monsieur medicale nee place
    polyclinique professeur quai route rue residence service sous sur ter universitaire veuve villa
    vve ecole ecrou du de la le et en un une dr pr mr ch au bd av st ste
""")
)


@lru_cache(maxsize=16384)
def _candidate(low: str) -> int:
    """How a folded word may identify: never, with a capital inside a sentence, with one, always."""
    if not low.isalpha() or len(low) < 2 or low in _GENERIC or low in vocabulary.TITLES:
        return _NEVER
    tests = (lexicon.is_eponym, lexicon.is_drug, lexicon.is_acronym, lexicon.is_species)
    if any(test(low) for test in tests):
        return _NEVER
    word = lexicon.word(low)
    if not (word.common or lexicon.is_clinical(low)):
        return _ALWAYS
    return _CAPITAL if word.first else _INSIDE


def _may_identify(doc: Doc, index: int) -> bool:
    """Whether the model is consulted: no figure, no small word, no drug, no ordinary word."""
    token = doc.tokens[index]
    candidate = _candidate(token.low)
    if candidate in (_NEVER, _ALWAYS):
        return candidate == _ALWAYS
    return token.cap and (candidate == _CAPITAL or not doc.opens(index))


def _known_otherwise(doc: Doc, index: int, kind: str) -> bool:
    """A big city or a word that the rules saw and left, or part of an eponym of two words."""
    low = doc.tokens[index].low
    if kind == "place":
        place = lexicon.place(low)
        if lexicon.word(low).common or (place is not None and place.population >= BIG_CITY):
            return True
    before = doc.tokens[index - 1].low if index else ""
    after = doc.tokens[index + 1].low if index + 1 < len(doc.tokens) else ""
    return lexicon.is_eponym(f"{before} {low}") or lexicon.is_eponym(f"{low} {after}")


def find_learned(doc: Doc, found: Iterable[Hit]) -> list[Hit]:
    """At publication: one question for each run of words of one kind outside `found`."""
    if not doc.final:
        return []
    cover = bytearray(doc.exempt)
    for hit in found:
        cover[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
    ends: dict[int, int] = {}
    asked: list[tuple[int, str]] = []
    for i, token in enumerate(doc.tokens):
        follows = i > 0 and cover[doc.tokens[i - 1].start]
        if cover[token.start] or (follows and not token.cap) or not _may_identify(doc, i):
            continue
        sure, kind = model.judge(doc, i, features.phrase(doc, i, ends), SURE)
        if sure >= SURE and kind in _ASKED and not _known_otherwise(doc, i, kind):
            asked.append((i, kind))
    return _questions(doc, asked)


def _questions(doc: Doc, asked: list[tuple[int, str]]) -> list[Hit]:
    hits: list[Hit] = []
    before = -2
    for i, kind in asked:
        token = doc.tokens[i]
        category, rule = _ASKED[kind]
        start = token.start
        if i == before + 1 and hits[-1].rule == rule and doc.gaps[i] in _JOINS:
            start = hits.pop().start
        hits.append(Hit(start, token.end, category, Level.ASK, rule, contestable=True))
        before = i
    return hits
