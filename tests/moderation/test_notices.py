"""A notice: taken, acknowledged, joined to its case, weighed; and nobody learns who reported."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.db import connection

from tests.factories import NOON, asked, member, replied
from tests.moderation.kit import (
    DAY,
    HOUR,
    WHY,
    complaint,
    decided,
    dispute,
    from_public,
    moderator,
    operator,
    reported,
)
from toctoc.ledger.models import Entry
from toctoc.ledger.queries import verify
from toctoc.limits.actions import TooMany
from toctoc.moderation import actions, clock, queries
from toctoc.moderation.models import CONTEMPT, Case, Decision, Measure, Notice
from toctoc.moderation.types import (
    BadMeasures,
    NeedsGoodFaith,
    NeedsReasons,
    NotClaimed,
    TooLongReasons,
)
from toctoc.notify.models import Notice as InboxLine
from toctoc.people.actions import choose_pseudonym
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed, NotVisible
from toctoc.posts import actions as posts
from toctoc.posts.models import Post

pytestmark = pytest.mark.django_db


def test_a_member_reports_contempt_and_gets_a_number_at_once() -> None:
    """D4, X4: the six families exist; the acknowledgement is the answer itself."""
    author, post, _asker = dispute()
    case, receipt = reported(post)
    assert re.fullmatch(r"S-2026-\d{6}", receipt.number)
    assert (case.person, case.family, case.state) == (author, "fatphobia", "open")
    assert len(CONTEMPT) == 6
    assert verify().intact


def test_numbers_follow_each_other_and_begin_again_each_year() -> None:
    post = asked(member())
    numbers = [reported(post, family)[1].number for family in ("sexism", "racism", "other")]
    assert numbers == ["S-2026-000001", "S-2026-000002", "S-2026-000003"]
    late = NOON + 60 * DAY
    assert reported(asked(member(), at=late), at=late)[1].number == "S-2027-000001"


def test_many_notices_of_one_thing_are_one_case() -> None:
    _author, post, _asker = dispute()
    first, receipt = reported(post)
    second, joined = reported(post)
    other, _ = reported(post, "racism")
    assert first == second != other
    assert (receipt.joined, joined.joined) == (False, True)


def test_reporting_twice_reports_once() -> None:
    _author, post, _asker = dispute()
    one = member()
    _case, first = reported(post, by=one)
    _case, again = reported(post, by=one)
    assert again.again
    assert again.number == first.number
    assert Notice.objects.count() == 1


def test_a_crowd_weighs_as_one_and_voices_apart_weigh_more() -> None:
    _author, post, _asker = dispute()
    for _ in range(6):
        case, _receipt = reported(post)
    assert case.weight == 1.0
    case, _receipt = reported(post, at=NOON + 5 * HOUR)
    assert case.weight == 2.0


def test_words_and_reporters_are_sealed_and_the_ledger_names_nobody() -> None:
    """D11: whoever reads the tables reads neither reasons nor who gave them."""
    _author, post, _asker = dispute()
    whistle = member()
    reported(post, by=whistle, protected=True)
    notice = Notice.objects.get()
    for column in (notice.reasons, notice.reporter):
        assert WHY.encode() not in bytes(column)
        assert whistle.public_id.encode() not in bytes(column)
    entries = Entry.objects.filter(act__startswith="notice")
    for entry in entries:
        written = entry.actor + entry.about + entry.facts
        assert whistle.public_id not in written
        assert "patiente" not in written
    assert entries.count() == 1


def test_no_moderator_reads_who_reported() -> None:
    """D11: nothing that is handed to the desk holds the reporter, in any form."""
    _author, post, _asker = dispute()
    whistle = member()
    case, _ = reported(post, by=whistle, protected=True)
    judge = moderator()
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    shown = str(actions.read_case(by=judge, case_id=case.public_id, at=NOON))
    shown += str(queries.queue(judge, NOON))
    notice = Notice.objects.get()
    secrets = (whistle.public_id, whistle.email, whistle.pseudonym, queries.handle_of(whistle))
    for secret in (*secrets, notice.reporter_key):
        assert str(secret) not in shown
    assert WHY in shown


def test_a_notice_wants_reasons_and_good_faith() -> None:
    post, by = asked(member()), member()
    for wrong, error in (
        ({"good_faith": False}, NeedsGoodFaith),
        ({"reasons": "non"}, NeedsReasons),
        ({"reasons": "x" * 3000}, TooLongReasons),
    ):
        with pytest.raises(error):
            reported(post, by=by, **wrong)
    with pytest.raises(BadMeasures):
        reported(post, "no such family", by=by)
    assert not Case.objects.exists()


def test_nobody_reports_what_they_cannot_read() -> None:
    private = asked(member(), audience="named", named=(_listing(member()),))
    with pytest.raises(NotVisible):
        reported(private)
    suspended = member()
    Person.objects.filter(pk=suspended.pk).update(standing="suspended")
    suspended.refresh_from_db()
    with pytest.raises(NotAllowed):
        reported(asked(member()), by=suspended)


def _listing(person: Person) -> str:
    return person.listing.public_id


def test_a_stranger_reports_without_a_name_and_learns_nothing() -> None:
    """Article 16: name and e-mail are not asked of everybody; existence isn't told either."""
    post = asked(member())
    _case, real = from_public(post.public_id)
    _case, unreal = from_public("nosuchpost22")
    assert real.number[:7] == unreal.number[:7]
    assert real.token
    assert unreal.token
    outcome = queries.outcome_of(token=real.token, at=NOON)
    assert (outcome.state, outcome.reasons) == ("received", WHY)
    with pytest.raises(NotVisible):
        queries.outcome_of(token="guess", at=NOON)


