"""What is printed in a picture is read, whichever way it lies (D7)."""

from __future__ import annotations

import socket

import numpy as np
import pytest

from tests.guard_files import pictures
from toctoc.guard.files import words
from toctoc.guard.files.tiles import fine_print


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a model was looked for outside")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_name_is_read_in_the_four_directions_without_any_download(turns: int) -> None:
    words._reader.cache_clear()
    picture = np.ascontiguousarray(np.rot90(pictures.written("DUPONT Jeanne"), turns))
    (line,) = words.read(picture)
    assert "DUPONT" in line.text
    assert line.score > 0.8


def test_a_line_stands_where_it_is_said_to() -> None:
    lines = words.read(pictures.written("DUPONT Jeanne", "CRP 84 mg/L"))
    assert [("DUPONT" in one.text, "CRP" in one.text) for one in lines] == [
        (True, False),
        (False, True),
    ]
    assert abs(lines[0].rect.top - 38) < 12
    assert abs(lines[0].rect.left - 30) < 12


def test_a_lesion_says_nothing() -> None:
    assert words.read(pictures.skin()) == []


def test_small_print_of_a_large_picture_is_looked_at_closer() -> None:
    picture = np.full((1800, 2400, 3), 240, np.uint8)
    small = pictures.written("NOM DUPONT JEANNE NE LE 12", "CRP 84", width=600, height=160)
    picture[1400:1560, 1700:2300] = small
    picture[1400:1480, 1700:2000] = small[::2, ::2]
    (tile,) = fine_print(picture, [], 2.0)
    assert tile[0] <= 1700 <= tile[2]
    assert tile[1] <= 1430 <= tile[3]
