"""`toctoc guard file`: pictures from a shell, for other programs (issue 4)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.guard_files import hostile
from toctoc.guard import cli
from toctoc.guard.files import derivative, messages, read
from toctoc.guard.files.read import Picture, Reading
from toctoc.guard.files.types import Box, Decision, Kind, Rect, Status

if TYPE_CHECKING:
    from pathlib import Path

_FACE = Box(Kind.FACE, Rect(1, 2, 30, 40), Decision.ASK, 0.7123, "face_unsure")


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Reading:
    """What the guard makes of any file: two pages, a face to confirm on the first."""
    webp = derivative.encode(_pixels(200))
    other = derivative.encode(_pixels(90))
    pictures = (Picture(webp, 8, 8), Picture(other, 8, 8, page=1))
    reading = Reading(Status.ASK, boxes=(_FACE,), pictures=pictures)
    monkeypatch.setattr(read, "read", lambda *_, **__: reading)
    return reading


def _pixels(level: int) -> Any:
    import numpy as np

    return np.full((8, 8, 3), level, np.uint8)


def _file(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


def test_another_program_reads_one_object_a_line(
    tmp_path: Path, found: Reading, capsys: pytest.CaptureFixture[str]
) -> None:
    name = _file(tmp_path, "DUPONT.png", b"x")
    out = tmp_path / "out"
    assert cli.main(["file", name, name, "--json", "--out", str(out)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    said = json.loads(lines[0])
    assert said["boxes"] == [
        {
            "page": 0,
            "frame": 0,
            "kind": "face",
            "box": [1, 2, 30, 40],
            "decision": "ask",
            "score": 0.712,
            "why": "face_unsure",
        }
    ]
    assert (said["file"], said["status"], said["why"]) == (name, "ask", "")
    written = sorted(out.iterdir())
    assert sorted(said["derivatives"]) == [str(path) for path in written]
    assert said["derivative"] == said["derivatives"][0]
    assert {path.read_bytes() for path in written} == {p.webp for p in found.pictures}
    assert all("DUPONT" not in path.name for path in written)


def test_a_person_reads_why(
    tmp_path: Path, found: Reading, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["file", _file(tmp_path, "a.png", b"x")]) == 1
    out = capsys.readouterr().out
    assert "à confirmer" in out
    assert "est-ce un ?" in out
    assert cli.main(["file", _file(tmp_path, "a.png", b"x"), "--lang", "en"]) == 1
    assert "looks like a face" in capsys.readouterr().out


def test_a_refused_file_says_what_to_do_instead(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    film = _file(tmp_path, "film.jpg", hostile.CASES["film.jpg"]().data)
    assert cli.main(["file", film]) == 1
    assert "quelques images fixes" in capsys.readouterr().out
    assert cli.main(["file", film, "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["status"], said["why"], said["derivative"]) == ("refused", "video", None)


def test_a_file_that_is_not_there_is_said_and_the_others_are_read(
    tmp_path: Path, found: Reading, capsys: pytest.CaptureFixture[str]
) -> None:
    there = _file(tmp_path, "a.png", b"x")
    assert cli.main(["file", str(tmp_path / "none.png"), there, "--json"]) == 2
    seen = capsys.readouterr()
    assert "none.png" in seen.err
    assert json.loads(seen.out)["file"] == there


def test_without_its_packages_the_command_says_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(read, "missing", lambda: ("rapidocr",))
    assert cli.main(["file", _file(tmp_path, "a.png", b"x")]) == 2
    assert "rapidocr" in capsys.readouterr().err


def test_every_refusal_and_every_reason_has_its_sentence() -> None:
    codes = {code for make in hostile.CASES.values() for code in make().codes}
    assert codes | {"size", "seen", "eyes", "jail", "missing"} <= set(messages.REFUSALS)
    reasons = "known_name identifier header unknown_text unsure_text code code_unread face_unsure"
    assert {"face", *reasons.split()} == set(messages.REASONS)
    for french, english in (*messages.REFUSALS.values(), *messages.REASONS.values()):
        assert french != english
        assert french[0].isupper()
        assert french[-1] in ".?"
        assert "'" not in french
    assert messages.reason("not-told", Kind.TEXT, "en").startswith("Nothing says")
    assert messages.refusal("not-told").startswith("La lecture")
