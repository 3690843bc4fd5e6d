"""What happens by itself goes on, whatever fails (K11)."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from toctoc.ops import clock, lease, tasks_rescue
from toctoc.ops.logs import Discreet, frames_of

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.django_db
def test_a_failing_job_rests_longer_each_time_and_its_words_stay_out_of_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Law 5."""

    def work(at: dt.datetime) -> None:
        raise ValueError("Mme Durand, chambre 12")

    job = clock.Job("tick", work, SECOND)
    rests = []
    at = NOON
    for _ in range(4):
        job.run(at)
        assert job.next_at
        rests.append(job.next_at - at)
        at = job.next_at
    assert rests == [2 * SECOND, 4 * SECOND, 8 * SECOND, 16 * SECOND]
    assert "ValueError" in caplog.text
    assert "Durand" not in caplog.text


@pytest.mark.django_db
def test_one_worker_ticks_and_another_takes_over_when_it_dies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ticks: list[tuple[str, dt.datetime]] = []
    first, second = clock.Clock("first"), clock.Clock("second")
    for one in (first, second):
        one._shared = [
            clock.Job("tick", lambda at, name=one.worker: ticks.append((name, at)), SECOND)
        ]
    for number in range(3):
        first.step(NOON + number * SECOND)
        second.step(NOON + number * SECOND)
    assert {name for name, _at in ticks} == {"first"}
    later = NOON + 3 * SECOND + clock.LEASE  # the first was killed
    second.step(later)
    assert ticks[-1] == ("second", later)
    lease.gone("second")
    first.step(later + SECOND)
    assert ticks[-1][0] == "first"


@pytest.mark.django_db
def test_housekeeping_is_done_once_a_night(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[dt.datetime] = []
    monkeypatch.setattr(clock, "housekeeping", lambda: {"one": done.append})
    first, second = clock.Clock("first"), clock.Clock("second")
    for hour in range(30):
        first._nightly(NOON + timedelta(hours=hour))
        second._nightly(NOON + timedelta(hours=hour))
    assert len(done) == 2  # at the very first start, then in the night


class Killed(BaseException):
    """As a signal: no `except Exception` stops it."""


@pytest.mark.django_db
@pytest.mark.parametrize("end", [Killed, RuntimeError])
def test_a_worker_killed_at_night_leaves_the_rest_to_another_the_same_night(
    end: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """M5, X7: what the night destroys and signs doesn't wait for the next one."""
    done: list[str] = []

    def die(_at: dt.datetime) -> None:
        if "die" not in done:
            done.append("die")
            raise end

    jobs = {"anchor": lambda _at: done.append("anchor"), "retention": die}
    jobs["statistics"] = lambda _at: done.append("statistics")
    monkeypatch.setattr(clock, "housekeeping", lambda: jobs)
    monkeypatch.setattr(clock, "close_old_connections", lambda: None)  # the test's own
    with contextlib.suppress(Killed):
        clock.Clock("first")._nightly(NOON)
    monkeypatch.setitem(jobs, "retention", lambda _at: done.append("retention"))
    for minutes in (1, 31, 60, 120):
        clock.Clock("second")._nightly(NOON + timedelta(minutes=minutes))
    assert sorted(done) == ["anchor", "die", "retention", "statistics"]


def test_night_is_night_in_paris_in_summer_and_winter() -> None:
    assert clock.next_night(NOON) == dt.datetime(2026, 11, 23, 2, 30, tzinfo=dt.UTC)
    summer = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)
    assert clock.next_night(summer) == dt.datetime(2026, 7, 2, 1, 30, tzinfo=dt.UTC)


@pytest.mark.django_db
def test_every_job_of_the_night_runs_on_this_database(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        clock.Clock("one")._nightly(NOON)
    assert caplog.text == ""


def _task(status: str, **fields: Any) -> DBTaskResult[Any, Any]:
    return DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="toctoc.nothing",
        backend_name="default",
        run_after=NOON - timedelta(hours=1),
        **fields,
    )


@pytest.mark.django_db
def test_what_a_dead_worker_was_doing_is_done_again() -> None:
    """Nothing accepted is lost: a task outlives its worker."""
    lease.beat("alive", at=NOON)
    lease.beat("dead", at=NOON - timedelta(minutes=5))
    old = NOON - timedelta(minutes=3)
    theirs = _task("RUNNING", worker_ids=["alive"], started_at=old)
    orphan = _task("RUNNING", worker_ids=["alive", "dead"], started_at=old)
    young = _task("RUNNING", worker_ids=["new"], started_at=NOON - SECOND)
    assert tasks_rescue.rescue(NOON) == 1
    status = dict(DBTaskResult.objects.values_list("pk", "status"))
    assert status == {theirs.pk: "RUNNING", orphan.pk: "READY", young.pk: "RUNNING"}


@pytest.mark.django_db
def test_what_failed_is_tried_again_later_and_later_then_left() -> None:
    once = _task("FAILED", worker_ids=["a"], finished_at=NOON - timedelta(seconds=41))
    soon = _task("FAILED", worker_ids=["a", "a"], finished_at=NOON - timedelta(seconds=41))
    given_up = _task("FAILED", worker_ids=["a"] * 5, finished_at=NOON - timedelta(hours=5))
    assert tasks_rescue.rescue(NOON) == 1
    status = dict(DBTaskResult.objects.values_list("pk", "status"))
    assert status == {once.pk: "READY", soon.pk: "FAILED", given_up.pk: "FAILED"}
    assert tasks_rescue.forget_finished_before(NOON - timedelta(hours=1)) == 1


def test_logs_say_where_and_never_what() -> None:
    """Law 5."""
    try:
        try:
            raise KeyError("Jean Dupont")
        except KeyError as inner:
            raise ValueError("né le 3 mai") from inner
    except ValueError as error:
        text = frames_of(error)
        record = logging.LogRecord("x", 40, "f", 1, "said", None, (ValueError, error, None))
        assert "Dupont" not in Discreet().format(record)
    assert "builtins.KeyError" in text
    assert "builtins.ValueError" in text
    assert "le 3 mai" not in text


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", "ops", "live", check=True, dry_run=True, verbosity=0)
