"""What its author does with a picture: take it back, draw over it, keep the answer for later."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.factories import asked, member, replied
from tests.web.picture_kit import pictured
from tests.web.test_picture_reading import signed_in
from toctoc.notify.models import Notice
from toctoc.people.models import Person
from toctoc.pictures.models import Picture, Upload
from toctoc.posts.models import Post
from toctoc.questions import clock

pytestmark = pytest.mark.django_db
ARROW = {"kind": "arrow", "points": [[100, 100], [400, 500]]}
ENDED = "Zona confirmé à la biopsie, guéri en trois semaines."


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


@pytest.fixture
def author() -> Person:
    return member()


@pytest.fixture
def question(author: Person) -> Post:
    return asked(author, at=timezone.now())


@pytest.fixture
def own(author: Person) -> Client:
    return signed_in(author)


def test_an_author_removes_one_picture_and_keeps_the_words(question: Post, own: Client) -> None:
    first, second = *pictured(question), *pictured(question)
    path = f"/q/{question.public_id}"
    assert f'href="{path}/images"' in own.get(path).content.decode()
    assert own.get(f"{path}/images").content.decode().count('name="retirer"') == 2
    own.post(f"{path}/images/retirer", {"retirer": first.public_id})
    assert set(Picture.objects.values_list("pk", flat=True)) == {second.pk}
    page = signed_in(member()).get(path).content.decode()
    assert first.public_id not in page
    assert second.public_id in page


def test_t15_a_patient_who_no_longer_agrees_is_obeyed_at_once(question: Post, own: Client) -> None:
    pictured(question, pages=2)
    answer = own.post(f"/q/{question.public_id}/images/retirer", {"accord": "retire"}, follow=True)
    assert "2 images sont détruites" in answer.content.decode()
    assert not Picture.objects.exists()
    assert set(Upload.objects.values_list("consent", flat=True)) <= {"withdrawn"}


def test_nobody_else_removes_or_draws(question: Post) -> None:
    (one,) = pictured(question)
    other = signed_in(member())
    path = f"/q/{question.public_id}/images"
    assert other.get(path).status_code == 403
    assert other.post(f"{path}/retirer", {"retirer": one.public_id}).status_code == 403
    assert other.post(f"{path}/retirer", {"accord": "retire"}).status_code == 403
    assert other.get(f"/image/{one.public_id}/dessin").status_code == 404
    assert other.post(f"/image/{one.public_id}/dessin", {"drawing": "[]"}).status_code == 404
    assert Picture.objects.count() == 1


def test_a_picture_of_another_post_is_not_removed_by_this_one(
    question: Post, author: Person, own: Client
) -> None:
    (one,) = pictured(asked(author))
    path = f"/q/{question.public_id}/images/retirer"
    assert own.post(path, {"retirer": one.public_id}).status_code == 404
    assert Picture.objects.count() == 1


def test_m23_an_arrow_drawn_over_a_published_picture_is_seen_by_all(
    question: Post, own: Client
) -> None:
    (one,) = pictured(question)
    reader = signed_in(member())
    assert 'class="drawn"' not in reader.get(f"/q/{question.public_id}").content.decode()
    assert own.get(f"/image/{one.public_id}/dessin").status_code == 200
    own.post(f"/image/{one.public_id}/dessin", {"drawing": json.dumps([ARROW])})
    assert 'class="drawn"' in reader.get(f"/q/{question.public_id}").content.decode()
    own.post(f"/image/{one.public_id}/dessin", {"do": "wipe"})
    assert 'class="drawn"' not in reader.get(f"/q/{question.public_id}").content.decode()


def test_m23_an_author_draws_before_publication_over_what_will_be_read(
    question: Post, own: Client
) -> None:
    (one,) = pictured(question, size=(300, 200), width=600, height=400)
    Upload.objects.update(post=None)
    page = own.get(f"/image/{one.public_id}/dessin").content.decode()
    assert f'src="/images/{one.public_id}/apercu.webp"' in page
    assert 'width="300"' in page
    assert own.get(f"/images/{one.public_id}/apercu.webp").status_code == 200
    drawn = own.post(f"/image/{one.public_id}/dessin", {"drawing": json.dumps([ARROW])})
    assert own.get(drawn["Location"]).status_code == 200, "back to the text it waits with"
    assert Picture.objects.get().drawing == [ARROW]
    assert signed_in(member()).get(f"/image/{one.public_id}/dessin").status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        [{"kind": "text", "points": [[1, 1], [500, 500]], "text": "Mme Tournebise"}],
        [{"kind": "arrow", "points": [[1, 1], [2, 2]]}],
        [{"kind": "ellipse", "points": [[1, 1], ['"/><script>', 500]]}],
        [{"kind": "outline", "points": [[1, 1], [900, 900]]}],
        {"kind": "arrow"},
        [None, 3, {"kind": "circle", "points": [[1, 1], [500, 500]]}],
    ],
)
def test_a_drawing_is_shapes_and_never_a_word(question: Post, own: Client, sent: object) -> None:
    (one,) = pictured(question)
    own.post(f"/image/{one.public_id}/dessin", {"drawing": json.dumps(sent)})
    assert Picture.objects.get().drawing == []


def hidden_end(own: Client, question: Post, **fields: str) -> Post:
    sent = {"kind": "reveal", "body": ENDED, "token": "end-1"} | fields
    own.post(f"/q/{question.public_id}/repondre", sent)
    return Post.objects.get(thread=question, kind="outcome")


def test_m23_a_diagnosis_waits_for_its_hour_and_is_then_told_once(
    question: Post, own: Client
) -> None:
    """Readers know that it is written and when they will read it; they propose meanwhile."""
    path = f"/q/{question.public_id}"
    assert 'value="reveal"' not in own.get(path).content.decode()
    pictured(question)
    assert 'value="reveal"' in own.get(path).content.decode()
    end = hidden_end(own, question)
    assert dt.timedelta(hours=47) < end.release_at - end.created_at <= dt.timedelta(hours=48)
    colleague = member()
    reader = signed_in(colleague)
    seen = reader.get(path).content.decode()
    assert "Zona confirmé" not in seen
    assert "D’ici là, proposez le vôtre." in seen
    replied(colleague, question, at=timezone.now())
    mine = own.get(path).content.decode()
    assert "Zona confirmé" in mine
    assert "Révéler maintenant" in mine
    assert 'value="reveal"' not in mine
    clock.tick(end.release_at + dt.timedelta(seconds=1))
    shown = reader.get(path).content.decode()
    assert "Zona confirmé" in shown
    assert "D’ici là" not in shown
    assert shown.index("Zona confirmé") < shown.index("Zona avant")
    clock.tick(end.release_at + dt.timedelta(seconds=9))
    assert Notice.objects.filter(person=colleague, kind="outcome").count() == 1


def test_m23_its_author_reveals_it_before_or_takes_it_back(question: Post, own: Client) -> None:
    pictured(question)
    end = hidden_end(own, question, reveal_in="168")
    assert end.release_at - end.created_at == dt.timedelta(days=7)
    own.post(f"/q/{end.public_id}/envoyer")
    assert "Zona confirmé" in signed_in(member()).get(f"/q/{question.public_id}").content.decode()


def test_m23_the_hidden_words_pass_the_same_door(question: Post, own: Client) -> None:
    pictured(question)
    answer = own.post(
        f"/q/{question.public_id}/repondre",
        {"kind": "reveal", "body": "Mme Odile Tournebise va bien.", "token": "end-2"},
    )
    assert answer.status_code in (200, 422)
    assert "Tournebise" in answer.content.decode()
    assert not Post.objects.filter(thread=question).exists()
