"""The author answers one question; a neutral senior decides what is contested (K18, K14)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail

from tests.factories import NOON, asked, member, replied
from toctoc.ledger.models import Entry
from toctoc.ledger.queries import verify
from toctoc.notify.models import Notice
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed, NotVisible
from toctoc.posts.models import Draft, Fragment, Post, Version
from toctoc.posts.types import Refused, Writing
from toctoc.questions import actions as questions
from toctoc.questions.models import Question
from toctoc.questions.types import NamingReason, NoReason
from toctoc.stories import actions, queries
from toctoc.stories.clock import tick
from toctoc.stories.models import Request, Story
from toctoc.stories.types import Involved, NotTaken, TooLate

from .kit import HOUR, LATER, pressed, reads, request_of, story_of

pytestmark = pytest.mark.django_db
WHY = "Rien dans ce texte ne permet de reconnaître une personne précise."
DAY = 24 * HOUR


@pytest.fixture
def senior() -> Person:
    return member(role=Person.Role.SENIOR)


@pytest.fixture
def author() -> Person:
    return member()


def opened_by(by: Person, story: Story) -> queries.Opened | None:
    return queries.open_taken(by, queries.access_story(by, story.public_id))


def contested(author: Person, post: Post) -> Story:
    """The author says no: a senior must decide."""
    story = story_of(pressed(post))
    return actions.answer_author(by=author, ref=story.public_id, yes=False, at=LATER + HOUR)


def judged(senior: Person, story: Story, outcome: str, *, at: dt.datetime) -> Story:
    actions.take(by=senior, ref=story.public_id, at=at)
    return actions.decide(by=senior, ref=story.public_id, outcome=outcome, reasons=WHY, at=at)


def test_yes_erases_for_good_and_leaves_no_word(author: Person) -> None:
    question = asked(author)
    answer = replied(member(), question)
    words = [question.body, answer.body]
    receipt = pressed(question, email="patiente@example.org")
    actions.answer_author(by=author, ref=story_of(receipt).public_id, yes=True, at=LATER)
    kept = repr(
        [
            *Post.objects.values_list(),
            *Question.objects.values_list(),
            *Version.objects.values_list(),
            *Fragment.objects.values_list(),
            *Draft.objects.values_list(),
            *Entry.objects.values_list(),
            *Story.objects.values_list(),
            *Request.objects.values_list(),
        ]
    )
    assert not [text for text in words if text[:25] in kept]
    assert {post.state for post in Post.objects.all()} == {"erased"}
    request = request_of(receipt)
    assert (request.closed_at, request.contact) == (LATER, None)
    assert "/mon-histoire/suivi/" in mail.outbox[-1].body
    assert verify().intact


def test_the_author_alone_answers_and_once(author: Person, senior: Person) -> None:
    story = story_of(pressed(asked(author)))
    for other in (member(), senior):
        with pytest.raises(NotVisible):
            actions.answer_author(by=other, ref=story.public_id, yes=True, at=LATER)
    actions.answer_author(by=author, ref=story.public_id, yes=False, at=LATER)
    with pytest.raises(TooLate):
        actions.answer_author(by=author, ref=story.public_id, yes=False, at=LATER)
    # They may still find out that it was this patient, as long as nobody has decided.
    assert actions.answer_author(by=author, ref=story.public_id, yes=True, at=LATER).closed_at
    with pytest.raises(TooLate):
        actions.answer_author(by=author, ref=story.public_id, yes=True, at=LATER)


def test_after_a_day_of_silence_a_senior_is_asked(author: Person, senior: Person) -> None:
    story = story_of(pressed(asked(author)))
    assert tick(LATER + 23 * HOUR) == 0
    assert tick(LATER + DAY) == 1
    assert tick(LATER + DAY) == 0
    story.refresh_from_db()
    assert (story.state, story.answer, story.due_at) == ("judging", "silence", LATER + 72 * HOUR)
    assert Notice.objects.filter(person=senior, kind="desk").count() == 1
    (line,) = queries.waiting_for(senior, at=LATER + DAY)
    assert (line.kind, line.ref, line.overdue) == ("story", story.public_id, False)


def test_nobody_judges_a_conversation_they_took_part_in(author: Person, senior: Person) -> None:
    own, question = asked(senior), asked(author)
    replied(senior, question)
    for by, post in ((senior, own), (author, question)):
        story = contested(by, post)
        assert queries.waiting_for(senior, at=LATER) == []
        with pytest.raises(Involved):
            actions.take(by=senior, ref=story.public_id, at=LATER)
    assert not Notice.objects.filter(person=senior, kind="desk").exists()
    neutral = member(role=Person.Role.OPERATOR)
    assert len(queries.waiting_for(neutral, at=LATER)) == 2


def test_a_moderator_who_is_not_senior_decides_nothing(author: Person) -> None:
    story, moderator = contested(author, asked(author)), member(role=Person.Role.MODERATOR)
    with pytest.raises(NotAllowed):
        actions.take(by=moderator, ref=story.public_id, at=LATER)
    assert queries.waiting_for(moderator, at=LATER) == []


def test_hidden_words_open_to_the_senior_who_took_them_and_the_record_says_so(
    author: Person, senior: Person
) -> None:
    story, other = contested(author, asked(author)), member(role=Person.Role.SENIOR)
    assert opened_by(senior, story) is None
    with pytest.raises(NotTaken):
        actions.decide(by=senior, ref=story.public_id, outcome="erase", reasons=WHY, at=LATER)
    actions.take(by=senior, ref=story.public_id, at=LATER)
    opened = opened_by(senior, story)
    assert opened is not None
    assert opened.posts[0].body
    assert opened_by(other, story) is None
    assert Entry.objects.filter(act="story.take", about=story.cause).count() == 1
    # Another takes over: the first may not decide any more.
    actions.take(by=other, ref=story.public_id, at=LATER)
    with pytest.raises(NotTaken):
        actions.decide(by=senior, ref=story.public_id, outcome="erase", reasons=WHY, at=LATER)


def test_a_decision_says_why_and_names_nobody(author: Person, senior: Person) -> None:
    story = contested(author, asked(author))
    actions.take(by=senior, ref=story.public_id, at=LATER)
    for reasons, refusal in (("", NoReason), ("Jean Dupont né le 12/03/1961", NamingReason)):
        with pytest.raises(refusal):
            actions.decide(
                by=senior, ref=story.public_id, outcome="restore", reasons=reasons, at=LATER
            )
    with pytest.raises(NoReason):
        actions.decide(by=senior, ref=story.public_id, outcome="forget", reasons=WHY, at=LATER)


def test_shown_again_it_cannot_be_hidden_again_by_link(author: Person, senior: Person) -> None:
    """Honest re-hiding: the same words were judged; a new request goes to a senior."""
    question, reader = asked(author), member()
    judged(senior, contested(author, question), "restore", at=LATER + HOUR)
    assert reads(reader, question)
    again = pressed(question, at=LATER + 2 * HOUR)
    assert not again.hid
    assert reads(reader, question)
    story = story_of(again)
    assert (story.state, story.hidden) == ("judging", False)
    judged(senior, story, "erase", at=LATER + 3 * HOUR)
    assert not reads(reader, question)


def test_other_words_since_are_another_matter(author: Person, senior: Person) -> None:
    question = asked(author)
    judged(senior, contested(author, question), "restore", at=LATER + HOUR)
    writing = Writing("Adulte, paresthésies unilatérales en bande. Des idées ?", "t-new")
    questions.edit(
        by=author, public_id=question.public_id, writing=writing, version=1, at=LATER + 2 * HOUR
    )
    assert pressed(question, at=LATER + 3 * HOUR).hid


def test_told_another_way_it_comes_back_when_a_senior_agrees(
    author: Person, senior: Person
) -> None:
    question, reader = asked(author), member()
    answer = replied(reader, question)
    story = judged(senior, contested(author, question), "transpose", at=LATER + HOUR)
    assert story.state == "transposing"
    named = Writing("Madame Duponchel, née le 12/03/1961, a des paresthésies.", "t-n")
    with pytest.raises(Refused):
        actions.transpose(by=author, ref=story.public_id, writing=named, at=LATER + HOUR)
    writing = Writing("Adulte, paresthésies unilatérales en bande. Des idées ?", "t-other")
    with pytest.raises(NotVisible):
        actions.transpose(by=reader, ref=story.public_id, writing=writing, at=LATER + HOUR)
    actions.transpose(by=author, ref=story.public_id, writing=writing, at=LATER + HOUR)
    assert not reads(reader, question)
    story = judged(senior, story, "restore", at=LATER + 2 * HOUR)
    assert (story.state, story.version) == ("restored", 2)
    assert reads(reader, question)
    assert reads(reader, answer)
    assert [one.body for one in Version.objects.filter(post=question)] == [writing.body]
    assert queries.counts(NOON, LATER + DAY)["transposed"] == 1


def test_never_told_another_way_it_is_erased_after_two_weeks(
    author: Person, senior: Person
) -> None:
    question = asked(author)
    judged(senior, contested(author, question), "transpose", at=LATER)
    assert tick(LATER + 13 * DAY) == 0
    assert tick(LATER + 14 * DAY) == 2  # erased, and its tombstone written
    question.refresh_from_db()
    assert (question.state, question.body) == ("erased", "")


def test_undecided_it_stays_hidden_escalates_once_and_shows_in_figures(
    author: Person, senior: Person
) -> None:
    involved, operator = member(role=Person.Role.SENIOR), member(role=Person.Role.OPERATOR)
    question = asked(author)
    replied(involved, question)
    contested(author, question)
    late = LATER + 72 * HOUR
    assert (tick(late), tick(late), tick(late + DAY)) == (1, 0, 0)
    assert not reads(author, question)
    # Even those who may not decide hear that nobody did.
    for person, lines in ((senior, 2), (operator, 2), (involved, 1)):
        assert Notice.objects.filter(person=person, kind="desk").count() == lines
    assert queries.counts(NOON, late)["overdue"] == 1
    assert queries.waiting_for(senior, at=late)[0].overdue


def test_a_moderators_own_hold_outlives_the_story(author: Person, senior: Person) -> None:
    question, reader = asked(author), member()
    story = contested(author, question)
    questions.take_down(
        public_id=question.public_id, reason="x", actor="clock", cause="decision:1", at=LATER
    )
    judged(senior, story, "restore", at=LATER + HOUR)
    assert not reads(reader, question)


def test_erased_some_other_way_there_is_nothing_left_to_decide(author: Person) -> None:
    question = asked(author)
    receipt = pressed(question)
    questions.destroy(public_id=question.public_id, reason="x", actor="clock", at=LATER)
    assert tick(LATER) == 2
    assert story_of(receipt).state == "erased"
    assert request_of(receipt).closed_at == LATER


def test_a_reply_in_a_conversation_that_is_erased_is_closed_with_it(author: Person) -> None:
    question, colleague = asked(author), member()
    answer = replied(colleague, question)
    small, large = pressed(answer, whole=False), pressed(question)
    actions.answer_author(by=author, ref=story_of(large).public_id, yes=True, at=LATER)
    assert story_of(small).state == "erased"
    assert {request_of(one).closed_at for one in (small, large)} == {LATER}


# -- a description only ----------------------------------------------------------------------------


def test_a_description_is_searched_by_moderators_within_the_hour(author: Person) -> None:
    moderator, question = member(role=Person.Role.MODERATOR), asked(author)
    receipt = pressed("", words="Mi-novembre, des fourmillements d'un côté du corps.")
    assert b"fourmillements" not in bytes(request_of(receipt).words or b"")
    (line,) = queries.waiting_for(moderator, at=LATER)
    assert (line.kind, line.due_at) == ("search", LATER + HOUR)
    request, words = queries.access_search(moderator, receipt.number)
    assert "fourmillements" in words
    with pytest.raises(NotAllowed):
        actions.hide_found(by=author, number=receipt.number, public_id=question.public_id, at=LATER)
    actions.hide_found(
        by=moderator, number=receipt.number, public_id=question.public_id, at=LATER + HOUR / 2
    )
    assert not reads(author, question)
    request.refresh_from_db()
    assert (request.state, request.words) == ("following", None)
    assert queries.delays(NOON, LATER + DAY)["searched"] == [1800.0]


def test_nothing_found_is_said_with_words_and_the_description_is_destroyed() -> None:
    moderator = member(role=Person.Role.MODERATOR)
    receipt = pressed("", words="Un message sur mon frère.", email="a@example.org")
    said = "Nous avons cherché parmi tous les messages du mois, sans le trouver."
    actions.not_found(by=moderator, number=receipt.number, reply=said, at=LATER)
    request = request_of(receipt)
    assert (request.state, request.words, request.reply) == ("not_found", None, said)
    assert "/mon-histoire/suivi/" in mail.outbox[-1].body
    with pytest.raises(TooLate):
        actions.not_found(by=moderator, number=receipt.number, reply=said, at=LATER)


def test_after_an_hour_every_moderator_hears_of_it_again() -> None:
    moderator = member(role=Person.Role.MODERATOR)
    pressed("", words="Un message sur mon frère.")
    assert (tick(LATER + HOUR), tick(LATER + HOUR)) == (1, 0)
    assert Notice.objects.filter(person=moderator, kind="desk").count() == 2
    assert queries.waiting_for(moderator, at=LATER + HOUR)[0].overdue
    assert queries.counts(NOON, LATER + DAY)["searches_overdue"] == 1
