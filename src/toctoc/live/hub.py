"""The live stream: one hub a process, thousands of readers, one reading of the events for all.

`live_app` is a bare ASGI application for `GET /live?topics=question:abc,home,me`. It asks who the
reader is once, then stays outside Django: an idle reader costs one suspended coroutine.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import close_old_connections

from . import queries, sse
from .admission import Pass, Refused, admit, still_allowed
from .listener import Listener, Message, Send
from .request import HEADERS, answer, asked_topics, check, cookies, last_seen, made_at
from .watch import Watcher

logger = logging.getLogger("toctoc.live")

Receive = Callable[[], Awaitable[Message]]
P = ParamSpec("P")
T = TypeVar("T")

HEARTBEAT_EVERY = 25  # seconds; proxies cut silent connections after 30 to 60
RECHECK_EVERY = 60
KEPT = 2000  # events kept encoded, so that a herd coming back asks the database nothing
RETRY = (2.0, 6.0)
RETRY_AFTER_STOP = (1.0, 10.0)
STANDING = "standing"  # kind of the event that says: look again at who this person is


class Hub:
    """All streams of this process. Everything but the database runs on one event loop."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._listeners: dict[Listener, asyncio.Task[Any]] = {}
        self._by_topic: dict[str, set[Listener]] = {}
        self._by_person: Counter[int] = Counter()
        self._recent: deque[tuple[sse.Row, bytes]] = deque(maxlen=KEPT)
        self._last = 0
        self._stopped = False
        self._floor = 0  # everything after this event is in `_recent`
        self._running: asyncio.Future[None] | None = None
        self._watcher: Watcher | None = None
        self._beat: asyncio.Task[None] | None = None
        self._threads: ThreadPoolExecutor | None = None

    @property
    def connections(self) -> int:
        return len(self._listeners)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        try:
            check(scope)
            await self._start()
            ticket = await self._admit(scope)
        except Refused as refusal:
            self.counts["refused"] += 1
            await answer(send, refusal.status)
            return
        last, since = last_seen(scope), made_at(scope)
        if last is None and since is not None:
            last = await self._in_thread(queries.id_before, since)
        await self._stream(ticket, last, receive, send)

    async def _admit(self, scope: Message) -> Pass:
        if self._stopped or self.connections >= settings.TOCTOC_LIVE["connections"]:
            raise Refused(503)
        try:
            ticket = await self._in_thread(admit, cookies(scope), asked_topics(scope))
        except DatabaseError as error:
            logger.warning("live: admission failed: %s", type(error).__name__)
            raise Refused(503) from error
        if self._by_person[ticket.person] >= settings.TOCTOC_LIVE["per_person"]:
            raise Refused(429)
        return ticket

    async def _stream(self, ticket: Pass, last: int | None, receive: Receive, send: Send) -> None:
        listener = Listener(ticket, send)
        # Registered before the replay is read: what comes meanwhile waits behind it.
        self._add(listener)
        until = self._last
        try:
            missed = await self._missed(ticket, last, until)
            await listener.open(sse.retry(*RETRY) + missed + sse.ready(until), HEADERS)
            while (await receive())["type"] != "http.disconnect":
                pass
        except asyncio.CancelledError:
            if not listener.ending:
                raise
        finally:
            self._remove(listener)
            listener.give_up()

    async def _missed(self, ticket: Pass, last: int | None, until: int) -> bytes:
        if last is None or last == until:
            return b""
        if self._floor <= last <= until:
            kept = ((row, chunk) for row, chunk in self._recent if last < row.id <= until)
            return b"".join(chunk for row, chunk in kept if row.topic in ticket.topics)
        rows = await self._in_thread(queries.missed, last, ticket.topics, until=until)
        return sse.reload(until) if rows is None else b"".join(map(sse.encode, rows))

    def _add(self, listener: Listener) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._listeners[listener] = task
        self._by_person[listener.ticket.person] += 1
        for topic in listener.ticket.topics:
            self._by_topic.setdefault(topic, set()).add(listener)
        self.counts["opened"] += 1
        if self._watcher:
            self._watcher.watch(True)

    def _remove(self, listener: Listener) -> None:
        self._listeners.pop(listener, None)
        self._by_person[listener.ticket.person] -= 1
        if not self._by_person[listener.ticket.person]:
            del self._by_person[listener.ticket.person]
        for topic in listener.ticket.topics:
            others = self._by_topic.get(topic, set())
            others.discard(listener)
            if not others:
                self._by_topic.pop(topic, None)
        if self._watcher and not self._listeners:
            self._watcher.watch(False)

    def _deliver(self, rows: list[sse.Row]) -> None:
        """Encode once, offer to each reader of the topic."""
        for row in rows:
            chunk = sse.encode(row)
            if len(self._recent) == KEPT:
                self._floor = self._recent[0][0].id
            self._recent.append((row, chunk))
            self._last = row.id
            for listener in tuple(self._by_topic.get(row.topic, ())):
                self._offer(listener, chunk)
            if row.kind == STANDING:
                asyncio.get_running_loop().create_task(self._recheck(only=row.topic))

    def _offer(self, listener: Listener, chunk: bytes) -> None:
        if listener.offer(chunk):
            self.counts["delivered"] += 1
        elif not listener.ending:
            self._drop(listener)

    def _drop(self, listener: Listener) -> None:
        """Let go of a reader that doesn't read; it will come back and replay."""
        self.counts["dropped"] += 1
        listener.give_up()
        self._listeners[listener].cancel()

    async def _beats(self) -> None:
        second = 0
        while True:
            await asyncio.sleep(1)
            second += 1
            # A slice a second: five thousand heartbeats at once would delay an event.
            for listener in tuple(self._listeners)[second % HEARTBEAT_EVERY :: HEARTBEAT_EVERY]:
                listener.late = listener.late + 1 if listener.busy else 0
                if listener.late >= 3:
                    self._drop(listener)
                else:
                    listener.offer(sse.HEARTBEAT)
            if second % RECHECK_EVERY == 0:
                await self._recheck()

    async def _recheck(self, only: str | None = None) -> None:
        """End the streams of those who signed out, were suspended or changed their password."""
        asked = tuple(self._by_topic.get(only, ()) if only else self._listeners)
        try:
            allowed = await self._in_thread(still_allowed, {one.ticket for one in asked})
        except Exception as error:  # the database is away: keep what was granted, ask again later
            logger.warning("live: recheck failed: %s", type(error).__name__)
            return
        for listener in asked:
            if listener in self._listeners and listener.ticket not in allowed:
                self.counts["cut"] += 1
                listener.end()

    async def _start(self) -> None:
        """Begin to follow the events, at the first reader."""
        if self._running is None:
            loop = asyncio.get_running_loop()
            self._running = loop.create_future()
            self._threads = ThreadPoolExecutor(4, thread_name_prefix="toctoc-live")
            self._watcher = Watcher(
                started=lambda last: _soon(loop, self._started, last),
                deliver=lambda rows: _soon(loop, self._deliver, rows),
            )
            self._watcher.start()
            self._beat = loop.create_task(self._beats())
        try:
            await asyncio.wait_for(asyncio.shield(self._running), 10)
        except TimeoutError:
            raise Refused(503) from None

    def _started(self, last: int) -> None:
        self._last = self._floor = last
        if self._running and not self._running.done():
            self._running.set_result(None)

    async def stop(self) -> None:
        """End all streams, asking the browsers to come back each after its own delay."""
        self._stopped = True
        if self._watcher:
            self._watcher.stop()
        if self._beat:
            self._beat.cancel()
        for listener in tuple(self._listeners):
            listener.end(sse.retry(*RETRY_AFTER_STOP))
        if self._threads:
            self._threads.shutdown(wait=False, cancel_futures=True)

    async def _in_thread(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run blocking database work; the thread's connection goes back or stays healthy."""

        def job() -> T:
            close_old_connections()
            try:
                return work(*args, **kwargs)
            finally:
                close_old_connections()

        return await asyncio.get_running_loop().run_in_executor(self._threads, job)


def _soon(loop: asyncio.AbstractEventLoop, work: Callable[..., None], *args: Any) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(work, *args)


live_app = Hub()
