"""Who takes a message out of sight waits behind no reader (K18)."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.urls import reverse

from toctoc.ops import bridge
from toctoc.ops.asgi import TAKE_DOWN
from toctoc.ops.bridge import Message, Pages

PRESS = "/mon-histoire/masquer"


class House:
    """A WSGI application whose pages take as long as they are let."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.arrived = threading.Semaphore(0)
        self.open = threading.Event()
        self.pressed = threading.Event()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self.begun.append(environ["PATH_INFO"])
        self.arrived.release()
        (self.pressed if environ["PATH_INFO"] == PRESS else self.open).wait(20)
        start("200 OK", [])
        return [b"."]


async def _asked(pages: Pages, path: str, method: str = "GET") -> int:
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": []}
    await pages(scope | {"http_version": "1.1"}, receive, send)
    return int(said[0]["status"])


async def _begun(house: House, count: int = 1) -> None:
    for _ in range(count):
        assert await asyncio.to_thread(house.arrived.acquire, timeout=20)


def test_a_press_overtakes_readers_who_hold_every_thread() -> None:
    house = House()

    async def story() -> None:
        pages = Pages(house, threads=2, first=TAKE_DOWN)
        readers = [asyncio.create_task(_asked(pages, f"/{n}")) for n in range(5)]
        await _begun(house, 2)
        house.pressed.set()
        assert await _asked(pages, PRESS, "POST") == 200
        assert not any(reader.done() for reader in readers)
        house.open.set()
        assert await asyncio.gather(*readers) == [200] * 5

    asyncio.run(story())
    assert house.begun[2] == PRESS


def test_those_who_come_meanwhile_begin_once_it_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "HOLD_SECONDS", 60.0)
    monkeypatch.setattr(bridge, "HOLD_EVERY", 0.0)
    house = House()
    house.open.set()

    async def story() -> None:
        pages = Pages(house, threads=2, first=TAKE_DOWN)
        press = asyncio.create_task(_asked(pages, PRESS, "POST"))
        await _begun(house)
        reader = asyncio.create_task(_asked(pages, "/"))
        await asyncio.sleep(0.02)
        assert house.begun == [PRESS]
        house.pressed.set()
        assert (await press, await reader) == (200, 200)

    asyncio.run(story())


def test_a_press_that_never_ends_stops_no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "HOLD_SECONDS", 0.02)
    house = House()
    house.open.set()

    async def story() -> None:
        pages = Pages(house, threads=2, first=TAKE_DOWN)
        presses = [asyncio.create_task(_asked(pages, PRESS, "POST")) for _ in range(3)]
        await _begun(house)
        assert await asyncio.gather(*(_asked(pages, "/") for _ in range(5))) == [200] * 5
        house.pressed.set()
        await asyncio.gather(*presses)

    asyncio.run(story())


def test_readers_make_room_again_only_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who presses without end doesn't keep everybody waiting."""
    monkeypatch.setattr(bridge, "HOLD_SECONDS", 0.01)
    monkeypatch.setattr(bridge, "HOLD_EVERY", 3600.0)
    lanes = bridge.Lanes(1, TAKE_DOWN)
    with lanes._making_room(10_000.0):
        held = lanes._held_until
    with lanes._making_room(10_001.0):
        assert lanes._held_until == held
    with lanes._making_room(13_601.0):
        assert lanes._held_until > held


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("story_press", {}),
        ("story_confirmation", {"secret": "a" * 40}),
        ("hide", {"public_id": "k" * 12}),
        ("remove", {"public_id": "k" * 12}),
    ],
)
def test_every_way_out_of_sight_goes_first(name: str, values: dict[str, str]) -> None:
    assert TAKE_DOWN.fullmatch(reverse(name, kwargs=values))


def test_reading_and_asking_never_do() -> None:
    for path in ("/", "/q/abc", "/q/abc/fil", "/mon-histoire/", "/demander/", "/live/poll"):
        assert TAKE_DOWN.fullmatch(path) is None
