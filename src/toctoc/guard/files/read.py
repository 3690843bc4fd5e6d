"""The one way in for a file: sniffed here, read in a jailed child, its answer checked here.

`read` is for a file as it comes; `render` for a draft once its author has decided. Original bytes
are in the memory of the caller and of the child, nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from toctoc.guard.files import answer, jail
from toctoc.guard.files.sniff import sniff
from toctoc.guard.files.types import (
    LIMITS,
    Box,
    Decision,
    Facts,
    Limits,
    Rect,
    Refused,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from toctoc.guard.files.jail import Walls
    from toctoc.guard.files.labs import LabValue

# what is imported -> what installs it (the `files` extra)
_PACKAGES: Final = {
    "numpy": "numpy",
    "PIL": "pillow",
    "onnxruntime": "onnxruntime",
    "cv2": "opencv-python-headless",
    "rapidocr": "rapidocr",
    "pypdfium2": "pypdfium2",
    "pydicom": "pydicom",
    "gdcm": "python-gdcm",
    "zxingcpp": "zxing-cpp",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """One page or frame that may be published: a WebP and its size in pixels. `draft` is the same
    with nothing covered, for its author's eyes alone; empty unless it was asked for."""

    webp: bytes
    width: int
    height: int
    page: int = 0
    frame: int = 0
    draft: bytes = b""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a file. `why` is the code of a refusal, said in words by `messages`; `words` are
    names and numbers of its name, header or text layer, for the guard of the post's text; `labs`
    are the results of a lab sheet."""

    status: Status
    why: str = ""
    boxes: tuple[Box, ...] = ()
    pictures: tuple[Picture, ...] = ()
    facts: Facts = field(default_factory=Facts)
    words: tuple[str, ...] = ()
    labs: tuple[LabValue, ...] = ()


def missing() -> tuple[str, ...]:
    """The packages that lack; while there is one, every file is refused."""
    return tuple(sorted(name for module, name in _PACKAGES.items() if find_spec(module) is None))


def keep_ready(limits: Limits = LIMITS) -> None:
    """For a process that reads many files: a child that has loaded its libraries waits for each of
    those that this thread reads. Does nothing while a package lacks."""
    if not missing():
        jail.keep_ready(limits)


def read(
    data: bytes,
    *,
    name: str = "",
    known: Sequence[str] = (),
    limits: Limits = LIMITS,
    drafts: bool = False,
    progress: Callable[[int, int], None] | None = None,
    walls: Walls | None = None,
) -> Reading:
    """`data` read, covered wherever somebody could be identified, and made again from pixels.

    name: the file's name, whose names are looked for too. known: names of the post's text.
    drafts: also the uncovered pages, for the author's review. progress: called with (pages done,
    pages). Never raises for a file: what can't be read, or not surely, is REFUSED.
    """
    try:
        if missing():
            raise Refused("missing")
        if len(data) > limits.size:
            raise Refused("size")
        form = sniff(data)
        told = _told(name)
        said = {"task": "read", "form": form.value, "known": [*known, *told], "drafts": drafts}
        reading = answer.checked(*jail.run(said, [data], limits, progress, walls), limits, drafts)
    except Refused as refused:
        return Reading(Status.REFUSED, why=refused.code)
    return _reading(reading, told)


def render(
    draft: bytes,
    *,
    covers: Sequence[Rect],
    kept: Sequence[Rect] = (),
    crop: Rect | None = None,
    known: Sequence[str] = (),
    modality: str = "",
    limits: Limits = LIMITS,
    walls: Walls | None = None,
) -> Reading:
    """A draft as its author decided: `covers` filled, then `crop`, then read once more.

    kept: places that the author answered for. CLEAN: it may be published. HIDDEN: more was found
    and covered, told in `boxes` as places of the draft: its author has to see it first. REFUSED
    with "seen": it could not be covered. Raises nothing for a draft.
    """
    said: dict[str, Any] = {
        "task": "render",
        "covers": [list(rect) for rect in covers],
        "kept": [list(rect) for rect in kept],
        "crop": list(crop) if crop else None,
        "known": list(known),
        "modality": modality,
    }
    try:
        if missing():
            raise Refused("missing")
        came = answer.checked(*jail.run(said, [draft], limits, None, walls), limits, False)
    except Refused as refused:
        return Reading(Status.REFUSED, why=refused.code)
    return _reading(came, ())


def _told(name: str) -> tuple[str, ...]:
    if not name:
        return ()
    from toctoc.guard.files import telling

    return telling.of_name(name)


def _reading(came: answer.Answer, told: Sequence[str]) -> Reading:
    pictures = tuple(
        Picture(webp, place.width, place.height, place.page, place.frame, draft)
        for place, webp, draft in zip(came.places, came.published, came.drafts, strict=True)
    )
    status = Status.CLEAN
    if any(box.decision is Decision.ASK for box in came.boxes):
        status = Status.ASK
    elif came.boxes:
        status = Status.HIDDEN
    words = tuple(dict.fromkeys((*told, *came.words)))
    return Reading(status, "", came.boxes, pictures, came.facts, words, came.labs)
