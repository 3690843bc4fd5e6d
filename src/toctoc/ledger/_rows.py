"""Entries as they were hashed, read in bulk: no model, no date is made of a million rows (X7)."""

from __future__ import annotations

from collections.abc import Iterator
from json.encoder import encode_basestring as quoted

from django.db import connection

from .verifier import Broken

Row = tuple[int, str, str, str]  # number, text, hash before, own hash
_AT_ONCE = 5000
# `at` as `_anchors.stamp` writes it. SQLite keeps UTC, with six decimals or none.
_STAMP = {
    "postgresql": """to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')""",
    "sqlite": """CASE length(at) WHEN 19 THEN replace(at, ' ', 'T') || '.000000+00:00'
        WHEN 26 THEN replace(at, ' ', 'T') || '+00:00' ELSE at END""",
}


def read(after: int, upto: int) -> Iterator[Row]:
    """The entries past one number and up to another, in order.

    In bounded pieces, each its own query: no cursor stays open, little is held in memory.
    """
    statement = (
        f"SELECT sequence, {_STAMP[connection.vendor]}, act, actor, about, facts, previous, digest"  # noqa: S608
        " FROM ledger_entry WHERE sequence > %s AND sequence <= %s ORDER BY sequence LIMIT %s"
    )
    while after < upto:
        with connection.cursor() as cursor:
            cursor.execute(statement, [after, upto, _AT_ONCE])
            rows = cursor.fetchall()
        for number, at, act, actor, about, facts, previous, digest in rows:
            try:
                text = (
                    f"[{number},{quoted(at)},{quoted(act)},{quoted(actor)},{quoted(about)},"
                    f"{quoted(facts)},{quoted(previous)}]"
                )
            except TypeError:  # not even a text: no act of ours wrote it
                raise Broken("entry", number, "format") from None
            yield number, text, previous, digest
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1][0]
