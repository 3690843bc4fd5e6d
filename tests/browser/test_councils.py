"""A patient reaches the right council and a letter that never leaves the phone (B1-B4, T15)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.councils.test_letters import read_rtf
from tests.factories import member
from toctoc.people.models import Person

from .conftest import DESK, PHONE, Visit, axe, enter, shoot, spill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MARK = "zyxomarque"
TYPED = {
    "name": f"{MARK} Anne",
    "address": f"1 rue {MARK}\n69000 Ville",
    "phone": "0 000 000 000",
    "email": f"{MARK}@example.org",
    "behalf": "",
    "who": f"Docteur {MARK}",
    "where": f"2 place {MARK}",
    "when": "le 3 novembre",
    "facts": f"Il a dit « {MARK} ».\nÉté, cœur, 🙂 et [[name]].",
    "wish": "Des excuses.",
    "joined": "",
    "place": "Ville",
    "date": "22 novembre 2026",
}
DOCTOR = "/conseil/reproche/?profession=10&departement=69"


def fill(page: Page) -> None:
    for name, text in TYPED.items():
        page.locator(f"form[data-letter] [name={name}]").fill(text)
    page.locator("input[name=kind][value=plainte]").check()
    page.locator("input[name=conciliation][value=non]").check()


def letter_of(page: Page) -> list[str]:
    return page.locator("article[lang=fr] > *").all_inner_texts()


def test_b1_three_touches_on_a_phone_then_a_letter_that_stays_on_it(phone: Visit, tmp_path: Path):
    """Home, situation, who and where: the council, what happens next, and the letter."""
    page = phone.open("/")
    page.locator("main").get_by_role("link", name="Un problème avec un soignant").click()
    axe(page)
    page.get_by_role("link", name="Un reproche sur ce qu’un soignant").click()
    axe(page)
    page.get_by_label("Le département où il exerce").fill("rhone")
    page.get_by_role("button", name="Voir à qui écrire").click()
    expect(page.get_by_role("heading", level=2).first).to_have_text(
        "Conseil départemental de l’Ordre des médecins, Rhône (69)"
    )
    assert spill(page) <= 0
    axe(page)
    shoot(page, "council-door-390")

    sent: list[str] = []
    phone.context.on("request", lambda one: sent.append(f"{one.url} {one.post_data or ''}"))
    fill(page)
    page.get_by_role("button", name="Voir ma lettre").click()
    expect(page.get_by_role("heading", name="Votre lettre est prête")).to_be_focused()
    axe(page)
    shoot(page, "council-letter-390")
    texts = letter_of(page)
    assert any("Je porte plainte contre Docteur" in text for text in texts)
    assert any("Je ne souhaite pas participer" in text for text in texts)
    assert any("🙂 et [[name]]." in text for text in texts)

    with page.expect_download() as taken:
        page.get_by_role("button", name="Télécharger (texte)").click()
    text = Path(taken.value.path()).read_text("utf-8")
    assert f"Docteur {MARK}" in text
    with page.expect_download() as taken:
        page.get_by_role("button", name="Télécharger (traitement de texte)").click()
    assert taken.value.suggested_filename == "lettre.rtf"
    assert read_rtf(Path(taken.value.path()).read_text("ascii")) + "\n" == text

    page.get_by_role("button", name="Modifier").click()
    assert page.locator("#l-who").input_value() == f"Docteur {MARK}", "nothing typed is lost"
    away = [one for one in sent if not one.startswith("blob:")]
    assert away == [], "filling in, reading and keeping the letter asked the server for nothing"
    kept = page.evaluate("[JSON.stringify(localStorage), JSON.stringify(sessionStorage)]")
    assert MARK not in "".join(kept)
    assert phone.complaints == []


def test_b1_the_letter_is_the_same_without_javascript(window: Callable[..., Visit]):
    """The two makers of letters, ours in the browser and ours on the server, agree to the word."""
    with_scripts = window(PHONE).open(DOCTOR)
    fill(with_scripts)
    with_scripts.get_by_role("button", name="Voir ma lettre").click()
    without = window(PHONE, java_script_enabled=False)
    page = without.open(DOCTOR)
    expect(page.get_by_text("l’oublie aussitôt")).to_be_visible()
    fill(page)
    page.get_by_role("button", name="Voir ma lettre").click()
    assert page.url.endswith("/conseil/lettre/")
    assert letter_of(page) == letter_of(with_scripts)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Télécharger (texte)").click()
    assert f"Docteur {MARK}" in Path(taken.value.path()).read_text("utf-8")
    assert without.complaints == []


def test_b1_with_the_keyboard_alone(desk: Visit):
    page = desk.open("/")

    def press_until(name: str) -> None:
        for _step in range(80):
            page.keyboard.press("Tab")
            here = page.evaluate("document.activeElement.textContent.trim()")
            if name in here and page.evaluate("document.activeElement.closest('main') !== null"):
                page.keyboard.press("Enter")
                return
        pytest.fail(f"the keyboard does not reach {name}")

    press_until("Un problème avec un soignant")
    page.wait_for_url("**/conseil/")
    press_until("On a refusé de me soigner")
    page.wait_for_url("**/conseil/refus/")
    page.locator("#profession").focus()
    page.keyboard.press("Tab")
    page.keyboard.type("2A")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("departement=2A"))
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Corse-du-Sud (2A)")


@pytest.mark.parametrize(
    "path", ["/conseil/", DOCTOR, "/conseil/violences/", "/consentement/", "/aide/"]
)
def test_x6_each_page_is_clean_in_both_languages_and_colours(
    path: str, window: Callable[..., Visit]
):
    for size, language, scheme in ((PHONE, "en", "dark"), (DESK, "fr", "light")):
        visit = window(size, language=language, color_scheme=scheme)
        page = visit.open(path)
        assert page.locator("h1:visible").count() == 1
        assert page.locator(".btn-call:visible").count() <= 1
        assert spill(page) <= 0
        axe(page)
        assert visit.complaints == []
    narrow = window({"width": 320, "height": 640}).open(path)
    assert spill(narrow) <= 0


def test_only_the_letter_is_printed(desk: Visit):
    page = desk.open(DOCTOR)
    fill(page)
    page.get_by_role("button", name="Voir ma lettre").click()
    page.emulate_media(media="print")
    seen = page.locator("body").inner_text()
    assert seen.startswith(f"{MARK} Anne")
    assert "Imprimer" not in seen
    assert "3114" not in seen


def test_m17_k19_a_member_copies_a_reply_and_has_another_read_again(window: Callable[..., Visit]):
    visit = window(PHONE, permissions=["clipboard-read", "clipboard-write"])
    enter(visit, member())
    page = visit.open("/moi/reputation/")
    assert spill(page) <= 0
    axe(page)
    page.locator("button[data-copy=t-friend]").click()
    expect(page.locator("button[data-copy=t-friend]")).to_have_text("Copié")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Je n’accepte sur ce réseau aucune demande" in copied
    page.locator("#t-neutral").fill("Bonjour, j’ai relu votre dossier.")
    page.get_by_role("button", name="Relire avec le filtre").first.click()
    expect(page.locator("#r-neutral")).to_contain_text("votre dossier")
    axe(page)
    assert visit.complaints == []


def test_b1_the_operator_s_pages_are_clean(window: Callable[..., Visit]):
    operator = member(role=Person.Role.OPERATOR)
    for size in (PHONE, DESK):
        visit = window(size)
        enter(visit, operator)
        for path in ("annuaire-conseils/", "annuaire-conseils/10/69/", "numeros/"):
            page = visit.open(f"/moderation/{path}")
            for closed in page.locator("main details").all():
                closed.evaluate("box => { box.open = true; }")
            assert spill(page) <= 0, path
            axe(page)
            shoot(page, f"operator-{path.strip('/').replace('/', '-')}-{size['width']}")
        assert visit.complaints == []


def test_k8_a_doctor_prepares_the_letter_then_says_when_it_left(window: Callable[..., Visit]):
    visit = window(PHONE)
    enter(visit, member())
    page = visit.open("/moi/reputation/declaration/")
    page.get_by_label("Le département où vous êtes inscrit").fill("69")
    page.get_by_role("button", name="Changer").click()
    expect(page.locator(".lead")).to_contain_text("Rhône (69)")
    assert spill(page) <= 0
    axe(page)
    page.get_by_role("button", name="Voir ma lettre").click()
    expect(page.get_by_role("heading", name="Votre lettre est prête")).to_be_focused()
    assert any("l’article R.4127-75" in text for text in letter_of(page))
    page.get_by_role("button", name="Modifier").click()
    page.get_by_label("Envoyée le").fill("2026-01-05")
    page.get_by_label("Accusé de réception du").fill("2026-01-20")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("pseudonyme enregistré", exact=True)).to_be_visible()
    axe(page)
    assert visit.complaints == []


VOICES = """
window.said = [];
Object.defineProperty(window, 'speechSynthesis', {value: {
  getVoices: () => %s, addEventListener() {}, cancel() { window.said.push('stop'); },
  speak(one) { window.said.push(one.text); },
}});
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""
OURS = "[{localService: true, lang: 'fr-FR'}]"
REMOTE = "[{localService: false, lang: 'fr-FR'}, {localService: true, lang: 'de-DE'}]"


def test_k18_a_patient_has_the_page_read_aloud_by_the_device_alone(window: Callable[..., Visit]):
    """Never with a voice that would send the words elsewhere; then there is no button."""
    for path in ("/mon-histoire/", "/conseil/violences/"):
        visit = window(PHONE)
        visit.context.add_init_script(VOICES % OURS)
        page = visit.open(path)
        page.get_by_role("button", name="Écouter cette page").click()
        said = page.evaluate("window.said")
        assert said[0] == page.locator("h1").inner_text()
        assert len(said) > 6
        assert len(set(said)) == len(said), "nothing is said twice"
        axe(page)
        page.get_by_role("button", name="Arrêter la lecture").click()
        assert page.evaluate("window.said").count("stop") == 1
        assert visit.complaints == []
    without = window(PHONE)
    without.context.add_init_script(VOICES % REMOTE)
    page = without.open("/mon-histoire/")
    expect(page.locator("[data-aloud]")).to_be_hidden()
