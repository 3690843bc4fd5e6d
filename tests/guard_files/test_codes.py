"""The codes of wristbands and labels are covered (D7)."""

from __future__ import annotations

import random

import pytest
from bench import files_codes

from tests.guard_files import pictures
from toctoc.guard.files import codes
from toctoc.guard.files.types import Decision, Pixels


def _on_skin(kind: str) -> Pixels:
    code = files_codes.draw(kind, 3, random.Random(2))
    high, wide = code.shape[:2]
    picture = pictures.skin(1000, max(high + 200, 480))
    picture[100 : 100 + high, 150 : 150 + min(wide, 800)] = code[:, :800]
    return picture


@pytest.mark.parametrize("kind", ["QRCode", "DataMatrix", "Code128", "Aztec"])
def test_a_code_that_can_be_read_is_hidden_whole(kind: str) -> None:
    picture = _on_skin(kind)
    box = next(b for b in codes.find(picture) if b.decision is Decision.HIDE)
    assert box.rect.left < 200
    assert box.rect.top < 140


def test_a_code_too_blurred_to_be_read_is_asked() -> None:
    shots = files_codes.shots(3)
    picture = next(p for kind, state, p, _ in shots if (kind, state) == ("DataMatrix", "blur"))
    assert [box.decision for box in codes.find(picture)] == [Decision.ASK]


def test_skin_and_print_are_no_codes() -> None:
    assert codes.find(pictures.skin()) == []
    assert codes.find(pictures.written("Hemoglobine 13,2 g/dL", "CRP 84 mg/L")) == []


def test_nothing_of_what_a_code_says_is_kept() -> None:
    assert all(box.why in ("code", "code_unread") for box in codes.find(_on_skin("QRCode")))
