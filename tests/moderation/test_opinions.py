"""A second look: asked of a colleague who reads without holding the case; and stepping aside."""

from __future__ import annotations

import pytest

from tests.factories import NOON, asked, member, replied
from tests.moderation.kit import (
    DAY,
    HOUR,
    SUSPEND,
    advised,
    asked_of,
    complaint,
    decided,
    dispute,
    moderator,
    operator,
    reported,
    senior,
    verdict,
)
from toctoc.ledger.models import Entry
from toctoc.moderation import actions, clock, queries
from toctoc.moderation.models import Case, Decision, Remark
from toctoc.moderation.queries import handle_of
from toctoc.moderation.types import (
    BadMeasures,
    Conflict,
    NobodyFree,
    NotClaimed,
    Taken,
    TooLate,
)
from toctoc.notify.models import Notice as InboxLine
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed

pytestmark = pytest.mark.django_db


def in_hands(**more: object) -> tuple[Case, Person]:
    """A case and the moderator who holds it."""
    case, _ = reported(dispute()[1], **more)  # type: ignore[arg-type]
    judge = moderator()
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    return case, judge


def told(person: Person) -> int:
    return InboxLine.objects.filter(person=person, kind="desk").count()


def test_a_colleague_reads_without_holding_and_who_asked_decides() -> None:
    case, judge = in_hands()
    other = moderator()
    asked_of(case, judge, other)
    assert told(other) == 1, "a line in the inbox"
    with pytest.raises(NotClaimed):
        actions.read_opinion(by=other, case_id=case.public_id, at=NOON)
    actions.open_opinion(by=other, case_id=case.public_id, at=NOON)
    seen = actions.read_opinion(by=other, case_id=case.public_id, at=NOON)
    assert any(post.about for post in seen.posts)
    assert Case.objects.get(pk=case.pk).claimed_by == judge
    actions.give_opinion(
        by=other, case_id=case.public_id, proposed=["hide", "reminder"], words="Bref.", at=NOON
    )
    mine = actions.read_case(by=judge, case_id=case.public_id, at=NOON + 20 * HOUR)
    assert [(one.kind, one.proposed) for one in mine.remarks] == [
        ("question", ()),
        ("opinion", ("hide", "reminder")),
    ]
    assert told(judge) == 1, "they hear that it came"
    with pytest.raises(NotClaimed):
        actions.read_opinion(by=other, case_id=case.public_id, at=NOON)
    late = NOON + 20 * HOUR
    steps = verdict("hide")
    assert actions.decide(by=judge, case_id=case.public_id, verdict=steps, at=late).by == judge


def test_reading_hidden_words_is_in_the_ledger_and_opinions_are_not() -> None:
    case, judge = in_hands()
    other = moderator()
    asked_of(case, judge, other)
    advised(case, other, "suspension")
    acts = {one.act: str(one.facts) for one in Entry.objects.filter(act__startswith="opinion.")}
    assert list(acts) == ["opinion.ask", "opinion.open", "opinion.give"]
    assert "suspension" not in str(acts)
    opinion = Remark.objects.get(kind="opinion")
    assert b"suspension" not in bytes(opinion.words), "sealed with its words"


@pytest.mark.parametrize("why", ["author", "reporter", "thread", "nobody", "member", "self"])
def test_only_who_has_no_part_in_it_may_be_asked(why: str) -> None:
    judge, other = moderator(), moderator()
    question = asked(other if why == "author" else member())
    if why == "thread":
        replied(other, question)
    case, _ = reported(question, by=other if why == "reporter" else None)
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    wanted = {"member": member(), "self": judge}.get(why, other)
    if why == "nobody":
        Person.objects.filter(pk=other.pk).update(role="member")
        assert queries.askable(judge, case.public_id, NOON) == []
    with pytest.raises(NobodyFree):
        asked_of(case, judge, wanted)
    assert handle_of(wanted) not in str(queries.askable(judge, case.public_id, NOON))


