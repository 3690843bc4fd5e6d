"""What a child said, checked word by word: it has read a hostile file, and may be its mouth."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from toctoc.guard.files import derivative, labs
from toctoc.guard.files.types import Box, Decision, Facts, Kind, Limits, Rect, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.guard.files.labs import LabValue

_MOST_BOXES: Final = 20_000
_MOST_WORDS: Final = 20_000
_LONGEST: Final = 400  # characters of a word or a code


class Place(NamedTuple):
    """Which page or frame, and how large."""

    page: int
    frame: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A sound answer; `drafts` has one entry a page, empty where none was asked for."""

    boxes: tuple[Box, ...]
    places: tuple[Place, ...]
    published: tuple[bytes, ...]
    drafts: tuple[bytes, ...]
    facts: Facts
    words: tuple[str, ...]
    labs: tuple[LabValue, ...] = ()


def checked(said: dict[str, Any], blobs: Sequence[bytes], limits: Limits, drafts: bool) -> Answer:
    """The answer as values of their types. Raises Refused("jail") on anything else."""
    try:
        places = tuple(_place(one, limits) for one in _listed(said["pages"], 200))
        if not places or len(blobs) != len(places) * (1 + drafts):
            raise ValueError
        boxes = tuple(_box(one, places) for one in _listed(said["boxes"], _MOST_BOXES))
        words = tuple(_text(word) for word in _listed(said["words"], _MOST_WORDS))
        facts = _facts(said["facts"])
        results = tuple(labs.checked(one) for one in _listed(said["labs"], labs.MOST))
    except (KeyError, TypeError, ValueError):
        raise Refused("jail") from None
    for blob, place in zip(blobs, places * (1 + drafts), strict=True):
        if derivative.size(blob) != (place.width, place.height):
            raise Refused("jail")
    kept = tuple(blobs[len(places) :]) if drafts else (b"",) * len(places)
    return Answer(boxes, places, tuple(blobs[: len(places)]), kept, facts, words, results)


def _listed(value: Any, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise ValueError
    return value


def _whole(value: Any, most: int, least: int = 0) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ValueError
    return value


def _text(value: Any, longest: int = _LONGEST) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value[:longest]


def _place(said: Any, limits: Limits) -> Place:
    most = max(limits.pages, limits.frames)
    page, frame = (_whole(said[name], most) for name in ("page", "frame"))
    width, height = (_whole(said[name], limits.side, 1) for name in ("width", "height"))
    return Place(page, frame, width, height)


def _box(said: Any, places: Sequence[Place]) -> Box:
    rect = Rect(*(_whole(value, 100_000, -100_000) for value in _listed(said["box"], 4)))
    score = float(said["score"])
    page, frame = _whole(said["page"], 1000), _whole(said["frame"], 1000)
    if not math.isfinite(score) or not any(p[:2] == (page, frame) for p in places):
        raise ValueError
    why = _text(said["why"], 40)
    return Box(Kind(said["kind"]), rect, Decision(said["decision"]), score, why, page, frame)


def _facts(said: Any) -> Facts:
    spacing = said["millimetres_a_pixel"]
    if spacing is not None and not (isinstance(spacing, float) and 0 < spacing < 1e6):
        raise ValueError
    texts = (_text(said[name], 40) for name in ("modality", "body_part", "age_band"))
    modality, part, age = texts
    return Facts(modality, part, spacing, age)
