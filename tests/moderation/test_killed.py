"""A worker killed at any step of what a decision does leaves all of it, or nothing (D15).

Each verb is run again and again; the first time its first write fails as if the process had died
there, then the second, until it goes through: after each death the tables are as they were.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from tests.factories import NOON, member
from tests.moderation.kit import (
    DAY,
    FACTS,
    NO_IMAGES,
    SUSPEND,
    asked_of,
    decided,
    dispute,
    moderator,
    reported,
    senior,
    verdict,
)
from toctoc.ledger.queries import verify
from toctoc.moderation import actions, clock
from toctoc.moderation.models import Case
from toctoc.people.models import Person
from toctoc.posts.models import Post

pytestmark = pytest.mark.django_db
WATCHED = (
    "moderation.Case", "moderation.Decision", "moderation.Measure", "moderation.Appeal",
    "moderation.Remark", "moderation.Conciliation", "people.Person", "people.Restriction",
    "posts.Post", "posts.Hold", "ledger.Entry", "notify.Notice", "live.Event",
    "django_tasks_database.DBTaskResult",
)  # fmt: skip
Doing = Callable[[], object]


@pytest.fixture(autouse=True)
def _no_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reasons are read by the guard before anything is written; thirty times would be slow."""
    monkeypatch.setattr("toctoc.moderation._words.names_somebody", lambda _text: False)


class Killed(BaseException):
    """Not an error that anything may catch and go on from."""


@contextmanager
def killed_at(step: int) -> Iterator[list[str]]:
    """Die just before the write number `step`."""
    writes: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            if len(writes) == step:
                raise Killed
            writes.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield writes


def tables() -> dict[str, list[tuple[Any, ...]]]:
    return {
        name: [
            tuple(map(_plain, row))
            for row in apps.get_model(name).objects.order_by("pk").values_list()
        ]
        for name in WATCHED
    }


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def judging(*steps: Any) -> tuple[Doing, Callable[[], bool]]:
    author, post, _asker = dispute()
    case, _ = reported(post)
    judge = moderator()
    actions.claim(by=judge, case_id=case.public_id, at=NOON)

    def do() -> object:
        return actions.decide(by=judge, case_id=case.public_id, verdict=verdict(*steps), at=NOON)

    return do, lambda: Case.objects.get(pk=case.pk).state != "open" and bool(author.pk)


def protecting() -> tuple[Doing, Callable[[], bool]]:
    author, post, _asker = dispute()
    case, _ = reported(post, "secrecy")
    judge = moderator()
    actions.claim(by=judge, case_id=case.public_id, at=NOON)

    def do() -> object:
        return actions.protect(by=judge, case_id=case.public_id, facts=FACTS, at=NOON)

    return do, lambda: not Person.objects.get(pk=author.pk).is_member


def confirming() -> tuple[Doing, Callable[[], bool]]:
    author, post, _asker = dispute()
    proposal, boss = decided(reported(post)[0], "exclusion"), senior()

    def do() -> object:
        return actions.confirm(by=boss, decision_id=proposal.public_id, agree=True, at=NOON)

    return do, lambda: Person.objects.get(pk=author.pk).standing == "excluded"


def overturning() -> tuple[Doing, Callable[[], bool]]:
    author, post, _asker = dispute()
    taken = decided(reported(post, by=member())[0], "hide", SUSPEND)
    reasons = "Je citais un patient, relisez."
    opened = actions.appeal(by=author, decision_id=taken.public_id, reasons=reasons, at=NOON)
    judge = senior()
    actions.claim_appeal(by=judge, appeal_id=opened.public_id, at=NOON)

    def do() -> object:
        return actions.decide_appeal(
            by=judge, appeal_id=opened.public_id, outcome="overturned", answer=reasons, at=NOON
        )

    def done() -> bool:
        shown = Post.objects.get(pk=post.pk).state == "published"
        return shown and Person.objects.get(pk=author.pk).is_member

    return do, done


def ending() -> tuple[Doing, Callable[[], bool]]:
    author, post, _asker = dispute()
    measure = decided(reported(post)[0], SUSPEND).measures.get()

    def do() -> object:
        return clock.end_measure(measure.pk, at=NOON + 30 * DAY)

    return do, lambda: Person.objects.get(pk=author.pk).standing == "active"


def escalating() -> tuple[Doing, Callable[[], bool]]:
    case, _ = reported(dispute()[1], protected=True)
    senior()

    def do() -> object:
        return clock.escalate(case.pk, at=NOON + dt.timedelta(hours=48))

    return do, lambda: Case.objects.get(pk=case.pk).senior_only


def stepping_aside() -> tuple[Doing, Callable[[], bool]]:
    case, _ = reported(dispute()[1])
    judge, _other = moderator(), moderator()
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    asked_of(case, judge)

    def do() -> object:
        return actions.recuse(by=judge, case_id=case.public_id, at=NOON)

    return do, lambda: Case.objects.get(pk=case.pk).claimed_by is None


@pytest.mark.parametrize(
    "world",
    [
        lambda: judging("hide", SUSPEND),
        lambda: judging(NO_IMAGES),
        protecting,
        confirming,
        overturning,
        ending,
        escalating,
        stepping_aside,
    ],
    ids=["hide-suspend", "restrict", "protect", "confirm", "overturn", "end", "escalate",
         "recuse"],
)  # fmt: skip
def test_dying_anywhere_leaves_all_or_nothing(world: Callable[[], Any]) -> None:
    do, done = world()
    before = tables()
    for step in range(200):
        try:
            with killed_at(step) as writes:
                do()
        except Killed:
            after = tables()
            assert {k for k in before if before[k] != after[k]} == set(), f"write {step}"
            assert not done()
            continue
        break
    assert len(writes) >= 4, "it did write"
    assert done()
    assert verify().intact
