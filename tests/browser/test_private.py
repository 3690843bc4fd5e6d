"""A case that could be recognised is asked in private, on a phone (T12, K17, K11, X6)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.factories import SEED

from .conftest import DESK, PHONE, axe, shoot, spill
from .serving import Instance

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
RARE = "F 34 a, un des 5 cas connus en France, paresthésies du MSG depuis 2 j. Des idées ?"


def write(page: Any, text: str) -> None:
    with page.expect_response(re.compile("/demander/verifier")):
        page.fill("#body", text)
    page.wait_for_selector("[data-guard] p")


def recognised(page: Any) -> None:
    page.check("input[name=patient][value=yes]")
    page.check("input[name=relative][value=no]")


def search(page: Any, name: str) -> None:
    with page.expect_response(re.compile("/demander/prive/")):
        page.fill("#q", "")
        page.locator("#q").press_sequentially(name, delay=10)
    page.locator("#people label", has_text=name).first.wait_for()


def test_t12_two_colleagues_are_asked_in_private_and_one_declines(
    instance: Instance, visit: Open
) -> None:
    doctor, friend, other = instance.member(), instance.member("SM32"), instance.member("SM30")
    window = visit(doctor, PHONE, has_touch=True, is_mobile=True)
    page = window.open("/demander/")
    write(page, SEED)
    assert not page.locator(".btn-private").is_visible()
    recognised(page)
    assert not page.get_by_role("button", name="Toc toc", exact=True).is_visible()
    assert not page.locator("input[name=audience]").first.is_visible()
    assert page.get_by_role("button", name="Transposer le cas").is_visible()
    assert spill(page) == 0
    shoot(page, "private-recognised")
    page.get_by_role("button", name="Demander en privé à…").tap()
    page.wait_for_url(re.compile("/demander/prive/"))
    search(page, friend["pseudonym"])
    page.get_by_label(friend["pseudonym"]).check()
    search(page, other["pseudonym"])
    assert page.get_by_label(friend["pseudonym"]).is_checked(), "a search forgets nobody"
    assert page.evaluate("document.activeElement.id") == "q"
    page.get_by_label(other["pseudonym"]).check()
    assert spill(page) == 0
    axe(page)
    shoot(page, "private-chosen")
    page.get_by_role("button", name="Toc toc, en privé").tap()
    page.wait_for_url(re.compile("/q/"))
    page.get_by_role("button", name="Annuler").click()
    page.wait_for_url(re.compile("/demander/"))
    assert page.input_value("#body") == SEED
    page.get_by_role("button", name="Demander en privé à…").tap()
    page.wait_for_url(re.compile("/demander/prive/"))
    assert page.locator("#people input:checked").count() == 2, "the names came back with the text"
    page.get_by_role("button", name="Toc toc, en privé").dblclick()
    page.wait_for_url(re.compile("/q/"))
    page.get_by_role("button", name="Envoyer maintenant").click()
    page.wait_for_selector("[data-countdown]", state="detached")
    assert [post["state"] for post in instance.posts(doctor)] == ["withdrawn", "published"]
    place = page.url.removeprefix(instance.address).partition("#")[0]
    named = f"lue par {friend['pseudonym']}, {other['pseudonym']} et vous"
    assert named in page.locator("main .note").inner_text()
    assert spill(page) == 0
    axe(page)
    shoot(page, "private-sent")

    theirs = visit(other, PHONE).open("/moi/")
    theirs.get_by_role("link", name="Un confrère vous demande votre avis, en privé.").click()
    theirs.wait_for_url(re.compile(place))
    theirs.get_by_text("Pourquoi ai-je été sollicité").click()
    assert "vous a demandé votre avis en privé." in theirs.locator(".why").inner_text()
    axe(theirs)
    shoot(theirs, "private-asked")
    theirs.get_by_role("button", name="Je ne peux pas").click()
    theirs.get_by_text("votre confrère demandera à quelqu’un d’autre").wait_for()
    assert visit(other).open(place).locator("h1").inner_text() != "Question"
    assert visit(instance.member("SM32")).open(place).get_by_text("paresthésies").count() == 0
    page.reload()
    assert f"{other['pseudonym']} ne peut pas répondre." in page.locator("main .note").inner_text()
    assert window.complaints == []


def test_t12_a_rare_fact_makes_private_the_first_act_and_leaves_the_other(
    instance: Instance, visit: Open
) -> None:
    page = visit(instance.member(), PHONE).open("/demander/")
    write(page, RARE)
    private = page.get_by_role("button", name="Demander en privé à…")
    public = page.get_by_role("button", name="Toc toc", exact=True)
    private.wait_for()
    assert public.is_visible()
    colours = [b.evaluate("e => getComputedStyle(e).backgroundColor") for b in (private, public)]
    assert colours[0] != colours[1], "one warm button, the private one"
    assert spill(page) == 0
    axe(page)
    shoot(page, "private-rare")


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_x6_in_private_without_javascript(
    instance: Instance, visit: Open, size: dict[str, int]
) -> None:
    doctor, friend = instance.member(), instance.member("SM32")
    page = visit(doctor, size, java_script_enabled=False).open("/demander/")
    page.fill("#body", SEED)
    recognised(page)
    page.get_by_role("button", name="Demander en privé à…").click()
    page.fill("#q", friend["pseudonym"])
    page.press("#q", "Enter")
    page.get_by_label(friend["pseudonym"]).check()
    page.get_by_role("button", name="Toc toc, en privé").click()
    assert f"lue par {friend['pseudonym']} et vous" in page.locator("main .note").inner_text()
