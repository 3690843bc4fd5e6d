"""The guard from a shell, for other programs (issue of the text guard, 6)."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from toctoc.guard import cli

DIRTY = "Mme Dupont, 44 a, dyspnée"


def _file(folder: Path, content: str) -> str:
    path = folder / "in.txt"
    path.write_text(content, encoding="utf-8", newline="")
    return str(path)


def test_a_colleague_checks_a_stream_of_texts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {"a": f"é\u200b{DIRTY}", "b": "RAS, ROT ok"}
    rows = [json.dumps({"id": k, "text": v}) for k, v in texts.items()]
    assert cli.main(["check", "--jsonl", _file(tmp_path, "\n".join(rows))]) == 1
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["id"] == "a"
    name = first["findings"][0]
    assert set(name) >= {"start", "end", "category", "level", "why", "proposals"}
    assert "Dupont" in texts["a"][name["start"] : name["end"]]
    assert isinstance(first["k"], int)
    assert second["findings"] == []


def test_a_bad_line_is_named_and_the_others_are_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["{", '{"id": 1}', json.dumps({"id": 2, "text": DIRTY})]
    assert cli.main(["check", "--jsonl", _file(tmp_path, "\n".join(lines))]) == 2
    seen = capsys.readouterr()
    assert "line 1" in seen.err
    assert "line 2" in seen.err
    assert json.loads(seen.out)["id"] == 2


def test_one_text_is_explained_line_by_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", _file(tmp_path, f"RAS\n{DIRTY}")]) == 1
    out = capsys.readouterr().out
    assert "2:1  block  Mme Dupont" in out
    assert "personne" in out


def test_one_text_as_json_in_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["check", "--json", "--lang", "en", _file(tmp_path, DIRTY)])
    answer = json.loads(capsys.readouterr().out)
    assert "name" in answer["findings"][0]["why"]


def test_a_missing_or_unreadable_file_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", str(tmp_path / "none.txt")]) == 2
    (tmp_path / "latin.txt").write_bytes("é".encode("latin-1"))
    assert cli.main(["check", str(tmp_path / "latin.txt")]) == 2
    assert "latin.txt" in capsys.readouterr().err


def test_standard_input_is_read_as_utf8(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = Path(_file(tmp_path, DIRTY))
    with path.open("rb") as raw:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw))
        assert cli.main(["check", "-"]) == 1
    assert "Mme Dupont" in capsys.readouterr().out
