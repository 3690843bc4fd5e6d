"""What parent and child say to each other: a length, one JSON object, then raw blobs.

Nothing that comes out of a decoder of hostile files is unpickled or trusted: a message is bounded,
and what it says is checked again by `answer`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

MAGIC: Final = b"TTF1"
_HEAD: Final = len(MAGIC) + 4
MOST_JSON: Final = 4_000_000
MOST_BYTES: Final = 400_000_000  # of all the blobs of one message


class BadMessage(ValueError):
    """Not what the other side should have sent."""


def pack(said: dict[str, Any], blobs: Sequence[bytes] = ()) -> bytes:
    """One message."""
    text = json.dumps({**said, "blobs": [len(blob) for blob in blobs]}).encode()
    return b"".join((MAGIC, len(text).to_bytes(4, "big"), text, *blobs))


def unpack(data: bytes | bytearray) -> tuple[dict[str, Any], list[bytes], int] | None:
    """The first message of `data`, its blobs, and how many bytes it took; None: not all is there.

    Raises BadMessage when no continuation could make it a message.
    """
    if not MAGIC.startswith(bytes(data[: len(MAGIC)])):
        raise BadMessage("magic")
    if len(data) < _HEAD:
        return None
    length = int.from_bytes(data[len(MAGIC) : _HEAD], "big")
    if length > MOST_JSON:
        raise BadMessage("length")
    if len(data) < _HEAD + length:
        return None
    said, sizes = _parsed(bytes(data[_HEAD : _HEAD + length]))
    at = _HEAD + length
    if len(data) < at + sum(sizes):
        return None
    blobs = []
    for size in sizes:
        blobs.append(bytes(data[at : at + size]))
        at += size
    return said, blobs, at


def _parsed(text: bytes) -> tuple[dict[str, Any], list[int]]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise BadMessage("json") from None
    sizes = said.pop("blobs", None) if isinstance(said, dict) else None
    if not isinstance(sizes, list) or not all(type(size) is int and size >= 0 for size in sizes):
        raise BadMessage("blobs")
    if sum(sizes) > MOST_BYTES:
        raise BadMessage("size")
    return said, sizes
