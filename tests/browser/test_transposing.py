"""Say a case another way on a phone: the meter, everything at once, before and after (K16, T12)."""

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
THUMB = {"has_touch": True, "is_mobile": True}
TELLING = (
    "Mme Odile Tournebise, F 44 a, boulangère, vit à Ploërmel, paresthésies du MSG depuis 2 j.\n"
    "Des idées ?"
)
PLAIN = (
    "Mme Odile Tournebise, F 44 a, paresthésies du MSG depuis 2 j. Vue au CHU de Rennes. "
    "Des idées ?"
)


def write(page: Any, text: str) -> None:
    with page.expect_response(re.compile("/demander/verifier")):
        page.fill("#body", text)
    page.wait_for_selector("[data-guard] p")


def recognise_nobody(page: Any) -> None:
    for name in ("patient", "relative"):
        page.check(f"input[name={name}][value=no]")


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_t12_the_meter_says_how_many_people_and_what_each_detail_costs(
    instance: Instance, visit: Open, size: dict[str, int]
) -> None:
    window = visit(instance.member(), size)
    page = window.open("/demander/")
    write(page, SEED)
    assert page.locator("[data-meter]").count() == 0, "an ordinary case: no noise"
    write(page, TELLING)
    meter = page.locator("[data-meter]")
    assert "en France correspond" in meter.inner_text()
    page.get_by_text("Ce qui compte").click()
    assert "sans la commune" in meter.inner_text()
    write(page, TELLING + " Merci.")
    assert page.locator("[data-costs][open]").count() == 1, "open, it stays open"
    private = page.get_by_role("button", name="Demander en privé à…")
    assert private.is_visible()
    assert spill(page) == 0
    axe(page)
    shoot(page, f"meter-{size['width']}")
    assert window.complaints == []


def test_d9_everything_is_reworded_in_one_tap_and_comes_back_in_another(
    instance: Instance, visit: Open
) -> None:
    window = visit(instance.member(), PHONE, **THUMB)
    page = window.open("/demander/")
    write(page, PLAIN)
    page.get_by_role("button", name="Tout appliquer").tap()
    page.locator(".finding").first.wait_for(state="detached")
    reworded = page.input_value("#body")
    assert "Tournebise" not in reworded
    assert "Rennes" not in reworded
    assert page.evaluate("document.activeElement.id") != "body", "no keyboard over the page"
    axe(page)
    shoot(page, "all-applied")
    page.get_by_role("button", name="Annuler").tap()
    page.locator(".finding-block").wait_for()
    assert page.input_value("#body") == PLAIN
    assert page.get_by_role("button", name="Annuler").count() == 0
    assert window.complaints == []


def test_d9_the_browsers_own_undo_works_after_everything(instance: Instance, visit: Open) -> None:
    page = visit(instance.member(), DESK).open("/demander/")
    write(page, PLAIN)
    page.get_by_role("button", name="Tout appliquer").click()
    page.locator(".finding").first.wait_for(state="detached")
    assert page.evaluate("document.activeElement.id") == "body"
    page.keyboard.press("Control+z")
    assert page.input_value("#body") == PLAIN
    page.locator(".finding-block").wait_for()
    for name in ("la patiente", "un CHU"):
        page.get_by_role("button", name=name).first.click()
        page.get_by_role("button", name="Annuler").wait_for()
    page.locator(".finding").first.wait_for(state="detached")
    page.get_by_role("button", name="Annuler").click()
    page.locator(".finding-fix").wait_for()
    page.get_by_role("button", name="Annuler").click()
    page.locator(".finding-block").wait_for()
    assert page.input_value("#body") == PLAIN, "each change comes back, the last first"


def test_a_guard_that_does_not_answer_changes_nothing_and_says_so(
    instance: Instance, visit: Open
) -> None:
    page = visit(instance.member()).open("/demander/")
    write(page, PLAIN)
    page.route("**/demander/verifier", lambda route: route.abort())
    page.get_by_role("button", name="Tout appliquer").click()
    page.get_by_text("rien n’a changé").wait_for()
    assert page.input_value("#body") == PLAIN


