"""What gives a hold to those who live or work near a patient.

A neighbour knows of a patient a town, a job, a family, what happened to them; rarely a disease and
never a laboratory value. A detail that few people share is a whole hold by itself (a village, a
mountain guide, quadruplets, an avalanche, a disease of 300 people); one that thousands share
is half a hold (a rare disease, a trade, a département): it takes two of different kinds. What
hundreds of thousands share is little or none, age and sex are none: an ordinary question stays one,
however small k gets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toctoc.guard.rarity.types import Facts

WHOLE, MOST, HALF, LITTLE, NONE = 1.0, 0.75, 0.5, 0.25, 0.0
# kind -> under how much a detail is a whole hold, half of one, little. Diseases, events, families:
# per 100,000 people; jobs, origins and employers: thousands of people. Europe calls a disease rare
# under 50 per 100,000.
_LIMITS = {
    "disease": (0.5, 50.0, 50.0),
    "event": (10.0, 100.0, 100.0),
    "family": (10.0, 100.0, 100.0),
    "job": (20.0, 300.0, 600.0),
    "origin": (0.0, 400.0, 400.0),
    "employer": (100.0, 600.0, 600.0),
}
# people: a town, a small département, a large one or a région
_PLACES = ((100_000.0, WHOLE), (500_000.0, MOST), (4_000_000.0, HALF))
_VILLAGE = 12_000_000.0  # people: unnamed communes of fewer people than a small town


def tells(kind: str, size: float) -> float:
    """How much of a hold a detail of `kind` is; `size` in the unit of its table."""
    graded = zip(_LIMITS[kind], (WHOLE, HALF, LITTLE), strict=True)
    return next((hold for limit, hold in graded if size < limit), NONE)


def telling(facts: Facts) -> bool:
    """Whether what is said adds up to one hold; details of one kind do not add up."""
    best: dict[str, float] = {}
    for place in facts.places:
        if place.kind == "size":  # which one, only a neighbour of the author may guess
            best["size"] = HALF if place.people < _VILLAGE else LITTLE
            continue
        hold = next((h for limit, h in _PLACES if place.people < limit), NONE)
        best["place"] = max(best.get("place", NONE), hold)
    for factor in facts.factors:
        best[factor.kind] = max(best.get(factor.kind, NONE), factor.tells)
    return sum(best.values()) >= WHOLE
