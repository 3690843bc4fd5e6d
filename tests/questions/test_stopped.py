"""What the guard stops is counted once a text, and never kept (D16, Law 5)."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories import NOON, asked, member, submission
from toctoc.limits.models import Counted, Tally
from toctoc.limits.tallies import forget_counted_before, tally
from toctoc.posts.types import Refused, Writing
from toctoc.questions import actions

pytestmark = pytest.mark.django_db
DAY = NOON.date()
NAMING = "Mme Jeanne Valmorin, 06 12 34 56 78, douleur thoracique ce matin, ECG normal. Avis ?"


def stopped() -> int:
    return tally("guard.stopped", DAY, DAY + dt.timedelta(days=1))


def test_a_text_stopped_five_times_counts_once() -> None:
    author = member()
    for _attempt in range(5):
        with pytest.raises(Refused):
            actions.ask(by=author, ask=submission(NAMING, "same"), at=NOON)
    assert stopped() == 1
    with pytest.raises(Refused):
        actions.ask(by=author, ask=submission(NAMING, "other"), at=NOON)
    assert stopped() == 2


def test_answers_and_edits_count_too_and_what_passes_does_not() -> None:
    author, colleague = member(), member()
    question = asked(author)
    assert stopped() == 0
    with pytest.raises(Refused):
        actions.reply(
            by=colleague,
            question=question.public_id,
            kind="answer",
            writing=Writing(NAMING, "answer"),
            at=NOON,
        )
    with pytest.raises(Refused):
        actions.edit(
            by=author,
            public_id=question.public_id,
            writing=Writing(NAMING, "edit"),
            version=1,
            at=NOON,
        )
    assert stopped() == 2


def test_nothing_of_the_text_nor_of_its_author_is_kept() -> None:
    author = member()
    with pytest.raises(Refused):
        actions.ask(by=author, ask=submission(NAMING, "same"), at=NOON)
    row = Counted.objects.get()
    assert "same" not in row.mark
    assert len(row.mark) == 32
    assert [field.name for field in Tally._meta.fields] == ["id", "name", "day", "count"]
    forget_counted_before(DAY + dt.timedelta(days=1))
    assert not Counted.objects.exists()
    assert stopped() == 1
