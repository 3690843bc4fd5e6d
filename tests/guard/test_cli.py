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


def _turned(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    cli.main(["transpose", *arguments])
    return capsys.readouterr().out


CASE = "Patiente de 44 ans, Mme Tournebise, vue le 12/11/2026 au CHU de Nantes : toux."


def test_a_case_is_said_another_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["transpose", _file(tmp_path, CASE)]) == 0
    out = capsys.readouterr().out
    assert "toux" in out
    assert "Tournebise" not in out
    assert "Nantes" not in out
    assert out.endswith("\n")


def test_the_other_sex_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _file(tmp_path, CASE)
    assert "atiente" in _turned([path], capsys)
    swapped = _turned(["--sex", path], capsys)
    assert "atient " in swapped
    assert "atiente" not in swapped
    bound = _file(tmp_path, "Patiente de 44 ans enceinte de 32 SA, toux.")
    answer = json.loads(_turned(["--sex", "--json", "--lang", "en", bound], capsys))
    assert not answer["sex_swap"]["possible"]
    assert answer["sex_swap"]["because"]
    assert "atiente" in answer["text"]


def test_each_change_comes_with_its_place_and_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = json.loads(_turned(["--json", _file(tmp_path, CASE)], capsys))
    rebuilt, at = "", 0
    for change in answer["changes"]:
        rebuilt += CASE[at : change["start"]] + change["text"]
        at = change["end"]
        assert change["why"]
    assert rebuilt + CASE[at:] == answer["text"]


def test_a_stream_of_cases_is_said_another_way_line_by_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toctoc.guard.engine.MAX_CHARS", 1000)
    texts = {"a": CASE, "b": "RAS, ROT ok", "c": "x" * 1001}
    lines = [json.dumps({"id": k, "text": v}) for k, v in texts.items()]
    assert cli.main(["transpose", "--jsonl", _file(tmp_path, "\n".join([*lines, "["]))]) == 2
    seen = capsys.readouterr()
    first, second, third = map(json.loads, seen.out.splitlines())
    assert set(first) >= {"id", "text", "changes", "sex_swap"}
    assert "Tournebise" not in first["text"]
    assert (second["id"], second["text"], second["changes"]) == ("b", texts["b"], [])
    assert (third["id"], "text" in third) == ("c", False)
    assert third["error"]
    assert "line 4" in seen.err
