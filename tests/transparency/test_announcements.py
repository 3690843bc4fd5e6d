"""Members hear of an incident and of institutions; nobody else speaks, nobody is named."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.factories import NOON, member
from toctoc.ledger.models import Entry
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed, NotVisible
from toctoc.transparency import announcements
from toctoc.transparency.models import Announcement, Institution
from toctoc.transparency.types import Closed, Naming, NothingSaid

pytestmark = pytest.mark.django_db
TITLE = "Des captures d’écran circulent dans la presse"
BODY = "Trois messages ont été publiés hors du réseau. Ils sont masqués. Ne republiez rien."


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_senior_warns_everybody_until_it_is_over() -> None:
    senior, reader = member(role=Person.Role.SENIOR), member()
    response = browser(senior).post("/moderation/annoncer/", {"title": TITLE, "body": BODY})
    address = response["Location"]
    assert TITLE in browser(reader).get("/").content.decode()
    page = browser(reader).get(address).content.decode()
    assert BODY in page
    assert "Si un journaliste vous appelle" in page
    assert "Clore" not in page
    browser(senior).post(f"{address}clore")
    announcements.forget()
    assert TITLE not in browser(reader).get("/").content.decode()
    assert TITLE in browser(reader).get("/annonces/").content.decode()


def test_what_nobody_closes_ends_by_itself() -> None:
    announcements.say(title=TITLE, body=BODY, by=member(role=Person.Role.SENIOR), at=NOON)
    week = dt.timedelta(days=7)
    assert announcements.current(at=NOON + week - dt.timedelta(seconds=1))
    assert not announcements.current(at=NOON + week)


@pytest.mark.parametrize("role", [Person.Role.MEMBER, Person.Role.MODERATOR, Person.Role.AUDITOR])
def test_others_do_not_speak_to_everybody(role: str) -> None:
    person = member(role=role)
    with pytest.raises(NotAllowed):
        announcements.say(title=TITLE, body=BODY, by=person, at=NOON)
    assert browser(person).get("/moderation/annoncer/").status_code == 404
    assert browser(person).get("/moderation/institutions/").status_code == 404


def test_a_visitor_reads_no_announcement() -> None:
    made = announcements.say(title=TITLE, body=BODY, by=member(role=Person.Role.SENIOR), at=NOON)
    for path in ("/annonces/", f"/annonces/{made.public_id}/"):
        assert Client().get(path).status_code == 302


def test_nobody_is_named_and_what_was_typed_comes_back() -> None:
    senior = member(role=Person.Role.SENIOR)
    named = BODY + " Mme Jeanne Valmorin est concernée."
    response = browser(senior).post("/moderation/annoncer/", {"title": TITLE, "body": named})
    assert response.status_code == 422
    assert "Jeanne Valmorin est concernée" in response.content.decode()
    assert not Announcement.objects.exists()
    with pytest.raises(Naming):
        announcements.say(title=TITLE, body=named, by=senior, at=NOON)
    with pytest.raises(NothingSaid):
        announcements.say(title=" ", body=BODY, by=senior, at=NOON)


def test_an_institution_speaks_with_its_link_alone_and_reads_nothing() -> None:
    operator, reader = member(role=Person.Role.OPERATOR), member()
    page = browser(operator).post(
        "/moderation/institutions/", {"name": "Conseil de l’Ordre du Val", "kind": "order"}
    )
    link = page.content.decode().partition("<code>")[2].partition("</code>")[0]
    path = link.partition("testserver")[2]
    assert "/institution/" in path
    visitor = Client()
    assert visitor.get(path)["Referrer-Policy"] == "no-referrer"
    sent = visitor.post(path, {"title": "Réponse de l’Ordre", "body": "Voir notre page : 0 800."})
    assert sent.status_code == 200
    announcements.forget()
    home = browser(reader).get("/").content.decode()
    assert "Réponse de l’Ordre" in home
    assert "Conseil de l’Ordre du Val" in home
    assert visitor.get("/").content.decode().count("Réponse de l’Ordre") == 0


def test_a_link_that_was_closed_or_guessed_opens_nothing() -> None:
    operator = member(role=Person.Role.OPERATOR)
    made, key = announcements.add_institution(by=operator, name="ARS", kind="agency", at=NOON)
    assert key not in Institution.objects.get().key_hash
    assert Client().get("/institution/guessed/").status_code == 404
    browser(operator).post(f"/moderation/institutions/{made.public_id}/fermer")
    assert Client().get(f"/institution/{key}/").status_code == 404
    with pytest.raises(NotVisible):
        announcements.institution_of(key)
    made.refresh_from_db()
    with pytest.raises(Closed):
        announcements.say(title=TITLE, body=BODY, institution=made, at=NOON)


def test_only_the_operator_gives_links() -> None:
    for role in (Person.Role.MODERATOR, Person.Role.SENIOR, Person.Role.AUDITOR):
        with pytest.raises(NotAllowed):
            announcements.add_institution(by=member(role=role), name="ARS", kind="agency", at=NOON)


def test_each_act_is_in_the_ledger_without_its_words() -> None:
    senior = member(role=Person.Role.SENIOR)
    made = announcements.say(title=TITLE, body=BODY, by=senior, at=NOON)
    announcements.close(by=senior, public_id=made.public_id, at=NOON)
    announcements.close(by=senior, public_id=made.public_id, at=NOON)
    entries = Entry.objects.filter(about=f"announcement:{made.public_id}").order_by("sequence")
    assert [entry.act for entry in entries] == ["announcement.say", "announcement.close"]
    assert all("captures" not in entry.facts for entry in entries)
