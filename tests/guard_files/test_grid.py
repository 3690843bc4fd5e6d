"""On the grid of an ECG a name is read whole (D7)."""

from __future__ import annotations

from tests.guard_files import pictures
from toctoc.guard.files import words
from toctoc.guard.files.grid import without_grid


def test_a_name_printed_over_the_grid_is_read_whole() -> None:
    picture = pictures.written("DUPONT Jeanne")
    for start in range(0, 640, 12):
        picture[:, start : start + 1] = picture[:, start : start + 1].clip(
            (0, 0, 0), (245, 170, 170)
        )
    for start in range(0, 240, 12):
        picture[start : start + 1] = picture[start : start + 1].clip((0, 0, 0), (245, 170, 170))
    assert without_grid(picture) is not None
    assert any("DUPONT" in line.text for line in words.read(picture))


def test_skin_and_plain_paper_have_no_grid() -> None:
    assert without_grid(pictures.skin()) is None
    assert without_grid(pictures.written("DUPONT Jeanne")) is None
