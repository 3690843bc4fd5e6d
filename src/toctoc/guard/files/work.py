"""What the jailed child does with one file: decode, look, cover, make it again, look again."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from toctoc.guard.files import derivative, labs, telling
from toctoc.guard.files.cover import covered, cropped, filled, within
from toctoc.guard.files.look import Memory, look
from toctoc.guard.files.sniff import Format
from toctoc.guard.files.types import Box, Decision, Facts, Page, Pixels, Rect, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from toctoc.guard.files.labs import LabValue
    from toctoc.guard.files.types import Limits, Line

READINGS: Final = 3  # after the first; what one finds is covered before the next


@dataclass(frozen=True, slots=True)
class Done:
    """What leaves the child: boxes, and by page its place, its size, the WebP of what may be
    published, and the uncovered draft where it was asked for."""

    boxes: tuple[Box, ...]
    pages: tuple[dict[str, Any], ...]
    published: tuple[bytes, ...]
    drafts: tuple[bytes, ...] = ()
    facts: Facts = field(default_factory=Facts)
    words: tuple[str, ...] = ()
    labs: tuple[LabValue, ...] = ()

    def said(self) -> dict[str, Any]:
        """As `wire` carries it, without the pictures."""
        return {
            "boxes": [box.to_json() for box in self.boxes],
            "pages": list(self.pages),
            "drafts": bool(self.drafts),
            "facts": asdict(self.facts),
            "words": list(self.words),
            "labs": [value.to_json() for value in self.labs],
        }


def read(
    data: bytes,
    form: Format,
    known: Sequence[str],
    limits: Limits,
    *,
    drafts: bool,
    progress: Callable[[int, int], None],
    relax: Callable[[int], None] = lambda pages: None,
) -> Done:
    """A file as it came: everything found is covered, what is to be asked too.

    progress: called at each step with (pages done, pages). relax: called with the number of pages
    once the decoder is done. Raises Refused.
    """
    from toctoc.guard.files.decode import decode

    file = decode(data, form, limits)
    relax(len(file.pages))
    told = file.words if form is Format.DICOM else telling.of_words(file.words)
    sought = tuple(dict.fromkeys((*known, *told)))
    boxes: list[Box] = []
    made: list[tuple[dict[str, Any], bytes]] = []
    kept: list[bytes] = []
    before: tuple[Page, list[Box], bytes] | None = None
    results: list[LabValue] = []
    for number, page in enumerate(file.pages):
        progress(number, len(file.pages))
        if before is None or not _same(before[0].pixels, page.pixels):
            heard: list[Line] = []
            made_of = _made(page.pixels, (), sought, file.facts.modality, asking=True, heard=heard)
            before = (page, *made_of)
            results += _results(heard, page.page)
        boxes += [replace(box, page=page.page, frame=page.frame) for box in before[1]]
        made.append((_place(page), before[2]))
        if drafts:
            kept.append(derivative.encode(page.pixels, derivative.DRAFT_QUALITY))
    progress(len(file.pages), len(file.pages))
    return Done(
        tuple(boxes),
        tuple(place for place, _ in made),
        tuple(webp for _, webp in made),
        tuple(kept),
        file.facts,
        tuple(told),
        tuple(results[: labs.MOST]),
    )


def _results(lines: list[Line], page: int) -> tuple[LabValue, ...]:
    """What a lab sheet says: an extra, whose failure keeps no file out."""
    try:
        return labs.find(lines, page)
    except Exception:
        return ()


def render(
    draft: bytes,
    covers: Sequence[Rect],
    kept: Sequence[Rect],
    crop: Rect | None,
    known: Sequence[str],
    modality: str,
) -> Done:
    """A draft after its author's decisions: `covers` are filled, what is found within `kept` was
    answered for. What is found elsewhere is covered and told, in the draft's own coordinates: its
    author has to see it before anything is published. Raises Refused("seen")."""
    pixels = filled(derivative.decoded(draft), covers)
    across, down = (crop.left, crop.top) if crop else (0, 0)
    if crop:
        pixels = cropped(pixels, crop)
    answered = [_moved(rect, -across, -down) for rect in kept]
    more, webp = _made(pixels, answered, known, modality, asking=False)
    boxes = tuple(replace(box, rect=_moved(box.rect, across, down)) for box in more)
    return Done(boxes, (_place(Page(pixels)),), (webp,))


def _moved(rect: Rect, across: int, down: int) -> Rect:
    return Rect(rect.left + across, rect.top + down, rect.width, rect.height)


def _made(
    pixels: Pixels,
    kept: Sequence[Rect],
    known: Sequence[str],
    modality: str,
    *,
    asking: bool,
    heard: list[Line] | None = None,
) -> tuple[list[Box], bytes]:
    """The boxes to cover and the derivative that has them covered.

    Each reading is of a picture as it would be published: where the first one finds nothing, that
    very picture is published; else the last one is that of a covered picture, and found nothing:
    it looks at what changed since the one before, and at the whole for heads.
    `asking`: the first reading also covers what is to be asked. `heard`: given the lines that the
    first reading read.
    """
    boxes: list[Box] = []
    memory = Memory()
    for reading in range(1 + READINGS):
        webp = derivative.encode(covered(pixels, boxes))
        seen = look(derivative.decoded(webp), known, modality, memory)
        if heard is not None and not reading:
            heard += memory.lines
        asked = asking and not reading
        left = [
            b for b in seen if (asked or b.decision is Decision.HIDE) and not within(b.rect, kept)
        ]
        if not left:
            return boxes, webp
        boxes += left
    raise Refused("seen")


def _same(one: Pixels, other: Pixels) -> bool:
    return one.shape == other.shape and bool((one == other).all())


def _place(page: Page) -> dict[str, Any]:
    height, width = page.pixels.shape[:2]
    return {"page": page.page, "frame": page.frame, "width": width, "height": height}
