"""What the guard missed becomes a line of the local corpus, without anything that re-identifies."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import NOON, account, member
from toctoc.guard.shape import GENERIC
from toctoc.limits.actions import LIMITS, TooMany
from toctoc.limits.models import Bucket
from toctoc.ops import cli
from toctoc.ops.clock import housekeeping
from toctoc.people.types import NotAllowed
from toctoc.posts.actions import report_missed, report_wrong
from toctoc.posts.models import CorpusLine
from toctoc.posts.queries import corpus_lines
from toctoc.posts.types import NoKind, NoSuchWords

pytestmark = pytest.mark.django_db
CASE = "Vu ce jour Mme Tournebise, née le 12/03/1980, traitée pour une maladie de Horton."


def place(words: str, text: str = CASE) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def test_a_missed_word_leaves_its_outline_its_kind_and_the_rule_that_saw_it() -> None:
    start, end = place("Horton")
    line = report_missed(by=member(), text=CASE, start=start, end=end, kind="name", at=NOON)
    assert (line.fault, line.kind, line.rule, line.category) == ("missed", "name", "", "")
    assert (line.before, line.words, line.after) == ("une aaaaaaa de ", "Aaaaaa", "")
    assert line.month == NOON.date().replace(day=1)
    start, end = place("Tournebise")
    seen = report_missed(by=member(), text=CASE, start=start, end=end, kind="name", at=NOON)
    assert (seen.category, seen.level) == ("name", "block")
    assert seen.rule
    assert seen.before.endswith("Mme ")


def test_a_wrong_finding_is_picked_by_its_place() -> None:
    text = "Mme Tournebise tousse."
    line = report_wrong(by=member(), text=text, start=0, end=14, kind="disease", at=NOON)
    assert (line.fault, line.kind, line.words) == ("wrong", "disease", "Mme Aaaaaaaaaa")
    assert line.rule
    with pytest.raises(NoSuchWords):
        report_wrong(by=member(), text=text, start=4, end=9, kind="disease", at=NOON)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (5, 5), (0, 10_000), (3, 4)])
def test_words_outside_the_text_or_blank_are_refused(start: int, end: int) -> None:
    with pytest.raises(NoSuchWords):
        report_missed(by=member(), text="RAS ROT", start=start, end=end, kind="name", at=NOON)
    assert not CorpusLine.objects.exists()


@pytest.mark.parametrize("kind", ["", "disease", "Mme Tournebise"])
def test_a_kind_of_no_list_is_refused_so_that_it_carries_no_words(kind: str) -> None:
    with pytest.raises(NoKind):
        report_missed(by=member(), text=CASE, start=0, end=2, kind=kind, at=NOON)
    assert not CorpusLine.objects.exists()


def test_members_alone_report_and_not_without_end() -> None:
    with pytest.raises(NotAllowed):
        report_missed(by=account(), text=CASE, start=0, end=2, kind="name", at=NOON)
    person = member()
    burst = LIMITS["oversight"].burst
    for _ in range(burst):
        report_missed(by=person, text=CASE, start=0, end=2, kind="name", at=NOON)
    with pytest.raises(TooMany):
        report_missed(by=person, text=CASE, start=0, end=2, kind="name", at=NOON)
    assert CorpusLine.objects.count() == burst


def test_a_line_holds_no_author_no_post_and_no_day() -> None:
    names = {field.name for field in CorpusLine._meta.get_fields()}
    assert names == {
        "id", "fault", "kind", "category", "rule", "level", "before", "words", "after", "month",
    }  # fmt: skip
    assert not [f for f in CorpusLine._meta.get_fields() if f.is_relation]


NAME = st.from_regex(r"\A[A-ZÀÉ][b-zéè]{4,14}(?:-[A-Z][b-z]{3,9})?\Z")
NUMBER = st.from_regex(r"\A[0-8][0-8 .]{3,14}[0-8]\Z")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(name=NAME, number=NUMBER, data=st.data())
def test_nothing_re_identifying_is_kept(name: str, number: str, data: st.DataObject) -> None:
    Bucket.objects.all().delete()
    text = f"Vu {name} ce jour, dossier {number}, {name.upper()} habite chez {name.lower()}."
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        return
    by = member()
    line = report_missed(by=by, text=text, start=start, end=end, kind="other", at=NOON)
    (stored,) = CorpusLine.objects.filter(pk=line.pk).values()
    told = f"{stored['before']} | {stored['words']} | {stored['after']}"
    assert set(re.findall(r"\d", told)) <= {"9"}
    whole = told if len(told) < 60 else ""
    for run in re.findall(r"[^\W\d_]+", whole):
        assert set(run) <= {"a", "A"} or run.lower() in GENERIC
    for part in re.split(r"[\W_]+", f"{name} {number}"):
        assert len(part) < 3 or part.lower() in GENERIC or part.lower() not in told.lower()
    assert by.public_id not in json.dumps(stored, default=str)


def test_a_line_is_forgotten_after_a_year() -> None:
    start, end = place("Tournebise")
    report_missed(by=member(), text=CASE, start=start, end=end, kind="name", at=NOON)
    forget = housekeeping()["retention"]
    forget(NOON + dt.timedelta(days=300))
    assert CorpusLine.objects.count() == 1
    forget(NOON + dt.timedelta(days=366))
    assert not CorpusLine.objects.exists()


def test_the_operator_reads_it_from_a_shell(capsys: pytest.CaptureFixture[str]) -> None:
    start, end = place("Tournebise")
    report_missed(by=member(), text=CASE, start=start, end=end, kind="name", at=NOON)
    assert cli.main(["guard", "corpus"]) == 0
    (line,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert line == next(corpus_lines())
    assert line["month"] == f"{NOON:%Y-%m}"
    assert "Tournebise" not in json.dumps(line)
