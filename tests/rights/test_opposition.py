"""A professional of the directory who is no member asks to be taken out (X5)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.factories import NOON, member, rpps
from toctoc.ledger.models import Entry
from toctoc.limits.actions import TooMany
from toctoc.people.models import DirectoryEntry, DirectoryImport, Opposed, Person
from toctoc.people.types import NotVisible
from toctoc.rights.actions import (
    ask_opposition,
    confirm_opposition,
    lift_opposition,
    undo_opposition,
)
from toctoc.rights.models import Opposition
from toctoc.rights.queries import confirmed_oppositions, may_lift, opposed_by
from toctoc.rights.types import BadLink, BadRequest

pytestmark = pytest.mark.django_db
NUMBER = rpps(4242)


@pytest.fixture(autouse=True)
def entry() -> DirectoryEntry:
    run = DirectoryImport.objects.create(file_name="x", digest="x", started_at=NOON)
    return DirectoryEntry.objects.create(
        idnps=f"8{NUMBER}", family="FAUBERT", given="Ada", family_key="faubert", given_key="ada",
        profession="10", seen_in=run,
    )  # fmt: skip


def ask(number: str = NUMBER, email: str = "ada@example.org") -> str:
    ask_opposition(number=number, email=email, language="fr", at=NOON)
    found = re.search(r"/annuaire/opposition/([\w-]+)/", mail.outbox[-1].body)
    assert found
    return found[1]


def test_two_steps_and_the_entry_is_gone_for_good() -> None:
    token = ask()
    assert DirectoryEntry.objects.exists(), "not before the address answers"
    assert confirm_opposition(token, at=NOON)
    assert not DirectoryEntry.objects.exists()
    assert opposed_by(token, at=NOON)
    assert not confirm_opposition(token, at=NOON), "pressing twice does it once"
    assert Entry.objects.filter(act="directory.oppose").count() == 1
    assert lift_opposition(token, at=NOON)
    assert not Opposed.objects.exists()


def test_whoever_knows_a_public_number_does_not_put_somebody_back() -> None:
    """Another link, to another address, finds the opposition done and can't undo it."""
    confirm_opposition(ask(), at=NOON)
    other = ask(email="somebody.else@example.org")
    assert opposed_by(other, at=NOON)
    assert not may_lift(other, at=NOON)
    assert not confirm_opposition(other, at=NOON)
    assert not lift_opposition(other, at=NOON)
    assert Opposed.objects.exists()
    late = ask_opposition(number=NUMBER, email="x@y.org", language="fr", at=timezone.now())
    page = Client().get(f"/annuaire/opposition/{late}/").content.decode()
    assert "écrivez à l’exploitant" in page
    assert "Lever mon opposition" not in page


def test_the_operator_looks_at_it_for_a_week_and_repairs() -> None:
    """X5: that number and address are one person's is proven by nobody."""
    operator, moderator = member(role=Person.Role.OPERATOR), member(role=Person.Role.MODERATOR)
    token = ask()
    assert confirmed_oppositions(operator, at=NOON) == [], "an address that answers, first"
    confirm_opposition(token, at=NOON)
    shown = confirmed_oppositions(operator, at=NOON)
    assert [(one.number, one.stands) for one in shown] == [(f"8{NUMBER}", True)]
    week = NOON + dt.timedelta(days=7)
    assert confirmed_oppositions(operator, at=week) == []
    with pytest.raises(NotVisible):
        confirmed_oppositions(moderator, at=NOON)
    with pytest.raises(NotVisible):
        undo_opposition(by=moderator, number=NUMBER, at=NOON)
    assert undo_opposition(by=operator, number=shown[0].number, at=NOON)
    assert not undo_opposition(by=operator, number=NUMBER, at=NOON), "once"
    assert Entry.objects.get(act="directory.oppose.undo").actor == f"person:{operator.public_id}"
    assert not confirmed_oppositions(operator, at=NOON)[0].stands


def test_the_operator_s_page_says_what_is_wrong_and_keeps_what_was_typed() -> None:
    operator, browser = member(role=Person.Role.OPERATOR), Client()
    browser.force_login(operator)
    wrong = browser.post("/moderation/oppositions/", {"number": "123"})
    assert wrong.status_code == 422
    assert 'value="123"' in wrong.content.decode()
    ask_opposition(number=NUMBER, email="a@example.org", language="fr", at=timezone.now())
    link = re.findall(r"/annuaire/opposition/[\w-]+/", mail.outbox[-1].body)[-1]
    Client().post(link, {"do": "oppose"})
    assert f"8{NUMBER}" in browser.get("/moderation/oppositions/").content.decode()
    done = browser.post("/moderation/oppositions/", {"number": f"8{NUMBER}"}, follow=True)
    assert "Levée." in done.content.decode()
    for role in (Person.Role.MEMBER, Person.Role.AUDITOR, Person.Role.SENIOR):
        browser.force_login(member(role=role))
        assert browser.get("/moderation/oppositions/").status_code == 404


def test_nothing_readable_is_kept_of_who_asked() -> None:
    ask()
    row = Opposition.objects.get()
    for word in (NUMBER, "ada@example.org"):
        assert word.encode() not in bytes(row.sealed)
        assert word not in " ".join(Entry.objects.values_list("facts", flat=True))


def test_a_link_dies_after_a_week_and_a_forged_one_opens_nothing() -> None:
    token = ask()
    for wrong, at in ((token, NOON + dt.timedelta(days=8)), ("forged", NOON)):
        with pytest.raises(BadLink):
            confirm_opposition(wrong, at=at)


def test_a_wrong_number_says_so_and_nobody_is_flooded() -> None:
    for number, email in (("123", "ada@example.org"), (NUMBER, "ada")):
        with pytest.raises(BadRequest):
            ask_opposition(number=number, email=email, language="fr", at=NOON)
    for _ in range(3):
        ask()
    with pytest.raises(TooMany):
        ask()
    with pytest.raises(TooMany):
        ask(email="other@example.org")


def test_the_form_does_not_tell_who_is_listed(settings: Any) -> None:
    settings.DEMO = False  # the demonstration shows the link on the page
    browser = Client()
    answers = [
        browser.post("/annuaire/opposition/", {"number": number, "email": "ada@example.org"})
        for number in (NUMBER, rpps(5353))
    ]
    told = {one.content.decode().split("<main")[1].split("</main>")[0] for one in answers}
    assert len({re.sub(r'value="\w{64}"', "", one) for one in told}) == 1
