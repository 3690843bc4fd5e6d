"""The figures that are quoted are those that were measured, everywhere the same."""

from __future__ import annotations

import pytest
from bench._score import interval
from bench.measured import DOC, table

from toctoc.guard.figures import Measures, Mode, measured, quoted

SETS = measured()


def test_what_is_quoted_was_measured_on_texts_never_read() -> None:
    posts = quoted("posts")
    assert posts is not None
    assert posts.part == "frozen"
    assert posts.texts > 0
    assert quoted("poems") is None


@pytest.mark.parametrize("found", SETS, ids=lambda m: f"{m.kind}-{m.part}")
def test_each_share_is_its_count_and_lies_in_its_interval(found: Measures) -> None:
    for mode in (found.typing, found.publication):
        for rate in (mode.recall, mode.precision, mode.whole, mode.flagged, mode.traps):
            assert 0 <= rate.part <= rate.whole
            assert (rate.low, rate.high) == tuple(
                round(x, 1) for x in interval(rate.part, rate.whole)
            )
            assert rate.low - 0.1 <= rate.percent <= rate.high + 0.1
        assert all(rate.part <= rate.whole for rate in mode.labels.values())


@pytest.mark.parametrize("found", SETS, ids=lambda m: f"{m.kind}-{m.part}")
def test_publication_looks_for_more_than_typing(found: Measures) -> None:
    def seen(mode: Mode) -> int:
        return mode.recall.part

    assert seen(found.publication) >= seen(found.typing)


def test_the_model_card_shows_the_very_figures_that_ship() -> None:
    told = DOC.read_text(encoding="utf-8")
    block = told.partition("<!-- measured -->\n")[2].partition("<!-- /measured -->")[0]
    assert block.strip() == table(list(SETS)), "python -m bench.guard --write"


def test_the_model_card_promises_nothing_it_cannot_hold() -> None:
    told = DOC.read_text(encoding="utf-8").lower()
    assert "does not make a text anonymous" in told
    for promise in ("guaranteed", "fully anonymous", "100 % safe"):
        assert promise not in told
