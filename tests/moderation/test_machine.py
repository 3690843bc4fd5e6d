"""No path leaves a person sanctioned without reasons, without end, or without appeal.

A machine plays members, moderators, seniors, a clock that jumps forwards and backwards, and checks
after each step that the tables, the accounts and the pages of the person say the same.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.factories import NOON, asked, member
from tests.moderation.kit import BETTER, FACTS, complaint, moderator, senior, verdict
from toctoc.ledger.queries import verify
from toctoc.limits.actions import LIMITS
from toctoc.moderation import actions, clock, queries
from toctoc.moderation.models import Appeal, Case, Conciliation, Decision, Measure, Remark
from toctoc.moderation.types import PERSONAL, ModerationError, Step
from toctoc.people.models import Person, Restriction
from toctoc.people.types import NotAllowed, PeopleError
from toctoc.posts.models import Hold, Post
from toctoc.posts.types import NotPublished, Writing

FAMILIES = ("sexism", "colleague", "secrecy", "impersonation")
STEPS = (
    ("nothing",),
    ("hide",),
    ("transpose",),
    ("reminder",),
    ("hide", "warning"),
    (Step("restriction", days=7, ability="images"),),
    (Step("restriction", days=90, ability="profile"),),
    ("hide", Step("suspension", days=30)),
    ("exclusion",),
    ("hide", "exclusion"),
)
# What a refusal may be: the machine tries everything, also what is not allowed.
REFUSED = (ModerationError, PeopleError, NotAllowed, NotPublished)
# A long path would empty the buckets; what they refuse is tested elsewhere.
GENEROUS = dict.fromkeys(LIMITS, (10_000, 10_000))


class Disputes(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        # Each run has its own world, taken back in the end: a run must not depend on another.
        self.world = transaction.atomic()
        self.world.__enter__()
        self.at = NOON
        self.authors = [member(), member()]
        self.posts = [asked(author) for author in self.authors]
        self.witnesses = [member(), member()]
        self.judges = [moderator(), moderator(), senior(), senior()]
        self.number = 0

    def tried(self, do: object, **what: object) -> object | None:
        """Do it, or be refused; a refusal changes nothing (its transaction is taken back)."""
        try:
            with transaction.atomic():
                return do(**what, at=self.at)  # type: ignore[operator]
        except REFUSED:
            return None

    @rule(hours=st.integers(-30, 24 * 40))
    def time_passes(self, hours: int) -> None:
        """The clock may also go back: summer time, a bad server."""
        self.at += dt.timedelta(hours=hours)

    @rule(hours=st.integers(0, 24 * 40))
    def clock_ticks(self, hours: int) -> None:
        self.at += dt.timedelta(hours=hours)
        clock.tick(self.at)

    @rule(
        post=st.integers(0, 1),
        who=st.integers(0, 1),
        family=st.sampled_from(FAMILIES),
        protected=st.booleans(),
    )
    def somebody_reports(self, post: int, who: int, family: str, protected: bool) -> None:
        wanted = complaint("post", self.posts[post].public_id, family, protected=protected)
        self.tried(actions.report, complaint=wanted, by=self.fresh(self.witnesses[who]))

    def fresh(self, person: Person) -> Person:
        return Person.objects.get(pk=person.pk)

    def a_case(self, number: int) -> Case | None:
        found = list(Case.objects.order_by("pk"))
        return found[number % len(found)] if found else None

    @rule(number=st.integers(0, 7), judge=st.integers(0, 3), steps=st.sampled_from(STEPS))
    def somebody_decides(self, number: int, judge: int, steps: tuple[str | Step, ...]) -> None:
        case = self.a_case(number)
        if case is None:
            return
        by = self.fresh(self.judges[judge])
        self.tried(actions.claim, by=by, case_id=case.public_id)
        self.tried(actions.decide, by=by, case_id=case.public_id, verdict=verdict(*steps))

    @rule(number=st.integers(0, 7), judge=st.integers(0, 3))
    def somebody_protects(self, number: int, judge: int) -> None:
        case = self.a_case(number)
        if case is not None:
            by = self.fresh(self.judges[judge])
            self.tried(actions.claim, by=by, case_id=case.public_id)
            self.tried(actions.protect, by=by, case_id=case.public_id, facts=FACTS)

    @rule(judge=st.integers(0, 3), agree=st.booleans())
    @precondition(lambda self: Decision.objects.filter(state="proposed").exists())
    def a_senior_confirms(self, judge: int, agree: bool) -> None:
        proposed = Decision.objects.filter(state="proposed").first()
        assert proposed is not None
        self.tried(
            actions.confirm,
            by=self.fresh(self.judges[judge]),
            decision_id=proposed.public_id,
            agree=agree,
            words="Une mesure plus légère suffit.",
        )

    @rule(who=st.integers(0, 1))
    def the_author_transposes(self, who: int) -> None:
        asked_for = Measure.objects.filter(
            kind="transpose", lifted_at=None, post__author=self.authors[who]
        ).first()
        if asked_for is not None:
            self.number += 1
            self.tried(
                actions.transpose,
                by=self.fresh(self.authors[who]),
                decision_id=asked_for.decision.public_id,
                writing=Writing(f"{BETTER} Bilan {self.number % 7} normal.", f"m{self.number}"),
            )

    @rule(number=st.integers(0, 7))
    def the_person_appeals(self, number: int) -> None:
        decisions = list(Decision.objects.order_by("pk"))
        if decisions:
            decision = decisions[number % len(decisions)]
            person = decision.case.person
            assert person is not None
            self.tried(
                actions.appeal,
                by=self.fresh(person),
                decision_id=decision.public_id,
                reasons="Je conteste cette décision.",
            )

    @rule(number=st.integers(0, 7), judge=st.integers(0, 3), overturned=st.booleans())
    def somebody_judges_an_appeal(self, number: int, judge: int, overturned: bool) -> None:
        waiting = list(Appeal.objects.filter(decided_at=None).order_by("pk"))
        if not waiting:
            return
        appeal = waiting[number % len(waiting)]
        by = self.fresh(self.judges[judge])
        self.tried(actions.claim_appeal, by=by, appeal_id=appeal.public_id)
        judged = self.tried(
            actions.decide_appeal,
            by=by,
            appeal_id=appeal.public_id,
            outcome="overturned" if overturned else "upheld",
            answer="Relu en entier, avec le fil.",
        )
        spoke = Remark.objects.filter(case=appeal.decision.case_id, by=by).exclude(kind="note")
        assert not (judged and spoke.exists()), "whoever gave an opinion judged the appeal"

    @rule(number=st.integers(0, 7), judge=st.integers(0, 3), agree=st.booleans())
    def somebody_conciliates(self, number: int, judge: int, agree: bool) -> None:
        case = self.a_case(number)
        if case is None:
            return
        by = self.fresh(self.judges[judge])
        self.tried(actions.claim, by=by, case_id=case.public_id)
        self.tried(actions.offer_conciliation, by=by, case_id=case.public_id)
        talks = Conciliation.objects.filter(ended_at=None).first()
        if talks is not None:
            for person in (*self.authors, *self.witnesses):
                self.tried(
                    actions.answer_conciliation,
                    by=self.fresh(person),
                    conciliation_id=talks.public_id,
                    agree=agree,
                    words="Parlons-en au calme, entre nous.",
                )

    @rule(number=st.integers(0, 7), judge=st.integers(0, 3), other=st.integers(0, 3))
    def a_colleague_is_asked(self, number: int, judge: int, other: int) -> None:
        """Whoever happens to be the other one tries to answer, asked or not."""
        case = self.a_case(number)
        if case is None:
            return
        by, colleague = self.fresh(self.judges[judge]), self.fresh(self.judges[other])
        self.tried(actions.claim, by=by, case_id=case.public_id)
        question = "Que feriez-vous à ma place ?"
        self.tried(actions.ask_opinion, by=by, case_id=case.public_id, question=question)
        self.tried(actions.open_opinion, by=colleague, case_id=case.public_id)
        self.tried(
            actions.give_opinion,
            by=colleague,
            case_id=case.public_id,
            proposed=["reminder"],
            words="",
        )

    @rule(number=st.integers(0, 7), judge=st.integers(0, 3))
    def somebody_steps_aside(self, number: int, judge: int) -> None:
        case = self.a_case(number)
        if case is not None:
            by = self.fresh(self.judges[judge])
            self.tried(actions.recuse, by=by, case_id=case.public_id)

    @rule(judge=st.integers(0, 3))
    def a_moderator_changes_their_mind(self, judge: int) -> None:
        for case in Case.objects.filter(claimed_by=self.judges[judge]):
            self.tried(actions.put_back, by=self.judges[judge], case_id=case.public_id)

    @invariant()
    def nobody_is_sanctioned_without_reasons_end_and_appeal(self) -> None:
        living = Measure.objects.filter(lifted_at=None, since__isnull=False)
        living = living.exclude(kind="nothing").select_related("decision__case", "person")
        for measure in living:
            decision = measure.decision
            assert decision.state == "in_force", "a measure outlives its decision"
            if measure.person is None:
                assert measure.post is not None
            elif measure.kind != "exclusion":
                assert measure.until is not None, "a sanction without an end"
            else:
                assert decision.confirmed_by_id not in (None, decision.by_id)
            person = decision.case.person
            assert person is not None
            statement = queries.statement_for(person, decision.public_id, self.at)
            assert statement.rule
            assert statement.facts or statement.automated, "a sanction without reasons"
            assert decision.appeal_until - decision.at >= dt.timedelta(days=184)
            assert statement.may_appeal or statement.appeal_at or self.at >= decision.appeal_until

    @invariant()
    def accounts_say_what_decisions_say(self) -> None:
        """No effect without its measure: neither a standing, nor an ability, nor a hidden post."""
        living = Measure.objects.filter(lifted_at=None, since__isnull=False)
        for person in Person.objects.filter(pk__in=[one.pk for one in self.authors]):
            closing = living.filter(
                person=person, kind__in=("suspension", "protection", "exclusion")
            )
            closed = person.standing in ("suspended", "excluded")
            assert closed == closing.exists() or person.standing_until is not None
            rows = Restriction.objects.filter(person=person, lifted_at=None)
            causes = {
                f"decision:{one.decision.public_id}" + (f":{one.ability}" if one.ability else "")
                for one in living.filter(person=person).select_related("decision")
            }
            # The account may already be right where the measure waits for the clock to say so.
            for row in rows:
                assert row.cause in causes
        for post in self.posts:
            held = Hold.objects.filter(post=post, lifted_at=None)
            by_measure = living.filter(post=post, kind__in=("hide", "transpose"))
            assert held.count() == by_measure.count()
            assert (Post.objects.get(pk=post.pk).state == "hidden") == held.exists()

    @invariant()
    def no_machine_decides_alone(self) -> None:
        for decision in Decision.objects.filter(by=None):
            assert decision.provisional
            assert all(one.until is not None for one in decision.measures.all())
            assert not decision.measures.filter(kind__in=PERSONAL).exists()

    @invariant()
    def nobody_judges_again_what_they_judged(self) -> None:
        for appeal in Appeal.objects.exclude(decided_at=None).select_related("decision"):
            hands = (appeal.decision.by_id, appeal.decision.confirmed_by_id)
            assert appeal.decided_by_id not in hands

    @invariant()
    def no_case_is_left_to_nobody(self) -> None:
        """Each one that waits is held by one who may judge, has a deadline, or is being settled."""
        for case in Case.objects.exclude(state__in=("closed", "author")):
            assert case.escalate_at or case.state == "parties"
        for case in Case.objects.exclude(claimed_by=None).select_related("claimed_by"):
            assert case.claimed_by is not None
            assert case.claimed_by.is_moderator
            stepped = case.remarks.filter(kind="recusal", by=case.claimed_by)
            assert not stepped.exists()

    def teardown(self) -> None:
        try:
            self.in_the_end()
        finally:
            transaction.set_rollback(True)
            self.world.__exit__(None, None, None)

    def in_the_end(self) -> None:
        """Time alone gives everything back but exclusions and hidden texts."""
        clock.tick(self.at)
        self.at += dt.timedelta(days=4000)
        while clock.tick(self.at):
            pass
        left = Measure.objects.filter(lifted_at=None, since__isnull=False)
        kinds = set(left.values_list("kind", flat=True))
        assert kinds <= {"nothing", "hide", "transpose", "exclusion"}
        assert not Person.objects.filter(standing="suspended").exists()
        assert verify().intact


@pytest.mark.django_db
@override_settings(TOCTOC_LIMITS=GENEROUS)
def test_no_path_leaves_anybody_without_reasons_end_or_appeal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The same reasons, hundreds of times: the guard's reading of them is tested elsewhere.
    monkeypatch.setattr("toctoc.moderation._words.names_somebody", lambda _text: False)
    run_state_machine_as_test(
        Disputes,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
