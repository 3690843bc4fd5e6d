"""What somebody typed in the search box, understood; never an error, whatever was typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .concepts import meaningful, spans
from .words import STOP, Word, fold, words

LONGEST = 400  # characters of a query that are read
MOST = 16  # parts of a query that are searched

# Guillemets and curly quotes are what French keyboards and phones give.
_QUOTES = str.maketrans("«»“”„", '"""""')
_PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<plain>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to find: any of `concepts`, or all of `stems`; at `places` when a phrase."""

    stems: tuple[str, ...]
    concepts: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    prefix: bool = False


@dataclass(slots=True)
class Question:
    wanted: list[Part] = field(default_factory=list)
    refused: list[Part] = field(default_factory=list)
    empty: bool = True  # nothing but spaces was typed: filters alone decide


def parse(text: str) -> Question:
    """`"exact words"`, `-without`, `begin*`, abbreviations and words in any order."""
    text = text[:LONGEST].translate(_QUOTES)
    out = Question(empty=not text.strip(" \t\r\n\0"))
    plain: list[str] = []
    for found in _PART.finditer(text):
        target = out.refused if found["minus"] else out.wanted
        if found["phrase"] is not None:
            target.extend(_phrase(found["phrase"]))
        elif found["minus"]:
            target.extend(_parts(found["plain"]))
        elif found["plain"].endswith("*"):
            target.extend(_prefix(found["plain"]))
        else:
            plain.append(found["plain"])
    out.wanted.extend(_parts(" ".join(plain)))
    out.wanted, out.refused = out.wanted[:MOST], out.refused[:MOST]
    return out


def _phrase(text: str) -> list[Part]:
    said = [word for word in words(text) if not word.joined]
    kept = [word for word in said if word.text not in STOP]
    if not kept:
        return []
    places = tuple(word.position - kept[0].position for word in kept)
    return [Part(tuple(word.stem for word in kept), places=places)]


def _prefix(text: str) -> list[Part]:
    folded = re.sub(r"[^a-z0-9]", "", fold(text).lower())
    return [Part((folded[:40],), prefix=True)] if len(folded) > 1 else []


def _parts(text: str) -> list[Part]:
    """Longest concepts first, then single words: "avc récent" is a concept and a word."""
    said = meaningful(words(text))
    found = sorted(spans(said, any_case=True), key=lambda span: span.start - span.end)
    out: list[tuple[int, Part]] = []
    taken: set[int] = set()
    for span in found:
        covered = range(span.start, span.end)
        if not taken.isdisjoint(covered):
            continue
        taken.update(covered)
        same = [s.concept for s in found if (s.start, s.end) == (span.start, span.end)]
        stems = tuple(w.stem for w in said[span.start : span.end] if not w.joined)
        stems = stems or (said[span.start].stem,)
        out.append((span.start, Part(stems, tuple(dict.fromkeys(same)))))
    out += [(index, part) for index, part in _singles(said) if index not in taken]
    return [part for _, part in sorted(out, key=lambda pair: pair[0])]


def _singles(said: list[Word]) -> list[tuple[int, Part]]:
    """A hyphenated word is found whole or in its pieces: one part, not three."""
    out: list[tuple[int, Part]] = []
    pieces: set[int] = set()
    for index, word in enumerate(said):
        if word.joined:
            both = [
                i for i, w in enumerate(said) if w.position in (word.position, word.position + 1)
            ]
            pieces.update(both)
            stems = tuple(said[i].stem for i in both if not said[i].joined)
            out.append((index, Part(stems, (word.stem,))))
    out += [(i, Part((w.stem,))) for i, w in enumerate(said) if i not in pieces]
    return out
