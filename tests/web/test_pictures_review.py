"""The page where an author looks at a picture: decisions, reasons, questions; nothing chosen is
lost, with a script, with keys or with numbers alone."""

from __future__ import annotations

import json

import pytest
from django.http import QueryDict
from django.test import Client

from tests.factories import member
from tests.web.pictures_kit import MOON, NAME, Room, page, room
from toctoc.people.models import Person
from toctoc.pictures.types import AlreadyRemoved, AltRefused, Found, FoundMore
from toctoc.web import pictures_form as form

__all__ = ["room"]
pytestmark = pytest.mark.django_db
YES = {"seen": "none", "consent": "unrecognisable", "do": "go"}


@pytest.fixture
def doctor() -> Person:
    return member()


@pytest.fixture
def browser(doctor: Person) -> Client:
    client = Client()
    client.force_login(doctor)
    return client


def shown(*found: Found) -> dict[str, list[str]]:
    return {"shown": [one.id for one in found]}


def test_d5_a_picture_with_nothing_found_goes_in_one_form(
    browser: Client, doctor: Person, room: Room
) -> None:
    upload = room.put(doctor, page(0))
    html = browser.get(f"/images/{upload}/").content.decode()
    assert "Ni visage, ni texte, ni code repérés." in html
    assert html.count("btn-call") == 1, "one primary button"
    went = browser.post(f"/images/{upload}/", YES | {"alt": "Photographie d’une plaie"})
    assert went["Location"] == "/demander/"
    assert room.files[upload].state == "ready"
    assert room.files[upload].answers == {"signs": False, "scene": False, "rare": False}
    ((_picture, choice),) = room.made
    assert choice.alt == "Photographie d’une plaie"
    assert "L’image est prête" in browser.get("/demander/").content.decode()


def test_what_was_found_is_said_and_covered(browser: Client, doctor: Person, room: Room) -> None:
    upload = room.put(doctor, page(0, NAME))
    html = browser.get(f"/images/{upload}/").content.decode()
    assert "désigne une personne" in html, "the reason, in words"
    assert '<rect class="solid" x="80" y="70" width="420" height="60"/>' in html
    ticked = YES | shown(NAME) | {"box-n1": "cover"}
    browser.post(f"/images/{upload}/", ticked)
    ((_picture, choice),) = room.made
    assert choice.kept == {}


def test_uncovering_needs_a_reason_and_loses_nothing(
    browser: Client, doctor: Person, room: Room
) -> None:
    upload = room.put(doctor, page(0, NAME))
    drawn = json.dumps({"covers": [[1, 2, 30, 40]], "crop": [10, 10, 800, 600]})
    bare = YES | shown(NAME) | {"edits": drawn, "scripted": "1", "alt": "Dermatoscopie"}
    answer = browser.post(f"/images/{upload}/", bare)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert not room.made
    assert "Il reste une zone à décider" in html
    assert "[[1, 2, 30, 40]]" in html.replace("&quot;", '"')
    assert "[10, 10, 800, 600]" in html
    assert 'value="Dermatoscopie"' in html
    assert 'value="none" data-none checked' in html
    assert 'value="unrecognisable" checked' in html
    browser.post(f"/images/{upload}/", bare | {"reason-n1": "marque de l’échographe"})
    ((_picture, choice),) = room.made
    assert choice.kept == {"n1": "marque de l’échographe"}
    assert choice.covers == ((1, 2, 30, 40),)
    assert choice.crop == (10, 10, 800, 600)


def test_what_is_asked_must_be_answered(browser: Client, doctor: Person, room: Room) -> None:
    upload = room.put(doctor, page(0, MOON))
    html = browser.get(f"/images/{upload}/").content.decode()
    assert "Une zone à décider" in html
    assert "Personne de reconnaissable" in html
    assert browser.post(f"/images/{upload}/", YES | shown(MOON)).status_code == 422
    browser.post(f"/images/{upload}/", YES | shown(MOON) | {"box-m1": "keep"})
    assert room.made[-1][1].kept == {"m1": ""}
    browser.post(f"/images/{upload}/", YES | shown(MOON) | {"box-m1": "cover"})
    assert room.made[-1][1].answered == ("m1",)


def test_a_box_found_meanwhile_is_covered_whatever_the_form_says(room: Room) -> None:
    """The page of another tab is older than the second reading."""
    sheet = page(0, NAME, MOON)
    chosen = form.chosen_in(QueryDict("shown=other"), sheet)
    assert chosen.says == {"n1": "cover", "m1": ""}
    assert chosen.choice(sheet).kept == {}


@pytest.mark.parametrize(
    ("missing", "words"), [("seen", "Rien de tout cela"), ("consent", "accord")]
)
def test_t15_the_three_questions_and_the_consent_are_needed(
    missing: str, words: str, browser: Client, doctor: Person, room: Room
) -> None:
    upload = room.put(doctor, page(0))
    answer = browser.post(f"/images/{upload}/", {k: v for k, v in YES.items() if k != missing})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not room.made, "nothing is read twice for nothing"
    assert room.files[upload].state == "review"


