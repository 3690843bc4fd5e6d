"""Point 2: one person alone sees the network live, among people who do not exist."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from tests.factories import SEED, submission
from toctoc.guard import check_text
from toctoc.ops.demo.colleagues import answer_visitors
from toctoc.ops.demo.content import members, replies, threads
from toctoc.ops.demo.history import fill
from toctoc.ops.demo.people import add_colleagues, add_roles
from toctoc.people.models import Person
from toctoc.posts.models import Post
from toctoc.questions import actions, clock
from toctoc.questions.models import Knock, Question
from toctoc.web.demo_roles import ROLES


def test_the_community_is_large_and_varied() -> None:
    people = members()
    assert len(people) >= 200
    assert len({m["specialty"] for m in people if m["specialty"]}) >= 20
    assert len({m["profession"] for m in people}) >= 6
    assert len({m["pseudonym"] for m in people}) == len(people)


def test_there_are_enough_questions_of_the_right_length() -> None:
    questions = threads()
    assert len(questions) >= 150
    assert all(140 <= len(q["body"]) <= 800 for q in questions)
    kinds = {post["kind"] for q in questions for post in q["posts"]}
    assert kinds == {"answer", "clarification", "complement", "outcome"}
    assert any(not q["posts"] for q in questions)


@pytest.mark.parametrize("file", [threads, replies])
def test_nothing_invented_would_be_stopped_by_the_guard(file: object) -> None:
    for item in file():  # type: ignore[operator]
        for body in [item["body"], *(post["body"] for post in item.get("posts", ()))]:
            assert check_text(body, final=True).pressing == (), body


@pytest.fixture
def community(db: None) -> dt.datetime:
    now = timezone.now()
    add_colleagues(now, members()[::5])
    add_roles(now)
    return now


def test_a_few_threads_replay_with_knocks_and_outcomes(community: dt.datetime) -> None:
    some = [t for t in threads() if t["hours_ago"] < 60][:6]
    assert fill(some, list(Person.objects.filter(is_demo=True)), community) == []
    assert Question.objects.filter(asked_at__isnull=False).count() == len(some)
    assert Knock.objects.exists()
    assert set(Person.objects.filter(posts__isnull=False).values_list("is_demo", flat=True)) == {
        True
    }


def test_invented_colleagues_answer_a_visitor_within_seconds(community: dt.datetime) -> None:
    visitor = Person.objects.get(email=ROLES[0].email)
    post = actions.ask(by=visitor, ask=submission(SEED), at=community)
    released = community + dt.timedelta(seconds=30)
    clock.tick(released)
    assert answer_visitors(released + dt.timedelta(seconds=2)) == 0
    assert answer_visitors(released + dt.timedelta(seconds=5)) == 1
    assert answer_visitors(released + dt.timedelta(seconds=5)) == 0
    answer_visitors(released + dt.timedelta(seconds=30))
    written = Post.objects.filter(thread=post)
    assert written.count() == 3
    assert all(written.values_list("by_demo", flat=True))
    assert len(set(written.values_list("author", flat=True))) == 3
    assert len(set(written.values_list("body", flat=True))) == 3


def test_colleagues_do_not_answer_each_other(community: dt.datetime) -> None:
    colleague = Person.objects.filter(is_demo=True).first()
    assert colleague is not None
    actions.ask(by=colleague, ask=submission(SEED), at=community)
    clock.tick(community + dt.timedelta(seconds=31))
    assert answer_visitors(community + dt.timedelta(minutes=1)) == 0


def test_every_role_of_the_demo_can_read_and_write(community: dt.datetime) -> None:
    for role in ROLES:
        person = Person.objects.get(email=role.email)
        assert person.is_member
        assert person.may_write
        assert not person.is_demo
    assert Person.objects.get(email="moderateur@demo.invalid").is_moderator


def test_a_visitor_is_answered_even_when_few_were_knocked(community: dt.datetime) -> None:
    visitor = Person.objects.get(email=ROLES[0].email)
    post = actions.ask(by=visitor, ask=submission(SEED), at=community)
    released = community + dt.timedelta(seconds=30)
    clock.tick(released)
    Knock.objects.all().delete()
    answer_visitors(released + dt.timedelta(seconds=40))
    assert Post.objects.filter(thread=post).values("author").distinct().count() == 3
