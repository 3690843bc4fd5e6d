"""Import the public directory of professionals (Annuaire Santé, Licence Ouverte 2.0).

The file is streamed: memory depends on the batch, not on the file. Position, rows and report are
committed together, so that an import killed at any moment goes on where it was.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from ._directory_rows import BadHeader, BadRow, Reader, Row, merge
from .codes import PROFESSIONS
from .folding import fold_name
from .models import DirectoryEntry, DirectoryImport, Person
from .opposition import among_opposed
from .types import Claim

BATCH = 2_000
_LONGEST_LINE = 16_384
# A truncated download must not mark half of the profession: fewer than this, and none is.
_PLAUSIBLE = 0.8
_COLUMNS = (*Row._fields, "seen_in_id")
# The same on both databases, and three times faster than building 1.9 million model objects.
_UPSERT = (
    f"INSERT INTO people_directoryentry ({', '.join(_COLUMNS)}) "  # noqa: S608  # constants
    f"VALUES ({', '.join(['%s'] * len(_COLUMNS))}) ON CONFLICT (idnps) DO UPDATE SET "
    f"{', '.join(f'{name} = excluded.{name}' for name in _COLUMNS[1:])}, marked_at = NULL"
)

Progress = Callable[[int, int, DirectoryImport], None]


class DirectoryError(Exception):
    """The file can't be imported at all; the text says what to do."""


