"""T1, M1, M6: the right colleagues are told, once, gently, and may ask why."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories import NOON, member, replied, submission
from toctoc.ledger.models import Entry
from toctoc.notify.actions import change_rhythm
from toctoc.notify.models import Notice, Rhythm
from toctoc.people.models import Person
from toctoc.posts import actions as posts
from toctoc.questions import actions, clock
from toctoc.questions.models import Knock, Question
from toctoc.questions.queries import knocks_of, question_page, why_knocked
from toctoc.questions.routing import Reason, explain

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)
KIDNEY = "F 61 a, DFG 38, K+ 5,9 sous IEC + spironolactone, asymptomatique. Que feriez-vous svp ?"


def ask_kidney(by: Person, at: dt.datetime = NOON) -> Question:
    post = actions.ask(by=by, at=at, ask=submission(KIDNEY, specialties=("SM30",)))
    clock.tick(at + dt.timedelta(seconds=31))
    return Question.objects.get(pk=post.pk)


def test_a_kidney_question_reaches_nephrologists_within_a_minute_t1() -> None:
    gp, nephrologist = member(), member("SM30")
    question = ask_kidney(gp)
    assert Knock.objects.filter(question=question, person=nephrologist, ring=0).exists()
    assert question.knocked == Knock.objects.count()
    assert Notice.objects.filter(person=nephrologist, kind=Notice.Kind.KNOCK).count() == 1


def test_the_asker_and_the_sleeping_are_not_knocked_t5() -> None:
    gp, sleeper, awake = member("SM30"), member("SM30"), member("SM30")
    change_rhythm(sleeper.pk, quiet_start=0, quiet_end=24 * 60 - 1)
    ask_kidney(gp)
    assert set(Knock.objects.values_list("person", flat=True)) == {awake.pk}


def test_a_spent_budget_is_respected() -> None:
    nephrologist = member("SM30")
    change_rhythm(nephrologist.pk, budget=1)
    for hours in (0, 1, 2):
        ask_kidney(member(), NOON + dt.timedelta(hours=hours))
    assert Knock.objects.filter(person=nephrologist).count() == 1


def test_somebody_on_call_is_knocked_at_night() -> None:
    on_call = member("SM30")
    night = NOON + dt.timedelta(hours=14)
    change_rhythm(on_call.pk, on_call_until=night + dt.timedelta(hours=2))
    ask_kidney(member(), night)
    assert Knock.objects.filter(person=on_call).exists()


def test_an_unanswered_question_widens_after_ten_minutes() -> None:
    gp = member()
    question = ask_kidney(gp)
    late = [member("SM04") for _ in range(3)]
    clock.tick(NOON + 11 * MINUTE)
    assert set(late) & {k.person for k in Knock.objects.filter(question=question, ring=1)}


def test_an_answered_question_widens_no_more() -> None:
    gp, nephrologist = member(), member("SM30")
    question = ask_kidney(gp)
    replied(
        nephrologist, question.post, "Arrêt spironolactone, contrôle K+ à 48 h.", at=NOON + MINUTE
    )
    member("SM04")
    for minutes in (11, 31, 600):
        clock.tick(NOON + minutes * MINUTE)
    assert not Knock.objects.filter(ring__gt=0).exists()


def test_ticking_twice_knocks_once() -> None:
    nephrologist = member("SM30")
    ask_kidney(member())
    clock.tick(NOON + MINUTE)
    clock.tick(NOON + MINUTE)
    assert Knock.objects.filter(person=nephrologist).count() == 1
    assert Notice.objects.filter(person=nephrologist, kind="knock").count() == 1


def test_a_hidden_question_knocks_nobody() -> None:
    gp = member()
    question = ask_kidney(gp)
    member("SM30")
    posts.hide(public_id=question.public_id, reason="test", actor="test", at=NOON + MINUTE)
    clock.tick(NOON + 11 * MINUTE)
    assert not Knock.objects.filter(ring=1).exists()


def test_a_question_for_doctors_knocks_no_nurse() -> None:
    nurse = member("", profession="60")
    post = actions.ask(
        by=member(), at=NOON, ask=submission(KIDNEY, specialties=("SM30",), audience="doctors")
    )
    for minutes in (1, 11, 31):
        clock.tick(NOON + minutes * MINUTE)
    assert not Knock.objects.filter(question=post.pk, person=nurse).exists()


def test_why_was_i_knocked_has_an_answer_in_words() -> None:
    gp, nephrologist = member(), member("SM30")
    question = ask_kidney(gp)
    facts = why_knocked(nephrologist, question.public_id)
    reasons = [Reason.from_json(reason) for reason in facts.why]
    french, english = explain(reasons, "fr"), explain(reasons, "en")
    assert len(french) == len(english) >= 2
    assert all(french)
    assert all(english)


def test_not_for_me_takes_the_question_off_my_list() -> None:
    nephrologist = member("SM30")
    question = ask_kidney(member())
    assert [c.public_id for c in knocks_of(nephrologist)] == [question.public_id]
    actions.decline_knock(by=nephrologist, question=question.public_id, at=NOON + MINUTE)
    assert knocks_of(nephrologist) == []


def test_a_quick_answer_teaches_that_its_author_is_at_hand() -> None:
    gp, quick, slow = member(), member("SM30"), member("SM30")
    question = ask_kidney(gp)
    replied(quick, question.post, "Arrêt spironolactone, contrôle K+ à 48 h.", at=NOON + 5 * MINUTE)
    clock.tick(NOON + 20 * MINUTE)
    learned = {r.person_id: r for r in Rhythm.objects.all()}
    assert learned[quick.pk].answered == 1
    assert learned[slow.pk].answered == 0
    assert learned[slow.pk].exposure > 0
    assert not Knock.objects.filter(learned=False).exists()


def test_after_a_week_the_asker_is_asked_how_it_ended_and_again_after_thirty_days() -> None:
    gp, nephrologist = member(), member("SM30")
    question = ask_kidney(gp)
    replied(nephrologist, question.post, "Arrêt spironolactone, contrôle K+ à 48 h.")

    def reminders() -> int:
        return Notice.objects.filter(person=gp, kind=Notice.Kind.OUTCOME_ASKED).count()

    for day, expected in ((6, 0), (8, 1), (9, 1), (31, 2), (90, 2)):
        clock.tick(NOON + dt.timedelta(days=day))
        assert reminders() == expected
    assert question_page(gp, question.public_id, "fr").outcome_wanted
    replied(
        gp,
        question.post,
        "K+ 4,6 à J7 après arrêt. Merci !",
        kind="outcome",
        at=NOON + dt.timedelta(days=91),
    )
    assert not question_page(gp, question.public_id, "fr").outcome_wanted
    assert Notice.objects.filter(person=nephrologist, kind=Notice.Kind.OUTCOME).exists()


def test_knocks_are_in_the_ledger_without_a_name() -> None:
    member("SM30")
    question = ask_kidney(member())
    entry = Entry.objects.get(act="question.knock")
    assert entry.about == f"post:{question.public_id}"
    assert "person" not in entry.facts


def test_the_asker_hears_of_an_answer_and_thanks_stay_private_m7() -> None:
    gp, nephrologist = member(), member("SM30")
    question = ask_kidney(gp)
    answer = replied(nephrologist, question.post, "Arrêt spironolactone, contrôle K+ à 48 h.")
    assert Notice.objects.filter(person=gp, kind="answer", anchor=answer.public_id).count() == 1
    assert actions.thank(by=gp, public_id=answer.public_id, at=NOON)
    assert not actions.thank(by=gp, public_id=answer.public_id, at=NOON)
    assert Notice.objects.filter(person=nephrologist, kind="thanks").count() == 1
