"""What the guard says about a text: levels, categories, findings, proposals."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from toctoc.guard import messages

if TYPE_CHECKING:
    from collections.abc import Collection

    from toctoc.guard.rarity.types import Identifiability

MAX_CHARS = 2_000_000  # read in time proportional to the length; posts have limits of their own


class GuardError(Exception):
    """The text could not be judged (too long, not a text): callers must refuse to publish."""


class Level(StrEnum):
    """How strongly a finding stops publication, from the hardest to the softest."""

    BLOCK = "block"
    FIX = "fix"
    ASK = "ask"
    WARN = "warn"


class Category(StrEnum):
    """What kind of identifying detail was found; TONE is no detail, and stands in `Report.tone`."""

    NAME = "name"
    INITIALS = "initials"
    BIRTH_DATE = "birth_date"
    DATE = "date"
    ADDRESS = "address"
    POSTCODE = "postcode"
    PLACE = "place"
    HOSPITAL = "hospital"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    HANDLE = "handle"
    NIR = "nir"
    IPP = "ipp"
    RPPS = "rpps"
    IBAN = "iban"
    PLATE = "plate"
    NUMBER = "number"
    AGE = "age"
    PROFESSION = "profession"
    FAMILY = "family"
    ORIGIN = "origin"
    REGION = "region"
    EMPLOYER = "employer"
    RARE = "rare"
    TONE = "tone"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rewording: `text` replaces the finding's span. An empty text removes it."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One span of the original text, in characters, with the reason and the way out."""

    start: int
    end: int
    category: Category
    level: Level
    rule: str
    proposals: tuple[Proposal, ...] = ()
    contestable: bool = False

    def why(self, lang: str = "fr") -> str:
        """One short sentence that a tired doctor accepts."""
        hint = self.proposals[0].text if self.proposals else ""
        return messages.why(self.rule, self.category.value, hint, lang)

    def duty(self, lang: str = "fr") -> tuple[str, str]:
        """The professional duty at stake and the article of law that holds it."""
        return messages.duty(self.category.value, self.rule, lang)

    def to_json(self, lang: str = "fr") -> dict[str, Any]:
        """A plain dictionary for the page and the API; it never holds the text found."""
        label, article = self.duty(lang)
        return {
            "start": self.start,
            "end": self.end,
            "category": self.category.value,
            "level": self.level.value,
            "rule": self.rule,
            "contestable": self.contestable,
            "why": self.why(lang),
            "duty": {"label": label, "article": article},
            "proposals": [{"text": p.text, "kind": p.kind} for p in self.proposals],
        }


@dataclass(frozen=True, slots=True)
class Report:
    """Sorted, non-overlapping findings on one text, and how many people it could be about.

    `tone`: whole sentences that may hurt, apart because they may hold findings and never stop
    anything (docs/tone.md).
    """

    findings: tuple[Finding, ...] = ()
    meter: Identifiability | None = None
    tone: tuple[Finding, ...] = ()

    @property
    def pressing(self) -> tuple[Finding, ...]:
        """What the author is asked about; *warn* findings only count towards recognisability."""
        return tuple(f for f in self.findings if f.level is not Level.WARN)

    @property
    def blocked(self) -> bool:
        """Whether a direct identifier stands in the text: no reason given can override it."""
        return any(f.level is Level.BLOCK for f in self.findings)

    def publishable(self, overridden: Collection[str] = ()) -> bool:
        """Whether the text may go out, `overridden` holding the rules the author answered for.

        BLOCK never passes; FIX and ASK pass when their rule is overridden; WARN always passes.
        """
        return all(
            f.level is Level.WARN or (f.level is not Level.BLOCK and f.rule in overridden)
            for f in self.findings
        )

    def to_json(self, lang: str = "fr") -> dict[str, Any]:
        """A plain dictionary for the page and the API."""
        return {
            "blocked": self.blocked,
            "publishable": self.publishable(),
            "findings": [f.to_json(lang) for f in self.findings],
            "tone": [f.to_json(lang) for f in self.tone],
            "k": self.meter.k if self.meter else None,
            "meter": self.meter.to_json(lang) if self.meter else None,
        }
