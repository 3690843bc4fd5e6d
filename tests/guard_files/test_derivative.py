"""What leaves: a solid fill where somebody could be recognised, and pixels alone (D5, D7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.guard_files import hostile
from toctoc.guard.files import cover, derivative, look, telling, work
from toctoc.guard.files.sniff import Format
from toctoc.guard.files.types import LIMITS, Box, Decision, Kind, Rect, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from toctoc.guard.files.types import Pixels

_NAME = Box(Kind.TEXT, Rect(20, 20, 60, 12), Decision.HIDE, 0.99, "name")
_FACE = Box(Kind.FACE, Rect(60, 40, 40, 40), Decision.ASK, 0.7, "face_unsure")


def _striped() -> Pixels:
    """Black and white lines, thinner than any blur."""
    pixels = np.zeros((120, 160, 3), np.uint8)
    pixels[::2] = 255
    return pixels


def test_nothing_of_what_is_covered_is_left_in_the_pixels() -> None:
    before = _striped()
    after = cover.covered(before, [_NAME, _FACE])
    left, top, width, height = _NAME.rect
    inside = after[top - 2 : top + height + 2, left - 2 : left + width + 2]
    assert (inside == cover.FILL).all()
    assert (after[41:79, 61:99] == cover.FILL).all()
    assert (after[100:, :50] == before[100:, :50]).all()
    assert before[20, 20, 0] == 255  # the draft is left as it was


def test_a_box_beyond_the_border_covers_up_to_it() -> None:
    pixels = _striped()
    beyond = Box(Kind.CODE, Rect(-30, 100, 4000, 4000), Decision.HIDE, 1, "code")
    assert (cover.covered(pixels, [beyond])[100:] == cover.FILL).all()
    outside = Box(Kind.CODE, Rect(500, 500, 10, 10), Decision.HIDE, 1, "code")
    assert (cover.covered(pixels, [outside]) == pixels).all()


def test_a_derivative_is_one_still_picture_and_says_its_size() -> None:
    webp = derivative.encode(_striped())
    assert derivative.size(webp) == (160, 120)
    assert derivative.decoded(webp).shape == (120, 160, 3)
    for broken in (webp[:-1], webp + b"\0\0", webp[:8] + b"JUNK" + webp[12:], b"", webp[:25]):
        with pytest.raises(Refused, match="jail"):
            derivative.size(broken)
    with pytest.raises(Refused, match="damaged"):
        derivative.decoded(webp[:40])


def _png() -> bytes:
    return hostile.written(hostile.lesion(160, 120), "PNG")


def _read(monkeypatch: pytest.MonkeyPatch, eyes: Callable[..., list[Box]]) -> work.Done:
    monkeypatch.setattr(work, "look", eyes)
    return work.read(
        _png(), Format.PNG, ("Tournebise",), LIMITS, drafts=True, progress=lambda *_: None
    )


def _uncovered(pixels: Pixels, boxes: list[Box]) -> list[Box]:
    """The boxes that a reader would still see."""

    def seen(box: Box) -> bool:
        left, top, width, height = box.rect
        inside = pixels[top : top + height, left : left + width].astype(int)
        return bool(np.abs(inside - cover.FILL).mean() > 20)

    return [box for box in boxes if seen(box)]


def test_what_is_found_is_covered_and_the_draft_is_for_the_author_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done = _read(monkeypatch, lambda pixels, *_: _uncovered(pixels, [_NAME, _FACE]))
    assert [box.kind for box in done.boxes] == [Kind.TEXT, Kind.FACE]
    published = derivative.decoded(done.published[0])
    assert not _uncovered(published, [_NAME, _FACE])
    assert _uncovered(derivative.decoded(done.drafts[0]), [_NAME])


def test_what_only_the_second_reading_sees_is_covered_too(monkeypatch: pytest.MonkeyPatch) -> None:
    late = Box(Kind.TEXT, Rect(100, 90, 40, 12), Decision.HIDE, 0.8, "name")
    calls = []

    def eyes(pixels: Pixels, *_: object) -> list[Box]:
        calls.append(1)
        return _uncovered(pixels, [_NAME, late] if len(calls) > 1 else [_NAME])

    done = _read(monkeypatch, eyes)
    assert late in done.boxes
    assert not _uncovered(derivative.decoded(done.published[0]), [late])


def test_what_cannot_be_covered_is_not_published(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="seen"):
        _read(monkeypatch, lambda *_: [_NAME])


def test_an_eye_that_fails_refuses_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    from toctoc.guard.files import faces

    def broken(*_: object) -> list[Box]:
        raise RuntimeError("no model")

    monkeypatch.setattr(faces, "find", broken)
    with pytest.raises(Refused, match="eyes"):
        look.look(_striped(), (), "")
    monkeypatch.setattr(faces, "find", lambda *_: 1 / 0)
    with pytest.raises(Refused, match="eyes"):
        look.look(_striped(), (), "")


def test_frames_that_do_not_change_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []
    monkeypatch.setattr(work, "look", lambda *_: looks.append(1) or [])
    still = hostile.lesion(40, 40)
    moved = hostile.lesion(40, 40).rotate(90)
    frames = [still, still.copy(), moved]
    data = hostile.written(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    done = work.read(data, Format.TIFF, (), LIMITS, drafts=False, progress=lambda *_: None)
    assert [page["page"] for page in done.pages] == [0, 1, 2]
    assert len(looks) == 2  # two pictures; nothing found, so what was read is what is published
    assert done.drafts == ()


def test_an_author_crops_covers_and_keeps(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = derivative.encode(_striped(), derivative.DRAFT_QUALITY)
    crop = Rect(10, 10, 100, 80)
    in_crop = Box(Kind.TEXT, Rect(10, 10, 60, 12), Decision.HIDE, 1, "name")
    face_in_crop = Box(Kind.FACE, Rect(52, 32, 36, 36), Decision.HIDE, 1, "face")
    monkeypatch.setattr(work, "look", lambda pixels, *_: _uncovered(pixels, [in_crop]))
    kept = work.render(draft, [_FACE.rect], [_NAME.rect], crop, (), "")
    published = derivative.decoded(kept.published[0])
    assert kept.boxes == ()
    assert published.shape == (80, 100, 3)
    assert not _uncovered(published, [face_in_crop])
    assert _uncovered(published, [in_crop])


def test_what_an_author_forgot_is_covered_and_shown_to_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draft = derivative.encode(_striped(), derivative.DRAFT_QUALITY)
    in_crop = Box(Kind.TEXT, Rect(10, 10, 60, 12), Decision.HIDE, 1, "name")
    monkeypatch.setattr(work, "look", lambda pixels, *_: _uncovered(pixels, [in_crop]))
    done = work.render(draft, [_FACE.rect], [], Rect(10, 10, 100, 80), (), "")
    assert [box.rect for box in done.boxes] == [_NAME.rect]
    assert not _uncovered(derivative.decoded(done.published[0]), [in_crop])
    with pytest.raises(Refused, match="damaged"):
        work.render(draft, [], [], Rect(10, 10, 500, 80), (), "")


def test_a_file_name_tells_whom_to_look_for() -> None:
    assert {"DUPONT", "Marie"} <= set(telling.of_name("/tmp/DUPONT_Marie_radio.jpg"))
    assert "12-03-1954" in telling.of_name("thorax dupont jean 12-03-1954.pdf")
    assert telling.of_name("radio thorax face.png") == ()
    assert telling.of_name("") == ()
