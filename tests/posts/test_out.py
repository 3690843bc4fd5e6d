"""The way out: each cause hides, and only the last one lifted shows the post again (K18)."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

import pytest

from tests.factories import NOON, asked, member, replied, submission
from toctoc.ledger.actions import fingerprint_of
from toctoc.ledger.models import Entry
from toctoc.live.models import Event
from toctoc.people.models import Listing
from toctoc.people.types import NotVisible
from toctoc.posts import actions as posts
from toctoc.posts.models import Draft, Post, Version
from toctoc.posts.queries import visible_to
from toctoc.posts.types import Refused, Writing
from toctoc.questions import actions
from toctoc.questions.models import Question

pytestmark = pytest.mark.django_db
LATER = NOON + dt.timedelta(hours=1)


def hide(post: Post, cause: str) -> bool:
    return actions.take_down(
        public_id=post.public_id, reason="test", actor="patient", cause=cause, at=LATER
    )


def show(post: Post, cause: str) -> bool:
    return actions.bring_back(
        public_id=post.public_id, reason="test", actor="patient", cause=cause, at=LATER
    )


def test_a_post_hidden_for_two_causes_returns_when_both_are_lifted() -> None:
    reader, question = member(), asked(member())
    assert hide(question, "story:1")
    assert not hide(question, "story:1")
    assert not hide(question, "decision:2")  # it was hidden already
    assert not show(question, "story:1")
    assert not visible_to(reader).filter(pk=question.pk).exists()
    assert show(question, "decision:2")
    assert visible_to(reader).filter(pk=question.pk).exists()
    acts = Entry.objects.filter(about=f"post:{question.public_id}", act__contains=".")
    names = list(acts.order_by("sequence").values_list("act", flat=True))[-4:]
    assert names == ["post.hide", "post.hide", "post.restore", "post.restore"]


def test_an_answer_that_returns_is_counted_again() -> None:
    question = asked(member())
    answer = replied(member(), question)
    assert hide(answer, "decision:2")
    assert Question.objects.get(pk=question.pk).answers == 0
    assert show(answer, "decision:2")
    assert Question.objects.get(pk=question.pk).answers == 1


def test_nothing_brings_back_what_was_erased() -> None:
    question = asked(member())
    hide(question, "story:1")
    assert actions.destroy(public_id=question.public_id, reason="test", actor="patient", at=LATER)
    assert not show(question, "story:1")
    question.refresh_from_db()
    assert (question.state, question.body, question.html) == ("erased", "", "")


def test_a_post_hidden_before_its_release_waits_for_it_again() -> None:
    author = member()
    waiting = actions.ask(by=author, ask=submission(), at=NOON)
    assert hide(waiting, "author")
    assert not actions.opened(waiting.pk, at=LATER)
    assert show(waiting, "author")
    assert Post.objects.get(pk=waiting.pk).state == Post.State.PENDING


def test_an_erased_post_leaves_a_hash_and_no_copy_of_its_words() -> None:
    """K18: neither in its versions and drafts, nor in the card of its question."""
    author, reader = member(), member()
    question = asked(author)
    words = question.body
    for by, target in ((author, "edit"), (reader, "reply")):
        posts.save_draft(
            by=by,
            target=f"{target}:{question.public_id}",
            fields={"body": words},
            revision=0,
            at=LATER,
        )
    actions.destroy(public_id=question.public_id, reason="test", actor="patient", at=LATER)
    assert Question.objects.get(pk=question.pk).excerpt == ""
    assert not Version.objects.filter(post=question).exists()
    assert not Draft.objects.exists()
    tombstone = Entry.objects.get(act="post.erase", about=f"post:{question.public_id}")
    kept = json.loads(tombstone.facts)["content"]
    assert kept == fingerprint_of(words, f"post:{question.public_id}:1")
    assert kept != hashlib.sha256(words.encode()).hexdigest(), "a short text would be guessed"
    assert words[:20] not in tombstone.facts


def test_other_words_take_the_place_of_hidden_ones_and_stay_hidden() -> None:
    author, other = (
        member(),
        Writing("Adulte, paresthésies unilatérales en bande. Avis ?", "t-other"),
    )
    question = asked(author)
    with pytest.raises(NotVisible):
        actions.reword(by=author, public_id=question.public_id, writing=other, at=LATER)
    hide(question, "story:1")
    named = Writing("Madame Duponchel, née le 12/03/1961, a des paresthésies.", "t-named")
    with pytest.raises(Refused):
        actions.reword(by=author, public_id=question.public_id, writing=named, at=LATER)
    actions.reword(by=author, public_id=question.public_id, writing=other, at=LATER)
    question.refresh_from_db()
    assert (question.state, question.version, question.transposed) == ("hidden", 2, True)
    assert [one.body for one in Version.objects.filter(post=question)] == [other.body]
    assert Question.objects.get(pk=question.pk).excerpt == other.body
    with pytest.raises(NotVisible):
        actions.reword(by=member(), public_id=question.public_id, writing=other, at=LATER)


def test_lists_of_those_named_hear_that_a_private_question_is_hidden() -> None:
    author, invited = member(), member()
    listing = Listing.objects.get(person=invited).public_id
    question = asked(author, audience="named", named=(listing,))
    hide(question, "story:1")
    told = Event.objects.filter(kind="hide", ref=question.public_id).values_list("topic", flat=True)
    assert set(told) == {
        f"question:{question.public_id}",
        f"person:{author.public_id}",
        f"person:{invited.public_id}",
    }
