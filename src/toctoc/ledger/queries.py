"""Read the ledger and prove that nobody rewrote it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .actions import GENESIS, digest_of
from .models import Entry


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken_at` is the first sequence number that doesn't fit, None when all do."""

    entries: int
    broken_at: int | None = None
    reason: str = ""

    @property
    def intact(self) -> bool:
        return self.broken_at is None


def verify(entries: Iterable[Entry] | None = None) -> Verdict:
    """Recompute the whole chain: an altered, removed, inserted or reordered entry is found."""
    return _follow(
        entries if entries is not None else Entry.objects.order_by("sequence").iterator(),
        GENESIS,
        1,
    )


def verify_last(count: int) -> Verdict:
    """Recompute the end of the chain, trusting what stands before it."""
    last = Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    start = max(last - count, 0)
    before = Entry.objects.filter(sequence=start).values_list("digest", flat=True).first()
    rest = Entry.objects.filter(sequence__gt=start).order_by("sequence")
    return _follow(rest.iterator(), before or GENESIS, start + 1)


def _follow(entries: Iterable[Entry], previous: str, expected: int) -> Verdict:
    for entry in entries:
        reason = ""
        if entry.sequence != expected:
            reason = "an entry is missing, or entries were reordered"
        elif entry.previous != previous:
            reason = "an entry does not follow the one before it"
        elif entry.digest != digest_of(
            sequence=entry.sequence,
            at=entry.at,
            act=entry.act,
            actor=entry.actor,
            about=entry.about,
            facts=entry.facts,
            previous=entry.previous,
        ):
            reason = "an entry was altered"
        if reason:
            return Verdict(expected - 1, entry.sequence, reason)
        previous, expected = entry.digest, expected + 1
    return Verdict(expected - 1)
