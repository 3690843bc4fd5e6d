"""Verify a record of a million entries: live and as an export, by the instance and by Python alone.

python -m bench.ledger [ENTRIES] [--anchors N]     in a database of its own, thrown away
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ACTS = ("post.accept", "post.publish", "question.knock", "post.edit", "charter.accept")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("entries", type=int, nargs="?", default=100_000)
    parser.add_argument("--anchors", type=int, default=365)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="toctoc-bench-") as folder:
        os.environ["TOCTOC_DATA"] = folder
        os.environ.pop("DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "toctoc.ops.settings"
        import django

        django.setup()
        measure(Path(folder), options.entries, options.anchors)


def measure(folder: Path, entries: int, anchors: int) -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    seconds = timed(lambda: fill(entries, anchors))
    print(f"{entries:,} entries and {anchors} anchors written: {seconds:.1f} s", flush=True)
    busy = time.process_time()
    seconds = timed(verify_live)
    busy = time.process_time() - busy  # on a machine that others use, the truer figure
    print(f"toctoc ledger verify: {seconds:.1f} s, of which {busy:.1f} s of processor", flush=True)
    file, program = folder / "export.jsonl", folder / "verify.py"
    seconds = timed(lambda: export(file, program))
    size = file.stat().st_size / 1e6
    print(f"toctoc ledger export: {seconds:.1f} s, {size:,.0f} MB", flush=True)
    alone = [sys.executable, "-I", "-S", str(program), str(file)]
    busy = os.times().children_user
    seconds = timed(lambda: subprocess.run(alone, check=True, stdout=subprocess.DEVNULL))
    busy = os.times().children_user - busy
    print(
        f"verify.py, Python alone: {seconds:.1f} s, of which {busy:.1f} s of processor", flush=True
    )


def timed(work: Any) -> float:
    start = time.monotonic()
    work()
    return time.monotonic() - start


def fill(entries: int, anchors: int) -> None:
    """In bulk, chained as `record` chains them, signed every so often."""
    from toctoc.ledger.actions import anchor
    from toctoc.ledger.models import Entry

    at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    size = max(entries // anchors, 1)
    batch: list[Entry] = []
    for entry in chain(entries, at):
        batch.append(entry)
        if len(batch) == size or entry.sequence == entries:
            Entry.objects.bulk_create(batch, batch_size=500)
            anchor(at=entry.at)
            batch = []


def chain(entries: int, at: dt.datetime) -> Iterator[Any]:
    from toctoc.ledger.actions import GENESIS, digest_of
    from toctoc.ledger.models import Entry

    previous = GENESIS
    for sequence in range(1, entries + 1):
        values = {
            "sequence": sequence,
            "at": at + dt.timedelta(seconds=sequence),
            "act": ACTS[sequence % len(ACTS)],
            "actor": f"person:{sequence % 11_000:012}",
            "about": f"post:{sequence // 3:012}",
            "facts": '{"kind":"answer","signature":"pseudonym","content":"' + "ab" * 32 + '"}',
            "previous": previous,
        }
        previous = digest_of(**values)  # type: ignore[arg-type]
        yield Entry(**values, digest=previous)


def verify_live() -> None:
    from toctoc.ledger.queries import verify

    assert verify().intact


def export(file: Path, program: Path) -> None:
    from django.utils import timezone

    from toctoc.ledger.models import Anchor
    from toctoc.ledger.queries import export_lines
    from toctoc.ledger.standalone import source

    last = Anchor.objects.order_by("-number")[0]
    with file.open("w", encoding="utf-8") as out:
        out.writelines(f"{line}\n" for line in export_lines(None, last, at=timezone.now()))
    program.write_text(source(), "utf-8")


if __name__ == "__main__":
    main()
