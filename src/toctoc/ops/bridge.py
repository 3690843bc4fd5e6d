"""Django pages (WSGI, in threads) behind an ASGI server: one hop to a thread a request.

Sync views under Django's own ASGI handler cost twice, and a general bridge crosses threads three
times a response. Here the body is read first, on the loop and within bounds, so that a slow
uploader never holds a thread; then the whole answer comes back at once (long ones in pieces).
Whoever takes a message out of sight waits behind no reader (K18).
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import re
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
WSGI = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

BODY_MOST = 26 * 1024 * 1024  # a picture (25 MB) and its form
_TOO_HEAVY = (
    "Envoi trop lourd : 25 Mo au plus. Revenez en arrière, votre texte est gardé.\n"
    "Too large: 25 MB at most. Go back, your text is kept.\n"
).encode()
BODIES_MOST = 256 * 1024 * 1024  # of all requests being received
BODY_SECONDS = 180  # 25 MB from a telephone at 1.2 Mbit/s
READER_SECONDS = 60
PIECE = 256 * 1024  # longer answers are sent while they are made
HOLD_SECONDS = 0.25  # how long readers make room, at most, and how often they do: who presses
HOLD_EVERY = 2.5  # again and again, with or without a reason, slows them by a tenth


class Refusal(Exception):
    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Lanes:
    """So many requests at once, each in a thread; those that can't wait have threads of their own.

    Threads of one process also wait for each other: while one of these is at work, others that
    wait for a thread do so a little longer.
    """

    def __init__(self, threads: int, first: re.Pattern[str] | None) -> None:
        self._first = first
        self._seats = asyncio.Semaphore(threads)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="toctoc-page")
        self._own = ThreadPoolExecutor(2, thread_name_prefix="toctoc-first")
        self._hurried = 0
        self._room = asyncio.Event()
        self._held_until = 0.0

    async def run(self, scope: Message, job: Callable[[], None]) -> None:
        loop = asyncio.get_running_loop()
        if self._first and scope["method"] == "POST" and self._first.fullmatch(scope["path"]):
            with self._making_room(loop.time()):
                await loop.run_in_executor(self._own, job)
            return
        async with self._seats:
            left = self._held_until - loop.time()
            if self._hurried and left > 0:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._room.wait(), left)
            await loop.run_in_executor(self._threads, job)

    @contextlib.contextmanager
    def _making_room(self, now: float) -> Iterator[None]:
        if now - self._held_until > HOLD_EVERY - HOLD_SECONDS:
            self._held_until = now + HOLD_SECONDS
        self._hurried += 1
        self._room.clear()
        try:
            yield
        finally:
            self._hurried -= 1
            if not self._hurried:
                self._room.set()


class Pages:
    """An ASGI application around a WSGI one. `threads`: how many requests run at once; `first`:
    the paths of those sent (POST) that wait for no other."""

    def __init__(
        self, application: WSGI, *, threads: int = 8, first: re.Pattern[str] | None = None
    ) -> None:
        self.application = application
        self.counts: Counter[str] = Counter()
        self.seconds = 0.0
        self._lanes = Lanes(threads, first)
        self._received = 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        started = time.perf_counter()
        status, body = 500, bytearray()
        try:
            await self._receive(scope, receive, body)
            status = await self._respond(scope, bytes(body), send)
        except Refusal as refusal:
            status = refusal.status
            await refuse(send, status)
        finally:
            self._received -= len(body)
            self.seconds += time.perf_counter() - started
            self.counts[f"{status // 100}xx"] += 1

    async def _receive(self, scope: Message, receive: Receive, body: bytearray) -> None:
        """Read the whole body, or `Refusal`: too long (413), slow (408), many at once (503)."""
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > BODY_MOST:
            raise Refusal(413)
        try:
            async with asyncio.timeout(BODY_SECONDS):
                while await self._receive_piece(receive, body):
                    pass
        except TimeoutError:
            raise Refusal(408) from None

    async def _receive_piece(self, receive: Receive, body: bytearray) -> bool:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refusal(499)
        piece = message.get("body", b"")
        body += piece
        self._received += len(piece)
        if len(body) > BODY_MOST:
            raise Refusal(413)
        if self._received > BODIES_MOST:
            raise Refusal(503)
        return bool(message.get("more_body", False))

    async def _respond(self, scope: Message, body: bytes, send: Send) -> int:
        answer = _Answer(asyncio.get_running_loop(), send)
        environ = environ_of(scope, body)
        await self._lanes.run(scope, partial(answer.make, self.application, environ))
        await answer.finish()
        return answer.status


class _Answer:
    """What a WSGI application says, gathered in its thread and sent from the loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, send: Send) -> None:
        self.status = 500
        self._loop = loop
        self._send = send
        self._headers: list[tuple[bytes, bytes]] = []
        self._waiting: list[bytes] = []
        self._begun = False

    def make(self, application: WSGI, environ: dict[str, Any]) -> None:
        pieces = application(environ, self._start)
        size = 0
        try:
            for piece in pieces:
                self._waiting.append(piece)
                size += len(piece)
                if size >= PIECE:
                    size = 0
                    self._flush_from_thread()
        finally:
            close = getattr(pieces, "close", None)
            if close is not None:
                close()

    def _flush_from_thread(self) -> None:
        done = asyncio.run_coroutine_threadsafe(self._flush(more=True), self._loop)
        done.result(READER_SECONDS)  # a reader that stops reading doesn't keep a thread

    def _start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        self.status = int(status.split(" ", 1)[0])
        self._headers = [
            (name.lower().encode("latin-1"), value.strip().encode("latin-1"))
            for name, value in headers
        ]
        return self._waiting.append

    async def _flush(self, *, more: bool) -> None:
        if not self._begun:
            self._begun = True
            await self._send(
                {
                    "type": "http.response.start",
                    "status": self.status,
                    "headers": self._headers,
                }
            )
        body = b"".join(self._waiting)
        self._waiting.clear()
        await self._send({"type": "http.response.body", "body": body, "more_body": more})

    async def finish(self) -> None:
        await self._flush(more=False)


def environ_of(scope: Message, body: bytes) -> dict[str, Any]:
    """The WSGI environment (PEP 3333) of an ASGI request."""
    host, port = scope.get("server") or ("localhost", 80)
    address, _ = scope.get("client") or ("", 0)
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 0),
        "REMOTE_ADDR": address,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in _headers(scope):
        joint = "; " if name == "HTTP_COOKIE" else ","
        environ[name] = f"{environ[name]}{joint}{value}" if name in environ else value
    return environ


def _headers(scope: Message) -> Iterator[tuple[str, str]]:
    for raw, value in scope["headers"]:
        # "X_Forwarded_For" would become the same variable as "X-Forwarded-For" and forge it.
        if b"_" in raw or raw == b"content-length":
            continue
        name = raw.decode("latin-1").upper().replace("-", "_")
        yield (name if name == "CONTENT_TYPE" else f"HTTP_{name}"), value.decode("latin-1")


async def refuse(send: Send, status: int) -> None:
    """Without Django, which never saw the request; only what is too heavy has a sentence."""
    body = _TOO_HEAVY if status == 413 else b""
    headers = [
        (b"content-length", str(len(body)).encode()),
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
