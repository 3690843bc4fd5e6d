"""Report, follow, read why, contest: on a phone, signed out or shut out too (D4, X4, X6)."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils import timezone

from tests.factories import asked, member, replied
from tests.moderation.kit import DAY, FACTS, SUSPEND, WHY, decided, reported
from toctoc.moderation.models import Appeal, Case, Notice

from .conftest import DESK, PHONE, Visit, axe, enter, shoot, spill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fine(page: object, name: str) -> None:
    assert spill(page) == 0  # type: ignore[arg-type]
    axe(page)  # type: ignore[arg-type]
    shoot(page, name)  # type: ignore[arg-type]


def test_a_member_reports_contempt_in_a_minute(window: Callable[..., Visit]) -> None:
    """D4, D11: from the message, and the page says what happens now."""
    at = timezone.now() - DAY
    answer = replied(member(), asked(member(), at=at), at=at)
    visit = window(PHONE)
    enter(visit, member())
    assert answer.thread is not None
    page = visit.open(f"/q/{answer.thread.public_id}")
    page.locator(f"#p-{answer.public_id} a", has_text="Signaler").click()
    page.wait_for_url(re.compile("/signaler$"))
    page.get_by_label("envers des personnes grosses").check()
    page.fill("#reasons", WHY)
    page.get_by_label(re.compile("Protéger davantage")).check()
    page.get_by_label(re.compile("Je suis de bonne foi")).check()
    fine(page, "justice-report")
    page.get_by_role("button", name="Signaler", exact=True).click()
    page.wait_for_url(re.compile("/moi/signalements/S-"))
    assert Notice.objects.get().protected
    assert "Un modérateur le lira" in page.locator("main").inner_text()
    fine(page, "justice-followed")
    assert visit.complaints == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_stranger_reports_without_javascript(window: Callable[..., Visit], language: str) -> None:
    post = asked(member(), at=timezone.now() - DAY)
    visit = window(PHONE, language=language, java_script_enabled=False)
    page = visit.open("/signaler/")
    page.fill("#link", f"{visit.address}/q/{post.public_id}")
    page.locator("input[name=family][value=secrecy]").check()
    page.fill("#reasons", WHY)
    page.locator("input[name=good_faith]").check()
    page.locator("main form .btn-call").click()
    page.wait_for_url(re.compile("/signaler/suivi/"))
    assert Notice.objects.get().number in page.locator("h1").inner_text()
    assert page.url in page.locator(".note").inner_text(), "the link to keep is shown"
    assert Case.objects.get().post == post


def test_pages_for_strangers_are_readable(window: Callable[..., Visit]) -> None:
    visit = window(DESK)
    fine(visit.open("/signaler/"), "justice-public")
    assert visit.complaints == []


def test_a_suspended_member_reads_why_and_contests(window: Callable[..., Visit]) -> None:
    """DSA 17 and 20, for somebody whose every other page is shut."""
    at = timezone.now() - DAY
    author = member()
    case, _ = reported(asked(author, at=at), at=at)
    decided(case, "hide", SUSPEND, at=at)
    visit = window(PHONE)
    enter(visit, author)
    page = visit.open("/")
    page.get_by_role("link", name="Lire la décision").click()
    page.locator("main .item a").first.click()
    page.get_by_text(FACTS).wait_for()
    page.get_by_text("Contester cette décision").click()
    page.fill("#reasons", "Je citais un patient qui parlait de lui-même.")
    fine(page, "justice-decision")
    page.get_by_role("button", name="Contester", exact=True).click()
    page.get_by_text("Vous avez contesté").wait_for()
    assert Appeal.objects.get().side == "person"
    fine(page, "justice-contested")
    assert visit.complaints == []