def test_whoever_is_free_opens_and_the_second_is_told() -> None:
    case, judge = in_hands()
    first, second = moderator(), moderator()
    asked_of(case, judge)
    assert {row.case for row in queries.queue(second, NOON).rows if row.mine_to_advise}
    actions.open_opinion(by=first, case_id=case.public_id, at=NOON)
    with pytest.raises(Taken):
        actions.open_opinion(by=second, case_id=case.public_id, at=NOON)
    with pytest.raises(TooLate):
        actions.give_opinion(
            by=second, case_id=case.public_id, proposed=["hide"], words="", at=NOON
        )
    assert not queries.queue(second, NOON).rows
    actions.leave_opinion(by=first, case_id=case.public_id, at=NOON)
    advised(case, second, "nothing")


def test_a_named_question_is_not_for_others_nor_for_who_asked() -> None:
    case, judge = in_hands()
    named, other = moderator(), moderator()
    asked_of(case, judge, named)
    assert not queries.queue(other, NOON).rows
    assert queries.queue(named, NOON).rows[0].mine_to_advise
    for person, error in ((other, Taken), (judge, TooLate)):
        with pytest.raises(error):
            actions.open_opinion(by=person, case_id=case.public_id, at=NOON)


def test_who_is_suspended_meanwhile_answers_nothing_and_another_may() -> None:
    case, judge = in_hands()
    named, other = moderator(), moderator()
    asked_of(case, judge, named)
    actions.open_opinion(by=named, case_id=case.public_id, at=NOON)
    decided(reported(asked(named), "racism")[0], SUSPEND, by=senior())
    with pytest.raises(NotAllowed):
        actions.read_opinion(by=Person.objects.get(pk=named.pk), case_id=case.public_id, at=NOON)
    with pytest.raises(NotAllowed):  # the page was open already
        actions.give_opinion(by=named, case_id=case.public_id, proposed=["hide"], words="", at=NOON)
    assert queries.queue(other, NOON).rows[0].mine_to_advise
    advised(case, other, "hide")


def test_an_opinion_that_comes_after_the_decision_is_refused() -> None:
    case, judge = in_hands()
    other = moderator()
    asked_of(case, judge, other)
    actions.open_opinion(by=other, case_id=case.public_id, at=NOON)
    actions.decide(by=judge, case_id=case.public_id, verdict=verdict("hide"), at=NOON)
    with pytest.raises(TooLate):
        actions.give_opinion(by=other, case_id=case.public_id, proposed=["hide"], words="", at=NOON)


def test_who_asked_may_take_the_question_back_and_ask_elsewhere() -> None:
    case, judge = in_hands()
    first, second = moderator(), moderator()
    asked_of(case, judge, first)
    asked_of(case, judge, second)
    assert Remark.objects.count() == 1, "one question at a time"
    assert actions.withdraw_question(by=judge, case_id=case.public_id, at=NOON)
    asked_of(case, judge, second)
    advised(case, second, "reminder")


def test_a_proposal_is_one_that_could_be_decided() -> None:
    case, judge = in_hands()
    other = moderator()
    asked_of(case, judge)
    actions.open_opinion(by=other, case_id=case.public_id, at=NOON)
    for wrong in (
        [],
        ["nothing", "hide"],
        ["hide", "transpose"],
        ["veil"],
        ["warning", "reminder"],
    ):
        with pytest.raises(BadMeasures):
            actions.give_opinion(
                by=other, case_id=case.public_id, proposed=wrong, words="", at=NOON
            )


def test_waiting_for_an_opinion_keeps_the_case_a_day_and_buries_nothing() -> None:
    """D11: whoever asks holds longer, never past the case's own deadline."""
    case, judge = in_hands()
    moderator()
    asked_of(case, judge)
    assert actions.claim(by=judge, case_id=case.public_id, at=NOON + HOUR).claimed_until == (
        NOON + DAY
    ), "going on working does not shorten it"
    late, _ = reported(dispute()[1], protected=True)
    almost = NOON + 47 * HOUR
    actions.claim(by=judge, case_id=late.public_id, at=almost)
    asked_of(late, judge, at=almost)
    late.refresh_from_db()
    assert late.claimed_until == NOON + 48.5 * HOUR
    clock.tick(NOON + 48.5 * HOUR)
    late.refresh_from_db()
    assert late.senior_only
    assert not Remark.objects.filter(case=late, waits=True).exists(), "seniors begin anew"


