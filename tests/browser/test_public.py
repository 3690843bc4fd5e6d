"""What a visitor sees before any account, in a real browser (X6, X9, T14, D19)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import factories
from toctoc.notify.models import PushSubscription

from .conftest import DESK, PHONE, Visit, axe, enter, shoot, spill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = {
    "home": "/",
    "how": "/comment-ca-marche/",
    "charter": "/charte/",
    "figures": "/chiffres/",
    "accessibility": "/accessibilite/",
    "patient": "/patient/",
    "funding": "/financement/",
    "offline": "/hors-ligne/",
    "demo": "/demo/",
    "login": "/compte/login/",
    "signup": "/compte/signup/",
    "nowhere": "/nulle-part/",
}
EACH = pytest.mark.parametrize("name", sorted(PAGES))
# Every width meets every language and every colour, without trying all eight; axe, which takes a
# second, reads one width in each colour.
WAYS = [(PHONE, "fr", "light"), (PHONE, "en", "dark"), (DESK, "fr", "dark"), (DESK, "en", "light")]

# Waits until the service worker looks after this page.
TAKEN = """async () => {
    const { serviceWorker } = navigator;
    await serviceWorker.ready;
    if (serviceWorker.controller) return;
    await new Promise((done) => serviceWorker.addEventListener("controllerchange", done));
}"""
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
    .map((one) => [one.body, one.data.path])"""
PUSH_SERVICE = """
    let kept = null;
    PushManager.prototype.getSubscription = async () => kept;
    PushManager.prototype.subscribe = async () => (kept = {
        toJSON: () => ({ endpoint: "https://push.example.org/abc",
                         keys: { p256dh: "clef", auth: "sel" } }),
        unsubscribe: async () => { kept = null; return true; },
    });
"""


def some_figures() -> None:
    """Six questions of this morning, five of them answered after a few minutes."""
    colleague = factories.member("SM32")
    start = timezone.now() - dt.timedelta(hours=30)
    for rank in range(6):
        at = start + dt.timedelta(minutes=rank)
        question = factories.asked(factories.member(), at=at)
        if rank:
            factories.replied(colleague, question, at=at + dt.timedelta(minutes=1 + 5 * rank))


@EACH
def test_x6_each_public_page_is_clean_at_every_width(
    name: str, window: Callable[..., Visit]
) -> None:
    """axe, no sideways scroll, nothing from another host, no complaint of our own CSP."""
    if name == "figures":
        some_figures()
    for size, language, scheme in WAYS:
        visit = window(size, language=language, color_scheme=scheme)
        page = visit.open(PAGES[name])
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").count() == 1
        assert page.locator(".btn-call").count() <= 1, "one primary act a page"
        assert spill(page) <= 0
        shoot(page, f"{name}-{size['width']}-{language}-{scheme}")
        if language == "fr":
            axe(page)
        assert visit.complaints == []


@EACH
def test_x6_nothing_spills_on_a_narrow_screen(name: str, window: Callable[..., Visit]) -> None:
    """320 px is also a 1280 px window at 400 %: WCAG 1.4.10."""
    if name == "figures":
        some_figures()
    page = window({"width": 320, "height": 640}).open(PAGES[name])
    assert spill(page) <= 0


@EACH
def test_x6_the_keyboard_reaches_the_content(name: str, desk: Visit) -> None:
    page = desk.open(PAGES[name])
    page.evaluate("document.activeElement.blur()")  # the sign-in page puts one in its first field
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    focused = "document.activeElement.matches('#main *, .foot *')"
    assert page.evaluate(focused), "the next stop is in the content, not back in the header"


@EACH
def test_x6_each_public_page_reads_without_javascript(
    name: str, window: Callable[..., Visit]
) -> None:
    visit = window(PHONE, java_script_enabled=False)
    page = visit.open(PAGES[name])
    assert page.locator("main h1").is_visible()
    assert page.locator("a[href='tel:3114']").last.is_visible(), "D19: help from anywhere"
    assert visit.complaints == []


def test_language_and_theme_change_without_javascript(window: Callable[..., Visit]) -> None:
    page = window(PHONE, java_script_enabled=False).open("/charte/")
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.url.endswith("/charte/")
    page.locator("button[name=theme][value=dark]").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_d1_a_patient_finds_whom_to_write_to_and_reads_no_case(phone: Visit) -> None:
    page = phone.open("/")
    page.locator("main").get_by_role("link", name="Je suis patient").click()
    assert page.url.endswith("/patient/")
    text = page.locator("main").inner_text()
    assert "Vous ne pouvez lire aucun cas" in text
    assert page.locator("main a[href='tel:3114']").count() == 1


