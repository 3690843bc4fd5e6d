"""X7: the record can't be rewritten without it showing."""

from __future__ import annotations

import datetime as dt

import pytest

from toctoc.ledger.actions import record
from toctoc.ledger.models import Entry
from toctoc.ledger.queries import verify

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


def some_acts(count: int = 5) -> list[Entry]:
    return [
        record("post.publish", at=NOON, about=f"post:{n}", facts={"n": n}) for n in range(count)
    ]


def test_an_untouched_ledger_is_intact() -> None:
    some_acts()
    assert verify().intact
    assert verify().entries == 5


def test_an_altered_entry_is_found() -> None:
    acts = some_acts()
    acts[2].facts = '{"n":99}'
    assert verify(acts).broken_at == 3


def test_a_removed_entry_is_found() -> None:
    acts = some_acts()
    assert verify(acts[:2] + acts[3:]).broken_at == 4


def test_reordered_entries_are_found() -> None:
    acts = some_acts()
    assert not verify([acts[1], acts[0], *acts[2:]]).intact
