"""Three ways to carry a question: Toctoc's routing, and two references.

The references notify at once everybody, or everybody of the specialty, and never again. Beyond
``EXACT`` members they would make billions of pushes, of which only the first few to be noticed can
matter: the number of willing people is drawn for each group of alike members (practice x temper)
and the earliest delays are drawn as order statistics. Below, each push is played one by one; a test
holds the two ways together.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random
from statistics import NormalDist
from typing import Protocol

from toctoc.ops.simulate.behaviour import (
    AT_HAND,
    DAY,
    HELP_MEAN,
    NOTICE_MEDIAN,
    NOTICE_SIGMA,
    ON_CALL_SHARE,
    OPENS_A_DAY,
    OTHER_SPECIALTY,
    Notice,
    Temper,
    fatigue,
    is_on_call,
    notice,
    notice_delay,
)
from toctoc.ops.simulate.engine import ANYBODY, Plan, Question, World, poisson
from toctoc.ops.simulate.population import SPECIALTIES, Population, pick
from toctoc.questions import routing

EXACT = 2_000
RING, LEARN = 2, 100
"""Event kinds: 2 to 7 are rings 0 to 5, 100 and above the lesson of a ring after 15 minutes."""
EPOCH = datetime(2026, 1, 4, 23, tzinfo=UTC)
"""Monday 5 January 2026, midnight in Paris; runs stay in winter time."""


class Policy(Protocol):
    """How questions reach people."""

    name: str

    def attach(self, world: World) -> None:
        """Prepare for a run."""

    def asked(self, now: float, question: Question) -> None:
        """Carry a new question."""

    def event(self, now: float, kind: int, question: Question, who: int) -> None:
        """Handle an event that the policy scheduled."""

    def answered(self, now: float, question: Question, who: int) -> None:
        """Take note of an answer."""

    def knock_days(self, plan: Plan) -> Counter[int]:
        """Return how many (member, measured day) pairs met each number of knocks."""


class Nobody:
    """No knock at all: what unprompted visits do by themselves."""

    name = "visits only"

    def attach(self, world: World) -> None:
        """Remember the members."""
        self._world = world

    def asked(self, now: float, question: Question) -> None:
        """Wait."""

    def event(self, now: float, kind: int, question: Question, who: int) -> None:
        """Nothing is scheduled."""

    def answered(self, now: float, question: Question, who: int) -> None:
        """Nothing to learn."""

    def knock_days(self, plan: Plan) -> Counter[int]:
        """Nobody was knocked on any day."""
        return Counter({0: len(self._world.people.reachable) * plan.days})


class Reference:
    """Notify everybody, or the whole specialty, at once."""

    def __init__(self, *, whole_network: bool, exact: bool | None = None) -> None:
        self.name = "everybody" if whole_network else "specialty"
        self._whole, self._exact = whole_network, exact
        self._sent: Counter[tuple[int, int]] = Counter()

    def attach(self, world: World) -> None:
        """Count alike members once."""
        self._world = world
        if self._exact is None:
            self._exact = world.plan.members <= EXACT
        self._by_specialty: list[Counter[tuple[int, int]]] = [Counter() for _ in SPECIALTIES]
        self._all: Counter[tuple[int, int]] = Counter()
        for (specialty, practice, temper), size in world.people.groups.items():
            self._by_specialty[specialty][practice, temper] += size
            self._all[practice, temper] += size

    def asked(self, now: float, question: Question) -> None:
        """Push to all of them."""
        scope = 0 if self._whole else question.specialty
        key = (int(now // DAY), scope)
        attention = fatigue(self._sent[key], self._world.plan.with_fatigue)
        self._sent[key] += 1
        if self._exact:
            self._one_by_one(now, question, attention)
            return
        delays = sorted(self._crowd(now, question, attention))[:8]
        for delay in delays:
            self._world.at(now + delay, 0, question.number, ANYBODY)

    def _one_by_one(self, now: float, question: Question, attention: float) -> None:
        world, people = self._world, self._world.people
        for who in people.reachable if self._whole else people.roster[question.specialty]:
            if who == question.asker:
                continue
            push(world, now, question, who, attention)

    def _crowd(self, now: float, question: Question, attention: float) -> Iterator[float]:
        """Yield when the earliest willing people of each group notice."""
        own = self._by_specialty[question.specialty]
        for group, size in (self._all if self._whole else own).items():
            matched = own[group]
            yield from self._group(now, group, matched, HELP_MEAN, attention)
            others = (size - matched) if self._whole else 0
            yield from self._group(now, group, others, HELP_MEAN * OTHER_SPECIALTY, attention)

    def _group(
        self, now: float, group: tuple[int, int], size: int, will: float, attention: float
    ) -> Iterator[float]:
        practice, temper = group
        evening = not 8 <= now % DAY / 3600 < 19 and temper != Temper.DORMANT
        called = round(size * ON_CALL_SHARE) if evening else 0
        for count, on_call in ((size - called, False), (called, True)):
            if count:
                how = notice(practice, temper, now, on_call, attention)
                yield from earliest(self._world.rng, count, will, how)

    def event(self, now: float, kind: int, question: Question, who: int) -> None:
        """Nothing is scheduled."""

    def answered(self, now: float, question: Question, who: int) -> None:
        """Nothing to learn."""

    def knock_days(self, plan: Plan) -> Counter[int]:
        """Every member in scope met every question of the day."""
        people, found = self._world.people, Counter[int]()
        for day in range(plan.warmup, plan.warmup + plan.days):
            for scope, roster in enumerate([people.reachable] if self._whole else people.roster):
                found[self._sent[day, scope]] += len(roster)
        return found


class Sample:
    """A reference made cheaper: notify ``count`` people drawn at random, once."""

    def __init__(self, count: int, *, whole_network: bool) -> None:
        scope = "anybody" if whole_network else "specialists"
        self.name, self._count, self._whole = f"{count} {scope}", count, whole_network
        self._sent: Counter[tuple[int, int]] = Counter()

    def attach(self, world: World) -> None:
        """Draw from a stream of its own."""
        self._world = world
        self._rng = Random(f"sample-{world.plan.seed}")  # noqa: S311

    def asked(self, now: float, question: Question) -> None:
        """Push to the sample, one by one."""
        people = self._world.people
        scope = people.reachable if self._whole else people.roster[question.specialty]
        for who in self._rng.sample(scope, min(self._count, len(scope))):
            if who == question.asker:
                continue
            key = (int(now // DAY), who)
            attention = fatigue(self._sent[key], self._world.plan.with_fatigue)
            self._sent[key] += 1
            push(self._world, now, question, who, attention)

    def event(self, now: float, kind: int, question: Question, who: int) -> None:
        """Nothing is scheduled."""

    def answered(self, now: float, question: Question, who: int) -> None:
        """Nothing to learn."""

    def knock_days(self, plan: Plan) -> Counter[int]:
        """Count each member's knocks of each measured day."""
        days = range(plan.warmup, plan.warmup + plan.days)
        found = Counter(count for (day, _), count in self._sent.items() if day in days)
        found[0] = len(self._world.people.reachable) * plan.days - sum(found.values())
        return found


