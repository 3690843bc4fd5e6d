"""`python -m toctoc.people.directory_cli FILE`: import the Annuaire Santé, or invent one.

directory_cli PS_LibreAcces_202611220700.zip        import, or go on with a stopped import
directory_cli --report refused.tsv FILE.txt         say where the refused lines are listed
directory_cli --generate 5000 invented.txt --seed 7 write an invented extraction
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from .models import DirectoryImport

REASONS = {
    "too_few_columns": "colonnes manquantes",
    "control_characters": "caractères de contrôle",
    "wrong_key": "clé RPPS fausse",
    "wrong_length": "identifiant de longueur fausse",
    "not_an_identifier": "identifiant illisible",
    "unknown_identifier_type": "type d'identifiant inconnu",
    "no_name": "sans nom ou sans prénom",
    "unknown_profession": "profession inconnue",
    "line_too_long": "ligne trop longue",
}


class Bar:
    """Progress on a terminal in place; elsewhere a line now and then."""

    def __init__(self, out: TextIO) -> None:
        self.out, self.live = out, out.isatty()
        self.start = self.last = time.monotonic()
        self.finished = False

    def __call__(self, position: int, size: int, run: DirectoryImport) -> None:
        now = time.monotonic()
        every = 0.2 if self.live else 10.0
        finished = position >= size
        if self.finished or (now - self.last < every and not finished):
            return
        self.finished = finished
        self.last = now
        share = min(position / size, 1.0) if size else 1.0
        rate = run.rows / max(now - self.start, 0.001)
        text = f"{share:5.0%}  {run.rows:>9,} lignes, {run.refused:,} refusées, {rate:,.0f}/s"
        if self.live:
            done = int(share * 30)
            print(f"\r[{'█' * done}{'·' * (30 - done)}] {text}", end="", file=self.out, flush=True)
        else:
            print(text, file=self.out, flush=True)

    def end(self) -> None:
        if self.live:
            print(file=self.out)


def main(argv: list[str] | None = None) -> int:
    """Return 0 when all was read, 1 when the file can't be imported."""
    parser = argparse.ArgumentParser(prog="toctoc import-directory", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--report", type=Path, help="where refused lines are listed")
    parser.add_argument("--generate", type=int, metavar="N", help="write N invented lines instead")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    if args.generate is not None:
        from ._directory_invent import write

        write(args.file, args.generate, args.seed)
        return 0
    return _import(args.file, args.report or args.file.with_name(args.file.name + ".refused.tsv"))


def _import(file: Path, report: Path) -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.ops.settings")
    django.setup()
    from .directory import DirectoryError, import_file

    bar = Bar(sys.stderr)
    try:
        run = import_file(file, report=report, progress=bar)
    except DirectoryError as error:
        sys.stderr.write(f"\n{error}\n")
        return 1
    bar.end()
    _summary(run, report)
    return 0


def _summary(run: DirectoryImport, report: Path) -> None:
    lines = [
        f"{run.rows:,} lignes lues, {run.kept:,} professionnels, {run.refused:,} lignes refusées"
    ]
    lines += [
        f"  {count:>9,}  {REASONS.get(reason, reason)}"
        for reason, count in sorted(run.reasons.items(), key=lambda pair: -pair[1])
    ]
    if run.refused:
        lines.append(f"  détail : {report}")
    if run.marked:
        lines.append(f"{run.marked:,} professionnels absents de ce fichier : à revérifier")
    sys.stdout.write("\n".join(lines).replace(",", " ") + "\n")


if __name__ == "__main__":
    sys.exit(main())
