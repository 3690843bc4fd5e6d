"""K16: a case said another way is shown as such, wherever it is read; thresholds are settings."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client

from tests.api.support import program
from tests.factories import NOON, SEED, asked, member, submission
from toctoc.posts import actions as posts
from toctoc.posts.models import Post
from toctoc.posts.queries import find_draft, versions_of
from toctoc.posts.types import Writing
from toctoc.questions import actions
from toctoc.questions.queries import feed

pytestmark = pytest.mark.django_db
LATER = NOON + dt.timedelta(hours=1)
TAG = '<span class="tag">transposé</span>'


def transposed() -> Post:
    ask = submission()
    writing = replace(ask.writing, transposed=True)
    post = actions.ask(by=member(), ask=replace(ask, writing=writing), at=NOON)
    actions.opened(post.pk, at=NOON)
    return Post.objects.get(pk=post.pk)


def reading() -> Client:
    client = Client()
    client.force_login(member())
    return client


def thread(client: Client, post: Post) -> str:
    page = client.get(f"/q/{post.public_id}").content.decode()
    return page.partition('id="thread"')[2].partition('id="repondre"')[0]


def test_k16_the_tag_is_on_the_page_the_card_and_the_versions() -> None:
    plain, post, client = asked(member()), transposed(), reading()
    assert TAG in thread(client, post)
    assert TAG not in thread(client, plain)
    assert client.get("/").content.decode().count("<span>transposé</span>") == 1
    assert TAG in client.get(f"/q/{post.public_id}/versions").content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert '<span class="tag">transposed</span>' in thread(client, post)


def test_k16_the_api_tells_the_mark() -> None:
    post = transposed()
    caller = program(member())
    thread = caller.get(f"/questions/{post.public_id}").json()
    assert thread["question"]["transposed"] is True
    versions = caller.get(f"/posts/{post.public_id}/versions").json()["versions"]
    assert [version["transposed"] for version in versions] == [True]
    assert [card.transposed for card in feed(member()).cards] == [True]


def test_k16_an_edit_adds_the_mark_and_none_takes_it_away() -> None:
    post = asked(member())
    for number, mark in enumerate((False, True, False), 1):
        writing = Writing(f"{SEED} {number}", "t", transposed=mark)
        posts.edit(
            by=post.author, public_id=post.public_id, writing=writing, version=number, at=LATER
        )
    marks = [version.transposed for version in versions_of(post.author, post.public_id)]
    assert marks == [False, False, True, True]


def test_k16_what_is_taken_back_is_still_marked_in_its_draft() -> None:
    ask = submission()
    by = member()
    writing = replace(ask.writing, transposed=True)
    post = actions.ask(by=by, ask=replace(ask, writing=writing), at=NOON)
    posts.withdraw(by=by, public_id=post.public_id, at=NOON)
    draft = find_draft(by, "ask")
    assert draft is not None
    assert draft.fields["transposed"] == "1"


def test_t12_the_thresholds_are_settings(settings) -> None:
    text = "H 51 a, notaire, suivi dans le Trégor, toux depuis 2 semaines."
    few = posts.inspect(text, at=NOON, final=True).meter
    settings.TOCTOC_GUARD_THRESHOLD, settings.TOCTOC_GUARD_MINOR_THRESHOLD = 7, 9
    other = posts.inspect(text, at=NOON, final=True).meter
    assert few is not None
    assert other is not None
    assert (few.threshold, other.threshold) == (50, 7)
