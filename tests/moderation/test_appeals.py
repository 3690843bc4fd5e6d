"""An appeal goes to somebody else, and what was wrong is given back whole. Conciliation first."""

from __future__ import annotations

import pytest

from tests.factories import NOON, asked, member
from tests.moderation.kit import (
    DAY,
    FACTS,
    HOUR,
    NO_IMAGES,
    SUSPEND,
    advised,
    asked_of,
    decided,
    dispute,
    from_public,
    moderator,
    reported,
    senior,
    verdict,
)
from toctoc.ledger.queries import verify
from toctoc.moderation import actions, clock, queries
from toctoc.moderation.models import Appeal, Case, Conciliation, Decision, Measure, Notice
from toctoc.moderation.types import (
    Conflict,
    NamesSomebody,
    NeedsReasons,
    NotClaimed,
    NotOffered,
    Taken,
    TooLate,
)
from toctoc.notify.models import Notice as InboxLine
from toctoc.people.models import Person
from toctoc.people.queries import kinds_in_force
from toctoc.people.types import NotAllowed, NotVisible
from toctoc.posts.models import Post

pytestmark = pytest.mark.django_db
UNFAIR = "Je citais un patient qui parlait de lui-même, pas une moquerie."
ANSWER = "Le contexte montre une citation : rien de méprisant."


