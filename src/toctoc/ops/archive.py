"""One file that holds an instance: a tar of compressed parts and, last, a manifest of digests."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024


class BadArchive(Exception):
    """Not a backup of ours, or a damaged one; the message says which."""


@dataclass
class Part:
    name: str
    sha256: str
    size: int
    rows: int | None = None


@dataclass
class Manifest:
    version: str
    made_at: str
    database: str
    migrations: dict[str, str]
    keys: str  # recognises the keys that open sealed rows, without giving them away
    with_secrets: bool
    left_out: dict[str, str]
    format: int = FORMAT
    parts: list[Part] = field(default_factory=list)

    @classmethod
    def parse(cls, text: bytes) -> Manifest:
        try:
            raw = json.loads(text)
            parts = [Part(**part) for part in raw.pop("parts")]
            made = cls(**raw, parts=parts)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BadArchive("its manifest can't be read") from error
        if made.format != FORMAT:
            raise BadArchive(f"it has format {made.format}; this Toctoc reads {FORMAT}")
        return made


class Writer:
    """Adds parts one after the other; memory stays bounded, disk holds one part more."""

    def __init__(self, archive: tarfile.TarFile, scratch: Path, manifest: Manifest) -> None:
        self._archive = archive
        self._scratch = scratch
        self._manifest = manifest

    def add_lines(self, name: str, lines: Iterable[str]) -> int:
        """Compress lines into a part; return how many."""
        rows = 0
        with tempfile.NamedTemporaryFile(dir=self._scratch, prefix=".part-") as file:
            # No time stamp: equal rows make equal bytes.
            with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=6, mtime=0) as packed:
                for line in lines:
                    packed.write(line.encode() + b"\n")
                    rows += 1
            file.flush()
            self._add(name, Path(file.name), rows)
        return rows

    def add_file(self, name: str, path: Path) -> None:
        self._add(name, path, None)

    def _add(self, name: str, path: Path, rows: int | None) -> None:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
            file.seek(0)
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = size, 0o600
            self._archive.addfile(entry, file)
        self._manifest.parts.append(Part(name, digest, size, rows))

    def finish(self) -> None:
        text = json.dumps(asdict(self._manifest), indent=1, ensure_ascii=False).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size, entry.mode = len(text), 0o600
        self._archive.addfile(entry, io.BytesIO(text))


@contextmanager
def writing(path: Path, manifest: Manifest) -> Iterator[Writer]:
    """The file appears under its name only when it is whole, readable by its owner alone."""
    partial = path.with_name(path.name + ".partial")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
                writer = Writer(archive, path.parent, manifest)
                yield writer
                writer.finish()
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


class Reader:
    """A backup opened for reading. `check` first: it reads all of it against the digests."""

    def __init__(self, archive: tarfile.TarFile) -> None:
        self._archive = archive
        self._members = {entry.name: entry for entry in archive if entry.isfile()}
        self.manifest = Manifest.parse(self._bytes(MANIFEST))

    def _open(self, name: str) -> Any:
        entry = self._members.get(name)
        file = self._archive.extractfile(entry) if entry else None
        if file is None:
            raise BadArchive(f"{name} is missing")
        return file

    def _bytes(self, name: str) -> bytes:
        with self._open(name) as file:
            return bytes(file.read())

    def check(self) -> None:
        """Raise `BadArchive` when a part is missing, added or altered."""
        known = {part.name for part in self.manifest.parts} | {MANIFEST}
        if strangers := set(self._members) - known:
            raise BadArchive(f"{sorted(strangers)[0]} does not belong to it")
        for part in self.manifest.parts:
            with self._open(part.name) as file:
                digest = hashlib.sha256()
                while chunk := file.read(CHUNK):
                    digest.update(chunk)
            if digest.hexdigest() != part.sha256:
                raise BadArchive(f"{part.name} is damaged")

    def lines(self, name: str) -> Iterator[str]:
        with self._open(name) as file, gzip.GzipFile(fileobj=file) as packed:
            for line in packed:
                yield line.decode().rstrip("\n")

    def copy(self, name: str, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with self._open(name) as file, os.fdopen(handle, "wb") as copied:
            while chunk := file.read(CHUNK):
                copied.write(chunk)


@contextmanager
def reading(path: Path) -> Iterator[Reader]:
    try:
        archive = tarfile.open(path, "r:")  # noqa: SIM115 (closed below)
    except (tarfile.TarError, OSError) as error:
        raise BadArchive("it can't be read as a backup") from error
    with archive:
        yield Reader(archive)
