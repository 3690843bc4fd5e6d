"""The guard inside Presidio (issue of the text guard, 6), on a stand-in for its base classes.

`bench/presidio_run.py` runs the real ones where they are installed.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toctoc.guard import Category, Level

TEXT = "Mme Tournebise, 44 ans, vue le 12/11/2026, tél. 06 12 34 56 78, RAS."


class _Recognizer:
    """What presidio-analyzer 2.2 does on construction."""

    def __init__(
        self, supported_entities: list[str], name: str, supported_language: str = "en"
    ) -> None:
        self.supported_entities, self.name = supported_entities, name
        self.supported_language, self.id = supported_language, f"{name}_1"
        self.load()

    def load(self) -> None:
        raise NotImplementedError


class _Result:
    RECOGNIZER_NAME_KEY, RECOGNIZER_IDENTIFIER_KEY = "recognizer_name", "recognizer_identifier"

    def __init__(self, entity_type: str, start: int, end: int, score: float, *more: Any) -> None:
        self.entity_type, self.start, self.end, self.score = entity_type, start, end, score
        self.analysis_explanation, self.recognition_metadata = more


class _Explanation:
    def __init__(self, **said: Any) -> None:
        self.__dict__ |= said


@pytest.fixture
def ours(monkeypatch: pytest.MonkeyPatch) -> Any:
    fake = ModuleType("presidio_analyzer")
    vars(fake).update(
        EntityRecognizer=_Recognizer, RecognizerResult=_Result, AnalysisExplanation=_Explanation
    )
    monkeypatch.setitem(sys.modules, "presidio_analyzer", fake)
    monkeypatch.delitem(sys.modules, "toctoc.guard.presidio", raising=False)
    module = importlib.import_module("toctoc.guard.presidio")
    yield module
    sys.modules.pop("toctoc.guard.presidio", None)


def test_every_category_and_level_has_its_entity_and_score(ours: Any) -> None:
    assert set(ours.ENTITIES) == set(Category) - {Category.TONE}  # a tone identifies nobody
    assert list(ours.SCORES) == list(Level)
    scores = list(ours.SCORES.values())
    assert scores == sorted(scores, reverse=True)
    recognizer = ours.ToctocRecognizer()
    assert recognizer.supported_language == "fr"
    assert {"PERSON", "LOCATION", "FR_NIR", "NRP"} <= set(recognizer.supported_entities)


def test_findings_become_results_with_their_reason(ours: Any) -> None:
    found = ours.ToctocRecognizer().analyze(TEXT, None)
    words = {r.entity_type: TEXT[r.start : r.end] for r in found}
    assert "Tournebise" in words["PERSON"]
    assert words["DATE_TIME"] == "12/11/2026"
    assert "06 12 34 56 78" in words["PHONE_NUMBER"]
    assert all(r.analysis_explanation.textual_explanation for r in found)
    assert all(r.recognition_metadata["recognizer_name"] == "ToctocRecognizer" for r in found)


def test_only_the_entities_asked_for_come_back(ours: Any) -> None:
    found = ours.ToctocRecognizer().analyze(TEXT, ["PHONE_NUMBER"], None)
    assert {r.entity_type for r in found} == {"PHONE_NUMBER"}
    some = ours.ToctocRecognizer(supported_entities=["AGE"]).analyze(TEXT)
    assert {r.entity_type for r in some} <= {"AGE"}


def test_a_text_longer_than_the_guard_reads_is_read_whole(ours: Any) -> None:
    text = "RAS, ROT ok.\n" * (2 * ours.PIECE // 13) + TEXT
    (person,) = [r for r in ours.ToctocRecognizer().analyze(text) if r.entity_type == "PERSON"]
    assert "Tournebise" in text[person.start : person.end]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="a \né", max_size=60), size=st.integers(1, 9))
def test_pieces_are_the_text(ours: Any, text: str, size: int) -> None:
    found = list(ours.pieces(text, size))
    assert "".join(piece for _, piece in found) == text
    assert all(len(piece) <= size and text.startswith(piece, at) for at, piece in found)
