"""Budgets of the pages that colleagues open all day: queries, indexes, weight. No clock here: times
are printed by `bench/pages.py`."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import NOON, asked, member, replied
from toctoc.notify.models import Notice
from toctoc.people.models import Person
from toctoc.posts.models import Post
from toctoc.questions.documents import rebuild_index

pytestmark = pytest.mark.django_db
MOST = 8
PAGES = (
    "/", "/?attente", "/?voir=ma-specialite", "/?voir=ma-specialite&attente",
    "/recherche/?q=paresthésies", "/demander/", "/moi/", "/chiffres/", "/mes-questions/",
    "/moi/brouillons/", "/moi/reglages/",
)  # fmt: skip


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> None:
    settings.TOCTOC_SEARCH_FOLDER = tmp_path / "search"
    settings.TOCTOC_LIMITS = {"ask": (1000, 1000), "reply": (1000, 1000)}


@pytest.fixture
def reader() -> Person:
    return member()


@pytest.fixture
def browser(reader: Person) -> Client:
    """A member who came this hour already; first visits are counted in `test_every_page.py`."""
    client = Client()
    client.force_login(reader)
    client.get("/")
    return client


def thread(reader: Person, answers: int) -> Post:
    question = asked(member())
    for number in range(answers):
        replied(reader if number == 1 else colleague(number), question)
    return question


def colleague(number: int) -> Person:
    return member(specialty=("SM54", "SM32", "SM40")[number % 3])


def queries(browser: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        response = browser.get(path)
    assert response.status_code == 200, path
    asked_of = [query["sql"] for query in seen.captured_queries]
    kept = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "PRAGMA")
    return [sql for sql in asked_of if not sql.startswith(kept)]


def test_a_question_takes_as_few_queries_with_thirty_answers_as_with_three(
    reader: Person, browser: Client
) -> None:
    short, long = thread(reader, 3), thread(reader, 30)
    for question in (short, long):
        browser.get(f"/q/{question.public_id}")  # the first visit stores fragments, clears lines
    few = queries(browser, f"/q/{short.public_id}")
    many = queries(browser, f"/q/{long.public_id}")
    assert len(few) == len(many) <= MOST


def test_an_unrendered_thread_stores_all_its_fragments_at_once(
    reader: Person, browser: Client
) -> None:
    question = thread(reader, 12)
    assert len(queries(browser, f"/q/{question.public_id}")) <= MOST


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_more_when_there_is_more_to_show(
    path: str, reader: Person, browser: Client
) -> None:
    fill(reader, 3)
    few = len(queries(browser, path))
    fill(reader, 12)
    browser.get("/")  # on a slow machine, what every page remembers for seconds has aged meanwhile
    many = len(queries(browser, path))
    assert many <= few
    assert many <= MOST


def fill(reader: Person, count: int) -> None:
    """Questions of the reader and of others, lines in the inbox."""
    for number in range(count):
        asked(reader if number % 2 else colleague(number))
    Notice.objects.bulk_create(
        Notice(person=reader, kind="answer", key=f"k{count}-{n}", ref="x", created_at=NOON)
        for n in range(count)
    )
    rebuild_index(NOON)


BIG = {
    "posts_post", "questions_question", "questions_topic", "questions_knock", "notify_notice",
    "people_person", "posts_fragment", "posts_thanks", "posts_draft", "django_session",
}  # fmt: skip


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads SQLite's plans")
@pytest.mark.parametrize("path", [p for p in PAGES if p != "/chiffres/"])
def test_each_query_of_a_page_is_on_an_index(path: str, reader: Person, browser: Client) -> None:
    """Figures read 90 days of questions by design, and keep their result."""
    fill(reader, 4)
    check_plans(queries(browser, path))


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads SQLite's plans")
def test_a_question_and_a_deep_page_are_on_indexes(reader: Person, browser: Client) -> None:
    question = thread(reader, 3)
    fill(reader, 50)
    check_plans(queries(browser, f"/q/{question.public_id}"))
    (more,) = re.findall(r'href="(\?apres=[0-9.]+)"', browser.get("/").content.decode())
    check_plans(queries(browser, f"/{more}"))


def check_plans(statements: list[str]) -> None:
    for sql in statements:
        if not sql.startswith("SELECT"):
            continue
        for step in plan(sql):
            table = re.match(r"SCAN (\w+)", step)
            scanned = table and table[1] in BIG and "USING" not in step
            assert not scanned, f"{step} in {sql}"


def plan(sql: str) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + sql.replace("%", "%%"))
        for *_rest, step in cursor.fetchall():
            yield step


def test_the_first_page_is_light(browser: Client, reader: Person) -> None:
    """CSS as written within 25 kB; all styles and scripts of a question, compressed, within 100."""
    page = browser.get(f"/q/{thread(reader, 1).public_id}").content.decode()
    styles = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', page)
    scripts = re.findall(r'<script[^>]+src="/static/([^"]+)"', page)
    assert styles
    assert scripts
    sizes = {name: file_of(name).stat().st_size for name in styles}
    assert sum(sizes.values()) <= 25 * 1024, sizes
    sent = {name: len(gzip.compress(file_of(name).read_bytes())) for name in styles + scripts}
    assert sum(sent.values()) <= 100 * 1024, sent


def file_of(name: str) -> Path:
    found = finders.find(name)
    assert isinstance(found, str), name
    return Path(found)
