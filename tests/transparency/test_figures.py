"""The public figures of justice: counted from the rooms, protected, downloadable (D12, D16, X4)."""

from __future__ import annotations

import csv
import datetime as dt
import io
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories import NOON, asked, member, replied
from tests.stories.kit import pressed, request_of
from toctoc.ledger.actions import anchor
from toctoc.people.models import Person
from toctoc.stories.actions import note_hidden_in
from toctoc.transparency import actions, queries
from toctoc.transparency._count import counted
from toctoc.transparency._periods import quarters
from toctoc.transparency.models import Report
from toctoc.web.transparency import labels, seconds, titles

pytestmark = pytest.mark.django_db
LATER = NOON + dt.timedelta(hours=1)


def line(key: str) -> int | float | None:
    rows = [row for table in queries.figures().tables for row in table.rows]
    return next(row.values[0] for row in rows if row.key == key)


def test_every_line_of_the_tables_is_counted_and_has_a_name() -> None:
    period = quarters(NOON, zone=ZoneInfo("Europe/Paris"))[0]
    known = counted(period)
    actions.publish(NOON)
    for table in queries.figures().tables:
        assert table.key in titles()
        for row in table.rows:
            assert row.key in known
            assert labels()[row.key]


def test_few_questions_are_fewer_than_five_and_many_are_counted() -> None:
    asker, colleague = member(), member()
    question = asked(asker)
    for _number in range(6):
        replied(colleague, question)
    actions.publish(LATER)
    assert line("posts.questions") is None
    assert line("posts.answers") == 6
    page = Client().get("/transparence/").content.decode()
    assert "&lt; 5" in page


def test_what_was_published_of_a_quarter_stays() -> None:
    summer = dt.datetime(2026, 8, 1, tzinfo=dt.UTC)
    actions.publish(summer)
    assert not Report.objects.get(key="2026-T3").final
    assert actions.publish(NOON) == 2  # the summer for the last time, and this autumn
    assert Report.objects.get(key="2026-T3").final
    made = Report.objects.get(key="2026-T3").made_at
    assert actions.publish(LATER) == 1
    assert Report.objects.get(key="2026-T3").made_at == made


def test_anybody_downloads_the_same_figures() -> None:
    actions.publish(NOON)
    visitor = Client()
    table = list(csv.reader(io.StringIO(visitor.get("/transparence.csv").content.decode())))
    told = visitor.get("/transparence.json").json()
    assert table[0] == ["trimestre", "tableau", "ligne", "valeur"]
    quarter, _table, key, value = table[-1]
    assert str(told["quarters"][quarter][key]) == value
    lines = sum(len(lines) for lines in told["quarters"].values())
    assert len(table) - 1 == lines + len(told["now"])
    assert {row[2]: row[3] for row in table if row[1] == "now"} == {
        key: str(value) for key, value in told["now"].items()
    }


def test_promises_are_measured_live() -> None:
    """D12: what is said of now is of now, on the page and for programs."""
    visitor = Client()
    page = visitor.get("/transparence/").content.decode()
    assert page.count("pas encore mesuré") == 4
    receipt = pressed(asked(member()))
    note_hidden_in(request_of(receipt).pk, 0.42)
    anchor(at=NOON)
    told = visitor.get("/transparence.json").json()["now"]
    assert told["last_story_hidden_seconds"] == 0.42
    assert told["record_signed_at"] == NOON.isoformat(timespec="seconds")
    assert told["members"] == Person.objects.count()
    page = visitor.get("/transparence/").content.decode()
    assert "0,4 s" in page
    assert 'href="/registre/"' in page


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"decisions": 9, "measure_nothing": 6, "measure_hide": 3}, {"nothing", "hide"}),
        ({"decisions": 9, "measure_nothing": 9, "measure_hide": 0}, set()),
        ({"decisions": 3, "measure_nothing": 0, "measure_hide": 3}, {"hide", "decisions"}),
    ],
)
def test_no_small_number_of_decisions_is_found_by_subtraction(
    counts: dict[str, int], hidden: set[str]
) -> None:
    found = {f"moderation.{key}": value for key, value in counts.items()}
    Report.objects.create(key="2026-T4", counts=found, made_at=NOON)
    shown = {key for key in found if line(key) is None}
    assert {key.rpartition(".")[2].removeprefix("measure_") for key in shown} == hidden


def test_the_page_takes_few_queries_and_works_before_any_count() -> None:
    visitor = Client()
    assert "dans quelques minutes" in visitor.get("/transparence/").content.decode()
    actions.publish(NOON)
    with CaptureQueriesContext(connection) as seen:
        assert visitor.get("/transparence/").status_code == 200
    assert len(seen.captured_queries) <= 8


def test_in_english() -> None:
    actions.publish(NOON)
    page = Client(headers={"accept-language": "en"}).get("/transparence/")
    assert page.status_code == 200


def test_a_tenth_of_a_second_is_the_shortest_that_is_said() -> None:
    with translation.override("fr"):
        said = [seconds(value) for value in (0.004, 0.42, 9.96, 70)]
    assert said == ["moins de 0,1 s", "0,4 s", "10,0 s", "70 secondes"]
