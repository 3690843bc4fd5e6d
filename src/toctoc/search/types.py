"""What goes into the index and what comes out of it: plain values, no model of any package."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

Order = Literal["relevance", "recent"]


@dataclass(frozen=True, slots=True)
class Document:
    """One post as search sees it; facts on the thread are repeated on each of its posts."""

    ref: str  # public id of the post
    thread: str  # public id of the question it belongs to (its own when it is the question)
    kind: str
    text: str
    specialties: tuple[str, ...] = ()
    answered: bool = False
    has_references: bool = False
    has_outcome: bool = False
    asked_at: int = 0  # seconds since 1970: when the question was asked

    @property
    def rank(self) -> int:
        """Sorts threads by date; the low bits tell apart those asked in the same second."""
        mixed = hashlib.blake2b(self.thread.encode(), digest_size=3).digest()
        return (min(max(self.asked_at, 0), 2**38 - 1) << 24) | int.from_bytes(mixed)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page of results ended: what follows it is the next page, whatever was added since."""

    rank: int
    score: float | None = None  # None on pages ordered by date
    loose: bool = False

    def encode(self) -> str:
        score = "" if self.score is None else self.score.hex()
        return f"{self.rank:x}~{score}~{int(self.loose)}"

    @classmethod
    def decode(cls, text: str | None) -> Cursor | None:
        """The cursor `text` says; None when it says none (a forged one starts at the top)."""
        try:
            rank, score, loose = (text or "")[:80].split("~")
            cursor = cls(int(rank, 16), float.fromhex(score) if score else None, loose == "1")
        except (ValueError, OverflowError):
            return None
        finite = cursor.score is None or abs(cursor.score) < 1e9
        return cursor if 0 <= cursor.rank < 2**63 and finite else None


@dataclass(frozen=True, slots=True)
class Hit:
    thread: str
    ref: str  # the post of that thread that answers best
    score: float


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of threads. The caller still asks the database which of them this person may read."""

    hits: tuple[Hit, ...] = ()
    after: Cursor | None = None  # None on the last page
    total: int = 0  # matching posts, not threads: an upper bound for "about n results"
    loose: bool = False  # nothing held every word: these hold most of them
    ready: bool = True  # False while the index is missing or being rebuilt

    @property
    def threads(self) -> tuple[str, ...]:
        return tuple(hit.thread for hit in self.hits)


@dataclass(frozen=True, slots=True)
class Similar:
    thread: str
    score: float  # 0 to 1: the share of what is meant that both texts say
    shared: tuple[str, ...]  # the stems and concepts they share, most telling first


class BusyError(Exception):
    """Another process is writing the index; try again later."""