def test_strangers_are_bounded() -> None:
    post = asked(member())
    for _ in range(5):
        actions.report(complaint("post", post.public_id, "other"), visitor="one", at=NOON)
    with pytest.raises(TooMany):
        actions.report(complaint("post", post.public_id, "other"), visitor="one", at=NOON)


def test_a_stranger_with_an_address_is_written_to_without_a_word_of_it() -> None:
    post = asked(member())
    case, receipt = from_public(post.public_id, email="Patiente@example.org", name="Une patiente")
    decided(case, "hide")
    (letter,) = mail.outbox
    assert letter.to == ["Patiente@example.org"]
    assert receipt.number in letter.subject
    assert f"/signaler/suivi/{receipt.token}/" in letter.body
    assert WHY not in letter.body


def test_the_reporter_is_told_the_outcome_in_short() -> None:
    """Article 16.5: what was decided and how to contest it; not what became of the person."""
    _author, post, _asker = dispute()
    witness = member()
    case, receipt = reported(post, by=witness, protected=True)
    decided(case, "hide", "reminder")
    line = InboxLine.objects.get(person=witness, kind="report")
    assert line.ref == receipt.number
    outcome = queries.outcome_of(by=witness, number=receipt.number, at=NOON)
    assert (outcome.state, outcome.acted, outcome.hidden) == ("decided", True, True)
    assert outcome.may_contest
    assert outcome.facts == ""
    with pytest.raises(NotVisible):
        queries.outcome_of(by=member(), number=receipt.number, at=NOON)


def test_trusted_notifiers_come_first_and_receive_the_reasons() -> None:
    """D14."""
    notifier, key = actions.make_notifier(by=operator(), name="France Usagers", at=NOON)
    assert queries.find_notifier(key) == notifier
    assert queries.find_notifier(key + "x") is None
    grave, _ = reported(asked(member()), "secrecy")
    light, receipt = from_public(asked(member()).public_id, "advertising", notifier=notifier)
    judge = moderator()
    assert [row.case for row in queries.queue(judge, NOON).rows] == [
        light.public_id,
        grave.public_id,
    ]
    decided(light, "nothing", by=judge)
    assert queries.outcome_of(token=receipt.token, at=NOON).facts
    actions.revoke_notifier(by=operator(), public_id=notifier.public_id, at=NOON)
    assert queries.find_notifier(key) is None


@pytest.mark.parametrize("role", ["member", "moderator", "senior", "auditor"])
def test_only_an_operator_trusts_notifiers(role: str) -> None:
    with pytest.raises(NotAllowed):
        actions.make_notifier(by=member(role=role), name="Une association", at=NOON)


def test_what_was_just_judged_on_the_same_words_is_not_judged_again() -> None:
    """A crowd can't ask the same question every day; an edited text is another one."""
    _author, post, _asker = dispute()
    case, _ = reported(post)
    decided(case, "nothing")
    late = member()
    same, receipt = reported(post, by=late, at=NOON + DAY)
    assert same == case
    assert queries.outcome_of(by=late, number=receipt.number, at=NOON + DAY).state == "decided"
    Post.objects.filter(pk=post.pk).update(version=2)
    other, _ = reported(post, at=NOON + DAY)
    assert other != case
    assert other.previous == case


