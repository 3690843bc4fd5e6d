"""Pictures for tests: drawn here, read by a reader that a test chooses, at once."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from unittest import mock

import numpy as np
from PIL import Image

from tests.factories import NOON
from toctoc.guard.files.read import Picture, Reading
from toctoc.guard.files.types import Box, Decision, Kind, Rect, Status
from toctoc.people.models import Person
from toctoc.pictures import _reader, _reading, actions, queries
from toctoc.pictures.types import Choice

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
FACE = Box(Kind.FACE, Rect(10, 10, 60, 60), Decision.HIDE, 0.99, "face")
MAYBE = Box(Kind.TEXT, Rect(90, 90, 40, 12), Decision.ASK, 0.5, "unsure_text")
NO = {"signs": False, "scene": False, "rare": False}


def webp(seed: int = 1, size: tuple[int, int] = (200, 150)) -> bytes:
    """A picture that looks like no other: soft blotches chosen by `seed`."""
    random = np.random.default_rng(seed)
    small = Image.fromarray(random.integers(0, 255, (7, 9, 3), dtype=np.uint8))
    held = io.BytesIO()
    small.resize(size, Image.Resampling.BICUBIC).save(held, "WEBP", quality=85)
    return held.getvalue()


def reading(*boxes: Box, pages: int = 1, seed: int = 1, words: tuple[str, ...] = ()) -> Reading:
    """What the guard would say of a file."""
    made = tuple(
        Picture(webp(seed + n), 200, 150, page=n, draft=webp(seed + n)) for n in range(pages)
    )
    return Reading(Status.HIDDEN if boxes else Status.CLEAN, "", boxes, made, words=words)


Reader = Callable[..., Reading]


@contextmanager
def pool(reader: Reader | None = None) -> Iterator[_reader.Pool]:
    """This process's queue, with a reader of the test's own; `drain` reads what waits."""
    said = reader or (lambda *_data, **_more: reading())
    work = partial(_reading.read_one, read=said)
    made = _reader.Pool(work, _reading.beat, _reading.lose)
    with mock.patch.object(_reader, "_pool", made):
        yield made


def rendered(*_draft: Any, **_said: Any) -> Reading:
    """A second reading that finds nothing."""
    return reading(seed=90)


_numbers = iter(range(1, 10**6))


def sent(
    person: Person,
    target: str = "ask",
    *,
    answer: Reading | None = None,
    at: dt.datetime = NOON,
    token: str = "",
) -> str:
    """An upload that was read, for its author to decide."""
    number = next(_numbers)
    found = answer or reading(seed=number * 50)
    with pool(lambda *_data, **_more: found) as queue:
        upload = actions.send(
            by=person,
            target=target,
            token=token or f"token-{number}",
            data=PNG,
            name="IMG_1.png",
            at=at,
        )
        queue.drain()
    return upload


def ready(person: Person, target: str = "ask", *, at: dt.datetime = NOON, **more: Any) -> str:
    """An upload decided as it was found, ready to be published."""
    upload = sent(person, target, at=at, **more)
    for sheet in queries.review(person, upload).sheets:
        asked = tuple(one.id for one in sheet.found if one.decision == "ask")
        choice = Choice(answered=asked, alt="Photographie d’une lésion cutanée")
        actions.decide(by=person, picture=sheet.public_id, choice=choice, at=at)
    actions.answer(by=person, upload=upload, answers=dict(NO), consent="unrecognisable", at=at)
    return upload