def fresh(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def appealed(decision: Decision, by: Person, *, at=NOON) -> Appeal:
    return actions.appeal(by=by, decision_id=decision.public_id, reasons=UNFAIR, at=at)


def judged(appeal: Appeal, outcome: str, *, by: Person | None = None, at=NOON) -> Appeal:
    judge = by or senior()
    actions.claim_appeal(by=judge, appeal_id=appeal.public_id, at=at)
    return actions.decide_appeal(
        by=judge, appeal_id=appeal.public_id, outcome=outcome, answer=ANSWER, at=at
    )


def test_overturning_gives_everything_back() -> None:
    """Post, abilities, standing, history, figures; and whoever reported hears of it."""
    author, post, _asker = dispute()
    witness = member()
    case, receipt = reported(post, by=witness)
    judge = moderator()
    decision = decided(case, "hide", NO_IMAGES, by=judge)
    judged(appealed(decision, author), "overturned")
    assert Post.objects.get(pk=post.pk).state == "published"
    assert kinds_in_force(author, NOON) == frozenset()
    assert queries.queue(moderator(), NOON).rows == ()
    assert [one.why for one in queries.measures_of(author)] == ["overturned"]
    assert queries.overturns(judge) == (1, 1)
    assert queries.share_ever_sanctioned()[0] == 0
    assert queries.counts(NOON, NOON + DAY)["appeals_overturned"] == 1
    assert queries.outcome_of(by=witness, number=receipt.number, at=NOON).overturned
    statement = queries.statement_for(author, decision.public_id, NOON)
    assert (statement.appeal_outcome, statement.appeal_answer) == ("overturned", ANSWER)
    assert verify().intact


def test_a_suspended_or_excluded_person_appeals_and_comes_back() -> None:
    author, post, _asker = dispute()
    case, _ = reported(post)
    proposal = decided(case, "exclusion")
    actions.confirm(by=senior(), decision_id=proposal.public_id, agree=True, at=NOON)
    excluded = fresh(author)
    appeal = appealed(proposal, excluded, at=NOON + 100 * DAY)
    judged(appeal, "overturned", at=NOON + 101 * DAY)
    assert fresh(author).standing == "active"


def test_what_was_provisional_is_given_back_with_the_decision() -> None:
    author, post, _asker = dispute()
    case, _ = reported(post, "secrecy")
    judge = moderator()
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    actions.protect(by=judge, case_id=case.public_id, facts=FACTS, at=NOON)
    decision = actions.decide(
        by=judge, case_id=case.public_id, verdict=verdict(SUSPEND, "hide", rule="secret"), at=NOON
    )
    judged(appealed(decision, author), "overturned")
    assert fresh(author).may_write
    assert Post.objects.get(pk=post.pk).state == "published"
    assert not Measure.objects.filter(lifted_at=None).exists()


def test_a_protection_falls_with_the_decision_it_went_on_beside() -> None:
    """It goes on while an exclusion waits for its second person; not past an appeal that is won."""
    author, post, _asker = dispute()
    case, _ = reported(post, "secrecy")
    judge = moderator()
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    actions.protect(by=judge, case_id=case.public_id, facts=FACTS, at=NOON)
    both = verdict("hide", "exclusion", rule="secret")
    actions.decide(by=judge, case_id=case.public_id, verdict=both, at=NOON)
    assert not fresh(author).may_write
    hidden = Decision.objects.get(measures__kind="hide", provisional=False)
    judged(appealed(hidden, author), "overturned")
    assert fresh(author).may_write
    assert Post.objects.get(pk=post.pk).state == "published"


def test_an_upheld_decision_stays_and_is_not_appealed_twice() -> None:
    author, post, _asker = dispute()
    case, _ = reported(post)
    decision = decided(case, "hide", SUSPEND)
    judged(appealed(decision, author), "upheld")
    assert not fresh(author).is_member
    with pytest.raises(TooLate):
        appealed(decision, author)
    assert not queries.statement_for(author, decision.public_id, NOON).may_appeal
    assert InboxLine.objects.filter(person=author, kind="appeal").count() == 1


def test_six_months_and_not_a_day_more() -> None:
    author, post, _asker = dispute()
    case, _ = reported(post)
    decision = decided(case, "hide")
    with pytest.raises(TooLate):
        appealed(decision, author, at=decision.appeal_until)
    assert appealed(decision, author, at=decision.appeal_until - HOUR)


def test_nobody_judges_their_own_decision_again() -> None:
    """DSA 20: somebody else; not who took it, confirmed it, or gave an opinion on it."""
    author, post, _asker = dispute()
    case, _ = reported(post)
    first, advisor = senior(), senior()
    actions.claim(by=first, case_id=case.public_id, at=NOON)
    asked_of(case, first)
    advised(case, advisor, "hide")
    decision = actions.decide(
        by=first, case_id=case.public_id, verdict=verdict("hide", SUSPEND), at=NOON
    )
    appeal = appealed(decision, author)
    for person in (first, advisor):
        with pytest.raises(Conflict):
            actions.claim_appeal(by=person, appeal_id=appeal.public_id, at=NOON)
    judged(appeal, "upheld", by=senior())


def test_whoever_proposed_or_confirmed_an_exclusion_does_not_judge_its_appeal() -> None:
    """DSA 20: with no opinion asked of anybody, their signatures alone keep them out."""
    author, post, _asker = dispute()
    case, _ = reported(post)
    proposer, confirmer = senior(), senior()
    proposal = decided(case, "exclusion", by=proposer)
    actions.confirm(by=confirmer, decision_id=proposal.public_id, agree=True, at=NOON)
    appeal = appealed(proposal, author)
    for person in (proposer, confirmer):
        with pytest.raises(Conflict):
            actions.claim_appeal(by=person, appeal_id=appeal.public_id, at=NOON)
    judged(appeal, "upheld", by=senior())


def test_seniors_judge_appeals_and_others_only_where_no_senior_can() -> None:
    """An appeal may never be left without a judge."""
    author, post, _asker = dispute()
    case, _ = reported(post)
    boss, other = senior(), moderator()
    decision = decided(case, "hide", by=moderator())
    appeal = appealed(decision, author)
    with pytest.raises(NotAllowed):
        actions.claim_appeal(by=other, appeal_id=appeal.public_id, at=NOON)
    Person.objects.filter(pk=boss.pk).update(role="member")
    judged(appeal, "upheld", by=other)


def test_two_judges_do_not_hold_the_same_appeal() -> None:
    author, post, _asker = dispute()
    case, _ = reported(post)
    appeal = appealed(decided(case, "hide"), author)
    first, second = senior(), senior()
    actions.claim_appeal(by=first, appeal_id=appeal.public_id, at=NOON)
    with pytest.raises(Taken):
        actions.claim_appeal(by=second, appeal_id=appeal.public_id, at=NOON)
    with pytest.raises(NotClaimed):
        actions.decide_appeal(
            by=second, appeal_id=appeal.public_id, outcome="upheld", answer=ANSWER, at=NOON
        )
    context = actions.read_appeal(by=first, appeal_id=appeal.public_id, at=NOON)
    assert (context.appeal_reasons, context.appeal_side) == (UNFAIR, "person")
    assert context.judged[0].facts == FACTS
    assert [row.appeal for row in queries.queue(first, NOON).appeals] == [appeal.public_id]


def test_appeals_want_words_and_answers_name_nobody() -> None:
    author, post, _asker = dispute()
    case, _ = reported(post)
    decision = decided(case, "hide")
    with pytest.raises(NeedsReasons):
        actions.appeal(by=author, decision_id=decision.public_id, reasons="non", at=NOON)
    with pytest.raises(NotVisible):
        actions.appeal(by=member(), decision_id=decision.public_id, reasons=UNFAIR, at=NOON)
    appeal = appealed(decision, author)
    judge = senior()
    actions.claim_appeal(by=judge, appeal_id=appeal.public_id, at=NOON)
    with pytest.raises(NamesSomebody):
        actions.decide_appeal(
            by=judge,
            appeal_id=appeal.public_id,
            outcome="upheld",
            answer="Le docteur Jean Duponchel a raison de se plaindre.",
            at=NOON,
        )


def test_a_reporter_contests_that_too_little_was_done() -> None:
    """DSA 20 opens it to whoever reported; the case goes back, to others than who judged it."""
    author, post, _asker = dispute()
    case, receipt = from_public(post.public_id, "sexism", email="a@example.org")
    judge = moderator()
    decided(case, "nothing", by=judge)
    appeal = actions.contest(token=receipt.token, reasons=UNFAIR, at=NOON)
    judged(appeal, "overturned")
    case.refresh_from_db()
    assert case.state == "open"
    with pytest.raises(Conflict):
        actions.claim(by=judge, case_id=case.public_id, at=NOON)
    decided(case, "hide")
    assert Post.objects.get(pk=post.pk).state == "hidden"
    assert queries.outcome_of(token=receipt.token, at=NOON).hidden
    assert author.pk


def test_a_member_contests_by_their_number_and_nobody_elses() -> None:
    _author, post, _asker = dispute()
    witness = member()
    case, receipt = reported(post, by=witness, protected=True)
    with pytest.raises(TooLate):
        actions.contest(by=witness, number=receipt.number, reasons=UNFAIR, at=NOON)
    decided(case, "nothing")
    with pytest.raises(NotVisible):
        actions.contest(by=member(), number=receipt.number, reasons=UNFAIR, at=NOON)
    actions.contest(by=witness, number=receipt.number, reasons=UNFAIR, at=NOON)
    with pytest.raises(TooLate):
        actions.contest(by=witness, number=receipt.number, reasons=UNFAIR, at=NOON)


# Conciliation


def quarrel(**more: object) -> tuple[Person, Person, Case]:
    author, post, _asker = dispute()
    witness = member()
    case, _ = reported(post, "colleague", by=witness, **more)
    return author, witness, case


def offered(case: Case) -> Conciliation:
    judge = moderator()
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    return actions.offer_conciliation(by=judge, case_id=case.public_id, at=NOON)


def said(talks: Conciliation, by: Person, agree: bool = True, *, at=NOON) -> Conciliation:
    words = "Je propose que nous nous parlions au calme."
    return actions.answer_conciliation(
        by=by, conciliation_id=talks.public_id, agree=agree, words=words, at=at
    )


def test_two_colleagues_settle_and_nobody_is_judged() -> None:
    """R.4127-56: conciliation first."""
    author, witness, case = quarrel()
    talks = offered(case)
    assert queries.queue(moderator(), NOON).rows == ()
    said(talks, author)
    said(talks, witness)
    seen = queries.talks_for(author, talks.public_id)
    assert (seen.state, seen.side) == ("accepted", "person")
    assert witness.public_id not in str(seen)
    with pytest.raises(NotVisible):
        actions.conclude_conciliation(
            by=author, conciliation_id=talks.public_id, reached=True, at=NOON
        )
    actions.conclude_conciliation(
        by=witness, conciliation_id=talks.public_id, reached=True, at=NOON
    )
    case.refresh_from_db()
    assert case.state == "closed"
    assert queries.measures_of(author) == []
    number = Notice.objects.get(case=case).number
    assert queries.outcome_of(by=witness, number=number, at=NOON).state == "settled"


@pytest.mark.parametrize("who", ["author", "witness"])
def test_one_who_declines_gives_the_case_back_to_the_desk(who: str) -> None:
    author, witness, case = quarrel()
    talks = offered(case)
    said(talks, author if who == "author" else witness, False)
    case.refresh_from_db()
    assert case.state == "open"
    assert len(queries.queue(moderator(), NOON).rows) == 1
    with pytest.raises(TooLate):
        said(talks, witness if who == "author" else author)


def test_silence_gives_the_case_back_on_the_deadline() -> None:
    author, _witness, case = quarrel()
    talks = offered(case)
    said(talks, author)
    assert clock.tick(NOON + 7 * DAY) == 1
    case.refresh_from_db()
    assert (case.state, Conciliation.objects.get().state) == ("open", "failed")
    with pytest.raises(TooLate):
        said(talks, author, at=NOON + 7 * DAY)


@pytest.mark.parametrize("kind", ["protected", "public", "crowd", "contempt", "again"])
def test_no_conciliation_where_it_would_betray_or_make_no_sense(kind: str) -> None:
    """D11: who asked for protection is not led to the other side's table."""
    author, post, _asker = dispute()
    if kind == "public":
        case, _ = from_public(post.public_id, "colleague", email="a@example.org")
    else:
        family = "racism" if kind == "contempt" else "colleague"
        case, _ = reported(post, family, protected=kind == "protected")
    if kind == "crowd":
        reported(post, "colleague")
    if kind == "again":
        said(offered(case), author, False)
    with pytest.raises(NotOffered):
        offered(Case.objects.get(pk=case.pk))


def test_a_stranger_to_the_talks_sees_nothing() -> None:
    _author, _witness, case = quarrel()
    talks = offered(case)
    with pytest.raises(NotVisible):
        queries.talks_for(member(), talks.public_id)


# Retention


def test_old_words_go_and_codes_stay() -> None:
    author, post, _asker = dispute()
    case, receipt = reported(post)
    decision = decided(case, "hide", "reminder")
    late = NOON + 500 * DAY
    clock.tick(late)
    assert actions.forget_before(late - 365 * DAY, at=late) == 1
    notice = Notice.objects.get()
    assert (bytes(notice.reasons), bytes(notice.reporter)) == (b"", b"")
    assert queries.statement_for(author, decision.public_id, late).facts == ""
    assert queries.outcome_of(token=receipt.token, at=late).reasons == ""
    assert queries.counts(NOON, NOON + DAY)["measure_hide"] == 1
    assert actions.forget_before(late - 365 * DAY, at=late) == 0


def test_reasons_stay_while_a_measure_lasts() -> None:
    author, post, _asker = dispute()
    case, _ = reported(post)
    decision = decided(case, "warning")
    late = NOON + 500 * DAY
    actions.forget_before(late - 365 * DAY, at=late)
    assert queries.statement_for(author, decision.public_id, late).facts == FACTS
    assert asked(author, at=late)
