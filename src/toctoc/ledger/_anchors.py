"""Signed anchors: where the record stands, chained to the anchor before (X7)."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from django.db import IntegrityError, transaction

from . import _rows
from ._keys import TRUST, public_key, sign
from .models import Anchor, Entry
from .trees import GENESIS
from .verifier import Broken, Follower, canonical, sha256


class OtherKey(Exception):
    """The last anchor was signed by another key: this instance's was lost, or replaced."""


Start = tuple[int, str, int, str]


def stamp(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def text_of(
    sequence: int, at: dt.datetime, act: str, actor: str, about: str, facts: str, previous: str
) -> str:
    """An entry as it is hashed: needs no Django to be read again."""
    return canonical([sequence, stamp(at), act, actor, about, facts, previous])


def start_after(anchor: Anchor | None) -> Start:
    """Where a reader stands who has followed the record up to this anchor."""
    if anchor is None:
        return 0, GENESIS, 0, GENESIS
    digest = Entry.objects.values_list("digest", flat=True).filter(sequence=anchor.sequence).first()
    if digest is None:
        raise Broken("entry", anchor.sequence, "missing")
    return anchor.sequence, digest, anchor.number, sha256(anchor.statement)


def follow_entries(found: Follower, upto: int) -> None:
    hashed, link = hashlib.sha256, found.link
    for number, text, previous, digest in _rows.read(found.sequence, upto):
        if hashed(text.encode()).hexdigest() != digest:
            raise Broken("entry", found.sequence + 1, "altered")
        link(number, previous, digest)


def anchor(*, at: dt.datetime, new_key: bool = False) -> Anchor | None:
    """Sign what was written since the last anchor, once it was followed link by link.

    None when nothing was. Raise `Broken` rather than sign a past that was rewritten; `OtherKey`
    when the last anchor is not ours, unless `new_key` says that this is meant. Entries are written
    in the order of their numbers (`take_turn`), so that what is read here is final: no lock.
    """
    last = Anchor.objects.order_by("-number").first()
    upto = Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    if last is not None:
        check_own(last, new_key=new_key)
    if upto <= (last.sequence if last else 0):
        return None
    found = _followed(last, upto)
    values = [
        found.anchors + 1, found.anchored + 1, found.sequence, found.digest, found.root(),
        stamp(at), found.anchor_hash, public_key(),
    ]  # fmt: skip
    statement = canonical(values)
    try:
        with transaction.atomic():
            return Anchor.objects.create(
                number=values[0],
                first=values[1],
                sequence=values[2],
                at=at,
                statement=statement,
                signature=sign("anchor", statement),
            )
    except IntegrityError:  # another worker signed it this instant
        return Anchor.objects.order_by("-number").first()


def check_own(last: Anchor, *, new_key: bool = False) -> None:
    fault = TRUST.judge(said_by(last)[-1], last.signature, "anchor", last.statement)
    if fault:
        raise Broken("anchor", last.number, fault)
    if said_by(last)[-1] != public_key() and not new_key:
        raise OtherKey


def said_by(anchor: Anchor) -> list[Any]:
    """[number, first, sequence, digest, root, at, previous, key]"""
    said: list[Any] = json.loads(anchor.statement)
    return said


def _followed(last: Anchor | None, upto: int) -> Follower:
    start = start_after(last)
    if last is not None and start[1] != said_by(last)[3]:
        raise Broken("anchor", last.number, "rewritten")
    found = Follower(TRUST, start)
    follow_entries(found, upto)
    if found.sequence < upto:
        raise Broken("entry", found.sequence + 1, "missing")
    return found
