"""Where a stream can't pass, asking again does (point 6)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from toctoc.live.actions import announce
from toctoc.live.queries import last_id
from toctoc.live.views import poll
from toctoc.people.models import Person

from .conftest import NOON, colleague

pytestmark = pytest.mark.django_db


def ask(person: Any, query: str) -> Any:
    request = RequestFactory().get(f"/live/poll?{query}")
    request.user = person
    return poll(request)


def told(person: Any, query: str) -> Any:
    return json.loads(ask(person, query).content)


def test_the_first_poll_says_where_we_are_and_the_next_what_happened() -> None:
    person = colleague()
    announce("home", "ask", "one", at=NOON)
    start = told(person, "topics=home")
    assert (start["events"], start["reload"]) == ([], False)
    announce("home", "ask", "two", at=NOON)
    announce("question:abc", "answer", "three", at=NOON)
    then = told(person, f"topics=home&last={start['last']}")
    assert [event["ref"] for event in then["events"]] == ["two"]
    assert told(person, f"topics=home&last={then['last']}")["events"] == []


def test_numbers_never_handed_out_ask_for_a_fresh_page() -> None:
    announce("home", "ask", at=NOON)
    assert told(colleague(), "topics=home&last=99999999")["reload"]


def test_only_members_and_only_their_own() -> None:
    """D1, M7."""
    assert ask(AnonymousUser(), "topics=home").status_code == 401
    candidate = colleague("new", standing=Person.Standing.UNPROVEN)
    assert ask(candidate, "topics=home").status_code == 403
    member = colleague()
    assert ask(member, "topics=person:else").status_code == 403
    assert ask(member, "topics=bad").status_code == 400
    assert ask(member, "topics=me&last=x").status_code == 200


def test_polling_costs_three_queries(django_assert_max_num_queries: Any) -> None:
    person = colleague()
    announce("home", "ask", at=NOON)
    first = last_id()
    announce("home", "ask", at=NOON)
    with django_assert_max_num_queries(3):
        ask(person, f"topics=home&last={first}")
