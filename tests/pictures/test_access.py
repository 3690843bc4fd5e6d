"""Who sees which picture (D1, K18): every kind of person x every kind of post x every way in.

The world and the rule are those of the permission table; each post of it, also one that was taken
down and should have nothing any more, is given a picture by hand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.permission_world import Builder, Kind, World
from tests.pictures.kit import webp
from tests.test_permissions import PEOPLE, expected, wrote
from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.pictures import queries
from toctoc.pictures.models import Picture, Upload
from toctoc.posts.models import Post
from toctoc.sealing import seal

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
PLACED: dict[str, str] = {}  # {post: its picture}
DERIVATIVE = seal(webp())
HERE = [name for name in PEOPLE if name != "inactive account"]  # signs in nowhere


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        made = Builder().build()
        for placed in made.posts.values():
            post = Post.objects.get(public_id=placed.public_id)
            PLACED[placed.public_id] = hang(post, str(len(PLACED)))
        yield made
        transaction.set_rollback(True)


def hang(post: Post, token: str) -> str:
    upload = Upload.objects.create(
        person=post.author, target="ask", post=post, state="ready", token=token, created_at=AT,
        beat_at=AT,
    )  # fmt: skip
    return Picture.objects.create(
        upload=upload, width=9, height=9, shown_width=9, shown_height=9, choice={},
        derivative=DERIVATIVE, draft=seal(b"uncovered"),
    ).public_id  # fmt: skip


def picture_of(post_id: str) -> str:
    return PLACED[post_id]


def sees(look: Callable[..., object], person: Person | None, what: str) -> bool:
    try:
        look(person, what)
    except NotVisible:
        return False
    return True


def person_in(world: World, name: str) -> Person | None:
    return world.people[name]


@pytest.mark.parametrize("name", HERE)
def test_the_published_picture_is_for_who_reads_its_post(world: World, name: str) -> None:
    person = person_in(world, name)
    wrong = [
        key
        for key, placed in world.posts.items()
        if sees(queries.published_bytes, person, picture_of(placed.public_id))
        != expected(name, placed.kind)
    ]
    assert wrong == []


@pytest.mark.parametrize("name", HERE)
def test_so_is_what_is_said_of_it(world: World, name: str) -> None:
    person = person_in(world, name)
    if person is None:
        return
    wrong = [
        key
        for key, placed in world.posts.items()
        if sees(queries.access_picture, person, picture_of(placed.public_id))
        != expected(name, placed.kind)
    ]
    assert wrong == []


@pytest.mark.parametrize("name", HERE)
def test_a_draft_and_a_preview_are_for_nobody_once_they_are_in_a_post(
    world: World, name: str
) -> None:
    """Not even for their author; the row of each holds an uncovered draft that nobody reaches."""
    person = person_in(world, name)
    if person is None:
        return
    for placed in world.posts.values():
        one = picture_of(placed.public_id)
        assert not sees(queries.draft_bytes, person, one)
        assert not sees(queries.preview_bytes, person, one)
        assert not sees(queries.sheet, person, one)


@pytest.mark.parametrize("name", HERE)
def test_before_publication_a_picture_is_its_authors_alone(world: World, name: str) -> None:
    author = world.people["author"]
    assert author is not None
    with transaction.atomic():
        upload = Upload.objects.create(
            person=author, target="ask", state="review", token="draft", created_at=AT, beat_at=AT
        )
        one = Picture.objects.create(
            upload=upload, width=9, height=9, shown_width=9, shown_height=9, choice=None,
            derivative=seal(webp()), draft=seal(webp()),
        ).public_id  # fmt: skip
        person = person_in(world, name)
        assert not sees(queries.published_bytes, person, one)
        if person is not None:
            own = name == "author"
            assert sees(queries.draft_bytes, person, one) == own
            assert sees(queries.preview_bytes, person, one) == own
            assert sees(queries.review, person, upload.public_id) == own
            assert sees(queries.sheet, person, one) == own
            assert [s.public_id for s in queries.sent_for(person, "ask")] == (
                [upload.public_id] if own else []
            )
            assert not sees(queries.access_picture, person, one)
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", HERE)
def test_what_a_reader_covered_is_for_moderators_to_judge(world: World, name: str) -> None:
    """D5: covered for all at once, its author too."""
    person = person_in(world, name)
    judges = ("moderator", "senior moderator", "operator")
    kinds = [k for k, p in world.posts.items() if p.kind.state == "published"]
    with transaction.atomic():
        Picture.objects.filter(upload__post__state="published").update(covered_at=AT)
        for key in kinds:
            one = picture_of(world.posts[key].public_id)
            assert not sees(queries.published_bytes, person, one)
            if person is not None:
                assert sees(queries.covered_bytes, person, one) == (name in judges)
        transaction.set_rollback(True)


def test_the_table_can_fail(world: World) -> None:
    """The rule it is held against says yes and no."""
    said = {(name, expected(name, one.kind)) for name in HERE for one in world.posts.values()}
    assert ("author", True) in said
    assert ("author", False) in said
    assert ("anonymous", True) not in said
    assert isinstance(next(iter(world.posts.values())).kind, Kind)
    assert any(wrote("author", one.kind) for one in world.posts.values())
