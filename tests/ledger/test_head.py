"""X7: an end cut off before it was signed is seen by what is remembered outside the database."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.ledger.kit import NOON, forging, some_days
from toctoc.ledger import head
from toctoc.ledger.actions import Broken, anchor, record
from toctoc.ledger.models import Entry
from toctoc.ledger.queries import verify
from toctoc.ops import checks, cli
from toctoc.ops.clock import record_tick

pytestmark = pytest.mark.django_db


def act(number: int) -> None:
    with transaction.atomic():
        record("post.publish", at=NOON, facts={"n": number})


@pytest.fixture
def cut() -> None:
    """Three entries since the last anchor; the clock saw them; then the two last are cut off."""
    some_days(1)
    for number in range(3):
        act(number)
    record_tick(NOON)
    with forging():
        Entry.objects.filter(sequence__gt=5).delete()


def ledger_check() -> Any:
    return next(run() for name, run in checks.CHECKS if name == "Ledger")


@pytest.mark.usefixtures("cut")
def test_what_anchors_do_not_cover_is_missed_all_the_same(capsys: Any) -> None:
    assert verify().intact, "chain and anchors alone say nothing of it"
    assert cli.main(["ledger", "verify"]) == 1
    said = capsys.readouterr().out
    assert "entry 7 is missing" in said
    assert str(head.place()) in said
    assert (ledger_check().level, "entry 7 is missing" in ledger_check().says) == ("bad", True)


@pytest.mark.usefixtures("cut")
def test_another_end_written_in_its_place_is_seen_too() -> None:
    act(8)
    act(9)
    with pytest.raises(Broken, match="entry 7 was altered"):
        record_tick(NOON)
    assert head.remembered() != head.current(), "the file stays as the proof"
    anchor(at=NOON)
    assert ledger_check().level == "bad", "signing does not wash it"


def test_the_clock_moves_on_with_the_record_and_a_broken_file_stops_nothing() -> None:
    assert not record_tick(NOON), "nothing was written yet"
    act(1)
    assert record_tick(NOON)
    assert not record_tick(NOON)
    act(2)
    head.check()
    head.place().write_text("{")
    assert record_tick(NOON)
    assert head.remembered() == head.current()
    assert ledger_check().level == "ok"


@pytest.mark.usefixtures("cut")
def test_a_restore_is_meant_and_says_how_far_the_record_had_gone() -> None:
    before = head.put_aside()
    assert before is not None
    assert before[0] == 7
    head.check()
    assert record_tick(NOON)


def test_anybody_reads_where_the_record_stands(client: Client) -> None:
    act(1)
    number, digest = head.current() or (0, "")
    page = client.get("/registre/").content.decode()
    assert digest in page
    assert f"la {number}." in page
