"""The permission table (D13, T10): every kind of person x every act on evidence and disclosures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

import toctoc
from tests.evidence.kit import GROUND, NOON, House, approved, demanded, disclosure
from tests.factories import asked
from toctoc.evidence import actions, queries
from toctoc.evidence.models import Demand, Disclosure
from toctoc.evidence.types import EvidenceError, Silence
from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.posts.models import Post

pytestmark = pytest.mark.django_db

SENIORS = {"operator", "senior", "other senior"}
WATCH = SENIORS | {"auditor"}
# What each may do, in words: operators answer authorities; operators and seniors ask for an
# identity; another of them than who asked decides; auditors read everything and do nothing; nobody
# has a part in what is about themself; who asked, and nobody else, reads who it is.
MAY: dict[str, set[str]] = {
    "open a demand": {"operator"},
    "read the demands": {"operator", "auditor"},
    "read a demand": {"operator", "auditor"},
    "close a demand": {"operator"},
    "take the sealed file": {"operator"},
    "ask for an identity": SENIORS | {"concerned senior"},
    "read the disclosures": WATCH | {"concerned senior"},
    "read a disclosure": WATCH,
    "approve": {"senior", "other senior"},
    "refuse": {"senior", "other senior"},
    "read who it is": {"operator"},
    "withdraw": {"operator"},
    "lift the silence": SENIORS,
    "read what was told": set(),
}
PEOPLE = (
    "operator",
    "senior",
    "other senior",
    "auditor",
    "moderator",
    "member",
    "author",
    "concerned senior",
    "read only member",
    "unproven",
    "suspended operator",
    "suspended auditor",
    "excluded senior",
)


@dataclass
class World:
    people: dict[str, Person]
    post: Post
    demand: Demand
    asked: Disclosure  # by the operator, about the senior concerned
    open: Disclosure  # the same, approved by the senior, and silent


@pytest.fixture
def world() -> World:
    house = House()
    concerned, other, reader = House().senior, House().senior, House().colleague
    Person.objects.filter(pk=reader.pk).update(standing=Person.Standing.READ_ONLY)
    post = asked(house.author)
    opened = approved(house, person=concerned, silence=Silence("art. 11 CPP"))
    waiting = disclosure(house, person=concerned)
    known = {
        "operator": house.operator,
        "senior": house.senior,
        "other senior": other,
        "auditor": house.auditor,
        "moderator": house.moderator,
        "member": house.colleague,
        "author": house.author,
        "concerned senior": concerned,
        "read only member": reader,
        **house.strangers(),
    }
    fresh = {name: Person.objects.get(pk=person.pk) for name, person in known.items()}
    return World(fresh, post, demanded(house, post), waiting, opened)


Act = Callable[[World, Person], Any]
ACTS: dict[str, Act] = {
    "open a demand": lambda w, by: actions.open_demand(
        by=by, ground=GROUND, posts=[w.post.public_id], at=NOON
    ),
    "read the demands": lambda w, by: queries.demands(by, NOON),
    "read a demand": lambda w, by: (
        queries.access_demand(by, w.demand.public_id, NOON),
        queries.handovers_of(by, w.demand.public_id),
        queries.posts_of(by, w.demand.public_id),
    ),
    "close a demand": lambda w, by: actions.close_demand(
        by=by, demand_id=w.demand.public_id, at=NOON
    ),
    "take the sealed file": lambda w, by: actions.hand_over(
        by=by, demand_id=w.demand.public_id, at=NOON
    ),
    "ask for an identity": lambda w, by: (
        queries.author_of(by, w.post.public_id),
        actions.ask(
            by=by, person=queries.account(by, w.people["member"].public_id), ground=GROUND, at=NOON
        ),
    ),
    "read the disclosures": lambda w, by: queries.disclosures(by, NOON),
    "read a disclosure": lambda w, by: queries.access_disclosure(by, w.asked.public_id, NOON),
    "approve": lambda w, by: actions.decide(
        by=by, disclosure_id=w.asked.public_id, approve=True, at=NOON
    ),
    "refuse": lambda w, by: actions.decide(
        by=by,
        disclosure_id=w.asked.public_id,
        approve=False,
        answer="La demande ne vise pas ce compte.",
        at=NOON,
    ),
    "read who it is": lambda w, by: actions.look(by=by, disclosure_id=w.open.public_id, at=NOON),
    "withdraw": lambda w, by: actions.withdraw(by=by, disclosure_id=w.asked.public_id, at=NOON),
    "lift the silence": lambda w, by: actions.lift_silence(
        by=by, disclosure_id=w.open.public_id, at=NOON
    ),
    "read what was told": lambda w, by: queries.told(by, w.open.public_id),
}


@pytest.mark.parametrize("act", MAY)
def test_who_may(act: str, world: World) -> None:
    assert set(ACTS) == set(MAY)
    allowed = set()
    for name in PEOPLE:
        try:
            with transaction.atomic():
                ACTS[act](world, world.people[name])
                allowed.add(name)
                transaction.set_rollback(True)
        except (NotVisible, EvidenceError):
            continue
    assert allowed == MAY[act]


def test_the_concerned_senior_reads_a_list_without_what_is_about_them(world: World) -> None:
    concerned = world.people["concerned senior"]
    assert queries.disclosures(concerned, NOON) == []
    assert len(queries.disclosures(world.people["auditor"], NOON)) == 2


def test_no_line_says_who_it_is_about(world: World) -> None:
    """Lists name accounts by a handle, never by a name, an address or the account's own number."""
    concerned = world.people["concerned senior"]
    for name in ("auditor", "senior", "operator"):
        shown = repr(queries.disclosures(world.people[name], NOON))
        for secret in (concerned.public_id, concerned.email, concerned.pseudonym, "Valmorin"):
            assert str(secret) not in shown


def test_one_door_alone_opens_an_identity() -> None:
    """Law 6: who calls the door, and who unseals at all. Read from the source, so that a new way in
    is a failing test."""
    root = Path(toctoc.__file__).parent
    opening, unsealing = set(), set()
    for file in root.rglob("*.py"):
        text, name = file.read_text("utf-8"), file.relative_to(root).as_posix()
        if "open_identity(" in text:
            opening.add(name)
        if re.search(r"unseal(_json)?\(\s*identity\.sealed|identity\.sealed\)", text):
            unsealing.add(name)
    assert opening == {"people/disclosure.py", "evidence/_disclosures.py"}
    assert unsealing == {
        "people/disclosure.py",
        "people/colleagues.py",  # the names of those who sign with them
        "people/queries.py",  # one's own name, under what one signs with it; for the guard
        "rights/_destroy.py",  # sealed again, with less
        "rights/_leave.py",  # sealed again, with what must outlive the account
        "rights/holdings.py",  # one's own data
    }
