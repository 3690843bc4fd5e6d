"""Clauses that tell of life outside medicine: the uncommon facts that no pattern foresees.

A clause is weighed by a linear model of eight features: listed words of life ("naufrage"), plain
French words that neither clinical prose nor colleagues' messages use ("dromadaire"), clinical
words, numbers, length. `tools/train_facts.py` fits it on the readable half of the gold set.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from toctoc.guard import lexicon as known
from toctoc.guard.report import Category, Level
from toctoc.guard.text.doc import Hit
from toctoc.guard.text.facts.events import clause_end, find_events, is_bone
from toctoc.guard.text.jobs.inflect import inflected
from toctoc.guard.text.jobs.occupations import lexicon
from toctoc.guard.text.names.persons import SINGLE, age_ends
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

# constant, open words, listed weight, strongest, length, numbers, share of open, clinical, short
WEIGHTS = (-3.39, 1.07, 1.54, 0.65, 0.04, -0.5, 0.11, -0.14, -1.23)
LIMIT = 3.3  # above it most clauses tell a fact, on hands and prose left out of the fit
STRONG, TELLING = 2, 3  # weights of the strongest word: below, never a fact; enough alone
MANY = 5  # weight of all listed words that a clause without such a word needs
LOW_LIMIT = 1.0  # LIMIT where a word of weight TELLING stands
REACH = 6  # words after the last telling one that the fact may still hold
LEFT = 3  # words before the first telling one that belong to the fact
_BREAK = re.compile(r"[,.;:!?()\n\"«»/+=>]")
_SMALL = frozenset(
    words("""
    de du des d l la le les un une a au aux en dans sur sous par pour avec son sa ses leur et
    qui que pendant lors devant
""")
)
_ARTICLES = frozenset(words("un une le la l les son sa deux trois quatre cinq onze"))
_LINKS = frozenset(
    words("""
    chez pour apres depuis car ou qui que dont lors et mais avec avoir vers suite avant puis il
    elle ayant tout vu vue hier ce moment veut
""")
)
_ORDER = frozenset(words("dernier derniere derniers dernieres"))
_TIMES = frozenset(
    words("""
    an annee ans annees mois semaine semaines jours hiver ete printemps automne week end nuit
