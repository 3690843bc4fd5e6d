"""T1, T2, M6: who is knocked for a question, when, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from toctoc.questions.routing import (
    TYPICAL_HOURS,
    Candidate,
    Clock,
    Code,
    KnockFact,
    Need,
    Reason,
    choose_ring,
    explain,
    exposure_of,
    learn_answer_rate,
    learn_hours,
    next_due,
    pool_window,
    presence_of,
    smooth_rate,
    still_wanted,
    why_not,
)

NEPHRO, CARDIO, GP = "SM30", "SM04", "SM54"
MORNING = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)  # a Tuesday, 10 h in Paris
NIGHT = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)  # 3 h in Paris
CLOCK = Clock()
NEED = Need(frozenset({NEPHRO}), MORNING, asker_id=1)


def colleague(person_id: int, *specialties: str, **kept: object) -> Candidate:
    return replace(
        Candidate(person_id, frozenset(specialties or {NEPHRO}), answer_rate=0.3), **kept
    )


def chosen_ids(ring_number: int, people: list[Candidate], **kept: object) -> list[int]:
    now = kept.pop("now", MORNING)
    clock = kept.pop("clock", CLOCK)
    already = kept.pop("already", ())
    ring = choose_ring(NEED, ring_number, people, already, now, clock, **kept)
    return [chosen.person_id for chosen in ring.chosen]


def test_t1_a_question_of_nephrology_knocks_nephrologists_before_anybody_else() -> None:
    people = [colleague(n, CARDIO, answer_rate=0.9) for n in range(10, 20)]
    people += [colleague(n, NEPHRO) for n in range(20, 30)]
    ring = choose_ring(NEED, 0, people, (), MORNING, CLOCK, 0)
    assert {chosen.person_id for chosen in ring.chosen} <= set(range(20, 30))
    assert ring.expected_answers >= 2.0
    assert ring.note.code is Code.TARGET_REACHED


def test_the_first_ring_stops_at_two_expected_answers() -> None:
    people = [colleague(n, answer_rate=0.6, hours=(1.0,) * 48) for n in range(10, 60)]
    assert len(chosen_ids(0, people)) == 4


def test_an_urgent_question_knocks_more_doors() -> None:
    people = [colleague(n, answer_rate=0.6, hours=(1.0,) * 48) for n in range(10, 60)]
    urgent = replace(NEED, urgent=True)
    assert len(choose_ring(urgent, 0, people, (), MORNING, CLOCK).chosen) == 6


def test_a_small_network_tops_up_its_first_ring_with_the_same_profession() -> None:
    people = [colleague(10, NEPHRO), colleague(11, GP), colleague(12, GP, profession="60")]
    assert chosen_ids(0, people) == [10, 11]
    strict = replace(CLOCK, first_ring_tops_up=False)
    assert chosen_ids(0, people, clock=strict) == [10]
    assert chosen_ids(1, people, clock=strict) == [10, 11]
    assert chosen_ids(2, people, clock=strict) == [10, 11, 12]


def test_nobody_is_knocked_in_quiet_hours_except_who_said_available() -> None:
    people = [colleague(n) for n in range(10, 20)] + [colleague(20, on_call=True)]
    assert chosen_ids(0, people, now=NIGHT) == [20]
    ring = choose_ring(NEED, 0, people[:10], (), NIGHT, CLOCK)
    assert ring.chosen == ()
    assert ring.note.code is Code.NOBODY
    assert dict(ring.left_out) == {Code.QUIET_HOURS: 10}


def test_a_person_keeps_their_own_quiet_hours() -> None:
    night_owl = colleague(10, quiet_start=8 * 60, quiet_end=16 * 60)
    never_quiet = colleague(11, quiet_start=0, quiet_end=0)
    assert chosen_ids(0, [night_owl, never_quiet], now=NIGHT) == [10, 11]
    assert chosen_ids(0, [night_owl, never_quiet], now=MORNING) == [11]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"person_id": 1}, Code.ASKER),
        ({"person_id": 99}, Code.ALREADY_KNOCKED),
        ({"specialties": frozenset({CARDIO}), "profession": "60"}, Code.NOT_CONCERNED),
        ({"muted": True}, Code.MUTED),
        ({"knocks_today": 3}, Code.BUDGET_SPENT),
        ({"budget": 0}, Code.BUDGET_SPENT),
        ({"quiet_start": 0, "quiet_end": 1439}, Code.QUIET_HOURS),
        ({"last_knock_at": MORNING - timedelta(minutes=4)}, Code.JUST_KNOCKED),
    ],
)
def test_each_refusal_is_strict_and_explained(changes: dict[str, object], code: Code) -> None:
    person = replace(colleague(10), **changes)
    reason = why_not(NEED, 0, person, {99}, MORNING, CLOCK)
    assert reason is not None
    assert reason.code is code
    assert chosen_ids(0, [person], already={99}) == []
    assert explain([reason], "fr") != explain([reason], "en")


def test_being_on_call_opens_quiet_hours_but_neither_budget_nor_mute() -> None:
    assert why_not(NEED, 0, colleague(10, on_call=True), (), NIGHT, CLOCK) is None
    for closed in ({"knocks_today": 3}, {"muted": True}):
        assert chosen_ids(0, [colleague(10, on_call=True, **closed)], now=NIGHT) == []


def test_m6_the_same_three_people_are_not_knocked_all_day() -> None:
    """The three best are 2 times likelier to answer, and still others get their turn."""
    people = {n: colleague(n, answer_rate=0.6 if n < 13 else 0.3) for n in range(10, 40)}
    knocks: dict[int, int] = dict.fromkeys(people, 0)
    for question in range(10):
        now = MORNING + timedelta(minutes=55 * question)
        need = replace(NEED, asked_at=now)
        for chosen in choose_ring(need, 0, people.values(), (), now, CLOCK).chosen:
            who = chosen.person_id
            knocks[who] += 1
            people[who] = replace(people[who], knocks_today=knocks[who], last_knock_at=now)
    assert max(knocks.values()) <= 3
    assert sum(count > 0 for count in knocks.values()) >= 25


def test_a_day_of_a_hundred_questions_never_passes_the_budget() -> None:
    people = {n: colleague(n, budget=2) for n in range(10, 30)}
    for question in range(100):
        now = MORNING + timedelta(minutes=6 * question)
        for chosen in choose_ring(NEED, 0, people.values(), (), now, CLOCK).chosen:
            old = people[chosen.person_id]
            people[old.person_id] = replace(
                old, knocks_today=old.knocks_today + 1, last_knock_at=now
            )
    assert {person.knocks_today for person in people.values()} == {2}


def test_an_answer_stops_the_widening_and_two_stop_everything() -> None:
    people = [colleague(10)]
    assert chosen_ids(0, people, answers=1) == [10]
    assert chosen_ids(0, people, answers=2) == []
    assert choose_ring(NEED, 1, people, (), MORNING, CLOCK, 1).note.code is Code.ANSWERED
    assert next_due(1, MORNING, MORNING, CLOCK, answers=1) is None
    assert still_wanted(1, CLOCK)
    assert not still_wanted(2, CLOCK)


def paris(day: int, at: str) -> datetime:
    """Winter time: Paris is an hour ahead."""
    return datetime.combine(
        datetime(2026, 3, day, tzinfo=UTC).date(), time.fromisoformat(at), UTC
    ) - timedelta(hours=1)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ((3, "10:00"), [(3, "10:00"), (3, "10:10"), (3, "10:30"), (3, "12:30"), (4, "10:00")]),
        ((3, "15:00"), [(3, "15:00"), (3, "15:10"), (3, "15:30"), (3, "19:30"), (4, "12:30")]),
        ((3, "02:00"), [(3, "02:00"), (3, "02:10"), (3, "02:30"), (3, "08:00"), (4, "02:00")]),
        ((3, "23:00"), [(3, "23:00"), (3, "23:10"), (3, "23:30"), (4, "08:00"), (4, "23:00")]),
    ],
)
def test_the_clock_of_the_rings(asked: tuple[int, str], due: list[tuple[int, str]]) -> None:
    start = paris(*asked)
    found = [next_due(ring, start, start, CLOCK) for ring in range(6)]
    assert found[:5] == [paris(*moment) for moment in due]
    assert found[5] == start + timedelta(hours=24)
    assert next_due(6, start, start, CLOCK) is None


def test_a_late_worker_sends_a_ring_at_once() -> None:
    late = MORNING + timedelta(hours=1)
    assert next_due(1, MORNING, late, CLOCK) == late


def test_prime_time_follows_the_watch_when_summer_time_begins() -> None:
    """29 March 2026: 12:30 in Paris becomes 10:30 UTC instead of 11:30."""
    asked = datetime(2026, 3, 29, 8, 0, tzinfo=UTC)
    assert next_due(3, asked, asked, CLOCK) == datetime(2026, 3, 29, 10, 30, tzinfo=UTC)


def test_after_a_day_the_question_goes_to_referents_only() -> None:
    people = [colleague(10), colleague(11, GP, referent=True)]
    ring = choose_ring(NEED, 5, people, (), MORNING + timedelta(hours=24), CLOCK)
    assert [chosen.person_id for chosen in ring.chosen] == [11]
    assert ring.chosen[0].why[0].code is Code.REFERENT


def test_why_was_i_knocked_reads_like_a_sentence() -> None:
    person = colleague(
        10, hours=(1.2,) * 48, knocks_today=1, last_knock_at=MORNING - timedelta(hours=5)
    )
    why = choose_ring(NEED, 0, [person], (), MORNING, CLOCK).chosen[0].why
    assert explain(why, "fr", {NEPHRO: "néphrologie"}) == [
        "La question porte sur votre spécialité : néphrologie.",
        "Vous êtes souvent là vers 10 h.",
        "Vous répondez souvent quand on frappe à votre porte.",
        "On n’avait pas frappé à votre porte depuis 5 h.",
        "C’est la 2ᵉ fois aujourd’hui, sur 3 que vous acceptez.",
    ]
    assert explain(why, "en-GB", {NEPHRO: "nephrology"})[0] == (
        "The question is about your specialty: nephrology."
    )


ARGS = {
    "specialty": NEPHRO, "hour": 9, "hours": 5, "rank": 1, "of": 3, "minutes": 125, "number": 3,
    "start": 1260, "end": 420, "name": "Dr Jeanne Valmorin",
}  # fmt: skip


@pytest.mark.parametrize("code", list(Code))
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_reason_has_a_sentence_in_both_languages(code: Code, lang: str) -> None:
    (sentence,) = explain([Reason(code, tuple(ARGS.items()))], lang)
    assert sentence.endswith(".")
    assert "{" not in sentence


@pytest.mark.parametrize("code", list(Code))
def test_a_reason_survives_storage(code: Code) -> None:
    reason = Reason(code, tuple(ARGS.items()))
    assert Reason.from_json(reason.to_json()) == reason


def test_settings_are_read_and_mistakes_are_named() -> None:
    clock = Clock.from_settings(
        {"first_ring_expected": 3, "prime_times": ["13:00"], "ring_caps": [1, 2, 3, 4, 5, 6]}
    )
    assert clock.prime_times == (time(13, 0),)
    assert clock.first_ring_expected == 3.0
    for wrong in (
        {"first_rnig": 1},
        {"morning": "25:00"},
        {"ring_caps": [1]},
        {"prime_times": "12:30"},
        {"prime_times": []},
        {"first_ring_tops_up": "no"},
        {"first_ring_expected": 0},
    ):
        with pytest.raises(ValueError):
            Clock.from_settings(wrong)


def test_bad_input_is_refused() -> None:
    with pytest.raises(ValueError):
        choose_ring(NEED, 6, [], (), MORNING, CLOCK)
    with pytest.raises(ValueError):
        choose_ring(NEED, 0, [colleague(10)], (), MORNING.replace(tzinfo=None), CLOCK)


def test_habits_are_learned_slowly() -> None:
    seen = [0.0] * 48
    seen[13] = 20.0
    hours = learn_hours(seen, 22, 8)
    assert hours[13] > 2.0 > TYPICAL_HOURS[13]
    assert all(habit > 0 for habit in hours)
    assert learn_hours([0.0] * 48, 0, 0) == TYPICAL_HOURS
    with pytest.raises(ValueError):
        learn_hours([1.0], 1, 1)


def test_answer_rates_start_from_the_prior_and_forgive_the_overtaken() -> None:
    newcomer = learn_answer_rate([])
    assert newcomer == pytest.approx(1 / 11)
    keen = learn_answer_rate([KnockFact(True)] * 10)
    silent = learn_answer_rate([KnockFact(False)] * 10)
    overtaken = learn_answer_rate([KnockFact(False, exposure_of(1.0, 1.0, 2.0))] * 10)
    assert keen > newcomer > overtaken > silent
    assert smooth_rate(0, 0, prior=0.2) == pytest.approx(0.2)
    assert [presence_of(days) for days in (0, 1, 3, 4, 30)] == [0, 1, 1, 2, 2]
    with pytest.raises(ValueError):
        smooth_rate(-1, 0)


def test_a_large_roster_is_read_by_pages_that_turn() -> None:
    ids = range(100_000)
    pages = [pool_window(ids, key, 800) for key in range(2_000)]
    assert all(len(set(page)) == 800 for page in pages)
    assert pool_window(ids, 7, 800) == pages[7]
    assert len(set().union(*pages)) > 99_000
    assert pool_window([3, 4], 7, 800) == [3, 4]
