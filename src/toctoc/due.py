"""What time brings, found in rows: which are due, and the same step for each of them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db.models import QuerySet

log = logging.getLogger(__name__)
Row = TypeVar("Row")


def ids(rows: QuerySet[Any], by: str, *, most: int = 200) -> list[int]:
    """The numbers of the rows that have waited longest; the others come with the next tick."""
    return list(rows.order_by(by).values_list("pk", flat=True)[:most])


def each(rows: Iterable[Row], work: Callable[[Row], int], name: str) -> int:
    """What was done in all. One that fails does not stop the others: its row stays due and is tried
    again; its content stays out of the log (Law 5)."""
    done = 0
    for row in rows:
        try:
            done += work(row)
        except Exception as error:
            which = f" of {row}" if isinstance(row, int) else ""
            log.error("%s%s failed: %s", name, which, type(error).__name__)
    return done
