"""A worker or a page killed at any moment: nothing half hidden, nothing lost (K18)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from tests.factories import asked, member, replied
from toctoc.ledger.queries import verify
from toctoc.people.models import Person
from toctoc.posts.models import Post
from toctoc.stories import actions
from toctoc.stories.clock import tick
from toctoc.stories.models import Request, Story

from .kit import HOUR, LATER, claim, pressed, reads, request_of, story_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tasks_are_rows(settings: Any) -> None:
    """As in production: what is sent after commit is a row of the same transaction."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


_WRITES = ("INSERT", "UPDATE", "DELETE")


class Killed(BaseException):
    """Not an Exception: nothing may catch it on the way, as nothing catches a kill."""


class Fuse:
    """Dies just before the n-th statement that writes."""

    def __init__(self, left: int) -> None:
        self.left = left

    def __call__(self, execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith(_WRITES):
            if not self.left:
                raise Killed
            self.left -= 1
        return execute(sql, *rest)


def killed_at(step: int, act: Callable[[], object]) -> bool:
    """Run `act`, killed before its write number `step`; False when it had fewer."""
    try:
        with transaction.atomic(), connection.execute_wrapper(Fuse(step)):
            act()
    except Killed:
        return True
    return False


def at_every_step(act: Callable[[], object], untouched: Callable[[], None]) -> int:
    """Kill at each write in turn; after each, nothing has happened. Return how many writes."""
    step = 0
    while killed_at(step, act):
        untouched()
        step += 1
    return step


def test_a_press_killed_anywhere_hides_nothing_and_pressed_again_hides_all() -> None:
    author = member()
    question = asked(author)
    answer = replied(member(), question)
    sent = claim(question)

    def untouched() -> None:
        assert reads(author, question)
        assert reads(author, answer)
        assert not Request.objects.exists()
        assert verify().intact

    assert at_every_step(lambda: actions.submit(sent, at=LATER), untouched) > 8
    assert not reads(author, question)
    assert Request.objects.get().number == "H-2026-000001"


def test_an_erasure_killed_anywhere_erases_all_or_nothing() -> None:
    author = member()
    question = asked(author)
    replied(member(), question)
    ref = story_of(pressed(question)).public_id

    def untouched() -> None:
        assert all(Post.objects.values_list("body", flat=True))
        assert Story.objects.get().is_open
        assert verify().intact

    def answer() -> None:
        actions.answer_author(by=author, ref=ref, yes=True, at=LATER)

    assert at_every_step(answer, untouched) > 15
    assert not any(Post.objects.values_list("body", flat=True))
    assert not Story.objects.get().is_open


def test_a_clock_killed_anywhere_leaves_the_rest_to_the_next() -> None:
    """Each thing due is a transaction of its own: what was done is done, and once."""
    author, senior = member(), member(role=Person.Role.SENIOR)
    stories = [story_of(pressed(asked(author))) for _ in range(2)]
    actions.answer_author(by=author, ref=stories[1].public_id, yes=False, at=LATER)
    described = pressed("", words="Un message sur moi.")
    late, step, killed = LATER + 72 * HOUR, 0, True
    while killed:
        with transaction.atomic():
            killed = False
            try:
                with connection.execute_wrapper(Fuse(step)):
                    tick(late)
            except Killed:
                killed = True
            tick(late)
            assert set(Story.objects.values_list("state", flat=True)) == {"judging"}
            assert Story.objects.filter(escalated_at=late).count() == 2
            assert request_of(described).escalated_at == late
            assert senior.notices.filter(kind="desk").count() == 6
            assert verify().intact
            transaction.set_rollback(True)
        step += 1
    assert step > 8


@pytest.mark.parametrize("outcome", ["erase", "transpose", "restore"])
def test_a_decision_killed_anywhere_decides_nothing(outcome: str) -> None:
    author, senior = member(), member(role=Person.Role.SENIOR)
    question = asked(author)
    ref = story_of(pressed(question)).public_id
    actions.answer_author(by=author, ref=ref, yes=False, at=LATER)
    actions.take(by=senior, ref=ref, at=LATER)
    why = "Rien dans ce texte ne permet de reconnaître une personne précise."

    def untouched() -> None:
        story = Story.objects.get()
        assert (story.state, story.reasons, story.decided_at) == ("judging", "", None)
        assert not reads(author, question)
        assert Post.objects.get(pk=question.pk).body

    def decide() -> None:
        actions.decide(by=senior, ref=ref, outcome=outcome, reasons=why, at=LATER)

    assert at_every_step(decide, untouched) > 3
    assert Story.objects.get().decided_at == LATER
