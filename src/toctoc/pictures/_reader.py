"""Files waiting in memory to be read: a bounded queue, fair between members, few children at once.

A file's bytes are here and in the child that reads them, and nowhere else. When this process ends,
they are gone: their rows say so (`clock.py`), and their authors send them again.
"""

from __future__ import annotations

import atexit
import datetime as dt
import logging
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection
from django.utils import timezone

from toctoc.guard.files import read as guard
from toctoc.guard.files import ready
from toctoc.guard.files.types import Refused

from .types import Busy

log = logging.getLogger("toctoc.pictures")
BEAT = 15.0  # seconds between two signs of life of what is held
_FIRST_GUESS = 5.0  # seconds a file takes, before any was timed
_PATIENCE = 60.0  # seconds that a decision waits for its turn
_LONGEST_WAIT = 120
_IDLE = 120.0  # seconds that a thread waits for a next file


@dataclass(slots=True, eq=False)
class Job:
    """One file to read. `owner`: its author's public id."""

    upload: int
    public_id: str
    person: int
    owner: str
    data: bytes
    name: str = ""
    known: tuple[str, ...] = ()
    cancelled: bool = field(default=False)


Work = Callable[[Job], None]
Marks = Callable[[Collection[int], dt.datetime], object]


class Pool:
    """`work` reads one job and never raises; `beat` says that these uploads are held and alive;
    `lose` that they no longer are."""

    def __init__(self, work: Work, beat: Marks, lose: Marks) -> None:
        self._work, self._beat, self._lose = work, beat, lose
        self._lock = threading.Lock()
        self._stirred = threading.Condition(self._lock)
        self._came = threading.Condition(self._lock)
        self._queues: OrderedDict[int, deque[Job]] = OrderedDict()
        self._held: dict[int, Job] = {}
        self._bytes = self._readers = 0
        self._beating = self._stopped = False
        self._pace = _FIRST_GUESS

    def reserve(self, size: int) -> None:
        """Take the room of one file, or raise `Busy`. `put` or `give_back` follows."""
        most = settings.TOCTOC_PICTURES["megabytes_waiting"] * 1_000_000
        with self._lock:
            if self._stopped or (self._bytes and self._bytes + size > most):
                raise Busy(self._wait())
            self._bytes += size

    def _wait(self) -> int:
        """Seconds after which there should be room again: half of what waits is read."""
        children = max(1, int(settings.TOCTOC_PICTURES["children"]))
        return max(3, min(_LONGEST_WAIT, round(len(self._held) * self._pace / children / 2)))

    def give_back(self, size: int) -> None:
        with self._lock:
            self._bytes -= size

    def put(self, job: Job) -> None:
        """Queue a job whose room is reserved. A process that is stopping loses it at once."""
        with self._lock:
            taken = not self._stopped and job.upload not in self._held
            if taken:
                self._held[job.upload] = job
                self._queues.setdefault(job.person, deque()).append(job)
                self._start_threads()
            else:
                self._bytes -= len(job.data)
            stopped = self._stopped
        if stopped:
            self._lose([job.upload], timezone.now())

    def _start_threads(self) -> None:
        self._came.notify()
        if self._readers < settings.TOCTOC_PICTURES["children"]:
            self._readers += 1
            threading.Thread(target=self._read_all, name="pictures", daemon=True).start()
        if not self._beating and settings.TOCTOC_PICTURES["children"]:
            self._beating = True
            threading.Thread(target=self._beat_all, name="pictures-beat", daemon=True).start()

    def cancel(self, uploads: Collection[int]) -> None:
        """Forget these files; the child that reads one is ended at its next page."""
        with self._lock:
            for upload in uploads:
                job = self._held.get(upload)
                if job is None:
                    continue
                job.cancelled = True
                queue = self._queues.get(job.person)
                if queue is not None and job in queue:
                    queue.remove(job)
                    if not queue:
                        del self._queues[job.person]
                    self._let_go(job)

    def drain(self) -> int:
        """Read all that waits, here and now; return how many files."""
        done = 0
        while (job := self._next()) is not None:
            self._do(job)
            done += 1
        return done

    def stop(self) -> None:
        """The process ends: what was not read is lost, and said so at once."""
        with self._lock:
            self._stopped = True
            held = list(self._held)
            for job in self._held.values():
                job.cancelled = True
            self._queues.clear()
            self._stirred.notify_all()
            self._came.notify_all()
        try:
            if held:
                self._lose(held, timezone.now())
        except Exception as error:  # the database is away: the clock will say it
            log.error("pictures: stop: %s", type(error).__name__)

    def _next(self) -> Job | None:
        """The next file of the member whose turn it is."""
        with self._lock:
            return self._pop()

    def _pop(self) -> Job | None:
        if self._stopped or not self._queues:
            return None
        person, queue = self._queues.popitem(last=False)
        job = queue.popleft()
        if queue:
            self._queues[person] = queue
        return job

    def _do(self, job: Job) -> None:
        started = timezone.now()
        try:
            self._work(job)
        except Exception as error:  # no reader ends with one file: its row stays, the clock sees it
            log.error("pictures: upload %d: %s", job.upload, type(error).__name__)
        finally:
            with self._lock:
                took = (timezone.now() - started).total_seconds()
                self._pace += (took - self._pace) / 8
                self._let_go(job)

    def _let_go(self, job: Job) -> None:
        if self._held.get(job.upload) is job:
            del self._held[job.upload]
            self._bytes -= len(job.data)
            job.data = b""
        if not self._held:
            self._stirred.notify_all()

    def _read_all(self) -> None:
        """A thread that reads what waits, then stays a while: its next child is already warm."""
        guard.keep_ready(settings.TOCTOC_FILES)
        while True:
            with self._lock:
                job = self._pop()
                if job is None:
                    self._came.wait(_IDLE)
                    job = self._pop()
                if job is None:
                    self._readers -= 1
                    break
            self._do(job)
            connection.close()
        ready.stop()

    def _beat_all(self) -> None:
        try:
            while True:
                with self._lock:
                    self._stirred.wait(BEAT)
                    held = list(self._held)
                    if not held or self._stopped:
                        self._beating = False
                        return
                try:
                    self._beat(held, timezone.now())
                except Exception as error:  # the database is away: the next beat tries again
                    log.error("pictures: beat: %s", type(error).__name__)
                    connection.close()
        finally:
            connection.close()


_pool: Pool | None = None
_making = threading.Lock()
_rendering: threading.BoundedSemaphore | None = None


def pool() -> Pool:
    """This process's own, made when its first file comes."""
    global _pool
    with _making:
        if _pool is None:
            from . import _reading

            _pool = Pool(_reading.read_one, _reading.beat, _reading.lose)
            atexit.register(_pool.stop)
        return _pool


@contextmanager
def turn_to_render() -> Iterator[None]:
    """Decisions are made by few children at once too. Raise `Refused` where none is free in time:
    the author tries again."""
    global _rendering
    with _making:
        if _rendering is None:
            _rendering = threading.BoundedSemaphore(max(1, settings.TOCTOC_PICTURES["children"]))
        turns = _rendering
    if not turns.acquire(timeout=_PATIENCE):
        raise Refused("jail")
    try:
        yield
    finally:
        turns.release()
