"""What a file is read into, what is found in it, and what is said of it.

Boxes are (left, top, width, height) in pixels of the page as it will be published: after
orientation, colours and reduction, before anything is covered.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    Pixels: TypeAlias = npt.NDArray[np.uint8]  # height x width x 3, sRGB
else:
    Pixels = Any  # the parent reads no pixel and starts without numpy


class Rect(NamedTuple):
    left: int
    top: int
    width: int
    height: int


class Kind(StrEnum):
    """What somebody could be recognised by."""

    FACE = "face"
    TEXT = "text"
    CODE = "code"


class Decision(StrEnum):
    """HIDE: covered unless the author gives a reason. ASK: the author must answer."""

    HIDE = "hide"
    ASK = "ask"


class Status(StrEnum):
    CLEAN = "clean"
    HIDDEN = "hidden"
    ASK = "ask"
    REFUSED = "refused"


class Refused(Exception):
    """The file does not come in. `code` names the sentence that says why and what to do."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may be: bytes, pixels, pages, frames, longest side over shortest; the longest
    side published; of the jail, bytes of memory, seconds of processor for one page, and of silence
    before it is given up (a busy machine is slow, not silent)."""

    size: int = 25 * 1024 * 1024
    pixels: int = 60_000_000
    pages: int = 20
    frames: int = 40
    ratio: int = 40
    side: int = 2400
    memory: int = 2_500_000_000
    seconds: int = 60
    silence: int = 240


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Box:
    """One place that could identify somebody. `why` is a code, said in words by `messages`."""

    kind: Kind
    rect: Rect
    decision: Decision
    score: float
    why: str
    page: int = 0
    frame: int = 0

    def to_json(self) -> dict[str, Any]:
        """As `toctoc guard file --json` prints it; it never holds what was read."""
        return {
            "page": self.page,
            "frame": self.frame,
            "kind": self.kind.value,
            "box": list(self.rect),
            "decision": self.decision.value,
            "score": round(self.score, 3),
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a DICOM header may be said: nothing that a person has alone."""

    modality: str = ""
    body_part: str = ""
    millimetres_a_pixel: float | None = None
    age_band: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One picture, page or frame, upright and in sRGB."""

    pixels: Pixels
    page: int = 0
    frame: int = 0


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file read into pixels; `words` are names and numbers of its header or text layer, to be
    looked for in the pixels and given to the text guard. They never leave with the pixels."""

    pages: Sequence[Page]
    words: tuple[str, ...] = ()
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as read in the pixels: the corners of its quadrilateral, x then y."""

    text: str
    corners: tuple[tuple[float, float], ...]
    score: float

    @property
    def rect(self) -> Rect:
        across, down = zip(*self.corners, strict=True)
        left, top = int(min(across)), int(min(down))
        return Rect(left, top, int(max(across)) + 1 - left, int(max(down)) + 1 - top)
