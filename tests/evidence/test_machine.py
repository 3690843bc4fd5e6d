"""Whatever is done in whatever order (D13): no identity is read but by who asked, after somebody
else said yes, in time, both still in office; and each reading is in the ledger."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.evidence.kit import GROUND, HOUR, NOON, House
from toctoc.evidence import actions, queries
from toctoc.evidence.clock import tick
from toctoc.evidence.models import Disclosure, Look
from toctoc.evidence.types import EvidenceError, Silence
from toctoc.ledger.models import Entry
from toctoc.limits.actions import TooMany
from toctoc.limits.models import Bucket
from toctoc.notify.models import Notice
from toctoc.people.models import Person
from toctoc.people.types import NotVisible

pytestmark = pytest.mark.django_db
OFFICERS = ("operator", "senior", "second", "auditor")
WHO = st.sampled_from(OFFICERS)
REFUSED = (EvidenceError, NotVisible, TooMany)


class Disclosing(RuleBasedStateMachine):
    """A model in plain words beside the product: who asked, who decided, who is away, and when."""

    house: House

    def __init__(self) -> None:
        super().__init__()
        Look.objects.all().delete()
        Disclosure.objects.all().delete()
        Notice.objects.filter(kind="disclosure").delete()
        Bucket.objects.all().delete()
        self.at = NOON
        self.known: dict[str, dict[str, Any]] = {}
        self.looks = 0
        self.opened = Entry.objects.filter(act="identity.open").count()
        self.people = {name: getattr(self.house, name, None) for name in OFFICERS}
        for person in self.people.values():
            Person.objects.filter(pk=person.pk).update(standing="active")  # type: ignore[union-attr]
        self.away: set[str] = set()

    def may(self, name: str) -> bool:
        return name in ("operator", "senior", "second") and name not in self.away

    @rule(hours=st.sampled_from([1, 23, 24, 7 * 24, 30 * 24]))
    def time_goes_by(self, hours: int) -> None:
        self.at += hours * HOUR

    @rule()
    def the_clock_runs(self) -> None:
        tick(self.at)

    @rule(name=WHO)
    def leaves_or_comes_back(self, name: str) -> None:
        self.away ^= {name}
        standing = "suspended" if name in self.away else "active"
        Person.objects.filter(pk=self.people[name].pk).update(standing=standing)

    @rule(by=WHO, about=st.sampled_from(["author", "senior"]), silent=st.booleans())
    def asks(self, by: str, about: str, silent: bool) -> None:
        person = getattr(self.house, about)
        quiet = Silence("secret de l’enquête") if silent else None
        standing = [
            one for one in self.known.values()
            if (one["by"], one["about"]) == (by, about) and self.state(one) == "asked"
        ]  # fmt: skip
        try:
            made = actions.ask(
                by=self.people[by], person=person, ground=GROUND, silence=quiet, at=self.at
            )
        except TooMany:
            return
        except REFUSED:
            assert not self.may(by) or by == about or standing
            return
        assert self.may(by)
        assert by != about
        assert not standing
        self.known[made.public_id] = {
            "by": by, "about": about, "at": self.at, "state": "asked", "silent": silent,
        }  # fmt: skip

    def state(self, one: dict[str, Any]) -> str:
        late = one["state"] == "asked" and self.at >= one["at"] + dt.timedelta(days=7)
        return "expired" if late else str(one["state"])

    @precondition(lambda self: self.known)
    @rule(by=WHO, which=st.integers(0, 99), approve=st.booleans())
    def decides(self, by: str, which: int, approve: bool) -> None:
        key, one = self.pick(which)
        answer = "" if approve else "La demande ne vise pas ce compte."
        allowed = (
            self.may(by)
            and self.may(one["by"])
            and by not in (one["by"], one["about"])
            and self.state(one) == "asked"
        )
        try:
            actions.decide(
                by=self.people[by], disclosure_id=key, approve=approve, answer=answer, at=self.at
            )
        except REFUSED:
            assert not allowed
            return
        assert allowed
        one.update(state="approved" if approve else "refused", second=by, until=self.at + 24 * HOUR)

    @precondition(lambda self: self.known)
    @rule(by=WHO, which=st.integers(0, 99))
    def looks_at_it(self, by: str, which: int) -> None:
        key, one = self.pick(which)
        allowed = (
            one["state"] == "approved"
            and by == one["by"]
            and self.at < one["until"]
            and self.may(by)
            and self.may(one["second"])
        )
        try:
            found = actions.look(by=self.people[by], disclosure_id=key, at=self.at)
        except REFUSED:
            assert not allowed
            return
        assert allowed
        assert found.family
        self.looks += 1

    @precondition(lambda self: self.known)
    @rule(by=WHO, which=st.integers(0, 99))
    def takes_back(self, by: str, which: int) -> None:
        key, one = self.pick(which)
        try:
            actions.withdraw(by=self.people[by], disclosure_id=key, at=self.at)
        except REFUSED:
            return
        assert by == one["by"]
        if one["state"] == "approved":
            one["until"] = self.at
        else:
            one["state"] = "withdrawn"

    def pick(self, which: int) -> tuple[str, dict[str, Any]]:
        key = list(self.known)[which % len(self.known)]
        return key, self.known[key]

    @invariant()
    def each_reading_is_in_the_ledger(self) -> None:
        assert Look.objects.count() == self.looks
        assert Entry.objects.filter(act="identity.open").count() - self.opened == self.looks

    @invariant()
    def auditors_read_all_of_it_as_it_is(self) -> None:
        if "auditor" in self.away:
            return
        reader = Person.objects.get(pk=self.people["auditor"].pk)
        shown = {line.id: line.state for line in queries.disclosures(reader, self.at)}
        assert shown == {key: self.state(one) for key, one in self.known.items()}

    @invariant()
    def nobody_is_told_too_early_or_of_nothing(self) -> None:
        for told in Disclosure.objects.exclude(told_at=None):
            assert told.looks.exists()
            assert not told.silent
            assert told.told_at >= told.decided_at + dt.timedelta(days=30)  # type: ignore[operator]


def test_no_order_of_things_opens_an_identity_by_one_hand() -> None:
    house = House()
    house.second = House().senior  # type: ignore[attr-defined]
    Disclosing.house = house
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        Disclosing,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
