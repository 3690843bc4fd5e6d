"""Saying that something changed: in its transaction, in order, and with few words (K18)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import asked, member, replied
from tests.stories.kit import pressed
from toctoc.ledger.models import Entry
from toctoc.live.actions import announce, announce_all
from toctoc.live.models import Event
from toctoc.posts.models import Post

from .conftest import NOON

pytestmark = pytest.mark.django_db


def _sent(queries: CaptureQueriesContext, word: str) -> int:
    return sum(word in one["sql"] for one in queries.captured_queries)


def _said() -> list[tuple[str, str, str]]:
    return list(Event.objects.order_by("id").values_list("topic", "kind", "ref"))


def _once() -> int:
    return int(connection.vendor == "postgresql")  # SQLite's writers take turns by themselves


def test_a_transaction_waits_for_its_turn_once_whatever_it_says() -> None:
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        announce("home", "hide", "abc", at=NOON)
        announce("question:abc", "hide", "abc", at=NOON)
        announce_all(["person:k3v", "person:k4w"], "hide", "abc", at=NOON)
    assert _said()[0] == ("home", "hide", "abc")
    assert len(_said()) == 4
    assert (_sent(queries, "advisory"), _sent(queries, "NOTIFY")) == (_once(), _once())
    first = next(one["sql"] for one in queries.captured_queries if "SAVEPOINT" not in one["sql"])
    assert ("advisory" in first) == bool(_once()), "the turn comes before the first number"


def test_what_was_taken_back_takes_the_turn_back_too() -> None:
    """Rolled back, a savepoint gives up the lock and the hint: what follows asks again."""
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        try:
            with transaction.atomic():
                announce("home", "hide", "abc", at=NOON)
                raise LookupError
        except LookupError:
            announce("home", "edit", "abd", at=NOON)
    assert _said() == [("home", "edit", "abd")]
    assert (_sent(queries, "advisory"), _sent(queries, "NOTIFY")) == (2 * _once(), 2 * _once())


def test_nothing_is_said_of_what_did_not_happen() -> None:
    with transaction.atomic():
        announce("home", "hide", "abc", at=NOON)
        transaction.set_rollback(True)
    assert _said() == []


@pytest.mark.django_db(transaction=True)
def test_each_transaction_takes_a_turn_of_its_own() -> None:
    with CaptureQueriesContext(connection) as queries:
        for ref in ("abc", "abd"):
            announce("home", "hide", ref, at=NOON)
    assert (_sent(queries, "advisory"), _sent(queries, "NOTIFY")) == (2 * _once(), 2 * _once())


def test_a_patients_press_tells_everybody_with_the_hiding_and_in_one_go(settings: Any) -> None:
    """K18: the row first, then the events: index, open conversation, lists, then the author."""
    settings.TOCTOC_STORY_BITS = 2
    author = member()
    question = asked(author)
    replied(member(), question)
    pressed("z" * 12, at=timezone.now())  # the first of the day makes its salt
    before = len(_said())
    with CaptureQueriesContext(connection) as queries:
        pressed(question, at=timezone.now())
    ref = question.public_id
    assert _said()[before:] == [
        ("search", "remove", ref),
        (f"question:{ref}", "hide", ref),
        ("home", "hide", ref),
        (f"person:{author.public_id}", "notice", "story"),
    ]
    said = [one["sql"] for one in queries.captured_queries]
    hidden = next(n for n, sql in enumerate(said) if sql.startswith('UPDATE "posts_post"'))
    told = next(n for n, sql in enumerate(said) if sql.startswith('INSERT INTO "live_event"'))
    assert hidden < told
    assert Post.objects.get(pk=question.pk).state == Post.State.HIDDEN
    assert list(Entry.objects.order_by("sequence").values_list("act", flat=True))[-3:] == [
        "story.request",
        "story.open",
        "post.hide",
    ]
    # The patient waits for each of these one after the other, behind those of a hundred readers.
    assert len(said) <= 70
    assert _sent(queries, 'INSERT INTO "stories_request"') == 1
    assert _sent(queries, 'UPDATE "stories_request"') == 0
