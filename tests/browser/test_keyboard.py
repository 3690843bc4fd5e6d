"""The whole way with the keyboard alone (X6): reach, see where one is, act, come back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from .conftest import DESK
from .serving import Instance

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
HERE = """() => {
  const e = document.activeElement, r = e.getBoundingClientRect();
  const style = getComputedStyle(e.closest('.chip, .writer') ?? e), own = getComputedStyle(e);
  const outlined = (s) => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
  const top = document.elementFromPoint(r.x + r.width / 2, r.y + Math.min(r.height / 2, 20));
  return {
    what: e.name || e.textContent.trim().slice(0, 30), value: e.value ?? '', id: e.id,
    outlined: outlined(style) || outlined(own),
    seen: !!top && (e.contains(top) || top.contains(e) || !!top.closest('label')?.contains(e)),
  };
}"""


def tab_to(page: Any, wanted: Callable[[dict[str, Any]], bool], most: int = 60) -> None:
    """Press Tab until there; each stop on the way shows itself and hides behind nothing."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        assert here["outlined"], f"focus can't be seen on {here}"
        assert here["seen"], f"something stands before {here}"
        if wanted(here):
            return
    pytest.fail("never reached")


def test_x6_ask_and_take_back_with_the_keyboard_alone(instance: Instance, visit: Open) -> None:
    doctor = instance.member()
    page = visit(doctor, DESK, reduced_motion="reduce").open("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    tab_to(page, lambda here: here["what"].startswith("Toc toc"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/demander/"))
    tab_to(page, lambda here: here["id"] == "body")
    page.keyboard.insert_text("F 44 a, vue par Mme Brétigny, paresthésies du bras. Des idées ?")
    page.locator(".finding").wait_for()
    tab_to(page, lambda here: here["what"] == "apply")
    page.keyboard.press("Enter")
    page.locator(".finding").wait_for(state="detached")
    assert page.evaluate("document.activeElement.id") == "body", "one comes back to the text"
    for name in ("patient", "relative"):
        tab_to(page, lambda here, name=name: here["what"] == name)
        page.keyboard.press("Space")
    tab_to(page, lambda here: here["value"] == "publish")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/q/"))
    tab_to(page, lambda here: here["what"] == "Annuler")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/demander/"))
    assert [post["state"] for post in instance.posts(doctor)] == ["withdrawn"]


def test_x6_read_and_answer_with_the_keyboard_alone(instance: Instance, visit: Open) -> None:
    asker, colleague = instance.member(), instance.member("SM32")
    question = instance.asked(asker)
    page = visit(colleague, DESK, reduced_motion="reduce").open(f"/q/{question}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    tab_to(page, lambda here: here["what"] == "kind")
    page.keyboard.press("ArrowDown")
    assert page.locator("input[name=kind]:checked").get_attribute("value") == "clarification"
    tab_to(page, lambda here: here["id"] == "body")
    page.keyboard.insert_text("Depuis quand ?")
    tab_to(page, lambda here: here["value"] == "publish")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#p-"))
    assert instance.posts(colleague)[0]["kind"] == "clarification"


def test_x6_the_menu_opens_and_closes_with_the_keyboard(instance: Instance, visit: Open) -> None:
    page = visit(instance.member(), DESK).open("/")
    page.locator("details.me summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".menu a").first.is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".menu a").first.is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_x6_news_in_a_thread_leaves_the_keyboard_where_it_was(
    instance: Instance, visit: Open
) -> None:
    asker, reader, colleague = instance.member(), instance.member(), instance.member()
    question = instance.asked(asker)
    page = visit(reader, DESK, reduced_motion="reduce").open(f"/q/{question}")
    page.locator("#thread").get_by_role("link", name="Signaler").focus()
    # Whatever key comes next, however soon after the exchange, leaves from the same place.
    page.evaluate(
        """() => document.addEventListener("htmx:afterSwap", () => {
          document.body.dataset.focus = document.activeElement.textContent;
        })"""
    )
    instance.replied(colleague, question, "Un avis en deux mots.", minutes_ago=0)
    page.get_by_text("Un avis en deux mots.").wait_for()
    assert page.evaluate("document.body.dataset.focus") == "Signaler"
    assert page.evaluate("document.activeElement.textContent") == "Signaler"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") != "BODY"