def test_x6_the_table_of_hours_opens_with_the_keyboard(desk: Visit) -> None:
    some_figures()
    page = desk.open("/chiffres/")
    summary = page.locator("main summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("table").last.is_visible()
    axe(page)


def test_law5_the_device_keeps_the_frame_and_no_page(window: Callable[..., Visit]) -> None:
    """Offline, a member sees that the network is away, and no question is kept on the phone."""
    visit = window(PHONE, service_workers="allow")
    reader, asker = factories.member("SM32"), factories.member()
    question = factories.asked(asker, at=timezone.now() - dt.timedelta(hours=1))
    enter(visit, reader)
    page = visit.open("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.evaluate(TAKEN)
    visit.open(f"/q/{question.public_id}")
    script = """async () => {
        const found = [];
        for (const name of await caches.keys())
            for (const kept of await (await caches.open(name)).keys())
                found.push(new URL(kept.url).pathname);
        return found;
    }"""
    kept = page.evaluate(script)
    assert "/hors-ligne/" in kept
    assert all(path.startswith("/static/") or path == "/hors-ligne/" for path in kept)
    visit.context.set_offline(True)
    visit.open("/")
    assert "Pas de réseau" in page.locator("h1").inner_text()
    assert reader.pseudonym not in page.content(), "kept as a stranger gets it"
    assert page.locator(".hero").evaluate("box => getComputedStyle(box).paddingTop") != "0px"
    visit.context.set_offline(False)
    page.get_by_role("link", name="Réessayer").click()
    page.wait_for_url(visit.address + "/")


def test_push_says_so_politely_when_it_is_refused(window: Callable[..., Visit]) -> None:
    """Asking costs one tap; a browser that refuses is told in words, and nothing pretends."""
    visit = window(PHONE, service_workers="allow")
    enter(visit, factories.member())
    page = visit.open("/moi/reglages/")
    box = page.locator("[data-push]")
    box.wait_for(state="visible")
    box.locator("[data-push-on]").click()
    expect(box.locator("[data-push-state]")).to_contain_text("refuse les messages")
    expect(box.locator("[data-push-on]")).to_be_enabled()
    assert not PushSubscription.objects.exists()


def test_push_is_remembered_then_forgotten(window: Callable[..., Visit]) -> None:
    """The push service, which is the browser maker's, is replaced; everything else is real."""
    visit = window(PHONE, service_workers="allow", permissions=["notifications"])
    visit.page.add_init_script(PUSH_SERVICE)
    enter(visit, factories.member())
    box = visit.open("/moi/reglages/").locator("[data-push]")
    box.locator("[data-push-on]").click()
    expect(box.locator("[data-push-state]")).to_contain_text("sera prévenu")
    kept = PushSubscription.objects.get()
    assert (kept.endpoint, kept.p256dh) == ("https://push.example.org/abc", "clef")
    box.locator("[data-push-off]").click()
    expect(box.locator("[data-push-state]")).to_contain_text("n’est plus prévenu")
    expect(box.locator("[data-push-on]")).to_be_visible()
    assert not PushSubscription.objects.exists()
    assert visit.complaints == []


def test_law5_a_push_shows_our_sentence_and_leads_to_the_question(
    window: Callable[..., Visit],
) -> None:
    visit = window(PHONE, whole=True, service_workers="allow", permissions=["notifications"])
    page = visit.open("/patient/")
    tools = visit.context.new_cdp_session(page)
    seen: list[str] = []
    tools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: seen.extend(one["registrationId"] for one in event["registrations"]),
    )
    page.evaluate(TAKEN)
    tools.send("ServiceWorker.enable")
    for _ in range(100):
        if not seen:
            page.wait_for_timeout(100)
    shown: list[list[str]] = []
    for _ in range(60):  # Chromium drops what comes before the worker has settled
        for data in ('{"text": "Toc toc : un confrère.", "url": "/q/abc"}', "not what we send"):
            tools.send(
                "ServiceWorker.deliverPushMessage",
                {
                    "origin": visit.address,
                    "registrationId": seen[-1],
                    "data": data,
                },
            )
        page.wait_for_timeout(300)
        shown = page.evaluate(SHOWN)
        if len(shown) == 2:
            break
    assert sorted(shown) == [["Toc toc", "/moi/"], ["Toc toc : un confrère.", "/q/abc"]]