""")
)
_LEADS = _SMALL | frozenset(
    words("a avait est etait s ete sont ont se en fait serait aurait veut mon pt")
)


@cache
def table() -> dict[str, tuple[tuple[tuple[str, ...], int], ...]]:
    """First folded word -> (the words after it, weight), the longest first; 0: everyday word."""
    text = resources.files("toctoc.guard").joinpath("data/life_words.tsv").read_text("utf-8")
    found: dict[str, dict[tuple[str, ...], int]] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        weight, _, names = line.partition("\t")
        for name in names.split():
            forms = inflected(name) if weight != "0" else [((name,), False)]
            for form, _many in forms:
                rests = found.setdefault(form[0], {})
                rests[form[1:]] = max(int(weight), rests.get(form[1:], 0))
    return {
        first: tuple(sorted(rests.items(), key=lambda item: -len(item[0])))
        for first, rests in found.items()
    }


def is_open(doc: Doc, at: int) -> bool:
    """Whether token `at` is a plain French word that clinical prose does without."""
    token = doc.tokens[at]
    low = token.low
    if len(low) < 4 or not token.alpha or (token.cap and not doc.shouted and not doc.opens(at)):
        return False
    if known.is_clinical(low) or low in lexicon() or low in SINGLE:
        return False
    return known.word(low).common


def clauses(doc: Doc) -> Iterator[tuple[int, int]]:
    """(first token, index after the last) of every stretch between punctuation marks."""
    first = 0
    for at in range(1, len(doc.tokens) + 1):
        if at == len(doc.tokens) or _BREAK.search(doc.gap(at)):
            yield first, at
            first = at


def features(
    doc: Doc, first: int, stop: int, everyday: frozenset[str] = frozenset()
) -> tuple[list[float], list[int]]:
    """What the model weighs, and the indices of the telling tokens; `everyday` adds to weight 0."""
    tokens, listed = doc.tokens, table()
    opened = told = strongest = clinical = numbers = plain = 0
    telling: list[int] = []
    free = first
    for at in range(first, stop):
        token = tokens[at]
        if not token.alpha:
            numbers += 1
            continue
        plain += len(token.low) > 3
        if at < free:
            continue
        length, weight = _listed(doc, at, stop, listed)
        if weight:
            free = at + length
            told += weight
            strongest = max(strongest, weight)
            telling.append(at)
        elif known.is_clinical(token.low):
            clinical += len(token.low) > 3
        elif not length and token.low not in everyday and is_open(doc, at):
            opened += 1
            telling.append(at)
    size = stop - first
    row = [
        1.0,
        min(opened, 5),
        min(told, 8),
        strongest,
        min(size, 14) / 5,
        3 * numbers / size,
        3 * opened / (plain or 1),
        min(clinical, 6) / 2,
        float(size <= 3),
    ]
    return row, telling


def _listed(
    doc: Doc, at: int, stop: int, listed: dict[str, tuple[tuple[tuple[str, ...], int], ...]]
) -> tuple[int, int]:
    """(number of words, weight) of the listed phrase at token `at`, or (0, 0)."""
    tokens, token = doc.tokens, doc.tokens[at]
    if token.cap and not doc.shouted and not doc.opens(at):
        return 0, 0
    if is_bone(token):
        return 0, 0
    if token.low in _ORDER and at and tokens[at - 1].low in _TIMES:
        return 1, 0  # "l'an dernier"
    if token.low.startswith("surviv") and at + 1 < stop and tokens[at + 1].low == "sur":
        return 1, 0  # "un survivant sur cinq"
    for rest, weight in listed.get(token.low, ()):
        after = at + 1 + len(rest)
        if after <= stop and tuple(t.low for t in tokens[at + 1 : after]) == rest:
            return 1 + len(rest), weight
    return 0, 0


@cache
def _strong_words() -> frozenset[str]:
    """First words of the phrases that tell enough for a clause to be weighed."""
    return frozenset(
        first for first, rests in table().items() if any(weight >= STRONG for _, weight in rests)
    )


def _strong(doc: Doc) -> list[int]:
    """Indices of the tokens that may open a telling phrase: most texts hold none."""
    wanted = _strong_words()
    if doc.words.isdisjoint(wanted):
        return []
    listed, count = table(), len(doc.tokens)
    return [
        i
        for i, token in enumerate(doc.tokens)
        if token.low in wanted and _listed(doc, i, count, listed)[1] >= STRONG
    ]


def _clause(doc: Doc, at: int) -> tuple[int, int]:
    """(first token, index after the last) of the clause around token `at`."""
    first, stop, count = at, at + 1, len(doc.tokens)
    while first and not _BREAK.search(doc.gap(first)):
        first -= 1
    while stop < count and not _BREAK.search(doc.gap(stop)):
        stop += 1
    return first, stop


def _past_lead(doc: Doc, first: int, at: int) -> int:
    """Index after the patient and the age that open the clause of token `at`: "H 27 a"."""
    for i in range(at - 1, first - 1, -1):
        low = doc.tokens[i].low
        if low in SINGLE or age_ends(doc, i):
            return i + 1
    return first


def find_life(doc: Doc) -> Iterator[Hit]:
    """Facts told in words that no case report needs."""
    done, told = 0, None
    for at in _strong(doc):
        if at < done:
            continue
        first, done = _clause(doc, at)
        first, stop = _past_lead(doc, first, at), done
        row, telling = features(doc, first, stop)
        strongest = row[3]
        if stop - first < 2 or (strongest < TELLING and (row[2] < MANY or row[7] > 1)):
            continue
        limit = LIMIT if strongest < TELLING else LOW_LIMIT
        if sum(a * b for a, b in zip(WEIGHTS, row, strict=True)) < limit:
            continue
        begin = _begin(doc, telling[0])
        until = doc.index_at(clause_end(doc, doc.tokens[max(at, telling[0])].end))
        end = _end(doc, max(i for i in telling if i < max(until, at + 1)) + 1, stop)
        start, until = doc.tokens[begin].start, doc.tokens[end - 1].end
        if told is None:
            told = [(hit.start, hit.end) for hit in find_events(doc)]
        if any(a < until and start < b for a, b in told):
            continue  # a pattern knows better where the fact begins and ends
        yield Hit(start, until, Category.RARE, Level.WARN, "event", (), contestable=True)


def _end(doc: Doc, last: int, stop: int) -> int:
    """Index after the fact whose last telling word stands before token `last`."""
    until = doc.index_at(clause_end(doc, doc.tokens[last - 1].end))
    end = until if last <= until <= min(stop, last + REACH) else last
    while end > last and doc.tokens[end - 1].low in _SMALL:
        end -= 1
    return end


def _begin(doc: Doc, first: int) -> int:
    """Index where the telling clause begins: after a link, a person, an age or a job."""
    tokens, at = doc.tokens, first
    while at and first - at < LEFT and not _BREAK.search(doc.gap(at)):
        low = tokens[at - 1].low
        if low in _LINKS or low in SINGLE or age_ends(doc, at - 1) or low in lexicon():
            break
        if low[0].isdigit() and not low.isdigit():
            break
        at -= 1
    while at < first and tokens[at].low in _LEADS:
        at += 1
    if at and tokens[at - 1].low in _ARTICLES and doc.gap(at) in (" ", "'"):
        at -= 1
    return at
