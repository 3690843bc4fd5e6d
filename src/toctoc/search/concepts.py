"""What is said in several ways: abbreviations and their expansions, and a few synonyms.

Each sense is one concept, written as a word no text can hold ("=avc", "=ivg2"). A text that says
"AVC" and a text that says "accident vasculaire cérébral" both hold "=avc".
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from .words import COMMON, STOP, Word, words

_OF_EVERY_CONSULTATION = frozenset(("=ttt", "=tt", "=trait", "=atcd", "=pec", "=cat", "=mt"))


class Form(NamedTuple):
    stems: tuple[str, ...]
    capital: bool  # only counts when written in capitals: "SA" is not "sa"
    concept: str


class Span(NamedTuple):
    """A concept found over `words[start:end]` of the words given."""

    start: int
    end: int
    concept: str


def _rows(name: str) -> list[list[str]]:
    text = files("toctoc.search").joinpath("data", name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def _stems(text: str) -> tuple[str, ...]:
    said = [word for word in words(text) if not word.joined]
    return tuple(w.stem for w in said if len(said) == 1 or w.text not in STOP)


@cache
def _forms() -> dict[str, tuple[Form, ...]]:
    """Every form by its first stem."""
    found: dict[str, list[Form]] = defaultdict(list)
    count: dict[str, int] = defaultdict(int)
    for short, capital, expansions in _rows("abbreviations.tsv"):
        key = "".join(_stems(short))
        count[key] += 1
        concept = f"={key}{count[key] if count[key] > 1 else ''}"
        for index, said in enumerate([short, *expansions.split("|")]):
            form = Form(_stems(said.strip()), capital == "C" and index == 0, concept)
            found[form.stems[0]].append(form)
    for (row,) in _rows("synonyms.tsv"):
        forms = [_stems(said.strip()) for said in row.split("|")]
        for stems in dict.fromkeys(forms):
            found[stems[0]].append(Form(stems, False, "=" + "-".join(forms[0])))
    return {first: tuple(forms) for first, forms in found.items()}


@cache
def _capitals() -> frozenset[str]:
    return frozenset(f.stems[0] for forms in _forms().values() for f in forms if f.capital)


@cache
def fingerprint() -> str:
    """Changes whenever the tables do: an index built with other tables must be rebuilt."""
    data = repr(sorted(_forms().items())).encode()
    return hashlib.sha256(data).hexdigest()[:8]


def meaningful(said: list[Word]) -> list[Word]:
    """The words that are not mere grammar; "LES" in capitals is lupus, not an article."""
    return [w for w in said if w.text not in STOP or (w.capital and w.stem in _capitals())]


def spans(said: list[Word], *, any_case: bool = False) -> list[Span]:
    """Every concept in words that passed `meaningful`, whatever the overlaps.

    `any_case`: people type "fa" or "ep" in a search box where a text would have capitals.
    """
    forms = _forms()
    plain = [(index, word) for index, word in enumerate(said) if not word.joined]
    out = [
        Span(i, i + 1, form.concept)
        for i, word in enumerate(said)
        if word.joined
        for form in forms.get(word.stem, ())
        if form.stems == (word.stem,)
    ]
    for at, (index, word) in enumerate(plain):
        for form in forms.get(word.stem, ()):
            size = len(form.stems)
            if form.capital and not (word.capital or any_case):
                continue
            if size == 1 or tuple(w.stem for _, w in plain[at : at + size]) == form.stems:
                last = plain[at + size - 1][0] if at + size <= len(plain) else index
                out.append(Span(index, last + 1, form.concept))
    return out


def terms(text: str) -> list[tuple[str, int]]:
    """What an index holds of `text`: stems and concepts with their positions."""
    said = meaningful(words(text))
    out = [(word.stem, word.position) for word in said]
    out += [(span.concept, said[span.start].position) for span in spans(said)]
    return sorted(out, key=lambda term: term[1])


def gist(text: str) -> dict[str, int]:
    """What `text` is about: each concept, or stem no concept covers, and how often it is said.

    The same thing said two ways gives the same keys; words of every consultation are left out.
    """
    said = meaningful(words(text))
    out: dict[str, int] = defaultdict(int)
    taken: set[int] = set()
    kept: set[tuple[int, int]] = set()
    for span in sorted(spans(said), key=lambda span: span.start - span.end):
        place = (span.start, span.end)
        if place not in kept and not taken.isdisjoint(range(*place)):
            continue  # inside a longer one: "cérébral" of "accident vasculaire cérébral"
        kept.add(place)
        taken.update(range(*place))
        if span.concept not in _OF_EVERY_CONSULTATION:
            out[span.concept] += 1
    for index, word in enumerate(said):
        bare = word.text.replace(".", "").isdigit() or len(word.text) < 2
        if index not in taken and not word.joined and not bare and word.text not in COMMON:
            out[word.stem] += 1
    return dict(out)
