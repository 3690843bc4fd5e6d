"""The values of a lab sheet, by thumb and without JavaScript (issue 4, 5; X6)."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.factories import NOON, member
from tests.web.test_picture_labs import body
from toctoc.guard.files.labs import LabValue
from toctoc.people.models import Person
from toctoc.pictures.labs import sealed
from toctoc.pictures.models import Upload
from toctoc.sealing import seal

from .conftest import DESK, Visit, axe, enter, shoot, spill
from .test_pictures import lesion, written

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_SMALL = {"width": 360, "height": 740}
_VALUES = (
    LabValue("hb", "9.2", "g/dL", low="12.0", high="16.0", flag="L"),
    LabValue("mchc", "31.0", "g/dL", low="32.0", high="36.0", flag="L"),
    LabValue("gfr", "44", "mL/min/1,73 m²", low="60", flag="L"),
    LabValue("tsat", "9", "%", low="15", high="45", flag="L"),
    LabValue("crp", "84", "mg/L", high="5", flag="H", unsure=True),
)


@pytest.fixture
def doctor() -> Person:
    return member()


def _sheet(by: Person) -> str:
    upload = Upload.objects.create(
        person=by, target="ask", state="review", token="one", created_at=NOON, beat_at=NOON,
        pages=1, done=1, labs=sealed(_VALUES),
    )  # fmt: skip
    upload.pictures.create(width=1600, height=1200, draft=seal(written(lesion())))
    return upload.public_id


@pytest.mark.parametrize(("size", "scripts"), [(_SMALL, True), (_SMALL, False), (DESK, True)])
def test_values_are_checked_and_put_in_the_text(
    window: Callable[..., Visit], doctor: Person, size: dict[str, int], scripts: bool
) -> None:
    visit = window(size, java_script_enabled=scripts)
    upload = _sheet(doctor)
    enter(visit, doctor)
    opened = visit.open(f"/images/{upload}/")
    opened.get_by_text("5 résultats lus").click()
    shown = opened.get_by_label("Protéine C réactive (mg/L)")
    assert shown.input_value() == "84"
    if scripts:
        assert spill(opened) == 0
        axe(opened)
    shoot(opened, f"picture-labs-{size['width']}-{scripts}")
    shown.fill("8,4")
    opened.get_by_role("checkbox", name="Protéine C réactive").check()
    opened.get_by_role("button", name="Mettre dans le texte, retirer l’image").click()
    opened.wait_for_url(re.compile("/demander/"))
    assert "Inflammation : CRP 8,4 mg/L (< 5) ↑" in body(doctor).splitlines()
    assert not Upload.objects.filter(public_id=upload).exists()
    assert visit.complaints == []
