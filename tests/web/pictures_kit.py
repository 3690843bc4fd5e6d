"""A stand-in for `toctoc.pictures`, in memory: the pages are judged here, not the reading."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from tests.factories import NOON
from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.pictures import actions, queries
from toctoc.pictures.types import Choice, Found, Sent, Sheet

WEBP = b"RIFF____WEBPVP8 "
NAME = Found("n1", "text", (80, 70, 420, 60), "hide", 0.99, "identifier")
MOON = Found("m1", "face", (500, 300, 90, 90), "ask", 0.7, "face_unsure")


def page(number: int = 0, *found: Found) -> Sheet:
    return Sheet(f"picture{number:05}", number, 0, 1600, 1200, found, None, False)


@dataclass
class Room:
    """Who sent what; `made` are the choices of each page, in the order of the clicks."""

    off: tuple[str, ...] = ()
    refuse: Exception | None = None
    files: dict[str, Sent] = field(default_factory=dict)
    owners: dict[str, int] = field(default_factory=dict)
    made: list[tuple[str, Choice]] = field(default_factory=list)
    came: list[dict[str, Any]] = field(default_factory=list)

    def put(self, by: Person, *sheets: Sheet, state: str = "review", target: str = "ask") -> str:
        name = f"upload{len(self.owners):06}"
        self.files[name] = Sent(
            name, state, "", 0, len(sheets), "", {}, NOON, sheets, target=target
        )
        self.owners[name] = by.pk
        return name

    def change(self, upload: str, **fields: Any) -> None:
        self.files[upload] = replace(self.files[upload], **fields)

    def why_off(self) -> tuple[str, ...]:
        return self.off

    def sent_for(self, person: Person, target: str) -> list[Sent]:
        mine = (one for name, one in self.files.items() if self.owners[name] == person.pk)
        return [replace(one, sheets=()) for one in mine if one.target == target]

    def review(self, person: Person, upload: str) -> Sent:
        if upload not in self.files or self.owners[upload] != person.pk:
            raise NotVisible
        return self.files[upload]

    def bytes_of(self, person: Person, picture: str) -> bytes:
        for name, sent in self.files.items():
            if self.owners[name] == person.pk and any(s.public_id == picture for s in sent.sheets):
                return WEBP
        raise NotVisible

    def send(self, *, by: Person, target: str, at: dt.datetime, **given: Any) -> str:
        if self.refuse:
            raise self.refuse
        self.came.append(given)
        return self.put(by, page(len(self.owners)), state="waiting", target=target)

    def decide(self, *, by: Person, picture: str, choice: Choice, at: dt.datetime) -> None:
        if self.refuse:
            raise self.refuse
        self.made.append((picture, choice))
        for name, sent in self.files.items():
            sheets = tuple(
                replace(s, choice=choice, done=True) if s.public_id == picture else s
                for s in sent.sheets
            )
            self.change(name, sheets=sheets)

    def answer(self, *, by: Person, upload: str, answers: Any, consent: str, at: Any) -> None:
        self.change(upload, answers=answers, consent=consent, state="ready")

    def discard(self, *, by: Person, upload: str, at: dt.datetime) -> None:
        self.review(by, upload)
        del self.files[upload]

    def move(self, *, by: Person, upload: str, before: str | None, at: dt.datetime) -> None:
        moved = self.files.pop(upload)
        names = list(self.files)
        names.insert(names.index(before) if before else len(names), upload)
        self.files = {name: self.files.get(name, moved) for name in names}


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Room:
    made = Room()
    for name in ("why_off", "sent_for", "review"):
        monkeypatch.setattr(queries, name, getattr(made, name))
    for name in ("draft_bytes", "preview_bytes"):
        monkeypatch.setattr(queries, name, made.bytes_of)
    for name in ("send", "decide", "answer", "discard", "move"):
        monkeypatch.setattr(actions, name, getattr(made, name))
    return made
