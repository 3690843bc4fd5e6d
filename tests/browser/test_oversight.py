""" "Je n'ai pas été prévenu": from the composer to the moderators' list, without the words (D6)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from .conftest import DESK, PHONE, axe, shoot, spill, until
from .serving import Instance

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
OURS = "F 40-50 a, lombalgie depuis 3 semaines, suivie par la cheffe du ruisseau bleu. Des idées ?"
MISSED = "ruisseau bleu"


def select(page: Any, words: str) -> None:
    """As a finger does; what is selected becomes the words that were missed."""
    page.focus("#body")
    page.evaluate(
        "words => { const t = document.querySelector('#body'); const at = t.value.indexOf(words);"
        " t.setSelectionRange(at, at + words.length); }",
        words,
    )
    until(page, "words => document.querySelector('#words').value === words", words)


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_doctor_tells_what_was_missed_and_moderators_read_its_outline(
    instance: Instance, visit: Open, size: dict[str, int]
) -> None:
    window = visit(instance.member(), size)
    page = window.open("/demander/")
    with page.expect_response(re.compile("/demander/verifier")):
        page.fill("#body", OURS)
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Je n’ai pas été prévenu").click()
    told = opened.value
    told.wait_for_load_state()
    select(told, MISSED)
    told.select_option("#kind", "missed:place")
    assert spill(told) == 0
    axe(told)
    shoot(told, f"oversight-{size['width']}")
    told.get_by_role("button", name="Signaler").click()
    kept = told.get_by_text("Voici tout ce qui est gardé")
    assert "ruisseau" not in kept.inner_text()
    assert page.input_value("#body") == OURS, "the text waits where it was"

    desk = visit(instance.member(role="moderator"), size)
    listed = desk.open("/moderation/filtre/")
    assert "aaaaaaaa aaaa" in listed.inner_text("main")
    assert "ruisseau" not in listed.content()
    assert "un lieu, une adresse" in listed.inner_text("main")
    assert spill(listed) == 0
    axe(listed)
    shoot(listed, f"corpus-{size['width']}")
    with listed.expect_download() as saved:
        listed.get_by_role("link", name="Exporter (JSONL)").click()
    assert saved.value.suggested_filename == "toctoc-corpus.jsonl"
    assert window.complaints == desk.complaints == []


def test_an_author_tells_it_of_what_they_published_and_a_mistake_loses_nothing(
    instance: Instance, visit: Open
) -> None:
    author = instance.member()
    question = instance.asked(author, OURS)
    window = visit(author, PHONE, has_touch=True, is_mobile=True)
    page = window.open(f"/q/{question}")
    page.get_by_role("link", name="Signaler un oubli du filtre").tap()
    assert page.input_value("#body") == OURS
    page.fill("#words", "mots absents")
    page.select_option("#kind", "missed:rare")
    page.get_by_role("button", name="Signaler").tap()
    page.get_by_role("alert").wait_for()
    assert page.input_value("#words") == "mots absents"
    assert page.input_value("#kind") == "missed:rare"
    axe(page)
    page.fill("#words", MISSED)
    page.get_by_role("button", name="Signaler").tap()
    page.wait_for_url(f"**/q/{question}")
    assert "Voici tout ce qui est gardé" in page.inner_text("body")
    shoot(page, "oversight-told")


def test_nobody_else_may_tell_it_of_my_post_nor_read_the_list(
    instance: Instance, visit: Open
) -> None:
    question = instance.asked(instance.member(), OURS)
    other = visit(instance.member(), PHONE).open
    assert other(f"/q/{question}/oubli").get_by_label("Les mots oubliés").count() == 0
    assert other("/moderation/filtre/").get_by_role("table").count() == 0
