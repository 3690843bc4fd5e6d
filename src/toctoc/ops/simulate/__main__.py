"""``toctoc simulate``: how soon are questions answered, and at the price of how many knocks?

Without ``--members`` the whole table is printed: 200, 11,000 and 230,000 members.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace

from toctoc.ops.simulate.engine import Plan, World
from toctoc.ops.simulate.policies import Nobody, Policy, Reference, Sample, Toctoc
from toctoc.ops.simulate.population import Population
from toctoc.ops.simulate.report import HEAD, Measure, at_equal_delay, line, measure
from toctoc.questions.routing import Clock

SIZES = (200, 11_000, 230_000)
SWEEP = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 9.0, 14.0, 20.0)
SHORT_SWEEP = (0.5, 1.0, 2.0, 4.0, 9.0, 20.0)
SPECIALISTS, ANYBODIES = (10, 20, 40, 80, 160), (40, 80, 160, 640)
"""Cheaper references of the sweep: so many people drawn at random."""
LIFTED, LIFTED_BUDGET = (20.0, 40.0, 80.0, 160.0), 30
"""The references know no budget: to compare at their delay, ours is lifted too."""


def default_days(members: int) -> tuple[int, int]:
    """Return (measured, warm-up) days: some hundreds of questions at least, minutes at most."""
    if members <= 1_000:
        return 365, 60
    return (14, 14) if members <= 50_000 else (3, 4)


def run_one(plan: Plan, people: Population, policy: Policy, name: str | None = None) -> Measure:
    """Run one policy and measure it."""
    questions = World(plan, people, policy).run()
    return measure(plan, name or policy.name, questions, policy.knock_days(plan))


def policies(budget: int) -> list[Policy]:
    """Return Toctoc as it is set by default, no push at all, and the two references."""
    return [
        Toctoc(budget=budget),
        Nobody(),
        Reference(whole_network=False),
        Reference(whole_network=True),
    ]


def swept_clock(expected: float) -> Clock:
    """Return the default clock with another first ring; caps grow so that they don't hide it."""
    clock = Clock()
    first = max(clock.ring_caps[0], round(60 * expected))
    return replace(clock, first_ring_expected=expected, ring_caps=(first, *clock.ring_caps[1:]))


def lifted_clock(expected: float, members: int) -> Clock:
    """Return a clock that asks as often as it takes: for comparison only.

    A large network asks the specialty alone; a small one, which has two of each, everybody.
    """
    clock = swept_clock(expected)
    first = max(clock.ring_caps[0], round(25 * expected))
    return replace(
        clock,
        first_ring_tops_up=members <= 1_000,
        min_gap_minutes=0,
        ring_caps=(first, *clock.ring_caps[1:]),
    )


def compare(plan: Plan, budget: int, show: Callable[[Measure], None]) -> None:
    """Run the three policies on the same people."""
    people = Population(plan.members, plan.seed)
    for policy in policies(budget):
        show(run_one(plan, people, policy))


def sweep(
    plan: Plan, budget: int, show: Callable[[Measure], None], say: Callable[[str], None]
) -> None:
    """Run Toctoc for several sizes of the first ring, then say what equal delay costs."""
    people = Population(plan.members, plan.seed)
    values = SWEEP if plan.members <= 50_000 else SHORT_SWEEP
    curve: list[Measure] = []
    for expected in values:
        curve.append(
            run_one(
                plan, people, Toctoc(swept_clock(expected), budget), f"toctoc expect {expected:g}"
            )
        )
        show(curve[-1])
    for expected in LIFTED:
        policy = Toctoc(lifted_clock(expected, plan.members), LIFTED_BUDGET)
        curve.append(run_one(plan, people, policy, f"no budget, expect {expected:g}"))
        show(curve[-1])
    references: list[Policy] = [Sample(count, whole_network=False) for count in SPECIALISTS]
    references += [Sample(count, whole_network=True) for count in ANYBODIES]
    references += [Reference(whole_network=False), Reference(whole_network=True)]
    found = [run_one(plan, people, policy) for policy in references]
    for one in found:
        show(one)
    say("At equal delay (daytime median, toctoc's curve interpolated):")
    for one in found:
        say(at_equal_delay(curve, one))


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    made = argparse.ArgumentParser(prog="toctoc simulate", description=__doc__)
    made.add_argument("--members", type=int, action="append", help="size; may be repeated")
    made.add_argument("--days", type=int, help="measured days (default: by size)")
    made.add_argument("--warmup", type=int, help="days before measuring (default: by size)")
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--rate", type=float, default=0.01, help="questions a member a day")
    made.add_argument("--budget", type=int, default=3, help="knocks a day a member accepts")
    made.add_argument("--no-fatigue", action="store_true", help="attention never wears off")
    made.add_argument("--sweep", action="store_true", help="delay against knocks, by first ring")
    made.add_argument("--json", action="store_true", help="one JSON object a line")
    return made


def plan_of(options: argparse.Namespace, members: int) -> Plan:
    """Read the options for one size."""
    days, warmup = default_days(members)
    return Plan(
        members=members,
        days=days if options.days is None else options.days,
        warmup=warmup if options.warmup is None else options.warmup,
        seed=options.seed,
        rate=options.rate,
        with_fatigue=not options.no_fatigue,
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command. Returns 0, or 2 for numbers that make no sense."""
    options = parser().parse_args(argv)
    sizes = options.members or list(SIZES)
    plans = [plan_of(options, size) for size in sizes]
    if (
        any(p.members < 2 or p.days < 1 or p.warmup < 0 or p.rate <= 0 for p in plans)
        or options.budget < 1
    ):
        sys.stderr.write("members >= 2, days >= 1, warmup >= 0, rate > 0, budget >= 1 are needed\n")
        return 2

    def say(text: str) -> None:
        if not options.json:
            sys.stdout.write(text + "\n")
            sys.stdout.flush()

    def show(found: Measure) -> None:
        if options.json:
            sys.stdout.write(json.dumps(found.to_json()) + "\n")
        say(line(found))

    fatigue = "off" if options.no_fatigue else "on"
    say(f"seed {options.seed}, {options.rate:g} questions a member a day, fatigue {fatigue}")
    say("delays in minutes; knocks a day for a member who accepts them; day: asked 8 h to 20 h")
    say(HEAD)
    for plan in plans:
        if options.sweep:
            sweep(plan, options.budget, show, say)
        else:
            compare(plan, options.budget, show)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
