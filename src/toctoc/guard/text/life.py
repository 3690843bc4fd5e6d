"""Clauses that tell of life outside medicine: the uncommon facts that no pattern foresees.

A case report needs few words such as "tribune", "procès" or "naufrage": their weights add up over a
clause, and the clause is marked from the first of them to its end.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from toctoc.guard.report import Category, Level
from toctoc.guard.text.doc import Hit
from toctoc.guard.text.events import clause_end
from toctoc.guard.text.inflect import inflected
from toctoc.guard.text.occupations import lexicon
from toctoc.guard.text.persons import SINGLE, age_ends
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

ENOUGH = 3  # weight at which a clause tells a fact
REACH = 6  # words after the last telling one that the clause may still hold
LEFT = 3  # words before the first one that belong to the fact
_BREAK = re.compile(r"[,.;:!?()\n\"«»/+=>]")
_SMALL = frozenset(
    words("""
    de du des d l la le les un une a au aux en dans sur sous par pour avec son sa ses leur et
    qui que pendant lors devant
""")
)

_LINKS = frozenset(
    words("""
    chez pour apres depuis car ou qui que dont lors et mais avec avoir vers suite avant puis il
    elle ayant tout vu vue hier ce
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
def _table() -> dict[str, tuple[tuple[tuple[str, ...], int], ...]]:
    """First folded word -> (the words after it, weight), the longest first."""
    text = resources.files("toctoc.guard").joinpath("data/life_words.tsv").read_text("utf-8")
    found: dict[str, dict[tuple[str, ...], int]] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        weight, _, names = line.partition("\t")
        for name in names.split():
            for form, _many in inflected(name):
                rests = found.setdefault(form[0], {})
                rests[form[1:]] = max(int(weight), rests.get(form[1:], 0))
    return {
        first: tuple(sorted(rests.items(), key=lambda item: -len(item[0])))
        for first, rests in found.items()
    }


def find_life(doc: Doc) -> Iterator[Hit]:
    """Facts told in words that no case report needs."""
    tokens, table = doc.tokens, _table()
    found: list[tuple[int, int, int]] = []  # first token, index after the last, weight
    free = 0  # words of a phrase that was found count once
    for at, token in enumerate(tokens):
        if found and _BREAK.search(doc.gap(at)):
            yield from _settle(doc, found, at)
            found = []
        if at < free or (token.cap and not doc.shouted and not doc.opens(at)):
            continue
        if token.low in _ORDER and at and tokens[at - 1].low in _TIMES:
            continue  # "l'an dernier"
        for rest, weight in table.get(token.low, ()):
            stop = at + 1 + len(rest)
            if tuple(t.low for t in tokens[at + 1 : stop]) == rest:
                found.append((at, stop, weight))
                free = stop
                break
    yield from _settle(doc, found, len(tokens))


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
    return at


def _settle(doc: Doc, found: list[tuple[int, int, int]], end: int) -> Iterator[Hit]:
    """One hit from the first telling word to the end of the clause that tells a fact."""
    if len(found) < 2 and not (found and found[0][2] >= ENOUGH):
        return
    seen = {doc.tokens[first].low: weight for first, _stop, weight in found}
    if sum(seen.values()) < ENOUGH or max(seen.values()) < 2:
        return
    first, last = found[0][0], max(stop for _first, stop, _weight in found)
    until = doc.index_at(clause_end(doc, doc.tokens[last - 1].end))
    stop = until if last <= until <= min(end, last + REACH) else last
    first = _begin(doc, first)
    while stop > last and doc.tokens[stop - 1].low in _SMALL:
        stop -= 1
    yield Hit(
        doc.tokens[first].start,
        doc.tokens[stop - 1].end,
        Category.RARE,
        Level.WARN,
        "event",
        (),
        contestable=True,
    )
