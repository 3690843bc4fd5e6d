"""T1, T2, M6: the simulation runs the product's routing and its figures can be trusted."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from random import Random

import pytest

from toctoc.ops.simulate.__main__ import main, run_one
from toctoc.ops.simulate.behaviour import (
    AT_HAND,
    Practice,
    Temper,
    fatigue,
    is_on_call,
    notice,
    notice_delay,
)
from toctoc.ops.simulate.engine import Plan, Question, World, ask_stream, poisson
from toctoc.ops.simulate.policies import Nobody, Reference, Sample, Toctoc, earliest
from toctoc.ops.simulate.population import SPECIALTIES, Population
from toctoc.ops.simulate.report import Measure, at_equal_delay, knocks_for, measure
from toctoc.questions.routing import Clock

SMALL = Plan(members=200, days=60, warmup=20, seed=5)


@lru_cache(maxsize=1)
def people() -> Population:
    return Population(SMALL.members, SMALL.seed)


@lru_cache(maxsize=1)
def toctoc() -> Measure:
    return run_one(SMALL, people(), Toctoc())


def test_t2_a_network_of_200_answers_most_daytime_questions_within_15_minutes() -> None:
    found = toctoc()
    assert found.questions > 60
    assert found.daytime_within_15 > 0.75
    assert found.within_1440 > 0.9


def test_m6_nobody_is_knocked_more_than_the_budget() -> None:
    found = toctoc()
    assert found.knocks_max <= 3
    assert found.knocks_mean <= 2.0


def test_the_same_seed_gives_the_same_figures() -> None:
    short = replace(SMALL, days=5, warmup=2)
    assert run_one(short, people(), Toctoc()) == run_one(short, people(), Toctoc())


def test_no_knock_goes_out_in_quiet_hours_unless_on_call() -> None:
    sent: list[tuple[float, int, bool]] = []

    class Watched(Toctoc):
        def _knock(self, now, question, number, need, ring, moment):  # type: ignore[no-untyped-def]
            sent.extend((now, c.person_id, self._known[c.person_id].on_call) for c in ring.chosen)
            super()._knock(now, question, number, need, ring, moment)

    World(SMALL, people(), Watched()).run()
    night = [on_call for now, _, on_call in sent if not 7 <= now % 86400 / 3600 < 21]
    assert len(sent) > 500
    assert night
    assert all(night)


def test_nobody_is_knocked_twice_for_a_question_nor_for_their_own() -> None:
    pairs: list[tuple[int, int, int]] = []

    class Watched(Toctoc):
        def _knock(self, now, question, number, need, ring, moment):  # type: ignore[no-untyped-def]
            pairs.extend((question.number, c.person_id, question.asker) for c in ring.chosen)
            super()._knock(now, question, number, need, ring, moment)

    World(SMALL, people(), Watched()).run()
    assert len(set(pairs)) == len(pairs)
    assert all(who != asker for _, who, asker in pairs)


def test_all_policies_meet_the_same_questions() -> None:
    asked = []
    for policy in (Toctoc(), Nobody(), Reference(whole_network=True)):
        questions = World(replace(SMALL, days=5), people(), policy).run()
        asked.append([(q.asked, q.specialty, q.asker) for q in questions])
    assert asked[0] == asked[1] == asked[2] == list(ask_stream(replace(SMALL, days=5)))


def test_references_cost_what_they_say() -> None:
    plan = replace(SMALL, days=10, warmup=0)
    everybody = run_one(plan, people(), Reference(whole_network=True))
    per_question = everybody.knocks_a_question
    assert per_question == pytest.approx(len(people().reachable), rel=0.01)
    specialty = run_one(plan, people(), Reference(whole_network=False))
    assert specialty.knocks_a_question < per_question / 4
    sample = run_one(plan, people(), Sample(20, whole_network=True))
    assert 19 <= sample.knocks_a_question <= 20
    assert run_one(plan, people(), Nobody()).knocks_mean == 0


@pytest.mark.parametrize("whole", [True, False])
def test_crowds_drawn_by_number_match_pushes_played_one_by_one(whole: bool) -> None:
    """The short cut that makes 230,000 members possible changes no figure."""
    plan = Plan(members=1_500, days=25, warmup=0, seed=9)
    crowd = Population(plan.members, plan.seed)
    one, drawn = (
        run_one(plan, crowd, Reference(whole_network=whole, exact=exact)) for exact in (True, False)
    )
    assert one.median is not None
    assert drawn.median is not None
    assert drawn.median == pytest.approx(one.median, rel=0.25)
    assert drawn.within_15 == pytest.approx(one.within_15, abs=0.08)
    assert drawn.within_1440 == pytest.approx(one.within_1440, abs=0.08)
    assert drawn.knocks_mean == one.knocks_mean


def test_the_earliest_of_a_crowd_are_those_of_many_draws() -> None:
    how = notice(Practice.OFFICE, Temper.REGULAR, 10 * 3600.0, on_call=False, attention=1.0)
    rng = Random(3)
    first, played = [], []
    for _ in range(300):
        first.append(min(earliest(rng, 400, 0.5, how)))
        delays = [notice_delay(rng, how) for _ in range(400) if rng.random() < 0.5]
        played.append(min(delay for delay in delays if delay is not None))
    assert sorted(first)[150] == pytest.approx(sorted(played)[150], rel=0.25)


def test_fatigue_is_open_and_can_be_switched_off() -> None:
    assert fatigue(5) == 1.0
    assert fatigue(6) == pytest.approx(0.85)
    assert fatigue(10_000) == 0.02
    assert fatigue(10_000, enabled=False) == 1.0
    busy = replace(SMALL, days=4, warmup=0, rate=0.2)
    tired = run_one(busy, people(), Reference(whole_network=True))
    fresh = run_one(replace(busy, with_fatigue=False), people(), Reference(whole_network=True))
    assert fresh.within_15 > tired.within_15


def test_a_wider_first_ring_buys_time_with_knocks() -> None:
    plan = Plan(members=2_000, days=20, warmup=5, seed=2)
    crowd = Population(plan.members, plan.seed)
    narrow, wide = (
        run_one(plan, crowd, Toctoc(Clock(first_ring_expected=expected))) for expected in (0.5, 4.0)
    )
    assert narrow.median is not None
    assert wide.median is not None
    assert wide.median < narrow.median
    assert wide.knocks_a_question > narrow.knocks_a_question


def test_the_population_has_the_shape_of_french_demography() -> None:
    crowd = Population(20_000, 1)
    codes = Counter(SPECIALTIES[number].code for number in crowd.specialty)
    assert 0.40 < codes["SM54"] / 20_000 < 0.46
    assert 0.67 < len(crowd.reachable) / 20_000 < 0.73
    assert all(len(curve) == 48 and 0 < max(curve) <= 0.5 for curve in AT_HAND)


def test_on_call_is_an_evening_for_a_few_and_never_for_the_dormant() -> None:
    at_22 = 22 * 3600.0
    share = sum(is_on_call(n, Temper.REGULAR, at_22, 1) for n in range(20_000)) / 20_000
    assert 0.015 < share < 0.025
    on_call = next(n for n in range(1_000) if is_on_call(n, Temper.REGULAR, at_22, 1))
    assert is_on_call(on_call, Temper.REGULAR, at_22 + 8 * 3600, 1)
    assert not is_on_call(on_call, Temper.REGULAR, at_22 + 11 * 3600, 1)
    assert not is_on_call(on_call, Temper.DORMANT, at_22, 1)


@pytest.mark.parametrize("mean", [0.3, 4.0, 400.0])
def test_poisson_draws_have_their_mean(mean: float) -> None:
    rng = Random(1)
    draws = [poisson(rng, mean) for _ in range(4_000)]
    assert sum(draws) / len(draws) == pytest.approx(mean, rel=0.08)


def a_measure(median: float | None, knocks: float, policy: str = "toctoc") -> Measure:
    return replace(toctoc(), policy=policy, daytime_median=median, knocks_a_question=knocks)


def test_equal_delay_is_read_between_points_and_a_loss_is_said() -> None:
    curve = [a_measure(10.0, 5.0), a_measure(4.0, 11.0), a_measure(5.0, 14.0)]
    assert knocks_for(curve, 7.0) == pytest.approx(8.0)
    assert knocks_for(curve, 20.0) == 5.0
    assert knocks_for(curve, 1.0) is None
    assert "x2.0" in at_equal_delay(curve, a_measure(4.0, 22.0, "specialty"))
    assert "NOT fewer" in at_equal_delay(curve, a_measure(4.0, 3.0, "specialty"))
    assert "NOT reached" in at_equal_delay(curve, a_measure(1.0, 99.0, "specialty"))
    best = min(point.daytime_median or 0 for point in curve)
    assert "3 seconds more" in at_equal_delay(curve, a_measure(best - 0.05, 99.0, "specialty"))
    assert "never" in at_equal_delay(curve, a_measure(None, 3.0, "specialty"))


def test_unanswered_questions_count_as_late() -> None:
    plan = Plan(members=10, days=1, warmup=0)
    questions = [Question(n, 36_000.0, 0, 0, [36_060.0] if n == 0 else []) for n in range(4)]
    found = measure(plan, "x", questions, Counter({0: 5, 2: 5}))
    assert found.within_15 == 0.25
    assert found.median is None
    assert (found.knocks_mean, found.knocks_max, found.knocks_p99) == (1.0, 2, 2)


def test_the_command_prints_a_table_or_json(capsys: pytest.CaptureFixture[str]) -> None:
    short = ["--members", "200", "--days", "3", "--warmup", "1", "--seed", "4"]
    assert main(short) == 0
    printed = capsys.readouterr().out
    assert all(word in printed for word in ("toctoc", "visits only", "specialty", "everybody"))
    assert main([*short, "--json"]) == 0
    lines = [json.loads(text) for text in capsys.readouterr().out.splitlines()]
    assert next(one["policy"] for one in lines) == "toctoc"
    assert len(lines) == 4


def test_the_sweep_says_what_equal_delay_costs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--members", "200", "--days", "3", "--warmup", "1", "--sweep"]) == 0
    assert "At equal delay" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [["--days", "0"], ["--members", "1"], ["--budget", "0"]])
def test_senseless_numbers_are_refused(
    wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--members", "200", *wrong]) == 2
    assert "needed" in capsys.readouterr().err
