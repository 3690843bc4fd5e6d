"""Small numbers are not said, and can't be worked out from what is said (D16, risk 11)."""

from __future__ import annotations

import datetime as dt
import itertools
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from toctoc.transparency._periods import quarters
from toctoc.transparency._protect import SMALLEST, protected, protected_parts, share

PARIS = ZoneInfo("Europe/Paris")


@given(st.integers(0, 10_000))
def test_a_number_said_is_nought_or_large_enough(value: int) -> None:
    assert protected(value) in (None, value)
    assert (protected(value) is None) == (0 < value < SMALLEST)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_no_subtraction_finds_a_small_part(parts: list[int]) -> None:
    shown, whole = protected_parts(parts, sum(parts))
    for part, said in zip(parts, shown, strict=True):
        assert said in (None, part)
        if 0 < part < SMALLEST:
            assert said is None
    hidden = [part for part, said in zip(parts, shown, strict=True) if said is None]
    if whole is not None:
        assert len(hidden) != 1


@given(st.integers(0, 50), st.integers(0, 5_000))
def test_a_share_of_few_is_not_said(part: int, more: int) -> None:
    whole = part + more
    said = share(part, whole)
    if 0 < part < SMALLEST or not whole:
        assert said is None
    else:
        assert said == round(100 * part / whole, 1)


def test_quarters_follow_each_other_over_a_change_of_year_and_of_clocks() -> None:
    at = dt.datetime(2026, 1, 31, 23, 30, tzinfo=dt.UTC)
    found = quarters(at, zone=PARIS, count=5)
    assert [one.key for one in found] == ["2026-T1", "2025-T4", "2025-T3", "2025-T2", "2025-T1"]
    assert found[0].until == at
    for later, earlier in itertools.pairwise(found):
        assert earlier.until == later.since
    assert found[2].since.utcoffset() != found[1].until.utcoffset()  # summer, then winter
