"""The discrete-event loop: questions come, a policy carries them, people notice, open and answer.

Questions and unprompted visits are drawn from their own streams, so that every policy meets the
same questions at the same seconds and the same visitors.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import accumulate, chain
from random import Random
from typing import TYPE_CHECKING

from toctoc.ops.simulate.behaviour import (
    ASK_WEIGHTS,
    AT_HAND,
    CROWD,
    DAY,
    HOUR,
    OPENS_A_DAY,
    OTHER_SPECIALTY,
    VISITOR_READS,
    VISITOR_READS_OTHER,
    WEEKEND_ASKS,
    write_time,
)
from toctoc.ops.simulate.population import SPECIALTIES, Population, pick

if TYPE_CHECKING:
    from toctoc.ops.simulate.policies import Policy

ANYBODY = -1
"""A noticing member of a large crowd, drawn by number and not by name (see ``policies``)."""
OLD = 7 * DAY
SHOWN_OWN, SHOWN_OTHER = 3, 2
"""Unanswered questions a visitor reads: of their specialty, then of the others."""


@dataclass(slots=True)
class Question:
    """One question and the times its answers came (seconds)."""

    number: int
    asked: float
    asker: int
    specialty: int
    answers: list[float] = field(default_factory=list)
    answered_by: set[int] = field(default_factory=set)
    knocked: set[int] = field(default_factory=set)
    read_by: set[int] = field(default_factory=set)
    """Nobody makes up their mind twice about a question."""
    by_visitor: bool = False
    """The first answer came from somebody who was not knocked."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is simulated. ``rate``: questions a member a day."""

    members: int
    days: int
    warmup: int = 7
    seed: int = 1
    rate: float = 0.01
    with_fatigue: bool = True


class World:
    """One run of one policy."""

    def __init__(self, plan: Plan, people: Population, policy: Policy) -> None:
        self.plan, self.people, self.policy = plan, people, policy
        self.rng = Random(f"run-{plan.seed}")  # noqa: S311
        self.questions: list[Question] = []
        self.open: list[dict[int, Question]] = [{} for _ in SPECIALTIES]
        """Unanswered questions by specialty, oldest first."""
        self._heap: list[tuple[float, int, int, int, int]] = []
        self._count = 0
        policy.attach(self)

    def run(self) -> list[Question]:
        """Run warm-up, measured days and one more day for late answers; return all questions."""
        asks, visits = ask_stream(self.plan), visit_stream(self.plan, self.people)
        ask, visit = next(asks, None), next(visits, None)
        end = (self.plan.warmup + self.plan.days + 1) * DAY
        infinity = float("inf")
        while True:
            due = self._heap[0][0] if self._heap else infinity
            asked = ask[0] if ask else infinity
            visited = visit[0] if visit else infinity
            now = min(due, asked, visited)
            if now >= end:
                return self.questions
            if now == asked and ask:
                self._ask(*ask)
                ask = next(asks, None)
            elif now == visited and visit:
                self._visit(*visit)
                visit = next(visits, None)
            else:
                self._event()

    def at(self, t: float, kind: int, number: int, who: int) -> None:
        """Schedule: kind 0 noticed, 1 answered, 2 and above are the policy's own."""
        self._count += 1
        heappush(self._heap, (t, self._count, kind, number, who))

    def _event(self) -> None:
        now, _, kind, number, who = heappop(self._heap)
        question = self.questions[number]
        if kind == 0:
            self._noticed(now, question, who)
        elif kind == 1:
            self._answered(now, question, who)
        else:
            self.policy.event(now, kind, question, who)

    def _ask(self, now: float, specialty: int, asker: int) -> None:
        question = Question(len(self.questions), now, asker, specialty)
        self.questions.append(question)
        self.open[specialty][question.number] = question
        self.policy.asked(now, question)

    def _noticed(self, now: float, question: Question, who: int) -> None:
        crowd = CROWD[min(len(question.answers), 3)]
        if who == ANYBODY:  # helpfulness and match were drawn with the number
            will = crowd
        elif who in question.read_by:
            return
        else:
            question.read_by.add(who)
            will = crowd * self.people.help[who] * self._match(who, question)
        if self.rng.random() < will:
            self.at(now + write_time(self.rng), 1, question.number, who)

    def _match(self, who: int, question: Question) -> float:
        return 1.0 if self.people.specialty[who] == question.specialty else OTHER_SPECIALTY

    def _answered(self, now: float, question: Question, who: int) -> None:
        if who != ANYBODY:
            question.answered_by.add(who)
        if not question.answers:
            self.open[question.specialty].pop(question.number, None)
            question.by_visitor = who != ANYBODY and who not in question.knocked
        question.answers.append(now)
        self.policy.answered(now, question, who)

    def _visit(self, now: float, who: int) -> None:
        own = self.people.specialty[who]
        for question in self._unanswered(now, own):
            match = self.people.specialty[who] == question.specialty
            reads = VISITOR_READS if match else VISITOR_READS_OTHER
            if question.asker != who and self.rng.random() < reads:
                self._noticed(now, question, who)

    def _unanswered(self, now: float, own: int) -> Iterator[Question]:
        """Yield what a visitor is shown: the newest of their specialty, then the newest others."""
        yield from _newest(self.open[own], SHOWN_OWN, now)
        others = chain.from_iterable(
            _newest(waiting, 1, now) for s, waiting in enumerate(self.open) if s != own and waiting
        )
        yield from sorted(others, key=lambda q: -q.asked)[:SHOWN_OTHER]


