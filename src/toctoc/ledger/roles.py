"""On PostgreSQL: a role for the application that may add to the record and read it, no more.

The owner of the tables migrates and restores; the application connects as somebody else. What the
application can be tricked into, the database then refuses, triggers or not.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from ._triggers import TABLES

_VERBS = ("UPDATE", "DELETE", "TRUNCATE")


class CannotLock(Exception):
    """Nothing was changed; the message says why and what to do."""


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name.replace('"', '""'))


def statements(role: str) -> list[str]:
    if connection.vendor != "postgresql":
        raise CannotLock("SQLite has no roles; its triggers stand alone")
    who, schema = _quoted(role), _quoted(_one("SELECT current_schema()"))
    tables = ", ".join(map(_quoted, TABLES))
    rows, numbers = "SELECT, INSERT, UPDATE, DELETE", "USAGE, SELECT"
    return [
        f"GRANT USAGE ON SCHEMA {schema} TO {who}",
        f"GRANT {rows} ON ALL TABLES IN SCHEMA {schema} TO {who}",
        f"GRANT {numbers} ON ALL SEQUENCES IN SCHEMA {schema} TO {who}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT {rows} ON TABLES TO {who}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT {numbers} ON SEQUENCES TO {who}",
        f"REVOKE {', '.join(_VERBS)} ON {tables} FROM {who}, PUBLIC",
    ]


def grant(role: str) -> None:
    """Apply, then ask the database whether the role really can't rewrite the record."""
    made = statements(role)
    if not _one("SELECT count(*) FROM pg_roles WHERE rolname = %s", role):
        raise CannotLock(f"there is no role {role}. Make it: CREATE ROLE {role} LOGIN PASSWORD '…'")
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in made:
            cursor.execute(statement)
        if may_rewrite(role):
            raise CannotLock(f"{role} owns the tables, or is a member of who does, or a superuser")


def may_rewrite(role: str = "") -> bool:
    """Whether this role (by default: the one we connect as) may change or drop what is written."""
    who = role or _one("SELECT current_user")
    rights = [(who, table, verb) for table in TABLES for verb in _VERBS]
    owner = (
        "SELECT bool_or(pg_has_role(%s, relowner, 'MEMBER')) FROM pg_class "
        "WHERE oid IN ('ledger_entry'::regclass, 'ledger_anchor'::regclass)"
    )
    asked = "SELECT has_table_privilege(%s, %s, %s)"
    return bool(_one(owner, who)) or any(_one(asked, *right) for right in rights)


def _one(statement: str, *values: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]
