"""Django's PostgreSQL backend: kept connections are checked without asking the server, and prepared
queries have a cursor whose statements the server prepares too."""

from __future__ import annotations

import select
from typing import Any

from django.db.backends.postgresql import base, operations
from django.db.backends.utils import CursorWrapper


class DatabaseOperations(operations.DatabaseOperations):
    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """A prepared statement is known to the driver by its number alone: its words, for a log."""
        known: str | None = super().last_executed_query(cursor, sql, params)
        return self.compose_sql(sql, params) if known is None else known


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def is_usable(self) -> bool:
        """A server that leaves says so on the socket, and an idle one says nothing.

        Asked at the first query of each request: a question to the server would cost a page as
        much as one of its queries. What does speak is asked.
        """
        if self.connection is None or self.connection.closed:
            return False
        return _is_quiet(self.connection.fileno()) or super().is_usable()

    def prepared_cursor(self) -> CursorWrapper:
        """For `toctoc.prepared`: values are bound by the server, which keeps the plan from the
        `prepare_threshold`-th time on. Not every query of the ORM could be sent this way."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        wrapped: CursorWrapper = self._prepare_cursor(_cursor_of(self.connection))  # type: ignore[attr-defined]
        return wrapped


def _cursor_of(connection: Any) -> Any:
    binding: Any = base.ServerBindingCursor
    return binding(connection)


def _is_quiet(socket: int) -> bool:
    poller = select.poll()
    poller.register(socket, select.POLLIN)
    return not poller.poll(0)
