"""Words and turns of contempt, found by their first word: see data/tone.tsv."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD = re.compile(r"[a-z0-9œæ]+")
_HEAD = re.compile(r"[a-z0-9œæ]+")
_PREFIX = 3  # letters of a first word that may go on


class Hit(NamedTuple):
    """Characters `start` to `end` of a folded sentence, and what they are; `family` may be ""."""

    start: int
    end: int
    tag: str
    family: str


class _Entry(NamedTuple):
    match: re.Pattern[str]
    tag: str
    family: str


class _Index(NamedTuple):
    whole: dict[str, list[_Entry]]
    opens: dict[str, list[_Entry]]  # by the first letters


def pattern(entry: str) -> str:
    """The regular expression of an entry of the table."""
    words = re.sub(r"~$", "", entry).replace("~", r"\W+(?:\w+\W+){0,3}?").replace(")*", ")")
    words = re.sub(r"(?<=[a-zœ])\*", r"\\w*", words)
    return words.replace(" ", r"\s+") + r"(?!\w)"


def _parts(entry: str) -> tuple[list[str], str]:
    """("(a|b) c") -> ["a", "b"], " c": the ways an entry may begin, and what follows."""
    if not entry.startswith("("):
        return [entry], ""
    depth, end = 1, 0
    while depth:
        end += 1
        depth += (entry[end] == "(") - (entry[end] == ")")
    return entry[1:end].split("|"), entry[end + 1 :]


def _head(way: str, rest: str) -> tuple[str, bool]:
    """The first word of an entry, and whether letters may follow."""
    found = _HEAD.match(way)
    if found is None:
        raise ValueError(f"no first word: {way}")
    after = (way + rest)[found.end() : found.end() + 1]
    return found.group(), after not in ("", " ", "'", "-", "~", ")")


@cache
def _index() -> _Index:
    whole: dict[str, list[_Entry]] = {}
    opens: dict[str, list[_Entry]] = {}
    table = resources.files("toctoc.guard").joinpath("data/tone.tsv").read_text("utf-8")
    for line in table.splitlines():
        if line.startswith("#") or not line:
            continue
        name, _, entries = line.partition("\t")
        tag, _, family = name.partition(".")
        for entry in entries.split("; "):
            found = _Entry(re.compile(pattern(entry)), tag, family)
            ways, rest = _parts(entry)
            for way in ways:
                head, longer = _head(way, rest)
                key = head[:_PREFIX] if longer else head
                rows = (opens if longer else whole).setdefault(key, [])
                if found not in rows:
                    rows.append(found)
    return _Index(whole, opens)


def hits(low: str) -> Iterator[Hit]:
    """Everything of the table that a folded sentence holds, in the order of its words."""
    index = _index()
    whole, opens = index.whole, index.opens
    for word in WORD.finditer(low):
        text, at = word.group(), word.start()
        for match, tag, family in (*whole.get(text, ()), *opens.get(text[:_PREFIX], ())):
            if found := match.match(low, at):
                yield Hit(at, found.end(), tag, family)
