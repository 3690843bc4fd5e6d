"""What gives a hold to those who live or work near a patient.

A neighbour knows of a patient a town, a job, a family, what happened to them; rarely a disease and
never a laboratory value. A detail that few people share is a whole hold by itself (a village, a
mountain guide, quadruplets, an avalanche, a disease of 300 people); one that thousands share
is half a hold (a rare disease, a trade, a département): it takes two of different kinds. What
hundreds of thousands share, age and sex included, is none: an ordinary question stays one, however
small k gets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toctoc.guard.rarity.types import Facts

WHOLE, HALF, NONE = 1.0, 0.5, 0.0
# kind -> under how much a detail is a whole hold, and half a hold. Diseases, events, families: per
# 100,000 people; jobs, origins and employers: thousands of people. Europe calls a disease rare
# under 50 per 100,000.
_LIMITS = {
    "disease": (0.5, 50.0),
    "event": (10.0, 100.0),
    "family": (10.0, 100.0),
    "job": (20.0, 300.0),
    "origin": (0.0, 400.0),
    "employer": (100.0, 600.0),
}
_SMALL_PLACE, _WIDE_PLACE = 100_000, 4_000_000


def tells(kind: str, size: float) -> float:
    """How much of a hold a detail of `kind` is; `size` in the unit of its table."""
    whole, half = _LIMITS[kind]
    return WHOLE if size < whole else HALF if size < half else NONE


def telling(facts: Facts) -> bool:
    """Whether what is said adds up to one hold; details of one kind do not add up."""
    best: dict[str, float] = {}
    for place in facts.places:
        small = place.kind == "media" or place.people < _SMALL_PLACE
        hold = WHOLE if small else HALF if place.people < _WIDE_PLACE else NONE
        best["place"] = max(best.get("place", NONE), hold)
    for factor in facts.factors:
        best[factor.kind] = max(best.get(factor.kind, NONE), factor.tells)
    return sum(best.values()) >= WHOLE
