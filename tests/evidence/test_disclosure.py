"""D13, T10: who is behind a pseudonym is told by two persons, with a reason, seen for ever."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from tests.evidence.kit import DAY, GROUND, HOUR, NOON, House, approved, disclosure
from toctoc.evidence import actions, queries
from toctoc.evidence.clock import tick
from toctoc.evidence.models import Disclosure, Look
from toctoc.evidence.types import (
    AboutYourself,
    AlreadyAsked,
    AskerGone,
    Ground,
    NamesSomebody,
    NeedsWords,
    NoIdentity,
    NotShown,
    SecondPerson,
    Settled,
    Silence,
)
from toctoc.ledger.models import Entry
from toctoc.ledger.queries import verify
from toctoc.limits.actions import TooMany
from toctoc.notify.models import Notice
from toctoc.people.models import Identity, Person
from toctoc.people.types import NotVisible
from toctoc.sealing import seal_json

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def look(house: House, made: Disclosure, *, by: Person | None = None, at: dt.datetime = NOON):
    return actions.look(by=by or house.operator, disclosure_id=made.public_id, at=at)


def about_disclosures() -> QuerySet[Notice]:
    return Notice.objects.filter(kind="disclosure")


def test_two_persons_tell_who_somebody_is_and_each_step_is_written(house: House) -> None:
    made = disclosure(house)
    with pytest.raises(NotShown):
        look(house, made)
    actions.decide(by=house.senior, disclosure_id=made.public_id, approve=True, at=NOON + HOUR)
    found = look(house, made, at=NOON + 2 * HOUR)
    assert found.family.startswith("Valmorin")
    assert found.name.startswith("Dr Jeanne")
    assert len(found.number) in (11, 12)
    assert found.email == house.author.email
    acts = Entry.objects.filter(about__in=(f"disclosure:{made.public_id}",)).order_by("sequence")
    assert [(one.act, one.actor) for one in acts] == [
        ("disclosure.ask", f"person:{house.operator.public_id}"),
        ("disclosure.approve", f"person:{house.senior.public_id}"),
    ]
    opened = Entry.objects.get(act="identity.open")
    assert opened.about == f"person:{house.author.public_id}"
    assert made.public_id in opened.facts
    everything = "".join(Entry.objects.values_list("facts", flat=True))
    assert found.family not in everything
    assert GROUND.reference not in everything
    assert verify().intact


def test_each_reading_counts_and_ends_after_24_hours(house: House) -> None:
    made = approved(house)
    look(house, made)
    look(house, made, at=NOON + 24 * HOUR - dt.timedelta(seconds=1))
    assert Look.objects.count() == Entry.objects.filter(act="identity.open").count() == 2
    with pytest.raises(NotShown):
        look(house, made, at=NOON + 24 * HOUR)
    line = queries.access_disclosure(house.auditor, made.public_id, NOON + DAY)
    assert [how for _at, how in line.looks] == ["screen", "screen"]
    assert line.state == "approved"


def test_only_who_asked_reads_it(house: House) -> None:
    made = approved(house)
    for person in (house.senior, house.auditor):
        with pytest.raises(NotShown):
            look(house, made, by=person)
    for person in (house.moderator, house.colleague, house.author):
        with pytest.raises(NotVisible):
            look(house, made, by=person)
    assert not Look.objects.exists()


def test_nobody_decides_on_what_they_asked(house: House) -> None:
    made = disclosure(house)
    with pytest.raises(SecondPerson):
        actions.decide(by=house.operator, disclosure_id=made.public_id, approve=True, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.filter(pk=made.pk).update(decided_by=house.operator, state="approved")
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.filter(pk=made.pk).update(state="approved")


def test_nobody_takes_part_in_what_is_about_them(house: House) -> None:
    """The person concerned does not even see that it exists."""
    with pytest.raises(AboutYourself):
        disclosure(house, person=house.operator)
    made = disclosure(house, person=house.senior)
    other = House().senior
    with pytest.raises(NotVisible):
        actions.decide(by=house.senior, disclosure_id=made.public_id, approve=False, at=NOON)
    with pytest.raises(NotVisible):
        queries.access_disclosure(house.senior, made.public_id, NOON)
    assert queries.disclosures(house.senior, NOON) == []
    assert not about_disclosures().filter(person=house.senior).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.filter(pk=made.pk).update(decided_by=house.senior, state="approved")
    actions.decide(by=other, disclosure_id=made.public_id, approve=True, at=NOON)
    concerned = approved_about(house, house.auditor)
    assert [one.id for one in queries.disclosures(house.auditor, NOON)] == [made.public_id]
    with pytest.raises(NotVisible):
        queries.access_disclosure(house.auditor, concerned.public_id, NOON)


def approved_about(house: House, person: Person) -> Disclosure:
    return approved(house, person=person)


def test_auditors_watch_and_take_no_part(house: House) -> None:
    made = disclosure(house)
    with pytest.raises(NotVisible):
        disclosure(house, by=house.auditor)
    with pytest.raises(NotVisible):
        actions.decide(by=house.auditor, disclosure_id=made.public_id, approve=True, at=NOON)
    assert queries.access_disclosure(house.auditor, made.public_id, NOON).reason == GROUND.reason


def test_a_demand_nobody_decides_is_void_after_seven_days(house: House) -> None:
    made = disclosure(house)
    late = NOON + 7 * DAY
    line = queries.access_disclosure(house.senior, made.public_id, late)
    assert (line.state, line.may_decide) == ("expired", False), "whether or not a clock ran"
    with pytest.raises(Settled):
        actions.decide(by=house.senior, disclosure_id=made.public_id, approve=True, at=late)
    assert tick(late) == 1
    assert tick(late) == 0
    made.refresh_from_db()
    assert made.state == "expired"
    assert disclosure(house, at=late).pk != made.pk, "it may be asked again"


def test_a_second_demand_for_the_same_finds_the_first(house: House) -> None:
    """Two tabs."""
    made = disclosure(house)
    with pytest.raises(AlreadyAsked) as again:
        disclosure(house)
    assert again.value.id == made.public_id
    assert disclosure(house, by=house.senior).pk != made.pk, "another authority asked another"


def test_a_refusal_says_why_and_is_final(house: House) -> None:
    made = disclosure(house)
    with pytest.raises(NeedsWords):
        actions.decide(by=house.senior, disclosure_id=made.public_id, approve=False, at=NOON)
    why = "La réquisition ne vise pas ce compte."
    actions.decide(
        by=house.senior, disclosure_id=made.public_id, approve=False, answer=why, at=NOON
    )
    with pytest.raises(Settled):
        actions.decide(by=house.senior, disclosure_id=made.public_id, approve=True, at=NOON)
    with pytest.raises(NotShown):
        look(house, made)
    assert queries.access_disclosure(house.operator, made.public_id, NOON).answer == why


def test_who_asked_may_take_it_back(house: House) -> None:
    first = disclosure(house)
    actions.withdraw(by=house.operator, disclosure_id=first.public_id, at=NOON)
    with pytest.raises(Settled):
        actions.decide(by=house.senior, disclosure_id=first.public_id, approve=True, at=NOON)
    made = approved(house)
    with pytest.raises(NotVisible):
        actions.withdraw(by=house.senior, disclosure_id=made.public_id, at=NOON)
    actions.withdraw(by=house.operator, disclosure_id=made.public_id, at=NOON + HOUR)
    with pytest.raises(NotShown):
        look(house, made, at=NOON + HOUR)


def test_an_asker_suspended_meanwhile_gets_nothing(house: House) -> None:
    """Before the decision, and between it and the reading."""
    made = disclosure(house)
    house.suspend(house.operator)
    with pytest.raises(AskerGone):
        actions.decide(by=house.senior, disclosure_id=made.public_id, approve=True, at=NOON)
    Person.objects.filter(pk=house.operator.pk).update(standing="active")
    actions.decide(by=house.senior, disclosure_id=made.public_id, approve=True, at=NOON)
    house.suspend(house.operator)
    with pytest.raises(NotVisible):
        look(house, made)  # the session still believes in an operator
    Person.objects.filter(pk=house.operator.pk).update(standing="active", role="member")
    with pytest.raises(NotVisible):
        look(house, made)


def test_a_decider_suspended_meanwhile_shuts_it(house: House) -> None:
    made = disclosure(house)
    house.suspend(house.senior)
    with pytest.raises(NotVisible):
        actions.decide(by=house.senior, disclosure_id=made.public_id, approve=True, at=NOON)
    Person.objects.filter(pk=house.senior.pk).update(standing="active")
    actions.decide(by=house.senior, disclosure_id=made.public_id, approve=True, at=NOON)
    house.suspend(house.senior)
    with pytest.raises(NotShown):
        look(house, made)
    assert not Look.objects.exists()


@pytest.mark.parametrize("field", ["reference", "reason"])
def test_a_reason_and_a_reference_are_asked_and_name_nobody(house: House, field: str) -> None:
    with pytest.raises(NeedsWords) as short:
        disclosure(house, ground=ground(field, "oui"))
    assert short.value.field == field
    with pytest.raises(NamesSomebody):
        disclosure(house, ground=ground(field, "Réquisition visant Mme Dupont, 06 12 34 56 78"))
    with pytest.raises(NeedsWords):
        disclosure(house, ground=Ground("friend", GROUND.reference, GROUND.reason))
    assert not Disclosure.objects.exists()


def ground(field: str, text: str) -> Ground:
    values = {"reference": GROUND.reference, "reason": GROUND.reason} | {field: text}
    return Ground("judge", **values)


def test_an_account_without_proof_has_nothing_to_tell(house: House) -> None:
    with pytest.raises(NoIdentity):
        disclosure(house, person=house.strangers()["unproven"])


def test_a_link_destroyed_when_its_time_had_come_tells_nothing(house: House) -> None:
    """Décret 2021-1362: five years after the account is gone (rights)."""
    made = approved(house)
    Identity.objects.filter(person=house.author).update(sealed=seal_json({}))
    with pytest.raises(NoIdentity):
        look(house, made)
    assert not Look.objects.exists(), "nothing was read"


def test_demands_are_bounded(house: House) -> None:
    for _ in range(5):
        disclosure(house, person=House().author)
    with pytest.raises(TooMany):
        disclosure(house, person=House().author)


def test_the_person_concerned_is_told_after_thirty_days(house: House) -> None:
    made = approved(house)
    look(house, made)
    assert tick(NOON + 30 * DAY - HOUR) == 0
    with pytest.raises(NotVisible):
        queries.told(house.author, made.public_id)
    assert tick(NOON + 30 * DAY) == 1
    assert tick(NOON + 31 * DAY) == 0
    notice = about_disclosures().get(person=house.author)
    assert (notice.kind, notice.ref) == ("disclosure", made.public_id)
    assert queries.told(house.author, made.public_id).reference == GROUND.reference
    with pytest.raises(NotVisible):
        queries.told(house.colleague, made.public_id)


def test_nobody_is_told_of_what_nobody_read(house: House) -> None:
    made = approved(house)
    tick(NOON + 30 * DAY)
    tick(NOON + 31 * DAY)
    assert not about_disclosures().filter(person=house.author).exists()
    assert queries.access_disclosure(house.auditor, made.public_id, NOON).looks == ()


def test_the_law_may_forbid_to_tell_until_somebody_lifts_it(house: House) -> None:
    with pytest.raises(NeedsWords):
        disclosure(house, silence=Silence(""))
    made = approved(house, silence=Silence("secret de l’enquête, art. 11 CPP"))
    look(house, made)
    assert tick(NOON + 400 * DAY) == 0
    line = queries.access_disclosure(house.auditor, made.public_id, NOON)
    assert line.silence.startswith("secret de l’enquête")
    with pytest.raises(NotVisible):
        actions.lift_silence(by=house.auditor, disclosure_id=made.public_id, at=NOON)
    later = NOON + 401 * DAY
    actions.lift_silence(by=house.senior, disclosure_id=made.public_id, at=later)
    assert tick(later) == 1
    assert about_disclosures().filter(person=house.author).exists()
    with pytest.raises(Settled):
        actions.lift_silence(by=house.senior, disclosure_id=made.public_id, at=later)


def test_who_may_decide_is_told_and_who_asked_hears_the_answer(house: House) -> None:
    made = disclosure(house)
    assert set(about_disclosures().values_list("person", flat=True)) == {house.senior.pk}
    actions.decide(by=house.senior, disclosure_id=made.public_id, approve=True, at=NOON)
    assert Notice.objects.filter(person=house.operator, ref=made.public_id).exists()


@pytest.mark.django_db(transaction=True)
def test_two_tabs_of_the_second_person_decide_once() -> None:
    """D13: yes in one tab and no in another; one of them is too late."""
    house = House()
    made = disclosure(house)
    outcomes = at_once(
        lambda: actions.decide(
            by=house.senior, disclosure_id=made.public_id, approve=True, at=NOON
        ),
        lambda: actions.decide(
            by=house.senior,
            disclosure_id=made.public_id,
            approve=False,
            answer="Ce compte n’est pas visé.",
            at=NOON,
        ),
    )
    assert sorted(outcomes) == ["Settled", "done"]
    decided = Entry.objects.filter(act__in=("disclosure.approve", "disclosure.refuse"))
    assert decided.count() == 1
    made.refresh_from_db()
    acts = {"approved": "disclosure.approve", "refused": "disclosure.refuse"}
    assert decided.get().act == acts[made.state]


@pytest.mark.django_db(transaction=True)
def test_two_tabs_of_who_asks_ask_once() -> None:
    house = House()
    outcomes = at_once(lambda: disclosure(house), lambda: disclosure(house))
    assert sorted(outcomes) == ["AlreadyAsked", "done"]
    assert Entry.objects.filter(act="disclosure.ask").count() == 1


def at_once(*works: Callable[[], object]) -> list[str]:
    """Each in a thread of its own, let go at the same moment; how each ended."""
    gate, outcomes = threading.Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        gate.wait()
        try:
            work()
            outcomes.append("done")
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
