"""The desk: one queue, a case in one pair of hands, a decision in a few steps (D15, K24)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import member
from tests.moderation.kit import HOUR, decided, dispute, moderator, reported, senior
from toctoc.moderation import actions
from toctoc.moderation.models import Case
from toctoc.people.models import Person
from toctoc.web import desk_home

pytestmark = pytest.mark.django_db
KEPT = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "PRAGMA", "ROLLBACK")
READY = "Le texte se moque de patients"


def enter(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(client: Client, path: str, **typed: object) -> str:
    """The page in the end, wherever the answer leads."""
    answer = client.post(path, typed, follow=True) if typed else client.get(path)
    return answer.content.decode()


def waiting(family: str = "fatphobia") -> Case:
    """A case reported an hour ago, as the clock of this machine says."""
    _author, post, _asker = dispute()
    return reported(post, family, at=timezone.now() - HOUR)[0]


def held(by: Person, case: Case) -> Client:
    actions.claim(by=by, case_id=case.public_id, at=timezone.now())
    return enter(by)


def queries_of(client: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return [one["sql"] for one in seen.captured_queries if not one["sql"].startswith(KEPT)]


def test_opening_a_case_claims_it_and_shows_the_words_and_who_said_what() -> None:
    case, one = waiting(), moderator()
    client = enter(one)
    assert "Grossophobie, dans une réponse" in page(client, "/moderation/dossiers/")
    shown = page(client, f"/moderation/dossiers/{case.public_id}/prendre", do="x")
    assert "À vous jusqu’à" in shown
    assert "Zona avant" in shown, "the words, in their place"
    assert "je vous demande de le relire" in shown
    assert READY in shown, "a reason is ready"


@pytest.mark.parametrize("path", ["", "dossiers/", "contestations/", "seniors/", "mes-chiffres/"])
def test_each_page_of_the_desk_takes_at_most_eight_queries(path: str) -> None:
    for family in ("fatphobia", "secrecy", "colleague"):
        waiting(family)
    one = senior()
    found = queries_of(enter(one), f"/moderation/{path}")
    assert len(found) <= 8, found


def test_a_case_takes_at_most_eight_queries() -> None:
    case, one = waiting(), moderator()
    client = held(one, case)
    found = queries_of(client, f"/moderation/dossiers/{case.public_id}/")
    assert len(found) <= 8, found


def test_the_first_page_says_where_to_begin_and_never_how_much() -> None:
    """M7: an order, no counter; each door only for who may open it."""
    one = moderator()
    assert "Rien n’attend" in page(enter(one), "/moderation/")
    waiting()
    shown = page(enter(one), "/moderation/")
    assert shown.index("Histoires de patients") < shown.index("Dossiers")
    assert shown.index("on vous attend") < shown.index("Contestations")
    assert "Registre des preuves" not in shown
    assert "Pour les seniors" not in shown
    assert "Pour les seniors" in page(enter(senior()), "/moderation/")
    assert "Registre des preuves" in page(enter(member(role="operator")), "/moderation/")


def test_an_auditor_finds_what_to_read_and_nothing_to_judge() -> None:
    auditor = enter(member(role="auditor"))
    shown = page(auditor, "/moderation/")
    assert "Fuites" in shown
    assert "Dossiers" not in shown
    assert auditor.get("/moderation/dossiers/").status_code == 404
    assert enter(member()).get("/moderation/").status_code == 404


def test_every_door_opens_for_who_is_shown_it() -> None:
    for role in ("moderator", "senior", "operator", "auditor"):
        person = member(role=role)
        client = enter(person)
        for door in desk_home.doors(person, [*desk_home.first(), *desk_home.others()]):
            if person.is_moderator or door not in desk_home.doors(person, desk_home.first()):
                assert client.get(door["url"]).status_code == 200, (role, door)


def test_my_figures_are_mine_alone() -> None:
    one, other = moderator(), moderator()
    for judge in (one, other, other, other):
        decided(waiting(), "hide", by=judge, at=timezone.now())
    shown = page(enter(one), "/moderation/mes-chiffres/")
    assert "25 %" in shown, "my share of the work"
    assert (other.pseudonym or "?") not in shown


def test_the_line_of_an_appeal_leads_to_it() -> None:
    """Inbox lines of the desk lead to a case; a closed one says where the appeal is."""
    case, other = waiting(), senior()
    taken = decided(case, "hide", at=timezone.now())
    author = Person.objects.get(pk=case.person_id)
    asked_again = actions.appeal(
        by=author, decision_id=taken.public_id, reasons="Relisez le fil, svp.", at=timezone.now()
    )
    shown = page(enter(other), f"/moderation/dossiers/{case.public_id}/")
    assert f"/moderation/contestations/{asked_again.public_id}/" in shown
    assert taken.by is not None
    theirs = page(enter(taken.by), f"/moderation/dossiers/{case.public_id}/")
    assert "/moderation/contestations/" not in theirs, "not for who decided"
