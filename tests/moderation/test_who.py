"""The permission table: every kind of person x every act of moderation."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction

from tests.factories import NOON, account, asked, member
from tests.moderation.kit import (
    BETTER,
    FACTS,
    WHY,
    complaint,
    decided,
    moderator,
    operator,
    reported,
    senior,
    verdict,
)
from toctoc.moderation import actions, queries
from toctoc.moderation.models import Case, Decision
from toctoc.moderation.types import ModerationError
from toctoc.people.models import Person
from toctoc.people.types import PeopleError
from toctoc.posts.types import Writing

pytestmark = pytest.mark.django_db


class World:
    """One dispute, at the point where an act is tried: author, witness, judges."""

    def __init__(self) -> None:
        self.author, self.witness = member(), member()
        self.post = asked(self.author)
        self.judge = moderator()
        suspended = member(role=Person.Role.MODERATOR)
        Person.objects.filter(pk=suspended.pk).update(standing="suspended")
        unproven = account()
        self.people: dict[str, Person] = {
            "unproven": unproven,
            "member": member(),
            "author": self.author,
            "witness": self.witness,
            "auditor": member(role=Person.Role.AUDITOR),
            "moderator": moderator(),
            "senior": senior(),
            "operator": operator(),
            "suspended moderator": Person.objects.get(pk=suspended.pk),
        }

    def case(self, family: str = "fatphobia") -> Case:
        return reported(self.post, family, by=self.witness)[0]

    def number(self) -> str:
        return Case.objects.get().notices.get().number

    def decided(self, *steps: str) -> Decision:
        return decided(self.case(), *steps, by=self.judge)


Try = Callable[[World, Person], object]


def claim(world: World, by: Person) -> object:
    return actions.claim(by=by, case_id=world.case().public_id, at=NOON)


def decide(world: World, by: Person) -> object:
    """With the claim already on their name, by whatever mistake."""
    case = world.case()
    Case.objects.update(claimed_by=by, claimed_until=NOON.replace(year=2027))
    return actions.decide(by=by, case_id=case.public_id, verdict=verdict("hide"), at=NOON)


def read(world: World, by: Person) -> object:
    case = world.case()
    Case.objects.update(claimed_by=by, claimed_until=NOON.replace(year=2027))
    return actions.read_case(by=by, case_id=case.public_id, at=NOON)


def protect(world: World, by: Person) -> object:
    case = world.case("secrecy")
    Case.objects.update(claimed_by=by, claimed_until=NOON.replace(year=2027))
    return actions.protect(by=by, case_id=case.public_id, facts=FACTS, at=NOON)


def see_queue(world: World, by: Person) -> object:
    world.case()
    return queries.queue(by, NOON)


def note(world: World, by: Person) -> object:
    return actions.leave_note(by=by, case_id=world.case().public_id, words=WHY, at=NOON)


def open_case(world: World, by: Person) -> object:
    return actions.open_case(by=by, post_id=world.post.public_id, family="sexism", at=NOON)


def report(world: World, by: Person) -> object:
    return actions.report(complaint("post", world.post.public_id), by=by, at=NOON)


def confirm(world: World, by: Person) -> object:
    decision = world.decided("exclusion")
    return actions.confirm(by=by, decision_id=decision.public_id, agree=True, at=NOON)


def read_statement(world: World, by: Person) -> object:
    return queries.statement_for(by, world.decided("hide").public_id, NOON)


def appeal(world: World, by: Person) -> object:
    decision = world.decided("hide")
    return actions.appeal(by=by, decision_id=decision.public_id, reasons=WHY, at=NOON)


def judge_appeal(world: World, by: Person) -> object:
    decision = world.decided("hide")
    opened = actions.appeal(by=world.author, decision_id=decision.public_id, reasons=WHY, at=NOON)
    return actions.claim_appeal(by=by, appeal_id=opened.public_id, at=NOON)


def transpose(world: World, by: Person) -> object:
    decision = world.decided("transpose")
    return actions.transpose(
        by=by, decision_id=decision.public_id, writing=Writing(BETTER, "t-who"), at=NOON
    )


def follow(world: World, by: Person) -> object:
    world.case()
    return queries.outcome_of(by=by, number=world.number(), at=NOON)


def contest(world: World, by: Person) -> object:
    world.decided("nothing")
    return actions.contest(by=by, number=world.number(), reasons=WHY, at=NOON)


def trust(world: World, by: Person) -> object:
    assert world.people
    return actions.make_notifier(by=by, name="Une association", at=NOON)


JUDGES = {"moderator", "senior", "operator"}
SENIORS = {"senior", "operator"}
MEMBERS = {"member", "author", "witness", "auditor", *JUDGES}
ACTS: dict[Try, set[str]] = {
    report: MEMBERS,
    see_queue: JUDGES,
    claim: JUDGES,
    decide: JUDGES,
    read: JUDGES,
    protect: JUDGES,
    note: JUDGES,
    open_case: JUDGES,
    confirm: SENIORS,
    judge_appeal: SENIORS,
    read_statement: {"author"},
    appeal: {"author"},
    transpose: {"author"},
    follow: {"witness"},
    contest: {"witness"},
    trust: {"operator"},
}


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_each_person_may_do_what_the_table_says(act: Try) -> None:
    """Each tries in the same world, taken back after: one's act may not help the next one."""
    world, allowed = World(), set()
    for name, person in world.people.items():
        with transaction.atomic():
            try:
                with transaction.atomic():
                    act(world, person)
            except (PeopleError, ModerationError):
                pass
            else:
                allowed.add(name)
            transaction.set_rollback(True)
    assert allowed == ACTS[act]
