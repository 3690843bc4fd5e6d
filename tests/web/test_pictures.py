"""Pictures where a text is written: sent in memory, followed, taken back; nothing typed is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import SEED, asked, member
from tests.web.pictures_kit import Room, page, room
from toctoc.people.models import Person
from toctoc.pictures.types import Busy, NotReady, Suspended, TooManyFiles
from toctoc.posts.models import Post
from toctoc.posts.queries import find_draft
from toctoc.questions import actions

__all__ = ["room"]
pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}
FORM = {
    "body": SEED,
    "token": "t-of-the-page",
    "target": "ask",
    "patient": "no",
    "relative": "no",
    "signature": "pseudonym",
}


@pytest.fixture
def doctor() -> Person:
    return member()


@pytest.fixture
def browser(doctor: Person) -> Client:
    client = Client()
    client.force_login(doctor)
    return client


def photo(size: int = 2_000, name: str = "IMG_1.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"\xff\xd8\xff" + b"0" * size, "image/jpeg")


def send(browser: Client, *files: SimpleUploadedFile, target: str = "ask", **headers: str) -> Any:
    fields = {"target": target, "token": "one", "file": list(files)}
    return browser.post("/images/envoyer/", fields, headers=headers or None)


@pytest.mark.parametrize("path", ["/demander/", "/q/{}", "/q/{}/modifier"])
def test_d5_each_writing_box_takes_pictures(
    path: str, browser: Client, doctor: Person, room: Room
) -> None:
    question = asked(doctor)
    html = browser.get(path.format(question.public_id)).content.decode()
    assert html.count("data-attach=") == 1
    assert "25 Mo au plus" in html, "the limit is said before"
    field = re.search(r"<input[^>]+type=\"file\"[^>]*>", html)
    assert field
    assert " name=" not in field[0], "a file's own name would travel with the text"


@pytest.mark.parametrize("path", ["/demander/", "/q/{}"])
def test_where_pictures_are_off_one_sentence_says_so(
    path: str, browser: Client, doctor: Person, room: Room
) -> None:
    room.off = ("rapidocr",)
    html = browser.get(path.format(asked(doctor).public_id)).content.decode()
    assert "il manque au serveur de quoi les vérifier" in html
    assert "Joindre une image" not in html, "no dead button"


def test_a_file_is_taken_with_its_name_and_answers_at_once(browser: Client, room: Room) -> None:
    answer = send(browser, photo(), **JSON).json()
    assert room.came == [
        {"token": "one", "data": b"\xff\xd8\xff" + b"0" * 2_000, "name": "IMG_1.jpg"}
    ]
    assert f'data-upload="{answer["id"]}" data-state="waiting"' in answer["files"]
    assert "IMG_1" not in answer["files"]


def test_d7_a_file_larger_than_a_proof_stays_in_memory(
    browser: Client, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Django's other handler would write it to disk: here that is not even possible."""

    def to_disk(*_args: object, **_fields: object) -> None:
        raise AssertionError("an upload was written to disk")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", to_disk)
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", to_disk)
    answer = send(browser, photo(12_000_000), **JSON)
    assert answer.status_code == 200
    assert len(room.came[0]["data"]) == 12_000_003


def test_a_file_too_heavy_is_said_to_be(browser: Client, room: Room, settings: Any) -> None:
    from dataclasses import replace

    settings.TOCTOC_FILES = replace(settings.TOCTOC_FILES, size=1024 * 1024)
    for size in (1_100_000, 3_000_000):  # kept and measured; dropped as it came
        answer = send(browser, photo(size), **JSON)
        assert answer.status_code == 413
        assert "dépasse 1 Mo" in answer.json()["error"]
    assert not room.came


@pytest.mark.parametrize(
    ("refusal", "status", "again", "words"),
    [
        (Busy(20), 503, 20, "réessayez dans 20 secondes"),
        (TooManyFiles(), 409, 0, "10 fichiers au plus"),
        (Suspended(), 409, 0, "vous est suspendu en ce moment"),
    ],
)
def test_what_is_refused_says_why_and_when_to_try_again(
    refusal: Exception, status: int, again: int, words: str, browser: Client, room: Room
) -> None:
    room.refuse = refusal
    answer = send(browser, photo(), **JSON)
    assert answer.status_code == status
    assert answer.json()["again"] == again
    assert words in answer.json()["error"]


def test_a_form_from_elsewhere_sends_nothing(doctor: Person, room: Room) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(doctor)
    assert send(strict, photo()).status_code == 403
    assert not room.came


def test_without_javascript_the_text_is_kept_first(
    browser: Client, doctor: Person, room: Room
) -> None:
    typed = FORM | {"body": "F 60 a, lésion du dos.", "do": "attach"}
    went = browser.post("/images/joindre/", typed)
    assert went["Location"] == "/images/?target=ask"
    kept = find_draft(doctor, "ask")
    assert kept
    assert kept.fields["body"] == "F 60 a, lésion du dos."
    html = browser.get(went["Location"]).content.decode()
    assert 'enctype="multipart/form-data"' in html
    back = send(browser, photo(), photo(name="2.jpg"))
    assert back["Location"] == "/images/?target=ask"
    assert [one["token"] for one in room.came] == ["one", "one-1"]
    assert browser.get(back["Location"]).content.decode().count("data-upload=") == 2
    assert "F 60 a, lésion du dos." in browser.get("/demander/").content.decode()


