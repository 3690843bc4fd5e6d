"""Instances of their own, in folders and databases that go away with the test."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

POSTGRES = "postgres://postgres@127.0.0.1:5432"
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Instance:
    """An installation driven as its operator drives it: by commands and an environment."""

    folder: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("TOCTOC_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"))
        }
        return kept | {
            "TOCTOC_DATA": str(self.folder),
            "DATABASE_URL": self.url,
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }

    def run(self, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def toctoc(self, *arguments: str, status: int = 0) -> str:
        done = self.run("toctoc.ops.cli", *arguments)
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout

    def rows(self, verb: str = "digests") -> dict[str, Any]:
        done = self.run("tests.ops.instance", verb)
        assert done.returncode == 0, done.stdout + done.stderr
        return dict(json.loads(done.stdout))


def server() -> Any:
    """A connection to the development PostgreSQL, or None."""
    try:
        import psycopg

        return psycopg.connect(f"{POSTGRES}/postgres", autocommit=True, connect_timeout=2)
    except Exception:
        return None


class Templates:
    """An empty, migrated instance of each database, made when first asked for, to copy from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: list[str] = []
        self._made: dict[str, Instance | None] = {}

    def empty(self, kind: str) -> Instance | None:
        if kind not in self._made:
            self._made[kind] = self._make(kind)
        return self._made[kind]

    def _make(self, kind: str) -> Instance | None:
        made = Instance(self.folder / kind)
        if kind == "grown":
            name = self.new_database()
            if name is None:
                return None
            made.url = f"{POSTGRES}/{name}"
        made.toctoc("migrate", "-v0")
        return made

    def new_database(self, *, like: str = "template1") -> str | None:
        name = f"toctoc_test_{secrets.token_hex(4)}"
        connection = server()
        if connection is None:
            return None
        with connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        self.names.append(name)
        return name

    def drop(self) -> None:
        connection = server() if self.names else None
        if connection is not None:
            with connection:
                for name in reversed(self.names):
                    connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Templates]:
    made = Templates(tmp_path_factory.mktemp("empty"))
    yield made
    made.drop()


@pytest.fixture
def instance(templates: Templates, tmp_path: Path) -> Callable[[str], Instance]:
    """Make an empty instance: "lite" on SQLite, "grown" on PostgreSQL (skips without a server)."""

    def make(kind: str) -> Instance:
        source, folder = templates.empty(kind), tmp_path / f"{kind}-{secrets.token_hex(3)}"
        if source is None:
            pytest.skip("no PostgreSQL at 127.0.0.1:5432")
        if kind == "grown":
            name = templates.new_database(like=source.url.rpartition("/")[2])
            return Instance(folder, f"{POSTGRES}/{name}")
        folder.mkdir(mode=0o700)
        shutil.copy(source.folder / "toctoc.sqlite3", folder)
        return Instance(folder)

    return make
