"""The index on disk: generations, one writer at a time, readers that follow commits.

    folder/current            name of the generation in use, replaced atomically
    folder/lock               held (flock) by whoever writes, in any process
    folder/feed               held (flock) by whoever replays events, in any process
    folder/<generation>/      a tantivy index; `cursor` and `erased` beside its segments

A rebuild fills a new generation and swaps the name: readers see the old one until then, and a
process killed half-way leaves only a folder that the next rebuild sweeps away.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tantivy

from . import concepts
from .types import BusyError, Document
from .words import LONGEST

QUESTION = "question"
_FORMAT = "1"


def _schema() -> tantivy.Schema:
    build = tantivy.SchemaBuilder()
    build.add_text_field("ref", stored=True, tokenizer_name="raw", index_option="basic")
    build.add_text_field("thread", stored=True, tokenizer_name="raw", index_option="basic")
    build.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    build.add_text_field("specialty", tokenizer_name="raw", index_option="basic")
    build.add_text_field("body", tokenizer_name="raw", index_option="position")
    build.add_text_field("gist", tokenizer_name="raw", index_option="basic")
    build.add_text_field("about", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("answered", "has_references", "has_outcome"):
        build.add_boolean_field(name, indexed=True)
    build.add_unsigned_field("rank", indexed=True, fast=True)
    return build.build()


SCHEMA = _schema()


def _row(document: Document) -> tantivy.Document:
    row = tantivy.Document()
    row.add_text("ref", document.ref)
    row.add_text("thread", document.thread)
    row.add_text("kind", document.kind)
    for specialty in document.specialties:
        row.add_text("specialty", specialty)
    row.add_boolean("answered", document.answered)
    row.add_boolean("has_references", document.has_references)
    row.add_boolean("has_outcome", document.has_outcome)
    row.add_unsigned("rank", document.rank)
    text = document.text[:LONGEST]
    tokens = [tantivy.Token(term, place, 0, 0) for term, place in concepts.terms(text)]
    row.add_pre_tokenized_text("body", tantivy.PreTokenizedString("", tokens))
    if document.kind == QUESTION:
        about = list(concepts.gist(text))[:80]
        for key in about:
            row.add_text("gist", key)
        row.add_text("about", " ".join(about))
    return row


class Batch:
    """Changes that become visible together."""

    def __init__(self, writer: tantivy.IndexWriter) -> None:
        self._writer = writer
        self.erased = False

    def put(self, documents: Iterable[Document]) -> int:
        count = 0
        for document in documents:
            self._writer.delete_documents_by_term("ref", document.ref)
            self._writer.add_document(_row(document))
            count += 1
        return count

    def remove(self, refs: Iterable[str]) -> None:
        for ref in refs:
            self.erased = True
            self._writer.delete_documents_by_term("ref", ref)
            self._writer.delete_documents_by_term("thread", ref)


class Store:
    """One folder. Safe to share between threads and processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: tuple[str, tantivy.Index, int] | None = None

    # Reading
    def current(self) -> Path | None:
        """The generation in use; None when there is none that this version can read."""
        try:
            name = (self.folder / "current").read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        usable = name.startswith(_prefix()) and "/" not in name
        return (
            self.folder / name if usable and (self.folder / name / "meta.json").exists() else None
        )

    def searcher(self) -> tantivy.Searcher | None:
        """What was last committed, by any process; None when the index must be rebuilt first."""
        for _ in range(2):  # a swap between reading the name and opening it: look again
            try:
                return self._follow()
            except BaseException as error:
                if not is_broken(error):
                    raise
                self._open = None
        self.condemn()
        return None

    def _follow(self) -> tantivy.Searcher | None:
        generation = self.current()
        if generation is None:
            return None
        stamp = (generation / "meta.json").stat().st_mtime_ns
        opened = self._open
        if opened is None or opened[0] != generation.name:
            index = tantivy.Index(SCHEMA, path=str(generation), reuse=True)
            index.config_reader("manual")
            index.reload()
            opened = self._open = (generation.name, index, stamp)
        elif opened[2] != stamp:
            opened[1].reload()
            opened = self._open = (opened[0], opened[1], stamp)
        return opened[1].searcher()

    # Writing
    @contextmanager
    def feeding(self, wait: float) -> Iterator[None]:
        """One feed at a time, from reading events to storing the cursor.

        Two would race: one could put back, from rows it read earlier, what the other just removed.
        """
        with self._turn(wait, "feed"):
            yield

    @contextmanager
    def _turn(self, wait: float, name: str = "lock") -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        limit = time.monotonic() + wait
        with (self.folder / name).open("a") as handle:
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except OSError:
                    if time.monotonic() >= limit:
                        raise BusyError from None
                    time.sleep(0.02)
            yield

    @contextmanager
    def changing(self, wait: float) -> Iterator[Batch | None]:
        """Change the index in use, committed on leaving; None when there is none to change."""
        with self._turn(wait):
            generation = self.current()
            if generation is None:
                yield None
                return
            index = tantivy.Index(SCHEMA, path=str(generation), reuse=True)
            with _writer(index, 15_000_000) as batch:
                yield batch
            if batch.erased and not (generation / "erased").exists():
                (generation / "erased").touch()

    @contextmanager
    def replacing(self, wait: float) -> Iterator[Batch]:
        """Fill a new generation, then swap; nothing changes when the block fails."""
        with self._turn(wait):
            kept = self.current()
            fresh = self.folder / f"{_prefix()}{uuid.uuid4().hex[:12]}"
            self._sweep({kept.name if kept else "", fresh.name})
            fresh.mkdir(mode=0o700)
            index = tantivy.Index(SCHEMA, path=str(fresh))
            with _writer(index, 100_000_000) as batch:
                yield batch
            _write(self.folder / "current", fresh.name)
            (self.folder / "broken").unlink(missing_ok=True)
            self._sweep({fresh.name})

    def _sweep(self, keep: set[str]) -> None:
        for path in self.folder.iterdir():
            if path.is_dir() and path.name not in keep:
                shutil.rmtree(path, ignore_errors=True)

    # What is known of the generation
    def condemn(self) -> None:
        """Say that the index can't be read, so that the next feed rebuilds it."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (self.folder / "broken").touch()

    def sound(self) -> bool:
        return self.current() is not None and not (self.folder / "broken").exists()

    def note(self) -> str:
        """What the feed wrote down with the generation in use, or ""."""
        generation = self.current()
        try:
            return (generation / "cursor").read_text("ascii") if generation else ""
        except (OSError, UnicodeDecodeError):
            return ""

    def write_note(self, note: str) -> None:
        generation = self.current()
        if generation:
            _write(generation / "cursor", note)

    def erased_at(self) -> float | None:
        """When something was first removed since the last rebuild (seconds since 1970)."""
        generation = self.current()
        try:
            return (generation / "erased").stat().st_mtime if generation else None
        except OSError:
            return None


def _prefix() -> str:
    return f"v{_FORMAT}-{concepts.fingerprint()}-"


def is_broken(error: BaseException) -> bool:
    """Whether `error` is the index failing: tantivy gives ValueError, or a Rust panic."""
    if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
        return False
    return isinstance(error, OSError | ValueError) or type(error).__name__ == "PanicException"


@contextmanager
def _writer(index: Any, memory: int) -> Iterator[Batch]:
    writer = index.writer(memory, 1)
    batch = Batch(writer)
    try:
        yield batch
        writer.commit()
    finally:
        # Frees tantivy's own lock before ours, and lets merges end.
        writer.wait_merging_threads()


def _write(path: Path, text: str) -> None:
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(text, "ascii")
    fresh.replace(path)
