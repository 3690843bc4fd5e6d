"""Two clicks at once, on both databases: one wins, the other is told, nothing is half done."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from tests.factories import NOON, asked, member
from tests.moderation.kit import (
    DAY,
    SUSPEND,
    advised,
    asked_of,
    complaint,
    decided,
    moderator,
    reported,
    senior,
    verdict,
)
from toctoc.ledger.queries import verify
from toctoc.moderation import actions, clock
from toctoc.moderation.models import Appeal, Case, Decision, Measure, Notice, Remark
from toctoc.moderation.types import NotClaimed, Taken, TooLate
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed

pytestmark = pytest.mark.django_db(transaction=True)


def together(*doing: Callable[[], object]) -> list[object]:
    """Each in a thread of its own, begun at the same moment; results or exceptions, in order."""
    found: list[object] = [None] * len(doing)
    start = threading.Barrier(len(doing))

    def run(place: int) -> None:
        try:
            start.wait(10)
            found[place] = doing[place]()
        except Exception as error:
            found[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(doing))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


def test_two_moderators_claim_at_once_and_exactly_one_wins() -> None:
    case, _ = reported(asked(member()))
    judges = [moderator() for _ in range(4)]
    found = together(
        *(lambda by=by: actions.claim(by=by, case_id=case.public_id, at=NOON) for by in judges)
    )
    assert sum(isinstance(one, Case) for one in found) == 1
    assert sum(isinstance(one, Taken) for one in found) == 3
    winner = judges[[isinstance(one, Case) for one in found].index(True)]
    assert Case.objects.get(pk=case.pk).claimed_by == winner


def test_the_same_moderator_clicks_twice_and_decides_once() -> None:
    case, _ = reported(asked(member()))
    judge = moderator()
    actions.claim(by=judge, case_id=case.public_id, at=NOON)

    def click() -> Decision:
        return actions.decide(
            by=judge, case_id=case.public_id, verdict=verdict("hide", "reminder"), at=NOON
        )

    found = together(click, click)
    assert sum(isinstance(one, Decision) for one in found) == 1
    assert sum(isinstance(one, NotClaimed | TooLate) for one in found) == 1
    assert Measure.objects.count() == 2


def test_ten_people_report_at_once_and_make_one_case() -> None:
    post = asked(member())
    people = [member() for _ in range(6)]
    found = together(
        *(
            lambda by=by: actions.report(complaint("post", post.public_id), by=by, at=NOON)
            for by in people
        )
    )
    assert not [one for one in found if isinstance(one, Exception)]
    assert Case.objects.count() == 1
    numbers = sorted(Notice.objects.values_list("number", flat=True))
    assert numbers == [f"S-2026-{n:06}" for n in range(1, 7)]
    assert verify().intact


def test_two_moderators_who_judge_each_other_wait_for_nobody_for_ever() -> None:
    """Rows are locked in one order: no deadlock, and whoever is suspended first judges no more."""
    first, second = moderator(), moderator()
    of_second, _ = reported(asked(second))
    of_first, _ = reported(asked(first))
    actions.claim(by=first, case_id=of_second.public_id, at=NOON)
    actions.claim(by=second, case_id=of_first.public_id, at=NOON)
    found = together(
        lambda: actions.decide(
            by=first, case_id=of_second.public_id, verdict=verdict(SUSPEND), at=NOON
        ),
        lambda: actions.decide(
            by=second, case_id=of_first.public_id, verdict=verdict(SUSPEND), at=NOON
        ),
    )
    assert sum(isinstance(one, Decision) for one in found) == 1
    assert Person.objects.filter(standing="suspended").count() == 1


def test_two_colleagues_open_a_question_at_once_and_one_answers() -> None:
    case, _ = reported(asked(member()))
    judge, *others = (moderator() for _ in range(4))
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    asked_of(case, judge)

    def answer(by: Person) -> None:
        advised(case, by, "hide")

    found = together(*(lambda by=by: answer(by) for by in others))
    assert [one for one in found if one is not None and not isinstance(one, Taken | TooLate)] == []
    assert Remark.objects.filter(kind="opinion").count() == 1
    assert Remark.objects.get(kind="question").to == Remark.objects.get(kind="opinion").by


def test_a_decision_and_an_opinion_at_once_wait_for_nobody() -> None:
    """Whichever comes first, the decision stands and nothing is left waiting."""
    case, _ = reported(asked(member()))
    judge, other = moderator(), moderator()
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    asked_of(case, judge, other)
    actions.open_opinion(by=other, case_id=case.public_id, at=NOON)
    decision, opinion = together(
        lambda: actions.decide(by=judge, case_id=case.public_id, verdict=verdict("hide"), at=NOON),
        lambda: actions.give_opinion(
            by=other, case_id=case.public_id, proposed=["nothing"], words="", at=NOON
        ),
    )
    assert isinstance(decision, Decision)
    assert isinstance(opinion, Remark | TooLate)
    assert not Remark.objects.filter(waits=True).exists()


def test_a_moderator_suspended_at_the_moment_they_decide() -> None:
    """Decided before, it stands; suspended before, nothing is decided and the case is free."""
    judge, author = moderator(), member()
    case, _ = reported(asked(author))
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    own, _ = reported(asked(judge), "racism")
    boss = senior()
    actions.claim(by=boss, case_id=own.public_id, at=NOON)
    decision, _suspended = together(
        lambda: actions.decide(by=judge, case_id=case.public_id, verdict=verdict("hide"), at=NOON),
        lambda: actions.decide(by=boss, case_id=own.public_id, verdict=verdict(SUSPEND), at=NOON),
    )
    case.refresh_from_db()
    assert Person.objects.get(pk=judge.pk).standing == "suspended"
    assert case.claimed_by is None
    if isinstance(decision, Decision):
        assert case.state == "closed"
    else:
        assert isinstance(decision, NotAllowed | NotClaimed)
        assert (case.state, case.decisions.count()) == ("open", 0)
    assert verify().intact


def test_two_clocks_end_a_measure_once() -> None:
    case, _ = reported(asked(member()))
    decided(case, SUSPEND)
    found = together(*[lambda: clock.tick(NOON + 30 * DAY)] * 3)
    assert not [one for one in found if isinstance(one, Exception)]
    assert Measure.objects.get().why == "ended"
    assert not Person.objects.filter(standing="suspended").exists()
    assert verify().intact


def test_two_seniors_judge_an_appeal_at_once_and_one_does() -> None:
    author = member()
    case, _ = reported(asked(author))
    decision = decided(case, "hide")
    appeal = actions.appeal(
        by=author, decision_id=decision.public_id, reasons="Je conteste, merci.", at=NOON
    )
    judges = [senior(), senior()]

    def judge(by: Person) -> Appeal:
        actions.claim_appeal(by=by, appeal_id=appeal.public_id, at=NOON)
        return actions.decide_appeal(
            by=by,
            appeal_id=appeal.public_id,
            outcome="overturned",
            answer="Relu en entier, avec le fil.",
            at=NOON,
        )

    found = together(*(lambda by=by: judge(by) for by in judges))
    assert sum(isinstance(one, Appeal) for one in found) == 1
    assert sum(isinstance(one, Taken | TooLate) for one in found) == 1


def test_confirming_twice_excludes_once() -> None:
    author = member()
    case, _ = reported(asked(author))
    proposal = decided(case, "exclusion")
    found = together(
        *(
            lambda by=by: actions.confirm(
                by=by, decision_id=proposal.public_id, agree=True, at=NOON
            )
            for by in (senior(), senior())
        )
    )
    assert sum(isinstance(one, Decision) for one in found) == 1
    assert sum(isinstance(one, TooLate) for one in found) == 1
    assert Person.objects.get(pk=author.pk).standing == "excluded"
