"""Adds to a report how many people match the text, and asks about what makes them too few."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toctoc.guard.contest import Contested
from toctoc.guard.normalise import normalise
from toctoc.guard.rarity.estimate import estimate, read_people
from toctoc.guard.rarity.gate import RULE, ask
from toctoc.guard.report import Level

if TYPE_CHECKING:
    from collections.abc import Collection

    from toctoc.guard.normalise import Normalised
    from toctoc.guard.rarity.types import Identifiability
    from toctoc.guard.report import Finding, Report

THRESHOLD, MINOR_THRESHOLD = 50, 1000
_GOES = (Level.BLOCK, Level.FIX)
_READ = (
    20_000  # characters: a person is described in its first pages, a longer text is a collection
)


def measured(
    text: str,
    report: Report,
    contested: Collection[str],
    norm: Normalised,
    threshold: int = THRESHOLD,
    minor_threshold: int = MINOR_THRESHOLD,
) -> Report:
    """`report` with its meter; soft findings that single somebody out become questions.

    What the author declared to single nobody out (`contested`) stays soft. Of a long text the
    first pages are counted: the time it takes stays proportional to its length.
    """
    begun = text[:_READ]  # the same object when nothing is cut
    close = [f for f in report.findings if f.end <= _READ]

    people = read_people(begun, close, norm if begun is text else None)

    def count(*going: tuple[int, int]) -> Identifiability:
        return estimate(people, threshold=threshold, minor_threshold=minor_threshold, settled=going)

    meter = count()
    left = meter
    going = [(f.start, f.end) for f in close if f.level in _GOES]
    if meter.recognisable and going:  # what must go anyway is not held against the rest
        left = count(*going)
    told = Contested(contested)

    def answered(found: Finding) -> bool:
        return found.rule == RULE and told.answers(normalise(text[found.start : found.end]).low)

    findings = tuple(
        before if told and answered(after) else after
        for before, after in zip(close, ask(begun, close, left), strict=True)
    )
    return replace(report, findings=findings + report.findings[len(close) :], meter=meter)
