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

from toctoc.ledger import head
from toctoc.ledger.actions import unguarded
from toctoc.ledger.queries import Verdict, verify
from toctoc.stories import tombstones

from . import portable
from .archive import BadArchive, Manifest, Reader, reading
from .backup import keys_mark, migrations

BATCH = 500


class CannotRestore(Exception):
    """Nothing was changed; the message says why and what to do."""


def restore(path: Path, *, also: Iterable[Path] = ()) -> tuple[Manifest, Verdict, int]:
    """Check the file, fill the database in one transaction, erase again what was erased since it
    was made, verify the ledger. All or nothing. Return also how many posts were erased again.

    What was erased is said by the tombstones in the data folder, in the files `also`, and in the
    ledger that came back.
    """
    try:
        erased = _erased(also)
        with reading(path) as reader:
            reader.check()
            _check_fits(reader.manifest)
            _check_empty()
            with transaction.atomic():
                with unguarded():
                    _fill(reader)
                # Before anything is added to it: a broken chain must not be mended.
                verdict = verify()
                if not verdict.intact:
                    raise CannotRestore(f"its ledger is broken: {verdict.reason}")
                again = tombstones.apply([*erased, *tombstones.in_ledger()])
            _restore_files(reader)
            return reader.manifest, verdict, again
    except BadArchive as error:
        raise CannotRestore(f"{path.name}: {error}") from error


def _erased(also: Iterable[Path]) -> list[str]:
    """A tombstones' file that can't be read stops everything: words would come back unseen."""
    here = tombstones.path()
    try:
        found = list(tombstones.read(here)) if here.exists() else []
        for file in also:
            found += tombstones.read(file, strict=True)
    except tombstones.BadTombstones as error:
        raise CannotRestore(str(error)) from error
    return found


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
    parser.add_argument(
        "--tombstones",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="what was erased since the backup (tombstones.jsonl of the instance that was lost)",
    )
    options = parser.parse_args(argv)
    try:
        manifest, verdict, again = restore(options.file, also=options.tombstones)
    except CannotRestore as error:
        print(f"Not restored: {error}.")
        return 1
    rows = sum(part.rows or 0 for part in manifest.parts)
    print(f"Restored {rows} rows; the ledger is intact ({verdict.entries} entries).")
    before = head.put_aside()
    if before and before[0] > verdict.entries:
        print(f"The record had reached entry {before[0]}: what came after the backup is lost.")
    if again:
        print(f"Erased again: {again} posts that patients or authors had erased since.")
    elif not options.tombstones and not tombstones.path().exists():
        print(
            "What was erased after this backup was made may have come back. If the old instance's\n"
            f"{tombstones.NAME} still exists, restore again into an empty instance with\n"
            "--tombstones FILE."
        )
    if manifest.with_secrets:
        print("The keys came with it: they are used from the next start on.")
    elif manifest.keys != keys_mark():
        print(
            "The keys of this instance are not those of the backup: sealed identities, proofs and\n"
            "drafts can't be opened until the old *.secret files are put into the data folder."
        )
    print("Start `toctoc serve`; the search index is built again from the restored posts.")
    return 0