# Stepping aside


def test_who_steps_aside_has_no_more_part_in_it_and_why_stays_sealed() -> None:
    case, judge = in_hands()
    other = senior()
    assert actions.recuse(by=judge, case_id=case.public_id, reason="Mon associé.", at=NOON)
    assert not actions.recuse(by=judge, case_id=case.public_id, at=NOON), "twice is once"
    with pytest.raises(Conflict) as error:
        actions.claim(by=judge, case_id=case.public_id, at=NOON)
    assert error.value.why == "recused"
    assert not queries.queue(judge, NOON).rows
    decision = decided(case, "hide", by=moderator())
    actions.claim_appeal(by=other, appeal_id=_appeal(decision), at=NOON)
    assert "Mon associé" not in str(Entry.objects.values_list("facts"))
    assert b"associ" not in bytes(Remark.objects.get(kind="recusal").words)


def _appeal(decision: Decision) -> str:
    person = decision.case.person
    assert person is not None
    reasons = "Relisez le fil, je vous prie."
    opened = actions.appeal(by=person, decision_id=decision.public_id, reasons=reasons, at=NOON)
    return str(opened.public_id)


def test_a_recusal_holds_for_the_appeal_too_and_gives_it_back() -> None:
    case, _judge = in_hands()
    Case.objects.update(claimed_by=None, claimed_until=None)
    appeal = _appeal(decided(case, "hide"))
    first, second = senior(), senior()
    actions.claim_appeal(by=first, appeal_id=appeal, at=NOON)
    actions.recuse(by=first, case_id=case.public_id, at=NOON)
    assert not queries.queue(first, NOON).appeals
    with pytest.raises(Conflict):
        actions.claim_appeal(by=first, appeal_id=appeal, at=NOON)
    actions.claim_appeal(by=second, appeal_id=appeal, at=NOON)


def test_who_was_asked_steps_aside_and_the_question_is_anybodys() -> None:
    case, judge = in_hands()
    named, other = moderator(), moderator()
    asked_of(case, judge, named)
    actions.open_opinion(by=named, case_id=case.public_id, at=NOON)
    actions.recuse(by=named, case_id=case.public_id, at=NOON)
    with pytest.raises(Conflict):
        actions.open_opinion(by=named, case_id=case.public_id, at=NOON)
    advised(case, other, "nothing")
    assert handle_of(named) not in str(queries.askable(judge, case.public_id, NOON))


# What waits for whom


def test_appeals_are_listed_for_those_alone_who_may_judge_them() -> None:
    """Not for who decided, gave an opinion or stepped aside; for a moderator, only where no senior
    is free of the matter."""
    case, judge = in_hands()
    advisor, other, boss = moderator(), moderator(), operator()
    asked_of(case, judge, advisor)
    advised(case, advisor, "hide")
    decision = actions.decide(by=judge, case_id=case.public_id, verdict=verdict("hide"), at=NOON)
    appeal = _appeal(decision)

    def seen() -> list[bool]:
        people = (judge, advisor, other, boss)
        return [bool(queries.queue(one, NOON).appeals) for one in people]

    assert seen() == [False, False, False, True]
    actions.recuse(by=boss, case_id=case.public_id, at=NOON)
    assert seen() == [False, False, True, False]
    actions.claim_appeal(by=other, appeal_id=appeal, at=NOON)


def test_an_earlier_dispute_of_a_colleague_shows_in_the_same_list() -> None:
    """One query answers for all colleagues: each has their own reason, and no one else's."""
    case, judge = in_hands()
    author = case.person
    assert author is not None
    victim, free = moderator(), moderator()
    actions.report(complaint("post", asked(victim).public_id, "other"), by=author, at=NOON)
    asked_of_whom = {one.handle for one in queries.askable(judge, case.public_id, NOON)}
    assert asked_of_whom == {handle_of(free)}
