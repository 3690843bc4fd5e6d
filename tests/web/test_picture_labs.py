"""A lab sheet becomes text: its author checks the values, and drops the picture (issue 4, 5)."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import NOON, asked, member
from toctoc.guard.files.labs import LabValue
from toctoc.people.models import Person
from toctoc.pictures.labs import sealed
from toctoc.pictures.models import Upload
from toctoc.posts.actions import save_draft
from toctoc.posts.queries import find_draft
from toctoc.sealing import seal

pytestmark = pytest.mark.django_db

_VALUES = (
    LabValue("hb", "9.2", "g/dL", low="12.0", high="16.0", flag="L"),
    LabValue("plt", "512", "G/L", low="150", high="400", flag="H"),
    LabValue("crp", "84", "mg/L", high="5", flag="H", unsure=True),
)
_TYPED = {"value-0": "9,2", "value-1": "512", "value-2": "84"}
_ANAEMIA = "NFS : Hb 9,2 g/dL (12–16) ↓, Plaq 512 G/L (150–400) ↑"


@pytest.fixture
def doctor() -> Person:
    return member()


@pytest.fixture
def browser(doctor: Person) -> Client:
    client = Client()
    client.force_login(doctor)
    return client


def sheet(by: Person, target: str = "ask", *values: LabValue, token: str = "one") -> str:
    """A file of one page that its author has to look at."""
    upload = Upload.objects.create(
        person=by, target=target, state="review", token=token, created_at=NOON, beat_at=NOON,
        pages=1, done=1, labs=sealed(values or _VALUES),
    )  # fmt: skip
    upload.pictures.create(width=80, height=60, draft=seal(b"RIFF"))
    return upload.public_id


def body(by: Person, target: str = "ask") -> str:
    draft = find_draft(by, target)
    return draft.fields["body"] if draft else ""


def test_the_page_of_a_lab_sheet_offers_its_values(browser: Client, doctor: Person) -> None:
    html = browser.get(f"/images/{sheet(doctor)}/").content.decode()
    assert "3 résultats lus : les mettre dans le texte" in html
    assert 'name="value-0" value="9,2"' in html
    assert 'name="keep" value="0" checked' in html
    assert 'name="keep" value="2">' in html, "what was hardly read waits for a tick"
    assert html.count("à vérifier") == 1


def test_another_picture_has_no_such_part(browser: Client, doctor: Person) -> None:
    upload = sheet(doctor)
    Upload.objects.filter(public_id=upload).update(labs=b"")
    assert "labs.css" not in browser.get(f"/images/{upload}/").content.decode()
    alone = browser.get(f"/images/{upload}/resultats/").content.decode()
    assert "Aucun résultat" in alone


def test_values_go_to_the_end_of_the_text_and_the_picture_goes(
    browser: Client, doctor: Person
) -> None:
    fields = {"body": "Anémie microcytaire.", "signature": "pseudonym"}
    save_draft(by=doctor, target="ask", fields=fields, revision=0, at=NOON)
    upload = sheet(doctor)
    went = browser.post(f"/images/{upload}/resultats/", _TYPED | {"keep": ["0", "1"], "do": "drop"})
    assert went["Location"] == "/demander/"
    draft = find_draft(doctor, "ask")
    assert draft is not None
    assert draft.fields == {"body": f"Anémie microcytaire.\n\n{_ANAEMIA}", "signature": "pseudonym"}
    assert not Upload.objects.filter(public_id=upload).exists()
    page = browser.get("/demander/").content.decode()
    assert "2 résultats sont à la fin de votre texte. L’image est retirée." in page


def test_values_alone_leave_the_picture_and_are_put_once(browser: Client, doctor: Person) -> None:
    upload = sheet(doctor)
    for _click in range(2):
        browser.post(f"/images/{upload}/resultats/", _TYPED | {"keep": ["0", "1"], "do": "text"})
    assert body(doctor) == _ANAEMIA
    assert Upload.objects.filter(public_id=upload).exists()


def test_a_doubtful_value_is_corrected_and_said_without_doubt(
    browser: Client, doctor: Person
) -> None:
    typed = _TYPED | {"value-2": "8,4", "keep": ["2"], "do": "text"}
    browser.post(f"/images/{sheet(doctor)}/resultats/", typed)
    assert body(doctor) == "Inflammation : CRP 8,4 mg/L (< 5) ↑"


@pytest.mark.parametrize("typed", ["", "812", "Mme Dupont", "12/03/1954"])
def test_what_is_no_value_comes_back_with_all_that_was_typed(
    browser: Client, doctor: Person, typed: str
) -> None:
    sent = _TYPED | {"value-0": typed, "value-1": "498", "keep": ["0", "1"], "do": "drop"}
    upload = sheet(doctor)
    answer = browser.post(f"/images/{upload}/resultats/", sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Une valeur n’est pas possible" in html
    assert html.count('aria-invalid="true"') == 1
    assert 'name="value-1" value="498"' in html
    assert body(doctor) == ""
    assert Upload.objects.filter(public_id=upload).exists()


def test_nothing_ticked_is_said(browser: Client, doctor: Person) -> None:
    answer = browser.post(f"/images/{sheet(doctor)}/resultats/", _TYPED | {"do": "text"})
    assert answer.status_code == 422
    assert "Cochez au moins un résultat." in answer.content.decode()


def test_a_published_text_that_is_changed_keeps_its_words(browser: Client, doctor: Person) -> None:
    post = asked(doctor)
    target = f"edit:{post.public_id}"
    upload = sheet(doctor, target)
    went = browser.post(f"/images/{upload}/resultats/", _TYPED | {"keep": ["0", "1"], "do": "text"})
    assert went["Location"] == f"/p/{post.public_id}/modifier" or post.public_id in went["Location"]
    assert body(doctor, target) == f"{post.body}\n\n{_ANAEMIA}"


def test_nobody_reads_the_results_of_another(doctor: Person) -> None:
    upload = sheet(doctor)
    other = Client()
    other.force_login(member())
    assert other.get(f"/images/{upload}/resultats/").status_code == 404
    sent = other.post(f"/images/{upload}/resultats/", _TYPED | {"keep": ["0"], "do": "drop"})
    assert sent.status_code == 404
    assert Upload.objects.filter(public_id=upload).exists()
    assert Client().get(f"/images/{upload}/resultats/").status_code in (302, 404)


def test_results_are_sealed_at_rest(doctor: Person) -> None:
    row = Upload.objects.get(public_id=sheet(doctor))
    assert b"g/dL" not in bytes(row.labs)


def test_a_page_in_english_says_them_in_english(doctor: Person) -> None:
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(doctor)
    upload = sheet(doctor)
    html = browser.get(f"/images/{upload}/resultats/").content.decode()
    assert 'value="9.2"' in html
    browser.post(f"/images/{upload}/resultats/", {"value-0": "9.2", "keep": ["0"], "do": "text"})
    assert body(doctor) == "FBC: Hb 9.2 g/dL (12–16) ↓"
