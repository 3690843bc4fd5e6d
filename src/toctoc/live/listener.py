"""One open stream: a bounded backlog and, only while there is something to say, one task."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from .admission import Pass

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]

BACKLOG = 64  # chunks a reader may be late by before we let go of it


class Listener:
    """Writes what the hub offers, at the reader's own pace, and never holds up the others."""

    __slots__ = ("_backlog", "_ending", "_open", "_pump", "_send", "late", "ticket")

    def __init__(self, ticket: Pass, send: Send) -> None:
        self.ticket = ticket
        self.late = 0
        self._send = send
        self._backlog: list[bytes] = []
        self._pump: asyncio.Task[None] | None = None
        self._open = False
        self._ending = False

    @property
    def ending(self) -> bool:
        return self._ending

    @property
    def busy(self) -> bool:
        return self._pump is not None and not self._pump.done()

    async def open(self, head: bytes, headers: list[tuple[bytes, bytes]]) -> None:
        """Answer, then say `head`, then whatever was offered in the meantime."""
        await self._send({"type": "http.response.start", "status": 200, "headers": headers})
        self._backlog.insert(0, head)
        self._open = True
        self._write_soon()

    def offer(self, chunk: bytes) -> bool:
        """Queue bytes; False when the reader is too slow to be kept."""
        if self._ending or len(self._backlog) >= BACKLOG:
            return False
        self._backlog.append(chunk)
        self._write_soon()
        return True

    def end(self, chunk: bytes = b"") -> None:
        """Close once what is waiting, and this goodbye, were written."""
        self._backlog.append(chunk)
        self._ending = True
        self._write_soon()

    def give_up(self) -> None:
        """Stop writing: the reader doesn't read."""
        self._ending = True
        if self._pump is not None:
            self._pump.cancel()

    def _write_soon(self) -> None:
        # No task while idle: a second one would double what a connection costs.
        if self._open and not self.busy:
            self._pump = asyncio.get_running_loop().create_task(self._write())

    async def _write(self) -> None:
        while self._backlog:
            body, more = b"".join(self._backlog), not self._ending
            self._backlog.clear()
            await self._send({"type": "http.response.body", "body": body, "more_body": more})
