"""`toctoc backup FILE`: the whole instance in one file, while it goes on serving.

Tables are read in one snapshot: PostgreSQL's REPEATABLE READ, or a read transaction on SQLite's
WAL, which holds up no writer.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

import toctoc
from toctoc.stories import tombstones

from . import portable
from .archive import Manifest, Writer, writing

STAMP = "last-backup"
SECRET_PATTERNS = ("*.secret", "vapid*", "*.pem", "toctoc.toml")


def keys_mark() -> str:
    """Recognises this instance's sealing keys. A hash of 256 random bits tells nothing of them."""
    keys = "\n".join([*settings.TOCTOC_SEAL_KEYS, settings.TOCTOC_FINGERPRINT_KEY])
    return hashlib.sha256(keys.encode()).hexdigest()[:16]


def migrations() -> dict[str, str]:
    """The last migration applied, by application."""
    applied = MigrationRecorder(connection).applied_migrations()
    return {app: max(name for other, name in applied if other == app) for app, _ in sorted(applied)}


def secret_files() -> list[Path]:
    found = {path for pattern in SECRET_PATTERNS for path in settings.DATA.glob(pattern)}
    return sorted(path for path in found if path.is_file())


@contextmanager
def snapshot() -> Iterator[None]:
    """All reads inside see the same moment."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        # Not Django's atomic(): ours begin IMMEDIATE and would stop all writers meanwhile.
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def back_up(path: Path, *, with_secrets: bool = False) -> Manifest:
    """Write the instance to `path`. Raise OSError when it can't be written."""
    manifest = Manifest(
        version=toctoc.__version__,
        made_at=timezone.now().isoformat(),
        database=connection.vendor,
        migrations={},
        keys=keys_mark(),
        with_secrets=with_secrets,
        left_out=dict(portable.LEFT_OUT),
    )
    with writing(path, manifest) as writer:
        with snapshot():
            manifest.migrations = migrations()
            for model in portable.kept_models():
                writer.add_lines(f"tables/{portable.label(model)}.gz", portable.lines_of(model))
        _add_media(writer)
        if with_secrets:
            for secret in secret_files():
                writer.add_file(f"secrets/{secret.name}", secret)
    (settings.DATA / STAMP).write_text(manifest.made_at, "ascii")
    return manifest


def _add_media(writer: Writer) -> None:
    root = Path(settings.MEDIA_ROOT)
    for file in sorted(root.rglob("*")) if root.is_dir() else []:
        if file.is_file() and not file.is_symlink():
            writer.add_file(f"media/{file.relative_to(root).as_posix()}", file)


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="toctoc backup", description="Write the whole instance to one file."
    )
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--with-secrets",
        action="store_true",
        help="also the keys: without them sealed identities and drafts can't be opened",
    )
    options = parser.parse_args(argv)
    try:
        manifest = back_up(options.file, with_secrets=options.with_secrets)
    except OSError as error:
        print(f"The backup can't be written: {error.strerror}: {options.file}")
        return 1
    rows = sum(part.rows or 0 for part in manifest.parts)
    print(f"{options.file}: {rows} rows of {len(manifest.parts)} parts.")
    print(
        "What is erased from now on must not come back with it: keep a copy of\n"
        f"{tombstones.path()} apart, always the latest."
    )
    if options.with_secrets:
        print("It holds the instance's keys: keep it as you would keep the patients' secrets.")
    else:
        print(
            "It does not hold the instance's keys (*.secret in the data folder). Without them the\n"
            "sealed identities, proofs and drafts in it can never be opened: keep the keys apart."
        )
    return 0
