"""What happens by itself: rings, releases and reminders each second, housekeeping at night.

Every job stands alone: one that fails is logged by its class (never by its content), rests a
little longer each time, and stops no other.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone

from . import lease, tasks_rescue

logger = logging.getLogger("toctoc.clock")

LEASE = timedelta(seconds=15)
LONGEST_REST = timedelta(minutes=5)
NIGHT = dt.time(3, 30)
TRY_AGAIN = timedelta(minutes=30)  # longer than any job of the night


@dataclass
class Job:
    """Run `work(at)` every so often; after a failure, wait longer and longer."""

    name: str
    work: Callable[[dt.datetime], object]
    every: timedelta
    next_at: dt.datetime | None = None
    failures: int = field(default=0)

    def run(self, at: dt.datetime) -> None:
        if self.next_at is not None and at < self.next_at:
            return
        try:
            self.work(at)
            self.failures = 0
            self.next_at = at + self.every
        except Exception as error:  # one job's trouble is not another's
            self.failures += 1
            rest = min(self.every * 2**self.failures, LONGEST_REST)
            self.next_at = at + rest
            where = _where(error)
            logger.error("clock: %s: %s at %s", self.name, type(error).__name__, where)
            close_old_connections()


def _where(error: Exception) -> str:
    """The line that failed. Not the message: it may quote what somebody wrote (Law 5)."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"


def questions_tick(at: dt.datetime) -> int:
    from toctoc.questions.clock import tick

    return tick(at)


def stories_tick(at: dt.datetime) -> int:
    from toctoc.stories.clock import tick

    return tick(at)


def moderation_tick(at: dt.datetime) -> int:
    from toctoc.moderation.clock import tick

    return tick(at)


def rights_tick(at: dt.datetime) -> int:
    from toctoc.rights.clock import tick

    return tick(at)


def evidence_tick(at: dt.datetime) -> int:
    from toctoc.evidence.clock import tick

    return tick(at)


def pictures_tick(at: dt.datetime) -> int:
    from toctoc.pictures.clock import tick

    return tick(at)


def record_tick(at: dt.datetime) -> bool:
    """Remember, outside the database, how far the record goes."""
    from toctoc.ledger.head import remember

    return remember()


def index_tick(at: dt.datetime) -> int:
    """Bring this node's search index up to date; another worker of the node may be doing it."""
    from toctoc.questions.documents import feed_index
    from toctoc.search.types import BusyError

    try:
        return feed_index(at)
    except BusyError:
        return 0


def figures_tick(at: dt.datetime) -> int:
    """Count the quarter that goes on for the public figures."""
    from toctoc.transparency.actions import publish

    return publish(at)


def demo_tick(at: dt.datetime) -> int:
    """In the demonstration, invented colleagues answer visitors."""
    from .demo.colleagues import answer_visitors

    return answer_visitors(at)


def next_night(at: dt.datetime) -> dt.datetime:
    here = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    tonight = dt.datetime.combine(here.date(), NIGHT, tzinfo=here.tzinfo)
    return tonight if tonight > here else tonight + timedelta(days=1)


def housekeeping() -> dict[str, Callable[[dt.datetime], object]]:
    """What is done once a night, by whichever worker comes first."""
    from toctoc.ledger.actions import anchor
    from toctoc.rights.clock import nightly as retention

    return {
        "anchor": lambda at: anchor(at=at),  # who kept it would notice another past
        "retention": retention,  # what ends by itself, table by table: rights/retention.py
        "statistics": lambda at: analyse(),
    }


def clean_index(at: dt.datetime) -> None:
    """Make the words of erased posts leave this node's disk (K18)."""
    from toctoc.questions.documents import PostSource
    from toctoc.search.feed import clean_up
    from toctoc.search.types import BusyError

    with contextlib.suppress(BusyError):  # another worker of this node is at it
        clean_up(PostSource(), at, after=timedelta(hours=1))


def analyse() -> None:
    """Let SQLite choose good query plans; PostgreSQL's autovacuum does it by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize")


class Clock:
    """The loop of one worker. Only the holder of the lease ticks; the others stand by."""

    def __init__(self, worker: str) -> None:
        self.worker = worker
        self.stopping = threading.Event()
        self._held_until: dt.datetime | None = None
        second = timedelta(seconds=1)
        self._own = [
            Job("beat", lambda at: lease.beat(worker, at=at), timedelta(seconds=10)),
            Job("index", index_tick, second),
            Job("erased words", clean_index, timedelta(hours=1)),
        ]
        self._shared = [
            Job("tick", questions_tick, second),
            Job("stories", stories_tick, second),
            Job("moderation", moderation_tick, timedelta(seconds=10)),
            Job("rights", rights_tick, second),
            Job("evidence", evidence_tick, timedelta(minutes=1)),
            Job("pictures", pictures_tick, timedelta(seconds=10)),
            Job("record", record_tick, timedelta(minutes=1)),
            Job("rescue", tasks_rescue.rescue, timedelta(seconds=15)),
            Job("figures", figures_tick, timedelta(minutes=10)),
            Job("night", self._nightly, timedelta(minutes=5)),
        ]
        if settings.DEMO:
            self._shared.append(Job("demo", demo_tick, second))

    def run(self) -> None:
        while not self.stopping.is_set():
            close_old_connections()
            self.step(timezone.now())
            self.stopping.wait(1)
        connection.close()

    def step(self, at: dt.datetime) -> None:
        for job in self._own:
            job.run(at)
        if self._leads(at):
            for job in self._shared:
                job.run(at)

    def _leads(self, at: dt.datetime) -> bool:
        # Renewed at two thirds of its life: a write each second would wake every listener.
        if self._held_until is not None and at < self._held_until - LEASE * 2 / 3:
            return True
        try:
            leads = lease.take("clock", self.worker, at=at, until=at + LEASE)
        except Exception as error:  # the database is away
            logger.error("clock: lease: %s", type(error).__name__)
            close_old_connections()
            leads = False
        self._held_until = at + LEASE if leads else None
        return leads

    def _nightly(self, at: dt.datetime) -> None:
        """Each job once a night; one that failed, or whose worker was killed, is tried again."""
        for name, work in housekeeping().items():
            turn = f"night: {name}"
            if not lease.once_until(turn, at=at, until=at + TRY_AGAIN):
                continue
            job = Job(name, work, timedelta(0))
            job.run(at)
            if not job.failures:
                lease.take(turn, "done", at=at, until=next_night(at))