def push(
    world: World,
    now: float,
    question: Question,
    who: int,
    attention: float,
    on_call: bool | None = None,
) -> None:
    """Notify one member: when, if ever, will they notice?"""
    people = world.people
    temper = people.temper[who]
    if on_call is None:
        on_call = is_on_call(who, temper, now, world.plan.seed)
    question.knocked.add(who)
    delay = notice_delay(world.rng, notice(people.practice[who], temper, now, on_call, attention))
    if delay is not None:
        world.at(now + delay, 0, question.number, who)


def earliest(rng: Random, count: int, will: float, how: Notice) -> Iterator[float]:
    """Yield the earliest notice delays (8 at most of each way) of the willing among ``count``."""
    ways = (
        (how.at_once, 0.0, NOTICE_MEDIAN),
        (how.later, how.asleep, how.later_median),
    )
    for chance, after, median in ways:
        willing = _binomial(rng, count, chance * will)
        uniform = 0.0
        for left in range(willing, max(0, willing - 8), -1):
            uniform = 1.0 - (1.0 - uniform) * (1.0 - rng.random()) ** (1.0 / left)
            score = NormalDist().inv_cdf(min(max(uniform, 1e-12), 1 - 1e-12))
            yield after + median * 2.718281828459045 ** (NOTICE_SIGMA * score)