def _newest(waiting: dict[int, Question], count: int, now: float) -> list[Question]:
    found: list[Question] = []
    for question in reversed(waiting.values()):
        if len(found) >= count or now - question.asked > OLD:
            break
        found.append(question)
    return found


def poisson(rng: Random, mean: float) -> int:
    """Draw a Poisson number; above 50 by its normal approximation."""
    if mean > 50:
        return max(0, round(rng.gauss(mean, mean**0.5)))
    count, left = 0, rng.expovariate(1.0)
    while left < mean:
        count += 1
        left += rng.expovariate(1.0)
    return count


def ask_stream(plan: Plan) -> Iterator[tuple[float, int, int]]:
    """Yield (second, specialty, asker) in order of time, for the warm-up and measured days."""
    rng = Random(f"asks-{plan.seed}")  # noqa: S311
    hours, demand = list(accumulate(ASK_WEIGHTS)), list(accumulate(s.demand for s in SPECIALTIES))
    for day in range(plan.warmup + plan.days):
        mean = plan.members * plan.rate * (WEEKEND_ASKS if day % 7 >= 5 else 1.0)
        times = sorted(
            day * DAY + (pick(rng, hours) + rng.random()) * HOUR for _ in range(poisson(rng, mean))
        )
        for t in times:
            yield t, pick(rng, demand), rng.randrange(plan.members)


def visit_stream(plan: Plan, people: Population) -> Iterator[tuple[float, int]]:
    """Yield (second, member) of unprompted visits in order of time, one day more than questions."""
    rng = Random(f"visits-{plan.seed}")  # noqa: S311
    tempers = people.by_temper()
    curves = [[list(accumulate(curve[:24])), list(accumulate(curve[24:]))] for curve in AT_HAND]
    for day in range(plan.warmup + plan.days + 1):
        free = int(day % 7 >= 5)
        visits: list[tuple[float, int]] = []
        for temper, members in enumerate(tempers):
            for _ in range(poisson(rng, len(members) * OPENS_A_DAY[temper]) if members else 0):
                who = members[rng.randrange(len(members))]
                hour = pick(rng, curves[people.practice[who]][free]) + rng.random()
                visits.append((day * DAY + hour * HOUR, who))
        visits.sort()
        yield from visits
