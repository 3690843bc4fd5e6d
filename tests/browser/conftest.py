"""A real Chromium for the stories told in a browser.

TOCTOC_SHOTS names a folder to keep pictures in.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from toctoc.people.models import Person

from .serving import instance, visit

__all__ = ["instance", "visit"]  # fixtures of the stories that need a real server

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
# The shell is the same Chromium without windows of its own: a third of the processor time.
_WHOLE = ("chromium", "chromium-browser", "google-chrome")
_NAMES = ("chromium-headless-shell", *_WHOLE)
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """A failure here is told the plain way: pytest's own parses sources, and Python 3.11 may break
    off in that beside Playwright's greenlets, which would end the whole run."""
    style = item.config.option.tbstyle
    item.config.option.tbstyle = "native"
    yield
    item.config.option.tbstyle = style


def _found(names: tuple[str, ...]) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium: CI must have one (tools/chromium.sh)")
        pytest.skip("no Chromium: install it (apt install chromium) to run the browser tests")
    return found


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for this folder, not for the session: Playwright's loop runs in this thread as
    long as it lives, and tests elsewhere call `asyncio.run`."""
    found = _found(_NAMES)
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the loop is Playwright's, not Django's
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=found, args=_QUIET)
            yield chromium
            chromium.close()
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


class Visit:
    """A window on the site that writes down every complaint and every request to another host."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(30_000)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        context.on("request", self._request)

    def _console(self, message: Any) -> None:
        # A page meant to answer 4xx is no fault, nor are streams: Django's test server has none.
        source = message.location.get("url", "")
        expected = source == self.page.url or source.startswith(f"{self.address}/live?")
        if message.type == "error" and not expected:
            self.complaints.append(f"console: {message.text} {source}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.complaints.append(f"left the house: {request.url}")

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page


@pytest.fixture
def window(browser: Browser, live_server: Any) -> Iterator[Callable[..., Visit]]:
    """Open windows: `window(PHONE, language="en", java_script_enabled=False)`.

    `whole=True` takes a Chromium with everything: the shell shows no notification.
    """
    opened: list[BrowserContext | Browser] = []

    def new(
        size: dict[str, int] = PHONE, *, language: str = "fr", whole: bool = False, **options: Any
    ) -> Visit:
        options.setdefault("service_workers", "block")
        source = browser
        if whole:
            source = browser.browser_type.launch(executable_path=_found(_WHOLE), args=_QUIET)
            opened.append(source)
        context = source.new_context(viewport=size, locale="fr-FR", **options)
        opened.append(context)
        context.add_cookies(
            [
                {
                    "name": settings.LANGUAGE_COOKIE_NAME,
                    "value": language,
                    "url": live_server.url,
                }
            ]
        )
        return Visit(context, live_server.url)

    yield new
    for one in reversed(opened):
        one.close()


@pytest.fixture
def phone(window: Callable[..., Visit]) -> Visit:
    return window(PHONE)


@pytest.fixture
def desk(window: Callable[..., Visit]) -> Visit:
    return window(DESK)


def enter(visit: Visit, person: Person) -> None:
    """Sign somebody in with a session cookie, as if they had just passed every step."""
    client = Client()
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    visit.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": cookie.value,
                "url": visit.address,
                "httpOnly": True,
                "sameSite": "Lax",
            }
        ]
    )


_MARKS = """(off) => document.querySelectorAll('link[href^="/marque/"]')
    .forEach((link) => { link.sheet.disabled = off; })"""  # the link's own would load it again


def axe(page: Page) -> None:
    """X6: nothing serious or critical in what is shown now.

    Under a reader's mark axe gives up on contrast ("incomplete"): it judges the page without its
    sheet, and `test_marks.py` computes that contrasts hold with it.
    """
    page.evaluate(_MARKS, True)
    found = Axe().run(page)
    page.evaluate(_MARKS, False)
    bad = [
        (v["id"], v["nodes"][0]["html"][:160], v["nodes"][0]["failureSummary"])
        for v in found.response["violations"]
        if v["impact"] in ("serious", "critical")
    ]
    assert bad == [], (page.url, bad)


def until(page: Page, script: str, value: Any = None) -> None:
    """Wait until a script says true. Playwright's own waiting evaluates strings in the page, which
    our Content-Security-Policy refuses unless the first look succeeds."""
    ends = time.monotonic() + 30
    while not page.evaluate(script, value):
        if time.monotonic() > ends:
            pytest.fail(f"never true: {script}")
        page.wait_for_timeout(50)


def spill(page: Page) -> int:
    """Pixels that stick out to the right of the window."""
    script = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(page.evaluate(script))


def shoot(page: Page, name: str) -> None:
    """Keep a picture, where the caller of the tests asked for some; never in the repository."""
    if folder := os.environ.get("TOCTOC_SHOTS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
