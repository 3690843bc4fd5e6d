"""X7: the database itself refuses to rewrite the record; emptying an instance still works."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from tests.ledger.kit import forging, some_days
from toctoc.ledger._triggers import missing
from toctoc.ledger.models import Anchor, Entry
from toctoc.ledger.queries import verify

STATEMENTS = [
    "UPDATE {table} SET at = at",
    "UPDATE {table} SET at = at WHERE id < 0",
    "DELETE FROM {table}",
    "DELETE FROM {table} WHERE id = (SELECT max(id) FROM {table})",
]
ON_SQLITE = [
    "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
    "UPDATE OR REPLACE {table} SET at = at",
]
ON_POSTGRESQL = [
    "TRUNCATE {table}",
    "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT (id) DO UPDATE SET at = EXCLUDED.at",
    "WITH gone AS (DELETE FROM {table} RETURNING 1) SELECT * FROM gone",
]


def attempts() -> list[str]:
    more = ON_POSTGRESQL if connection.vendor == "postgresql" else ON_SQLITE
    return [
        one.format(table=table)
        for table in ("ledger_entry", "ledger_anchor")
        for one in (*STATEMENTS, *more)
        # SQLite wakes triggers for each row: what touches none is let through, and changes none.
        if connection.vendor == "postgresql" or "id < 0" not in one
    ]


@pytest.mark.django_db
def test_no_statement_rewrites_the_record() -> None:
    some_days()
    before = list(Entry.objects.values()), list(Anchor.objects.values())
    for statement in attempts():
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert (list(Entry.objects.values()), list(Anchor.objects.values())) == before
    assert verify().intact


@pytest.mark.django_db
def test_no_verb_of_django_does_either() -> None:
    entry = some_days(days=1)[0] and Entry.objects.order_by("sequence")[0]
    for attempt in (
        lambda: Entry.objects.update(act="x"),
        lambda: Entry.objects.all().delete(),
        lambda: Entry(pk=entry.pk, sequence=1, at=entry.at, act="x").save(),
        entry.delete,
        Anchor.objects.all().delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


@pytest.mark.django_db
def test_the_triggers_come_back_after_a_restore() -> None:
    some_days(days=1)
    with forging():
        assert missing()
        Entry.objects.all().delete()
    assert missing() == []


@pytest.mark.django_db
def test_what_fails_half_way_leaves_the_triggers_and_the_rows() -> None:
    some_days(days=1)

    class Stopped(Exception):
        pass

    def stop() -> None:
        Entry.objects.all().delete()
        raise Stopped

    with pytest.raises(Stopped), forging():
        stop()
    assert missing() == []
    assert Entry.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_an_instance_can_be_emptied_whole() -> None:
    some_days(days=1)
    call_command("flush", interactive=False, verbosity=0)
    assert not Entry.objects.exists()
    assert missing() == []
