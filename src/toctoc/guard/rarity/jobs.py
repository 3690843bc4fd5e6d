"""Whose job a found job is: the patient's, a relative's, the author's, or a wish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard.rarity.stream import COMMA, SENTENCE
from toctoc.guard.rarity.types import Factor
from toctoc.guard.text.wordlist import words as listed

if TYPE_CHECKING:
    from toctoc.guard.rarity.stream import Stream
    from toctoc.guard.rarity.types import Ages

CAREGIVER = "h"
_KIN = {
    **dict.fromkeys(
        listed("""
    mere maman epouse conjointe soeur tante cousine grand-mere compagne belle-mere niece
"""),
        "F",
    ),
    **dict.fromkeys(
        listed("""
    pere papa mari epoux conjoint frere oncle cousin grand-pere compagnon beau-pere neveu
"""),
        "M",
    ),
    **dict.fromkeys(["parents", "famille"], ""),
}
_OWNED_KIN = {"fille": "F", "femme": "F", "fils": "M"}  # "la fille avocate", not "fille de 11 ans"
_OWNERS = frozenset(["la", "le", "sa", "son", "ses", "les", "leur"])
_PATIENT = frozenset(
    listed("""
    patient patiente pt pte resident residente mme mr monsieur madame dame homme femme il elle
""")
)
_GREETINGS = frozenset(
    listed("""
    bonjour bonsoir bjr bsr hello salut coucou
""")
)
_WISHES = frozenset(["devenir", "futur", "future"])
_TO_BE = frozenset(["pour", "d", "veut", "voudrait", "souhaite", "espere", "reve"])
_CHILD = 15.0  # nobody under that age has a trade: it is a parent's
_KIN_BACK, _AGE_NEAR = 4, 3


def wished(stream: Stream, first: int) -> bool:
    """Whether the job at word `first` is hoped for ("prépare son BIA pour être pilote")."""
    before = stream.raws[max(first - 2, 0) : first]
    if not before or stream.breaks[first]:
        return False
    return before[-1] in _WISHES or (before[-1] == "etre" and before[0] in _TO_BE)


def of_author(stream: Stream, first: int, last: int, ages: Ages | None) -> bool:
    """Whether a caregiver's job introduces the author ("IDE en EHPAD. Résident 82 a…").

    It opens the text, no age stands beside it, and a patient follows.
    """
    raws = stream.raws
    if (first and raws[first - 1] in ("ici", "suis")) or raws[last + 1 : last + 2] == ["ici"]:
        return True
    if any(raw not in _GREETINGS for raw in raws[:first]):
        return False
    if ages is None:
        return not _PATIENT.isdisjoint(raws[last + 1 :])
    for at in range(last + 1, len(raws)):
        if stream.breaks[at] == SENTENCE or raws[at] in _PATIENT or at > last + _AGE_NEAR:
            return True
        if stream.starts[at] >= ages.start:
            return False
    return ages.start < stream.starts[first]


def kin(stream: Stream, first: int, ages: Ages | None, adult: bool) -> str | None:
    """The sex ("F", "M" or "" for either) of the relative who has the job, None for the patient.

    adult: whether only grown-ups have it.
    """
    crossed = 0
    for at in range(first, max(first - _KIN_BACK, 0), -1):
        crossed = max(crossed, stream.breaks[at])
        if "." in stream.norm.low[stream.ends[at - 1] : stream.starts[at]]:
            break  # a stop before a small letter closes here too
        if crossed == SENTENCE or (crossed == COMMA and at < first):
            break
        word = stream.raws[at - 1]
        if word in _KIN:
            return _KIN[word]
        if word in _OWNED_KIN and at > 1 and stream.raws[at - 2] in _OWNERS:
            return _OWNED_KIN[word]
    if adult and ages is not None and ages.high <= _CHILD:
        return ""
    return None


def of_kin(factor: Factor, sex: str) -> Factor:
    """The factor of a job that a relative of that sex has: it says nothing of the patient's age."""
    share = {"M": factor.men, "F": factor.women}.get(sex, max(factor.men, factor.women))
    return factor._replace(
        label_fr=factor.label_fr.replace("le métier", "le métier d'un proche", 1),
        label_en=factor.label_en.replace("the job", "a relative's job", 1),
        men=share,
        women=share,
        low=0.0,
        high=111.0,
        outside=1.0,
        key=f"kin:{factor.key}",
    )
