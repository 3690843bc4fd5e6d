"""What a transposition says: each change, what was refused, whether the sex could change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toctoc.guard.transpose import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = (
    "person",
    "age",
    "date",
    "place",
    "hospital",
    "profession",
    "employer",
    "origin",
    "contact",
    "sex",
)


@dataclass(frozen=True, slots=True)
class Change:
    """`text` replaces characters `start` to `end` of the original; an empty text removes them.

    kind: one of KINDS. before_kind: the guard's category of what stood there, empty when the
    transposition's own reader found it. reason: the key of the sentence that `why` says.
    """

    start: int
    end: int
    text: str
    kind: str
    reason: str
    before_kind: str = ""

    def why(self, lang: str = "fr") -> str:
        """One short sentence: what was done, and what of the meaning is kept."""
        return sentences.why(self.reason, lang)

    def to_json(self, lang: str = "fr") -> dict[str, Any]:
        """A plain dictionary; it never holds the text replaced."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "kind": self.kind,
            "before_kind": self.before_kind,
            "reason": self.reason,
            "why": self.why(lang),
        }


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something left as it stands, in characters of the original, and the reason."""

    start: int
    end: int
    kind: str
    reason: str
    word: str = ""

    def why(self, lang: str = "fr") -> str:
        """One short sentence: why the author has to decide."""
        return sentences.why(self.reason, lang, self.word)

    def to_json(self, lang: str = "fr") -> dict[str, Any]:
        """A plain dictionary for the page and the API."""
        return {
            "start": self.start,
            "end": self.end,
            "kind": self.kind,
            "reason": self.reason,
            "why": self.why(lang),
        }


@dataclass(frozen=True, slots=True)
class SexSwap:
    """Whether the patient's sex can be changed; `word` is what binds it when it cannot."""

    possible: bool
    reason: str
    word: str = ""

    def because(self, lang: str = "fr") -> str:
        """One short sentence for the author."""
        return sentences.why(self.reason, lang, self.word)

    def to_json(self, lang: str = "fr") -> dict[str, Any]:
        """A plain dictionary for the page and the API."""
        return {
            "possible": self.possible,
            "reason": self.reason,
            "because": self.because(lang),
            "word": self.word,
        }


@dataclass(frozen=True, slots=True)
class Transposition:
    """The case said another way: `text` is the original with every change applied."""

    text: str
    changes: tuple[Change, ...]
    refused: tuple[Refusal, ...]
    sex_swap: SexSwap

    def to_json(self, lang: str = "fr") -> dict[str, Any]:
        """A plain dictionary for the page, the API and the command line."""
        return {
            "text": self.text,
            "changes": [c.to_json(lang) for c in self.changes],
            "refused": [r.to_json(lang) for r in self.refused],
            "sex_swap": self.sex_swap.to_json(lang),
        }


def apply_changes(text: str, changes: Iterable[Change]) -> str:
    """`text` with any subset of its changes applied, sorted or not.

    Raises ValueError when two of them overlap or one stands outside the text.
    """
    out: list[str] = []
    at = 0
    for change in sorted(changes, key=lambda c: (c.start, c.end)):
        if not at <= change.start <= change.end <= len(text):
            raise ValueError("changes overlap or stand outside the text")
        out += (text[at : change.start], change.text)
        at = change.end
    out.append(text[at:])
    return "".join(out)
