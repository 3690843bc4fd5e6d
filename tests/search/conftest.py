from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from toctoc.search import index
from toctoc.search.types import Document

NOON = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)
SECOND = int(NOON.timestamp())


def question(ref: str, text: str, *, age: int = 0, **facts: object) -> Document:
    return Document(ref, ref, "question", text, asked_at=SECOND - age, **facts)  # type: ignore[arg-type]


def answer(ref: str, thread: str, text: str, *, age: int = 0, **facts: object) -> Document:
    return Document(ref, thread, "answer", text, asked_at=SECOND - age, **facts)  # type: ignore[arg-type]


class Shelf:
    """Documents that may be found, as the posts' tables would give them."""

    def __init__(self, *documents: Document) -> None:
        self.documents = {document.ref: document for document in documents}
        self.asked: list[str] = []

    def documents_for(self, refs: Sequence[str]) -> Iterable[Document]:
        self.asked.extend(refs)
        return [self.documents[ref] for ref in refs if ref in self.documents]

    def all_documents(self) -> Iterator[Document]:
        return iter(list(self.documents.values()))


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.TOCTOC_SEARCH_FOLDER = tmp_path / "search"
    return tmp_path / "search"


@pytest.fixture
def empty_index(folder: Path) -> None:
    with index.store().replacing(5):
        pass


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


__all__ = ["NOON", "SECOND", "Shelf", "answer", "question"]
