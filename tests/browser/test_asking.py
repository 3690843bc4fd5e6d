"""Ask in less than a minute: write, let the guard read, choose, knock (D9, K5, K11, T2, T9, X6)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.factories import SEED

from .conftest import DESK, PHONE, axe, spill
from .serving import Instance, sign_in

pytestmark = pytest.mark.browser

NAMED = (
    "Bonjour 👩🏽‍⚕️ à tous, Mme Amélie Brétigny, F 44 a, paresthésies du MSG depuis 2 j. Des idées ?"
)
THUMB = {"has_touch": True, "is_mobile": True}
Open = Callable[..., Any]


def write(page: Any, text: str) -> None:
    """Type, and wait until the guard has read it."""
    with page.expect_response(re.compile("/demander/verifier")):
        page.fill("#body", text)
    page.wait_for_selector("[data-guard] p")


def recognise_nobody(page: Any) -> None:
    for name in ("patient", "relative"):
        page.check(f"input[name={name}][value=no]")


def knock(page: Any) -> None:
    page.locator("main .btn-call").click()


def marks(page: Any) -> list[str]:
    return list(page.locator("[data-mirror] mark").all_inner_texts())


def saved(page: Any) -> None:
    page.get_by_text("Brouillon enregistré").wait_for()


def test_k11_ask_on_a_phone_think_again_then_send(instance: Instance, visit: Open) -> None:
    """Text, one tap, two answers, "Toc toc": five touches. Cancelling gives the text back."""
    doctor = instance.member()
    window = visit(doctor, PHONE, **THUMB)
    page = window.open("/demander/")
    write(page, NAMED)
    assert marks(page) == ["Mme Amélie Brétigny"]
    page.get_by_role("button", name="la patiente").tap()
    page.wait_for_selector("[data-guard] .finding", state="detached")
    text = page.input_value("#body")
    assert "à tous, la patiente, F 44 a" in text
    assert page.evaluate("document.activeElement.id") != "body", "no keyboard over the page"
    recognise_nobody(page)
    knock(page)
    page.wait_for_url(re.compile("/q/"))
    assert "Visible de vous seul" in page.locator(".post-mine").inner_text()
    left = page.locator("[id^=s-]")
    assert 0 < int(left.inner_text()) <= 30
    assert not page.locator("#repondre").is_visible(), "nothing else to do while it waits"
    axe(page)
    page.get_by_role("button", name="Annuler").click()
    page.wait_for_url(re.compile("/demander/"))
    assert page.input_value("#body") == text
    assert page.locator(".messages").inner_text() != ""
    recognise_nobody(page)
    knock(page)
    page.wait_for_url(re.compile("/q/"))
    page.get_by_role("button", name="Envoyer maintenant").click()
    page.wait_for_selector("[data-countdown]", state="detached")
    assert page.locator(".state").is_visible()
    assert [post["state"] for post in instance.posts(doctor)] == ["withdrawn", "published"]
    assert window.complaints == []


def test_t2_the_seed_of_it_all_passes_untouched(instance: Instance, visit: Open) -> None:
    doctor = instance.member()
    page = visit(doctor).open("/demander/")
    write(page, SEED)
    assert marks(page) == []
    assert page.locator("[data-guard-line]").inner_text() == "Rien d’identifiant repéré"
    assert page.locator("[data-specialties] input:checked").count() >= 1
    recognise_nobody(page)
    knock(page)
    page.wait_for_url(re.compile("/q/"))
    assert instance.posts(doctor)[0]["body"] == SEED


def test_d9_the_keyboard_reaches_each_finding_and_takes_a_rewording(
    instance: Instance, visit: Open
) -> None:
    """Offsets are characters: an emoji and accents before a name move no mark (X6)."""
    page = visit(instance.member(), DESK).open("/demander/")
    write(page, NAMED + " Vue au CHU de Rennes le 3 novembre 2026.")
    assert marks(page)[:2] == ["Mme Amélie Brétigny", "CHU de Rennes"]
    findings = page.locator(".finding")
    reached: set[str] = set()
    page.focus("#body")
    for _ in range(40):
        page.keyboard.press("Tab")
        words = page.evaluate(
            "document.activeElement.closest('.finding')?.querySelector('q').textContent"
        )
        if words:
            reached.add(words)
            assert page.locator("mark.hit-here").inner_text() == words
    assert len(reached) == findings.count() >= 3
    page.get_by_role("button", name="un CHU").focus()
    page.keyboard.press("Enter")
    page.locator("q", has_text="CHU de Rennes").wait_for(state="detached")
    assert page.evaluate("document.activeElement.id") == "body"
    page.keyboard.press("Control+z")
    assert "CHU de Rennes" in page.input_value("#body"), "the browser's own undo works"


def test_d9_a_proposal_never_lands_on_words_that_moved(instance: Instance, visit: Open) -> None:
    page = visit(instance.member(), DESK).open("/demander/")
    write(page, NAMED)
    page.route("**/demander/verifier", lambda route: route.abort())  # the guard lags behind
    page.evaluate("document.getElementById('body').setRangeText('Cher tous, ', 0, 0, 'end')")
    page.get_by_role("button", name="la patiente").click()
    assert page.input_value("#body") == f"Cher tous, {NAMED}".replace(
        "Mme Amélie Brétigny", "la patiente"
    )


def test_d9_a_contested_eponym_stays_contested_and_can_be_taken_back(
    instance: Instance, visit: Open
) -> None:
    doctor = instance.member()
    page = visit(doctor, DESK).open("/demander/")
    text = "F 71 a, hallucinations, Claire Vasseur depuis 6 mois ? IRM normale. Des idées ?"
    write(page, text)
    box = page.locator(".finding [data-contest]").first
    words = box.get_attribute("value")
    with page.expect_response(re.compile("verifier")):
        box.click()
    kept = page.locator(".kept [data-contest]")
    kept.wait_for()
    assert kept.get_attribute("value") == words
    write(page, text + " Merci.")
    assert page.locator(".kept [data-contest]").is_checked(), "said once, it lasts"
    with page.expect_response(re.compile("verifier")):
        page.locator(".kept [data-contest]").click()
    page.locator(".finding").wait_for()
    with page.expect_response(re.compile("verifier")):
        page.locator(".finding [data-contest]").first.click()
    page.locator(".kept").wait_for()
    recognise_nobody(page)
    knock(page)
    page.wait_for_url(re.compile("/q/"))
    assert instance.posts(doctor)[-1]["body"] == text + " Merci."


def test_law4_what_is_kept_needs_a_reason_and_what_names_somebody_is_refused(
    instance: Instance, visit: Open
) -> None:
    """A refusal keeps every word, every choice and says where to look (422)."""
    doctor = instance.member()
    page = visit(doctor).open("/demander/")
    text = (
        "F 44 a, boulangère à Ploërmel, céphalées depuis le 3 novembre 2026. "
        "Mme Brétigny inquiète. 🙏"
    )
    write(page, text)
    page.check("input[name=signature][value=protected]")
    recognise_nobody(page)
    knock(page)
    page.locator("#body[aria-invalid=true]").wait_for()
    assert page.input_value("#body") == text
    assert page.locator("input[name=signature]:checked").get_attribute("value") == "protected"
    assert page.locator("input[name=patient]:checked").get_attribute("value") == "no"
    assert page.evaluate("document.activeElement.id") == "body"
    axe(page)
    page.locator(".finding-block").get_by_role("button", name="la patiente").first.click()
    page.locator(".finding-block").wait_for(state="detached")
    for number in range(page.locator(".finding details").count()):
        item = page.locator(".finding details").nth(number)
        if item.get_attribute("open") is None:
            item.locator("summary").click()
        item.locator("input").fill("nécessaire au diagnostic")
    knock(page)
    page.wait_for_url(re.compile("/q/"))
    assert instance.posts(doctor)[0]["kind"] == "question"


def test_t10_the_two_questions_are_answered_before_anything_leaves(
    instance: Instance, visit: Open
) -> None:
    doctor = instance.member()
    page = visit(doctor).open("/demander/")
    write(page, SEED)
    knock(page)
    page.locator("#recognise .error").wait_for()
    assert page.evaluate("document.activeElement.name") == "patient"
    assert page.input_value("#body") == SEED
    assert instance.posts(doctor) == []
    axe(page)


def test_k5_a_draft_survives_a_reload(instance: Instance, visit: Open) -> None:
    doctor = instance.member()
    window = visit(doctor)
    page = window.open("/demander/")
    write(page, SEED)
    saved(page)
    page.reload()
    assert page.input_value("#body") == SEED
    window.open("/moi/brouillons/")
    assert SEED[:30] in page.locator("main").inner_text()
    axe(page)


def test_k5_two_tabs_are_offered_both_texts(instance: Instance, visit: Open) -> None:
    doctor = instance.member()
    window = visit(doctor, DESK)
    first = window.open("/demander/")
    second = window.context.new_page()
    second.goto(f"{instance.address}/demander/")
    write(first, "F 30 a, céphalée, texte du premier onglet.")
    saved(first)
    write(second, "H 50 a, toux, texte du second onglet.")
    choice = second.get_by_role("button", name="Prendre l’autre")
    choice.wait_for()
    assert second.get_by_role("button", name="Garder ce texte").is_visible()
    assert second.input_value("#body").startswith("H 50 a"), "nothing is thrown away unasked"
    choice.click()
    assert second.input_value("#body").startswith("F 30 a")


def test_k5_an_expired_session_keeps_the_text_and_gives_it_back(
    instance: Instance, visit: Open
) -> None:
    doctor = instance.member()
    window = visit(doctor)
    page = window.open("/demander/")
    instance.do("forget_session", cookie=doctor["cookie"])
    page.fill("#body", SEED)
    page.get_by_text("Session expirée").wait_for()
    doctor["cookie"] = instance.do("session", by=doctor["id"])
    sign_in(window.context, instance, doctor)
    window.open("/demander/")
    assert page.input_value("#body") == ""
    page.get_by_role("button", name="Le reprendre").click()
    assert page.input_value("#body") == SEED
    saved(page)
    assert page.evaluate("localStorage.length") == 0


def test_k5_offline_keeps_the_text_and_saves_when_back(instance: Instance, visit: Open) -> None:
    doctor = instance.member()
    window = visit(doctor)
    page = window.open("/demander/")
    window.context.set_offline(True)
    page.fill("#body", SEED)
    page.get_by_text("Hors connexion").wait_for()
    recognise_nobody(page)
    knock(page)
    assert page.input_value("#body") == SEED, "no error page of the browser takes the text away"
    window.context.set_offline(False)
    saved(page)
    assert instance.posts(doctor) == []


def test_t2_two_taps_ask_once_and_going_back_asks_nothing(instance: Instance, visit: Open) -> None:
    doctor = instance.member()
    page = visit(doctor).open("/demander/")
    write(page, SEED)
    recognise_nobody(page)
    page.locator("main .btn-call").dblclick()
    page.wait_for_url(re.compile("/q/"))
    page.go_back()
    page.wait_for_url(re.compile("/demander/"))
    assert page.input_value("#body") == "", "the text left; it is not here to leave twice"
    page.go_forward()
    page.wait_for_url(re.compile("/q/"))
    assert len(instance.posts(doctor)) == 1


def test_x6_everything_works_without_javascript(instance: Instance, visit: Open) -> None:
    doctor, colleague = instance.member(), instance.member("SM32")
    window = visit(doctor, PHONE, java_script_enabled=False)
    page = window.open("/demander/")
    page.fill("#body", NAMED)
    page.get_by_role("button", name="Vérifier").click()
    page.get_by_role("button", name="la patiente").click()
    assert "la patiente" in page.input_value("#body")
    assert page.locator(".finding").count() == 0
    recognise_nobody(page)
    knock(page)
    page.get_by_role("button", name="Annuler").click()
    assert "la patiente" in page.input_value("#body")
    recognise_nobody(page)
    knock(page)
    page.get_by_role("button", name="Envoyer maintenant").click()
    address = page.url.partition("#")[0].removeprefix(instance.address)
    other = visit(colleague, PHONE, java_script_enabled=False)
    reply = other.open(address)
    reply.fill("#body", "Demandez à Mme Brétigny ?")
    reply.get_by_role("button", name="Vérifier").click()
    assert reply.locator(".finding").count() == 1
    reply.fill("#body", "Un zona avant l'éruption ?")
    reply.get_by_role("button", name="Répondre").click()
    reply.get_by_role("button", name="Envoyer maintenant").click()
    assert "zona" in reply.locator(".post-answer").inner_text()
    window.open("/moi/reglages/")
    page.fill("#qs", "sept heures")
    page.get_by_role("button", name="Enregistrer").first.click()
    assert page.locator("#qs-e").is_visible()
    assert page.input_value("#qs") == "sept heures"
    assert page.locator("#qs[aria-invalid=true]").count() == 1
    page.fill("#qs", "22:00")
    page.get_by_role("button", name="Enregistrer").first.click()
    assert page.input_value("#qs") == "22:00"
    window.open("/recherche/?q=zona")
    assert page.locator("h1").inner_text() == "Chercher"
    assert spill(page) <= 0
