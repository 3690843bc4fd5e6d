"""The three screens, the author's page, the moderators' pages (K18, T15, K14)."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.factories import asked, member, replied
from toctoc.notify.models import Notice
from toctoc.people.models import Person
from toctoc.posts.actions import save_draft
from toctoc.posts.models import Post
from toctoc.questions.documents import rebuild_index
from toctoc.stories import actions, queries
from toctoc.stories.challenge import solve
from toctoc.stories.models import Request, Story

from .kit import pressed, reads, story_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient() -> Client:
    """A browser that keeps no cookie: it is never sent one back."""
    return Client(enforce_csrf_checks=True)


def signed_in(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def field(page: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    assert found, name
    return html.unescape(found[1])


def press(patient: Client, pasted: str, *, worked: bool = True, **more: str) -> Any:
    """Screens 1 and 2, as a browser fills them."""
    page = patient.post("/mon-histoire/", {"lien": pasted})
    assert page.status_code == 200, page.content.decode()
    challenge = field(page, "challenge")
    fields = {"message": field(page, "message"), "reponse": field(page, "reponse")}
    solution = solve(challenge) if worked else ""
    sent = fields | {"challenge": challenge, "solution": solution} | more
    return patient.post("/mon-histoire/masquer", sent)


def text_of(response: Any) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize(
    "pasted",
    [
        "https://toctoc.example.org/q/{id}",
        "Regarde ça : http://testserver/q/{id}#p-{reply} !!",
        "  {id}\n",
        "/q/{id}",
    ],
)
def test_a_frightened_person_pastes_what_they_have(patient: Client, pasted: str) -> None:
    question = asked(member())
    answer = replied(member(), question)
    response = press(patient, pasted.format(id=question.public_id, reply=answer.public_id))
    assert response.status_code == 302
    assert not reads(member(), question)
    receipt = patient.get(response["Location"])
    said = text_of(receipt)
    assert "Le message est masqué" in said
    assert "H-20" in said
    assert response["Location"] in receipt.content.decode()
    assert receipt["Cache-Control"] == "private, no-store"
    assert question.body[:20] not in said
    assert queries.last_hidden_in() is not None


def test_every_screen_speaks_english_too(patient: Client) -> None:
    question = asked(member())
    english = {"HTTP_ACCEPT_LANGUAGE": "en"}
    assert 'lang="en"' in patient.get("/mon-histoire/", **english).content.decode()
    page = patient.post("/mon-histoire/", {"lien": question.public_id}, **english)
    assert 'lang="en"' in page.content.decode()


def test_only_one_reply_when_the_link_points_at_it(patient: Client) -> None:
    question = asked(member())
    answer = replied(member(), question)
    link = f"/q/{question.public_id}#p-{answer.public_id}"
    press(patient, link, portee="reponse")
    reader = member()
    assert (reads(reader, question), reads(reader, answer)) == (True, False)


def test_what_is_not_a_link_is_explained_and_never_lost(patient: Client) -> None:
    response = patient.post("/mon-histoire/", {"lien": "mon médecin a parlé de moi"})
    assert response.status_code == 422
    assert "mon médecin a parlé de moi" in response.content.decode()
    assert "/mon-histoire/sans-lien/" in response.content.decode()


def test_a_link_to_another_site_is_said_to_be_one(patient: Client) -> None:
    page = patient.post("/mon-histoire/", {"lien": f"https://ailleurs.example/q/{'z' * 12}"})
    assert "ailleurs.example" in text_of(page)


def test_screens_before_the_button_say_nothing_of_what_exists(patient: Client) -> None:
    """The page for a real message and for none differ by their challenge and id alone."""

    def screen(public_id: str) -> str:
        page = patient.post("/mon-histoire/", {"lien": public_id}).content.decode()
        challenge = re.search(r'name="challenge" value="([^"]*)"', page)
        assert challenge
        page = re.sub(r'data-live-at="\d+"', "", page.replace(public_id, "ID"))
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|X-CSRFToken": "\w+"', "", page)
        return page.replace(challenge[1], "CHALLENGE")

    assert screen(asked(member()).public_id) == screen("z" * 12)


def test_a_wrong_link_gets_a_receipt_and_kind_words(patient: Client) -> None:
    response = press(patient, "z" * 12)
    assert response.status_code == 302
    said = text_of(patient.get(response["Location"]))
    assert "Vérifiez le lien" in said
    assert "H-20" in said


def test_without_javascript_the_email_is_asked_for_and_does_it(patient: Client) -> None:
    question = asked(member())
    refused = press(patient, question.public_id, worked=False)
    assert refused.status_code == 422
    assert "Laissez une adresse e-mail" in text_of(refused)
    assert 'aria-invalid="true"' in refused.content.decode()
    done = press(patient, question.public_id, worked=False, email="patiente@example.org")
    assert "Ouvrez l’e-mail" in text_of(patient.get(done["Location"]))
    address = re.search(r"/mon-histoire/confirmation/\w+/", mail.outbox[0].body)
    assert address
    assert patient.get(address[0]).status_code == 200
    assert reads(member(), question)  # a program that opens links hides nothing
    assert "C’est confirmé" in text_of(patient.post(address[0]))
    assert not reads(member(), question)
    assert patient.get(address[0]).status_code == 404
    assert "Le message est masqué" in text_of(patient.get(done["Location"]))


def test_an_incomplete_email_is_told_and_nothing_kept(patient: Client) -> None:
    refused = press(patient, "z" * 12, email="patiente@")
    assert refused.status_code == 422
    assert "pas complète" in text_of(refused)
    assert not Request.objects.exists()


def test_too_many_is_never_a_dead_end(patient: Client, settings: Any) -> None:
    settings.TOCTOC_LIMITS = {"story_ask": (0, 1)}
    refused = press(patient, "z" * 12)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert "Réessayez dans" in text_of(refused)


def test_a_guessed_secret_opens_nothing(patient: Client) -> None:
    assert patient.get(f"/mon-histoire/suivi/{'a' * 40}/").status_code == 404
    assert patient.get(f"/mon-histoire/confirmation/{'a' * 40}/").status_code == 404


def test_following_reads_like_a_story_at_each_step(patient: Client) -> None:
    author, senior = member(), member(role=Person.Role.SENIOR)
    question = asked(author)
    page = press(patient, question.public_id)["Location"]
    ref, now = Story.objects.get().public_id, timezone.now()
    actions.answer_author(by=author, ref=ref, yes=False, note="Pas de moi.", at=now)
    assert "Un modérateur décide" in text_of(patient.get(page))
    actions.take(by=senior, ref=ref, at=now)
    why = "Rien dans ce texte ne permet de reconnaître une personne précise."
    actions.decide(by=senior, ref=ref, outcome="restore", reasons=why, at=now)
    said = text_of(patient.get(page))
    assert "de nouveau lisible" in said
    assert why in said
    assert "Pas de moi" not in said


# -- members ---------------------------------------------------------------------------------------


def test_the_author_is_asked_one_question_and_erases(patient: Client) -> None:
    author = member()
    question = asked(author)
    story = story_of(pressed(question, at=timezone.now(), consent_withdrawn=True))
    browser = signed_in(author)
    inbox = browser.get("/moi/").content.decode()
    assert f"/moi/histoires/{story.public_id}/" in inbox
    page = text_of(browser.get(f"/moi/histoires/{story.public_id}/"))
    assert "Est-ce ce patient ?" in page
    assert "paresthésies" in page
    assert "retire" in page
    done = browser.post(f"/moi/histoires/{story.public_id}/", {"choix": "oui"}, follow=True)
    assert "Votre message est effacé" in text_of(done)
    assert Post.objects.get(pk=question.pk).body == ""


def test_nobody_else_opens_the_authors_page() -> None:
    story = story_of(pressed(asked(member())))
    for person in (member(), member(role=Person.Role.SENIOR)):
        response = signed_in(person).get(f"/moi/histoires/{story.public_id}/")
        assert response.status_code == 404


def test_the_author_tells_it_another_way_and_the_guard_looks() -> None:
    author, senior, now = member(), member(role=Person.Role.SENIOR), timezone.now()
    ref = story_of(pressed(asked(author), at=now)).public_id
    actions.answer_author(by=author, ref=ref, yes=False, at=now)
    actions.take(by=senior, ref=ref, at=now)
    actions.decide(by=senior, ref=ref, outcome="transpose", reasons="Trop de détails.", at=now)
    browser, page = signed_in(author), f"/moi/histoires/{ref}/"
    assert "Trop de détails." in text_of(browser.get(page))
    same = browser.post(page, {"body": Post.objects.get().body, "do": "publish"})
    assert same.status_code == 422
    named = "Madame Duponchel, née le 12/03/1961, a des paresthésies."
    refused = browser.post(page, {"body": named, "do": "publish"})
    assert refused.status_code == 422
    assert "Duponchel" in text_of(refused)
    checked = browser.post(page, {"body": named, "do": "check"})
    assert checked.status_code == 200
    other = "Adulte, paresthésies unilatérales en bande. Des idées ?"
    done = browser.post(page, {"body": other, "do": "publish"}, follow=True)
    assert "Un modérateur le relit" in text_of(done), done.redirect_chain
    assert Post.objects.get().body == other


def test_a_senior_takes_reads_and_decides() -> None:
    author, senior, now = member(), member(role=Person.Role.SENIOR), timezone.now()
    question = asked(author)
    ref = story_of(pressed(question, at=now)).public_id
    actions.answer_author(by=author, ref=ref, yes=False, note="C'est un autre.", at=now)
    browser, page = signed_in(senior), f"/moderation/histoires/{ref}/"
    assert page in browser.get("/moderation/histoires/").content.decode()
    closed = text_of(browser.get(page))
    assert "paresthésies" not in closed
    opened = text_of(browser.post(page, {"choix": "prendre"}, follow=True))
    assert "paresthésies" in opened
    assert "C'est un autre." in opened
    assert browser.post(page, {"decision": "erase"}).status_code == 422
    sent = {"decision": "erase", "raison": "Le cas est rare : on pourrait savoir de qui."}
    assert browser.post(page, sent).status_code == 302
    assert Post.objects.get(pk=question.pk).state == "erased"
    assert "Le cas est rare" in text_of(signed_in(author).get(f"/moi/histoires/{ref}/"))


def test_who_took_part_is_told_to_leave_it_to_another() -> None:
    author, senior, now = member(), member(role=Person.Role.SENIOR), timezone.now()
    question = asked(author)
    replied(senior, question)
    ref = story_of(pressed(question, at=now)).public_id
    actions.answer_author(by=author, ref=ref, yes=False, at=now)
    response = signed_in(senior).get(f"/moderation/histoires/{ref}/")
    assert response.status_code == 403
    assert "paresthésies" not in text_of(response)
    for person in (member(), member(role=Person.Role.MODERATOR)):
        assert signed_in(person).get(f"/moderation/histoires/{ref}/").status_code == 404


def test_a_moderator_searches_finds_and_hides(patient: Client) -> None:
    author, moderator = member(), member(role=Person.Role.MODERATOR)
    question = asked(author)
    rebuild_index(timezone.now())
    page = patient.get("/mon-histoire/sans-lien/")
    challenge = field(page, "challenge")
    sent = {
        "quand": "Mi-novembre",
        "mots": "paresthésies d'un côté",
        "challenge": challenge,
        "solution": solve(challenge),
    }
    follow = patient.post("/mon-histoire/sans-lien/", sent)["Location"]
    assert "Une personne cherche" in text_of(patient.get(follow))
    browser = signed_in(moderator)
    assert "/moderation/histoires/" in browser.get("/moi/").content.decode()
    number = Request.objects.get().number
    page_of = f"/moderation/histoires/recherche/{number}/"
    assert page_of in browser.get("/moderation/histoires/").content.decode()
    found = browser.get(page_of, {"q": "paresthésies"})
    assert "reste" in text_of(found)
    assert "Mi-novembre" in text_of(found)
    assert f'value="{question.public_id}"' in found.content.decode()
    assert browser.post(page_of, {"message": question.public_id}).status_code == 302
    assert not reads(author, question)
    assert "Le message est masqué" in text_of(patient.get(follow))
    assert signed_in(author).get(page_of).status_code == 404


def test_nothing_found_is_answered_with_words(patient: Client) -> None:
    receipt = pressed("", words="Un message sur mon frère.", at=timezone.now())
    browser = signed_in(member(role=Person.Role.MODERATOR))
    page = f"/moderation/histoires/recherche/{receipt.number}/"
    assert browser.post(page, {"choix": "rien"}).status_code == 422
    assert browser.post(page, {"message": "z" * 12}).status_code == 422
    said = "Nous avons cherché parmi les messages du mois, sans le trouver."
    assert browser.post(page, {"choix": "rien", "autre": said}).status_code == 302
    assert said in text_of(patient.get(f"/mon-histoire/suivi/{receipt.token}/"))


def test_pages_with_much_to_show_take_eight_queries_at_most(
    django_assert_max_num_queries: Any,
) -> None:
    author, senior, now = member(), member(role=Person.Role.SENIOR), timezone.now()
    question = asked(author)
    for _ in range(5):
        replied(member(), question)
    for number in range(5):
        pressed(question, at=now, address=f"192.0.2.{number}")
        pressed("", at=now, words="Un message sur moi.", address=f"192.0.2.{number}")
        other = member()
        story = story_of(pressed(asked(other), at=now, address=f"198.51.100.{number}"))
        actions.answer_author(by=other, ref=story.public_id, yes=False, at=now)
    ref = Story.objects.get(post=question).public_id
    browser = signed_in(author)
    browser.get("/")
    with django_assert_max_num_queries(8):
        assert browser.get(f"/moi/histoires/{ref}/").status_code == 200
    actions.answer_author(by=author, ref=ref, yes=False, at=now)
    actions.take(by=senior, ref=ref, at=now)
    browser = signed_in(senior)
    browser.get("/")
    for page in ("/moderation/histoires/", f"/moderation/histoires/{ref}/"):
        with django_assert_max_num_queries(8):
            assert browser.get(page).status_code == 200


def test_hidden_between_two_queries_of_a_page_it_is_not_found(monkeypatch: Any) -> None:
    """Found by the bench: its frame was read, the patient pressed, then its posts were read."""
    from toctoc.questions import _page

    author = member()
    question = asked(author)
    read = _page.thread_pieces

    def pressed_meanwhile(*given: Any, **more: Any) -> Any:
        if reads(author, question):
            pressed(question, at=timezone.now())
        return read(*given, **more)

    monkeypatch.setattr(_page, "thread_pieces", pressed_meanwhile)
    assert signed_in(author).get(f"/q/{question.public_id}").status_code == 404


def test_no_way_in_shows_what_is_hidden() -> None:
    """Pages, fragments, versions, search, similar questions, feed, export, inbox, drafts, API."""
    author, reader, now = member(), member(specialty="SM54"), timezone.now()
    body = "Patient sous xanthopsine, vision jaune depuis deux jours. Des idées ?"
    question = asked(author, body, at=now)
    answer = replied(reader, question, "Une vision jaune : dosage de xanthopsine ?", at=now)
    save_draft(
        by=reader, target=f"reply:{question.public_id}", revision=0, at=now,
        fields={"body": "xanthopsine : je relance", "kind": "answer"},
    )  # fmt: skip
    rebuild_index(now)
    ways = [
        "/",
        "/?voir=ma-specialite",
        "/mes-questions/",
        "/moi/",
        "/moi/brouillons/",
        "/moi/export",
        "/recherche/?q=xanthopsine",
        f"/q/{question.public_id}",
        f"/q/{question.public_id}/fil",
        f"/q/{question.public_id}/versions",
        f"/q/{answer.public_id}/versions",
    ]
    browsers = [signed_in(person) for person in (author, reader)]

    def shown() -> set[str]:
        pages = ((way, browser.get(way)) for way in ways for browser in browsers)
        found = {way for way, page in pages if "xanthopsine" in page.content.decode()}
        similar = {"body": "Vision jaune sous xanthopsine depuis deux jours", "target": "ask"}
        for browser in browsers:
            if "xanthopsine" in browser.post("/demander/verifier", similar).json().get(
                "similar", ""
            ):
                found.add("similar")
        return found

    before = shown()
    assert {"/", "/recherche/?q=xanthopsine", "/moi/brouillons/", "/moi/export"} <= before
    pressed(question, at=now)
    assert shown() <= {"/recherche/?q=xanthopsine"}  # its own words, in the search box
    search = browsers[0].get("/recherche/?q=xanthopsine").content.decode()
    assert "vision jaune" not in search
    assert Notice.objects.exclude(ref="").exists()
