"""T1, M6: what holds for every question, every roster and every hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from toctoc.questions.routing import (
    Candidate,
    Clock,
    Code,
    Need,
    choose_ring,
    explain,
    next_due,
    why_not,
)

CODES = ["SM30", "SM04", "SM54"]
START = datetime(2026, 3, 2, tzinfo=UTC)
moments = st.integers(0, 14 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
minutes_of_day = st.none() | st.integers(0, 1439)


@st.composite
def people(draw: st.DrawFn) -> Candidate:
    return Candidate(
        person_id=draw(st.integers(1, 60)),
        specialties=frozenset(draw(st.sets(st.sampled_from(CODES), max_size=2))),
        profession=draw(st.sampled_from(["10", "60"])),
        hours=draw(st.sampled_from([(), (1.0,) * 48, (0.2,) * 24 + (3.0,) * 24])),
        quiet_start=draw(minutes_of_day),
        quiet_end=draw(minutes_of_day),
        budget=draw(st.integers(0, 4)),
        knocks_today=draw(st.integers(0, 4)),
        last_knock_at=draw(st.none() | moments),
        answer_rate=draw(st.floats(0.001, 0.95)),
        on_call=draw(st.booleans()),
        muted=draw(st.booleans()),
        referent=draw(st.booleans()),
    )


rosters = st.lists(people(), max_size=40, unique_by=lambda person: person.person_id)
needs = st.builds(
    Need,
    specialties=st.frozensets(st.sampled_from(CODES), max_size=2),
    asked_at=moments,
    asker_id=st.integers(1, 60),
    urgent=st.booleans(),
)
rings = st.integers(0, 5)
CLOCK = Clock(ring_caps=(8, 8, 8, 8, 8, 3))


@given(needs, rings, rosters, st.sets(st.integers(1, 60), max_size=10), moments)
@settings(max_examples=200, deadline=None)
def test_nobody_is_knocked_against_a_promise(
    need: Need, ring: int, roster: list[Candidate], already: set[int], now: datetime
) -> None:
    found = choose_ring(need, ring, roster, already, now, CLOCK)
    by_id = {person.person_id: person for person in roster}
    ids = [chosen.person_id for chosen in found.chosen]
    assert len(ids) == len(set(ids))
    assert need.asker_id not in ids
    assert not already & set(ids)
    for person in (by_id[person_id] for person_id in ids):
        assert not person.muted
        assert person.knocks_today < person.budget
        assert person.on_call or not _asleep(person, now)
        assert why_not(need, ring, person, already, now, CLOCK) is None


def _asleep(person: Candidate, now: datetime) -> bool:
    """Written another way than the code: walk the quiet minutes (winter time, one hour ahead)."""
    start = 1260 if person.quiet_start is None else person.quiet_start
    end = 420 if person.quiet_end is None else person.quiet_end
    here = (now.hour * 60 + now.minute + 60) % 1440
    return (here - start) % 1440 < (end - start) % 1440


@given(needs, rings, rosters, moments)
@settings(max_examples=150, deadline=None)
def test_the_target_is_reached_or_the_reason_is_said(
    need: Need, ring: int, roster: list[Candidate], now: datetime
) -> None:
    found = choose_ring(need, ring, roster, (), now, CLOCK)
    target = (2.0 if ring else CLOCK.first_ring_expected) * (1.5 if need.urgent else 1.0)
    eligible = [p for p in roster if why_not(need, ring, p, (), now, CLOCK) is None]
    reached = found.expected_answers >= target
    full = len(found.chosen) == CLOCK.ring_caps[ring]
    assert reached or full or len(found.chosen) == len(eligible)
    assert (found.note.code is Code.NOBODY) == (not eligible)
    assert sum(count for _, count in found.left_out) + len(eligible) == len(roster)


@given(needs, rings, rosters, moments, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_same_question_gets_the_same_ring_in_any_order(
    need: Need, ring: int, roster: list[Candidate], now: datetime, shuffler: object
) -> None:
    first = choose_ring(need, ring, roster, (), now, CLOCK)
    mixed = list(roster)
    shuffler.shuffle(mixed)  # type: ignore[attr-defined]
    assert choose_ring(need, ring, mixed, (), now, CLOCK) == first


@given(needs, rings, rosters, moments)
@settings(max_examples=100, deadline=None)
def test_every_knock_can_be_explained(
    need: Need, ring: int, roster: list[Candidate], now: datetime
) -> None:
    for chosen in choose_ring(need, ring, roster, (), now, CLOCK).chosen:
        assert 0 < chosen.chance <= 0.95
        for lang in ("fr", "en"):
            sentences = explain(chosen.why, lang)
            assert len(sentences) == len(chosen.why) >= 2


@given(moments, moments)
@settings(max_examples=100, deadline=None)
def test_rings_come_one_after_the_other_within_a_day(asked: datetime, now: datetime) -> None:
    due = [next_due(ring, asked, asked, CLOCK) for ring in range(6)]
    known = [moment for moment in due if moment is not None]
    assert known == sorted(known)
    assert len(known) == 6
    assert known[-1] == asked + timedelta(hours=24)
    late = next_due(5, asked, now, CLOCK)
    assert late is not None
    assert late >= now
