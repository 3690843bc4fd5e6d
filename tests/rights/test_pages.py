"""The pages of rights and of the past, as their owners use them."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import asked, member, replied, rpps
from tests.rights.kit import browser_of, inhabitant
from toctoc.people.models import DirectoryEntry, DirectoryImport, Person
from toctoc.posts.models import Post
from toctoc.rights.clock import execute, tick
from toctoc.rights.models import Departure
from toctoc.rights.retention import LINES
from toctoc.web import stencil

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def fresh(settings: Any) -> None:
    stencil.forget()
    settings.TOCTOC_LIMITS = {"export": (10, 10)}


def signed_in(person: Person) -> Client:
    """As somebody who typed their password a moment ago."""
    browser = browser_of(person)
    browser.post("/compte/reauthenticate/", {"password": PASSWORD})
    return browser


def text(response: Any) -> str:
    return str(response.content.decode())


def test_my_data_tells_what_is_known_in_words() -> None:
    person = inhabitant()
    shown = text(browser_of(person).get("/moi/donnees/"))
    for words in ("Vos questions et vos réponses", "Vos brouillons", "Vos clés de programme"):
        assert words in shown
    assert "/moi/donnees/" in text(browser_of(person).get("/moi/reglages/"))


@pytest.mark.parametrize("standing", ["suspended", "excluded", "unproven"])
def test_rights_outlive_membership(standing: str) -> None:
    person = inhabitant()
    Person.objects.filter(pk=person.pk).update(standing=standing)
    browser = browser_of(person)
    assert browser.get("/moi/donnees/").status_code == 200
    assert browser.get("/moi/donnees/partir/").status_code == 200
    assert Client().get("/moi/donnees/").status_code == 302


def test_a_copy_takes_the_password_again() -> None:
    """The civil name of a pseudonym is in it: a session left open is not enough."""
    person = inhabitant()
    asked_again = browser_of(person).post("/moi/donnees/copie")
    assert asked_again.status_code == 302
    assert "reauthenticate" in asked_again["Location"]
    given = signed_in(person).post("/moi/donnees/copie")
    assert given["Content-Type"] == "application/zip"
    assert "no-store" in given["Cache-Control"]
    assert "toctoc.json" in zipfile.ZipFile(io.BytesIO(given.content)).namelist()


def test_a_member_leaves_thinks_again_then_leaves() -> None:
    person = inhabitant()
    browser = signed_in(person)
    choice = {"questions": "keep", "answers": "erase"}
    wrong = browser.post("/moi/donnees/partir/", choice | {"word": "oui"})
    assert wrong.status_code == 422
    assert "Écrivez le mot EFFACER" in text(wrong)
    assert re.search(r'name="questions" value="keep" required checked', text(wrong))
    told = browser.post("/moi/donnees/partir/", choice | {"word": "effacer"}, follow=True)
    assert "Votre compte sera effacé le" in text(told)
    assert "Effacer mon compte</a>" not in text(told)
    assert browser.get("/moi/donnees/partir/").status_code == 302
    stayed = browser.post("/moi/donnees/rester", follow=True)
    assert "Vous restez" in text(stayed)
    browser.post("/moi/donnees/partir/", choice | {"word": "ERASE"})
    Departure.objects.filter(person=person).update(due_at=timezone.now() - dt.timedelta(days=1))
    while tick(timezone.now()):
        pass
    assert browser.get("/moi/donnees/").status_code == 302
    assert not Person.objects.filter(email=person.email).exists()


def test_leaving_takes_the_password_again() -> None:
    person = inhabitant()
    choice = {"questions": "keep", "answers": "erase", "word": "effacer"}
    assert "reauthenticate" in browser_of(person).post("/moi/donnees/partir/", choice)["Location"]
    assert not Departure.objects.exists()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_everybody_reads_how_long_anything_lives(language: str) -> None:
    browser = Client(headers={"Accept-Language": language})
    shown = text(browser.get("/conservation/"))
    assert shown.count('<li id="') == len(LINES)
    assert "%(span)s" not in shown
    assert "2021-1362" in shown


def test_the_operator_and_the_auditor_read_what_each_night_destroyed() -> None:
    execute(timezone.now())
    for role, status in (("operator", 200), ("auditor", 200), ("moderator", 404), ("member", 404)):
        answer = browser_of(member(role=role)).get("/moderation/conservation/")
        assert answer.status_code == status, role


def test_a_listed_professional_takes_themself_out() -> None:
    """X5, from the form to the button in the e-mail's page."""
    run = DirectoryImport.objects.create(file_name="x", digest="x", started_at=timezone.now())
    number = rpps(4242)
    DirectoryEntry.objects.create(idnps=f"8{number}", family="F", given="A", family_key="f",
                                  given_key="a", profession="10", seen_in=run)  # fmt: skip
    browser = Client()
    wrong = browser.post("/annuaire/opposition/", {"number": "12", "email": "a@example.org"})
    assert wrong.status_code == 422
    browser.post("/annuaire/opposition/", {"number": number, "email": "a@example.org"})
    link = re.search(r"/annuaire/opposition/[\w-]+/", mail.outbox[-1].body)
    assert link
    assert "Je m’oppose" in text(browser.get(link[0]))
    assert DirectoryEntry.objects.exists(), "following the link does nothing yet"
    assert "C’est fait" in text(browser.post(link[0], {"do": "oppose"}, follow=True))
    assert not DirectoryEntry.objects.exists()
    assert browser.get("/annuaire/opposition/forged/").status_code == 404


