"""D10: a senior traces a leak; the trace is written down; what is old is forgotten (M5)."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import NOON, account, member
from tests.marks.kit import jpeg, page, png
from toctoc.ledger.models import Entry
from toctoc.marks import actions
from toctoc.marks.cli import main
from toctoc.marks.models import Finding, Season, Trace
from toctoc.marks.queries import access_trace, address_of, counts, mark_at, mark_of, traces
from toctoc.marks.types import (
    DOUBT,
    KEPT,
    Mark,
    NamingReason,
    NoReason,
    NoSuchDays,
    NotACase,
    NotACode,
)
from toctoc.ops.demo.marks import fill
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed, NotVisible

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOON)
WHY = "Une capture de la question circule sur un réseau public."


@pytest.fixture
def senior() -> Person:
    return member(role=Person.Role.SENIOR)


@pytest.fixture
def crowd() -> list[Person]:
    return [member() for _ in range(4)]


def traced(by: Person, **changes: Any) -> Trace:
    wanted: dict[str, Any] = {
        "cause": "leak",
        "reason": WHY,
        "clinical": True,
        "first": TODAY - dt.timedelta(days=3),
        "last": TODAY,
        "at": NOON,
    }
    return actions.trace(by=by, **(wanted | changes))


def test_d10_a_leaked_capture_names_the_account_and_the_day(
    senior: Person, crowd: list[Person]
) -> None:
    yesterday = TODAY - dt.timedelta(days=1)
    leaker = crowd[2]
    made = traced(senior, picture=jpeg(page(mark_of(leaker, yesterday))))
    [found] = made.findings.all()
    assert (found.person, found.day) == (leaker, yesterday)
    assert found.odds <= DOUBT
    assert made.found == 1
    assert made.legible


def test_d10_an_innocent_crowd_is_left_alone(senior: Person, crowd: list[Person]) -> None:
    stranger = Mark(7, bytes(48))
    made = traced(senior, picture=png(page(stranger)))
    assert (made.found, made.legible) == (0, True)
    assert traced(senior, picture=png(page(None))).legible is False
    assert not Finding.objects.exists()


def test_d10_the_code_at_the_foot_is_enough(senior: Person, crowd: list[Person]) -> None:
    made = traced(senior, code=mark_of(crowd[0], TODAY).code.upper())
    [found] = made.findings.all()
    assert found.person == crowd[0]
    mark_of(crowd[0], TODAY)
    assert traced(senior, code="2222-2222").found == 0
    with pytest.raises(NotACode):
        traced(senior, code="2222")


def test_d10_excluded_members_are_still_traceable_and_candidates_are_no_readers(
    senior: Person, crowd: list[Person]
) -> None:
    leaver = crowd[1]
    code = mark_of(leaver, TODAY).code
    Person.objects.filter(pk=leaver.pk).update(standing=Person.Standing.EXCLUDED)
    account()  # somebody who proved nothing never read a page
    made = traced(senior, code=code)
    assert made.found == 1
    assert made.tested == 4 * Person.objects.exclude(proven_at=None).count()


@pytest.mark.parametrize("role", ["member", "moderator", "auditor"])
def test_d10_nobody_else_may_trace(role: str, crowd: list[Person]) -> None:
    with pytest.raises(NotAllowed):
        traced(member(role=role), code=mark_of(crowd[0], TODAY).code)
    assert not Trace.objects.exists()


def test_d10_who_is_suspended_while_it_searches_learns_nothing_and_is_written_down(
    senior: Person, crowd: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*given: object, **more: object) -> object:
        Person.objects.filter(pk=senior.pk).update(standing=Person.Standing.SUSPENDED)
        return search(*given, **more)

    search = actions.worker.search
    code = mark_of(crowd[0], TODAY).code
    monkeypatch.setattr(actions.worker, "search", slow)
    with pytest.raises(NotAllowed):
        traced(senior, code=code)
    assert Entry.objects.get(act="leak.traced").actor == f"person:{senior.public_id}"


def test_d10_each_use_is_in_the_ledger_without_a_word_or_a_name(
    senior: Person, crowd: list[Person]
) -> None:
    made = traced(senior, code=mark_of(crowd[0], TODAY).code)
    entry = Entry.objects.get(act="leak.traced")
    assert (entry.actor, entry.about) == (f"person:{senior.public_id}", f"trace:{made.public_id}")
    facts = json.loads(entry.facts)
    assert facts["found"] == 1
    assert facts["tested"] == made.tested
    assert crowd[0].public_id not in entry.facts
    assert WHY not in entry.facts
    traced(senior, code="2222-2222")
    assert Entry.objects.filter(act="leak.traced").count() == 2, "a vain search is written too"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"clinical": False}, NotACase),
        ({"reason": "pour voir"}, NoReason),
        ({"cause": "curiosity"}, NoReason),
        ({"reason": "Je crois que c'est le Dr Jeanne Valmorin, 06 12 34 56 78."}, NamingReason),
        ({"first": TODAY, "last": TODAY - dt.timedelta(days=1)}, NoSuchDays),
        ({"first": TODAY - KEPT - dt.timedelta(days=1)}, NoSuchDays),
        ({"last": TODAY + dt.timedelta(days=1)}, NoSuchDays),
    ],
)
def test_d10_a_trace_needs_a_case_a_reason_and_days(
    changes: dict[str, Any], refusal: type[Exception], senior: Person
) -> None:
    with pytest.raises(refusal):
        traced(senior, code="2222-2222", **changes)
    assert not Entry.objects.filter(act="leak.traced").exists()


def test_d10_seniors_and_auditors_read_the_journal(senior: Person, crowd: list[Person]) -> None:
    made = traced(senior, code=mark_of(crowd[0], TODAY).code)
    auditor = member(role=Person.Role.AUDITOR)
    assert [one.public_id for one in traces(auditor)] == [made.public_id]
    assert access_trace(auditor, made.public_id).findings.get().person == crowd[0]
    for by in (crowd[0], member(role=Person.Role.MODERATOR)):
        with pytest.raises(NotVisible):
            traces(by)
    with pytest.raises(NotVisible):
        access_trace(auditor, "nothing")
    day = dt.timedelta(days=1)
    assert counts(NOON - day, NOON + day) == {"traces": 1, "traces_found": 1}
    assert counts(NOON + day, NOON + day * 2) == {"traces": 0, "traces_found": 0}


def test_m5_after_a_year_a_mark_says_nothing_any_more(senior: Person, crowd: list[Person]) -> None:
    code = mark_of(crowd[0], TODAY).code
    made = traced(senior, code=code)
    assert actions.forget_before(NOON) == 0, "this month is still to be traced"
    later = NOON + dt.timedelta(days=40)
    assert actions.forget_before(later) > 0
    assert not Season.objects.filter(month=TODAY.replace(day=1)).exists()
    made.refresh_from_db()
    assert (made.found, made.reason, made.findings.count()) == (1, "", 0)
    again = traced(senior, code=code, at=later, last=timezone.localdate(later))
    assert (again.found, again.tested) == (0, 0)
    assert actions.forget_before(later) == 0, "forgetting twice forgets once"
    assert mark_of(crowd[0], TODAY).code != code, "the secret is gone for good"


def test_d10_a_mark_changes_each_day_and_is_each_reader_s_own(crowd: list[Person]) -> None:
    days = [TODAY + dt.timedelta(days=number) for number in range(3)]
    codes = {mark_of(person, day).code for person in crowd for day in days}
    assert len(codes) == len(crowd) * len(days)
    assert mark_of(crowd[0], TODAY) == mark_of(crowd[0], TODAY)


def test_d10_the_address_of_a_mark_is_the_session_s_and_lasts_a_night(crowd: list[Person]) -> None:
    address = address_of("session-a", TODAY)
    assert address != address_of("session-b", TODAY)
    mine = mark_of(crowd[0], TODAY)
    assert mark_at(crowd[0], "session-a", address, NOON) == mine
    assert mark_at(crowd[0], "session-a", address, NOON + dt.timedelta(days=1)) == mine
    assert mark_at(crowd[0], "session-a", address, NOON + dt.timedelta(days=2)) is None
    assert mark_at(crowd[0], "session-b", address, NOON) is None


def test_d10_the_same_search_from_a_terminal(
    senior: Person, crowd: list[Person], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    leak = tmp_path / "leak.png"
    leak.write_bytes(png(page(mark_of(crowd[3], timezone.localdate()))))
    why = ["--reason", WHY, "--clinical"]
    assert main([str(leak), "--by", senior.email, *why]) == 0
    said = capsys.readouterr().out
    assert crowd[3].public_id in said
    assert crowd[3].email not in said
    assert main(["--code", "2222-2222", "--by", senior.email, *why]) == 1
    for refused in (
        [str(leak), "--by", crowd[0].email, *why],
        [str(leak), "--by", "nobody@example.org", *why],
        [str(tmp_path / "absent.png"), "--by", senior.email, *why],
        [str(leak), "--by", senior.email],
    ):
        assert main(refused) == 2
    assert Entry.objects.filter(act="leak.traced").count() == 2


def test_the_demo_has_a_search_to_read(senior: Person, crowd: list[Person]) -> None:
    assert fill(NOON) is None, "nobody invented here, nothing to show"
    Person.objects.filter(pk__in=[one.pk for one in crowd]).update(is_demo=True)
    made = fill(NOON)
    assert made is not None
    assert (made.found, made.by) == (1, senior)
