"""The viewer and the pen as readers and authors use them: keyboard, fingers, without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import DESK, PHONE, Visit, axe, enter, spill, until
from tests.factories import asked, member, replied
from tests.web.picture_kit import pictured
from toctoc.people.models import Person
from toctoc.pictures.models import Picture
from toctoc.posts.models import Post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BIG = (1200, 900)


@pytest.fixture
def author() -> Person:
    return member()


@pytest.fixture
def question(author: Person) -> Post:
    return asked(author)


def scale(page: Any) -> float:
    return float(
        page.evaluate(
            "new DOMMatrix(getComputedStyle(document.querySelector('.moved')).transform).a"
        )
    )


def filters(page: Any) -> str:
    return str(page.evaluate("document.querySelector('.moved img').style.filter"))


def test_a_reader_looks_closely_with_the_keyboard_alone(desk: Visit, question: Post) -> None:
    """From the conversation to the picture, larger, inverted, back to the question."""
    (one,) = pictured(question, size=BIG)
    enter(desk, member())
    page = desk.open(f"/q/{question.public_id}")
    page.focus(".seen")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/image/{one.public_id}/")
    until(page, "document.querySelector('.moved img').naturalWidth > 0")
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert scale(page) > 1.5
    before = page.evaluate("document.querySelector('.moved').style.transform")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.querySelector('.moved').style.transform") != before
    page.keyboard.press("i")
    assert "invert(100%)" in filters(page)
    assert page.get_attribute('[data-do="invert"]', "aria-pressed") == "true"
    page.keyboard.press("0")
    assert scale(page) == 1
    assert "invert(0%)" in filters(page)
    page.fill("[data-contrast]", "250")
    assert "contrast(250%)" in filters(page)
    page.focus("[data-stage]")
    page.keyboard.press("Escape")
    page.wait_for_url(f"**/q/{question.public_id}*")
    assert desk.complaints == []


def test_two_pictures_side_by_side_and_the_frames_of_a_stack(desk: Visit, question: Post) -> None:
    frames = pictured(question, pages=4, size=BIG)
    pictured(replied(member(), question), size=BIG)
    enter(desk, member())
    page = desk.open(f"/image/{frames[0].public_id}/")
    first = page.get_attribute(".moved img", "src")
    page.keyboard.press("ArrowRight")
    assert page.url.endswith(f"/image/{frames[1].public_id}/")
    assert page.get_attribute(".moved img", "src") != first
    page.fill("[data-frame]", "4")
    assert frames[3].public_id in page.get_attribute(".moved img", "src")
    assert page.text_content("[data-frame-text]") == "4 / 4"
    page.focus("[data-stage]")
    page.keyboard.press("c")
    page.wait_for_url("**avec=*")
    assert page.locator("[data-stage]").count() == 2
    page.keyboard.press("+")
    shifts = page.evaluate("[...document.querySelectorAll('.moved')].map(m => m.style.transform)")
    assert shifts[0] == shifts[1] != ""
    assert desk.complaints == []


def test_two_fingers_enlarge_on_a_phone(phone: Visit, question: Post) -> None:
    (one,) = pictured(question, size=BIG)
    enter(phone, member())
    page = phone.open(f"/image/{one.public_id}/")
    page.evaluate(
        """() => {
          const stage = document.querySelector('[data-stage]');
          stage.setPointerCapture = () => {};
          const at = (type, id, x) => stage.dispatchEvent(new PointerEvent(type,
            { pointerId: id, clientX: x, clientY: 250, bubbles: true, pointerType: 'touch' }));
          at('pointerdown', 1, 150); at('pointerdown', 2, 200);
          at('pointermove', 2, 300); at('pointerup', 1, 150); at('pointerup', 2, 300);
        }"""
    )
    assert scale(page) > 2
    assert spill(page) <= 0


def test_identifiable_covers_it_on_the_screen_of_who_was_looking(
    desk: Visit, window: Callable[..., Visit], question: Post
) -> None:
    """Its address answers no more: the open viewer notices when it is told, and says why."""
    (one,) = pictured(question)
    looking = window(PHONE)
    enter(looking, member())
    open_page = looking.open(f"/image/{one.public_id}/")
    enter(desk, member())
    page = desk.open(f"/q/{question.public_id}")
    page.click("text=Identifiable !")
    page.wait_for_selector("text=Merci. L’image est couverte")
    assert page.locator(".picture img").count() == 0
    topic = f"question:{question.public_id}"
    event = {"kind": "edit", "ref": question.public_id, "topic": topic}
    open_page.evaluate(
        "detail => document.dispatchEvent(new CustomEvent('live:question', { detail }))", event
    )
    open_page.wait_for_selector("text=Image couverte")
    assert open_page.locator("[data-stage]").count() == 0


def test_an_author_draws_with_the_mouse_then_with_the_keyboard(
    desk: Visit, question: Post, author: Person
) -> None:
    (one,) = pictured(question, size=BIG)
    enter(desk, author)
    page = desk.open(f"/image/{one.public_id}/dessin")
    box = page.locator("[data-board]").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 200, steps=5)
    page.mouse.up()
    page.check('input[value="ellipse"]')
    page.focus("[data-board]")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    assert page.text_content("[data-said]") == "Ellipse, 2 sur 2"
    page.click("[data-save]")
    page.wait_for_selector("text=Le dessin est enregistré.")
    arrow, ellipse = Picture.objects.get().drawing
    assert arrow["kind"] == "arrow"
    assert arrow["points"][1][0] > arrow["points"][0][0] + 100
    assert ellipse == {"kind": "ellipse", "points": [[400, 410], [610, 610]]}
    page = desk.open(f"/image/{one.public_id}/")
    assert page.locator(".drawn").is_visible()
    page.keyboard.press("d")
    assert not page.locator(".drawn").is_visible()
    assert desk.complaints == []


def test_without_scripts_everything_is_read_and_said(
    window: Callable[..., Visit], question: Post
) -> None:
    frames = pictured(question, pages=2)
    visit = window(PHONE, java_script_enabled=False)
    enter(visit, member())
    page = visit.open(f"/image/{frames[0].public_id}/")
    assert not page.locator("[data-tools]").is_visible()
    page.click('a[rel="next"]')
    assert page.url.endswith(f"/image/{frames[1].public_id}/")
    page.click("button:has-text('Identifiable !')")
    assert "Merci. L’image est couverte" in page.text_content("main")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page_of_pictures_is_usable_by_all(
    size: dict[str, int], window: Callable[..., Visit], question: Post, author: Person
) -> None:
    drawing = [{"kind": "arrow", "points": [[100, 100], [500, 500]]}]
    (one,) = pictured(question, size=BIG, drawing=drawing)
    moderator = member(role=Person.Role.MODERATOR)
    (covered,) = pictured(asked(member()))
    from django.utils import timezone

    Picture.objects.filter(pk=covered.pk).update(covered_at=timezone.now())
    for person, path in (
        (member(), f"/q/{question.public_id}"),
        (member(), f"/image/{one.public_id}/"),
        (author, f"/image/{one.public_id}/dessin"),
        (author, f"/q/{question.public_id}/images"),
        (moderator, "/moderation/images/"),
    ):
        visit = window(size)
        enter(visit, person)
        page = visit.open(path)
        axe(page)
        assert spill(page) <= 0, path
        assert visit.complaints == [], path
