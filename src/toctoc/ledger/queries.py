"""Read the ledger and prove that nobody rewrote it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Q

from . import _rows
from ._anchors import follow_entries, said_by, stamp, start_after, text_of
from ._keys import TRUST, public_key, sign
from ._triggers import missing as missing_triggers
from .models import Anchor, Entry
from .trees import folded, leaf
from .verifier import (
    FORMAT,
    Broken,
    Follower,
    canonical,
    entry_line,
    read_anchors,
    signed_line,
)

__all__ = ["Verdict", "kept", "missing_triggers", "public_key", "verify", "verify_last"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken_at` is the first sequence number that doesn't fit, None when all do."""

    entries: int
    broken_at: int | None = None
    reason: str = ""
    anchors: int = 0
    signers: Mapping[str, int] = field(default_factory=dict)  # public key: its first anchor

    @property
    def intact(self) -> bool:
        return self.broken_at is None


def verify(
    entries: Iterable[Entry] | None = None,
    *,
    kept: Mapping[int, str] | None = None,
    keys: Sequence[str] = (),
) -> Verdict:
    """Follow the whole record, and what its anchors signed: an altered, removed, inserted or
    reordered entry is found, a shortened end, a forged anchor. `kept` and `keys`:
    anchors and public keys that somebody kept outside."""
    found = Follower(TRUST._replace(kept=kept or {}, keys=keys))
    try:
        if entries is not None:
            for entry in entries:
                found.entry(_text(entry), entry.digest)
        else:
            _follow_all(found)
            found.end()
    except Broken as broken:
        return _broken(found, broken)
    return Verdict(found.sequence, anchors=found.anchors, signers=found.signers)


def kept(lines: Iterable[bytes]) -> dict[int, str]:
    """Anchors from a file, for `verify`; `Broken` if one of them was forged."""
    return read_anchors(lines, TRUST)


def verify_last(count: int) -> Verdict:
    """Recompute the end of the chain, trusting what stands before it."""
    last = Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    before = Entry.objects.filter(sequence=max(last - count, 0)).first()
    found = Follower(TRUST, (before.sequence, before.digest, 0, "") if before else _NOTHING)
    try:
        follow_entries(found, last)
    except Broken as broken:
        return _broken(found, broken)
    return Verdict(found.sequence)


_NOTHING = start_after(None)


def _broken(found: Follower, broken: Broken) -> Verdict:
    at = broken.which if broken.what == "entry" else found.sequence + 1
    return Verdict(found.sequence, at, str(broken), found.anchors, found.signers)


def _text(entry: Entry) -> str:
    return text_of(
        entry.sequence,
        entry.at,
        entry.act,
        entry.actor,
        entry.about,
        entry.facts,
        entry.previous,
    )


def _follow_all(found: Follower) -> None:
    for anchor in Anchor.objects.order_by("number").iterator():
        follow_entries(found, anchor.sequence)
        found.anchor(anchor.statement, anchor.signature)
    last = Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    follow_entries(found, last)


# Exports.


def anchor_lines(since: int = 0) -> Iterator[str]:
    """The anchors from this number on, as everybody may keep them."""
    rows = Anchor.objects.filter(number__gte=since).order_by("number")
    for statement, signature in rows.values_list("statement", "signature").iterator():
        yield signed_line("anchor", statement, signature)


def latest_anchors(count: int) -> list[Anchor]:
    return list(Anchor.objects.order_by("-number")[:count])


def last_anchor_before(since: int | dt.date | None) -> Anchor | None:
    """Where an export begins that must hold entry `since`, or what was written since that day."""
    if since is None:
        return None
    early = (
        Q(sequence__lt=since)
        if isinstance(since, int)
        else Q(at__lt=dt.datetime.combine(since, dt.time(), tzinfo=dt.UTC))
    )
    return Anchor.objects.filter(early).order_by("-number").first()


def export_lines(after: Anchor | None, last: Anchor, *, at: dt.datetime) -> Iterator[str]:
    """The record from one anchor to another as lines that `verifier.py` checks alone."""
    start = start_after(after)
    header = canonical(
        [
            FORMAT,
            settings.TOCTOC_NAME,
            stamp(at),
            last.sequence - start[0],
            last.number - start[2],
            said_by(last)[3],
            list(start),
            public_key(),
        ]
    )
    yield signed_line("ledger", header, sign("ledger", header))
    for anchor in Anchor.objects.filter(number__gt=start[2], number__lte=last.number).iterator():
        for _number, text, _previous, digest in _rows.read(anchor.first - 1, anchor.sequence):
            yield entry_line(text, digest)
        yield signed_line("anchor", anchor.statement, anchor.signature)


# Entries proven one by one.


def entries_about(abouts: Iterable[str]) -> list[Entry]:
    return list(Entry.objects.filter(about__in=list(abouts)).order_by("sequence"))


def proven(entries: Iterable[Entry]) -> Iterator[tuple[Anchor, dict[str, Any]]]:
    """Each entry with the anchor that covers it and the path to its root: proof that it stands in
    the record, without its neighbours. The record must be anchored (`actions.anchor`)."""
    anchor: Anchor | None = None
    levels: list[list[bytes]] = []
    for entry in sorted(entries, key=lambda one: one.sequence):
        if anchor is None or entry.sequence > anchor.sequence:
            anchor = Anchor.objects.filter(sequence__gte=entry.sequence).order_by("sequence")[0]
            levels = _levels(anchor)
        path = _path(levels, entry.sequence - anchor.first)
        shown = [
            entry.sequence,
            stamp(entry.at),
            entry.act,
            entry.actor,
            entry.about,
            entry.facts,
            entry.previous,
        ]
        yield anchor, {"entry": shown, "anchor": anchor.number, "path": path}


def _levels(anchor: Anchor) -> list[list[bytes]]:
    rows = Entry.objects.filter(sequence__gte=anchor.first, sequence__lte=anchor.sequence)
    level = [leaf(one) for one in rows.order_by("sequence").values_list("digest", flat=True)]
    levels = [level]
    while len(level) > 1:
        level = folded(level)
        levels.append(level)
    return levels


def _path(levels: list[list[bytes]], index: int) -> list[str]:
    path = []
    for level in levels[:-1]:
        if index ^ 1 < len(level):
            path.append(level[index ^ 1].hex())
        index >>= 1
    return path
