"""What a run is measured by, and the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from toctoc.ops.simulate.behaviour import DAY, HOUR
from toctoc.ops.simulate.engine import Plan, Question

DAYTIME = (8, 20)
"""Questions asked from 8 h to 20 h local time, every day of the week."""


SAME = 0.1
"""Minutes: six seconds more or less are the same delay to whoever waits for an answer."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One policy on one network. Delays in minutes; None where fewer than that were answered."""

    members: int
    policy: str
    questions: int
    median: float | None
    p90: float | None
    within_15: float
    within_60: float
    within_1440: float
    daytime_median: float | None
    daytime_within_15: float
    knocks_mean: float
    """Knocks a day for a member who accepts them."""
    knocks_p99: int
    knocks_max: int
    knocks_a_question: float
    by_visitors: float
    """Share of first answers given by somebody who came unprompted."""

    def to_json(self) -> dict[str, object]:
        """Return the measure as a flat JSON object."""
        return asdict(self)


def measure(
    plan: Plan, policy: str, questions: Sequence[Question], knock_days: Counter[int]
) -> Measure:
    """Measure the questions asked after the warm-up; unanswered ones count as infinitely late."""
    start, end = plan.warmup * DAY, (plan.warmup + plan.days) * DAY
    kept = [question for question in questions if start <= question.asked < end]
    delays = [_delay(question) for question in kept]
    day = [_delay(q) for q in kept if DAYTIME[0] <= q.asked % DAY / HOUR < DAYTIME[1]]
    answered = [question for question in kept if question.answers]
    member_days = sum(knock_days.values())
    knocks = sum(count * days for count, days in knock_days.items())
    return Measure(
        members=plan.members,
        policy=policy,
        questions=len(kept),
        median=_quantile(delays, 0.5),
        p90=_quantile(delays, 0.9),
        within_15=_share(delays, 15),
        within_60=_share(delays, 60),
        within_1440=_share(delays, 1440),
        daytime_median=_quantile(day, 0.5),
        daytime_within_15=_share(day, 15),
        knocks_mean=knocks / member_days if member_days else 0.0,
        knocks_p99=_rank(knock_days, 0.99),
        knocks_max=max((count for count, days in knock_days.items() if days), default=0),
        knocks_a_question=knocks / len(kept) if kept else 0.0,
        by_visitors=_fraction(sum(q.by_visitor for q in answered), len(answered)),
    )


def _delay(question: Question) -> float:
    return (question.answers[0] - question.asked) / 60 if question.answers else float("inf")


def _quantile(delays: Iterable[float], part: float) -> float | None:
    ordered = sorted(delays)
    if not ordered:
        return None
    value = ordered[min(len(ordered) - 1, int(part * len(ordered)))]
    return None if value == float("inf") else value


def _share(delays: Sequence[float], minutes: float) -> float:
    return _fraction(sum(delay <= minutes for delay in delays), len(delays))


def _fraction(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _rank(days: Counter[int], part: float) -> int:
    left = part * sum(days.values())
    for count in sorted(days):
        left -= days[count]
        if left <= 0:
            return count
    return 0


HEAD = (
    f"{'members':>8} {'policy':<18} {'questions':>9} {'median':>7} {'p90':>8} {'<=15min':>7} "
    f"{'<=1h':>6} {'<=24h':>6} {'day med':>7} {'day<=15':>7} {'knocks/d':>8} {'p99':>6} {'max':>6} "
    f"{'per q':>8}"
)


def line(found: Measure) -> str:
    """Return one line of the table; delays in minutes, knocks a day for a member who takes them."""
    return (
        f"{found.members:>8} {found.policy:<18} {found.questions:>9} {_minutes(found.median):>7} "
        f"{_minutes(found.p90):>8} {found.within_15:>7.1%} {found.within_60:>6.1%} "
        f"{found.within_1440:>6.1%} {_minutes(found.daytime_median):>7} "
        f"{found.daytime_within_15:>7.1%} {found.knocks_mean:>8.2f} {found.knocks_p99:>6} "
        f"{found.knocks_max:>6} {found.knocks_a_question:>8.1f}"
    )


def _minutes(value: float | None) -> str:
    return "never" if value is None else f"{value:.1f}"


def knocks_for(curve: Sequence[Measure], goal: float) -> float | None:
    """Return the knocks a question at which a curve reaches a daytime median, by interpolation.

    None when no point of the curve is that quick.
    """
    before: tuple[float, float] | None = None
    for point in sorted(curve, key=lambda item: item.knocks_a_question):
        delay = point.daytime_median
        if delay is None or (before is not None and delay >= before[0]):
            continue  # slower than a cheaper point: not on the frontier
        if delay <= goal:
            if before is None:
                return point.knocks_a_question
            part = (before[0] - goal) / (before[0] - delay)
            return before[1] + part * (point.knocks_a_question - before[1])
        before = delay, point.knocks_a_question
    return None


def at_equal_delay(curve: Sequence[Measure], reference: Measure) -> str:
    """Say in a sentence how many knocks Toctoc needs for a reference's daytime median."""
    goal, paid = reference.daytime_median, reference.knocks_a_question
    start = f"  {reference.policy}: day median {_minutes(goal)} for {paid:.1f} knocks a question; "
    if goal is None:
        return start + "half of its questions are never answered: no delay to be equal to"
    needed = knocks_for(curve, goal)
    within = ""
    if needed is None:
        best = min(p.daytime_median for p in curve if p.daytime_median is not None)
        if best > goal + SAME:
            return start + f"NOT reached by toctoc, whose best is {best:.1f}"
        needed = knocks_for(curve, best) or 0.0
        within = f" for {60 * (best - goal):.0f} seconds more"
    word = "fewer" if needed < paid else "NOT fewer"
    return start + f"toctoc needs {needed:.1f}{within} ({word}: x{paid / needed:.1f})"
