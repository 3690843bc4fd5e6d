"""Heads are covered whole; what a machine is not sure of is asked (D5)."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.guard_files import pictures
from toctoc.guard.files import faces
from toctoc.guard.files.faces import Face
from toctoc.guard.files.types import Decision


def _face(left: float, top: float, side: float, score: float, *looks: float) -> Face:
    seen = {(256, turn): value for turn, value in enumerate((score, *looks))}
    return Face(left, top, left + side, top + side, score, seen)


def test_a_lesion_and_a_blank_page_hold_no_face() -> None:
    assert faces.find(pictures.skin()) == []
    assert faces.find(np.full((300, 400, 3), 255, np.uint8)) == []


def test_looks_that_overlap_make_one_head_and_none_is_dropped() -> None:
    half, whole = _face(100, 100, 80, 0.99, 0.9), _face(90, 95, 110, 0.98)
    (merged,) = faces.merge([half, whole])
    assert (merged.left, merged.top, merged.right, merged.bottom) == (90, 95, 200, 205)
    assert merged.score == 0.99


def test_two_people_side_by_side_stay_two() -> None:
    assert len(faces.merge([_face(0, 0, 80, 0.99), _face(90, 0, 80, 0.99)])) == 2


@pytest.mark.parametrize(
    ("face", "modality", "decision"),
    [
        (_face(100, 100, 60, 0.999, 0.8), "", Decision.HIDE),
        (_face(100, 100, 60, 0.999, 0.8), "CR", Decision.ASK),
        (_face(100, 100, 60, 0.95, 0.8), "", Decision.ASK),
        (_face(100, 100, 60, 0.95), "", Decision.ASK),
        (_face(100, 100, 60, 0.80), "", None),
        (_face(10, 10, 280, 0.75, 0.5), "", Decision.ASK),
        (_face(100, 100, 8, 0.999, 0.9), "", None),
    ],
)
def test_what_is_hidden_asked_or_left(
    face: Face, modality: str, decision: Decision | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faces, "_look", lambda _: [])
    monkeypatch.setattr(faces, "merge", lambda _: [face])
    boxes = faces.find(np.zeros((300, 400, 3), np.uint8), modality)
    assert [box.decision for box in boxes] == ([] if decision is None else [decision])


def test_the_whole_head_is_covered_within_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "_look", lambda _: [])
    monkeypatch.setattr(faces, "merge", lambda _: [_face(-20, 100, 100, 0.999, 0.9)])
    (box,) = faces.find(np.zeros((300, 400, 3), np.uint8))
    left, top, width, height = box.rect
    assert left == 0
    assert top + height >= 100 + 100 * (1 + 0.17)
    assert left + width >= 80 + 100 * 0.17


def test_a_face_turned_back_lies_where_it_was() -> None:
    wide, high = 400, 300
    picture = np.zeros((high, wide), np.uint8)
    picture[40:90, 120:180] = 1
    for turn in range(4):
        rows, columns = np.nonzero(np.rot90(picture, turn))
        seen = Face(
            columns.min(), rows.min(), columns.max() + 1, rows.max() + 1, 1.0, {(640, turn): 1.0}
        )
        back = faces._unturned(seen, turn, wide, high)
        assert tuple(map(int, back[:4])) == (120, 40, 180, 90)


def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    faces._session.cache_clear()
    monkeypatch.setattr(faces, "SHA256", "0" * 64)
    with pytest.raises(RuntimeError):
        faces._session()
    faces._session.cache_clear()


def test_anchors_cover_the_picture() -> None:
    assert len(faces._anchors(64, 32)) == sum(
        math.ceil(64 / s) * math.ceil(32 / s) * 2 for s in (8, 16, 32)
    )


def test_what_is_larger_than_a_look_can_measure_needs_another_to_say_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Cells that filled the closest look were asked about as faces: one picture in four."""
    seen = _face(100, 100, 600, 0.97)
    monkeypatch.setattr(faces, "_look", lambda small: [seen] if max(small.shape) > 1200 else [])
    assert faces.find(np.zeros((900, 1200, 3), np.uint8)) == []
    monkeypatch.setattr(faces, "_look", lambda small: [_face(60, 60, 120, 0.97)])
    assert faces.find(np.zeros((900, 1200, 3), np.uint8))
