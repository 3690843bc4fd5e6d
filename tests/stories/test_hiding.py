"""A patient hides their story before anybody judges (K18, T15)."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.core import mail

from tests.factories import NOON, asked, member, replied, submission
from toctoc.ledger.models import Entry
from toctoc.ledger.queries import verify
from toctoc.notify.models import Notice
from toctoc.people.models import Listing, Person
from toctoc.posts.models import Post
from toctoc.questions import actions as questions
from toctoc.stories import actions, queries
from toctoc.stories.challenge import new_challenge, solve
from toctoc.stories.models import Request, Salt, Story
from toctoc.stories.types import Busy, Claim, NeedsEmail, NoChallenge, NothingSaid

from .kit import HOME, HOUR, LATER, claim, pressed, reads, request_of, story_of

pytestmark = pytest.mark.django_db


def test_patient_hides_their_story_with_its_whole_thread_and_gets_a_receipt() -> None:
    author, reader = member(), member()
    question = asked(author)
    answer = replied(member(), question)
    receipt = pressed(question)
    assert receipt.number == "H-2026-000001"
    assert receipt.hid
    assert not any(
        reads(person, post) for person in (author, reader) for post in (question, answer)
    )
    assert queries.access_request(receipt.token).story == story_of(receipt)
    assert story_of(receipt).state == Story.State.ASKED
    notice = Notice.objects.get(person=author, kind="story")
    assert notice.ref == story_of(receipt).public_id
    assert verify().intact


def test_the_secret_and_the_address_are_kept_nowhere() -> None:
    receipt = pressed(asked(member()), email="patiente@example.org")
    rows = [
        *Request.objects.values_list(),
        *Entry.objects.values_list(),
        *Salt.objects.values_list(),
        *Notice.objects.values_list(),
    ]
    written = repr(rows)
    assert receipt.token not in written
    assert HOME not in written
    assert "patiente" not in written


def test_two_addresses_on_two_days_cannot_be_told_to_be_one() -> None:
    first, second = pressed("z" * 12), pressed("z" * 12, at=LATER + dt.timedelta(days=1))
    assert request_of(first).requester != request_of(second).requester
    assert actions.forget_salts_before(LATER + dt.timedelta(days=3)) == 2


def test_one_home_has_one_ipv6_network() -> None:
    one = pressed("z" * 12, address="2001:db8:1:2::1")
    two = pressed("z" * 12, address="2001:db8:1:2:ffff::9")
    other = pressed("z" * 12, address="2001:db8:1:3::1")
    ours = {request_of(receipt).requester for receipt in (one, two)}
    assert len(ours) == 1
    assert request_of(other).requester not in ours


def test_pressing_twice_hides_once_and_gives_the_same_receipt() -> None:
    question = asked(member())
    sent = claim(question)
    first, again = (actions.submit(sent, at=LATER) for _ in range(2))
    assert (first.number, first.token) == (again.number, again.token)
    assert (first.new, again.new, again.hid) == (True, False, False)
    assert Request.objects.count() == 1


def test_a_challenge_used_for_one_link_hides_no_other() -> None:
    one, other = asked(member()), asked(member())
    sent = claim(one)
    actions.submit(sent, at=LATER)
    replayed = Claim(sent.challenge, HOME, sent.solution, target=other.public_id)
    actions.submit(replayed, at=LATER)
    assert reads(member(), other)


def test_a_wrong_link_gets_the_same_receipt_and_says_nothing_of_what_exists() -> None:
    """What never existed, was taken back or is erased already: one answer for all."""
    author = member()
    withdrawn = questions.ask(by=author, ask=submission(), at=NOON)
    questions.withdraw(by=author, public_id=withdrawn.public_id, at=NOON)
    erased = asked(author)
    questions.remove(by=author, public_id=erased.public_id, at=NOON)
    found = [request_of(pressed(one)) for one in ("z" * 12, withdrawn, erased)]
    assert {(one.state, one.story, one.hid) for one in found} == {("unknown", None, False)}
    assert all(one.closed_at for one in found)


def test_one_reply_is_hidden_alone_with_those_that_repeat_it() -> None:
    reader, question = member(), asked(member())
    words = "Un zona avant éruption, j'en ai vu trois comme cela cet hiver en ville."
    answer = replied(member(), question, words)
    quoting = replied(member(), question, f"> {words}\n\nTout à fait d'accord.")
    other = replied(member(), question, "Une IRM médullaire si cela dure.")
    receipt = pressed(answer, whole=False)
    assert [reads(reader, one) for one in (question, answer, quoting, other)] == [
        True, False, False, True,
    ]  # fmt: skip
    author = Person.objects.get(pk=answer.author_id)
    actions.answer_author(by=author, ref=story_of(receipt).public_id, yes=True, at=LATER)
    states = Post.objects.filter(thread=question).order_by("pk").values_list("state", flat=True)
    assert list(states) == ["erased", "erased", "published"]


def test_a_link_to_a_reply_hides_the_whole_conversation_unless_told_otherwise() -> None:
    question = asked(member())
    answer = replied(member(), question)
    pressed(answer)
    assert not reads(member(), question)


def test_what_still_waits_for_its_thirty_seconds_never_appears() -> None:
    author = member()
    waiting = questions.ask(by=author, ask=submission(), at=LATER)
    pressed(waiting)
    assert not questions.opened(waiting.pk, at=LATER + HOUR)
    assert not reads(author, waiting)


def test_a_private_question_is_hidden_from_those_it_was_asked_to() -> None:
    invited = member()
    listing = Listing.objects.get(person=invited).public_id
    question = asked(member(), audience="named", named=(listing,))
    assert reads(invited, question)
    pressed(question)
    assert not reads(invited, question)


def test_several_patients_share_one_story_and_all_follow_it() -> None:
    author = member()
    question = asked(author)
    first, second = pressed(question), pressed(question, address="192.0.2.8")
    assert story_of(first) == story_of(second)
    assert (first.hid, second.hid) == (True, False)
    actions.answer_author(by=author, ref=story_of(first).public_id, yes=True, at=LATER)
    assert {request_of(one).closed_at for one in (first, second)} == {LATER}


# -- abuse is bounded ------------------------------------------------------------------------------


def test_no_query_is_spent_before_the_work_is_checked(
    django_assert_num_queries: object,
) -> None:
    good = claim("z" * 12)
    lazy = Claim(good.challenge, HOME, "1" + ".1" * 15, target="z" * 12)
    forged = Claim(good.challenge[:-1] + "x", HOME, good.solution, target="z" * 12)
    with django_assert_num_queries(0):  # type: ignore[operator]
        with pytest.raises(NeedsEmail):
            actions.submit(lazy, at=LATER)
        with pytest.raises(NoChallenge):
            actions.submit(forged, at=LATER)
        with pytest.raises(NoChallenge):
            actions.submit(good, at=LATER + dt.timedelta(days=1))
        with pytest.raises(NothingSaid):
            actions.submit(claim(), at=LATER)


def test_past_three_hides_a_day_an_email_confirms_and_hides() -> None:
    posts = [asked(member()) for _ in range(4)]
    for post in posts[:3]:
        assert pressed(post).hid
    with pytest.raises(NeedsEmail):
        pressed(posts[3])
    receipt = pressed(posts[3], email="patiente@example.org")
    assert not receipt.hid
    assert reads(member(), posts[3])
    (sent,) = mail.outbox
    secret = sent.body.split("/mon-histoire/confirmation/")[1].split("/")[0]
    assert receipt.token not in sent.body
    confirmed = actions.confirm(secret=secret, at=LATER + HOUR)
    assert confirmed.hid
    assert not reads(member(), posts[3])
    # A day later, the same home starts again.
    assert pressed(asked(member()), at=LATER + dt.timedelta(days=1)).hid


def test_without_javascript_an_email_is_enough() -> None:
    question, challenge = asked(member()), new_challenge(LATER)
    with pytest.raises(NeedsEmail):
        actions.submit(Claim(challenge, HOME, target=question.public_id), at=LATER)
    sent = Claim(challenge, HOME, target=question.public_id, email="a@example.org", language="en")
    receipt = actions.submit(sent, at=LATER)
    assert request_of(receipt).state == Request.State.CONFIRMING
    body = mail.outbox[0].body
    actions.confirm(secret=body.split("confirmation/")[1].split("/")[0], at=LATER)
    assert not reads(member(), question)


def test_a_request_never_confirmed_is_forgotten() -> None:
    challenge = new_challenge(LATER)
    sent = Claim(challenge, HOME, target="z" * 12, email="a@example.org")
    request = request_of(actions.submit(sent, at=LATER))
    assert not actions.expire(request.pk, at=LATER)
    assert actions.expire(request.pk, at=LATER + 48 * HOUR)
    request.refresh_from_db()
    assert (request.state, request.contact, request.target) == ("expired", None, "")


def test_one_mailbox_hides_three_a_day_then_a_person_looks() -> None:
    posts = [asked(member()) for _ in range(4)]
    for number, post in enumerate(posts):
        challenge = new_challenge(LATER)
        sent = Claim(challenge, f"192.0.2.{number}", target=post.public_id, email="a@example.org")
        actions.submit(sent, at=LATER)
        secret = mail.outbox[-1].body.split("confirmation/")[1].split("/")[0]
        actions.confirm(secret=secret, at=LATER)
    states = list(Request.objects.order_by("rank").values_list("state", flat=True))
    assert states == ["following"] * 3 + ["searching"]
    assert reads(member(), posts[3])


def test_a_storm_hides_no_more_than_the_limit_and_the_queue_stays_bounded(settings: object) -> None:
    """K18: ten thousand requests; forty here, the same arithmetic."""
    settings.TOCTOC_LIMITS = {  # type: ignore[attr-defined]
        "story_hide": (5, 5), "story_search": (7, 7), "ask": (1000, 1000),
    }  # fmt: skip
    author = member()
    posts = [asked(author) for _ in range(40)]
    waits = []
    for number, post in enumerate(posts):
        try:
            pressed(post, address=f"198.51.100.{number}")
        except Busy as busy:
            waits.append(busy.wait)
    assert Post.objects.filter(state="hidden").count() == 5
    assert Request.objects.filter(state="searching").count() == 7
    assert len(waits) == 28
    assert min(waits) > dt.timedelta(0)
    assert Notice.objects.filter(kind="story").count() == 5


def test_in_a_storm_a_refusal_takes_three_reads_and_writes_nothing(
    settings: object, django_assert_num_queries: object
) -> None:
    settings.TOCTOC_LIMITS = {"story_hide": (1, 1), "story_search": (1, 1)}  # type: ignore[attr-defined]
    pressed(asked(member()), address="198.51.100.1")
    pressed(asked(member()), address="198.51.100.2")
    late = claim(asked(member()), address="198.51.100.3")
    with django_assert_num_queries(3), pytest.raises(Busy):  # type: ignore[operator]
        actions.submit(late, at=LATER)


def test_one_home_may_not_send_without_end(settings: object) -> None:
    for _ in range(12):
        pressed("z" * 12)
    with pytest.raises(Busy):
        pressed("z" * 12)


def test_t15_withdrawing_a_consent_is_told_to_the_author() -> None:
    author = member()
    receipt = pressed(asked(author), consent_withdrawn=True)
    assert queries.access_own_story(author, story_of(receipt).public_id).withdrawn
    facts = json.loads(Entry.objects.get(act="story.request").facts)
    assert facts == {"by": "link", "withdrawn": True}


def test_the_browsers_work_is_what_the_server_checks() -> None:
    challenge = new_challenge(LATER)
    assert solve(challenge).count(".") == 15


def test_how_fast_it_was_is_measured_and_told() -> None:
    assert queries.last_hidden_in() is None
    receipt = pressed(asked(member()))
    actions.note_hidden_in(receipt.id, 0.04321)
    actions.note_hidden_in(receipt.id, 9.0)  # the first measure stays
    assert queries.last_hidden_in() == 0.0432
    found = queries.delays(NOON, LATER + HOUR)
    assert found["hidden"] == [0.0432]
    assert queries.counts(NOON, LATER + HOUR)["hidden_by_link"] == 1
