"""T5: phones stay silent at night, messages never carry content, nothing is told twice."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail

from tests.factories import NOON, asked, member, replied
from toctoc.live.models import Event
from toctoc.notify import push, tasks
from toctoc.notify.actions import (
    Line,
    change_rhythm,
    forget_old_presence,
    mark_read,
    notice_presence,
    subscribe_push,
    tell,
)
from toctoc.notify.models import Notice, PushSubscription, Rhythm
from toctoc.notify.queries import inbox, is_quiet, slot, unread_refs
from toctoc.people.models import Person
from toctoc.questions.digest import send_digests

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2026, 11, 19, 6, 30, tzinfo=dt.UTC)  # 7:30 in Paris


def awake(person: Person, **choices: object) -> None:
    change_rhythm(person.pk, quiet_start=None, quiet_end=None, **choices)


def told(person: Person, key: str = "k") -> int:
    return tell({person.pk: person.public_id}, Line("answer", key, "q2345678abcd"), at=NOON)


@pytest.fixture
def pushes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sent: list[str] = []
    monkeypatch.setattr(tasks, "send_push", lambda _sub, payload: sent.append(payload))
    return sent


def with_phone(person: Person) -> PushSubscription:
    return subscribe_push(
        person.pk, endpoint=f"https://push.example/{person.pk}", p256dh="k", auth="a", at=NOON
    )


def test_telling_twice_tells_once() -> None:
    person = member()
    assert (told(person), told(person)) == (1, 0)
    assert Event.objects.filter(topic=f"person:{person.public_id}", kind="notice").count() >= 1


def test_a_push_says_come_and_see_and_nothing_more(pushes: list[str]) -> None:
    gp, colleague = member(), member()
    awake(gp)
    with_phone(gp)
    replied(colleague, asked(gp), "Pensez au zona débutant.")
    assert len(pushes) == 1
    assert "zona" not in pushes[0].lower()


def test_in_quiet_hours_the_phone_stays_silent(pushes: list[str]) -> None:
    person = member()
    change_rhythm(person.pk, quiet_start=0, quiet_end=24 * 60 - 1)
    with_phone(person)
    told(person)
    assert pushes == []
    assert unread_refs(person.pk)


def test_running_the_task_again_does_not_ring_again(pushes: list[str]) -> None:
    person = member()
    awake(person)
    with_phone(person)
    told(person)
    tasks.deliver.enqueue("k", [person.pk])
    assert len(pushes) == 1


def test_a_browser_that_unsubscribed_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise push.Gone

    monkeypatch.setattr(tasks, "send_push", gone)
    person = member()
    awake(person)
    with_phone(person)
    told(person)
    assert not PushSubscription.objects.exists()


def test_an_email_has_no_content_and_a_way_out() -> None:
    gp, colleague = member(), member()
    awake(gp, by_email=True)
    replied(colleague, asked(gp), "Pensez au zona débutant.")
    (message,) = mail.outbox
    assert "zona" not in (message.subject + message.body).lower()
    assert "/moi/reglages/" in message.body


def test_quiet_hours_pass_midnight_and_on_call_opens_them() -> None:
    rhythm = Rhythm(quiet_start=21 * 60, quiet_end=7 * 60)
    night, day = NOON.replace(hour=2), NOON
    assert is_quiet(rhythm, night)
    assert not is_quiet(rhythm, day)
    rhythm.on_call_until = night + dt.timedelta(hours=1)
    assert not is_quiet(rhythm, night)


def test_visiting_a_question_clears_its_lines_only() -> None:
    person = member()
    told(person, "a")
    tell({person.pk: person.public_id}, Line("answer", "b", "other2345678"), at=NOON)
    mark_read(person.pk, ref="q2345678abcd", at=NOON)
    assert "q2345678abcd" not in unread_refs(person.pk)
    assert "other2345678" in unread_refs(person.pk)


def test_a_long_inbox_is_read_page_by_page() -> None:
    person = member()
    Notice.objects.all().delete()
    for number in range(7):
        told(person, f"k{number}")
    first = inbox(person.pk, limit=4)
    second = inbox(person.pk, before=first[-1].pk, limit=4)
    assert [len(first), len(second)] == [4, 3]
    assert not {n.pk for n in first} & {n.pk for n in second}


def test_presence_is_counted_by_hour_of_week_day_or_weekend() -> None:
    person = member()
    notice_presence(person.pk, at=NOON)
    assert Rhythm.objects.get(person=person).seen[slot(NOON)] == 1
    assert slot(NOON) == 12
    assert slot(dt.datetime(2026, 11, 22, 11, tzinfo=dt.UTC)) == 36


def test_the_digest_comes_once_in_the_morning_with_numbers_alone() -> None:
    gp, neurologist = member(), member("SM32")
    change_rhythm(neurologist.pk, digest="daily")
    change_rhythm(gp.pk, digest="none")
    asked(gp, specialties=("SM32",), at=MORNING - dt.timedelta(hours=10))
    assert send_digests(NOON) == 0
    assert send_digests(MORNING) == 1
    assert send_digests(MORNING + dt.timedelta(minutes=5)) == 0
    (message,) = mail.outbox
    assert message.to == [neurologist.email]
    assert "1 question de votre spécialité" in message.body
    assert "paresthésies" not in message.body


def test_the_instance_makes_its_own_push_keys_once() -> None:
    assert push.public_key() == push.public_key()
    assert len(push.public_key()) > 80


def test_who_came_lately_is_counted_in_days_and_forgotten_after_thirty() -> None:
    person = member()
    for day in (0, 0, 1, 5):
        notice_presence(person.pk, at=NOON + dt.timedelta(days=day))
    assert Rhythm.objects.get(person=person).days_seen == 3
    assert forget_old_presence(at=NOON + dt.timedelta(days=32)) == 1
    assert Rhythm.objects.get(person=person).days_seen == 1
