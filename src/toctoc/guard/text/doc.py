"""The text as the detectors see it, and what they yield."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from toctoc.guard.report import Category, Level, Proposal

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterator, Sequence

_TOKEN = re.compile(r"[^\W_]+")
_MISREAD = re.compile(
    r"(?<![^\W_])(?:[\dOoIl]{1,2}[/.][\dOoIl]{1,2}(?:[/.][\dOoIl]{2,4})?(?![\w/])"
    r"|(?=[OoIl]{0,6}\d)(?=\d{0,8}[OoIl])[\dOoIl]{2,12}(?![^\W_]))"
)
# a long number in groups, some of them letters only: "l 49 l2 99 350 22l 08"
_GROUPED = re.compile(r"(?<![^\W_])[\dOIl]{1,4}(?: [\dOIl]{1,4}){3,7}(?![^\W_])")
_MAY_MISREAD = re.compile(r"[OoIl][/.]?\d|\d[/.]?[OoIl]")
_FIGURES = re.compile(r"\d+")
_SWAP = str.maketrans("OoIl", "0011")
_ENDS = ".!?…:;\n•"
REMOVE = Proposal("", "remove")


def _misread(text: str, low: str) -> str:
    """`low` with "l2/O3/2O24" read as "12/03/2024"."""
    if not _MAY_MISREAD.search(text):
        return low
    parts: list[str] = []
    at = 0
    spans = [m for m in _GROUPED.finditer(text) if sum(c.isdigit() for c in m.group()) > 5]
    for match in sorted((*spans, *_MISREAD.finditer(text)), key=lambda m: m.start()):
        start, end = match.span()
        found = match.group()
        if start < at or found.isalpha() or not any(c.isdigit() for c in found):
            continue
        parts += low[at:start], found.translate(_SWAP)
        at = end
    return "".join(parts) + low[at:] if parts else low


def _with_i(word: str, folded: str) -> str:
    """`folded` with an i wherever the capitals of `word` hold an l."""
    return "".join("i" if raw == "l" else char for raw, char in zip(word, folded, strict=True))


@dataclass(slots=True)
class Token:
    """A run of letters and digits. `low` is folded; `cap` and `upper` tell its case."""

    start: int
    end: int
    text: str
    low: str
    cap: bool
    upper: bool
    alpha: bool


class Hit(NamedTuple):
    """A finding in the offsets of the normalised text."""

    start: int
    end: int
    category: Category
    level: Level
    rule: str
    proposals: tuple[Proposal, ...] = (REMOVE,)
    contestable: bool = False


@dataclass(slots=True)
class Doc:
    """One normalised text with its tokens; `final` asks for recall rather than precision."""

    text: str
    low: str
    today: datetime.date | None = None
    final: bool = False
    known_people: Sequence[str] = ()
    tokens: list[Token] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)  # what stands before each token
    words: frozenset[str] = frozenset()  # every token's `low`, as typed
    held: frozenset[str] = frozenset()  # the same, once a scanner's mistakes are put right
    caps: list[int] = field(default_factory=list)  # indexes of the tokens with a capital
    mixed: list[int] = field(default_factory=list)  # of those that mix letters and figures
    spots: dict[str, list[int]] = field(default_factory=dict)  # `low` -> indexes of its tokens
    digits: str = ""  # `low` with the letters that a scanner reads for digits put right
    numbers: list[int] = field(default_factory=list)  # where each run of figures of `digits` starts
    longest: int = 0  # figures of the longest run
    count: int = 0  # figures in all
    shouted: bool = False
    exempt: bytearray = field(default_factory=bytearray)  # 1 where a reference stands
    claimed: bytearray = field(default_factory=bytearray)  # 1 where no one's name can stand

    def __post_init__(self) -> None:
        self.exempt = bytearray(len(self.text))
        self.claimed = bytearray(len(self.text))
        text, low, before = self.text, self.low, 0
        gaps, tokens = self.gaps, self.tokens
        for match in _TOKEN.finditer(text):
            start, end = match.span()
            word = match.group()
            cap = word[0].isupper()
            upper = cap and end - start > 1 and word.isupper()
            folded = low[start:end]
            if "l" in word and not upper and end - start > 4:
                read = word.replace("l", "I")  # "CLlNlQUE", as a scanner reads capitals
                if read.isupper() and len(read) == len(folded) and word.count("l") < 4:
                    cap, upper, folded = True, True, _with_i(word, folded)
            gaps.append(text[before:start])
            tokens.append(Token(start, end, word, folded, cap, upper, word.isalpha()))
            before = end
        self.index()
        self.words = self.held
        self.digits = _misread(text, low)
        spans = [m.span() for m in _FIGURES.finditer(self.digits)]
        self.numbers = [start for start, _ in spans]
        sizes = [end - start for start, end in spans]
        self.longest, self.count = max(sizes, default=0), sum(sizes)
        letters = [t for t in self.tokens if t.alpha and len(t.text) > 3]
        shouting = sum(t.upper for t in letters)
        self.shouted = len(letters) >= 4 and shouting > 0.6 * len(letters)

    def index(self) -> None:
        """Note where the words are; for whoever changes the tokens too."""
        self.starts = [t.start for t in self.tokens]
        self.caps = [i for i, t in enumerate(self.tokens) if t.cap]
        self.mixed = [i for i, t in enumerate(self.tokens) if not (t.alpha or t.low.isdigit())]
        self.spots = {}
        for i, token in enumerate(self.tokens):
            self.spots.setdefault(token.low, []).append(i)
        self.held = frozenset(self.spots)

    def among(self, words: Collection[str]) -> list[int]:
        """Indexes of the tokens whose folded word is one of `words`, in order."""
        met = self.held.intersection(words)
        return sorted([i for word in met for i in self.spots[word]]) if met else []

    def index_at(self, offset: int) -> int:
        """Index of the first token that starts at or after `offset`."""
        return bisect_right(self.starts, offset - 1)

    def gap(self, index: int) -> str:
        """What stands between token `index` and the one before it."""
        return self.gaps[index]

    def opens(self, index: int) -> bool:
        """Whether token `index` opens a sentence or a line, where any word takes a capital."""
        if index == 0:
            return True
        gap = self.gaps[index]
        if gap == " ":
            return False
        bare = gap.rstrip(" \"'«»()-*>#•")
        return "\n" in gap or (bool(bare) and bare[-1] in _ENDS)

    def figures(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches of a pattern that begins with figures, without reading the rest of `digits`."""
        match, text, at = pattern.match, self.digits, 0
        for start in self.numbers:
            if start >= at and (found := match(text, start)):
                at = found.end()
                yield found

    def led(
        self, pattern: re.Pattern[str], openings: Collection[str], source: str
    ) -> Iterator[re.Match[str]]:
        """Matches in `source`, text or low, of a pattern that begins with one of these words."""
        at = 0
        for i in self.among(openings):
            start = self.starts[i]
            if start >= at and (found := pattern.match(source, start)):
                at = found.end()
                yield found

    def is_exempt(self, start: int, end: int) -> bool:
        """Whether the span stands in a reference (article, DOI, public site)."""
        return self.exempt.find(1, start, end) >= 0

    def exempt_span(self, start: int, end: int) -> None:
        """Mark a reference."""
        self.exempt[start:end] = b"\x01" * (end - start)

    def claim(self, start: int, end: int) -> None:
        """Mark a span that another detector explained: no name is looked for in it."""
        self.claimed[start:end] = b"\x01" * (end - start)
