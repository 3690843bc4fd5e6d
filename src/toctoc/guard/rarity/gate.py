"""Turns a text that too few people match into questions: which detail could be said more widely?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.guard import lexicon, messages
from toctoc.guard.normalise import key, normalise
from toctoc.guard.rarity import communes, tables
from toctoc.guard.rarity.ages import span_age
from toctoc.guard.rarity.bands import band
from toctoc.guard.rarity.stream import stream
from toctoc.guard.report import Finding, Level, Proposal
from toctoc.guard.text.places import towns
from toctoc.guard.text.wordlist import words as listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.guard.rarity.types import Detail, Identifiability

RULE = "rare.k"
COSTLY = 1 / 3  # a detail that leaves a third of the people or less
_QUASI = frozenset(
    listed("""
    place postcode region hospital age profession employer family rare origin initials
""")
)
_REMOVE = Proposal("", "remove")
_WORD = re.compile(r"[^\W_]+")
_FIGURES = re.compile(r"\d{1,3}\s?(?:ans?|a|mois|semaines?|sem|jours?|j|m)?(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CountedFinding(Finding):
    """A finding whose sentence names how many people match the text."""

    count_fr: str = ""
    count_en: str = ""

    def why(self, lang: str = "fr") -> str:
        """One sentence with the count."""
        hint = next((p.text for p in self.proposals if p.text), "")
        count = self.count_fr if lang.lower().startswith("fr") else self.count_en
        return messages.rare_k(count, hint, lang)


def ask(text: str, findings: Sequence[Finding], ident: Identifiability) -> tuple[Finding, ...]:
    """All of `findings`, the costly ones raised from WARN to ASK where `ident` is recognisable.

    text, findings and ident belong together. A finding is costly when a detail that it holds leaves
    at most a third of the people; the age is spared where rewording the others is enough. A finding
    keeps its span, category and proposals; where it has none that rewords, wider wordings are
    added. Levels above WARN are left as they are.
    """
    if not ident.recognisable:
        return tuple(findings)
    soft = [f for f in findings if f.level is Level.WARN and str(f.category) in _QUASI]
    details = _worth_asking(ident, soft)
    raised = {id(f) for f in soft if any(_touch(d, f) for d in details)}
    return tuple(_raised(text, f, ident) if id(f) in raised else f for f in findings)


def _touch(detail: Detail, found: Finding) -> bool:
    return detail.start < found.end and found.start < detail.end


def _worth_asking(ident: Identifiability, soft: Sequence[Finding]) -> list[Detail]:
    """The costly details among `soft`; the age, which helps colleagues, only if it takes that."""
    costly = [
        d for d in ident.details if d.share <= COSTLY and any(_touch(d, found) for found in soft)
    ]
    others = [d for d in costly if d.kind != "age"]
    left = max((d.share * d.k_without for d in ident.details), default=0.0)
    for detail in others:
        left /= max(detail.share, 1e-12)
    return others if others and left >= ident.threshold else costly


def _raised(text: str, found: Finding, ident: Identifiability) -> CountedFinding:
    proposals = found.proposals
    if not any(p.text for p in proposals):
        wider = _wider(str(found.category), text[found.start : found.end])
        kept = [p for p in proposals if p not in wider]
        proposals = (*wider, *kept) if kept else (*wider, _REMOVE)
    return CountedFinding(
        found.start,
        found.end,
        found.category,
        Level.ASK,
        RULE,
        proposals,
        contestable=True,
        count_fr=ident.words("fr"),
        count_en=ident.words("en"),
    )


def _wider(category: str, span: str) -> tuple[Proposal, ...]:
    if category == "place":
        return _wider_place(span)
    if category == "postcode":
        region = _region(key(span)[:2])
        return (Proposal(f"la région {region}", "wider_place"),) if region else ()
    if category == "hospital":
        return (Proposal("un établissement", "wider_place"),)
    if category == "age":
        return _wider_age(span)
    if category in ("profession", "employer", "family"):
        return _wider_job(span)
    return ()


def _region(code: str) -> str:
    return lexicon.area(code)[1]


def _wider_place(span: str) -> tuple[Proposal, ...]:
    town = communes.commune(" ".join(_WORD.findall(key(span))))
    if town is None:
        return ()
    region = _region(town.area)
    more = (Proposal(f"une commune de la région {region}", "wider_place"),) if region else ()
    return (*more, Proposal(towns.kind_of(town.people), "wider_place"))


def _wider_age(span: str) -> tuple[Proposal, ...]:
    """ "H 44 a" becomes "H 40 à 49 ans"; under two years the class says it all."""
    years, figures = span_age(span), _FIGURES.search(span)
    if years is None or figures is None:
        return ()
    words = band(years[0])
    if years[0] >= 2:
        lead = span[: figures.start()]
        words = f"{lead}{' ' if lead[-1:].isalpha() else ''}{words}{span[figures.end() :]}"
    return (Proposal(words, "age_band"),)


def _wider_job(span: str) -> tuple[Proposal, ...]:
    for _, _, entries in tables.matches(stream(normalise(span))):
        for entry in entries:
            if entry.kind == "job":
                return (Proposal(entry.group_fr, "wider_job"),)
    return ()
