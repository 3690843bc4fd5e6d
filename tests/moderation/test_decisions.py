"""Decisions: in proportion, with reasons, ended by their date, confirmed by two to exclude."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from tests.factories import NOON, account, asked, member, replied, rpps
from tests.moderation.kit import (
    BETTER,
    DAY,
    FACTS,
    HOUR,
    NO_IMAGES,
    SUSPEND,
    decided,
    dispute,
    moderator,
    operator,
    reported,
    senior,
    verdict,
)
from toctoc.ledger.models import Entry
from toctoc.ledger.queries import verify
from toctoc.moderation import actions, clock, queries
from toctoc.moderation.models import Case, Decision, Measure
from toctoc.moderation.rules import RULES
from toctoc.moderation.types import (
    BadMeasures,
    Conflict,
    NamesSomebody,
    NeedsReasons,
    NotClaimed,
    Step,
    StepSkipped,
    Taken,
    TooLate,
    TooManyClaims,
)
from toctoc.notify.models import Notice as InboxLine
from toctoc.people.actions import choose_pseudonym, prove_demo
from toctoc.people.models import Identity, Person, Restriction, Sponsorship
from toctoc.people.queries import kinds_in_force
from toctoc.people.types import Claim, DuplicatePerson, NotAllowed, NotVisible
from toctoc.posts.models import Post
from toctoc.posts.types import Refused, Writing
from toctoc.questions.models import Question

pytestmark = pytest.mark.django_db


def fresh(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def state(post: Post) -> str:
    return Post.objects.get(pk=post.pk).state


def test_a_text_is_hidden_and_its_author_reads_why() -> None:
    """DSA 17: facts, rule, scope, duration, by whom, and how to contest, for six months."""
    author, post, asker = dispute()
    case, _ = reported(post)
    decision = decided(case, "hide", "reminder")
    assert state(post) == "hidden"
    assert Question.objects.get(asker=asker).answers == 0
    statement = queries.statement_for(author, decision.public_id, NOON)
    assert (statement.facts, statement.rule) == (FACTS, "respect")
    assert {one.kind for one in statement.measures} == {"hide", "reminder"}
    assert (statement.automated, statement.own_initiative, statement.two_persons) == (
        False,
        False,
        False,
    )
    assert statement.may_appeal
    assert statement.appeal_until >= NOON.replace(year=2027, month=5)
    line = InboxLine.objects.get(person=author, kind="decision")
    assert line.ref == decision.public_id
    with pytest.raises(NotVisible):
        queries.statement_for(asker, decision.public_id, NOON)


def test_the_ledger_holds_codes_of_a_decision_and_no_word_of_it() -> None:
    _author, post, _asker = dispute()
    case, _ = reported(post)
    decision = decided(case, "hide", NO_IMAGES)
    entry = Entry.objects.get(act="decision.take")
    assert entry.about == f"decision:{decision.public_id}"
    assert "restriction:images" in entry.facts
    assert not Entry.objects.filter(facts__contains="poids").exists()
    assert FACTS.encode() not in bytes(decision.facts)
    assert verify().intact


def test_nothing_is_a_decision_too_and_the_author_is_left_in_peace() -> None:
    author, post, _asker = dispute()
    case, _ = reported(post)
    decided(case, "nothing")
    assert state(post) == "published"
    assert not InboxLine.objects.filter(person=author, kind="decision").exists()
    assert queries.statements_of(author, NOON) == []
    assert queries.measures_of(author) == []


@pytest.mark.parametrize(
    ("steps", "rule"),
    [
        ((), "respect"),
        (("nothing", "hide"), "respect"),
        (("nothing",), "respect"),
        (("hide",), "none"),
        (("hide", "transpose"), "respect"),
        (("hide", "hide"), "respect"),
        (("reminder", "warning"), "respect"),
        (("protection",), "respect"),
        (("veil",), "respect"),
        (("lynching",), "respect"),
        ((Step("suspension", days=6),), "respect"),
        ((Step("suspension", days=91),), "respect"),
        ((Step("suspension"),), "respect"),
        ((Step("restriction", days=30),), "respect"),
        ((Step("restriction", days=30, ability="breathing"),), "respect"),
        ((Step("hide", ability="images"),), "respect"),
        (("hide",), "taste"),
    ],
)
def test_measures_that_do_not_go_together_are_refused(steps: tuple, rule: str) -> None:
    _author, post, _asker = dispute()
    case, _ = reported(post)
    judge = moderator()
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    wanted = verdict(*steps, skip="")
    wanted = type(wanted)(wanted.steps, rule, FACTS, "Une raison de sauter une marche.")
    with pytest.raises(BadMeasures):
        actions.decide(by=judge, case_id=case.public_id, verdict=wanted, at=NOON)
    assert not Decision.objects.exists()
    assert state(post) == "published"


def test_reasons_are_wanted_and_name_nobody() -> None:
    author, post, _asker = dispute()
    case, _ = reported(post)
    judge = moderator()
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    for facts, error in (
        ("", NeedsReasons),
        ("grossier", NeedsReasons),
        ("Il se moque de Madame Duponchel, vue en consultation.", NamesSomebody),
        ("À rappeler au 06 12 34 56 78 pour explication.", NamesSomebody),
    ):
        with pytest.raises(error):
            actions.decide(
                by=judge, case_id=case.public_id, verdict=verdict("hide", facts=facts), at=NOON
            )
    assert not Decision.objects.exists()
    assert queries.measures_of(author) == []


def test_skipping_a_step_of_the_ladder_wants_a_reason_and_keeps_it() -> None:
    """Advised, not imposed."""
    author, post, _asker = dispute()
    case, _ = reported(post)
    judge = moderator()
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    with pytest.raises(StepSkipped) as error:
        actions.decide(by=judge, case_id=case.public_id, verdict=verdict(SUSPEND, skip=""), at=NOON)
    assert error.value.advised == "reminder"
    assert fresh(author).is_member
    why = verdict(SUSPEND, skip="Trois messages du même ton ce matin.")
    actions.decide(by=judge, case_id=case.public_id, verdict=why, at=NOON)
    assert not fresh(author).is_member
    following = moderator()
    other, _ = reported(post, "racism", at=NOON + DAY)
    actions.claim(by=following, case_id=other.public_id, at=NOON + DAY)
    context = actions.read_case(by=following, case_id=other.public_id, at=NOON + DAY)
    assert context.advised == "exclusion"
    decided(other, "hide", by=following, at=NOON + DAY)


def test_a_restriction_ends_on_its_date_even_if_the_clock_is_dead() -> None:
    author, post, _asker = dispute()
    case, _ = reported(post)
    decided(case, NO_IMAGES, Step("restriction", days=10, ability="messages"))
    assert kinds_in_force(author, NOON + DAY) == {"images", "messages"}
    assert kinds_in_force(author, NOON + 10 * DAY) == {"images"}
    assert kinds_in_force(author, NOON + 30 * DAY) == frozenset()


def test_the_clock_ends_measures_once_and_each_on_its_date() -> None:
    author, post, _asker = dispute()
    case, _ = reported(post)
    decided(case, "hide", SUSPEND)
    assert clock.tick(NOON + 13 * DAY) == 0
    assert clock.tick(NOON + 14 * DAY) == 1
    assert clock.tick(NOON + 14 * DAY) == 0
    assert fresh(author).may_write
    assert state(post) == "hidden"
    assert [one.why for one in queries.measures_of(author)] == ["ended"]
    assert not Restriction.objects.filter(lifted_at=None).exists()


def test_days_are_24_hours_whatever_the_season() -> None:
    """The night of October has 25 hours in Paris: a suspension is not an hour longer for it."""
    paris = ZoneInfo("Europe/Paris")
    start = dt.datetime(2026, 10, 20, 10, 0, tzinfo=paris)
    author = member(at=start)
    post = asked(author, at=start)
    case, _ = reported(post, at=start)
    decided(case, Step("suspension", days=7), at=start)
    measure = Measure.objects.get(kind="suspension")
    assert measure.until == start.astimezone(dt.UTC) + 7 * DAY
    assert measure.until.astimezone(paris).hour == 9


def test_a_clock_that_goes_back_suspends_nobody_again() -> None:
    author, post, _asker = dispute()
    case, _ = reported(post)
    decided(case, SUSPEND)
    clock.tick(NOON + 14 * DAY)
    clock.tick(NOON)
    assert fresh(author).may_write


def test_a_suspension_leaves_the_rest_of_the_person_alone() -> None:
    """D15: on one member; the group goes on."""
    author, post, asker = dispute()
    other = replied(member(), asked(member()))
    case, _ = reported(post)
    decided(case, SUSPEND)
    assert not fresh(author).is_member
    assert fresh(asker).is_member
    assert state(other) == "published"


# Exclusion: two persons


def test_one_person_alone_excludes_nobody() -> None:
    author, post, _asker = dispute()
    case, _ = reported(post)
    proposal = decided(case, "hide", "exclusion")
    assert (proposal.state, fresh(author).standing) == ("proposed", "active")
    assert state(post) == "hidden"  # what hides the text doesn't wait
    with pytest.raises(NotVisible):
        queries.statement_for(author, proposal.public_id, NOON)
    boss = senior()
    actions.confirm(by=boss, decision_id=proposal.public_id, agree=True, at=NOON + HOUR)
    assert fresh(author).standing == "excluded"
    statement = queries.statement_for(author, proposal.public_id, NOON + HOUR)
    assert (statement.two_persons, statement.may_appeal) == (True, True)
    assert len(queries.statements_of(author, NOON)) == 2


def test_who_proposes_does_not_confirm_and_a_moderator_neither() -> None:
    _author, post, _asker = dispute()
    case, _ = reported(post)
    boss = senior()
    proposal = decided(case, "exclusion", by=boss)
    with pytest.raises(Conflict):
        actions.confirm(by=boss, decision_id=proposal.public_id, agree=True, at=NOON)
    with pytest.raises(NotAllowed):
        actions.confirm(by=moderator(), decision_id=proposal.public_id, agree=True, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=proposal.pk).update(confirmed_by=boss)


def test_a_refused_exclusion_goes_back_to_the_queue_and_hurts_nobody() -> None:
    author, post, _asker = dispute()
    case, _ = reported(post)
    proposal = decided(case, "exclusion")
    boss = senior()
    why = "Une suspension suffit : premier fait en dix ans."
    actions.confirm(by=boss, decision_id=proposal.public_id, agree=False, words=why, at=NOON)
    case.refresh_from_db()
    assert (case.state, fresh(author).standing) == ("open", "active")
    assert queries.measures_of(author) == []
    with pytest.raises(TooLate):
        actions.confirm(by=senior(), decision_id=proposal.public_id, agree=True, at=NOON)


def test_an_excluded_person_does_not_come_back_under_another_name() -> None:
    """K23: the same natural person is refused, whatever account and pseudonym."""
    author, post, _asker = dispute()
    case, _ = reported(post)
    proposal = decided(case, "exclusion")
    actions.confirm(by=senior(), decision_id=proposal.public_id, agree=True, at=NOON)
    from toctoc.sealing import unseal_json

    names = unseal_json(Identity.objects.get(person=author).sealed)
    again = account(is_demo=True)
    with pytest.raises(DuplicatePerson):
        prove_demo(again, Claim(**names), NOON)
    assert not fresh(again).is_member
    other = account(is_demo=True)
    prove_demo(other, Claim(**(names | {"number": rpps(777_001)})), NOON)
    assert fresh(other).is_member


def test_history_follows_the_person_through_pseudonyms() -> None:
    """K23: the next moderator sees it under the same neutral handle, and no name."""
    author, post, asker = dispute()
    case, _ = reported(post)
    decided(case, "warning")
    handle, old = queries.handle_of(author), author.pseudonym
    choose_pseudonym(author, "galet de rivière", at=NOON)
    again, _ = reported(replied(author, asked(asker), at=NOON + DAY), at=NOON + DAY)
    judge = moderator()
    actions.claim(by=judge, case_id=again.public_id, at=NOON + DAY)
    context = actions.read_case(by=judge, case_id=again.public_id, at=NOON + DAY)
    assert [one.kind for one in context.history] == ["warning"]
    assert context.advised == "restriction"
    assert context.handle == handle
    assert str(old) not in str(context.history)


def test_the_formal_warning_quotes_the_article() -> None:
    """K24: "averti qu'il pourrait devoir en répondre"."""
    assert RULES["dignity"].article == "R.4127-31"
    assert "déconsidérer" in RULES["dignity"].text
    author, post, _asker = dispute()
    case, _ = reported(post)
    decision = decided(case, "warning", rule="dignity")
    assert queries.statement_for(author, decision.public_id, NOON).rule == "dignity"


# Protection


def test_a_wilful_breach_suspends_at_once_for_three_days() -> None:
    author, post, _asker = dispute()
    case, _ = reported(post, "secrecy")
    judge = moderator()
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    decision = actions.protect(by=judge, case_id=case.public_id, facts=FACTS, at=NOON)
    assert not fresh(author).is_member
    assert state(post) == "hidden"
    assert queries.statement_for(author, decision.public_id, NOON).provisional
    assert Case.objects.get(pk=case.pk).claimed_by == judge  # and still has to decide
    with pytest.raises(NotAllowed):
        actions.protect(by=judge, case_id=case.public_id, facts=FACTS, at=NOON)


def test_a_protection_nobody_judges_ends_alone_and_gives_everything_back() -> None:
    author, post, _asker = dispute()
    case, _ = reported(post, "secrecy")
    judge = moderator()
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    actions.protect(by=judge, case_id=case.public_id, facts=FACTS, at=NOON)
    clock.tick(NOON + 72 * HOUR)
    assert fresh(author).may_write
    assert state(post) == "published"
    case.refresh_from_db()
    assert case.senior_only


def test_a_senior_renews_a_protection_and_the_decision_replaces_it() -> None:
    author, post, _asker = dispute()
    case, _ = reported(post, "secrecy")
    judge, boss = moderator(), senior()
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    actions.protect(by=judge, case_id=case.public_id, facts=FACTS, at=NOON)
    actions.put_back(by=judge, case_id=case.public_id, at=NOON)
    late = NOON + 60 * HOUR
    actions.claim(by=boss, case_id=case.public_id, at=late)
    actions.protect(by=boss, case_id=case.public_id, facts=FACTS, at=late)
    clock.tick(NOON + 72 * HOUR)
    assert not fresh(author).is_member
    actions.claim(by=boss, case_id=case.public_id, at=late)
    actions.decide(
        by=boss, case_id=case.public_id, verdict=verdict("reminder", rule="secret"), at=late
    )
    assert fresh(author).is_member
    assert state(post) == "published"


def test_only_a_breach_of_secrecy_is_protected_against() -> None:
    _author, post, _asker = dispute()
    case, _ = reported(post)
    judge = moderator()
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    with pytest.raises(BadMeasures):
        actions.protect(by=judge, case_id=case.public_id, facts=FACTS, at=NOON)


def test_a_protection_holds_while_an_exclusion_is_confirmed() -> None:
    author, post, _asker = dispute()
    case, _ = reported(post, "secrecy")
    judge = moderator()
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    actions.protect(by=judge, case_id=case.public_id, facts=FACTS, at=NOON)
    proposal = actions.decide(
        by=judge,
        case_id=case.public_id,
        verdict=verdict("exclusion", rule="secret"),
        at=NOON + HOUR / 4,
    )
    assert not fresh(author).is_member
    actions.confirm(by=senior(), decision_id=proposal.public_id, agree=True, at=NOON + HOUR)
    clock.tick(NOON + 72 * HOUR)
    assert fresh(author).standing == "excluded"


# Transposition


def transposing() -> tuple[Person, Post, Case, Decision]:
    author = member()
    post = asked(author)
    case, _ = reported(post, "secrecy")
    return author, post, case, decided(case, "transpose", rule="secret")


def test_an_author_says_it_another_way_and_a_moderator_looks_before_others_do() -> None:
    """K18: re-publication in transposed form only."""
    author, post, case, decision = transposing()
    assert state(post) == "hidden"
    writing = Writing(BETTER, "t-better")
    actions.transpose(by=author, decision_id=decision.public_id, writing=writing, at=NOON + HOUR)
    assert state(post) == "hidden"
    case.refresh_from_db()
    assert (case.state, case.rewritten) == ("open", True)
    decided(case, "nothing", at=NOON + 2 * HOUR)
    assert state(post) == "published"
    assert Post.objects.get(pk=post.pk).body == BETTER


def test_the_same_words_or_a_name_do_not_pass() -> None:
    author, post, _case, decision = transposing()
    for body, error in (
        (post.body, NeedsReasons),
        ("Madame Duponchel, née le 12/03/1961, a des paresthésies en bande.", Refused),
    ):
        with pytest.raises(error):
            actions.transpose(
                by=author, decision_id=decision.public_id, writing=Writing(body, "t-x"), at=NOON
            )
    with pytest.raises(NotVisible):
        actions.transpose(
            by=member(), decision_id=decision.public_id, writing=Writing(BETTER, "t-y"), at=NOON
        )
    assert state(post) == "hidden"


def test_a_moderator_may_ask_again_or_hide_for_good() -> None:
    author, post, case, decision = transposing()
    actions.transpose(
        by=author, decision_id=decision.public_id, writing=Writing(BETTER, "t-1"), at=NOON
    )
    decided(Case.objects.get(pk=case.pk), "hide", rule="secret", at=NOON + HOUR)
    assert state(post) == "hidden"
    live = Measure.objects.filter(lifted_at=None, post=post)
    assert [one.kind for one in live] == ["hide"]


# Who may judge


def test_two_moderators_do_not_hold_the_same_case() -> None:
    _author, post, _asker = dispute()
    case, _ = reported(post)
    first, second = moderator(), moderator()
    actions.claim(by=first, case_id=case.public_id, at=NOON)
    with pytest.raises(Taken):
        actions.claim(by=second, case_id=case.public_id, at=NOON)
    assert not queries.queue(second, NOON).rows
    actions.claim(by=second, case_id=case.public_id, at=NOON + HOUR)  # the lease is over
    with pytest.raises(NotClaimed):
        actions.decide(by=first, case_id=case.public_id, verdict=verdict("hide"), at=NOON + HOUR)


def test_a_claim_that_is_over_decides_nothing() -> None:
    _author, post, _asker = dispute()
    case, _ = reported(post)
    judge = moderator()
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    with pytest.raises(NotClaimed):
        actions.decide(
            by=judge, case_id=case.public_id, verdict=verdict("hide"), at=NOON + HOUR / 2
        )
    assert state(post) == "published"


def test_a_moderator_holds_a_few_cases_at_once() -> None:
    judge = moderator()
    for _ in range(3):
        case, _ = reported(dispute()[1])
        actions.claim(by=judge, case_id=case.public_id, at=NOON)
    extra, _ = reported(dispute()[1])
    with pytest.raises(TooManyClaims):
        actions.claim(by=judge, case_id=extra.public_id, at=NOON)
    # With full hands, one still goes on with what one holds: a page opened again.
    actions.claim(by=judge, case_id=case.public_id, at=NOON + HOUR / 6)
    assert actions.put_back(by=judge, case_id=case.public_id, at=NOON)
    actions.claim(by=judge, case_id=extra.public_id, at=NOON)


def test_a_moderator_suspended_while_deciding_decides_nothing() -> None:
    """Their claim falls, and the submission of a page they still have open is refused."""
    _author, post, _asker = dispute()
    case, _ = reported(post)
    judge = moderator()
    own, _ = reported(replied(judge, asked(member())), "racism")
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    stale = fresh(judge)
    decided(own, SUSPEND, by=senior())
    assert Case.objects.get(pk=case.pk).claimed_by is None
    for person in (judge, stale):
        with pytest.raises(NotAllowed):
            actions.decide(by=person, case_id=case.public_id, verdict=verdict("hide"), at=NOON)
    assert state(post) == "published"


def conflicted() -> dict[str, tuple[Person, Case]]:
    """One moderator for each reason not to judge, and the case they may not."""
    found = {}
    judge = moderator()
    found["own"] = judge, reported(asked(judge))[0]
    judge = moderator()
    found["reporter"] = judge, reported(asked(member()), by=judge)[0]
    judge, question = moderator(), asked(member())
    replied(judge, question)
    found["thread"] = judge, reported(replied(member(), question))[0]
    judge, person = moderator(), member()
    proof = person.proofs.get()
    Sponsorship.objects.create(proof=proof, sponsor=judge, state="given", asked_at=NOON)
    found["tie"] = judge, reported(asked(person))[0]
    judge, person = moderator(), member()
    reported(asked(person), "other", by=judge)  # an earlier dispute
    found["tie again"] = judge, reported(asked(person), "sexism")[0]
    judge, person = moderator(), member()
    reported(asked(judge), "other", by=person)  # who once reported the moderator
    found["earlier"] = judge, reported(asked(person), "sexism")[0]
    return found


@pytest.mark.parametrize("why", ["own", "reporter", "thread", "tie", "tie again", "earlier"])
def test_whoever_has_a_part_in_the_dispute_does_not_judge_it(why: str) -> None:
    judge, case = conflicted()[why]
    with pytest.raises(Conflict) as error:
        actions.claim(by=judge, case_id=case.public_id, at=NOON)
    assert error.value.why == why.split()[0]
    assert case.public_id not in {row.case for row in queries.queue(judge, NOON).rows}
    assert case.public_id in {row.case for row in queries.queue(moderator(), NOON).rows}


def test_private_notes_are_for_moderators_alone() -> None:
    author, post, _asker = dispute()
    case, receipt = reported(post, by=member())
    judge = moderator()
    words = "Déjà vu ce ton la semaine passée, à surveiller."
    actions.leave_note(by=judge, case_id=case.public_id, words=words, at=NOON)
    with pytest.raises(NotAllowed):
        actions.leave_note(by=author, case_id=case.public_id, words=words, at=NOON)
    decision = decided(case, "hide", by=judge)
    assert words not in str(queries.statement_for(author, decision.public_id, NOON))
    assert words not in str(queries.outcome_of(token=receipt.token, at=NOON))


def test_a_moderator_opens_a_case_by_themselves_and_the_statement_says_so() -> None:
    author = member()
    post = asked(author)
    judge = moderator()
    case = actions.open_case(by=judge, post_id=post.public_id, family="sexism", at=NOON)
    assert actions.open_case(by=judge, post_id=post.public_id, family="sexism", at=NOON) == case
    decision = decided(case, "hide")
    assert queries.statement_for(author, decision.public_id, NOON).own_initiative


def test_workload_is_shared_between_those_who_may_judge() -> None:
    """The line goes to the three who judged least lately, never to who has a part in it."""
    judges = [moderator() for _ in range(4)]
    busy = judges[0]
    for _ in range(2):
        case, _ = reported(dispute()[1])
        decided(case, "nothing", by=busy)
    InboxLine.objects.all().delete()
    question = asked(member())
    replied(judges[1], question)
    reported(replied(member(), question))
    told = set(InboxLine.objects.filter(kind="desk").values_list("person", flat=True))
    assert told == {judges[2].pk, judges[3].pk, busy.pk}


def test_operators_judge_where_there_are_no_moderators() -> None:
    boss = operator()
    reported(dispute()[1])
    assert InboxLine.objects.filter(kind="desk", person=boss).exists()
    assert len(queries.queue(boss, NOON).rows) == 1


def test_no_decision_is_a_machines() -> None:
    """The database itself refuses a decision by nobody that is not provisional."""
    _author, post, _asker = dispute()
    case, _ = reported(post)
    decision = decided(case, "hide")
    for wrong in ({"by": None}, {"by": None, "automated": True}, {"rule": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(**wrong)
    measure = decision.measures.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(kind="suspension", until=None)


def test_figures_count_what_happened_and_share_it_fairly() -> None:
    """D16: the majority and the minority."""
    author, post, _asker = dispute()
    case, _ = reported(post)
    judge = moderator()
    decided(case, "hide", "reminder", by=judge, at=NOON + 3 * HOUR)
    counts = queries.counts(NOON, NOON + DAY)
    assert (counts["notices"], counts["cases_opened"], counts["decisions"]) == (1, 1, 1)
    assert (counts["measure_hide"], counts["measure_reminder"]) == (1, 1)
    assert queries.counts(NOON + DAY, NOON + 2 * DAY)["decisions"] == 0
    assert queries.delays(NOON, NOON + DAY) == [3 * HOUR]
    sanctioned, members = queries.share_ever_sanctioned()
    assert (sanctioned, members) == (1, Person.objects.count())
    assert queries.overturn_rate(judge) == 0.0
    assert author.pk
