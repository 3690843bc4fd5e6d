"""The operator learns in plain words what is wrong, and what to type (point 8, X9)."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from tests.ledger.kit import forging
from toctoc.ledger.actions import record
from toctoc.ledger.models import Entry
from toctoc.ops import checks
from toctoc.ops.lease import beat
from toctoc.ops.models import Beat

from .conftest import Instance

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


pytestmark = pytest.mark.xdist_group("instances")


def found(name: str) -> checks.Finding:
    return next(run for other, run in checks.CHECKS if other == name)()


def test_each_thing_that_is_not_well_comes_with_its_remedy(instance: Callable[..., Any]) -> None:
    new: Instance = instance("lite")
    (new.folder / "seal.secret").write_text("key")
    (new.folder / "seal.secret").chmod(0o644)
    done = new.run("toctoc.ops.cli", "doctor", "--json")
    assert done.returncode == 1
    findings = {one["name"]: one for one in json.loads(done.stdout)}
    assert len(findings) >= 15
    assert findings["Database"]["level"] == "ok"
    assert findings["Tables"]["level"] == "ok"
    assert findings["Secrets"]["level"] == "bad"
    assert findings["Secrets"]["remedy"].startswith("chmod 600")
    assert findings["Worker"]["level"] == "bad"
    assert all(one["remedy"] for one in findings.values() if one["level"] != "ok")
    plain = new.toctoc("doctor", status=1)
    assert "BAD  Worker: no worker has run" in plain


def test_a_database_that_is_away_is_said_at_once(instance: Callable[..., Any]) -> None:
    new: Instance = instance("lite")
    new.url = "postgres://nobody@127.0.0.1:1/nowhere"
    told = new.toctoc("doctor", status=1)
    assert "BAD  Database: can't be reached at 127.0.0.1" in told


def test_settings_that_cant_be_read_are_named(instance: Callable[..., Any]) -> None:
    new: Instance = instance("lite")
    (new.folder / "toctoc.toml").write_text("name = ")
    assert "is not valid TOML" in new.toctoc("doctor", status=1)
    (new.folder / "toctoc.toml").unlink()
    new.url = "mysql://somewhere/else"
    assert "Toctoc knows sqlite:// and postgres://" in new.toctoc("doctor", status=1)


@pytest.mark.django_db
def test_a_silent_worker_is_noticed() -> None:
    """K11: knocks must not stop unseen."""
    assert "no worker has run" in found("Worker").says
    beat("one", at=timezone.now() - dt.timedelta(minutes=10))
    assert "fell silent" in found("Worker").says
    beat("two", at=timezone.now())
    assert found("Worker").level == "ok"
    assert Beat.objects.count() == 2


@pytest.mark.django_db
def test_a_rewritten_record_is_noticed() -> None:
    """X7."""
    for number in range(5):
        record("act", at=NOON, facts={"n": number})
    assert found("Ledger").level == "ok"
    with forging():
        Entry.objects.filter(sequence=3).update(facts='{"n":9}')
    assert found("Ledger").says.startswith("broken at entry 3")


@pytest.mark.django_db
def test_the_clock_that_went_back_is_noticed() -> None:
    record("act", at=timezone.now() + dt.timedelta(days=1))
    assert found("Clock").level == "bad"


def test_an_instance_without_mail_or_encryption_is_not_ready(settings: Any, tmp_path: Path) -> None:
    settings.DEMO, settings.DATA = False, tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    with override_settings(ADDRESS="http://toctoc.example", HTTPS=False):
        assert "not encrypted" in found("Address").says
    with override_settings(ADDRESS="https://toctoc.example", HTTPS=True):
        assert found("Address").level == "ok"
    assert found("Mail").level == "bad"
    assert found("Backup").remedy.startswith("toctoc backup")


def test_a_check_that_fails_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.shutil, "disk_usage", lambda path: 1 / 0)
    finding = found("Room on disk")
    assert (finding.level, finding.says) == ("bad", "could not be checked (ZeroDivisionError)")


@pytest.mark.django_db
def test_the_databases_themselves_are_fit() -> None:
    assert found("Database version").level == "ok", os.environ.get("TOCTOC_TEST_DB")
    assert found("Journal").level == "ok", connection.vendor
