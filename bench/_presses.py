"""The load of `bench.stories`: open pages, readers at a steady rate, and a watcher at each way in.

One asyncio process on raw sockets. It says of itself how much of a core it took and how late it
sent what was due: a generator that is late measures itself.
"""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field

from bench.pages import get

BELIEVED = 6  # refusals in a row after which a way is closed
PATIENCE = 90.0  # seconds until every way must show the message, or refuse it
LOOK_EVERY = 0.1  # seconds between the looks of a watcher: to watch is not to load


@dataclass
class Way:
    """One way in; `seen` are (sent, arrived, shown) of each look."""

    name: str
    request: bytes
    mark: str
    seen: list[tuple[float, float, bool]] = field(default_factory=list)

    def closed(self) -> float:
        """When the first refusal arrived after which nothing was shown again."""
        last = max((n for n, look in enumerate(self.seen) if look[2]), default=-1)
        return self.seen[last + 1][1] if last + 1 < len(self.seen) else float("inf")


class Stream(asyncio.Protocol):
    """An open page: notes when it hears that something is hidden."""

    ready = 0
    heard: dict[bytes, list[float]] = {}  # {post: when each page heard of it first}

    def __init__(self, request: bytes) -> None:
        self.request = request
        self.opened = False
        self.told: set[bytes] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        transport.write(self.request)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        if not self.opened and b"event: ready" in data:
            self.opened = True
            Stream.ready += 1
        at = data.find(b'"kind":"hide","ref":"')
        if at >= 0 and (ref := data[at + 21 : at + 33]) not in self.told:
            self.told.add(ref)
            Stream.heard.setdefault(ref, []).append(time.perf_counter())


async def open_streams(
    port: int, cookies: list[str], count: int, topics: str = "home,me"
) -> list[Stream]:
    """Pages left open, each with its stream; `SystemExit` when they don't all open."""
    loop, gate = asyncio.get_running_loop(), asyncio.Semaphore(32)
    wanted = Stream.ready + count

    async def one(number: int) -> Stream:
        request = (
            f"GET /live?topics={topics} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Cookie: {cookies[number % len(cookies)]}\r\nAccept: text/event-stream\r\n\r\n"
        ).encode()
        async with gate:
            made = await loop.create_connection(lambda: Stream(request), "127.0.0.1", port)
        return made[1]

    opened = await asyncio.gather(*(one(number) for number in range(count)))
    until = time.monotonic() + 120
    while Stream.ready < wanted and time.monotonic() < until:
        await asyncio.sleep(0.05)
    if Stream.ready < wanted:
        raise SystemExit(f"{wanted - Stream.ready} of {count} streams did not open")
    return opened


class Link(asyncio.Protocol):
    """One kept connection, one request at a time."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """The status and the body; once more when the connection was closed meanwhile."""
        try:
            return await self._ask(request)
        except ConnectionError:
            return await self._ask(request)

    async def _ask(self, request: bytes) -> tuple[int, bytes]:
        loop = asyncio.get_running_loop()
        if self.transport is None:
            await loop.create_connection(lambda: self, "127.0.0.1", self.port)
        assert self.transport is not None
        self._buffer.clear()
        self._answer = loop.create_future()
        self.transport.write(request)
        return await self._answer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0 or self._answer is None or self._answer.done():
            return
        at = self._buffer.lower().find(b"content-length:", 0, end)
        line = self._buffer[at + 15 : self._buffer.find(b"\r\n", at)] if at >= 0 else b"0"
        if len(self._buffer) >= end + 4 + int(line):
            self._answer.set_result((int(self._buffer[9:12]), bytes(self._buffer[end + 4 :])))

    def connection_lost(self, error: Exception | None) -> None:
        self.transport = None
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error or ConnectionResetError())

    def close(self) -> None:
        if self.transport is not None:
            self.transport.close()


class Crowd:
    """Readers at a steady rate, whatever the answers take; late ones are counted, not hidden."""

    def __init__(self, port: int, paths: list[str], cookies: list[str], rate: int) -> None:
        self.port, self.paths, self.cookies, self.rate = port, paths, cookies, rate
        self.times: list[float] = []
        self.late: list[float] = []
        self.skipped = 0
        self.free = [Link(port) for _ in range(min(64, max(rate, 1)))]
        self.rng = random.Random(5)

    async def run(self) -> None:
        if not self.rate:
            return
        jobs: set[asyncio.Task[None]] = set()
        due = time.perf_counter()
        while True:
            due += 1 / self.rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            self.late.append(time.perf_counter() - due)
            if not self.free:
                self.skipped += 1
                continue
            job = asyncio.create_task(self._read(self.free.pop()))
            jobs.add(job)
            job.add_done_callback(jobs.discard)

    async def _read(self, link: Link) -> None:
        path, cookie = self.rng.choice(self.paths), self.rng.choice(self.cookies)
        started = time.perf_counter()
        await link.ask(get(path, cookie, self.port))
        self.times.append(time.perf_counter() - started)
        self.free.append(link)


async def look(way: Way, link: Link) -> bool:
    sent = time.perf_counter()
    status, body = await link.ask(way.request)
    if status not in (200, 404):
        raise SystemExit(f"{way.name}: answered {status}")
    shown = way.mark.encode() in body
    way.seen.append((sent, time.perf_counter(), shown))
    return shown


async def until_shown(found: list[Way], links: list[Link]) -> None:
    """Every way shows the message: what is never shown proves nothing by being refused."""
    until = time.monotonic() + PATIENCE
    for way, link in zip(found, links, strict=True):
        while not await look(way, link):
            if time.monotonic() > until:
                raise SystemExit(f"{way.name}: the message never appeared")
            await asyncio.sleep(0.2)
        way.seen.clear()


async def watch(way: Way, link: Link, closed: asyncio.Event) -> None:
    """Look again and again; some refusals in a row are believed."""
    refused = 0
    while not closed.is_set() and refused < BELIEVED:
        refused = 0 if await look(way, link) else refused + 1
        await asyncio.sleep(LOOK_EVERY)


async def take_down(
    port: int, ref: str, found: list[Way], pressed: bytes, streams: int
) -> tuple[float, dict[str, float]]:
    """Press; return the seconds until the answer, and until each way in had closed."""
    links, press = [Link(port) for _ in found], Link(port)
    await until_shown(found, links)
    closed = asyncio.Event()
    watching = []
    for way, link in zip(found, links, strict=True):
        watching.append(asyncio.create_task(watch(way, link, closed)))
        await asyncio.sleep(LOOK_EVERY / len(found))  # not all at the same instant
    started = time.perf_counter()
    status, _ = await press.ask(pressed)
    answered = time.perf_counter() - started
    if status != 302:
        raise SystemExit(f"the press was answered {status}")
    until = time.monotonic() + PATIENCE
    while len(Stream.heard.get(ref.encode(), ())) < streams and time.monotonic() < until:
        await asyncio.sleep(0.01)
    await asyncio.wait(watching, timeout=PATIENCE)
    closed.set()
    await asyncio.gather(*watching)
    for link in (*links, press):
        link.close()
    times = {way.name: way.closed() - started for way in found}
    heard = Stream.heard.pop(ref.encode(), [])
    everybody = len(heard) == streams
    times["open pages (the last)"] = max(heard) - started if everybody else float("inf")
    return answered, times
