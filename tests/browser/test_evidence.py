"""Two persons and an authority (D13): a demand, a sealed file checked elsewhere, an identity told
by two hands; and anybody keeps the anchors of the record (X7)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.evidence.kit import GROUND, House
from tests.factories import asked
from tests.ledger.kit import some_days, verify_alone
from toctoc.ledger.actions import public_key

from .conftest import DESK, PHONE, axe, enter, shoot, spill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Window = Callable[..., Any]


def fill_ground(page: Any) -> None:
    page.get_by_label("Un juge, un procureur").check()
    page.get_by_label("Base légale et référence").fill(GROUND.reference)
    page.get_by_label("Motif, en une phrase").fill(GROUND.reason)


def seen(page: Any, name: str) -> None:
    """Whole on this screen, and legible to all."""
    assert spill(page) == 0, name
    axe(page)
    shoot(page, f"evidence-{name}-{page.viewport_size['width']}")


def test_an_operator_and_a_senior_answer_a_judge(window: Window, tmp_path: Path) -> None:
    house = House()
    post = asked(house.author)
    operator, senior, auditor = window(DESK), window(PHONE), window(PHONE)
    for visit, person in ((operator, house.operator), (senior, house.senior)):
        enter(visit, person)
    enter(auditor, house.auditor)

    page = operator.open("/moderation/autorites/ouvrir")
    seen(page, "open")
    fill_ground(page)
    page.get_by_label("Publications visées").fill(f"{operator.address}/q/{post.public_id}")
    page.get_by_role("button", name="Ouvrir et conserver").click()
    page.get_by_role("heading", name="Demande d’une autorité").wait_for()
    demand = page.url

    page.get_by_role("link", name="Demander une levée d’identité").click()
    seen(page, "ask")
    page.get_by_label("De qui ?").fill(post.public_id)
    fill_ground(page)
    page.get_by_role("button", name="Demander", exact=True).click()
    page.get_by_text("Une autre personne doit décider").wait_for()
    assert page.get_by_role("button", name="Accorder").count() == 0

    theirs = senior.open("/moderation/levees/")
    seen(theirs, "list")
    theirs.get_by_role("link", name=GROUND.reference).click()
    seen(theirs, "decide")
    theirs.get_by_role("button", name="Accorder").click()
    theirs.get_by_text("a 24 heures pour la lire").wait_for()
    assert "Valmorin" not in theirs.content()

    page.reload()
    page.get_by_role("button", name="Montrer l’identité").click()
    page.get_by_role("heading", name="Dr Jeanne Valmorin").wait_for()
    seen(page, "shown")

    page.goto(demand)
    page.get_by_label("Y joindre les identités").check()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Télécharger le dossier").click()
    file = tmp_path / "dossier.zip"
    saved.value.save_as(file)
    done = verify_alone(file, "--key", public_key())
    assert done.returncode == 0, done.stdout
    page.reload()
    seen(page, "demand")

    watched = auditor.open(theirs.url.removeprefix(auditor.address))
    assert watched.get_by_text("dans un dossier scellé").count() == 1
    assert "Valmorin" not in watched.content()
    seen(watched, "watched")
    assert operator.complaints == senior.complaints == auditor.complaints == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_anybody_keeps_the_anchors(window: Window, language: str) -> None:
    some_days()
    visit = window(PHONE, language=language, java_script_enabled=False)
    page = visit.open("/registre/")
    with page.expect_download() as saved:
        page.locator('a[href="/registre/ancres.jsonl"]').click()
    assert Path(saved.value.path()).read_bytes().count(b'{"anchor":') == 3
    assert spill(page) == 0
    assert visit.complaints == []
    shoot(page, f"evidence-record-{language}")
