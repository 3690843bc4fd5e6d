"""Every page of a member, at every width and colour, short or very long (X6, M7, T12)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import DESK, PHONE, axe, shoot, spill
from .serving import Instance

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
FOUND = (
    "Mme Amélie Brétigny, boulangère à Ploërmel, née le 12/03/1981, vue au CHU de Rennes le "
    "3 novembre 2026. Paresthésies. Des idées ?"
)
LONG_WORD = "anticonstitutionnellementotorhinolaryngologiquementprolongé" + "e" * 20


@pytest.fixture(scope="module")
def community(instance: Instance) -> dict[str, Any]:
    """One thread with each kind of post, a draft-to-be, an inbox, and somebody who moderates."""
    asker, colleague = instance.member(), instance.member("SM32")
    question = instance.asked(asker)
    answer = instance.replied(colleague, question)
    instance.replied(colleague, question, "Quel délai depuis l'arrêt ?", kind="clarification")
    instance.replied(asker, question, "Deux mois.", kind="complement", minutes_ago=20)
    return {
        "asker": asker,
        "colleague": colleague,
        "question": question,
        "answer": answer,
        "moderator": instance.member(role="moderator"),
        "nobody": instance.member("SM15"),
        "candidate": instance.do("candidate"),
    }


PAGES = {
    "feed": ("asker", "/"),
    "feed-empty": ("asker", "/?specialite=SM02"),
    "ask": ("asker", "/demander/"),
    "question-asker": ("asker", "/q/{question}"),
    "question-reader": ("colleague", "/q/{question}"),
    "question-moderator": ("moderator", "/q/{question}"),
    "search": ("asker", "/recherche/"),
    "search-found": ("asker", "/recherche/?q=paresth%C3%A9sies&reponses=on"),
    "search-nothing": ("asker", "/recherche/?q=xylophagie"),
    "mine": ("asker", "/mes-questions/"),
    "mine-empty": ("nobody", "/mes-questions/"),
    "inbox": ("asker", "/moi/"),
    "settings": ("asker", "/moi/reglages/"),
    "drafts-empty": ("nobody", "/moi/brouillons/"),
    "edit": ("colleague", "/q/{answer}/modifier"),
    "versions": ("colleague", "/q/{answer}/versions"),
    "remove": ("colleague", "/q/{answer}/supprimer"),
    "hide": ("moderator", "/q/{answer}/masquer"),
    "nowhere": ("asker", "/q/zzzzzzzzzzzz"),
    "joining-proof": ("candidate", "/rejoindre/"),
    "tokens": ("asker", "/moi/jetons/"),
    "security": ("asker", "/compte/2fa/"),
}
NARROW = {"width": 320, "height": 640}
ZOOMED = {"width": 640, "height": 450}


@pytest.mark.parametrize("name", PAGES)
def test_x6_each_page_of_a_member_is_clean(
    name: str, community: dict[str, Any], visit: Open
) -> None:
    """axe finds nothing serious, light and dark; nothing spills at 200 % and at 320 px."""
    who, path = PAGES[name]
    window = visit(community[who], PHONE)
    page = window.open(path.format(**community))
    for size, scheme in ((PHONE, "light"), (DESK, "dark")):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size(size)
        assert spill(page) <= 0
        axe(page)
        shoot(page, f"member-{name}-{size['width']}-{scheme}")
    for size in (ZOOMED, NARROW):
        page.set_viewport_size(size)
        assert spill(page) <= 0, size
    assert page.locator("h1").count() == 1
    assert page.locator("main .btn-call").count() <= 1, "one primary act a page"
    assert window.complaints == []


def test_x6_the_panel_is_clean_full_of_findings(community: dict[str, Any], visit: Open) -> None:
    window = visit(community["nobody"], PHONE)
    page = window.open("/demander/")
    page.fill("#body", FOUND)
    page.locator(".finding").first.wait_for()
    assert page.locator(".finding").count() >= 4
    for size, scheme in ((PHONE, "dark"), (DESK, "light")):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size(size)
        axe(page)
        shoot(page, f"member-found-{size['width']}-{scheme}")
    for size in (ZOOMED, NARROW):
        page.set_viewport_size(size)
        assert spill(page) <= 0
    page.goto(page.url)
    assert page.locator(".finding").count() >= 4, "a draft comes back with what was found"


def test_x6_settings_say_what_is_wrong_beside_the_field(
    community: dict[str, Any], visit: Open
) -> None:
    page = visit(community["nobody"]).open("/moi/reglages/")
    page.fill("#qs", "25:00")
    page.get_by_role("button", name="Enregistrer").first.click()
    assert page.locator("#qs-e").is_visible()
    assert page.locator("#qs").get_attribute("aria-describedby") == "qs-e"
    assert page.input_value("#qs") == "25:00"
    axe(page)


def test_x6_a_hundred_answers_and_endless_words_stay_readable(
    instance: Instance, community: dict[str, Any], visit: Open
) -> None:
    asker = instance.member()
    question = instance.asked(
        asker, f"F 30 a, {LONG_WORD} ? Des idées ?\n\n" + "Bilan normal.\n" * 100, minutes_ago=600
    )
    instance.do("crowd", question=question, answers=100, body="Ligne.\n" * 300)
    window = visit(community["colleague"], NARROW)
    page = window.open(f"/q/{question}")
    assert page.locator(".post-answer").count() == 100
    assert spill(page) <= 0
    page.set_viewport_size(PHONE)
    assert spill(page) <= 0
    window.open("/")
    assert spill(page) <= 0
    assert window.complaints == []


def test_t12_older_questions_are_one_tap_away(instance: Instance, visit: Open) -> None:
    """Keyset pages: each question once, in order, to the end."""
    asker = instance.member("SM26")
    for number in range(25):
        instance.asked(
            asker, f"F 30 a, cas numéro {number} : toux sèche. Des idées ?", minutes_ago=60 + number
        )
    page = visit(asker).open("/mes-questions/")
    seen = page.locator(".item a").all_inner_texts()
    while page.get_by_role("link", name="Plus anciennes").count():
        page.get_by_role("link", name="Plus anciennes").click()
        seen += page.locator(".item a").all_inner_texts()
    assert len(seen) == len(set(seen)) == 25
