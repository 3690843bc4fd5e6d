"""The permission table of pictures (D1, D10, K18): each kind of person x each state of the message
x each way in. What `expected` says, in words, and nothing of the code."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.api.support import key_of
from tests.factories import account, asked, member, submission
from tests.web.picture_kit import pictured
from toctoc.people.models import Listing, Person
from toctoc.people.types import NotAllowed
from toctoc.pictures import actions as pictures
from toctoc.posts import actions as posts
from toctoc.posts.models import Post
from toctoc.questions import actions
from toctoc.web.picture_address import key_of as address_key

pytestmark = pytest.mark.django_db

PEOPLE = (
    "anonymous", "unproven", "suspended", "excluded", "doctor", "nurse", "author", "invited",
    "moderator", "operator",
)  # fmt: skip
STRANGERS = ("anonymous", "unproven", "suspended", "excluded")
STATES = (
    "published", "doctors only", "private", "pending", "hidden", "erased", "withdrawn",
    "in a hidden thread", "covered",
)  # fmt: skip


def expected(person: str, state: str) -> bool:
    """Whether this person gets the pixels of a picture of a message in this state."""
    if person in STRANGERS or state in ("hidden", "erased", "withdrawn", "covered"):
        return False
    if person == "author":
        return state != "in a hidden thread"
    return {
        "published": True,
        "doctors only": person != "nurse",
        "private": person == "invited",
    }.get(state, False)


class World:
    def __init__(self) -> None:
        now = timezone.now()
        self.people: dict[str, Person | None] = {
            "anonymous": None,
            "unproven": account(),
            "suspended": member(),
            "excluded": member(),
            "doctor": member(),
            "nurse": member("", profession="60"),
            "author": member(),
            "invited": member(),
            "moderator": member(role=Person.Role.MODERATOR),
            "operator": member(role=Person.Role.OPERATOR),
        }
        self.at = now

    def person(self, name: str) -> Person | None:
        """Asked for anew: standings change after what they wrote."""
        found = self.people[name]
        if found is not None and name in ("suspended", "excluded"):
            Person.objects.filter(pk=found.pk).update(standing=name)
        return Person.objects.get(pk=found.pk) if found else None

    def picture(self, state: str) -> str:
        author, invited = self.people["author"], self.people["invited"]
        assert author
        assert invited
        choices: dict[str, Any] = {
            "doctors only": {"audience": "doctors"},
            "private": {"audience": "named", "named": (self.listing(invited),)},
        }.get(state, {})
        if state in ("pending", "withdrawn"):
            post = actions.ask(by=author, ask=submission(**choices), at=self.at)
        elif state == "in a hidden thread":
            root = asked(member(), at=self.at)
            post = self.answer(author, root)
        else:
            post = asked(author, at=self.at, **choices)
        (one,) = pictured(post)
        self.bring_to(post, state, one.public_id)
        return one.public_id

    def listing(self, person: Person) -> str:
        return Listing.objects.get(person=person).public_id

    def answer(self, author: Person, root: Post) -> Post:
        from tests.factories import replied

        return replied(author, root, at=self.at)

    def bring_to(self, post: Post, state: str, picture: str) -> None:
        about: dict[str, Any] = {
            "public_id": post.public_id,
            "reason": "story",
            "actor": "patient",
            "at": self.at,
        }
        if state == "hidden":
            posts.hide(**about)
        elif state == "erased":
            posts.erase(**about)
        elif state == "withdrawn":
            actions.withdraw(by=post.author, public_id=post.public_id, at=self.at)
        elif state == "in a hidden thread":
            assert post.thread
            posts.hide(**about | {"public_id": post.thread.public_id})
        elif state == "covered":
            reader = self.people["doctor"]
            assert reader
            pictures.flag(by=reader, picture=picture, at=self.at)


@pytest.fixture
def world(settings) -> World:
    settings.TOCTOC_LIMITS = dict.fromkeys(("ask", "reply", "name"), (1000, 1000))
    cache.clear()
    return World()


def browser_of(person: Person | None) -> Client:
    browser = Client()
    if person is not None:
        browser.force_login(person)
    return browser


Way = Callable[[Person | None, str, World], bool]


def by_address(person: Person | None, picture: str, world: World) -> bool:
    key = address_key(person, timezone.now()) if person else "0" * 20
    return browser_of(person).get(f"/image/{picture}/{key}.webp").status_code == 200


def by_thumbnail(person: Person | None, picture: str, world: World) -> bool:
    key = address_key(person, timezone.now()) if person else "0" * 20
    return browser_of(person).get(f"/image/{picture}/{key}/petite.webp").status_code == 200


def by_viewer(person: Person | None, picture: str, world: World) -> bool:
    """A covered picture has a page that says so, without an address to its pixels."""
    answer = browser_of(person).get(f"/image/{picture}/")
    return f'src="/image/{picture}/' in answer.content.decode()


def by_program(person: Person | None, picture: str, world: World) -> bool:
    try:
        headers = {"Authorization": f"Bearer {key_of(person)}"} if person else {}
    except NotAllowed:
        return False  # no key for them at all
    return Client(headers=headers).get(f"/api/v1/pictures/{picture}").status_code == 200


def by_somebody_else_s_key(person: Person | None, picture: str, world: World) -> bool:
    author = world.people["author" if person != world.people["author"] else "doctor"]
    assert author
    key = address_key(author, timezone.now())
    return browser_of(person).get(f"/image/{picture}/{key}.webp").status_code == 200


def by_an_old_key(person: Person | None, picture: str, world: World) -> bool:
    key = address_key(person, timezone.now() - dt.timedelta(hours=2)) if person else "0" * 20
    return browser_of(person).get(f"/image/{picture}/{key}.webp").status_code == 200


def by_an_invented_key(person: Person | None, picture: str, world: World) -> bool:
    return browser_of(person).get(f"/image/{picture}/abc.webp").status_code == 200


WAYS: dict[str, tuple[Way, bool]] = {
    "address": (by_address, True),
    "thumbnail": (by_thumbnail, True),
    "viewer": (by_viewer, True),
    "api": (by_program, True),
    "somebody else's key": (by_somebody_else_s_key, False),
    "key of two hours ago": (by_an_old_key, False),
    "invented key": (by_an_invented_key, False),
}


@pytest.mark.parametrize("state", STATES)
def test_each_person_gets_the_pixels_that_the_rule_gives_them(state: str, world: World) -> None:
    picture = world.picture(state)
    wrong = []
    for name in PEOPLE:
        person = world.person(name)
        for way, (enter, opens) in WAYS.items():
            if enter(person, picture, world) != (opens and expected(name, state)):
                wrong.append(f"{name}, {way}")
    assert wrong == []


def test_what_may_not_be_seen_is_answered_as_what_never_was(world: World) -> None:
    """Bodies, headers, codes: nobody learns that a picture exists."""
    hidden = world.picture("hidden")
    for name in ("doctor", "moderator"):
        person = world.person(name)
        assert person
        browser, key = browser_of(person), address_key(person, timezone.now())
        for form in ("/image/{}/", f"/image/{{}}/{key}.webp", f"/image/{{}}/{key}/petite.webp"):
            one, none = browser.get(form.format(hidden)), browser.get(form.format("222222222222"))
            assert one.status_code == none.status_code == 404
            assert _plain(one.content, hidden) == _plain(none.content, "222222222222")
        assert browser.post(f"/image/{hidden}/identifiable").status_code == 404


def _plain(body: bytes, picture: str) -> str:
    text = re.sub(r'(X-CSRFToken": "|csrfmiddlewaretoken" value=")[^"]+', "", body.decode())
    return re.sub(r'data-live-at="\d+"', "", text.replace(picture, ""))