def test_a_member_hides_their_past_after_a_count_and_shows_it_again() -> None:
    author, reader = member(), member()
    old = asked(author, at=timezone.now() - dt.timedelta(days=900))
    new = asked(author, "Une question d'hier.", at=timezone.now() - dt.timedelta(days=1))
    browser = browser_of(author)
    day = (timezone.now() - dt.timedelta(days=365)).date().isoformat()
    assert "1 message<" in text(browser.get(f"/moi/passe/?before={day}"))
    assert Post.objects.get(pk=old.pk).state == "published", "counting hides nothing"
    browser.post("/moi/passe/", {"do": "hide", "before": day})
    theirs = browser_of(reader)
    assert theirs.get(f"/q/{old.public_id}").status_code == 404
    assert theirs.get(f"/q/{new.public_id}").status_code == 200
    assert "Les remontrer" in text(browser.get("/moi/passe/"))
    browser.post("/moi/passe/", {"do": "show"})
    assert theirs.get(f"/q/{old.public_id}").status_code == 200
    for wrong in ("2024-13-45", "hier", "99999999999-01-01"):
        assert browser.post("/moi/passe/", {"before": wrong}).status_code == 422


def test_a_note_is_written_and_the_guard_reads_it() -> None:
    author, reader = member(), member()
    post = asked(author)
    browser, page = browser_of(author), f"/q/{post.public_id}/passe"
    assert browser.get(page).status_code == 200
    refused = browser.post(page, {"body": "C'était Mme Odile Tournebise.", "do": "publish"})
    assert refused.status_code == 422
    assert "Odile Tournebise" in text(refused), "nothing typed is lost"
    sent = browser.post(page, {"body": "La recommandation a changé.", "do": "publish"})
    assert sent.status_code == 302
    assert "La recommandation a changé." in text(browser_of(reader).get(f"/q/{post.public_id}"))
    assert "Changer la note" in text(browser.get(page))
    assert browser_of(reader).get(page).status_code == 403
    assert "La recommandation" in text(browser_of(reader).get(f"/q/{post.public_id}/versions"))


def test_the_composer_offers_an_end_and_a_lived_experience() -> None:
    author = member()
    browser = browser_of(author)
    fields = {
        "body": "Erreur de dose que j'ai faite : comment la prévenez-vous ?",
        "do": "publish", "token": "t-1", "patient": "no", "relative": "no",
        "experience": "1", "expiry": "30",
    }  # fmt: skip
    assert "retour d’expérience" in text(browser.get("/demander/"))
    kept = text(browser.post("/demander/", fields | {"do": "check"}))
    assert re.search(r'name="expiry" value="30" checked', kept)
    assert re.search(r'name="experience" value="1" checked', kept)
    browser.post("/demander/", fields)
    post = Post.objects.get(author=author)
    assert post.experience
    assert post.expires_at is not None
    assert (post.expires_at - post.created_at).days == 30
    reader = member()
    Post.objects.filter(pk=post.pk).update(state="published", published_at=timezone.now())
    browser_of(reader).post(
        f"/q/{post.public_id}/repondre",
        {"body": "Double lecture.", "do": "publish", "kind": "answer", "expiry": "365"},
    )
    answer = Post.objects.get(author=reader)
    assert answer.experience
    assert answer.expires_at is not None


def test_what_others_see_of_me() -> None:
    """K26."""
    author = member()
    question = asked(author)
    replied(author, asked(member(), "Une autre question, lombalgie."))
    browser = browser_of(author)
    colleague = text(browser.get("/moi/image/"))
    assert author.pseudonym in colleague
    assert "2 messages" in colleague
    moderator = text(browser.get("/moi/image/?comme=moderateur")).split("<main")[1]
    assert author.pseudonym not in moderator
    assert "Valmorin" not in moderator
    public = text(browser.get("/moi/image/?comme=public"))
    assert "Rien. Ni vous" in public
    assert question.public_id not in public


def test_each_page_takes_at_most_eight_queries() -> None:
    """However long the life it tells; the page of an old question too."""
    person = inhabitant(role=Person.Role.OPERATOR)
    mine = Post.objects.filter(author=person)
    for number in range(12):
        replied(person, asked(member()), f"Avis {number}, sans rien de particulier.")
    old = asked(person, at=timezone.now() - dt.timedelta(days=900))
    execute(timezone.now())
    browser = browser_of(person)
    post = mine.filter(state="published").first()
    over = {}
    for page in (
        "/moi/donnees/", "/moi/donnees/partir/", "/moi/passe/", "/moi/passe/?before=2026-01-01",
        "/moi/image/", "/moi/image/?comme=moderateur", f"/q/{post.public_id}/passe",
        f"/q/{old.public_id}", "/conservation/", "/moderation/conservation/",
        "/annuaire/opposition/",
    ):  # fmt: skip
        browser.get(page)  # what is rendered once is rendered
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(page).status_code == 200, page
        made = [one["sql"] for one in seen if not one["sql"].startswith(("SAVE", "RELEASE"))]
        if len(made) > 8:
            over[page] = made
    assert not over
