"""A question is answered before its asker's eyes (T1, T3, T11, M7, D21, X2): two browsers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from .conftest import DESK, PHONE, axe
from .serving import Instance

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
ANSWER = "Un zona avant l'éruption ? IRM médullaire si cela dure, voir 10.1056/NEJMcp1302674."


def listen(page: Any) -> None:
    """Wait until this page hears of what happens."""
    page.wait_for_selector("[data-live-state=open]", state="attached")


def answer(page: Any, text: str, intent: str = "Donner un avis") -> None:
    page.get_by_label(intent).check()
    page.fill("#body", text)
    page.locator("main .btn-call").click()
    page.get_by_role("button", name="Envoyer maintenant").click()
    page.wait_for_selector("[data-countdown]", state="detached")


def test_t1_an_answer_arrives_without_reload_and_is_announced(
    instance: Instance, visit: Open
) -> None:
    asker, colleague = instance.member(), instance.member("SM32")
    question = instance.asked(asker)
    phone, desk = visit(asker, PHONE), visit(colleague, DESK)
    page = phone.open(f"/q/{question}")
    listen(page)
    page.evaluate("window.untouched = true")
    other = desk.open("/")
    other.locator(f"a[href='/q/{question}']").first.click()
    answer(other, "Depuis quand le traitement est-il arrêté ?", "Demander une précision")
    page.locator(".post-clarification").wait_for()
    answer(other, ANSWER)
    page.locator(".post-answer").wait_for()
    assert page.locator("#news").inner_text() == "1 nouvelle réponse"
    assert page.evaluate("window.untouched"), "no reload"
    assert "zona" in page.locator(".post-answer").inner_text()
    assert "<p>" not in page.locator(".post-answer").inner_text()
    assert page.locator(".post-answer .refs a").get_attribute("href").startswith("https://doi.org/")
    styles = [
        page.locator(f".post-{kind}").evaluate("e => getComputedStyle(e).borderStyle")
        for kind in ("answer", "clarification")
    ]
    assert styles[0] != styles[1], "an answer and a question back are told apart at a glance"
    assert page.locator(".post-clarification .tag").inner_text() == "Précision demandée"
    axe(page)
    assert phone.complaints == desk.complaints == []


def test_t3_the_asker_completes_marks_thanks_and_tells_what_followed(
    instance: Instance, visit: Open
) -> None:
    """M7: thanks go to one person, and nobody reads a count."""
    asker, colleague = instance.member(), instance.member("SM32")
    question = instance.asked(asker)
    reply = instance.replied(colleague, question)
    window = visit(asker)
    page = window.open(f"/q/{question}")
    helper = visit(colleague, DESK).open(f"/q/{question}")
    listen(helper)
    answer(page, "Ajout : pas de fièvre, TA normale.", "Ajouter un complément")
    helper.locator(".post-complement").wait_for()
    page.get_by_role("button", name="Cela m’a aidé").click()
    page.locator(f"#p-{reply}.post-helped").wait_for()
    helper.locator(f"#p-{reply}.post-helped").wait_for()
    page.get_by_role("button", name="Remercier en privé").click()
    assert "lui seul" in page.locator(".messages").inner_text()
    assert page.get_by_text("Vous l’avez remercié").is_visible()
    helper.reload()
    assert "remerci" not in helper.locator("#thread").inner_text()
    helper.goto(f"{instance.address}/moi/")
    assert "remercie" in helper.locator("main").inner_text()
    answer(page, "IRM normale, éruption au 5e jour : zona.", "Raconter la suite")
    assert page.locator(".post-outcome").is_visible()
    axe(page)


def test_k16_an_edit_is_seen_by_all_and_shows_what_was_said_before(
    instance: Instance, visit: Open
) -> None:
    asker, colleague = instance.member(), instance.member("SM32")
    question = instance.asked(asker)
    reply = instance.replied(colleague, question, "Un zona, sans doute.")
    reader = visit(asker).open(f"/q/{question}")
    listen(reader)
    page = visit(colleague, DESK).open(f"/q/{question}")
    page.locator(f"#p-{reply}").get_by_role("link", name="Modifier").click()
    page.fill("#body", "Un zona, presque sûrement.")
    page.get_by_role("button", name="Enregistrer").click()
    reader.get_by_text("presque sûrement").wait_for()
    reader.get_by_role("link", name="modifié").click()
    text = reader.locator("main").inner_text()
    assert text.index("presque sûrement") < text.index("sans doute")
    axe(reader)


def test_t11_two_people_answer_at_once_and_two_taps_answer_once(
    instance: Instance, visit: Open
) -> None:
    asker, one, two = instance.member(), instance.member("SM32"), instance.member("SM32")
    question = instance.asked(asker)
    page = visit(asker).open(f"/q/{question}")
    listen(page)
    pages = [visit(person, DESK).open(f"/q/{question}") for person in (one, two)]
    for number, other in enumerate(pages):
        other.fill("#body", f"Avis numéro {number} : un zona ?")
    for other in pages:
        other.evaluate("""() => { const b = document.querySelector('main .btn-call');
                                  setTimeout(() => { b.click(); b.click(); }) }""")
    for other in pages:
        other.wait_for_url(re.compile("#p-"))
    page.locator(".post-answer").nth(1).wait_for()
    assert [len(instance.posts(person)) for person in (one, two)] == [1, 1]
    pages[0].go_back()
    pages[0].wait_for_load_state()
    assert len(instance.posts(one)) == 1


def test_x2_after_a_lost_server_the_page_catches_up(instance: Instance, visit: Open) -> None:
    """The stream is replayed from the last event: what came while it was away is shown."""
    asker, colleague = instance.member(), instance.member("SM32")
    question = instance.asked(asker)
    window = visit(asker)
    page = window.open(f"/q/{question}")
    listen(page)
    page.evaluate("window.untouched = true")
    page.fill("#body", "En attendant, je note ceci.")
    page.evaluate("document.activeElement.blur()")
    instance.stop()
    instance.replied(colleague, question, "Un zona, dit pendant la panne.", minutes_ago=0)
    instance.start()
    page.get_by_text("pendant la panne").wait_for()
    assert page.evaluate("window.untouched")
    assert page.input_value("#body") == "En attendant, je note ceci."


def test_k17_a_post_leaves_when_its_seconds_are_over(instance: Instance, visit: Open) -> None:
    asker, colleague = instance.member(), instance.member("SM32")
    question = instance.asked(asker)
    page = visit(colleague).open(f"/q/{question}")
    page.fill("#body", "Un zona ?")
    page.locator("main .btn-call").click()
    page.locator("[data-countdown]").wait_for()
    page.wait_for_selector("[data-countdown]", state="detached")
    assert [post["state"] for post in instance.posts(colleague)] == ["published"]


def test_t2_the_feed_says_that_a_question_came_and_moves_when_asked(
    instance: Instance, visit: Open
) -> None:
    asker, colleague = instance.member(), instance.member("SM32")
    page = visit(colleague, DESK).open("/")
    with page.expect_request(re.compile("/live\\?")):
        page.reload()
    page.wait_for_timeout(300)
    question = instance.asked(asker, minutes_ago=0)
    page.get_by_role("link", name="Du nouveau : afficher").click()
    page.locator(f"a[href='/q/{question}']").first.wait_for()
    axe(page)
