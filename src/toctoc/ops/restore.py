"""`toctoc restore FILE`: fill an empty instance, on either database; prove the record whole."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, models, transaction

from toctoc.ledger.queries import Verdict, verify

from . import portable
from .archive import BadArchive, Manifest, Reader, reading
from .backup import keys_mark, migrations

BATCH = 500


class CannotRestore(Exception):
    """Nothing was changed; the message says why and what to do."""


def restore(path: Path) -> tuple[Manifest, Verdict]:
    """Check the file, fill the database in one transaction, verify the ledger. All or nothing."""
    try:
        with reading(path) as reader:
            reader.check()
            _check_fits(reader.manifest)
            _check_empty()
            with transaction.atomic():
                _fill(reader)
                verdict = verify()
                if not verdict.intact:
                    raise CannotRestore(f"its ledger is broken: {verdict.reason}")
            _restore_files(reader)
            return reader.manifest, verdict
    except BadArchive as error:
        raise CannotRestore(f"{path.name}: {error}") from error


def _check_fits(manifest: Manifest) -> None:
    here = migrations()
    if manifest.migrations != here:
        apps = sorted(set(manifest.migrations.items()) ^ set(here.items()))
        raise CannotRestore(
            f"it was made by Toctoc {manifest.version} with other tables ({apps[0][0]}). Install "
            "that version, run `toctoc migrate`, restore, then upgrade"
        )


def _check_empty() -> None:
    for name in ("people.Person", "posts.Post", "ledger.Entry"):
        model = _model(name)
        if model._base_manager.exists():
            raise CannotRestore(
                f"this instance is not empty ({name}). Restore into a new data folder or database"
            )


def _model(name: str) -> portable.Model:
    return next(model for model in portable.kept_models() if portable.label(model) == name)


def _fill(reader: Reader) -> None:
    kept = portable.kept_models()
    for model in kept:  # what migrations put there comes back from the backup
        _empty(model)
    rows = {part.name: part.rows for part in reader.manifest.parts}
    for model in kept:
        part = f"tables/{portable.label(model)}.gz"
        written = _insert(model, (portable.row_of(model, line) for line in reader.lines(part)))
        if written != rows[part]:
            raise CannotRestore(f"{part} holds {written} rows instead of {rows[part]}")
    _take_up_running_tasks()
    statements = connection.ops.sequence_reset_sql(no_style(), kept)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _empty(model: portable.Model) -> None:
    with connection.cursor() as cursor:
        # Not the ORM: it would follow relations and collect every row.
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def _insert(model: portable.Model, rows: Iterable[models.Model]) -> int:
    fields = portable.fields_of(model)
    written = 0
    for batch in _batches(rows, connection.ops.bulk_batch_size(fields, [None] * BATCH)):
        # raw: `auto_now_add` must not say that everything happened today.
        queryset: Any = model._base_manager.all()
        queryset._insert(batch, fields=fields, raw=True, using=connection.alias)
        written += len(batch)
    return written


def _batches(rows: Iterable[models.Model], size: int) -> Iterator[list[models.Model]]:
    rest = iter(rows)
    while batch := list(islice(rest, max(size, 1))):
        yield batch


def _take_up_running_tasks() -> None:
    """What a worker was doing when the backup was made is done again (tasks are idempotent)."""
    tasks: Any = _model(portable.TASKS)._base_manager
    tasks.filter(status="RUNNING").update(status="READY")


def _restore_files(reader: Reader) -> None:
    for part in reader.manifest.parts:
        folder, _, name = part.name.partition("/")
        if folder == "media":
            root = Path(settings.MEDIA_ROOT).resolve()
            target = (root / name).resolve()
            if not target.is_relative_to(root):
                raise CannotRestore(f"{part.name} leaves its folder")
            reader.copy(part.name, target)
        elif folder == "secrets" and "/" not in name and name not in ("", ".", ".."):
            target = settings.DATA / name
            if target.exists():
                os.replace(target, target.with_name(f"{name}.before-restore"))
            reader.copy(part.name, target)


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="toctoc restore", description="Fill an empty instance from a backup."
    )
    parser.add_argument("file", type=Path)
    options = parser.parse_args(argv)
    try:
        manifest, verdict = restore(options.file)
    except CannotRestore as error:
        print(f"Not restored: {error}.")
        return 1
    rows = sum(part.rows or 0 for part in manifest.parts)
    print(f"Restored {rows} rows; the ledger is intact ({verdict.entries} entries).")
    if manifest.with_secrets:
        print("The keys came with it: they are used from the next start on.")
    elif manifest.keys != keys_mark():
        print(
            "The keys of this instance are not those of the backup: sealed identities, proofs and\n"
            "drafts can't be opened until the old *.secret files are put into the data folder."
        )
    print("Start `toctoc serve`; the search index is built again from the restored posts.")
    return 0
