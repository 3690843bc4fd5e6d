"""Which message somebody means: a link, the id alone, or a pasted text that holds the link."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ID = "[2-9a-hj-km-np-z]{12}"
_PATH = re.compile(
    rf"(?:https?://(?P<host>[^/\s]+))?/(?:q|api/v1/questions)/(?P<question>{_ID})\b"
    rf"(?:[^\s#]*#p-(?P<reply>{_ID})\b)?"
)
_BARE = re.compile(_ID)
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Link:
    """`reply` is the one message of the conversation that the link points at, if it does."""

    question: str
    reply: str = ""
    host: str = ""


def find_link(text: str) -> Link | None:
    """The first link in what was pasted. Reads the form of it alone, never the database."""
    pasted = text[:LONGEST].lower()
    found = _PATH.search(pasted)
    if found:
        return Link(found["question"], found["reply"] or "", found["host"] or "")
    bare = pasted.strip().strip(".,;:()<>\"'")
    return Link(bare) if _BARE.fullmatch(bare) else None


_WORD = re.compile(r"\w+")
_RUN = 6  # words in a row: fewer are said by chance in two answers about the same case


def quotes(text: str, quoted: str) -> bool:
    """Whether a text repeats six words in a row of another."""
    return bool(_runs(text) & _runs(quoted))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[n : n + _RUN]) for n in range(len(words) - _RUN + 1)}
