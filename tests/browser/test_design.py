"""X6, M1, X9: what can be known of the look without a person looking at it.

Contrasts are computed from the tokens, the sheets are weighed, and a member's own pages are opened
at 320 px (a 1280 px window at 400 %), on a phone and on a desk, in light and dark.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from tests import factories

from .conftest import DESK, PHONE, Visit, enter, shoot, spill

WEB = Path(__file__).parents[2] / "src/toctoc/web"
CSS = WEB / "static/css"
NARROW = {"width": 320, "height": 640}
MARKUP = sorted((WEB / "templates").rglob("*.html"))


def _tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """WCAG 2.2 contrast ratio, 1 to 21."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


GROUNDS = ("paper", "sheet", "sunk", "wash")
TEXTS = [(text, ground) for ground in GROUNDS for text in ("ink", "soft", "accent", "alarm")]
TEXTS += [("on-call", "call"), ("on-call", "call-deep"), ("paper", "accent")]
TEXTS += [("call", "paper"), ("call", "sheet")]
TEXTS += [("ink", mark) for mark in ("block", "fix", "ask", "warn")]
EDGES = [("edge", ground) for ground in GROUNDS] + [("call", "paper"), ("accent", "sheet")]
SCHEMES = ("light", "dark", "dark by hand")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_x6_colours_keep_aa(scheme: str) -> None:
    """4.5 to 1 for words (1.4.3), 3 to 1 for the edges of what one touches (1.4.11)."""
    blocks = re.split(r"\n +color-scheme: ", (CSS / "tokens.css").read_text("utf-8"))[1:]
    tokens = _tokens(blocks[SCHEMES.index(scheme)])
    words = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in TEXTS}
    assert {pair: ratio for pair, ratio in words.items() if ratio < 4.5} == {}
    edges = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in EDGES}
    assert {pair: ratio for pair, ratio in edges.items() if ratio < 3} == {}


def test_x6_colours_stand_in_one_place() -> None:
    """A colour written elsewhere would be checked by nobody (print is black on white)."""
    for path in CSS.glob("*.css"):
        if path.name != "tokens.css":
            assert set(re.findall(r"#[0-9a-f]{3,8}\b", path.read_text("utf-8"))) <= {
                "#fff",
                "#000",
                "#999",
            }, path.name


def test_m1_the_style_sheets_stay_light() -> None:
    """A slow phone at the bedside: 25 kB at most, before compression; what shows or takes pictures
    brings a sheet of its own, where there is one to show or to take."""
    sizes = {path.name: len(path.read_bytes()) for path in CSS.glob("*.css")}
    everywhere = {"tokens.css", "base.css", "parts.css"}
    assert sum(sizes[name] for name in everywhere) <= 25_000
    assert {name for name in sizes if name not in everywhere and sizes[name] > 8_000} == set()
    linked = set(re.findall(r"css/([a-z]+\.css)", (WEB / "templates/base.html").read_text("utf-8")))
    assert linked == everywhere


def test_x6_what_covers_and_what_is_drawn_stand_out() -> None:
    """On a picture no ground is known: a line shows on its own dark edge, words on their cover."""
    tokens = _tokens((CSS / "tokens.css").read_text("utf-8").split("@media")[0])
    assert contrast("#ffffff", tokens["cover"]) >= 4.5
    for light in ("here", "pen", "chosen"):
        assert contrast(tokens[light], "#000000") >= 4.5
        assert contrast(tokens[light], tokens["cover"]) >= 3


@pytest.mark.parametrize("path", MARKUP, ids=lambda path: str(path.relative_to(WEB)))
def test_x9_no_template_carries_inline_code_or_another_host(path: Path) -> None:
    html = path.read_text("utf-8")
    if path.name == "archive.html":  # the page of a ZIP, read without this site's sheets
        html = re.sub(r"<style>[^<]*</style>", "", html, count=1)
    assert not re.search(
        r"<style|\sstyle=|\son\w+=\"|<script(?![^>]*\s(?:src=|type=\"application/json\"))", html
    )
    assert not re.search(r"""<(?:script|link|img)[^>]+(?:src|href)=["']?(?:https?:)?//""", html)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_x6_a_members_pages_are_clean_at_every_width(window: Callable[..., Visit]) -> None:
    """One title, one primary act, nothing spills at 320 px, and what one touches is large.

    axe reads the same pages in test_lists.py.
    """
    asker, colleague = factories.member(), factories.member("SM32")
    question = factories.asked(asker, at=timezone.now())
    factories.replied(colleague, question, at=timezone.now())
    pages = {
        "feed": "/",
        "ask": "/demander/",
        "question": f"/q/{question.public_id}",
        "find": "/recherche/?q=paresth%C3%A9sies",
        "mine": "/mes-questions/",
        "inbox": "/moi/",
        "settings": "/moi/reglages/",
    }
    for name, path in pages.items():
        for size, scheme in ((NARROW, "light"), (PHONE, "dark"), (DESK, "light")):
            visit = window(size, color_scheme=scheme)
            enter(visit, asker)
            page = visit.open(path)
            assert page.locator("h1").count() == 1, name
            assert page.locator("main .btn-call").count() <= 1, "one primary act a page"
            assert spill(page) <= 0, (name, size)
            assert small_targets(page) == [], name
            shoot(page, f"member-{name}-{size['width']}-{scheme}")
            # This server has no stream: the page then asks by polling.
            assert [line for line in visit.complaints if "/live?" not in line] == []
            visit.context.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_x6_the_header_fits_every_width(window: Callable[..., Visit]) -> None:
    """On a tablet too, between the phone's tabs and the desk's row."""
    person = factories.member()
    visit = window(DESK)
    enter(visit, person)
    page = visit.open("/")
    for width in (320, 600, 767, 768, 800, 831, 832, 860, 900, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert spill(page) <= 0, width


def small_targets(page: Page) -> list[str]:
    """Controls under 24 px; links inside a sentence are exempt (2.5.8), and ours aim at 44."""
    return page.evaluate(  # type: ignore[no-any-return]
        """() => [...document.querySelectorAll(
            'button, summary, select, textarea, .btn, .tab, .chip, .choice, .foot a, .tags a'
        )].filter((e) => {
            const box = e.getBoundingClientRect();
            return box.width && box.height && !e.closest('.skip') && box.height < 24;
        }).map((e) => e.outerHTML.slice(0, 120))"""
    )
