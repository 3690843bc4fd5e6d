"""A doctor's pseudonym told to the council (K8, R.4127-75): what the member says, who knows it."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories import member as proven
from toctoc.ledger.models import Entry
from toctoc.people import actions, queries
from toctoc.people.colleagues import colleagues, relist
from toctoc.people.models import Declaration, Person
from toctoc.people.types import DeclarationRefused, NotAllowed, NotVisible

from .conftest import NOW

pytestmark = pytest.mark.django_db
SENT, ANSWERED = dt.date(2026, 11, 3), dt.date(2026, 11, 12)


def noted(person: Person, sent: dt.date = SENT, answered: dt.date | None = None) -> Declaration:
    actions.note_declaration(person, sent_on=sent, acknowledged_on=answered, at=NOW)
    return Declaration.objects.get(person=person)


def shown(person: Person) -> bool:
    """Whether a colleague who chooses whom to ask reads the badge."""
    relist(person)
    (found,) = colleagues(Person.objects.filter(pk=person.pk))
    return found.registered


def test_a_pseudonym_is_registered_once_the_council_has_answered(member):
    person = member()
    assert not shown(person)
    assert not noted(person).is_registered
    assert not shown(person), "sent is not acknowledged"
    assert noted(person, answered=ANSWERED).is_registered
    assert shown(person)
    actions.forget_declaration(person, at=NOW)
    actions.forget_declaration(person, at=NOW)
    assert not shown(Person.objects.get(pk=person.pk))
    acts = Entry.objects.filter(act__endswith="declare").order_by("sequence")
    assert list(acts.values_list("act", flat=True)) == [
        "pseudonym.declare", "pseudonym.declare", "pseudonym.undeclare",
    ]  # fmt: skip
    assert person.pseudonym not in "".join(acts.values_list("facts", flat=True))


def test_another_pseudonym_is_not_the_one_declared(member):
    """K23: a badge never follows onto a name of which the council knows nothing."""
    person = member()
    noted(person, answered=ANSWERED)
    actions.choose_pseudonym(person, "Soleil froid", at=NOW)
    person = Person.objects.get(pk=person.pk)
    assert not shown(person)
    assert noted(person, answered=ANSWERED).is_registered


def test_a_real_name_bears_no_badge_of_a_pseudonym():
    person = proven()
    noted(person, answered=ANSWERED)
    assert shown(person)
    actions.choose_signature(person, Person.Signature.REAL, at=NOW)
    assert not shown(person)


@pytest.mark.parametrize(
    ("sent", "answered", "field"),
    [
        (dt.date(2026, 11, 23), None, "sent_on"),
        (SENT, dt.date(2026, 11, 23), "acknowledged_on"),
        (SENT, dt.date(2026, 11, 2), "acknowledged_on"),
    ],
)
def test_days_that_cannot_be_are_refused(member, sent, answered, field):
    with pytest.raises(DeclarationRefused) as refused:
        noted(member(), sent, answered)
    assert refused.value.field == field
    assert not Declaration.objects.exists()


def test_without_a_pseudonym_there_is_nothing_to_declare(member):
    with pytest.raises(NotAllowed):
        noted(member(pseudonym=None, pseudonym_key=None))


def test_the_days_are_the_member_s_and_the_moderators_alone(member, moderator):
    person, other = member(), member()
    noted(person)
    for allowed in (person, moderator):
        found = queries.declaration_of(allowed, person)
        assert found is not None
        assert found.sent_on == SENT
    with pytest.raises(NotVisible):
        queries.declaration_of(other, person)
    with pytest.raises(NotVisible):
        queries.declarations(other)
    assert queries.declaration_of(other, other) is None


def test_moderators_find_one_by_the_pseudonym_however_typed(member, moderator):
    person = member()
    actions.choose_pseudonym(person, "Marée haute", at=NOW)
    noted(person)
    assert [one.person for one in queries.declarations(moderator, "maree HAUTE")] == [person]
    assert queries.declarations(moderator, "Soleil froid") == []
    assert len(queries.declarations(moderator)) == 1
