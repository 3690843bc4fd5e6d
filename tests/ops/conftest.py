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
            [sys.executable, "-m", module, *arguments], env=self.environment, cwd=ROOT,
            capture_output=True, text=True, timeout=300, check=False,
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


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """An empty, migrated instance of each database, to copy from."""
    folder = tmp_path_factory.mktemp("empty")
    lite = Instance(folder / "lite")
    lite.toctoc("migrate", "-v0")
    made: dict[str, Any] = {"lite": lite, "grown": None, "names": []}
    connection = server()
    if connection is not None:
        name = f"toctoc_test_{secrets.token_hex(4)}"
        connection.execute(f'CREATE DATABASE "{name}"')
        made["names"].append(name)
        grown = Instance(folder / "grown", f"{POSTGRES}/{name}")
        grown.toctoc("migrate", "-v0")
        made["grown"] = grown
    yield made
    if connection is not None:
        for name in reversed(made["names"]):
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.close()


@pytest.fixture
def instance(templates: dict[str, Any], tmp_path: Path) -> Callable[[str], Instance]:
    """Make an empty instance: "lite" on SQLite, "grown" on PostgreSQL (skips without a server)."""

    def make(kind: str) -> Instance:
        folder = tmp_path / f"{kind}-{secrets.token_hex(3)}"
        if kind == "lite":
            folder.mkdir(mode=0o700)
            shutil.copy(templates["lite"].folder / "toctoc.sqlite3", folder)
            return Instance(folder)
        if templates["grown"] is None:
            pytest.skip("no PostgreSQL at 127.0.0.1:5432")
        source, name = templates["names"][0], f"toctoc_test_{secrets.token_hex(4)}"
        connection = server()
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        connection.close()
        templates["names"].append(name)
        return Instance(folder, f"{POSTGRES}/{name}")

    return make
