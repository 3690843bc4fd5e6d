"""What a page does to a text: a line folded in the middle, two spaces, figures side by side."""

from __future__ import annotations

import pytest

from toctoc.guard import check_text


def _spans(text: str) -> list[tuple[str, str]]:
    found = check_text(text, final=True).findings
    return [(text[f.start : f.end], f.category.value) for f in found]


@pytest.mark.parametrize(
    ("text", "part", "category"),
    [
        ("92  ans, chute", "92  ans", "age"),
        ("H 44  a, toux", "44  a", "age"),
        ("H  93  a, toux", "93  a", "age"),
        ("suivi au CHU de\nNantes", "CHU de\nNantes", "hospital"),
        ("clinique des\nCèdres", "clinique des\nCèdres", "hospital"),
        ("elle habite à\nGuérande seule", "Guérande", "place"),
        ("vu le 3 mars\n2021 ici", "3 mars\n2021", "date"),
        ("vu le 3\nmars 2021 ici", "3\nmars 2021", "date"),
        ("IBAN DE89 3704 0044 0532 0130 00", "DE89 3704 0044 0532 0130 00", "iban"),
        ("NIR 1 80 03 44 109 123 62. 12 SA", "1 80 03 44 109 123 62", "nir"),
        ("NIR 1 80 03 44 109 123 62 12 SA", "1 80 03 44 109 123 62", "nir"),
    ],
)
def test_a_finding_is_whole_and_alone(text: str, part: str, category: str) -> None:
    assert _spans(text) == [(part, category)]


def test_a_figure_at_the_end_of_a_line_is_no_day() -> None:
    assert ("3\nMars 2021", "date") not in _spans("stade 3\nMars 2021 : scanner")


@pytest.mark.parametrize("text", ["CHU\nNantes est loin", "le CHU.\nBilan fait"])
def test_a_kind_that_ends_its_line_takes_no_name(text: str) -> None:
    assert "hospital" not in {category for _, category in _spans(text)}
