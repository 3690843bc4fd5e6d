"""One thread a process that learns of new events and hands them over, on either database.

The wake-up is only a hint: SQLite's `PRAGMA data_version`, which changes when another connection
commits, or PostgreSQL's NOTIFY, on one connection a process (one a reader dies at a hundred
readers). Whatever woke us, we read what stands after the last event we know, so that a lost hint
or a lost connection delays an event but never loses one.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import connection

from . import queries
from .actions import CHANNEL
from .sse import Row

logger = logging.getLogger("toctoc.live")

BATCH = 1000
WATCHED = 0.025  # seconds between two looks at SQLite while somebody listens (20 µs each)
UNWATCHED = 0.5
LISTENED = 1.0  # seconds after which PostgreSQL is asked even without a hint
LONGEST_PAUSE = 30.0


class Watcher(threading.Thread):
    """Calls `started(last id)` once, then `deliver(rows)` for each batch, from its own thread."""

    def __init__(
        self, *, started: Callable[[int], None], deliver: Callable[[list[Row]], None]
    ) -> None:
        super().__init__(name="toctoc-live-watch", daemon=True)
        self._tell_started = started
        self._tell_rows = deliver
        self._last: int | None = None
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._watched = False
        self._pause = 0.0

    def watch(self, someone_listens: bool) -> None:
        """Look often while somebody listens; rarely otherwise."""
        if someone_listens and not self._watched:
            self._wake.set()
        self._watched = someone_listens

    def stop(self) -> None:
        self._stopping.set()
        self._wake.set()

    def run(self) -> None:
        try:
            while not self._stopping.is_set():
                try:
                    self._follow()
                except Exception as error:  # any database trouble: try again, later and later
                    self._recover(error)
        finally:
            connection.close()

    def _recover(self, error: Exception) -> None:
        self._pause = min(max(self._pause * 2, 0.5), LONGEST_PAUSE)
        # The class says enough; a driver's message may quote values.
        logger.warning("live: %s, next try in %.1f s", type(error).__name__, self._pause)
        connection.close()
        self._stopping.wait(self._pause)

    def _follow(self) -> None:
        if connection.vendor == "postgresql":
            self._follow_notifications()
        else:
            self._follow_versions()

    def _read_on(self) -> None:
        if self._last is None:
            self._last = queries.last_id()
            self._tell_started(self._last)
        while rows := queries.events_since(self._last, limit=BATCH):
            self._last = rows[-1].id
            self._tell_rows(rows)
        self._pause = 0.0

    def _follow_versions(self) -> None:
        seen = None
        with connection.cursor() as cursor:
            while not self._stopping.is_set():
                cursor.execute("PRAGMA data_version")
                version = cursor.fetchone()[0]
                if version != seen:
                    seen = version
                    self._read_on()
                self._wake.wait(WATCHED if self._watched else UNWATCHED)
                self._wake.clear()

    def _follow_notifications(self) -> None:
        import psycopg

        connection.ensure_connection()
        parameters = connection.get_connection_params() | {"autocommit": True}
        with psycopg.connect(**parameters) as listener:
            listener.execute(f"LISTEN {CHANNEL}")
            while not self._stopping.is_set():
                self._read_on()
                for _hint in listener.notifies(timeout=LISTENED, stop_after=1):
                    pass
