"""What an estimate holds, and the factors it is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from toctoc.guard.rarity.words import french, people


class Detail(NamedTuple):
    """One thing the text says of somebody, and what it costs.

    start, end: characters of the text as given. share: the part, 0 to 1, of the people matching all
    the rest who match this too. k_without: how many people would match if it were not said.
    Labels come from our tables, never from the text, so that they may be stored.
    """

    start: int
    end: int
    kind: str
    label_fr: str
    label_en: str
    share: float
    k_without: int

    def label(self, lang: str = "fr") -> str:
        """ "la commune", "the town"."""
        return self.label_fr if french(lang) else self.label_en

    def words(self, lang: str = "fr") -> str:
        """ "sans la commune : environ 2 400 personnes"."""
        count = people(self.k_without, lang)
        if french(lang):
            return f"sans {self.label_fr} : {count}"
        return f"without {self.label_en}: {count}"


@dataclass(frozen=True, slots=True)
class Identifiability:
    """About `k` people match, between `low` and `high`; 0 means less than one expected.

    threshold: the k under which the text asks for a second look, already the higher one where a
    detail says a minor or a fact known to the press. telling: whether the text gives a hold to
    those who live or work near the patient (`handles`): without one nobody is recognised.
    """

    k: int
    low: int
    high: int
    details: tuple[Detail, ...]
    threshold: int
    telling: bool = True

    @property
    def recognisable(self) -> bool:
        """Whether so few people match that someone who knows the patient may recognise them."""
        return self.telling and self.k < self.threshold

    def words(self, lang: str = "fr") -> str:
        """ "environ 3 personnes"."""
        return people(self.k, lang)

    def to_json(self, lang: str = "fr") -> dict[str, Any]:
        """A plain dictionary for the page and the API; it never holds the text found."""
        return {
            "k": self.k,
            "low": self.low,
            "high": self.high,
            "words": self.words(lang),
            "recognisable": self.recognisable,
            "threshold": self.threshold,
            "details": [
                {
                    "start": d.start,
                    "end": d.end,
                    "kind": d.kind,
                    "label": d.label(lang),
                    "share": round(d.share, 9),
                    "k_without": d.k_without,
                    "words": d.words(lang),
                }
                for d in self.details
            ],
        }


class Factor(NamedTuple):
    """A share of the people of some ages (years, `low` <= age < `high`), by sex.

    men, women: share inside the ages; `outside` multiplies it at other ages. spread: the true share
    is thought to lie between share / spread and share x spread. key: factors of one key say the
    same thing, only the rarest counts. group: factors of one group go together (diseases do), so
    the second one counts for its square root, the third for its fourth root… tells: see `handles`.
    """

    start: int
    end: int
    kind: str
    label_fr: str
    label_en: str
    men: float
    women: float
    low: float = 0.0
    high: float = 111.0
    outside: float = 1.0
    spread: float = 2.0
    key: str = ""
    group: str = ""
    tells: float = 0.5

    @property
    def overall(self) -> float:
        """The larger of the two shares: orders factors by rarity."""
        return max(self.men, self.women)


@dataclass(frozen=True, slots=True)
class Place:
    """A place, size or institution: `people` live (or are seen) there."""

    start: int
    end: int
    kind: str
    label_fr: str
    label_en: str
    people: float
    spread: float


@dataclass(frozen=True, slots=True)
class Ages:
    """The age said, in years: `low` <= age < `high`. certain: said of the patient, in figures."""

    start: int
    end: int
    low: float
    high: float
    certain: bool = True
    sex: str = ""


@dataclass(frozen=True, slots=True)
class Sex:
    """The sex said, "M" or "F", and where."""

    start: int
    end: int
    sex: str


@dataclass(slots=True)
class Facts:
    """All that was read, in offsets of the original text."""

    places: list[Place] = field(default_factory=list)
    ages: Ages | None = None
    sex: Sex | None = None
    factors: list[Factor] = field(default_factory=list)
    own: list[tuple[int, int]] = field(default_factory=list)  # the author's, or hoped for
