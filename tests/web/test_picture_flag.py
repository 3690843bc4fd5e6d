""" "Identifiable !": covered for all in one tap, judged by somebody else, told to its author."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories import asked, member
from tests.web.picture_kit import pictured
from tests.web.test_picture_reading import address_in, signed_in
from toctoc.ledger.models import Entry
from toctoc.people.models import Person
from toctoc.pictures.models import Banned, Picture
from toctoc.posts.models import Post

pytestmark = pytest.mark.django_db
REASON = "Aucun visage, aucun texte, aucun tatouage."


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


@pytest.fixture
def author() -> Person:
    return member(role=Person.Role.MODERATOR)


@pytest.fixture
def question(author: Person) -> Post:
    return asked(author)


@pytest.fixture
def picture(question: Post) -> Picture:
    return pictured(question)[0]


@pytest.fixture
def reader() -> Client:
    return signed_in(member())


@pytest.fixture
def moderator() -> Client:
    return signed_in(member(role=Person.Role.MODERATOR))


def tap(browser: Client, picture: Picture) -> str:
    answer = browser.post(f"/image/{picture.public_id}/identifiable", follow=True)
    return str(answer.content.decode())


def test_one_tap_covers_it_for_everybody_and_tells_the_author(
    question: Post, picture: Picture, reader: Client, author: Person
) -> None:
    other = signed_in(member())
    src = address_in(other.get(f"/q/{question.public_id}").content.decode())
    assert other.get(src).status_code == 200
    assert "Merci. L’image est couverte" in tap(reader, picture)
    assert other.get(src).status_code == 404
    page = other.get(f"/q/{question.public_id}").content.decode()
    assert "Image couverte" in page
    assert "<img" not in page.partition("post-body")[2].partition("</article>")[0]
    assert "Image couverte" in other.get(f"/image/{picture.public_id}/").content.decode()
    inbox = signed_in(author).get("/moi/").content.decode()
    assert "reconnaissable sur une de vos images" in inbox
    assert f'href="/q/{question.public_id}/images"' in inbox


def test_a_second_tap_changes_nothing_and_is_thanked(picture: Picture, reader: Client) -> None:
    tap(reader, picture)
    assert "déjà signalée" in tap(signed_in(member()), picture)
    assert Entry.objects.filter(act="picture.flag").count() == 1


def test_a_moderator_shows_it_again_with_a_reason(
    question: Post, picture: Picture, reader: Client, moderator: Client
) -> None:
    tap(reader, picture)
    assert "on vous attend" in moderator.get("/moderation/").content.decode()
    queue = moderator.get("/moderation/images/").content.decode()
    src = queue.partition('<img src="')[2].partition('"')[0]
    assert moderator.get(src).status_code == 200
    assert reader.get(src).status_code == 404
    path = f"/moderation/images/{picture.public_id}"
    assert moderator.post(path, {"do": "show", "reason": ""}).status_code == 422
    named = {"do": "show", "reason": "C’est Mme Odile Tournebise, 06 12 34 56 78."}
    assert moderator.post(path, named).status_code == 422
    assert Picture.objects.get().covered_at is not None
    moderator.post(path, {"do": "show", "reason": REASON})
    page = reader.get(f"/q/{question.public_id}").content.decode()
    assert reader.get(address_in(page)).status_code == 200
    assert "Aucune image" in moderator.get("/moderation/images/").content.decode()


def test_or_destroys_it_for_good_and_its_likeness_comes_in_no_more(
    picture: Picture, reader: Client, moderator: Client, author: Person
) -> None:
    Picture.objects.update(likeness="ff00ff00ff00ff00")
    tap(reader, picture)
    path = f"/moderation/images/{picture.public_id}"
    moderator.post(path, {"do": "destroy", "reason": "Un prénom se lit sur le bracelet."})
    assert not Picture.objects.exists()
    assert Banned.objects.filter(likeness="ff00ff00ff00ff00").exists()
    inbox = signed_in(author).get("/moi/").content.decode()
    assert "Un modérateur a détruit une de vos images." in inbox


def test_nobody_judges_their_own_picture_nor_what_they_covered(
    picture: Picture, author: Person, reader: Client
) -> None:
    flagger = signed_in(member(role=Person.Role.MODERATOR))
    tap(flagger, picture)
    for browser in (flagger, signed_in(author)):
        assert picture.public_id not in browser.get("/moderation/images/").content.decode()
        path = f"/moderation/images/{picture.public_id}"
        assert browser.post(path, {"do": "show", "reason": REASON}).status_code == 404
    assert reader.get("/moderation/images/").status_code == 404
    assert Picture.objects.get().covered_at is not None
