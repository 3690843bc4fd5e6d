"""What a request for a stream says, and the plain answers to those who get none."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import parse_qs

from .admission import Refused
from .listener import Message, Send

MARGIN = dt.timedelta(seconds=3)
MOST_SECONDS = 10**11
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"private, no-store, no-transform"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-robots-tag", b"noindex, nofollow"),
]


def _header(scope: Message, name: bytes) -> str:
    # Browsers may split cookies over several headers (HTTP/2).
    return "; ".join(value.decode("latin-1") for key, value in scope["headers"] if key == name)


def _asked(scope: Message) -> dict[str, list[str]]:
    try:
        return parse_qs(scope["query_string"].decode("ascii"), max_num_fields=10)
    except ValueError as error:  # too many fields, or bytes that are no query
        raise Refused(400) from error


def check(scope: Message) -> None:
    """Refuse other methods, and pages of other sites."""
    if scope["method"] != "GET":
        raise Refused(405)
    if _header(scope, b"sec-fetch-site") == "cross-site":
        raise Refused(403)


def cookies(scope: Message) -> str:
    return _header(scope, b"cookie")


def asked_topics(scope: Message) -> str:
    return ",".join(_asked(scope).get("topics", []))


def last_seen(scope: Message) -> int | None:
    """The newest event the browser has, as its header says, else as its address says."""
    return number(_header(scope, b"last-event-id") or _asked(scope).get("last", [""])[0])


def made_at(scope: Message) -> dt.datetime | None:
    """When the page was made, with a margin for the time its rows took to read."""
    return moment(_asked(scope).get("since", [""])[0])


def moment(text: str) -> dt.datetime | None:
    seconds = number(text)
    if seconds is None or seconds > MOST_SECONDS:
        return None
    return dt.datetime.fromtimestamp(seconds, dt.UTC) - MARGIN


def number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


async def answer(send: Send, status: int) -> None:
    headers: list[tuple[bytes, bytes]] = [
        (b"content-length", b"0"),
        (b"cache-control", b"no-store"),
    ]
    if status == 405:
        headers.append((b"allow", b"GET"))
    start: dict[str, Any] = {"type": "http.response.start", "status": status, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": b""})
