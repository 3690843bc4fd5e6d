"""What is said between the pages and the pictures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from toctoc.people.types import NotAllowed
from toctoc.posts.types import NotPublished

MOST_FILES = 10  # for one text
QUESTIONS = ("signs", "scene", "rare")  # what no machine sees, asked before publication
SOURCE_ALT = 300
MIN_REASON = 5  # characters


class NotReady(NotPublished):
    """A picture of this text still waits: for the machine, or for its author."""

    def __init__(self, uploads: tuple[str, ...]) -> None:
        super().__init__("pictures wait")
        self.uploads = uploads


class Off(Exception):
    """Pictures are off on this instance: a package or a wall lacks, or the operator said so."""


class Busy(Exception):
    """Too many files wait in memory; `seconds` after which to try again. Nothing was kept."""

    def __init__(self, seconds: int) -> None:
        super().__init__("busy")
        self.seconds = seconds


class Suspended(NotAllowed):
    """A moderator took this ability away for a time (`Restriction.Kind.IMAGES`, D15)."""


class TooManyFiles(Exception):
    """`MOST_FILES` a text."""


class Unreasoned(Exception):
    """A place that hides somebody was uncovered without a reason; `boxes` are their ids."""

    def __init__(self, boxes: tuple[str, ...]) -> None:
        super().__init__("no reason")
        self.boxes = boxes


class Unanswered(Exception):
    """A place that was asked about has no answer; `boxes` are their ids."""

    def __init__(self, boxes: tuple[str, ...]) -> None:
        super().__init__("unanswered")
        self.boxes = boxes


class FoundMore(Exception):
    """The second reading covered more than its author did: they have to see it (the page now
    shows those boxes too)."""


class AlreadyRemoved(Exception):
    """This picture was removed once because it showed somebody."""


class AltRefused(Exception):
    """The words that describe the picture name somebody; `findings` as the guard says them."""

    def __init__(self, findings: tuple[object, ...]) -> None:
        super().__init__("alt")
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Choice:
    """What an author decided for one page. Rectangles are (left, top, width, height) in pixels of
    the draft. `covers`: what they cover besides, or instead, of what was found. `kept`: {id of a
    found box: reason} not to be covered; a box to *hide* needs a reason of 5 characters, one that
    was *asked* needs none ("" means: seen, nobody is recognisable). Found boxes that are neither
    in `kept` nor `moved` are covered as found. `moved`: {id: rectangle} that replaces it.
    `strokes`: brush strokes [(x, y, radius), …], covered. `crop`: what remains, or None."""

    covers: tuple[tuple[int, int, int, int], ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)
    answered: tuple[str, ...] = ()  # *asked* boxes to cover
    moved: Mapping[str, tuple[int, int, int, int]] = field(default_factory=dict)
    strokes: tuple[tuple[tuple[int, int, int], ...], ...] = ()
    crop: tuple[int, int, int, int] | None = None
    left_out: bool = False
    alt: str = ""
    drawing: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A place found by the machine, for the review page."""

    id: str
    kind: str  # guard.files.types.Kind
    rect: tuple[int, int, int, int]
    decision: str  # "hide" or "ask"
    score: float
    why: str  # a code: guard.files.messages says it in words


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page or frame as its author reviews it."""

    public_id: str
    page: int
    frame: int
    width: int
    height: int
    found: tuple[Found, ...]
    choice: Choice | None
    done: bool  # decided, and read once more


@dataclass(frozen=True, slots=True)
class Sent:
    """A file in the box where a text is written."""

    public_id: str
    state: str  # Upload.State
    why: str
    done: int
    pages: int
    consent: str
    answers: Mapping[str, bool]
    created_at: dt.datetime
    sheets: tuple[Sheet, ...] = ()
    target: str = ""  # the text it is for, as `posts.Draft.target`


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of a published post, for readers."""

    public_id: str
    post_id: str
    width: int
    height: int
    alt: str
    page: int
    pages: int
    covered: bool  # somebody said "identifiable": nothing is served until it is judged
    drawing: tuple[Mapping[str, object], ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
