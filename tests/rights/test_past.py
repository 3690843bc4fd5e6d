"""Hide one's whole past in one act, show it again, let words end by themselves (B6, D20)."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories import NOON, member, replied
from tests.posts.past_kit import asked
from tests.rights.kit import let_clock_run
from toctoc.ledger.models import Entry
from toctoc.live.models import Event
from toctoc.notify.addresses import address_of
from toctoc.notify.models import Notice
from toctoc.notify.tasks import sentence
from toctoc.people.models import Person
from toctoc.posts import actions as posts
from toctoc.posts.models import Post
from toctoc.posts.queries import visible_to
from toctoc.questions.models import Question
from toctoc.rights import _past
from toctoc.rights.actions import hide_before, show_again
from toctoc.rights.clock import tick
from toctoc.rights.models import Sweep

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
YEAR = dt.timedelta(days=365)


def readable(reader: Person, *found: Post) -> list[bool]:
    return [visible_to(reader).filter(pk=post.pk).exists() for post in found]


def test_a_member_hides_all_they_wrote_before_a_date_and_shows_it_again() -> None:
    author, reader = member(), member()
    old = asked(author, at=NOON - 3 * YEAR)
    theirs = asked(reader, "La question d'un autre, ancienne aussi.", at=NOON - 3 * YEAR)
    answer = replied(author, theirs, at=NOON - 3 * YEAR)
    new = asked(author, "Une question de cette semaine.", at=NOON - 2 * DAY)
    sweep = hide_before(by=author, moment=NOON - YEAR, at=NOON)
    assert (sweep.posts, sweep.done_at) == (2, NOON)
    assert readable(reader, old, answer, new, theirs) == [False, False, True, True]
    assert Question.objects.get(pk=theirs.pk).answers == 0
    assert Event.objects.filter(topic=f"question:{old.public_id}", kind="hide").exists()
    facts = Entry.objects.get(act="post.hide", about=f"post:{old.public_id}")
    assert facts.actor == f"person:{author.public_id}"
    assert show_again(by=author, at=NOON + DAY).posts == 2
    assert readable(reader, old, answer, new, theirs) == [True] * 4
    assert Question.objects.get(pk=theirs.pk).answers == 1


def test_what_is_hidden_for_another_reason_stays_hidden() -> None:
    author, reader = member(), member()
    post = asked(author, at=NOON - 3 * YEAR)
    hide_before(by=author, moment=NOON, at=NOON)
    posts.hide(public_id=post.public_id, reason="x", actor="patient", cause="story:1", at=NOON)
    show_again(by=author, at=NOON)
    assert readable(reader, post) == [False]


def test_a_long_past_is_hidden_in_turns_and_a_dead_worker_loses_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_past, "_TURN", 2)
    author, reader = member(), member()
    theirs = asked(reader, at=NOON - 3 * YEAR)
    mine = [
        replied(author, theirs, f"Avis {n}, sans rien de particulier.", at=NOON - 2 * YEAR)
        for n in range(5)
    ]
    sweep = hide_before(by=author, moment=NOON, at=NOON)
    assert (sweep.posts, sweep.done_at) == (2, None)
    with monkeypatch.context() as patch:
        patch.setattr(_past, "_do", lambda *_: (_ for _ in ()).throw(MemoryError))
        assert tick(NOON) == 0
    assert sum(readable(reader, *mine)) == 3, "nothing half hidden"
    let_clock_run(NOON)
    assert readable(reader, *mine) == [False] * 5
    assert Sweep.objects.get(pk=sweep.pk).done_at == NOON


def test_the_last_word_counts() -> None:
    """To change one's mind while it is still being done."""
    author, reader = member(), member()
    post = asked(author, at=NOON - 3 * YEAR)
    Sweep.objects.create(person=author, way="hide", before=NOON, asked_at=NOON)
    show_again(by=author, at=NOON)
    let_clock_run(NOON)
    assert readable(reader, post) == [True]


def test_words_erase_themselves_on_their_day_and_their_author_is_warned() -> None:
    author, reader = member(), member()
    post, ever = asked(author, keep_days=30), asked(author, "Celle-ci reste, toux banale.")
    assert let_clock_run(NOON + 22 * DAY) == 0
    let_clock_run(NOON + 23 * DAY)
    warning = Notice.objects.get(person=author, kind="data")
    assert "s’effacera dans sept jours" in sentence(warning.kind, warning.ref)
    assert address_of(warning) == f"/q/{post.public_id}/passe", "where another end is chosen"
    let_clock_run(NOON + 24 * DAY)
    assert Notice.objects.filter(person=author, kind="data").count() == 1
    assert readable(reader, post) == [True]
    let_clock_run(NOON + 30 * DAY)
    assert Post.objects.get(pk=post.pk).body == ""
    assert readable(reader, post, ever) == [False, True]
    assert Entry.objects.get(act="post.erase").actor == "clock"
    assert Event.objects.filter(topic="search", kind="remove", ref=post.public_id).exists()


def test_evidence_does_not_erase_itself() -> None:
    author = member()
    post = asked(author, keep_days=30)
    posts.hide(public_id=post.public_id, reason="x", actor="patient", cause="story:1", at=NOON)
    let_clock_run(NOON + 60 * DAY)
    assert Post.objects.get(pk=post.pk).body
    posts.restore(public_id=post.public_id, reason="x", actor="x", cause="story:1", at=NOON)
    let_clock_run(NOON + 60 * DAY)
    assert Post.objects.get(pk=post.pk).body == ""
