"""The wire format of server-sent events. Ids only, never content (Law 5)."""

from __future__ import annotations

import json
import random
from typing import NamedTuple

from .topics import family


class Row(NamedTuple):
    """An event as read from the database: which row changed, on which topic."""

    id: int
    topic: str
    kind: str
    ref: str


def encode(row: Row) -> bytes:
    data = json.dumps({"topic": row.topic, "kind": row.kind, "ref": row.ref}, separators=(",", ":"))
    return f"id: {row.id}\nevent: {family(row.topic)}\ndata: {data}\n\n".encode()


def ready(last: int) -> bytes:
    """The stream is open; `last` is the newest event, to be named after a lost connection."""
    return f"id: {last}\nevent: ready\ndata: {{}}\n\n".encode()


def reload(last: int) -> bytes:
    """What was missed is no longer kept: the page must be fetched again."""
    return f"id: {last}\nevent: reload\ndata: {{}}\n\n".encode()


def retry(least: float, most: float) -> bytes:
    """Come back after that many seconds, each browser after its own, or a restart makes a herd."""
    return f"retry: {random.randint(int(least * 1000), int(most * 1000))}\n\n".encode()  # noqa: S311


HEARTBEAT = b":\n\n"
