"""Each reader's own copy of a picture, made when it is asked for and remembered for a while."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from typing import NamedTuple

from django.utils import timezone

from toctoc.people.models import Person
from toctoc.sealing import fingerprint

from .queries import mark_of

LONGEST_SMALL = 640  # pixels of a thumbnail's longest side
_ROOM = 48 << 20  # bytes of marked pictures that one process remembers


class Copy(NamedTuple):
    """One reader's copy: of which picture, on which day, for a page or for the viewer."""

    picture: str
    person: str
    day: dt.date
    small: bool

    @property
    def tag(self) -> str:
        return f'"{fingerprint("picture tag", repr(self))[:24]}"'


class Shelf:
    """The copies asked for lately, forgotten in turn: a page that is opened again costs nothing."""

    def __init__(self, room: int) -> None:
        self._room, self._used = room, 0
        self._kept: OrderedDict[Copy, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, copy: Copy) -> bytes | None:
        with self._lock:
            if copy in self._kept:
                self._kept.move_to_end(copy)
            return self._kept.get(copy)

    def put(self, copy: Copy, data: bytes) -> None:
        with self._lock:
            self._used += len(data) - len(self._kept.pop(copy, b""))
            self._kept[copy] = data
            while self._used > self._room:
                _oldest, gone = self._kept.popitem(last=False)
                self._used -= len(gone)


_shelf = Shelf(_ROOM)
_at_work = threading.BoundedSemaphore(2)  # a page with ten pictures must not take every thread


def copy_of(person: Person, picture: str, *, small: bool, at: dt.datetime) -> Copy:
    return Copy(picture, person.public_id, timezone.localdate(at), small)


def pixels(copy: Copy, person: Person, data: bytes) -> bytes:
    """The reader's own copy of a picture that they were just allowed to see."""
    from .images import marked  # a process that serves no picture needs no numpy

    with _at_work:
        found = _shelf.get(copy)
        if found is None:
            bits = mark_of(person, copy.day).bits
            found = marked(data, bits, longest=LONGEST_SMALL if copy.small else 0)
            _shelf.put(copy, found)
        return found
