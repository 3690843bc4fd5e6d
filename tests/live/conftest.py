"""A hub without a network: what it sends is collected, what it receives is scripted."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from toctoc.live import watch
from toctoc.live.actions import announce
from toctoc.live.hub import Hub
from toctoc.live.queries import last_id
from toctoc.people.models import Person

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def colleague(name: str = "ada", **fields: Any) -> Person:
    fields = {"standing": Person.Standing.ACTIVE, "joined_at": NOON} | fields
    return Person.objects.create_user(f"{name}@example.org", "long enough to pass", **fields)


def cookie_of(person: Person) -> str:
    client = Client()
    client.force_login(person)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


async def in_database(work: Callable[[], Any]) -> Any:
    def job() -> Any:
        try:
            return work()
        finally:
            connections.close_all()

    return await asyncio.to_thread(job)


async def say(topic: str, kind: str = "answer", ref: str = "abc") -> int:
    """Announce from another connection; return the event's number."""

    def work() -> int:
        announce(topic, kind, ref, at=NOON)
        return last_id()

    return int(await in_database(work))


class Browser:
    """One stream, as its reader sees it."""

    def __init__(self, hub: Hub, cookie: str, query: str, **headers: str) -> None:
        self.status = 0
        self.text = ""
        self.closed = False
        self.gate = asyncio.Event()
        self.gate.set()
        self._gone = asyncio.Event()
        self._news = asyncio.Event()
        pairs = [(key.replace("_", "-").encode(), value.encode()) for key, value in headers.items()]
        self.scope: dict[str, Any] = {
            "type": "http",
            "method": "GET",
            "path": "/live",
            "query_string": query.encode(),
            "headers": [(b"cookie", cookie.encode()), *pairs],
        }
        self.task = asyncio.ensure_future(hub(self.scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        await self.gate.wait()
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = dict(message["headers"])
        else:
            self.text += message.get("body", b"").decode()
            if not message.get("more_body"):
                self.closed = True
                self._gone.set()
        self._news.set()

    def leave(self) -> None:
        self._gone.set()

    async def until(self, wanted: Callable[[], bool]) -> None:
        while not wanted():
            self._news.clear()
            await asyncio.wait_for(self._news.wait(), 10)

    async def sees(self, text: str) -> None:
        await self.until(lambda: text in self.text)

    async def answered(self) -> int:
        await self.until(lambda: bool(self.status))
        return self.status


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Hub], Any]], Any]:
    """Run a story on a hub of its own, then stop the hub and wait for its threads."""

    monkeypatch.setattr(watch, "LISTENED", 0.1)  # else each story ends by waiting a second

    def run(story: Callable[[Hub], Any]) -> Any:
        async def whole() -> Any:
            hub = Hub()
            try:
                return await story(hub)
            finally:
                await hub.stop()
                watcher, threads = hub._watcher, hub._threads
                if watcher and threads:
                    await asyncio.to_thread(watcher.join, 10)
                    await asyncio.to_thread(threads.shutdown, True)

        try:
            return asyncio.run(whole())
        finally:
            connections.close_all()

    return run