def test_enter_in_a_reason_applies_nothing(instance: Instance, visit: Open) -> None:
    page = visit(instance.member(), DESK).open("/demander/")
    write(page, PLAIN)
    page.get_by_text("Garder tel quel").first.click()
    reason = page.locator("input[name^=reason-]").first
    reason.fill("utile")
    with page.expect_response(re.compile("/demander/verifier")):
        reason.press("Enter")
    assert page.input_value("#body") == PLAIN
    assert page.url.endswith("/demander/")


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_k16_a_case_is_transposed_change_by_change_and_shown_as_such(
    instance: Instance, visit: Open, size: dict[str, int]
) -> None:
    doctor = instance.member()
    window = visit(doctor, size)
    page = window.open("/demander/")
    write(page, PLAIN)
    page.get_by_role("button", name="Transposer le cas").click()
    page.wait_for_url(re.compile("/transposer/"))
    assert "Tournebise" in page.locator("del").all_inner_texts()[0]
    boxes = page.locator("input[name=keep]")
    assert boxes.count() == page.locator("input[name=keep]:checked").count() >= 3
    columns = [page.locator(f"section[aria-labelledby={n}-title]") for n in ("before", "after")]
    tops = [column.bounding_box()["y"] for column in columns]
    assert (tops[0] == tops[1]) == (size == DESK), "side by side, stacked on the phone"
    assert spill(page) == 0
    axe(page)
    shoot(page, f"transpose-{size['width']}")
    age = page.get_by_label(re.compile("44 → "))
    with page.expect_response(re.compile("/transposer/")):
        age.focus()
        page.keyboard.press("Space")
    page.locator("#transposed ins").first.wait_for()
    page.get_by_text("F 44 a").nth(1).wait_for()
    assert page.evaluate("document.activeElement.name") == "keep", "the focus stays"
    page.get_by_role("button", name="Reprendre ce texte").click()
    page.wait_for_selector("#body")
    text = page.input_value("#body")
    assert "F 44 a" in text
    assert "Tournebise" not in text
    assert page.get_by_text("Vos confrères verront cette mention.").is_visible()
    axe(page)
    shoot(page, f"transposed-{size['width']}")
    recognise_nobody(page)
    page.locator("main .btn-call").click()
    page.wait_for_url(re.compile("/q/"))
    assert page.locator(".post-question .tag", has_text="transposé").is_visible()
    assert instance.posts(doctor)[-1]["body"] == text
    assert window.complaints == []


def test_k16_going_back_changes_nothing_and_annuler_undoes_the_mark(
    instance: Instance, visit: Open
) -> None:
    page = visit(instance.member()).open("/demander/")
    write(page, PLAIN)
    page.check("input[name=signature][value=protected]")
    page.get_by_role("button", name="Transposer le cas").click()
    page.get_by_role("button", name="Revenir sans rien changer").click()
    assert page.input_value("#body") == PLAIN
    assert page.locator("input[name=signature]:checked").get_attribute("value") == "protected"
    page.get_by_role("button", name="Transposer le cas").click()
    page.get_by_role("button", name="Reprendre ce texte").click()
    page.get_by_role("button", name="Annuler").click()
    page.locator(".finding-block").wait_for()
    assert page.input_value("#body") == PLAIN
    assert not page.get_by_text("Vos confrères verront cette mention.").is_visible()
    assert page.input_value("input[name=transposed]") == ""


def test_k17_a_case_that_would_be_recognised_is_transposed_from_under_the_thumb(
    instance: Instance, visit: Open
) -> None:
    page = visit(instance.member(), PHONE, **THUMB).open("/demander/")
    write(page, SEED)
    button = page.locator(".sticky").get_by_role("button", name="Transposer le cas")
    assert not button.is_visible()
    page.check("input[name=patient][value=yes]")
    button.tap()
    page.wait_for_url(re.compile("/transposer/"))
    sex = page.get_by_label(re.compile("Changer aussi le sexe"))
    if sex.count():
        assert not sex.is_checked()
    page.get_by_role("button", name="Reprendre ce texte").click()
    page.wait_for_selector("#body")
    assert page.locator("input[name=patient][value=yes]").is_checked()


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_x6_a_reply_is_transposed_without_javascript(
    instance: Instance, visit: Open, size: dict[str, int]
) -> None:
    asker, doctor = instance.member(), instance.member("SM32")
    question = instance.asked(asker)
    page = visit(doctor, size, java_script_enabled=False).open(f"/q/{question}")
    page.fill("#body", PLAIN)
    page.get_by_role("button", name="Vérifier").click()
    page.get_by_role("button", name="Tout appliquer").click()
    assert "Tournebise" not in page.input_value("#body")
    page.get_by_role("button", name="Annuler").click()
    assert page.input_value("#body") == PLAIN
    page.get_by_role("button", name="Vérifier").click()
    page.get_by_role("button", name="Transposer le cas").click()
    page.get_by_label(re.compile("44 → ")).uncheck()
    page.get_by_role("button", name="Voir le résultat").click()
    after = page.locator("section[aria-labelledby=after-title]")
    assert "F 44 a" in after.inner_text()
    assert not page.get_by_label(re.compile("44 → ")).is_checked()
    page.get_by_role("button", name="Reprendre ce texte").click()
    text = page.input_value("#body")
    assert "Tournebise" not in text
    page.get_by_role("button", name="Répondre").click()
    page.get_by_role("button", name="Envoyer maintenant").click()
    assert page.locator(".post-answer .tag", has_text="transposé").is_visible()
