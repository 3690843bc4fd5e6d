"""The mark as pixels: a tile of 24 by 24 cells, repeated over the page, of black or white at less
than one hundredth of opacity (ADR 13).

Black shows on a light page, white on a dark one, both on a picture: one tile does for all. One cell
in three is the same for everybody and says where a tile begins; the others are the reader's bits.
"""

from __future__ import annotations

import base64
import hashlib
import struct
import zlib

from .types import Mark

CELL = 10  # CSS pixels: five are left after halving a screenshot, more than half a block of JPEG
GRID = 24
TILE = CELL * GRID
OPACITY = 2  # of 255: two levels of 256 on paper
BITS = GRID * GRID * 2 // 3


def is_anchor(row: int, column: int) -> bool:
    return (row + column) % 3 == 0


def _stream(label: str, bits: int) -> list[bool]:
    data = hashlib.shake_256(label.encode()).digest(bits // 8)
    return bits_of(data)


def bits_of(data: bytes) -> list[bool]:
    return [bool(byte >> shift & 1) for byte in data for shift in range(7, -1, -1)]


ANCHORS = _stream("toctoc: where a tile begins", GRID * GRID // 3)


def cells(bits: bytes) -> list[list[bool]]:
    """Which cells are white."""
    anchors, own = iter(ANCHORS), iter(bits_of(bits))
    return [
        [next(anchors) if is_anchor(row, column) else next(own) for column in range(GRID)]
        for row in range(GRID)
    ]


def tile(bits: bytes) -> bytes:
    """A PNG of two colours, one bit a pixel."""
    lines = ((b"\0" + _line(row)) * CELL for row in cells(bits))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", TILE, TILE, 1, 3, 0, 0, 0)),
        (b"PLTE", b"\0\0\0\xff\xff\xff"),
        (b"tRNS", bytes([OPACITY, OPACITY])),
        (b"IDAT", zlib.compress(b"".join(lines), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def _line(row: list[bool]) -> bytes:
    bits = "".join("01"[white] * CELL for white in row)
    return int(bits, 2).to_bytes(TILE // 8)


def stylesheet(mark: Mark) -> str:
    """What a marked page loads once a day: the pattern over everything, the code after its line.

    A generated box is in nobody's way: no element, no focus, no click, nothing to read aloud
    (`content: … / ""`; a browser that doesn't know it keeps the line before).
    """
    picture = base64.b64encode(tile(mark.bits)).decode()
    code = mark.code.replace("-", "\u2011")
    return (
        "body{position:relative}"
        'body::after{content:"";position:absolute;inset:0;z-index:2147483647;pointer-events:none;'
        f"background:url(data:image/png;base64,{picture}) 0 0/{TILE}px {TILE}px;"
        "-webkit-print-color-adjust:exact;print-color-adjust:exact}"
        f'.mark b::after{{content:"{code}";content:"{code}"/"";font-weight:400;white-space:nowrap}}'
        "@media print{.mark{position:fixed;bottom:0;right:0;margin:0;background:#fff}}\n"
    )
