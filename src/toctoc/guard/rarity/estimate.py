"""Multiplies what a text says into a count of people, with an honest interval.

Details are taken as independent once age and sex are known; within a family (diseases together,
job and employer together) they are not: there the rarest counts whole, the next for its square
root, the next for its fourth root… Each factor carries a spread; the interval adds the logarithms
of the spreads in quadrature, and widens with every detail for the independence that we assume.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, exp, floor, log, sqrt
from typing import TYPE_CHECKING

from toctoc.guard.rarity import cases, pyramid
from toctoc.guard.rarity.facts import read
from toctoc.guard.rarity.handles import telling
from toctoc.guard.rarity.types import Detail, Factor, Facts, Identifiability, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toctoc.guard.normalise import Normalised
    from toctoc.guard.rarity.types import Ages, Sex
    from toctoc.guard.report import Finding

ADULT = 18.0
_AGE_SPREAD, _NEWBORN_SPREAD = 1.05, 2.0
_ASSUMED = log(1.2)  # what assuming one more independence may be wrong by
_ALIKE = 4.0  # a town and its postcode say the same place: without one, without both


@dataclass(frozen=True, slots=True)
class _Count:
    """Expected people in all, and without each factor, the age, the sex."""

    people: float
    without: list[float]
    no_age: float
    no_sex: float


def identifiability(
    text: str,
    findings: Sequence[Finding],
    *,
    threshold: int = 50,
    minor_threshold: int = 1000,
    settled: Sequence[tuple[int, int]] = (),
) -> Identifiability:
    """How many people in France match what `text` says of somebody.

    findings: those of the guard on the same text; categories are read by value. threshold and
    minor_threshold: the counts under which a text is recognisable; the second one for minors and
    facts known to the press. settled: spans that will not stay, and are not counted. Pure and
    deterministic; see docs/guard-rarity.md for the model. With several patients in a text, the one
    whom fewest people match; the details are then those of whoever is recognisable.
    """
    return estimate(
        read_people(text, findings),
        threshold=threshold,
        minor_threshold=minor_threshold,
        settled=settled,
    )


def read_people(
    text: str, findings: Sequence[Finding], norm: Normalised | None = None
) -> list[Facts]:
    """What the text says of each patient; `norm` is the text normalised, where a caller has it."""
    return [
        read(own, told, norm if own is text else None) for own, told in cases.split(text, findings)
    ]


def estimate(
    people: Sequence[Facts],
    *,
    threshold: int,
    minor_threshold: int,
    settled: Sequence[tuple[int, int]] = (),
) -> Identifiability:
    """See `identifiability`, which reads and then estimates."""
    counts = [_one(_without(facts, settled), threshold, minor_threshold) for facts in people]
    rarest = min(counts, key=lambda found: found.k)
    shown = next((found for found in counts if found.recognisable), rarest)
    if shown is rarest:
        return rarest
    return replace(rarest, details=shown.details, threshold=shown.threshold, telling=True)


def _one(facts: Facts, threshold: int, minor_threshold: int) -> Identifiability:
    """The estimate of one patient."""
    sets = _distinct(facts.factors)
    factors = [same[0] for same in sets]
    nation = pyramid.total()
    place = min(facts.places, key=lambda p: p.people, default=None)
    scale = place.people / nation if place else 1.0
    count = _count(facts, sets)
    expected = scale * count.people
    details = tuple(_details(facts, factors, count, scale, expected))
    young = facts.ages is not None and facts.ages.low < ADULT
    strict = young or any(p.kind == "media" for p in facts.places)
    wide = exp(_spread(facts, factors, place))
    return Identifiability(
        k=_whole(expected),
        low=floor(expected / wide),
        high=max(min(ceil(expected * wide), ceil(scale * nation)), _whole(expected)),
        details=tuple(sorted(details, key=lambda d: (d.start, d.end, d.kind, d.label_fr))),
        threshold=minor_threshold if strict else threshold,
        telling=telling(facts),
    )


def _without(facts: Facts, settled: Sequence[tuple[int, int]]) -> Facts:
    """The facts that no settled span touches."""

    def stays(fact: Place | Factor | Ages | Sex | None) -> bool:
        return fact is not None and not any(s < fact.end and fact.start < e for s, e in settled)

    if not settled:
        return facts
    return Facts(
        [place for place in facts.places if stays(place)],
        facts.ages if stays(facts.ages) else None,
        facts.sex if stays(facts.sex) else None,
        [factor for factor in facts.factors if stays(factor)],
    )


def _whole(expected: float) -> int:
    return floor(expected + 0.5)


def _distinct(factors: Sequence[Factor]) -> list[list[Factor]]:
    """Factors that say the same thing (diabetes, type 2 diabetes) together, the rarest first."""
    found: dict[str, list[Factor]] = {}
    for factor in factors:
        found.setdefault(factor.key, []).append(factor)
    return [sorted(same, key=lambda f: f.overall) for same in found.values()]


def _cells(facts: Facts) -> Iterator[tuple[str, float, float]]:
    """(sex, from, to): slices of the pyramid in which every factor is constant."""
    edges = {0.0, pyramid.OLDEST}
    for factor in facts.factors:
        if factor.outside != 1.0:
            edges |= {factor.low, factor.high}
    if facts.ages is not None:
        edges |= {facts.ages.low, facts.ages.high}
    marks = sorted(e for e in edges if 0.0 <= e <= pyramid.OLDEST)
    for low, high in pairwise(marks):
        yield "M", low, high
        yield "F", low, high


def _share(sex: str, low: float, factor: Factor) -> float:
    share = factor.men if sex == "M" else factor.women
    if factor.outside != 1.0 and not factor.low <= low < factor.high:
        share *= factor.outside
    return max(share, 1e-12)


def _logs(sex: str, low: float, sets: Sequence[Sequence[Factor]]) -> list[float]:
    """Logarithm of the share of each set, in the cell that starts at age `low`."""
    return [log(min(_share(sex, low, f) for f in same)) for same in sets]


def _sums(logs: list[float], groups: list[list[int]]) -> tuple[float, list[float]]:
    """Sum of the logarithms, each halved again within its group; and the sum without each."""
    total, without = 0.0, [0.0] * len(logs)
    for group in groups:
        if len(group) == 1:
            total += logs[group[0]]
            without[group[0]] = -logs[group[0]]
            continue
        ranked = sorted(group, key=lambda j: logs[j])
        weighted = [logs[j] / 2**i for i, j in enumerate(ranked)]
        rest = sum(weighted)
        total += rest
        for j, value in zip(ranked, weighted, strict=True):
            rest -= value  # the ones after it each move up one rank: their weight doubles
            without[j] = -value + rest
    return total, [total + w for w in without]


def _count(facts: Facts, sets: list[list[Factor]]) -> _Count:
    by_group: dict[str, list[int]] = {}
    for j, same in enumerate(sets):
        by_group.setdefault(same[0].group, []).append(j)
    groups = list(by_group.values())
    people = no_age = no_sex = 0.0
    without = [0.0] * len(sets)
    ages, sex = facts.ages, facts.sex
    for one, low, high in _cells(facts):
        aged = ages is None or (ages.low <= low and high <= ages.high)
        sexed = sex is None or sex.sex == one
        if not (aged or sexed):
            continue
        size = pyramid.people(one, low, high)
        total, others = _sums(_logs(one, low, sets), groups)
        matching = size * exp(total)
        if sexed:
            no_age += matching
        if aged:
            no_sex += matching
        if aged and sexed:
            people += matching
            for j, other in enumerate(others):
                without[j] += size * exp(other)
    return _Count(people, without, no_age, no_sex)


def _details(
    facts: Facts, factors: list[Factor], count: _Count, scale: float, expected: float
) -> Iterator[Detail]:
    def detail(start: int, end: int, kind: str, fr: str, en: str, without: float) -> Detail:
        share = min(1.0, expected / without) if without > 0 else 1.0
        return Detail(start, end, kind, fr, en, share, max(_whole(without), _whole(expected)))

    if facts.ages is not None:
        span = (facts.ages.start, facts.ages.end)
        yield detail(*span, "age", "l'âge", "the age", scale * count.no_age)
    if facts.sex is not None:
        span = (facts.sex.start, facts.sex.end)
        yield detail(*span, "sex", "le sexe", "the sex", scale * count.no_sex)
    for factor, without in zip(factors, count.without, strict=True):
        span = (factor.start, factor.end)
        yield detail(*span, factor.kind, factor.label_fr, factor.label_en, scale * without)
    nation = pyramid.total()
    for place in facts.places:
        size = place.people
        rest = [p.people for p in facts.places if not size / _ALIKE <= p.people <= size * _ALIKE]
        without = min([*rest, nation]) / nation * count.people
        span = (place.start, place.end)
        yield detail(*span, place.kind, place.label_fr, place.label_en, without)


def _spread(facts: Facts, factors: Sequence[Factor], place: Place | None) -> float:
    """Half-width of the interval, in logarithms."""
    seen: dict[str, int] = {}
    squares = 0.0
    for factor in sorted(factors, key=lambda f: f.overall):
        rank = seen.get(factor.group, 0)
        seen[factor.group] = rank + 1
        squares += (log(factor.spread) / 2**rank) ** 2 + _ASSUMED**2
    if place is not None:
        squares += log(place.spread) ** 2
    if facts.ages is not None:
        narrow = facts.ages.high - facts.ages.low < 1 / 12
        squares += log(_NEWBORN_SPREAD if narrow else _AGE_SPREAD) ** 2
    return sqrt(squares)
