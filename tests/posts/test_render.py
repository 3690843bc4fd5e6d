"""What readers get is safe HTML, and the same words as the author typed."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toctoc.posts._door import visible_text
from toctoc.posts.render import to_folded_html, to_html
from toctoc.posts.types import FOLD

ALLOWED = re.compile(
    r'</?(?:p|ul|li|em|strong)>|</?ol>|<ol start="\d+">|<br>|'
    r'<a href="/recherche/\?q=%23[\w%]+">|</a>'
)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("H 44 a\nROT ok", "<p>H 44 a<br>\nROT ok</p>"),
        ("**important**", "<p><strong>important</strong></p>"),
        ("T < 38 & PA > 14", "<p>T &lt; 38 &amp; PA &gt; 14</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[ici](javascript:alert(1))", "<p>[ici](javascript:alert(1))</p>"),
        ("![x](https://pixel.example)", "<p>![x](https://pixel.example)</p>"),
        ("&#74;ean", "<p>&amp;#74;ean</p>"),
        ("Bio\n---\nNFS", "<p>Bio<br>\n---<br>\nNFS</p>"),
        ("    retrait", "<p>retrait</p>"),
    ],
)
def test_markup_is_lists_and_emphasis_only(typed: str, shown: str) -> None:
    assert to_html(typed) == shown


def test_a_hashtag_leads_to_a_search_k5() -> None:
    assert to_html("SOS #DocTocToc") == (
        '<p>SOS <a href="/recherche/?q=%23DocTocToc">#DocTocToc</a></p>'
    )
    assert "<a" not in to_html("le #3 et l'item &#39;")


@given(st.text(max_size=300))
def test_nothing_typed_becomes_a_tag_of_its_own(text: str) -> None:
    assert "<" not in ALLOWED.sub("", to_html(text))


@given(st.text(alphabet="abé *_-#<>&;1.\n[]()!\"'\\`~|", max_size=120))
def test_letters_and_digits_are_read_as_they_were_typed(text: str) -> None:
    def letters(some: str) -> str:
        return "".join(filter(str.isalpha, some))

    assert letters(visible_text(to_html(text))) == letters(text)


def test_deep_nesting_is_refused_without_a_crash() -> None:
    assert html.unescape(to_html("- " * 5000 + "x")).endswith("</p>") or to_html("- " * 50)


def test_the_long_end_of_a_question_is_folded_k25() -> None:
    short = "H 44 a, RAS. " * 40  # 520 characters: not worth a fold
    assert FOLD not in to_folded_html(short)
    first, rest = "Pte 67 a, dyspnée. " * 20, "Détail du bilan. " * 20
    assert to_folded_html(f"{first}\n\n{rest}") == f"{to_html(first)}{FOLD}{to_html(rest)}"
    sentences = to_folded_html("Toux depuis 3 sem. " * 60)
    head, _, tail = sentences.partition(FOLD)
    assert 200 <= len(head) <= 520
    assert head.endswith("sem.</p>")
    assert tail.startswith("<p>Toux")


@given(st.text(alphabet="abé *_-#<&;1.\n !", min_size=550, max_size=900))
def test_a_fold_loses_nothing_that_was_typed(text: str) -> None:
    def letters(some: str) -> str:
        return "".join(filter(str.isalpha, some))

    assert letters(visible_text(to_folded_html(text))) == letters(visible_text(to_html(text)))
