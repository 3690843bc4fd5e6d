"""Queries, pages and the grouping of posts by thread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tantivy import FieldType, Occur, Query, Searcher

from ._store import SCHEMA
from .query import Part, Question
from .types import Cursor, Hit, Hits, Order

DEEPEST = 20_000  # posts ranked by relevance; beyond, dates order better than scores
_CODE = re.compile(r"[A-Za-z0-9]{1,12}")
_SHIFT = 24  # see Document.rank


@dataclass(frozen=True, slots=True)
class Filters:
    specialties: Sequence[str] = ()
    answered: bool | None = None
    has_references: bool | None = None
    has_outcome: bool | None = None
    since: int | None = None
    until: int | None = None

    def clauses(self, *, before: int | None = None) -> list[tuple[Occur, Query]]:
        """What every result must satisfy, worth nothing in the score."""
        found: list[Query] = []
        if self.specialties:
            # Asked for by a form: only what can be a code reaches the engine.
            codes = [code for code in self.specialties[:80] if _CODE.fullmatch(code)]
            found.append(
                Query.term_set_query(SCHEMA, "specialty", codes) if codes else Query.empty_query()
            )
        for name in ("answered", "has_references", "has_outcome"):
            value = getattr(self, name)
            found += [] if value is None else [Query.term_query(SCHEMA, name, value)]
        low = _second(self.since) << _SHIFT if self.since is not None else None
        high = (_second(self.until) + 1) << _SHIFT if self.until is not None else None
        if before is not None:
            high = before if high is None else min(high, before)
        if low is not None or high is not None:
            found.append(
                Query.range_query(
                    SCHEMA, "rank", FieldType.Unsigned, low, high, include_upper=False
                )
            )
        return [(Occur.Must, Query.const_score_query(query, 0.0)) for query in found]


def _second(moment: int) -> int:
    return min(max(int(moment), 0), 2**38 - 1)


def _all(queries: list[Query]) -> Query:
    return (
        queries[0]
        if len(queries) == 1
        else Query.boolean_query([(Occur.Must, query) for query in queries])
    )


def _term(stem: str) -> Query:
    return Query.term_query(SCHEMA, "body", stem)


def part_query(searcher: Searcher, part: Part) -> Query:
    if part.prefix:
        known = [term for term, _ in searcher.terms_with_prefix("body", part.stems[0], limit=64)]
        return Query.term_set_query(SCHEMA, "body", known) if known else Query.empty_query()
    if part.places:
        if len(part.stems) == 1:
            return _term(part.stems[0])
        return Query.phrase_query(SCHEMA, "body", list(zip(part.places, part.stems, strict=True)))
    ways = [_term(concept) for concept in part.concepts]
    ways.append(_all([_known(searcher, stem) for stem in part.stems]))
    return ways[0] if len(ways) == 1 else Query.disjunction_max_query(ways)


def _known(searcher: Searcher, stem: str) -> Query:
    """The stem, or what it was probably meant to be when no text holds it."""
    typo = len(stem) >= 5 and stem.isalpha() and searcher.doc_freq("body", stem) == 0
    return Query.fuzzy_term_query(SCHEMA, "body", stem, distance=1) if typo else _term(stem)


def text_query(
    searcher: Searcher, question: Question, filters: Filters, *, before: int | None, loose: bool
) -> Query:
    wanted = [part_query(searcher, part) for part in question.wanted]
    clauses = filters.clauses(before=before)
    if loose and len(wanted) > 1:
        most = max(1, (len(wanted) * 2) // 3)
        some = Query.boolean_query(
            [(Occur.Should, query) for query in wanted], minimum_number_should_match=most
        )
        clauses.append((Occur.Must, some))
    else:
        clauses += [(Occur.Must, query) for query in wanted]
    clauses += [(Occur.MustNot, part_query(searcher, part)) for part in question.refused]
    if all(occur == Occur.MustNot for occur, _ in clauses):
        clauses.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
    return Query.boolean_query(clauses)


def find(
    searcher: Searcher,
    question: Question,
    filters: Filters,
    order: Order,
    after: Cursor | None,
    limit: int,
) -> Hits:
    if not question.wanted and not question.refused and not question.empty:
        return Hits()  # only grammar was typed
    by_date = order == "recent" or not question.wanted
    if after is not None and (after.score is None) != by_date:
        after = None  # the order was changed: start again
    page = _by_date if by_date else _by_score
    if after is not None:
        return page(searcher, question, filters, after, limit, after.loose)
    exact = page(searcher, question, filters, None, limit, False)
    if exact.hits or len(question.wanted) < 2:
        return exact
    return page(searcher, question, filters, None, limit, True)


def _by_date(
    searcher: Searcher,
    question: Question,
    filters: Filters,
    after: Cursor | None,
    limit: int,
    loose: bool,
) -> Hits:
    """Newest threads first, from an ordered column: as fast at any depth."""
    found: dict[int, Any] = {}
    before = after.rank if after else None
    total = 0
    while len(found) <= limit:
        query = text_query(searcher, question, filters, before=before, loose=loose)
        size = (limit + 1) * 4
        result = searcher.search(query, size, count=not found, order_by_field="rank")
        total = total or getattr(result, "count", 0) or 0
        for rank, address in result.hits:
            found.setdefault(rank, address)
        if len(result.hits) < size:
            break
        before = result.hits[-1][0]  # every post of a thread has its rank: none is lost
    ranks = list(found)[:limit]
    hits = tuple(_hit(searcher, found[rank], 0.0) for rank in ranks)
    more = len(found) > limit
    return Hits(hits, Cursor(ranks[-1], None, loose) if more else None, total, loose and bool(hits))


def _by_score(
    searcher: Searcher,
    question: Question,
    filters: Filters,
    after: Cursor | None,
    limit: int,
    loose: bool,
) -> Hits:
    """Best threads first. A thread is worth its best post; equal scores go newest first."""
    query = text_query(searcher, question, filters, before=None, loose=loose)
    size = (limit + 1) * (8 if after else 4)
    while True:
        result = searcher.search(query, min(size, DEEPEST), count=True)
        ended = len(result.hits) < size or size >= DEEPEST
        # Posts that tie with the last one fetched may go on beyond it, in another order.
        floor = -1.0 if ended or not result.hits else result.hits[-1][0]
        page = _after(searcher, result.hits, after, floor)
        if len(page) > limit or ended:
            break
        size *= 4
    hits = tuple(_hit(searcher, address, score) for score, _, address in page[:limit])
    last = page[limit - 1] if len(page) > limit else None
    cursor = Cursor(last[1], last[0], loose) if last else None
    return Hits(hits, cursor, getattr(result, "count", 0) or 0, loose and bool(hits))


def _after(
    searcher: Searcher, hits: list[tuple[float, Any]], after: Cursor | None, floor: float
) -> list[tuple[float, int, Any]]:
    ranks = searcher.fast_field_values("rank", [address for _, address in hits])
    best: dict[int, tuple[float, int, Any]] = {}
    for (score, address), rank in zip(hits, ranks, strict=True):
        if rank not in best and score > floor:
            best[int(rank or 0)] = (score, int(rank or 0), address)
    page = sorted(best.values(), key=lambda one: (-one[0], -one[1]))
    if after is None or after.score is None:
        return page
    mark = (-after.score, -after.rank)
    return [one for one in page if (-one[0], -one[1]) > mark]


def _hit(searcher: Searcher, address: Any, score: float) -> Hit:
    row = searcher.doc(address)
    return Hit(str(row.get_first("thread")), str(row.get_first("ref")), score)
