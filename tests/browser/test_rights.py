"""Rights in a real browser: a note above old words, a copy, leaving and staying (X5, B6)."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from tests.factories import asked, member

from .conftest import DESK, PHONE, axe, enter, shoot, spill
from .serving import Instance

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
YEARS = 3 * 365 * 24 * 60
PASSWORD = "correct horse battery"


def test_an_author_notes_above_old_words_while_a_colleague_reads_them(
    instance: Instance, visit: Open
) -> None:
    """B6: the open page of the reader follows."""
    author, reader = instance.member(), instance.member("SM32")
    question = instance.asked(author, minutes_ago=YEARS)
    reading = visit(reader, DESK)
    open_page = reading.open(f"/q/{question}")
    assert open_page.get_by_text("les recommandations ont pu changer").count() == 1
    open_page.wait_for_selector("[data-live-state=open]", state="attached")
    writing = visit(author, PHONE)
    page = writing.open(f"/q/{question}")
    page.get_by_role("link", name="Note et durée").click()
    page.fill("#body", "La recommandation a changé depuis.")
    axe(page)
    assert spill(page) == 0
    shoot(page, "past-note")
    page.get_by_role("button", name="Ajouter la note").click()
    page.get_by_text("La recommandation a changé depuis.").wait_for()
    open_page.get_by_text("La recommandation a changé depuis.").wait_for()
    axe(open_page)
    shoot(open_page, "past-old")
    page.get_by_role("link", name="Note et durée").click()
    page.get_by_role("radio", name="30 jours").check()
    page.get_by_role("button", name="Enregistrer la durée").click()
    open_page.get_by_text("s’efface le").wait_for()
    assert reading.complaints == writing.complaints == []


def test_a_member_hides_their_past_and_the_reader_sees_it_go(
    instance: Instance, visit: Open
) -> None:
    author, reader = instance.member(), instance.member("SM32")
    question = instance.asked(author, minutes_ago=YEARS)
    window = visit(author, PHONE)
    page = window.open("/moi/passe/")
    page.fill("#before", "2026-01-01")
    page.get_by_role("button", name="Compter").click()
    assert page.get_by_role("heading", name="1 message").is_visible()
    axe(page)
    assert spill(page) == 0
    shoot(page, "past-count")
    with page.expect_navigation():
        page.get_by_role("button", name="Les masquer partout").click()
    page.get_by_role("button", name="Les remontrer").wait_for()
    assert "paresthésies" not in visit(reader, DESK).open(f"/q/{question}").content()
    with page.expect_navigation():
        page.get_by_role("button", name="Les remontrer").click()
    page.get_by_text("redeviennent lisibles").wait_for()
    assert "paresthésies" in visit(reader, DESK).open(f"/q/{question}").content()
    assert window.complaints == []


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_member_takes_a_copy_then_leaves_then_stays(
    window: Open, size: dict[str, int], transactional_db: None
) -> None:
    """The password is asked again for each; the form that was sent is not lost meanwhile."""
    person = member()
    asked(person)
    opened = window(size)
    enter(opened, person)
    page = opened.open("/moi/donnees/")
    axe(page)
    assert spill(page) == 0
    shoot(page, f"rights-data-{size['width']}")
    page.get_by_role("button", name="Prendre une copie de tout").click()
    page.fill("input[type=password]", PASSWORD)
    with page.expect_download() as saved:
        page.locator("main form button").first.click()
    assert "toctoc.json" in zipfile.ZipFile(saved.value.path()).namelist()
    page = opened.open("/moi/donnees/partir/")
    page.get_by_role("group", name="Mes questions").get_by_label("Les effacer").check()
    page.get_by_role("group", name="Mes réponses").get_by_label("Les laisser").check()
    page.get_by_label("Pour être sûr").fill("effacer")
    axe(page)
    assert spill(page) == 0
    shoot(page, f"rights-leave-{size['width']}")
    page.get_by_role("button", name="Demander l’effacement").click()
    page.get_by_text("Votre compte sera effacé le").wait_for()
    shoot(page, f"rights-leaving-{size['width']}")
    axe(page)
    page.get_by_role("button", name="Rester").click()
    page.get_by_text("Rien n’a été effacé").wait_for()
    assert opened.complaints == []


def test_everybody_reads_the_retention_table_and_may_oppose(
    instance: Instance, visit: Open
) -> None:
    window = visit(None, PHONE)
    page = window.open("/conservation/")
    assert page.get_by_role("heading", level=1).is_visible()
    axe(page)
    assert spill(page) == 0
    shoot(page, "rights-conservation")
    page.get_by_role("link", name="vous opposer").click()
    page.fill("#number", "123")
    page.fill("#email", "ada@example.org")
    page.get_by_role("button", name="Recevoir le lien").click()
    page.get_by_role("alert").wait_for()
    assert page.input_value("#email") == "ada@example.org"
    axe(page)
