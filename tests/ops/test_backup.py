"""What was backed up comes back, whole, on either database (point 8 of the operator's life)."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command

from toctoc.ops import portable, restore
from toctoc.ops.backup import main

from .conftest import Instance
from .instance import digests, fill

Make = Callable[[str], Instance]


@pytest.mark.xdist_group("instances")
@pytest.mark.parametrize("source", ["lite", "grown"])
def test_every_row_comes_back_on_either_database(
    instance: Make, tmp_path: Path, source: str
) -> None:
    old = instance(source)
    before = old.rows("fill")
    assert all(rows for rows, _digest in before.values()), "a table was not filled"
    (old.folder / "media").mkdir()
    (old.folder / "media" / "note.bin").write_bytes(b"kept")
    told = old.toctoc("backup", str(tmp_path / "all.tar"), "--with-secrets")
    assert "holds the instance's keys" in told
    assert (tmp_path / "all.tar").stat().st_mode & 0o077 == 0
    for target in ("lite", "grown"):
        new = instance(target)
        said = new.toctoc("restore", str(tmp_path / "all.tar"))
        assert "the ledger is intact (3 entries)" in said
        assert new.rows() == before
        assert (new.folder / "media" / "note.bin").read_bytes() == b"kept"
        for secret in old.folder.glob("*.secret"):
            assert (new.folder / secret.name).read_text() == secret.read_text()
        # The next row takes a number of its own: sequences follow the restored rows.
        added = new.run("toctoc.ops.cli", "manage", "shell", "-v0", "-c", ADD)
        assert added.returncode == 0, added.stderr


ADD = """
from django.utils import timezone
from toctoc.people.models import Person
from toctoc.ledger.actions import record
Person.objects.create_user("later@example.org", None, joined_at=timezone.now())
record("later", at=timezone.now())
"""


@pytest.fixture
def saved(transactional_db: None, tmp_path: Path) -> Path:
    """A backup, without keys, of a filled instance that is empty again."""
    fill()
    assert main([str(tmp_path / "whole.tar")]) == 0
    call_command("flush", interactive=False, verbosity=0)
    return tmp_path / "whole.tar"


def test_without_keys_one_is_told_what_stays_closed(
    saved: Path, capsys: Any, settings: Any
) -> None:
    assert main([str(saved.with_name("again.tar"))]) == 0
    assert "can never be opened" in capsys.readouterr().out
    with tarfile.open(saved) as archive:
        assert not [name for name in archive.getnames() if "secret" in name]
    settings.TOCTOC_SEAL_KEYS = ["another"]
    assert restore.main([str(saved)]) == 0
    assert "can't be opened until" in capsys.readouterr().out


def test_nothing_is_restored_over_somebody(saved: Path, capsys: Any) -> None:
    assert restore.main([str(saved)]) == 0
    before = digests()
    assert restore.main([str(saved)]) == 1
    assert "is not empty" in capsys.readouterr().out
    assert digests() == before


def _rewrite(path: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """Write the archive again, each part as `change(name, content)` says."""
    with tarfile.open(path) as archive:
        parts = [
            (entry.name, archive.extractfile(entry).read())  # type: ignore[union-attr]
            for entry in archive
        ]
    with tarfile.open(path, "w") as archive:
        for name, content in parts:
            changed = change(name, content)
            if changed is not None:
                entry = tarfile.TarInfo(name)
                entry.size = len(changed)
                archive.addfile(entry, io.BytesIO(changed))


def _other_tables(content: bytes) -> bytes:
    raw: Any = json.loads(content)
    raw["migrations"]["posts"] = "0999_later"
    return json.dumps(raw).encode()


def test_a_damaged_or_foreign_file_changes_nothing(
    saved: Path, tmp_path: Path, capsys: Any
) -> None:
    spoiled: list[tuple[str, Callable[[str, bytes], bytes | None]]] = [
        ("is damaged", lambda name, text: text[:-9] + b"\0" * 9 if "Post" in name else text),
        ("is missing", lambda name, text: None if "ledger" in name else text),
        ("is missing", lambda name, text: None if name == "manifest.json" else text),
        ("other tables", lambda name, text: _other_tables(text) if "manifest" in name else text),
    ]
    empty = digests()
    for number, (words, change) in enumerate(spoiled):
        copy = tmp_path / f"{number}.tar"
        copy.write_bytes(saved.read_bytes())
        _rewrite(copy, change)
        assert restore.main([str(copy)]) == 1
        assert words in capsys.readouterr().out
    (tmp_path / "noise").write_bytes(b"not a backup")
    assert restore.main([str(tmp_path / "noise")]) == 1
    assert "can't be read" in capsys.readouterr().out
    assert digests() == empty


def test_a_backup_that_cant_be_written_is_said(tmp_path: Path, capsys: Any) -> None:
    assert main([str(tmp_path / "nowhere" / "b.tar")]) == 1
    assert "can't be written" in capsys.readouterr().out


def test_what_is_left_out_exists_and_has_a_reason() -> None:
    names = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert set(portable.LEFT_OUT) <= names
    assert portable.TASKS in names
    assert all(portable.LEFT_OUT.values())
