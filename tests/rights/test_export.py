"""Take a copy of all that concerns oneself, and of nobody else (X5, X10, M5)."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOON, asked, member, replied
from tests.posts.past_kit import asked as told
from tests.rights.kit import DRAFT, inhabitant
from toctoc.limits.actions import TooMany
from toctoc.notify.models import Notice
from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.posts import actions as posts
from toctoc.posts.types import Writing
from toctoc.questions.models import Knock
from toctoc.rights import queries
from toctoc.rights.actions import ask_export, fill_export
from toctoc.rights.models import Export
from toctoc.rights.queries import access_export, export_bytes, what_is_known

pytestmark = pytest.mark.django_db


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def whole(person: Person) -> dict[str, Any]:
    content = ask_export(by=person, at=NOON)
    assert isinstance(content, bytes)
    found: dict[str, Any] = json.loads(opened(content).read("toctoc.json"))
    return found


def test_a_member_gets_all_that_they_wrote_did_and_chose() -> None:
    person = inhabitant()
    tables = whole(person)["tables"]
    assert len(tables["posts_post"]) == 3
    assert tables["posts_draft"][0]["content"] == {"body": DRAFT}
    assert tables["people_identity"][0]["content"]["family"].startswith("Valmorin")
    assert tables["people_person"][0]["email"] == person.email
    assert tables["api_apitoken"][0]["name"] == "Mon script"
    assert tables["notify_rhythm"][0]["budget"] == 5
    assert tables["thanks_received"] == [
        {"post": tables["posts_post"][1]["public_id"], "on": "2026-11-18"}
    ]
    acts = {row["act"] for row in tables["ledger"]}
    assert {"post.publish", "charter.accept", "token.create", "data.export"} <= acts


def test_nothing_of_anybody_else_comes_with_it() -> None:
    """Neither colleagues' words, nor their names, nor who thanked, asked or knocked."""
    person = inhabitant()
    others = Person.objects.exclude(pk=person.pk)
    content = ask_export(by=person, at=NOON)
    assert isinstance(content, bytes)
    text = " ".join(opened(content).read(name).decode() for name in opened(content).namelist())
    for other in others:
        assert other.email not in text
        assert other.pseudonym not in text
        assert other.public_id not in text
    assert "lombalgie commune" not in text, "the question that they answered is another's"
    assert Knock.objects.filter(person=person).exists()


def test_the_same_in_three_shapes_and_no_formula_runs() -> None:
    person = member()
    asked(person, "Adulte, douleur. =1+1 dans le compte rendu.")
    Person.objects.filter(pk=person.pk).update(bio="=HYPERLINK(A1)")
    archive = opened(ask_export(by=Person.objects.get(pk=person.pk), at=NOON))
    names = set(archive.namelist())
    assert {"index.html", "toctoc.json", "csv/people_person.csv", "csv/posts_post.csv"} <= names
    sheet = archive.read("csv/people_person.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(sheet), delimiter=";"))
    assert rows[0]["bio"] == "'=HYPERLINK(A1)"
    page = archive.read("index.html").decode()
    assert "Vos questions et vos réponses" in page
    assert "<script" not in page
    assert "http" not in page.replace("https://push.example", ""), "it needs no network"


def test_words_in_the_page_stay_words() -> None:
    person = member()
    Person.objects.filter(pk=person.pk).update(bio="<script>alert(1)</script>")
    content = ask_export(by=Person.objects.get(pk=person.pk), at=NOON)
    assert "<script>alert" not in opened(content).read("index.html").decode()


def test_a_long_life_is_copied_by_a_task_and_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "SMALL_POSTS", 1)
    person, other = inhabitant(), member()
    export = ask_export(by=person, at=NOON)
    assert isinstance(export, Export)
    export.refresh_from_db()
    assert export.ready_at is not None, "the task ran"
    assert Notice.objects.filter(person=person, kind="data").count() == 1
    assert not fill_export(export.pk, at=NOON), "twice builds once"
    assert b"Valmorin" not in bytes(export.sealed), "sealed at rest"
    found = access_export(person, export.public_id, NOON)
    assert "toctoc.json" in opened(export_bytes(found)).namelist()
    with pytest.raises(NotVisible):
        access_export(other, export.public_id, NOON)
    with pytest.raises(NotVisible):
        access_export(person, export.public_id, NOON + timedelta(days=8))


def test_copies_are_not_asked_without_end() -> None:
    person = member()
    for _ in range(3):
        ask_export(by=person, at=NOON)
    with pytest.raises(TooMany):
        ask_export(by=person, at=NOON)


def test_what_is_known_is_counted_in_one_query() -> None:
    person = inhabitant()
    with CaptureQueriesContext(connection) as seen:
        known = dict(what_is_known(person))
    assert len(seen) == 1
    assert known["Vos questions et vos réponses"] == 3
    assert known["Vos clés de programme"] == 1
    assert "Vos anciens pseudonymes" not in known, "what is empty is not told"


def test_what_a_lived_experience_says_leaves_with_its_author_alone() -> None:
    """B8: in one's own copy one's own words; the words of others are in nobody's copy."""
    author, reader = member(), member()
    question = told(author, experience=True)
    answer = replied(reader, question)
    posts.set_note(
        by=author, public_id=question.public_id, writing=Writing("J'ai eu tort.", "n"), at=NOON
    )
    mine, theirs = whole(author)["tables"], whole(reader)["tables"]
    assert mine["posts_post"][0]["note"] == "J'ai eu tort."
    assert [row["public_id"] for row in theirs["posts_post"]] == [answer.public_id]
    assert "paresthésies" not in json.dumps(theirs, ensure_ascii=False)