def test_each_page_is_seen_and_the_questions_come_last(
    browser: Client, doctor: Person, room: Room
) -> None:
    upload = room.put(doctor, page(0), page(1), page(2))
    first = browser.get(f"/images/{upload}/").content.decode()
    assert "page 1 sur 3" in first
    assert 'name="consent"' not in first
    went = browser.post(f"/images/{upload}/1/", {"do": "go"})
    assert went["Location"] == f"/images/{upload}/2/"
    went = browser.post(f"/images/{upload}/3/", {"do": "go", "left_out": "1"})
    assert went["Location"] == f"/images/{upload}/2/", "the one that was skipped"
    html = browser.get(went["Location"]).content.decode()
    assert 'name="consent"' in html
    assert "(laissée de côté)" in html
    browser.post(f"/images/{upload}/2/", YES)
    assert room.files[upload].state == "ready"
    assert [choice.left_out for _picture, choice in room.made] == [False, True, False]


def test_one_page_of_twelve_is_kept_in_one_press(
    browser: Client, doctor: Person, room: Room
) -> None:
    upload = room.put(doctor, *(page(number) for number in range(12)))
    went = browser.post(f"/images/{upload}/3/", {"do": "only"})
    assert went["Location"] == f"/images/{upload}/3/#questions"
    kept = [picture for picture, choice in room.made if not choice.left_out]
    assert kept == ["picture00002"]
    assert len(room.made) == 12
    browser.post(f"/images/{upload}/3/", YES)
    assert room.files[upload].state == "ready"


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (FoundMore(), "La relecture a trouvé d’autres zones"),
        (AlreadyRemoved(), "a déjà été retirée"),
        (AltRefused(()), "pourrait désigner quelqu’un"),
    ],
)
def test_what_the_second_reading_refuses_is_said(
    refusal: Exception, words: str, browser: Client, doctor: Person, room: Room
) -> None:
    upload = room.put(doctor, page(0, NAME))
    room.refuse = refusal
    typed = YES | shown(NAME) | {"box-n1": "cover", "alt": "Photo de Mme Brétigny"}
    answer = browser.post(f"/images/{upload}/", typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert "Photo de Mme Brétigny" in html


def test_what_the_second_reading_found_is_shown(
    browser: Client, doctor: Person, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toctoc.pictures import actions

    upload = room.put(doctor, page(0, NAME))

    def find_more(**_fields: object) -> None:
        more = Found("x9", "text", (5, 600, 200, 30), "hide", 0.9, "unknown_text")
        room.change(upload, sheets=(page(0, NAME, more),))
        raise FoundMore

    monkeypatch.setattr(actions, "decide", find_more)
    typed = YES | shown(NAME) | {"box-n1": "cover"}
    html = browser.post(f"/images/{upload}/", typed).content.decode()
    assert html.count("trouvé à la relecture") == 1
    assert 'name="box-x9" value="cover" checked' in html
    assert '<rect class="solid" x="5" y="600" width="200" height="30"/>' in html


def test_without_javascript_numbers_crop_and_cover(
    browser: Client, doctor: Person, room: Room
) -> None:
    upload = room.put(doctor, page(0))
    numbers = {"crop-left": "100", "crop-top": "50", "crop-width": "400", "crop-height": "300"}
    zone = {"zone-left": "1500", "zone-top": "0", "zone-width": "400", "zone-height": "80"}
    went = browser.post(f"/images/{upload}/", numbers | zone | {"do": "look", "edits": "{}"})
    assert went["Location"] == f"/images/{upload}/#apercu"
    ((_picture, choice),) = room.made
    assert choice.crop == (100, 50, 400, 300)
    assert choice.covers == ((1500, 0, 100, 80),), "cut at the edge of the picture"
    html = browser.get(f"/images/{upload}/").content.decode()
    assert "/apercu.webp" in html
    assert 'name="crop-width" inputmode="numeric" value="400"' in html


@pytest.mark.parametrize(
    "edits",
    [
        "{", "[]", '{"covers": 3, "moved": [], "strokes": {"a": 1}, "crop": "all"}',
        '{"covers": [[1, 2, 3], ["1", 2, 3, 4], [9000, 9000, 5, 5], [true, 1, 2, 3]]}',
        '{"moved": {"nobody": [1, 2, 3, 4]}, "strokes": [[[1, 2]], [[1e9, 2, 3]], 7]}',
        "[" * 5_000,
    ],
)  # fmt: skip
def test_a_twisted_form_chooses_nothing(edits: str, room: Room) -> None:
    sheet = page(0, NAME)
    post = QueryDict(mutable=True)
    post.update({"edits": edits, "scripted": "1", "shown": "n1", "box-n1": "cover"})
    choice = form.chosen_in(post, sheet).choice(sheet)
    assert (choice.covers, choice.moved, choice.strokes, choice.crop) == ((), {}, (), None)


def test_while_it_is_read_the_page_waits_then_moves_on(
    browser: Client, doctor: Person, room: Room
) -> None:
    upload = room.put(doctor, page(0), state="reading")
    room.change(upload, pages=12, done=2)
    html = browser.get(f"/images/{upload}/").content.decode()
    assert "Lecture : page 3 sur 12" in html
    assert '<noscript><meta http-equiv="refresh"' in html
    room.change(upload, state="review")
    asked = browser.get(f"/images/{upload}/", headers={"HX-Request": "true"})
    assert asked["HX-Redirect"] == f"/images/{upload}/"
    room.change(upload, state="refused", why="video")
    assert "quelques images fixes" in browser.get(f"/images/{upload}/").content.decode()
