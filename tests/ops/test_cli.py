"""One command, whose help comes at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.ledger.kit import forging
from toctoc import __version__
from toctoc.ledger.actions import record
from toctoc.ledger.models import Entry
from toctoc.ops import cli
from toctoc.people.models import Person

HELP_ALONE = """
import sys
from toctoc.ops.cli import main
main(["--help"])
print("django" in sys.modules, "pysqlite3" in sys.modules)
"""


def test_help_names_every_command_without_loading_django(capsys: Any) -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", HELP_ALONE],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert loaded.endswith("False False\n")
    assert all(f"  {name}" in loaded for name in cli.COMMANDS)


def test_an_unknown_command_is_said_so(capsys: Any) -> None:
    assert cli.main(["knock"]) == 2
    assert "no command “knock”" in capsys.readouterr().err


def test_version(capsys: Any) -> None:
    assert cli.main(["version"]) == 0
    assert capsys.readouterr().out == f"Toctoc {__version__}\n"


@pytest.mark.parametrize("command", ["serve", "doctor", "backup", "restore", "ledger"])
def test_each_command_explains_itself(command: str, capsys: Any) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main([command, "--help"])
    assert end.value.code == 0
    assert f"toctoc {command}" in capsys.readouterr().out


def test_restore_explains_itself_in_a_process_of_its_own(tmp_path: Path) -> None:
    """Where nothing has set Django up before: here, pytest has."""
    done = subprocess.run(
        [sys.executable, "-m", "toctoc.ops.cli", "restore", "--help"],
        env=os.environ | {"TOCTOC_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "toctoc restore" in done.stdout


@pytest.mark.django_db
def test_the_record_is_verified_from_the_command_line(capsys: Any) -> None:
    """X7."""
    record("act", at=timezone.now())
    record("act", at=timezone.now())
    assert cli.main(["ledger", "verify"]) == 0
    with forging():
        Entry.objects.filter(sequence=1).update(actor="person:somebody")
    assert cli.main(["ledger", "verify"]) == 1
    assert "broken at entry 1" in capsys.readouterr().out


@pytest.mark.django_db
def test_an_operator_is_named_and_the_record_says_so(capsys: Any) -> None:
    assert cli.main(["make-operator", "ada@example.org"]) == 1
    assert "Sign up on the site" in capsys.readouterr().out
    person = Person.objects.create_user("ada@example.org", joined_at=timezone.now())
    assert cli.main(["make-operator", "Ada@example.org"]) == 0
    assert "must prove its profession" in capsys.readouterr().out
    person.refresh_from_db()
    assert person.role == Person.Role.OPERATOR
    assert Entry.objects.get().about == f"person:{person.public_id}"
