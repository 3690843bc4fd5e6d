"""What a measure changes for the member: abilities, standing, the name shown; and how it ends."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.factories import NOON, asked, member, replied
from toctoc.ledger.queries import verify
from toctoc.people.actions import check_may, end_due, lift, refreshed, restrict
from toctoc.people.models import Listing, Person, Restriction
from toctoc.people.queries import is_restricted, kinds_in_force
from toctoc.people.types import NotAllowed
from toctoc.posts import actions as posts
from toctoc.posts.models import Post
from toctoc.questions import actions

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
K = Restriction.Kind


def test_a_suspended_member_reads_nothing_then_comes_back_by_the_date_alone() -> None:
    """D15: no clock ran, nobody lifted anything; the day after, they are a member again."""
    person = member()
    restrict(person, K.SUSPENSION, cause="decision:a", until=NOON + 7 * DAY, at=NOON)
    assert not person.is_member
    assert not refreshed(Person.objects.get(pk=person.pk), NOON + 6 * DAY).is_member
    again = refreshed(Person.objects.get(pk=person.pk), NOON + 7 * DAY)
    assert again.standing == Person.Standing.ACTIVE
    assert Person.objects.get(pk=person.pk).may_write
    assert verify().intact


def test_a_suspension_that_is_over_ends_at_the_next_visit() -> None:
    person = member()
    past = NOON - 400 * DAY
    restrict(person, K.SUSPENSION, cause="decision:a", until=past + 7 * DAY, at=past)
    browser = Client()
    browser.force_login(person)
    assert browser.get("/").status_code == 200
    assert Person.objects.get(pk=person.pk).is_member


def test_two_suspensions_end_with_the_longer_and_the_standing_before_returns() -> None:
    person = member()
    Person.objects.filter(pk=person.pk).update(standing=Person.Standing.READ_ONLY)
    person.refresh_from_db()
    restrict(person, K.SUSPENSION, cause="decision:a", until=NOON + 7 * DAY, at=NOON)
    restrict(person, K.SUSPENSION, cause="decision:b", until=NOON + 20 * DAY, at=NOON)
    assert end_due(NOON + 10 * DAY) == 1
    assert not Person.objects.get(pk=person.pk).is_member
    assert end_due(NOON + 20 * DAY) == 1
    assert Person.objects.get(pk=person.pk).standing == Person.Standing.READ_ONLY


def test_lifting_one_cause_leaves_the_other() -> None:
    person = member()
    restrict(person, K.EXCLUSION, cause="decision:a", until=None, at=NOON)
    restrict(person, K.SUSPENSION, cause="decision:b", until=NOON + 20 * DAY, at=NOON)
    assert lift(cause="decision:a", at=NOON) == 1
    assert Person.objects.get(pk=person.pk).standing == Person.Standing.SUSPENDED
    assert lift(cause="decision:a", at=NOON) == 0
    lift(cause="decision:b", at=NOON)
    assert Person.objects.get(pk=person.pk).standing == Person.Standing.ACTIVE


def test_a_restriction_holds_until_its_date_whatever_the_clock_did() -> None:
    person = member()
    restrict(person, K.IMAGES, cause="decision:a", until=NOON + 7 * DAY, at=NOON)
    with pytest.raises(NotAllowed):
        check_may(person, K.IMAGES, NOON + 6 * DAY)
    check_may(person, K.MESSAGES, NOON)
    check_may(person, K.IMAGES, NOON + 7 * DAY)
    assert kinds_in_force(person, NOON) == {"images"}
    assert kinds_in_force(person, NOON + 8 * DAY) == frozenset()


def test_who_may_only_read_asks_nothing() -> None:
    person = member()
    restrict(person, K.WRITING, cause="decision:a", until=NOON + 7 * DAY, at=NOON)
    with pytest.raises(NotAllowed):
        asked(person)
    assert asked(person, at=NOON + 8 * DAY).state == Post.State.PUBLISHED


def test_a_delayed_member_answers_later_and_cannot_hurry(settings) -> None:
    """The ladder's "delay before answers": half an hour to think, "send now" included."""
    person, question = member(), asked(member())
    restrict(person, K.DELAY, cause="decision:a", until=NOON + 7 * DAY, at=NOON)
    answer = replied(person, question)
    assert answer.state == Post.State.PENDING
    minutes = settings.TOCTOC_MODERATION["answer_delay_minutes"]
    assert answer.release_at == NOON + dt.timedelta(minutes=minutes)
    actions.send_now(by=person, public_id=answer.public_id, at=NOON)
    assert Post.objects.get(pk=answer.pk).state == Post.State.PENDING
    assert actions.opened(answer.pk, at=answer.release_at)
    assert asked(person).state == Post.State.PUBLISHED  # a question is an appeal for help


def test_a_name_in_doubt_is_not_shown_nor_listed_until_it_is_cleared() -> None:
    """K7: old posts, new posts and the list of colleagues; then everything is as it was."""
    person = member()
    before = asked(person)
    restrict(person, K.PROFILE, cause="decision:a", until=NOON + 3 * DAY, at=NOON)
    names = posts.veil(person, at=NOON)
    meanwhile = asked(person, at=NOON + DAY)
    assert {p.byline for p in Post.objects.filter(author=person)} == {"Un confrère"}
    assert not Listing.objects.filter(person=person).exists()
    lift(cause="decision:a", at=NOON + DAY)
    posts.unveil(person, names, at=NOON + DAY)
    assert Post.objects.get(pk=before.pk).byline == person.pseudonym
    assert Post.objects.get(pk=meanwhile.pk).byline == person.pseudonym
    assert Listing.objects.filter(person=person).exists()
    assert not is_restricted(person, K.PROFILE, NOON + DAY)
