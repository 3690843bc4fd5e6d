"""D10, X6: two colleagues read the same page and see the same; a capture of it tells them apart."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image, ImageChops
from playwright.sync_api import Page

from tests import factories
from toctoc.marks.pattern import OPACITY
from toctoc.moderation.queries import handle_of
from toctoc.people.models import Person

from .conftest import DESK, PHONE, Visit, axe, enter, shoot, spill
from .test_design import CSS, EDGES, SCHEMES, TEXTS, _tokens, contrast

Open = Callable[..., Visit]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_x6_words_keep_their_contrast_under_every_cell(scheme: str) -> None:
    """Black and white cells alike, over words and ground alike: AA holds with the mark on top."""
    blocks = re.split(r"\n +color-scheme: ", (CSS / "tokens.css").read_text("utf-8"))[1:]
    tokens = _tokens(blocks[SCHEMES.index(scheme)])
    for pairs, least in ((TEXTS, 4.5), (EDGES, 3.0)):
        for cell in (0, 255):
            under = {name: _under(colour, cell) for name, colour in tokens.items()}
            seen = {pair: contrast(under[pair[0]], under[pair[1]]) for pair in pairs}
            assert {pair: ratio for pair, ratio in seen.items() if ratio < least} == {}


def _under(colour: str, cell: int) -> str:
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(p + (cell - p) * OPACITY / 255):02x}" for p in parts)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")])
def test_d10_two_readers_have_two_marks_that_hardly_change_what_they_see(
    window: Open, size: dict[str, int], scheme: str
) -> None:
    question = factories.asked(factories.member(), at=timezone.now())
    factories.replied(factories.member("SM32"), question, at=timezone.now())
    codes = []
    for person in (factories.member(), factories.member()):
        visit = window(size, color_scheme=scheme)
        enter(visit, person)
        page = visit.open(f"/q/{question.public_id}")
        axe(page)
        assert spill(page) <= 0
        assert [line for line in visit.complaints if "/live?" not in line] == []
        codes.append(_code(page))
        shoot(page, f"marks-{size['width']}-{scheme}")
        marked = _question(page)
        page.evaluate("document.querySelector('link[href^=\"/marque/\"]').sheet.disabled = true")
        change = ImageChops.difference(marked, _question(page)).getextrema()
        assert 0 < max(high for _low, high in change) <= OPACITY + 1  # type: ignore[misc]
    assert codes[0] != codes[1]


def _question(page: Page) -> Image.Image:
    taken = page.locator("#thread article").first.screenshot(animations="disabled")
    return Image.open(io.BytesIO(taken)).convert("RGB")


def _code(page: Page) -> str:
    code = page.evaluate("getComputedStyle(document.querySelector('.mark b'), '::after').content")
    found = re.search(r'"([2-9a-z]{4}\u2011[2-9a-z]{4})"', code)
    assert found, code
    return found[1]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_d10_the_mark_is_in_nobodys_way(window: Open) -> None:
    """It takes no click, no focus and no word; the code is seen, and printed on every sheet."""
    question = factories.asked(factories.member(), at=timezone.now())
    visit = window(PHONE)
    enter(visit, factories.member())
    page = visit.open(f"/q/{question.public_id}")
    assert "\u2011" not in page.locator("main").aria_snapshot(), "not read aloud"
    page.get_by_role("link", name="marque").click()
    page.wait_for_url(re.compile("/comment-ca-marche/#marque"))
    assert page.locator("#marque").is_visible()
    page.go_back()
    page.emulate_media(media="print")
    assert page.locator(".mark").evaluate("e => getComputedStyle(e).position") == "fixed"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_d10_a_senior_finds_the_reader_of_a_spoiled_capture(window: Open, tmp_path: Path) -> None:
    """A quarter of the page, half its size, JPEG at 60: five minutes are more than enough."""
    question = factories.asked(factories.member(), at=timezone.now())
    for _ in range(2):
        factories.replied(factories.member("SM32"), question, at=timezone.now())
    leaker = factories.member()
    theirs = window(DESK)
    enter(theirs, leaker)
    capture = _spoiled(theirs.open(f"/q/{question.public_id}"), tmp_path)

    visit = window(DESK)
    enter(visit, factories.member(role=Person.Role.SENIOR))
    page = visit.open("/moderation/fuites/")
    axe(page)
    shoot(page, "marks-leaks")
    page.set_input_files("#capture", capture)
    page.get_by_label("Une capture d’un cas circule hors d’ici").check()
    page.fill("#reason", "Vue sur un réseau public ce matin.")
    page.get_by_label("Cette capture montre un cas clinique.").check()
    page.get_by_role("button", name="Chercher", exact=True).last.click()
    page.wait_for_url(re.compile(r"/moderation/fuites/\w"), timeout=120_000)
    assert page.locator("h1").inner_text() == "1 compte ressort."
    assert handle_of(leaker) in page.locator("main").inner_text()
    assert spill(page) <= 0
    axe(page)
    shoot(page, "marks-leak")
    assert [line for line in visit.complaints if "/live?" not in line] == []


def _spoiled(page: Any, folder: Path) -> Path:
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    width, height = picture.width // 2, picture.height // 2
    part = picture.crop((200, 150, 200 + width, 150 + height))
    kept = folder / "capture.jpg"
    part.resize((width // 2, height // 2)).save(kept, "JPEG", quality=60)
    return kept
