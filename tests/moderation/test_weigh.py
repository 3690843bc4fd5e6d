"""The order of the queue and the ladder: pure functions."""

from __future__ import annotations

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOON
from toctoc.moderation import _ladder
from toctoc.moderation._weigh import HARM, Urgency, rank, score, weight
from toctoc.moderation.models import Family
from toctoc.moderation.types import PERSONAL, Past, Step

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def test_a_crowd_within_an_hour_weighs_as_one_voice() -> None:
    """B5: a hundred people sent by one message are one voice."""
    crowd = [(f"p{n}", NOON + n * dt.timedelta(seconds=20)) for n in range(100)]
    assert weight(crowd) == weight(crowd[:1]) == 1.0


def test_people_who_report_apart_from_each_other_weigh_more_and_more_slowly() -> None:
    apart = [(f"p{n}", NOON + 3 * n * HOUR) for n in range(8)]
    assert [weight(apart[:n]) for n in (1, 2, 4, 8)] == [1.0, 2.0, 3.0, 4.0]


def test_one_person_who_insists_counts_once() -> None:
    assert weight([("p", NOON + n * DAY) for n in range(5)]) == 1.0


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 500)), max_size=40))
def test_weight_does_not_depend_on_the_order_of_notices(found: list[tuple[str, int]]) -> None:
    voices = [(who, NOON + minutes * dt.timedelta(minutes=10)) for who, minutes in found]
    assert weight(voices) == weight(list(reversed(voices)))
    assert 1.0 <= weight(voices) <= 1 + len({who for who, _ in voices})


def test_the_graver_comes_first_and_what_waits_comes_one_day() -> None:
    breach, advert = Urgency(HARM["secrecy"], 1, NOON), Urgency(HARM["advertising"], 1, NOON)
    assert rank(breach, NOON + HOUR) > rank(advert, NOON + HOUR)
    fresh = Urgency(HARM["secrecy"], 1, NOON + 7 * DAY)
    assert rank(advert, NOON + 7 * DAY) > rank(fresh, NOON + 7 * DAY)


def test_trusted_notifiers_come_first_then_what_was_left_too_long() -> None:
    plain = Urgency(100, 5.0, NOON - 30 * DAY)
    late = Urgency(15, 1.0, NOON, escalated=True)
    trusted = Urgency(15, 1.0, NOON, trusted=True)
    assert sorted([plain, late, trusted], key=lambda one: rank(one, NOON)) == [plain, late, trusted]


def test_a_clock_that_goes_back_makes_no_case_less_urgent_than_new() -> None:
    case = Urgency(50, 1.0, NOON)
    assert score(case, NOON - DAY) == score(case, NOON) == 50


def test_each_family_has_its_harm() -> None:
    assert set(HARM) == set(Family.values)


def past(kind: str, *, days_ago: int = 10, why: str = "", years: int = 1) -> Past:
    since = NOON - days_ago * DAY
    return Past(kind, "sexism", "", since, since + years * 365 * DAY, None, why, "d", "c")


def test_the_ladder_goes_up_one_step_at_a_time() -> None:
    assert _ladder.advised([], "sexism", NOON) == "reminder"
    assert _ladder.advised([], "secrecy", NOON) == "warning"
    for lighter, heavier in itertools.pairwise(PERSONAL):
        assert _ladder.advised([past(lighter)], "sexism", NOON) == heavier
    assert _ladder.advised([past("exclusion")], "sexism", NOON) == "exclusion"


def test_what_was_overturned_or_is_old_is_not_held_against_anybody() -> None:
    assert _ladder.advised([past("suspension", why="overturned")], "sexism", NOON) == "reminder"
    assert _ladder.advised([past("reminder", days_ago=400)], "sexism", NOON) == "reminder"
    assert _ladder.advised([past("suspension", days_ago=4 * 365)], "sexism", NOON) == "reminder"


@given(st.sampled_from(PERSONAL), st.sampled_from(PERSONAL))
def test_a_step_is_skipped_only_upwards(taken: str, advised: str) -> None:
    skipped = _ladder.skips([Step(taken)], advised)
    assert skipped == (PERSONAL.index(taken) > PERSONAL.index(advised))
    assert not _ladder.skips([Step("hide"), Step("nothing")], advised)
