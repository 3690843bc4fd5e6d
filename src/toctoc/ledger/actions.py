"""Write the ledger: one entry, in the caller's transaction, chained to the one before."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction

from toctoc.sealing import fingerprint

from ._anchors import OtherKey, anchor, text_of
from ._keys import public_key, sign
from ._triggers import put_up, unguarded
from .models import Entry
from .trees import GENESIS
from .verifier import Broken, commitment, sha256

# Any number will do as long as nothing else locks the same one in this database.
_LOCK = 7_061_961

__all__ = [
    "GENESIS",
    "Broken",
    "OtherKey",
    "anchor",
    "digest_of",
    "fingerprint_of",
    "opening_of",
    "public_key",
    "put_up",
    "record",
    "sign",
    "take_turn",
    "unguarded",
]


def take_turn() -> None:
    """Make writers of numbered rows go one at a time until the transaction ends.

    PostgreSQL hands out sequence numbers before commit, so that a reader who saw number 8 could
    miss number 7, committed later. SQLite writers are serial already (BEGIN IMMEDIATE).
    """
    assert connection.in_atomic_block, "numbered rows are written inside a transaction"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def digest_of(
    *, sequence: int, at: dt.datetime, act: str, actor: str, about: str, facts: str, previous: str
) -> str:
    """SHA-256 (hex) of the entry in a canonical form that needs no Django to recompute."""
    return sha256(text_of(sequence, at, act, actor, about, facts, previous))


def record(
    act: str,
    *,
    at: dt.datetime,
    actor: str = "",
    about: str = "",
    facts: Mapping[str, Any] | None = None,
) -> Entry:
    """Append an act. `actor` and `about` are opaque ids such as "person:k3v…", never names.

    Called inside the transaction of the act itself: neither exists without the other.
    """
    with transaction.atomic():
        take_turn()
        last = Entry.objects.order_by("-sequence").values_list("sequence", "digest").first()
        sequence, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
        text = json.dumps(facts or {}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = digest_of(
            sequence=sequence,
            at=at,
            act=act,
            actor=actor,
            about=about,
            facts=text,
            previous=previous,
        )
        return Entry.objects.create(
            sequence=sequence,
            at=at,
            act=act,
            actor=actor,
            about=about,
            facts=text,
            previous=previous,
            digest=digest,
        )


def fingerprint_of(text: str, about: str) -> str:
    """What the ledger may keep of words: enough to recognise them, not to guess them (ADR 12).

    `about` says which words ("post:<id>:<version>"): equal texts elsewhere look different. Without
    the instance's key, "oui" can't be told from a long story; with `opening_of`, anybody can check
    one text and no other.
    """
    return commitment(opening_of(about), text)


def opening_of(about: str) -> str:
    """The key of one fingerprint, for a sealed file that shows the words themselves."""
    return fingerprint("words", about)
