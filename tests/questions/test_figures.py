"""T2, M6: delays measured and said, nobody pointed at."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOON, asked, member, replied
from toctoc.questions.figures import benefit, delays, figures, quantile

MINUTE = dt.timedelta(minutes=1)


@pytest.mark.django_db
def test_figures_count_delays_by_specialty_and_hour() -> None:
    neurologist = member("SM32")
    for number in range(6):
        at = NOON + dt.timedelta(days=number)
        question = asked(member(), specialties=("SM32",), at=at)
        if number:
            replied(neurologist, question, at=at + number * 4 * MINUTE)
    found = figures(at=NOON + dt.timedelta(days=10))
    assert found.all.questions == 6
    assert found.all.answered == pytest.approx(5 / 6)
    assert found.all.median == 12 * 60
    assert found.all.within_15_min == pytest.approx(3 / 6)
    assert [code for code, _ in found.by_specialty] == ["SM32"]
    assert [hour for hour, group in found.by_hour if group] == [12]


@pytest.mark.django_db
def test_a_group_too_small_to_hide_in_is_left_out() -> None:
    for _ in range(4):
        asked(member(), specialties=("SM32",))
    found = figures(at=NOON + MINUTE)
    assert found.by_specialty == []
    assert not any(group for _, group in found.by_hour)


@pytest.mark.django_db
def test_a_member_sees_what_asking_brought() -> None:
    gp = member()
    assert benefit(gp).questions == 0
    replied(member(), asked(gp), at=NOON + 6 * MINUTE)
    asked(gp, at=NOON + MINUTE)
    assert (benefit(gp).questions, benefit(gp).median) == (2, 360.0)


def test_nothing_answered_has_no_median() -> None:
    assert delays([None, None]).median is None
    assert delays([]).answered == 0


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_a_quantile_lies_among_the_values(values: list[float]) -> None:
    ordered = sorted(values)
    median, p90 = quantile(ordered, 0.5), quantile(ordered, 0.9)
    assert median is not None
    assert p90 is not None
    assert ordered[0] <= median <= p90 * (1 + 1e-9) + 1e-9
    assert p90 <= ordered[-1] * (1 + 1e-9)
