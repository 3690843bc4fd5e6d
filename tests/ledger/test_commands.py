"""`toctoc ledger`, as an operator types it (X7)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.ledger.kit import exported, forging, some_days, verify_alone
from toctoc.ledger.actions import public_key, record
from toctoc.ledger.models import Anchor, Entry
from toctoc.ledger.queries import anchor_lines
from toctoc.ledger.roles import may_rewrite
from toctoc.ops import cli
from toctoc.ops.checks import record_guard

pytestmark = pytest.mark.django_db


def told(capsys: Any, *arguments: str, status: int = 0) -> str:
    assert cli.main(["ledger", *arguments]) == status
    return str(capsys.readouterr().out)


def test_the_record_is_signed_exported_and_checked_elsewhere(tmp_path: Path, capsys: Any) -> None:
    assert told(capsys, "anchor") == "Nothing new to sign.\n"
    file, program = tmp_path / "registre.jsonl", tmp_path / "check.py"
    assert told(capsys, "export", str(file), status=1).endswith("Nothing to export.\n")
    some_days(days=2)
    record("later", at=timezone.now())
    said = told(capsys, "export", str(file))
    assert "Anchor 3: entries 10 to 10 are signed." in said
    assert "14 lines, from entry 1." in said
    assert file.stat().st_mode & 0o077 == 0
    assert "INTACT" in told(capsys, "verify", str(file))
    assert "sha256" in told(capsys, "verifier", str(program))
    assert verify_alone(file, "--key", public_key()).returncode == 0
    file.write_bytes(file.read_bytes().replace(b"later", b"never"))
    assert "entry 10 was altered" in told(capsys, "verify", str(file), status=1)


def test_an_export_of_what_is_new(tmp_path: Path, capsys: Any) -> None:
    some_days(days=3)
    file = tmp_path / "later.jsonl"
    assert "from entry 5." in told(capsys, "export", str(file), "--since", "7")
    assert file.read_bytes().count(b'{"entry"') == 11
    assert "from entry 5." in told(capsys, "export", str(file), "--since", "2026-11-23")
    assert "Nothing to export" in told(capsys, "export", str(file), "--since", "99", status=1)
    with pytest.raises(SystemExit):
        cli.main(["ledger", "export", str(file), "--since", "yesterday"])
    there = tmp_path / "nowhere" / "file.jsonl"
    assert "can't be written" in told(capsys, "export", str(there), status=1)


def test_the_live_record_is_held_against_what_was_kept(tmp_path: Path, capsys: Any) -> None:
    some_days()
    kept = tmp_path / "ancres.jsonl"
    kept.write_text("".join(f"{line}\n" for line in anchor_lines()), "utf-8")
    said = told(capsys, "verify", "--anchors", str(kept), "--key", public_key())
    assert "3 signed anchors fit it" in said
    assert f"Signed from anchor 1 on by {public_key()}" in said
    assert "another key than yours" in told(capsys, "verify", "--key", "ab" * 32, status=1)
    with forging():
        Entry.objects.filter(sequence__gt=9).delete()
        Anchor.objects.filter(number=3).delete()
    assert "intact" in told(capsys, "verify"), "nobody could see it without what was kept"
    assert "anchor 3 is missing" in told(capsys, "verify", "--anchors", str(kept), status=1)
    kept.write_text(kept.read_text("utf-8")[:-9] + "a" * 6 + '"}\n', "utf-8")
    assert "false signature" in told(capsys, "verify", "--anchors", str(kept), status=1)
    assert told(capsys, "verify", "--anchors", str(tmp_path / "none"), status=2)


def test_a_changed_key_and_a_broken_record_are_not_signed(settings: Any, capsys: Any) -> None:
    some_days(days=1)
    record("later", at=timezone.now())
    settings.TOCTOC_ANCHOR_KEY = "22" * 32
    assert "--new-key" in told(capsys, "anchor", status=1)
    assert "Anchor 2" in told(capsys, "anchor", "--new-key")
    record("later", at=timezone.now())
    with forging():
        Entry.objects.filter(sequence=6).update(act="never")
    assert "broken: entry 6 was altered" in told(capsys, "anchor", status=1)


def test_the_doctor_misses_lost_triggers_and_the_guard_comes_back(capsys: Any) -> None:
    """The remedy loses neither an entry nor an anchor."""
    some_days(days=1)
    before = exported()
    table = " ON ledger_entry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        name = "append_only" if connection.vendor == "postgresql" else "no_delete"
        cursor.execute(f"DROP TRIGGER ledger_entry_{name}{table}")
    assert record_guard().level == "bad"
    told(capsys, "guard")
    assert record_guard().level == "ok"
    assert exported() == before
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.all().delete()


def test_a_role_of_postgresql_may_add_and_read_no_more(capsys: Any) -> None:
    if connection.vendor != "postgresql":
        assert "SQLite has no roles" in told(capsys, "roles", "app", status=1)
        return
    some_days(days=1)
    assert "REVOKE UPDATE, DELETE, TRUNCATE" in told(capsys, "roles", "toctoc_test_app")
    assert "CREATE ROLE" in told(capsys, "roles", "toctoc_test_app", "--apply", status=1)
    assert may_rewrite(), "the owner may"
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE toctoc_test_app")  # leaves with the test's transaction
    assert "no more" in told(capsys, "roles", "toctoc_test_app", "--apply")
    assert not may_rewrite("toctoc_test_app")
    with forging(), connection.cursor() as cursor:  # no trigger: the role alone refuses
        cursor.execute("SET LOCAL ROLE toctoc_test_app")
        record("as the application", at=timezone.now())
        for statement in ("UPDATE ledger_entry SET at = at", "DELETE FROM ledger_anchor",
                          "TRUNCATE ledger_entry"):  # fmt: skip
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                cursor.execute(statement)
        cursor.execute("RESET ROLE")
    assert "owns the tables" in told(capsys, "roles", "postgres", "--apply", status=1)
