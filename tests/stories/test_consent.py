"""T15: an agreement may be taken back at any time, and the message goes out of sight at once."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import asked, member
from toctoc.people.models import Person
from toctoc.posts.models import Post
from toctoc.stories import actions
from toctoc.stories.challenge import solve
from toctoc.stories.models import Request, Story

from .kit import HOUR, LATER, pressed, reads, request_of, story_of

pytestmark = pytest.mark.django_db


def text_of(page: Any) -> str:
    main = page.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def withdraw(patient: Client, post: Post) -> Any:
    """As the printed form says: the address of the message, the box, the button."""
    page = patient.post("/mon-histoire/", {"lien": f"/q/{post.public_id}"})
    assert "J’avais donné mon accord, et je le retire." in text_of(page)
    challenge = re.search(r'name="challenge" value="([^"]*)"', page.content.decode())
    assert challenge
    worked = {"challenge": challenge[1], "solution": solve(challenge[1])}
    sent = {"message": post.public_id, "accord": "1"} | worked
    return patient.post("/mon-histoire/masquer", sent)


def test_a_patient_takes_their_consent_back_and_the_message_is_removed(client: Client) -> None:
    author = member()
    question = asked(author)
    follow = withdraw(client, question)["Location"]
    assert not reads(member(), question)
    assert Request.objects.get().consent_withdrawn
    browser = Client()
    browser.force_login(author)
    asked_page = f"/moi/histoires/{Story.objects.get().public_id}/"
    assert "avait donné son accord, et qu’elle le retire" in text_of(browser.get(asked_page))
    browser.post(asked_page, {"choix": "oui"})
    assert Post.objects.get(pk=question.pk).state == Post.State.ERASED
    assert "Le message est effacé" in text_of(client.get(follow))


def test_without_the_link_a_description_withdraws_too(client: Client) -> None:
    page = client.get("/mon-histoire/sans-lien/")
    challenge = re.search(r'name="challenge" value="([^"]*)"', page.content.decode())
    assert challenge
    worked = {"challenge": challenge[1], "solution": solve(challenge[1])}
    client.post("/mon-histoire/sans-lien/", {"mots": "Ma photo.", "accord": "1"} | worked)
    assert Request.objects.get().consent_withdrawn


def test_the_printed_form_says_how_and_carries_the_message_s_address(client: Client) -> None:
    """Who signs can't read the site: the form holds the address that withdrawing asks for."""
    text = text_of(client.get("/consentement/"))
    for needed in (
        "Adresse du message, que le soignant note une fois publié",
        "Je peux changer d’avis à tout moment, sans dire pourquoi",
        "Je le dis au soignant : il efface le message.",
        "page « Je suis patient », puis « C’est mon histoire »",
        "Je coche « J’avais donné mon accord, et je le retire »",
        "Le message est masqué tout de suite",
        "Je n’ai pas besoin de compte",
    ):
        assert needed in text
    for path in ("/patient/", "/mon-histoire/"):
        assert "accord" in text_of(client.get("/patient/")), path
    assert 'href="/consentement/"' in client.get("/patient/").content.decode()


def judged(post: Post, **more: Any) -> Story:
    """A senior has put the message back."""
    story = story_of(pressed(post, **more))
    author, senior = Person.objects.get(pk=post.author_id), member(role=Person.Role.SENIOR)
    actions.answer_author(by=author, ref=story.public_id, yes=False, at=LATER)
    actions.take(by=senior, ref=story.public_id, at=LATER)
    why = "La personne avait donné son accord, il est au dossier."
    return actions.decide(by=senior, ref=story.public_id, outcome="restore", reasons=why, at=LATER)


def test_taking_a_consent_back_hides_also_what_a_senior_had_put_back() -> None:
    """It stood on a consent that there is no more: a new fact, not the same request again."""
    question = asked(member())
    judged(question)
    assert reads(member(), question)
    receipt = pressed(question, at=LATER + HOUR, consent_withdrawn=True)
    assert receipt.hid
    assert not reads(member(), question)
    assert story_of(receipt).state == Story.State.ASKED


def test_a_consent_is_taken_back_once_for_one_text() -> None:
    """Whoever ticks the box again and again can't hide for ever what seniors put back."""
    question = asked(member())
    judged(question, consent_withdrawn=True)
    receipt = pressed(question, at=LATER + HOUR, consent_withdrawn=True)
    assert not receipt.hid
    assert reads(member(), question)


def test_a_consent_taken_back_while_a_senior_looks_again_hides_at_once() -> None:
    question = asked(member())
    judged(question)
    again = pressed(question, at=LATER + HOUR)
    assert (again.hid, reads(member(), question)) == (False, True)
    receipt = pressed(question, at=LATER + HOUR, consent_withdrawn=True, address="192.0.2.9")
    assert receipt.hid
    assert not reads(member(), question)
    assert story_of(receipt) == request_of(again).story


def test_moderators_see_that_a_consent_is_withdrawn(client: Client) -> None:
    author, senior = member(), member(role=Person.Role.SENIOR)
    now = timezone.now()
    ref = story_of(pressed(asked(author), at=now, consent_withdrawn=True)).public_id
    actions.answer_author(by=author, ref=ref, yes=False, at=now)
    client.force_login(senior)
    page = f"/moderation/histoires/{ref}/"
    opened = client.post(page, {"choix": "prendre"}, follow=True)
    assert "elle avait donné son accord, et qu’elle le retire" in text_of(opened)
