"""The retention table does what it says, each night, and says what it did (M5)."""

from __future__ import annotations

import datetime as dt
import logging

import pytest

from tests.factories import NOON, asked, member
from toctoc.ledger.queries import verify
from toctoc.live.models import Event
from toctoc.notify.models import Notice
from toctoc.ops import cli
from toctoc.people.models import Person
from toctoc.posts import actions as posts
from toctoc.posts.models import Draft, Post
from toctoc.questions import actions
from toctoc.questions.models import Knock
from toctoc.rights import _destroy
from toctoc.rights.clock import execute, nightly, rehearse
from toctoc.rights.models import Destruction
from toctoc.rights.retention import LINES

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
YEAR = dt.timedelta(days=365)


@pytest.fixture
def lived() -> Person:
    person, other = member(), member()
    post = asked(person)
    posts.save_draft(by=person, target="ask", fields={"body": "x"}, revision=0, at=NOON)
    Notice.objects.create(person=person, kind="answer", key="k", created_at=NOON)
    Knock.objects.get_or_create(
        question_id=post.pk,
        person=other,
        defaults={"ring": 0, "at": NOON, "chance": 0.5, "learned": True},
    )
    return person


def test_each_night_destroys_what_has_lived_its_time(lived: Person) -> None:
    nightly(NOON + 29 * DAY)
    assert Draft.objects.exists()
    nightly(NOON + 31 * DAY)
    assert not Draft.objects.exists()
    assert Event.objects.count() <= 1, "the newest event stays, as a mark"
    Knock.objects.update(learned=True)
    nightly(NOON + YEAR + DAY)
    assert not Notice.objects.exists()
    assert not Knock.objects.exists()
    assert Post.objects.get(author=lived, thread=None).body, "words are their author's"
    assert verify().intact


def test_the_night_is_written_down_and_doing_it_twice_destroys_once(lived: Person) -> None:
    done = {one.line: one.rows for one in execute(NOON + 31 * DAY)}
    assert done["drafts"] == 1
    assert {line.key for line in LINES if line.function} == set(done)
    again = {one.line: one.rows for one in execute(NOON + 31 * DAY)}
    assert again["drafts"] == 0
    assert Destruction.objects.filter(line="drafts", rows=1).count() == 1


def test_one_line_that_fails_stops_no_other_and_its_words_stay_out_of_the_log(
    lived: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Law 5."""

    def broken(at: dt.datetime, keep: dt.timedelta) -> int:
        raise ValueError("Mme Durand, chambre 12")

    monkeypatch.setattr(_destroy, "hidden", broken)
    with caplog.at_level(logging.ERROR):
        done = {one.line: one for one in execute(NOON + 31 * DAY)}
    assert done["hidden"].failed == "ValueError"
    assert done["drafts"].rows == 1
    assert Destruction.objects.get(line="hidden").failed == "ValueError"
    assert "Durand" not in caplog.text


class Killed(BaseException):
    """As a signal: no `except Exception` stops it."""


def test_a_worker_killed_in_the_night_has_told_what_it_did_and_another_does_the_rest(
    lived: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(_at: dt.datetime, _keep: dt.timedelta) -> int:
        Draft.objects.all().delete()
        raise Killed

    late = NOON + YEAR + DAY
    with monkeypatch.context() as patch:
        patch.setattr(_destroy, "drafts", die)
        with pytest.raises(Killed):
            execute(late)
    assert Draft.objects.exists(), "what the dead worker had begun was taken back"
    told = Destruction.objects.values_list("line", flat=True)
    before = [line.key for line in LINES if line.function]
    assert list(told) == before[: before.index("drafts")]
    execute(late + dt.timedelta(minutes=30))
    assert not Draft.objects.exists()
    assert not Notice.objects.exists()
    assert Destruction.objects.filter(line="drafts", rows=1).count() == 1


def test_a_rehearsal_counts_and_destroys_nothing(lived: Person) -> None:
    told = {one.line: one.rows for one in rehearse(NOON + 31 * DAY)}
    assert told["drafts"] == 1
    assert Draft.objects.exists()
    assert not Destruction.objects.exists()


def test_the_operator_asks_from_a_shell(lived: Person, capsys: pytest.CaptureFixture[str]) -> None:
    Draft.objects.update(updated_at=NOON - 500 * DAY)
    assert cli.main(["retention", "--dry-run"]) == 0
    assert Draft.objects.exists()
    assert "would be destroyed" in capsys.readouterr().out
    assert cli.main(["retention"]) == 0
    assert not Draft.objects.exists()


def test_what_somebody_else_hid_is_destroyed_after_a_year_and_what_its_author_hid_is_not() -> None:
    author = member()
    judged, own = asked(author), asked(author, "Une autre question, sur une toux.")
    shown = asked(author, "Une troisième, masquée puis remontrée.")
    hidden = {"reason": "x", "actor": "patient", "at": NOON}
    actions.take_down(public_id=judged.public_id, cause="story:1", **hidden)
    actions.take_down(public_id=own.public_id, cause="author", **hidden)
    actions.take_down(public_id=shown.public_id, cause="story:2", **hidden)
    actions.bring_back(public_id=shown.public_id, cause="story:2", **hidden)
    nightly(NOON + YEAR - DAY)
    assert Post.objects.get(pk=judged.pk).body
    nightly(NOON + YEAR + DAY)
    states = dict(Post.objects.values_list("pk", "state"))
    assert states[judged.pk] == "erased"
    assert states[own.pk] == "hidden"
    assert states[shown.pk] == "published"
    assert Post.objects.get(pk=judged.pk).body == ""
