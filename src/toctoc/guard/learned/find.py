"""Asks about words and figures that no rule marked and that the learned model takes for one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.learned import model
from toctoc.guard.report import Category, Level
from toctoc.guard.text import vocabulary
from toctoc.guard.text.doc import Hit
from toctoc.guard.text.generic import GENERIC
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from toctoc.guard.text.doc import Doc

# kind of the model -> (category, rule); its other kinds are the rules' affair
_ASKED = {
    "person": (Category.NAME, "learned.name"),
    "place": (Category.PLACE, "learned.place"),
    "hospital": (Category.HOSPITAL, "learned.hospital"),
    "address": (Category.ADDRESS, "learned.address"),
    "date": (Category.DATE, "learned.date"),
    "number": (Category.NUMBER, "learned.number"),
}
# probability from which a token is asked about, by kind
SURE = {"person": 0.9, "place": 0.9, "hospital": 0.95, "address": 0.95}
SURE_ACRONYM = dict.fromkeys(SURE, 0.98)  # a name that is an acronym too: "Van", "Da", "Aït"
SURE_FIGURES = dict.fromkeys(("date", "number", "address"), 0.99)  # "21 07 24", "1er/12/2021"
BIG_CITY = 100_000
# never; with a capital inside a sentence, an acronym or not; with a capital; always
_NEVER, _NAMED, _INSIDE, _CAPITAL, _ALWAYS = range(5)
# forms, trials, batches: a number within four tokens of these points to no one
_PUBLIC = frozenset(words("cerfa eudract nct isrctn lot article isbn issn doi pmid agrement"))
_LEADS_TO_AUTHOR = frozenset(words("par et de selon"))
_NEAR = 120  # characters from a citation to its neighbour
_JOINS = frozenset((" ", "-", "'", "/", ".", "·"))


def _figures(doc: Doc, index: int) -> bool:
    """Whether a token of two characters or more stands at `index` and begins with a figure."""
    if not 0 <= index < len(doc.tokens):
        return False
    low = doc.tokens[index].low
    return len(low) > 1 and low[0].isdigit()


@lru_cache(maxsize=16384)
def _candidate(low: str) -> int:
    """How a folded word may identify: from never to always."""
    tests = (lexicon.is_eponym, lexicon.is_drug, lexicon.is_species)
    if len(low) < 2 or low in GENERIC or low in vocabulary.TITLES or any(t(low) for t in tests):
        return _NEVER
    word = lexicon.word(low)
    if lexicon.is_acronym(low):
        return _NAMED if word.first or word.last else _NEVER
    if not (word.common or lexicon.is_clinical(low)):
        return _ALWAYS
    return _CAPITAL if word.first else _INSIDE


def _bar(doc: Doc, index: int) -> Mapping[str, float]:
    """From what probability each kind is asked about; none for a token that identifies no one."""
    token = doc.tokens[index]
    if not token.alpha:
        low = token.low
        near = len(low) > 1 and (_figures(doc, index - 1) or _figures(doc, index + 1))
        return SURE_FIGURES if near or len(low) > 4 else {}
    candidate = _candidate(token.low)
    if candidate == _ALWAYS:
        return SURE
    if candidate == _NEVER or not token.cap:
        return {}
    if candidate != _CAPITAL and doc.opens(index):
        return {}
    return SURE_ACRONYM if candidate == _NAMED else SURE


def _known_otherwise(doc: Doc, index: int, kind: str) -> bool:
    """A big city, a word that the rules saw and left, a form's number, an eponym of two words."""
    low = doc.tokens[index].low
    if kind in ("place", "hospital"):
        place = lexicon.place(low)
        if place is not None and place.population >= BIG_CITY:
            return True
    if kind == "place" and lexicon.word(low).common:
        return True
    if kind in ("date", "number"):
        return any(token.low in _PUBLIC for token in doc.tokens[max(0, index - 4) : index])
    if kind == "person" and (_of_microbe(doc, index) or _cited_too(doc, index)):
        return True
    before = doc.tokens[index - 1].low if index else ""
    after = doc.tokens[index + 1].low if index + 1 < len(doc.tokens) else ""
    return lexicon.is_eponym(f"{before} {low}") or lexicon.is_eponym(f"{low} {after}")


def _of_microbe(doc: Doc, index: int) -> bool:
    """The second name of a microbe, "Madurella mycetomatis"; "benjamin d'une fratrie"."""
    token = doc.tokens[index]
    if token.low == "benjamin" and not token.cap:
        return doc.low.startswith((" d'", " de ", " des "), token.end)
    if token.cap or not index:
        return False
    before = doc.tokens[index - 1]
    return before.cap and (lexicon.is_species(before.low) or doc.gap(index) == ". ")


def _cited_too(doc: Doc, index: int) -> bool:
    """ "décrit par Pearn et al. et par Thoman": an author beside one cited in that sentence."""
    token = doc.tokens[index]
    if not index or doc.tokens[index - 1].low not in _LEADS_TO_AUTHOR:
        return False
    last = doc.exempt.rfind(1, max(0, token.start - _NEAR), token.start)
    between = doc.text[last + 1 : token.start].removeprefix(".")
    return last >= 0 and not any(c in between for c in ".!?\n")


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
        if cover[token.start] or (follows and token.alpha and not token.cap):
            continue
        bar = _bar(doc, i)
        if not bar:
            continue
        sure, kind = model.judge(doc, i, ends)
        if sure >= bar.get(kind, 2) and not _known_otherwise(doc, i, kind):
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