def _binomial(rng: Random, count: int, chance: float) -> int:
    """Draw exactly below 60 people, else by Poisson or, for a mean above 50, by normal."""
    if count < 60:
        return sum(rng.random() < chance for _ in range(count))
    mean = count * chance
    if mean > 50:
        return min(count, max(0, round(rng.gauss(mean, (mean * (1 - chance)) ** 0.5))))
    return min(count, poisson(rng, mean))


class Toctoc:
    """The product's routing: rings, budgets, quiet hours, learning as it goes."""

    def __init__(self, clock: routing.Clock | None = None, budget: int = 3) -> None:
        self.name, self.clock, self._budget = "toctoc", clock or routing.Clock(), budget
        self._known: dict[int, routing.Candidate] = {}
        self._intern: dict[float, float] = {}
        self._days: Counter[int] = Counter()
        self._lessons: list[tuple[float, int, list[tuple[int, float]]]] = []

    def attach(self, world: World) -> None:
        """Start knowing nothing of how members answer."""
        size = world.people.size
        self._world = world
        self._answered, self._exposure = array("f", bytes(4 * size)), array("f", bytes(4 * size))
        self._presence = array("b", [-1]) * size
        self._pooled = [[0.0, 0.0] for _ in range(3)]
        """Answers and exposure of everybody of the same presence: where a newcomer starts."""
        self._day, self._today = array("i", [-1]) * size, array("B", bytes(size))
        self._slots = [
            list(accumulate([5 / 7 * x for x in curve[:24]] + [2 / 7 * x for x in curve[24:]]))
            for curve in AT_HAND
        ]

    def asked(self, now: float, question: Question) -> None:
        """Send ring 0."""
        self._ring(now, question, 0)

    def event(self, now: float, kind: int, question: Question, who: int) -> None:
        """Send a wider ring, or learn from one that is 15 minutes old."""
        if kind >= LEARN:
            self._learn(kind - LEARN, question)
        else:
            self._ring(now, question, kind - RING)

    def answered(self, now: float, question: Question, who: int) -> None:
        """Answers are read by ``_learn``."""

    def _ring(self, now: float, question: Question, number: int) -> None:
        moment, clock = at_moment(now), self.clock
        need = routing.Need(
            frozenset((SPECIALTIES[question.specialty].code,)),
            at_moment(question.asked),
            question.asker,
        )
        answers = len(question.answers)
        if number == 0 or answers < clock.answers_stop_widening:
            ring = self._choose(now, question, need, number, moment)
            self._knock(now, question, number, need, ring, moment)
        due = routing.next_due(number + 1, need.asked_at, moment, clock, answers)
        if due is not None:
            self._world.at(
                (due - EPOCH).total_seconds(), RING + number + 1, question.number, ANYBODY
            )

    def _choose(
        self, now: float, question: Question, need: routing.Need, number: int, moment: datetime
    ) -> routing.Ring:
        """Look at a page of the specialty; at a page of everybody only when it is not enough."""
        people, clock, answers = self._world.people, self.clock, len(question.answers)
        page = routing.pool_window(
            people.roster[question.specialty], question.number * 8 + number, clock.pool_limit
        )
        ring = routing.choose_ring(
            need, number, self._candidates(page, now), question.knocked, moment, clock, answers
        )
        enough = (routing.Code.TARGET_REACHED, routing.Code.RING_FULL)
        if ring.note.code in enough or (number == 0 and not clock.first_ring_tops_up):
            return ring
        wide = routing.pool_window(people.reachable, question.number * 8 + number, clock.pool_limit)
        both = self._candidates(list(dict.fromkeys([*page, *wide])), now)
        return routing.choose_ring(need, number, both, question.knocked, moment, clock, answers)

    def _candidates(self, page: list[int], now: float) -> Iterator[routing.Candidate]:
        known, day, today = self._known, self._day, int(now // DAY)
        tempers, seed = self._world.people.temper, self._world.plan.seed
        for who in page:
            candidate = known.get(who)
            on_call = is_on_call(who, tempers[who], now, seed)
            if (
                candidate is None
                or candidate.on_call != on_call
                or (candidate.knocks_today and day[who] != today)
            ):
                candidate = self._refresh(who, today, on_call, candidate)
            yield candidate

    def _refresh(
        self, who: int, today: int, on_call: bool, old: routing.Candidate | None,
        last: datetime | None = None,
    ) -> routing.Candidate:  # fmt: skip
        hours = old.hours if old else self._history(who)
        candidate = routing.Candidate(
            person_id=who,
            specialties=_CODES[self._world.people.specialty[who]],
            hours=hours,
            budget=self._budget,
            knocks_today=self._today[who] if self._day[who] == today else 0,
            last_knock_at=last or (old.last_knock_at if old else None),
            answer_rate=self._rate(who),
            on_call=on_call,
        )
        self._known[who] = candidate
        return candidate

    def _rate(self, who: int) -> float:
        prior = routing.smooth_rate(*self._pooled[self._presence[who]])
        return routing.smooth_rate(self._answered[who], self._exposure[who], prior)

    def _history(self, who: int) -> tuple[float, ...]:
        """Learn hours and presence from 30 days of visits before the run, alike for all runs."""
        people = self._world.people
        rng = Random(who * 1_000_003 + self._world.plan.seed)  # noqa: S311
        visits = poisson(rng, 30 * OPENS_A_DAY[people.temper[who]])
        seen = [0.0] * routing.SLOTS
        for _ in range(visits):
            seen[pick(rng, self._slots[people.practice[who]])] += 1
        self._presence[who] = routing.presence_of(min(30, visits))
        hours = routing.learn_hours(seen, 22, 8)
        return tuple(self._intern.setdefault(round(value, 2), value) for value in hours)

    def _knock(
        self, now: float, question: Question, number: int, need: routing.Need,
        ring: routing.Ring, moment: datetime,
    ) -> None:  # fmt: skip
        world, today = self._world, int(now // DAY)
        slot, lesson = routing.slot_of(moment, self.clock), []
        for chosen in ring.chosen:
            who = chosen.person_id
            known = self._known[who]
            lesson.append(
                (
                    who,
                    routing.habit_at(known, slot)
                    * routing.match_of(need, number, known, self.clock),
                )
            )
            if self._day[who] != today:
                self._close_day(who)
                self._day[who], self._today[who] = today, 0
            attention = fatigue(self._today[who], world.plan.with_fatigue)
            self._today[who] += 1
            self._refresh(who, today, known.on_call, known, moment)
            push(world, now, question, who, attention, known.on_call)
        if lesson:
            self._lessons.append((now, question.number, lesson))
            world.at(now + 900, LEARN + len(self._lessons) - 1, question.number, ANYBODY)

    def _learn(self, index: int, question: Question) -> None:
        """Count who answered within 15 minutes; whoever was overtaken has not refused."""
        sent, _, lesson = self._lessons[index]
        self._lessons[index] = (sent, 0, [])
        stop = self.clock.answers_stop_all
        closed = question.answers[stop - 1] if len(question.answers) >= stop else sent + 900
        for who, weight in lesson:
            answered = who in question.answered_by
            minutes = 15.0 if answered else (closed - sent) / 60
            exposure = routing.exposure_of(weight, 1.0, minutes)
            self._answered[who] += answered
            self._exposure[who] += exposure
            pooled = self._pooled[self._presence[who]]
            pooled[0] += answered
            pooled[1] += exposure
            old = self._known[who]
            self._refresh(who, self._day[who], old.on_call, old)

    def _close_day(self, who: int) -> None:
        plan, day = self._world.plan, self._day[who]
        if plan.warmup <= day < plan.warmup + plan.days:
            self._days[self._today[who]] += 1

    def knock_days(self, plan: Plan) -> Counter[int]:
        """Close the last days and add the days without any knock. Call once, at the end."""
        people: Population = self._world.people
        for who in people.reachable:
            self._close_day(who)
        total = len(people.reachable) * plan.days
        self._days[0] += total - sum(self._days.values())
        return self._days


_CODES = [frozenset((item.code,)) for item in SPECIALTIES]


def at_moment(t: float) -> datetime:
    """Return the simulated second as the aware datetime that routing wants."""
    return EPOCH + timedelta(seconds=t)
