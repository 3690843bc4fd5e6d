"""Where this instance lives and what its operator chose: environment first, then `toctoc.toml`.

Secrets are made at first start and kept in the data folder, readable by its owner alone.
"""

from __future__ import annotations

import os
import secrets
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from cryptography.fernet import Fernet

from toctoc.guard.files.types import LIMITS, Limits


class ConfigError(Exception):
    """The configuration can't be used; the message says what to change."""


def data_folder() -> Path:
    folder = Path(os.environ.get("TOCTOC_DATA", "var")).expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def operator_file(folder: Path) -> dict[str, Any]:
    path = Path(os.environ.get("TOCTOC_CONFIG", folder / "toctoc.toml"))
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}") from error


def secret(folder: Path, name: str, make: Any) -> str:
    """The instance's secret of that name, made once. Two first starts agree on the winner's."""
    given = os.environ.get(f"TOCTOC_{name.upper()}")
    if given:
        return given
    path = folder / f"{name}.secret"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(handle, "w") as file:
        value: str = make()
        file.write(value)
    return value


def new_secret() -> str:
    return secrets.token_urlsafe(48)


def new_seal_key() -> str:
    return Fernet.generate_key().decode()


def new_anchor_key() -> str:
    """The seed of an Ed25519 key: the instance signs its record with it."""
    return secrets.token_hex(32)


def database(url: str, folder: Path) -> dict[str, Any]:
    """Django's DATABASES entry for `sqlite:///path`, `postgres://user:password@host:port/name`."""
    if not url:
        return sqlite(folder / "toctoc.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path).removeprefix("/") or "toctoc.sqlite3"))
    if parts.scheme not in ("postgres", "postgresql"):
        raise ConfigError(
            f"DATABASE_URL starts with {parts.scheme}://; Toctoc knows sqlite:// and postgres://"
        )
    return {
        "ENGINE": "toctoc.ops.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": postgres_options(parts.query),
    }


def postgres_options(query: str) -> dict[str, Any]:
    """libpq's options as given in the address, and psycopg's `prepare_threshold`: after how many
    times a query of a hot page is prepared; "none" for poolers that don't know such statements."""
    options: dict[str, Any] = dict(parse_qsl(query))
    wanted = options.get("prepare_threshold", "1")
    if wanted != "none" and not wanted.isdecimal():
        raise ConfigError("DATABASE_URL: prepare_threshold is a number, or none")
    return options | {"prepare_threshold": None if wanted == "none" else int(wanted)}


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite for production: WAL, immediate transactions, no mmap (a WAL with mmap corrupts), and
    zeros where deleted words stood (K18)."""
    pragmas = (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "cache_size=-20000",
        "busy_timeout=10000",
        "secure_delete=ON",
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": ";".join(f"PRAGMA {pragma}" for pragma in pragmas),
        },
    }


# name in `[files]` -> name in `Limits`, and how many of it one unit is
_FILES = {
    "megabytes": ("size", 1024 * 1024),
    "megapixels": ("pixels", 1_000_000),
    "pages": ("pages", 1),
    "frames": ("frames", 1),
    "seconds": ("seconds", 1),
}


def file_limits(given: dict[str, Any]) -> Limits:
    """How much an attached file may be, from the operator's `[files]`."""
    chosen: dict[str, int] = {}
    for name, value in given.items():
        if name not in _FILES or type(value) is not int or value < 1:
            known = ", ".join(_FILES)
            raise ConfigError(f"[files] {name}: whole numbers above 0 for {known}")
        field, unit = _FILES[name]
        chosen[field] = value * unit
    return replace(LIMITS, **chosen)