@contextmanager
def opened(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """The extraction's bytes and their length, from a text file or from the official archive."""
    if not path.is_file():
        raise DirectoryError(f"{path.name}: no such file")
    if not zipfile.is_zipfile(path):
        with path.open("rb") as stream:
            yield stream, path.stat().st_size
        return
    with zipfile.ZipFile(path) as archive:
        names = [n for n in archive.namelist() if "Personne_activite" in n and n.endswith(".txt")]
        if not names:
            raise DirectoryError(f"{path.name} has no PS_LibreAcces_Personne_activite_*.txt inside")
        with archive.open(names[0]) as inner:
            yield inner, archive.getinfo(names[0]).file_size


def digest_of(path: Path) -> str:
    """SHA-256 (hex) of the file: the same file goes on, another one starts anew."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def import_file(
    path: Path,
    *,
    report: Path,
    now: Callable[[], dt.datetime] = timezone.now,
    progress: Progress | None = None,
    batch: int = BATCH,
) -> DirectoryImport:
    """Read the whole extraction into `DirectoryEntry`; refused lines are listed in `report`.

    Entries that a complete import no longer holds are marked, never deleted. Return the finished
    import; raise `DirectoryError` when the file isn't one.
    """
    with opened(path) as (stream, size):
        reader, encoding = _header(stream)
        run = _run_for(path, now())
        if run.finished_at is not None:
            return run
        _Import(run, reader, encoding, report, batch).go(stream, size, progress)
    _finish(run, now())
    return run


def _run_for(path: Path, at: dt.datetime) -> DirectoryImport:
    digest = digest_of(path)
    latest = DirectoryImport.objects.order_by("-id").first()
    if latest is not None and latest.digest == digest:
        return latest
    return DirectoryImport.objects.create(file_name=path.name[:200], digest=digest, started_at=at)


def _header(stream: IO[bytes]) -> tuple[Reader, str]:
    raw = stream.readline(_LONGEST_LINE).removeprefix(b"\xef\xbb\xbf")
    for encoding in ("utf-8", "cp1252"):
        try:
            return Reader(raw.decode(encoding).rstrip("\r\n")), encoding
        except UnicodeDecodeError:
            continue
        except BadHeader as error:
            raise DirectoryError(
                f"the first line is not the extraction's header; missing: {error}"
            ) from None
    raise DirectoryError("the first line is not text")


class _Import:
    """One run over one stream."""

    def __init__(
        self, run: DirectoryImport, reader: Reader, encoding: str, report: Path, batch: int
    ) -> None:
        self.run, self.reader, self.encoding = run, reader, encoding
        self.report, self.batch = report, batch
        self.reasons: Counter[str] = Counter(run.reasons)

    def go(self, stream: IO[bytes], size: int, progress: Progress | None) -> None:
        position = self.run.offset or stream.tell()
        stream.seek(position)
        with self._report_file() as report:
            lines = _lines(stream)
            while True:
                more, position = self._one_batch(lines, position, report)
                if progress:
                    progress(position, size, self.run)
                if not more:
                    return

    @contextmanager
    def _report_file(self) -> Iterator[IO[str]]:
        """The report, cut back to what the last commit knew."""
        known = self.run.report_size
        with self.report.open("r+b" if known and self.report.exists() else "wb") as raw:
            raw.truncate(min(known, os.fstat(raw.fileno()).st_size))
            raw.seek(0, os.SEEK_END)
            with io.TextIOWrapper(raw, encoding="utf-8", write_through=True) as text:
                yield text

    def _one_batch(
        self, lines: Iterator[tuple[int, bytes]], position: int, report: IO[str]
    ) -> tuple[bool, int]:
        rows: dict[str, Row] = {}
        refused: list[str] = []
        read = 0
        for taken, raw in lines:
            read += 1
            position += taken
            try:
                row = self._row(raw)
                rows[row.idnps] = merge(rows[row.idnps], row) if row.idnps in rows else row
            except BadRow as error:
                self.reasons[error.reason] += 1
                # Line 1 is the header.
                refused.append(f"{self.run.rows + read + 1}\t{error.reason}\t{error.identifier}\n")
            if read == self.batch:
                break
        if read:
            self._commit(rows, refused, read, position, report)
        return read == self.batch, position

    def _row(self, raw: bytes) -> Row:
        if len(raw) >= _LONGEST_LINE:
            raise BadRow("line_too_long")
        try:
            text = raw.decode(self.encoding)
        except UnicodeDecodeError:
            text = raw.decode("cp1252", "replace")  # a stray line in a file of another encoding
        return self.reader.read(text.rstrip("\r\n"))

    def _commit(
        self, rows: dict[str, Row], refused: list[str], read: int, position: int, report: IO[str]
    ) -> None:
        report.writelines(refused)
        report.flush()
        with transaction.atomic():
            new = self._upsert(rows)
            run = self.run
            run.offset, run.rows, run.kept = position, run.rows + read, run.kept + new
            run.refused, run.reasons = run.refused + len(refused), dict(self.reasons)
            run.report_size = os.fstat(report.fileno()).st_size
            run.save(update_fields=["offset", "rows", "kept", "refused", "reasons", "report_size"])

    def _upsert(self, rows: dict[str, Row]) -> int:
        """Write the rows but of who opposed; return how many this import had not seen yet."""
        for idnps in among_opposed(rows):
            del rows[idnps]
        earlier = DirectoryEntry.objects.filter(idnps__in=list(rows), seen_in=self.run)
        seen = 0
        for known in earlier.values_list(*Row._fields):
            row = Row(*known)
            rows[row.idnps] = merge(rows[row.idnps], row)
            seen += 1
        with connection.cursor() as cursor:
            cursor.executemany(_UPSERT, [(*row, self.run.pk) for row in rows.values()])
        return len(rows) - seen


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Lines with the bytes they take. Of one that never ends, only the beginning is held."""
    while raw := stream.readline(_LONGEST_LINE):
        taken, piece = len(raw), raw
        while len(piece) == _LONGEST_LINE and not piece.endswith(b"\n"):
            piece = stream.readline(_LONGEST_LINE)
            taken += len(piece)
        yield taken, raw


def _finish(run: DirectoryImport, at: dt.datetime) -> None:
    with transaction.atomic():
        unseen = DirectoryEntry.objects.exclude(seen_in=run)
        if run.kept >= _PLAUSIBLE * (run.kept + unseen.count()):
            run.marked = unseen.filter(marked_at=None).update(marked_at=at)
        run.finished_at = at
        run.save(update_fields=["finished_at", "marked"])


def enter_invented(claims: Iterable[Claim], *, at: dt.datetime) -> int:
    """Put invented people into the directory of a demo, so that they can be found in it.

    Return how many; nothing happens outside the demo, nor to sandbox numbers ("ANS…").
    """
    if not settings.DEMO:
        return 0
    run, _new = DirectoryImport.objects.get_or_create(
        digest="demo", defaults={"file_name": "demo", "started_at": at, "finished_at": at}
    )
    student = (Person.Stage.INTERN, Person.Stage.STUDENT)
    rows = {
        claim.number: Row(
            claim.number,
            claim.family,
            claim.given,
            fold_name(claim.family),
            fold_name(claim.given),
            claim.civility[:4],
            claim.profession,
            "E" if claim.stage in student else "C",
            claim.specialty,
            claim.department,
            "",
        )
        for claim in claims
        if claim.number.startswith(("8", "0")) and claim.profession in PROFESSIONS
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(_UPSERT, [(*row, run.pk) for row in rows.values()])
    return len(rows)


def marked(limit: int = 1000) -> list[str]:
    """Identifiers that the last complete import no longer held, longest missing first."""
    entries = DirectoryEntry.objects.filter(marked_at__isnull=False).order_by("marked_at", "idnps")
    return list(entries.values_list("idnps", flat=True)[:limit])
