"""Which questions mean nearly the same: shared words weighed by how rare they are."""

from __future__ import annotations

import math

from tantivy import Occur, Query, Searcher

from ._store import SCHEMA
from .concepts import gist
from .types import Similar

LEAST = 0.24  # below, two clinical texts share their trade rather than their case
_KEYS = 24
_CANDIDATES = 40
_SMALL = 2_000  # a young network has too few questions to say what is rare


class _Weights:
    """How telling a key is: the logarithm of its rarity among the questions."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._total = max(searcher.num_docs, _SMALL)
        self._known: dict[str, float] = {}

    def __call__(self, key: str) -> float:
        if key not in self._known:
            seen = self._searcher.doc_freq("gist", key)
            self._known[key] = math.log(1 + self._total / (seen + 1)) ** 2
        return self._known[key]


def similar(searcher: Searcher, text: str, *, limit: int, answered_only: bool) -> list[Similar]:
    weigh = _Weights(searcher)
    said = sorted(gist(text), key=weigh, reverse=True)[: _KEYS * 2]
    if len(said) < 2:
        return []
    some = Query.boolean_query(
        [(Occur.Should, Query.term_query(SCHEMA, "gist", key)) for key in said[:_KEYS]],
        minimum_number_should_match=2,
    )
    clauses = [(Occur.Must, some)]
    if answered_only:
        kept = Query.const_score_query(Query.term_query(SCHEMA, "answered", True), 0.0)
        clauses.append((Occur.Must, kept))
    result = searcher.search(Query.boolean_query(clauses), _CANDIDATES, count=False)
    scored = [_compare(said, searcher.doc(address), weigh) for _, address in result.hits]
    close = sorted((one for one in scored if one.score >= LEAST), key=lambda one: -one.score)
    return close[:limit]


def _compare(said: list[str], row: object, weigh: _Weights) -> Similar:
    """Shared weight over the whole, the stored text's own extras counting less than the asker's.

    What is being typed is shorter than a finished question, so the two sides are not equal.
    """
    theirs = str(row.get_first("about") or "").split()  # type: ignore[attr-defined]
    mine = set(said)
    shared = [key for key in theirs if key in mine]
    both = sum(map(weigh, shared))
    only_mine = sum(weigh(key) for key in said if key not in shared)
    only_theirs = sum(weigh(key) for key in theirs if key not in mine)
    whole = both + 0.6 * only_mine + 0.3 * only_theirs
    score = both / whole if whole and len(shared) > 1 else 0.0
    shared.sort(key=weigh, reverse=True)
    return Similar(str(row.get_first("thread")), round(score, 4), tuple(shared[:8]))  # type: ignore[attr-defined]