def test_an_impersonation_hides_the_name_at_once_until_a_person_decides() -> None:
    """K7: by default, within the hour (here: at once); provisional, with reasons and appeal."""
    author = member()
    post = asked(author)
    case, _ = reported(post, "impersonation")
    assert Post.objects.get(pk=post.pk).byline == "Un confrère"
    decision = Decision.objects.get()
    assert (decision.by, decision.provisional, decision.automated) == (None, True, True)
    statement = queries.statement_for(author, decision.public_id, NOON)
    assert statement.automated
    assert statement.may_appeal
    assert InboxLine.objects.filter(person=author, kind="decision").count() == 1
    decided(case, "nothing")
    assert Post.objects.get(pk=post.pk).byline == author.pseudonym
    reported(post, "impersonation", at=NOON + DAY)
    assert Post.objects.get(pk=post.pk).byline == author.pseudonym  # cleared: not again


def test_a_name_hidden_by_a_machine_comes_back_alone_and_the_case_goes_up() -> None:
    author = member()
    post = asked(author)
    case, _ = reported(post, "impersonation")
    clock.tick(NOON + 48 * HOUR)
    clock.tick(NOON + 72 * HOUR)
    assert Post.objects.get(pk=post.pk).byline == author.pseudonym
    case.refresh_from_db()
    assert (case.state, case.senior_only) == ("open", True)


def test_an_unnamed_stranger_hides_nobodys_name() -> None:
    post = asked(member())
    from_public(post.public_id, "impersonation")
    assert not Measure.objects.exists()
    from_public(post.public_id, "impersonation", email="somebody@example.org")
    assert Measure.objects.get().kind == "veil"


def test_a_proven_impersonation_keeps_the_name_hidden_for_longer() -> None:
    from toctoc.moderation.types import Step

    author = member()
    post = asked(author)
    case, _ = reported(post, "impersonation")
    decided(case, Step("restriction", days=30, ability="profile"))
    assert Post.objects.get(pk=post.pk).byline == "Un confrère"
    clock.tick(NOON + 4 * DAY)
    assert Post.objects.get(pk=post.pk).byline == "Un confrère"
    clock.tick(NOON + 30 * DAY)
    assert Post.objects.get(pk=post.pk).byline == author.pseudonym


def test_a_person_is_reported_by_a_name_they_gave_up() -> None:
    """K23: a new pseudonym leads nowhere else."""
    person = member()
    old = person.pseudonym
    choose_pseudonym(person, "galet tranquille", at=NOON)
    actions.report(complaint("person", str(old), "sexism"), by=member(), at=NOON)
    assert Case.objects.get().person == person
    with pytest.raises(NotVisible):
        actions.report(complaint("person", "personne du tout", "sexism"), by=member(), at=NOON)


def test_tone_reports_on_a_lived_error_go_to_seniors() -> None:
    """B8: self-criticism is not judged on its tone by just anybody."""
    post = asked(member())
    Post.objects.filter(pk=post.pk).update(experience=True)
    tone, _ = reported(post, "racism")
    breach, _ = reported(post, "secrecy")
    assert tone.senior_only
    assert tone.experience
    assert not breach.senior_only


def test_an_erased_post_can_still_be_decided() -> None:
    author, post, _asker = dispute()
    case, _ = reported(post)
    judge = moderator()
    posts.erase(public_id=post.public_id, reason="author", actor="patient", at=NOON)
    with pytest.raises(BadMeasures):
        decided(case, "hide", by=judge)
    decided(case, "reminder", by=judge)
    assert [one.kind for one in queries.measures_of(author)] == ["reminder"]


def test_reading_wants_a_claim() -> None:
    _author, post, _asker = dispute()
    case, _ = reported(post)
    judge = moderator()
    with pytest.raises(NotClaimed):
        actions.read_case(by=judge, case_id=case.public_id, at=NOON)
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    with pytest.raises(NotClaimed):
        actions.read_case(by=moderator(), case_id=case.public_id, at=NOON)
    context = actions.read_case(by=judge, case_id=case.public_id, at=NOON)
    assert [one.about for one in context.posts] == [False, True]
    assert Entry.objects.filter(act="case.claim", about=f"case:{case.public_id}").count() == 1


def test_queue_and_context_cost_few_queries(django_assert_max_num_queries) -> None:
    judge, question = moderator(), asked(member())
    for _ in range(4):
        case, _ = reported(replied(member(), question))
    with django_assert_max_num_queries(6):
        assert len(queries.queue(judge, NOON).rows) == 4
    actions.claim(by=judge, case_id=case.public_id, at=NOON)
    with django_assert_max_num_queries(6):
        actions.read_case(by=judge, case_id=case.public_id, at=NOON)
    assert connection.vendor in ("sqlite", "postgresql")
