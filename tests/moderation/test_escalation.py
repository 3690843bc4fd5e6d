"""What nobody decides goes up by itself, and goes on being said (D11)."""

from __future__ import annotations

import contextlib

import pytest

from tests.factories import NOON, asked, member
from tests.moderation.kit import DAY, HOUR, decided, dispute, moderator, operator, reported, senior
from toctoc.moderation import actions, clock, queries
from toctoc.notify.models import Notice as InboxLine
from toctoc.people.types import NotAllowed

pytestmark = pytest.mark.django_db


def test_a_protected_report_cannot_be_buried() -> None:
    """D11: nobody decided in 48 hours: seniors alone have it, first in their queue, counted."""
    _author, post, _asker = dispute()
    case, _ = reported(post, protected=True)
    reported(asked(member()), "secrecy")
    assert clock.tick(NOON + 47 * HOUR) == 0
    assert clock.tick(NOON + 48 * HOUR) == 2
    assert clock.tick(NOON + 48 * HOUR) == 0
    case.refresh_from_db()
    assert case.senior_only
    late = NOON + 49 * HOUR
    assert not queries.queue(moderator(), late).rows
    assert len(queries.queue(senior(), late).rows) == 2
    counts = queries.counts(NOON, NOON + 3 * DAY)
    assert (counts["notices_protected"], counts["protected_escalated"]) == (1, 1)


def test_what_seniors_leave_too_is_said_to_them_again_and_again() -> None:
    """D11, with nobody deciding: every 48 hours, to seniors and operators; never forgotten."""
    case, _ = reported(dispute()[1], protected=True)
    judge, boss, chief = moderator(), senior(), operator()
    for times in range(1, 4):
        assert clock.tick(NOON + 48 * HOUR * times) == 1
        for person, lines in ((judge, 0), (boss, times), (chief, times)):
            told = InboxLine.objects.filter(person=person, key__contains="escalated")
            assert told.count() == lines
    case.refresh_from_db()
    assert case.escalated_at == NOON + 48 * HOUR, "counted once, when it began"
    actions.claim(by=boss, case_id=case.public_id, at=NOON + 7 * DAY)


def test_going_on_reading_for_ever_buries_nothing() -> None:
    """D11: a page that prolongs its hold does so until one hold after the deadline, no longer."""
    case, _ = reported(dispute()[1], protected=True)
    judge = moderator()
    at = NOON + 47 * HOUR
    while at < NOON + 50 * HOUR:
        with contextlib.suppress(NotAllowed):
            actions.claim(by=judge, case_id=case.public_id, at=at)
        clock.tick(at)
        at += HOUR / 6
    case.refresh_from_db()
    assert case.senior_only
    assert case.escalated_at is not None
    assert case.escalated_at <= NOON + 49 * HOUR


def test_a_case_somebody_is_reading_does_not_escalate_under_their_hands() -> None:
    _author, post, _asker = dispute()
    case, _ = reported(post)
    judge, late = moderator(), NOON + 48 * HOUR
    actions.claim(by=judge, case_id=case.public_id, at=late - HOUR / 4)
    assert clock.tick(late) == 0
    assert clock.tick(late + HOUR) == 1


def test_an_exclusion_that_no_senior_confirms_is_said_again() -> None:
    """Nobody is excluded by silence, nor left with a proposal that nobody reads."""
    case, _ = reported(dispute()[1])
    boss = senior()
    decided(case, "hide", "exclusion")
    before = InboxLine.objects.filter(person=boss).count()
    assert clock.tick(NOON + 48 * HOUR) == 1
    assert InboxLine.objects.filter(person=boss).count() == before + 1
    case.refresh_from_db()
    assert case.state == "confirm"
