"""Fetch all that is held about one person, as plain rows. Nothing of anybody else comes with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Count, Expression, F, Func, OuterRef, Q, QuerySet, Subquery

from toctoc.people.models import Person

from .holdings import HOLDINGS, TOLD, opened
from .types import Holding


def gather(person: Person) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """(key, title, rows) of every table that holds something of this person."""
    for holding in HOLDINGS:
        rows = [_shown(holding, row) for row in _rows(holding, person).values(*holding.show)]
        if rows:
            yield key_of(holding), str(holding.title), rows
    for told in TOLD:
        rows = [_plain(row) for row in told.rows(person)]
        if rows:
            yield told.key, str(told.title), rows


def key_of(holding: Holding) -> str:
    return holding.table.replace(".", "_").lower()


def counted(person: Person) -> dict[str, int]:
    """How many rows of each table, in one query."""
    counts = {key_of(holding): _count(holding) for holding in HOLDINGS}
    found = Person.objects.filter(pk=person.pk).values(**counts).first()
    return {key: int(number or 0) for key, number in dict[str, Any](found or {}).items()}


def _count(holding: Holding) -> Expression | Subquery:
    if holding.by == ("pk",):
        return Count("pk")
    rows = _table(holding).filter(_by(holding, OuterRef("pk"))).order_by()
    # Not Count(): it would group by the rows of the outer query.
    return Subquery(rows.annotate(how_many=Func(F("pk"), function="COUNT")).values("how_many"))


def _rows(holding: Holding, person: Person) -> QuerySet[Any]:
    return _table(holding).filter(_by(holding, person.pk)).order_by("pk")


def _table(holding: Holding) -> QuerySet[Any]:
    model: Any = apps.get_model(holding.table)
    rows: QuerySet[Any] = model._base_manager.all()
    return rows


def _by(holding: Holding, person: object) -> Q:
    found = Q()
    for path in holding.by:
        found |= Q(**{path: person})
    return found


def delete_rows(holding: Holding, person: Person) -> int:
    return int(_rows(holding, person).delete()[0])


def _shown(holding: Holding, row: dict[str, Any]) -> dict[str, Any]:
    shown = {
        name.replace("sealed", "content"): opened(value) if name in holding.sealed else value
        for name, value in row.items()
    }
    return _plain(holding.tidy(shown) if holding.tidy else shown)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name.removesuffix("__public_id"): value.isoformat()
        if isinstance(value, dt.date | dt.datetime | dt.time)
        else value
        for name, value in row.items()
    }