def test_a_file_is_taken_back_or_moved_from_the_text_itself(
    browser: Client, doctor: Person, room: Room
) -> None:
    first, second = room.put(doctor, page(0)), room.put(doctor, page(1))
    typed = FORM | {"body": "Deux photos du dos."}
    went = browser.post(f"/images/{second}/monter", typed)
    assert went["Location"] == "/demander/"
    assert list(room.files) == [second, first]
    browser.post(f"/images/{second}/descendre", typed)
    assert list(room.files) == [first, second]
    browser.post(f"/images/{first}/retirer", typed)
    assert list(room.files) == [second]
    kept = find_draft(doctor, "ask")
    assert kept
    assert kept.fields["body"] == "Deux photos du dos."


def test_nobody_touches_the_pictures_of_another(
    browser: Client, room: Room, doctor: Person
) -> None:
    theirs = room.put(member(), page(0))
    assert browser.get(f"/images/{theirs}/").status_code == 404
    assert browser.get("/images/picture00000/brouillon.webp").status_code == 404
    assert browser.post(f"/images/{theirs}/retirer", {"target": "ask"}).status_code == 404
    assert theirs in room.files
    assert browser.get("/images/?target=profil").status_code == 404


def test_a_draft_picture_is_for_its_author_and_no_cache(
    browser: Client, doctor: Person, room: Room
) -> None:
    room.put(doctor, page(0))
    answer = browser.get("/images/picture00000/brouillon.webp")
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert Client().get("/images/picture00000/brouillon.webp").status_code == 302


class TestNotReady:
    """A text waits for its pictures, says for which, and keeps every word."""

    @pytest.fixture
    def waiting(self, doctor: Person, room: Room) -> str:
        return room.put(doctor, page(0))

    def refuse(self, monkeypatch: pytest.MonkeyPatch, verb: str, upload: str) -> None:
        def not_ready(**_fields: object) -> Post:
            raise NotReady((upload,))

        monkeypatch.setattr(actions, verb, not_ready)

    def test_a_question(
        self, browser: Client, waiting: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.refuse(monkeypatch, "ask", waiting)
        page = browser.post("/demander/", FORM | {"do": "publish", "with": waiting})
        self.says(page, waiting, SEED)

    def test_a_private_question(
        self, browser: Client, waiting: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.refuse(monkeypatch, "ask", waiting)
        page = browser.post("/demander/prive/", FORM | {"do": "send", "with": waiting})
        self.says(page, waiting, SEED)

    @pytest.mark.parametrize(("path", "head"), [("repondre", "reply"), ("modifier", "edit")])
    def test_a_reply_and_an_edit(
        self,
        path: str,
        head: str,
        browser: Client,
        doctor: Person,
        room: Room,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        question = asked(doctor)
        target = f"{head}:{question.public_id}"
        waiting = room.put(doctor, page(0), target=target)
        self.refuse(monkeypatch, head, waiting)
        typed = {"body": "Voici la photo.", "kind": "complement", "target": target}
        typed |= {"token": "t", "with": waiting, "do": "publish"}
        answer = browser.post(f"/q/{question.public_id}/{path}", typed)
        self.says(answer, waiting, "Voici la photo.")

    def says(self, answer: Any, waiting: str, words: str) -> None:
        html = answer.content.decode()
        assert answer.status_code == 422
        assert "Une image attend encore" in html
        assert f'class="file file-asked" data-upload="{waiting}"' in html
        assert f'href="/images/{waiting}/"' in html
        assert words[:15] in html


def test_no_picture_leaves_unseen(browser: Client, doctor: Person, room: Room) -> None:
    """Another tab joined one: this page, which never showed it, does not publish it."""
    upload = room.put(doctor, page(0), state="ready")
    before = Post.objects.count()
    answer = browser.post("/demander/", FORM | {"do": "publish"})
    assert answer.status_code == 422
    assert "sans que cette page la montre" in answer.content.decode()
    assert Post.objects.count() == before
    sent = browser.post("/demander/", FORM | {"do": "publish", "with": upload})
    assert sent.status_code == 302
    assert Post.objects.count() == before + 1


def test_d8_the_help_says_what_becomes_of_files_and_videos(client: Client, room: Room) -> None:
    html = client.get("/comment-ca-marche/").content.decode()
    assert "Les vidéos ne sont pas acceptées" in html
    assert "faites une capture d’écran" in html
    assert "25 Mo par fichier" in html
    assert "jamais écrit sur le disque" in html


@pytest.mark.parametrize(
    ("tongue", "words"), [("fr", "Je donne mon accord"), ("en", "I give my consent")]
)
def test_t15_the_consent_form_speaks_the_patients_language(
    tongue: str, words: str, client: Client
) -> None:
    html = client.get(f"/images/consentement/?langue={tongue}").content.decode()
    assert f'<html lang="{tongue}"' in html
    assert words in html


def test_reading_a_question_costs_no_query_more(
    browser: Client, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only who has begun to write here is asked what they sent."""
    from toctoc.pictures import queries

    def asked_for_nothing(*_args: object) -> None:
        raise AssertionError("the page of a reader asked for uploads")

    question = asked(member())
    monkeypatch.setattr(queries, "sent_for", asked_for_nothing)
    html = browser.get(f"/q/{question.public_id}").content.decode()
    assert "css/pictures.css" not in re.sub(r"data-attach-css=\"[^\"]+\"", "", html)
