"""Every order in which patients, authors, seniors and time may act (K18): hypothesis looks for a
path that leaves a story readable while contested, stuck without an end, or half erased."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.factories import NOON, asked, member, replied
from toctoc.ledger.queries import verify
from toctoc.people.models import Person
from toctoc.posts.models import Hold, Post
from toctoc.posts.types import Writing
from toctoc.questions import actions as questions
from toctoc.questions.models import Question
from toctoc.stories import actions
from toctoc.stories.clock import tick
from toctoc.stories.models import Request, Story
from toctoc.stories.types import Busy, NeedsEmail, TooLate

from .kit import pressed, reads

WHY = "Rien dans ce texte ne permet de reconnaître une personne précise."
OTHERWISE = "Adulte, paresthésies unilatérales en bande, version {}. Des idées ?"
_REFUSED = (TooLate, Busy, NeedsEmail)


class Stories(RuleBasedStateMachine):
    """Two conversations, a reply in each, patients who come and go."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.homes = itertools.count(1)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize()
    def people(self) -> None:
        self.at = NOON + dt.timedelta(hours=1)
        self.author, self.reader = member(), member()
        self.senior = member(role=Person.Role.SENIOR)
        self.moderator = member(role=Person.Role.MODERATOR)
        self.posts: list[Post] = []
        for _ in range(2):
            question = asked(self.author)
            self.posts += [question, replied(self.reader, question)]
        self.texts = {post.pk: post.body for post in self.posts}

    def home(self) -> str:
        return f"198.51.100.{next(self.homes)}"

    def open_stories(self) -> list[Story]:
        return list(Story.objects.filter(closed_at=None).order_by("pk"))

    def chosen(self, number: int) -> Story | None:
        stories = self.open_stories()
        return stories[number % len(stories)] if stories else None

    def try_to(self, verb: Any, **given: Any) -> None:
        try:
            verb(**given, at=self.at)
        except _REFUSED:
            return

    @rule(number=st.integers(0, 3), whole=st.booleans())
    def a_patient_presses(self, number: int, whole: bool) -> None:
        try:
            pressed(self.posts[number], at=self.at, whole=whole, address=self.home())
        except _REFUSED:
            return

    @rule(words=st.booleans())
    def a_patient_describes_and_a_moderator_looks(self, words: bool) -> None:
        receipt = pressed("", at=self.at, words="Un message sur moi.", address=self.home())
        alive = [post for post in self.posts if reads(self.moderator, post)]
        number = receipt.number
        if words or not alive:
            self.try_to(actions.not_found, by=self.moderator, number=number, reply="Rien trouvé.")
        else:
            found = alive[0].public_id
            self.try_to(actions.hide_found, by=self.moderator, number=number, public_id=found)

    @rule(number=st.integers(0, 5), yes=st.booleans())
    def the_author_answers(self, number: int, yes: bool) -> None:
        if story := self.chosen(number):
            by = Person.objects.get(pk=story.post.author_id)
            ref = story.public_id
            self.try_to(actions.answer_author, by=by, ref=ref, yes=yes, note="Non, un autre.")

    @rule(number=st.integers(0, 5), outcome=st.sampled_from(["erase", "transpose", "restore"]))
    def a_senior_decides(self, number: int, outcome: str) -> None:
        if story := self.chosen(number):
            self.try_to(actions.take, by=self.senior, ref=story.public_id)
            if Story.objects.get(pk=story.pk).taken_by_id:
                given = {"by": self.senior, "ref": story.public_id, "outcome": outcome}
                self.try_to(actions.decide, **given, reasons=WHY)

    @rule(number=st.integers(0, 5))
    def the_author_tells_it_another_way(self, number: int) -> None:
        if story := self.chosen(number):
            by = Person.objects.get(pk=story.post.author_id)
            body = OTHERWISE.format("abcdefgh"[story.post.version % 8])
            writing = Writing(body, "t")
            self.try_to(actions.transpose, by=by, ref=story.public_id, writing=writing)
            self.texts[story.post_id] = Post.objects.get(pk=story.post_id).body

    @rule(number=st.integers(0, 3))
    def something_else_erases(self, number: int) -> None:
        post = self.posts[number]
        questions.destroy(public_id=post.public_id, reason="x", actor="clock", at=self.at)
        tick(self.at)

    @rule(hours=st.sampled_from([1, 25, 80, 24 * 15]))
    def time_passes(self, hours: int) -> None:
        self.at += dt.timedelta(hours=hours)
        tick(self.at)
        tick(self.at)

    @invariant()
    def what_is_contested_is_read_by_nobody(self) -> None:
        for story in self.open_stories():
            if story.hidden:
                assert not reads(self.author, story.post)
                assert not reads(self.moderator, story.post)

    @invariant()
    def every_open_story_has_an_end_and_somebody_to_bring_it(self) -> None:
        for story in self.open_stories():
            assert story.due_at is not None
            late = story.due_at <= self.at - dt.timedelta(hours=1)
            assert not late or story.escalated_at, story.state
        assert Story.objects.filter(closed_at=None).values("post").distinct().count() == len(
            self.open_stories()
        )

    @invariant()
    def nothing_is_half_done(self) -> None:
        for story in Story.objects.exclude(closed_at=None):
            assert story.note is None
            assert story.due_at is None
            held = Hold.objects.filter(cause=story.cause, lifted_at=None)
            assert story.state == "erased" or not held.exists()
            assert story.state != "erased" or story.post.state in ("erased", "withdrawn")
            assert not story.decided_at or story.reasons
        for request in Request.objects.exclude(closed_at=None):
            assert request.words is None
        followed = Request.objects.filter(state="following", closed_at=None)
        assert not followed.exclude(story__closed_at=None).exists()

    @invariant()
    def erased_words_are_nowhere(self) -> None:
        for post in Post.objects.filter(state="erased"):
            assert (post.body, post.html, post.versions.count()) == ("", "", 0)
        assert not Question.objects.filter(post__state="erased").exclude(excerpt="").exists()

    @invariant()
    def what_nobody_contests_is_as_it_was(self) -> None:
        for post in Post.objects.filter(state="published"):
            assert post.body == self.texts[post.pk]
            assert not Hold.objects.filter(post=post, lifted_at=None).exists()

    @invariant()
    def the_record_is_whole(self) -> None:
        assert verify().intact


@pytest.mark.django_db
def test_no_path_leaves_a_story_readable_stuck_or_half_done() -> None:
    run_state_machine_as_test(
        Stories,
        settings=settings(
            max_examples=25,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
