"""Invented members: physicians by specialty in the proportions of French demography."""

from __future__ import annotations

from array import array
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from toctoc.ops.simulate.behaviour import (
    ACCEPTS_PUSH,
    HELP_ALPHA,
    HELP_BETA,
    TEMPER_SHARE,
)


@dataclass(frozen=True, slots=True)
class Specialty:
    """A specialty, how many practise it in France, and its weight among the questions."""

    code: str
    name: str
    headcount: int
    demand: float


SPECIALTIES: tuple[Specialty, ...] = tuple(
    Specialty(*row)
    for row in (
        ("SM54", "médecine générale", 99500, 12.0),
        ("SM42", "psychiatrie", 13000, 5.0),
        ("SM02", "anesthésie-réanimation", 12000, 1.5),
        ("SM44", "radiodiagnostic", 9000, 3.0),
        ("SM40", "pédiatrie", 8500, 7.0),
        ("SM04", "cardiologie", 7300, 9.0),
        ("SM59", "médecine d’urgence", 6500, 3.0),
        ("SM38", "ophtalmologie", 5900, 4.0),
        ("SM20", "gynécologie-obstétrique", 5500, 7.0),
        ("SM25", "médecine du travail", 4600, 2.0),
        ("SM24", "hépato-gastro-entérologie", 4000, 5.0),
        ("SM08", "chirurgie orthopédique", 3800, 4.0),
        ("SM15", "dermatologie", 3700, 10.0),
        ("SM41", "pneumologie", 3300, 4.0),
        ("SM34", "ORL", 3000, 4.0),
        ("SM03", "biologie médicale", 3000, 1.5),
        ("SM32", "neurologie", 2900, 6.0),
        ("SM48", "rhumatologie", 2700, 6.0),
        ("SM43", "pédopsychiatrie", 2500, 1.5),
        ("SM27", "médecine interne", 2500, 3.0),
        ("SM18", "gériatrie", 2400, 3.0),
        ("SM16", "endocrinologie", 2200, 6.0),
        ("SM29", "médecine physique et de réadaptation", 2100, 1.0),
        ("SM30", "néphrologie", 1900, 3.0),
        ("SM49", "santé publique", 1900, 0.5),
        ("SM19", "gynécologie médicale", 1800, 2.0),
        ("SM14", "chirurgie viscérale", 1700, 1.5),
        ("SM01", "anatomie pathologique", 1500, 0.5),
        ("SM46", "réanimation", 1500, 0.7),
        ("SM12", "chirurgie urologique", 1400, 2.5),
        ("SM36", "oncologie", 1200, 1.5),
        ("SM21", "hématologie", 1100, 2.5),
        ("SM45", "radiothérapie", 1000, 0.5),
        ("SM58", "maladies infectieuses", 700, 4.0),
        ("SM31", "neurochirurgie", 600, 0.7),
        ("SM57", "allergologie", 500, 1.5),
    )
)
"""Headcounts are orders of magnitude, rounded, after the public RPPS counts of physicians; the
weights of the questions are a choice (advice between physicians asks most about skin, heart,
children, women, joints, hormones, infection)."""

_SHIFT_CODES = {"SM02", "SM59", "SM46"}
_GP_MIX, _SHIFT_MIX, _OTHER_MIX = (
    (0.70, 0.15, 0.05, 0.10),
    (0.05, 0.35, 0.57, 0.03),
    (0.42, 0.43, 0.10, 0.05),
)


def _mix(code: str) -> tuple[float, ...]:
    if code == "SM54":
        return _GP_MIX
    return _SHIFT_MIX if code in _SHIFT_CODES else _OTHER_MIX


def pick(rng: Random, cumulative: Sequence[float]) -> int:
    """Draw an index with these cumulative weights."""
    return bisect(cumulative, rng.random() * cumulative[-1], 0, len(cumulative) - 1)


class Population:
    """Members 0 to size - 1 in compact arrays: 230,000 of them take 4 MB."""

    def __init__(self, size: int, seed: int) -> None:
        rng = Random(f"people-{seed}")  # noqa: S311
        shares = list(accumulate(item.headcount for item in SPECIALTIES))
        mixes = [list(accumulate(_mix(item.code))) for item in SPECIALTIES]
        tempers = list(accumulate(TEMPER_SHARE))
        self.size = size
        self.specialty = array("B", (pick(rng, shares) for _ in range(size)))
        self.practice = array("B", (pick(rng, mixes[s]) for s in self.specialty))
        self.temper = array("B", (pick(rng, tempers) for _ in range(size)))
        self.help = array("d", (rng.betavariate(HELP_ALPHA, HELP_BETA) for _ in range(size)))
        self.push = array("B", (rng.random() < ACCEPTS_PUSH for _ in range(size)))
        self.reachable = [member for member in range(size) if self.push[member]]
        self.roster: list[list[int]] = [[] for _ in SPECIALTIES]
        for member in self.reachable:
            self.roster[self.specialty[member]].append(member)
        self.groups: Counter[tuple[int, int, int]] = Counter(
            (self.specialty[m], self.practice[m], self.temper[m]) for m in self.reachable
        )

    def by_temper(self) -> list[list[int]]:
        """Return the members of each temper."""
        found: list[list[int]] = [[] for _ in TEMPER_SHARE]
        for member, temper in enumerate(self.temper):
            found[temper].append(member)
        return found
