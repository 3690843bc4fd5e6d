"""Which lines read in a picture stay: deny by default.

Hidden: names known from elsewhere (header, file name, post), identifying patterns, headers and what
stands beside them, and whatever is not made of known clinical words, values and units. `why`:
known_name, identifier, header, unknown_text, unsure_text (asked).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from toctoc.guard.files import policy_people as people
from toctoc.guard.files.lexicon import Weight, is_city, is_unit, nearly, weight
from toctoc.guard.files.rows import joined
from toctoc.guard.files.types import Box, Decision, Kind, Line, Rect
from toctoc.guard.normalise import key

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_APOSTROPHE = re.compile("['’]")
_TOKEN = re.compile(r"[^\W_]+")
_GHOST: Final = 0.5  # a reading below this is no text
_SURE: Final = 0.7
_LARGE: Final = 0.02  # part of the picture
_HUGE: Final = 0.15  # part of the picture that one or two signs can't fill
_SPARSE: Final = 0.2  # letters per height of line: below, a trace was read as text
_MARGIN: Final = 0.15  # of a line's height, around what is hidden
_FEW: Final = 2  # letters


class _Read(NamedTuple):
    line: Line
    rect: Rect
    folded: str
    why: str


def fold(text: str) -> str:
    """Lower case without accents; both signs for micro are a u."""
    return key(text.replace("µ", "u").replace("μ", "u"))


def judge(
    lines: Sequence[Line], known: Sequence[str], modality: str, size: tuple[int, int]
) -> list[Box]:
    """Boxes over the lines to hide or to ask about; `size` is the picture's width and height.

    `known`: names and numbers to hide wherever they are seen, accents, case and order apart.
    """
    del modality  # the same text is as identifying on a radiograph as on a photograph
    wanted = people.wanted(known)
    read = []
    for line in joined(lines):
        folded = fold(line.text)
        read.append(_Read(line, _around(line, size), folded, _why(line.text, folded, wanted)))
    beside = people.beside_headers([(r.folded, r.line.rect) for r in read])
    boxes = []
    for i, one in enumerate(read):
        why = one.why or ("header" if i in beside and not _plain_value(one.line.text) else "")
        box = _box(one, why, size)
        if box is not None:
            boxes.append(box)
    return boxes


def _box(one: _Read, why: str, size: tuple[int, int]) -> Box | None:
    """What to do with a line that may stay (`why` is empty), or may not."""
    letters = sum(c.isalnum() for c in one.line.text)
    part = one.rect.width * one.rect.height / (size[0] * size[1])
    firm = why in ("known_name", "identifier", "header")
    if not why or not letters or (_ghost(one, letters, part) and not firm):
        return None
    unsure = one.line.score < _SURE and not firm and (part > _LARGE or letters <= _FEW)
    if unsure:
        return Box(Kind.TEXT, one.rect, Decision.ASK, one.line.score, "unsure_text")
    return Box(Kind.TEXT, one.rect, Decision.HIDE, one.line.score, why)


def _ghost(one: _Read, letters: int, part: float) -> bool:
    """A trace, a rib, a texture taken for text."""
    long, short = max(one.rect.width, one.rect.height), min(one.rect.width, one.rect.height)
    if letters <= _FEW and (part > _HUGE or one.line.score < _SURE):
        return True
    if one.line.score < _GHOST and letters < 5:
        return True
    return one.line.score < 0.9 and letters / (long / max(short, 1)) < _SPARSE


def _why(text: str, folded: str, wanted: people.Wanted) -> str:
    """The code of the reason to hide a line; empty where it may stay."""
    if wanted.seen_in(folded):
        return "known_name"
    if people.identifies(text, folded):
        return "identifier"
    if people.is_header(folded):
        return "header"
    return "" if _clinical(text, folded) else "unknown_text"


def _clinical(text: str, folded: str) -> bool:
    """Whether a line is made of known words, values and units alone."""
    found: list[tuple[str, Weight]] = []
    for word in _WORD.finditer(folded):
        found += [(w, _weight(w, folded, word.end())) for w in _APOSTROPHE.split(word.group())]
    if _strange(text) or any(heavy is Weight.UNKNOWN for _, heavy in found):
        return False
    doubtful = [word for word, heavy in found if heavy is Weight.NAME_TOO]
    if not doubtful:
        return True
    if any(people.full_name(one, two) for one, two in pairwise(w for w, _ in found)):
        return False
    return any(heavy is Weight.KNOWN and len(word) > _FEW for word, heavy in found)


def _weight(part: str, folded: str, end: int) -> Weight:
    if is_unit(part):
        return Weight.KNOWN
    found = weight(part)
    if found is Weight.UNKNOWN and is_city(part):
        return found
    if found is Weight.UNKNOWN and part.endswith("s") and len(part) > 3:
        found = weight(part[:-1])
    if found is Weight.UNKNOWN and _glued(part):
        return Weight.KNOWN
    if found is Weight.UNKNOWN and nearly(part):
        return Weight.KNOWN
    # a sign stuck to its figure: T2w, V5R, b1000
    if found is Weight.UNKNOWN and len(part) <= _FEW and folded[end : end + 1].isdigit():
        return Weight.KNOWN
    return found


def _glued(part: str) -> bool:
    """Two known words that the reader did not part: "hemoglobinetotale"."""
    if len(part) < 8:
        return False
    return any(
        weight(part[:i]) is Weight.KNOWN and weight(part[i:]) is Weight.KNOWN
        for i in range(4, len(part) - 3)
    )


def _strange(text: str) -> bool:
    """Letters of another script: nobody here can say that they are clinical."""
    return any(ord(c) > 0x24F and c.isalpha() and not "Ͱ" <= c <= "Ͽ" for c in text)


def _plain_value(text: str) -> bool:
    """A value that a header may stand beside without making it somebody's: "72 bpm"."""
    tokens = _TOKEN.findall(fold(text))
    return any(is_unit(t) for t in tokens) and any(t.isdigit() for t in tokens)


def _around(line: Line, size: tuple[int, int]) -> Rect:
    """The line's rectangle with a margin, cut to the picture."""
    rect = line.rect
    margin = max(int(min(rect.width, rect.height) * _MARGIN), 2)
    left, top = max(rect.left - margin, 0), max(rect.top - margin, 0)
    right = min(rect.left + rect.width + margin, size[0])
    bottom = min(rect.top + rect.height + margin, size[1])
    return Rect(left, top, max(right - left, 1), max(bottom - top, 1))
