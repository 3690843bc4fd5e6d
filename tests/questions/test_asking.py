"""A doctor asks: the door, the 30 seconds, the double click (T3, K11, K17, D9, D17)."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories import NOON, SEED, account, asked, member, replied, submission
from toctoc.ledger.queries import verify
from toctoc.people.queries import own_names
from toctoc.people.types import NotAllowed, NotVisible
from toctoc.posts import actions as posts
from toctoc.posts.models import Post, Version
from toctoc.posts.queries import find_draft, visible_to
from toctoc.posts.types import CharterMissing, GuardDown, Refused, Writing
from toctoc.questions import actions
from toctoc.questions.models import Question
from toctoc.questions.queries import feed, question_page
from toctoc.questions.types import Ask, NoReason, RecognisableCase

pytestmark = pytest.mark.django_db
LATER = NOON + dt.timedelta(seconds=31)


def test_the_seed_of_it_all_passes_untouched_t3() -> None:
    gp, colleague = member(), member("SM32")
    post = asked(gp)
    assert post.body == SEED
    assert feed(colleague).cards[0].public_id == post.public_id


def test_nobody_reads_a_question_before_its_author_had_30_seconds_k11() -> None:
    gp, colleague = member(), member()
    post = actions.ask(by=gp, ask=submission(), at=NOON)
    assert post.release_at == NOON + dt.timedelta(seconds=30)
    assert not visible_to(colleague).filter(pk=post.pk).exists()
    assert visible_to(gp).filter(pk=post.pk).exists()


def test_taking_a_question_back_returns_the_text_to_the_draft() -> None:
    gp = member()
    post = actions.ask(by=gp, ask=submission(), at=NOON)
    actions.withdraw(by=gp, public_id=post.public_id, at=NOON)
    draft = find_draft(gp, "ask")
    assert draft is not None
    assert draft.fields["body"] == SEED
    assert not actions.opened(post.pk, at=LATER)
    assert Version.objects.count() == 0


def test_a_double_click_asks_once() -> None:
    gp = member()
    first = actions.ask(by=gp, ask=submission(token="same"), at=NOON)
    second = actions.ask(by=gp, ask=submission(token="same"), at=NOON)
    assert first.pk == second.pk
    assert Question.objects.count() == 1


def test_a_name_is_refused_and_nothing_is_written_d6() -> None:
    gp = member()
    with pytest.raises(Refused) as refusal:
        actions.ask(
            by=gp, ask=submission("Mme Odile Tournebise, 44 ans, vertiges. Idées ?"), at=NOON
        )
    assert refusal.value.pending
    assert Post.objects.count() == 0


def test_an_edit_that_adds_a_name_is_refused_like_a_new_post_d9() -> None:
    gp = member()
    post = asked(gp)
    worse = Writing(SEED + " C'est Mme Odile Tournebise.", "t")
    with pytest.raises(Refused):
        actions.edit(by=gp, public_id=post.public_id, writing=worse, version=1, at=LATER)
    assert Post.objects.get().body == SEED


def test_a_name_cut_by_markup_is_refused_too() -> None:
    gp = member()
    with pytest.raises(Refused):
        actions.ask(
            by=gp, at=NOON, ask=submission("Mme Odile Tour**nebi**se a 44 ans, vertiges. Idées ?")
        )


def test_a_guard_that_fails_keeps_the_door_shut(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Mme Odile Tournebise")

    monkeypatch.setattr("toctoc.posts._door.check_text", broken)
    with pytest.raises(GuardDown) as refusal:
        actions.ask(by=member(), ask=submission(), at=NOON)
    assert refusal.value.__cause__ is None
    assert Post.objects.count() == 0


def test_a_story_its_patient_would_recognise_is_not_published_k17() -> None:
    for answer in (True, None):
        with pytest.raises(RecognisableCase):
            actions.ask(by=member(), at=NOON, ask=submission(patient_would_recognise=answer))
        with pytest.raises(RecognisableCase):
            actions.ask(by=member(), at=NOON, ask=submission(relative_would_recognise=answer))


def test_without_the_charter_nobody_writes_d17() -> None:
    with pytest.raises(CharterMissing):
        actions.ask(by=member(charter_read=False), ask=submission(), at=NOON)


def test_an_unproven_account_neither_reads_nor_writes_d1() -> None:
    post = asked(member())
    stranger = account()
    assert not visible_to(stranger).exists()
    assert feed(stranger).cards == []
    with pytest.raises(NotVisible):
        question_page(stranger, post.public_id, "fr")
    with pytest.raises(NotAllowed):
        actions.ask(by=stranger, ask=submission(), at=NOON)


def test_an_answer_counts_and_stops_the_wait() -> None:
    gp, neurologist = member(), member("SM32")
    post = asked(gp, specialties=("SM32",))
    assert [c.public_id for c in feed(neurologist, specialties=["SM32"], unanswered=True).cards]
    replied(neurologist, post)
    question = Question.objects.get()
    assert (question.answers, question.first_answer_at) == (1, NOON)
    assert feed(neurologist, specialties=["SM32"], unanswered=True).cards == []


def test_only_the_asker_adds_a_complement_and_never_answers_t4() -> None:
    gp, colleague = member(), member()
    post = asked(gp)
    with pytest.raises(actions.NotTheAsker):
        replied(colleague, post, kind="complement")
    with pytest.raises(actions.NotTheAsker):
        replied(gp, post, kind="answer")


def test_a_protected_asker_stays_protected_in_complements_t10() -> None:
    gp = member()
    writing = Writing(SEED, "t-protected", "protected")
    post = actions.ask(
        by=gp, at=NOON, ask=submission().__class__(writing, (), "professionals", False, False)
    )
    actions.opened(post.pk, at=NOON)
    more = replied(gp, post, "Afébrile, pas de vésicule ce soir.", kind="complement")
    assert more.byline == post.byline == "Un confrère"


def test_hiding_takes_a_thread_away_from_everybody_at_once() -> None:
    gp, colleague = member(), member()
    post = asked(gp)
    answer = replied(colleague, post)
    posts.hide(public_id=post.public_id, reason="story", actor="patient", at=LATER)
    for person in (gp, colleague):
        assert not visible_to(person).filter(pk__in=(post.pk, answer.pk)).exists()
        assert feed(person).cards == []


def test_erasing_leaves_no_word_behind() -> None:
    gp = member()
    post = asked(gp)
    posts.erase(public_id=post.public_id, reason="story", actor="patient", at=LATER)
    post.refresh_from_db()
    assert (post.body, post.html) == ("", "")
    assert not Version.objects.exists()


def test_every_act_is_in_an_intact_ledger_x7() -> None:
    gp, colleague = member(), member()
    replied(colleague, asked(gp))
    assert verify().intact


def test_an_author_removes_an_answer_and_the_question_waits_again() -> None:
    gp, colleague = member(), member("SM32")
    post = asked(gp, specialties=("SM32",))
    answer = replied(colleague, post)
    actions.remove(by=colleague, public_id=answer.public_id, at=LATER)
    assert Post.objects.get(pk=answer.pk).body == ""
    assert Question.objects.get().answers == 0
    assert feed(gp, specialties=["SM32"], unanswered=True).cards
    with pytest.raises(NotVisible):
        actions.remove(by=colleague, public_id=answer.public_id, at=LATER)


def test_nobody_removes_the_words_of_another() -> None:
    post = asked(member())
    with pytest.raises(posts.NotYours):
        actions.remove(by=member(), public_id=post.public_id, at=LATER)


def test_a_moderator_hides_with_a_reason_and_a_member_cannot() -> None:
    moderator = member(role="moderator")
    post = asked(member())
    with pytest.raises(NotAllowed):
        actions.hide(by=member(), public_id=post.public_id, reason="un lieu précis", at=LATER)
    with pytest.raises(NoReason):
        actions.hide(by=moderator, public_id=post.public_id, reason=" ", at=LATER)
    actions.hide(by=moderator, public_id=post.public_id, reason="un lieu précis", at=LATER)
    assert not visible_to(moderator).exists()


def test_a_complement_written_before_release_waits_for_its_question() -> None:
    gp, colleague = member(), member()
    post = actions.ask(by=gp, ask=submission(), at=NOON)
    more = replied(gp, post, "Afébrile, pas de vésicule ce soir.", kind="complement")
    assert not visible_to(colleague).filter(pk=more.pk).exists()
    actions.opened(post.pk, at=LATER)
    assert visible_to(colleague).filter(pk=more.pk).exists()


def test_a_pseudonymous_author_cannot_sign_by_mistake_t10() -> None:
    gp = member()
    (name, *_) = own_names(gp)
    with pytest.raises(Refused):
        actions.ask(by=gp, ask=submission(f"{SEED} Merci, {name.lower()}"), at=NOON)
    signed = Writing(f"{SEED} Merci !", "t-own", "real")
    assert actions.ask(by=gp, ask=Ask(signed, (), "professionals", False, False), at=NOON)
