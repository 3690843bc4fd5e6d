"""Which specialty a question calls for, from its own words: offline, explained, never imposed.

A lexicon gives each word a weight for each specialty it points to (`data/specialties.tsv`). The
author sees which words decided and corrects the suggestion with one tap.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from toctoc.search.concepts import meaningful, spans
from toctoc.search.words import Word, fold, words

GENERAL_PRACTICE = "SM54"
MOST = 3
_LONGEST = 4_000  # characters read: a question has 800
_ENOUGH = 4.0  # below, a lone vague word would decide
_SPREAD = 0.24
_ABSENT = 0.5  # what was looked for and not found still says where one looked
_SHARE = 0.45  # of the first one's weight, to be proposed beside it


class Suggestion(NamedTuple):
    specialty: str  # TRE_R38 code
    score: float  # 0 to 1, its share of all the weight found
    words: tuple[str, ...]  # as written in the question, most telling first


@dataclass(frozen=True, slots=True)
class _Entry:
    stems: tuple[str, ...]
    specialty: str
    weight: float
    capital: bool  # "SA", "EP": only in capitals, or "sa mère" would be pregnant


class _Lexicon(NamedTuple):
    by_stem: dict[str, tuple[_Entry, ...]]
    by_concept: dict[str, tuple[_Entry, ...]]


def suggest(text: str) -> list[Suggestion]:
    """At most three specialties, best first; general practice when no word points anywhere."""
    every = words(text[:_LONGEST])
    found = _matches(meaningful(every), _absent(every))
    for specialty, weight, why in _ages(text[:_LONGEST]):
        found[specialty].setdefault(why, weight)
    weights = {specialty: _total(why) for specialty, why in found.items()}
    ranked = sorted(weights, key=lambda code: (-weights[code], code))
    if not ranked or weights[ranked[0]] < _ENOUGH:
        return [Suggestion(GENERAL_PRACTICE, 0.0, ())]
    everything = sum(weights.values())
    least = weights[ranked[0]] * _SHARE
    close = [
        Suggestion(code, round(weights[code] / everything, 3), _why(found[code]))
        for code in ranked[:MOST]
        if weights[code] >= least
    ]
    if close[0].score < _SPREAD:  # everything a little: a generalist's question
        close = [*close[: MOST - 1], Suggestion(GENERAL_PRACTICE, 0.0, ())]
    return close


def _total(why: dict[str, float]) -> float:
    """Strong words first; a crowd of hints must not outweigh one word that decides."""
    ordered = sorted(why.values(), reverse=True)
    return sum(weight * 0.9**place for place, weight in enumerate(ordered))


def _why(found: dict[str, float]) -> tuple[str, ...]:
    return tuple(sorted(found, key=lambda word: -found[word])[:5])


_BEFORE = frozenset(("pas", "sans", "ni", "aucun", "aucune", "ras", "jamais"))
_AFTER = frozenset(("normal", "normale", "normaux", "normales", "ras", "negatif", "negative",
                    "negatifs", "neg", "n", "ok", "libre", "souple", "souples"))  # fmt: skip


def _absent(every: list[Word]) -> set[int]:
    """Positions of what was looked for and not found: "pas de fièvre", "ETT normale"."""
    out: set[int] = set()
    for at, word in enumerate(every):
        if word.text in _BEFORE:
            out.update(w.position for w in every[at + 1 : at + 4])
        elif word.text in _AFTER:
            out.update(w.position for w in every[max(0, at - 2) : at])
    return out


def _matches(said: list[Word], absent: set[int]) -> dict[str, dict[str, float]]:
    """For each specialty, the words of the text that point to it and how strongly."""
    lexicon = _lexicon()
    out: dict[str, dict[str, float]] = defaultdict(dict)
    taken: dict[str, set[int]] = defaultdict(set)
    hits: list[tuple[int, int, _Entry]] = []
    plain = [word for word in said if not word.joined]
    aside = {at for at, word in enumerate(plain) if word.position in absent}
    for at, word in enumerate(plain):
        for entry in lexicon.by_stem.get(word.stem, ()):
            size = len(entry.stems)
            if entry.capital and not word.capital:
                continue
            if size == 1 or tuple(w.stem for w in plain[at : at + size]) == entry.stems:
                hits.append((at, at + size, entry))
    for span in spans(plain):
        hits += [(span.start, span.end, e) for e in lexicon.by_concept.get(span.concept, ())]
    # The longest phrase wins over the words inside it, once per specialty.
    for start, end, entry in sorted(hits, key=lambda hit: (hit[0] - hit[1], -hit[2].weight)):
        if taken[entry.specialty].isdisjoint(range(start, end)):
            taken[entry.specialty].update(range(start, end))
            shown = " ".join(word.text for word in plain[start:end])
            weight = entry.weight * (_ABSENT if aside.intersection(range(start, end)) else 1.0)
            out[entry.specialty].setdefault(shown, weight)
    return out


_AGE = re.compile(
    r"\b(?:[hfg]|homme|femme|patiente?|garcon|fille|fillette|gamin|enfant|ado(?:lescente?)?)[ ,]*"
    r"(?:agee? )?(?:de )?(?P<number>\d{1,3}) ?(?P<unit>mois|ans?|a)\b"
)


def _ages(text: str) -> list[tuple[str, float, str]]:
    """The patient's age: children call for a paediatrician, the very old for a geriatrician."""
    found = _AGE.search(fold(text).lower())
    if not found:
        return []
    years = int(found["number"]) / (12 if found["unit"] == "mois" else 1)
    if years < 16:
        return [("SM40", 6.0, found.group()), ("SM43", 1.0, found.group())]
    return [("SM18", 2.5, found.group())] if years >= 85 else []


@cache
def _lexicon() -> _Lexicon:
    by_stem: dict[str, list[_Entry]] = defaultdict(list)
    by_concept: dict[str, list[_Entry]] = defaultdict(list)
    for specialty, weight, term in entries():
        said = [word for word in meaningful(words(term)) if not word.joined]
        stems = tuple(word.stem for word in said)
        capital = len(said) == 1 and said[0].capital and len(term) < 4
        entry = _Entry(stems, specialty, weight, capital)
        by_stem[stems[0]].append(entry)
        # An abbreviation stands for its expansion, and the other way round.
        for span in spans(said):
            if (span.start, span.end) == (0, len(said)):
                by_concept[span.concept].append(entry)
    return _Lexicon(
        {stem: tuple(found) for stem, found in by_stem.items()},
        {concept: tuple(found) for concept, found in by_concept.items()},
    )


def entries() -> list[tuple[str, float, str]]:
    """The lexicon as written: (specialty, weight, word or phrase)."""
    text = files("toctoc.questions").joinpath("data", "specialties.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
    return [
        (specialty, float(weight), term.strip())
        for specialty, weight, terms in rows
        for term in terms.split(",")
    ]
