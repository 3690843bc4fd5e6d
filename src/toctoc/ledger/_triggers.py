"""The database itself refuses to rewrite the record (X7): triggers, made by a migration.

They stop a mistake, a stray `UPDATE`, an injection; not the owner of the tables, who can drop them
— as `unguarded` does, inside one transaction, where a backup is restored or an instance emptied.
Against that owner there are the signed anchors, and a role that owns nothing (`roles`).

A later migration that makes SQLite rebuild one of the tables must call `put_up` again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

# Each with the columns that are unique.
TABLES = {
    "ledger_entry": ("id", "sequence", "digest"),
    "ledger_anchor": ("id", "number", "sequence"),
}
_REFUSAL = "the ledger is append-only"
_FUNCTION = f"""CREATE OR REPLACE FUNCTION toctoc_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'insufficient_privilege'; END $$"""


def put_up(on: BaseDatabaseWrapper) -> None:
    take_down(on)
    _run(on, _postgresql() if on.vendor == "postgresql" else _sqlite())


def _postgresql() -> list[str]:
    made = [_FUNCTION]
    for table in TABLES:
        name = f"{table}_append_only"
        acts = f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT"
        made.append(f"CREATE TRIGGER {name} {acts} EXECUTE FUNCTION toctoc_append_only()")
        # ALWAYS: also where a session calls itself a replica.
        made.append(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
    return made


def _sqlite() -> list[str]:
    made = []
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    for table, known in TABLES.items():
        condition = " OR ".join(f"{column} = NEW.{column}" for column in known)
        found = f"EXISTS (SELECT 1 FROM {table} WHERE {condition})"  # noqa: S608
        made += [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
            # REPLACE deletes without waking a trigger on DELETE: refused before it does.
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {found} {refuse}",
        ]
    return made


def names(on: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """(trigger, table) as they ought to be."""
    acts = (
        ("append_only",) if on.vendor == "postgresql" else ("no_update", "no_delete", "no_replace")
    )
    return [(f"{table}_{act}", table) for table in TABLES for act in acts]


def take_down(on: BaseDatabaseWrapper) -> None:
    where = " ON {}" if on.vendor == "postgresql" else ""
    drop = "DROP TRIGGER IF EXISTS {}" + where
    _run(on, [drop.format(*pair) for pair in names(on)])


def missing(on: BaseDatabaseWrapper = connection) -> list[str]:
    """Which of the triggers are not there, or sleep."""
    asked = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled = 'A' AND tgrelid IN "
        "('ledger_entry'::regclass, 'ledger_anchor'::regclass)"
        if on.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with on.cursor() as cursor:
        cursor.execute(asked)
        found = {name for (name,) in cursor.fetchall()}
    return [name for name, _table in names(on) if name not in found]


@contextmanager
def unguarded() -> Iterator[None]:
    """Inside a transaction, let the two tables be emptied and filled; the triggers are back before
    anybody else sees the rows, or the transaction never was."""
    assert connection.in_atomic_block, "or the triggers could stay away"
    take_down(connection)
    yield
    put_up(connection)


def _run(on: BaseDatabaseWrapper, statements: list[str]) -> None:
    with on.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
