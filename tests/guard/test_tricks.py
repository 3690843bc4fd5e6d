"""Tricks that hide a name from a filter but not from a reader (issue 2, "Bad input")."""

from __future__ import annotations

import pytest

from toctoc.guard import MAX_CHARS, GuardError, Level, check_text

HIDDEN_NAMES = [
    "J\u200bean Dup\u200bont",
    "Jean\u00a0Dupont",
    "Jean\u202fDupont",
    "Jean\u2003Dupont",
    "J\u00adean Du\u00adpont",
    "\u202eJean Dupont\u202c",
    "J\u2060ean\ufeff Dupont",
    "Jea\u0000n Dupont",
    "J\ud800ean Dupont",
    "Je\u0430n Dup\u043ent",  # Cyrillic а and о
    "\u0408e\u0430n Dupont",  # Cyrillic Ј
    "Jean Dup\u03bfnt",  # Greek omicron
    "\uff2a\uff45\uff41\uff4e Dupont",  # full width
    "\U0001d409\U0001d41e\U0001d41a\U0001d427 Dupont",  # mathematical bold
    "J&#101;an Dupont",
    "Jean Dup&#x6f;nt",
    "Jean&nbsp;Dupont",
    "Je&shy;an Dup&ZeroWidthSpace;ont",
    "<b>J</b>ean Du<i>pont</i>",
    "Jean<!-- rien --> Dupont",
    "Je<span class='x'>an</span> Dupont",
    "He\u0301le\u0300ne Lefe\u0300vre",
    "Hélène LEFE\u0300VRE",
]


@pytest.mark.parametrize("name", HIDDEN_NAMES)
@pytest.mark.parametrize("frame", ["{}", "J'ai revu {} hier, toujours fébrile.", "Patiente : {}"])
def test_a_hidden_name_does_not_slip_past(name: str, frame: str) -> None:
    text = frame.format(name)
    report = check_text(text)
    assert report.blocked
    covered = {i for f in report.findings for i in range(f.start, f.end)}
    start = text.index(name)
    letters = [i for i in range(start, start + len(name)) if text[i] in "JeanDupotLfvrHl"]
    if "<" not in name and "&" not in name:
        assert set(letters) <= covered


@pytest.mark.parametrize(
    "text",
    [
        "0\u200b6 12 34 56 78",
        "06\u00a012\u00a034\u00a056\u00a078",
        "０６ １２ ３４ ５６ ７８",
        "06–12–34–56–78",
        "0 6 1 2 3 4 5 6 7 8",
        "06/12/34/56/78",
        "06 . 12 . 34 . 56 . 78",
        "O6.12.34.56.78",
        "jean.dupont@\u200bfree.fr",
        "jean.dupont＠free.fr",
        "jean.dupont (at) free (point) fr",
        "jean.dupont @ free . fr",
        '<a href="mailto:jean.dupont@free.fr">ici</a>',
        '<img alt="Mme Dupont">',
        "1\u200b80 03 44 109 123 62",
        "1-80-03-44-109-123-62",
        "1.80.03.44.109.123.62",
    ],
)
def test_a_hidden_number_or_address_does_not_slip_past(text: str) -> None:
    assert check_text(text).blocked


def test_a_huge_text_is_refused_at_once() -> None:
    with pytest.raises(GuardError):
        check_text("a" * (MAX_CHARS + 1))
    assert check_text("a " * 50_000).findings == ()


@pytest.mark.parametrize("wrong", [None, 3, b"Mme Dupont", ["Mme Dupont"]])
def test_what_is_not_a_text_is_refused(wrong: object) -> None:
    with pytest.raises(GuardError):
        check_text(wrong)  # type: ignore[arg-type]


def test_other_scripts_and_emoji_pass() -> None:
    for text in (
        "مرحبا دكتور",
        "שלום",
        "🤒🤕👩‍⚕️ fièvre J3",
        "β-bloquant, TNFα, IFNγ, 5 µg, ΔT 2 h",
    ):
        assert check_text(text, final=True).findings == ()


def test_levels_say_what_the_law_says() -> None:
    report = check_text("Mme Dupont, 94 ans, CHU de Nantes, le 3 mars 2021", final=True)
    assert [f.level for f in report.findings] == [Level.BLOCK, Level.FIX, Level.FIX, Level.FIX]


def test_an_hour_glued_to_the_last_word_is_judged() -> None:
    text = "\u2eba\u2a26\u1e131H"
    assert check_text(text, final=True).findings == check_text(text).findings
