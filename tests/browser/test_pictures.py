"""Pictures, as they are sent and looked at: by thumb, mouse, keys, and without JavaScript."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from playwright.sync_api import FilePayload

from tests.factories import member
from tests.web.pictures_kit import MOON, NAME, Room, page, room
from toctoc.people.models import Person
from toctoc.pictures.types import Found
from toctoc.web import stencil

from .conftest import DESK, PHONE, Visit, axe, enter, shoot, spill
from .serving import Instance

__all__ = ["room"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Window = Callable[..., Visit]
SIZE = (1600, 1200)


@pytest.fixture(autouse=True)
def fresh() -> None:
    stencil.forget()


@pytest.fixture
def doctor() -> Person:
    return member()


def lesion(size: tuple[int, int] = SIZE) -> Image.Image:
    """Skin and a spot: nothing that anybody could be recognised by."""
    wide, tall = size
    drawn = Image.new("RGB", size, (214, 170, 148))
    pen, middle = ImageDraw.Draw(drawn), (wide / 2, tall / 2)
    for share, colour in ((0.2, (190, 110, 95)), (0.15, (150, 70, 60)), (0.09, (96, 45, 42))):
        reach = wide * share
        box = (
            middle[0] - reach,
            middle[1] - reach * 0.8,
            middle[0] + reach,
            middle[1] + reach * 0.8,
        )
        pen.ellipse(box, fill=colour)
    return drawn.filter(ImageFilter.GaussianBlur(wide / 200))


def labelled() -> Image.Image:
    drawn = lesion((1000, 750))
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((40, 40, 560, 170), fill="white")
    font = ImageFont.load_default(38)
    pen.text((60, 50), "BRETIGNY Jeanne", fill="black", font=font)
    pen.text((60, 105), "Née le 12/03/1957", fill="black", font=font)
    return drawn


def written(drawn: Image.Image, form: str = "WEBP") -> bytes:
    held = io.BytesIO()
    drawn.save(held, form)
    return held.getvalue()


def photo(size: tuple[int, int]) -> FilePayload:
    return FilePayload(name="a.png", mimeType="image/png", buffer=written(lesion(size), "PNG"))


@pytest.fixture
def seen(room: Room, monkeypatch: pytest.MonkeyPatch) -> Room:
    """The stand-in, with a picture that a browser can draw."""
    from toctoc.pictures import queries

    data = written(lesion())
    for name in ("draft_bytes", "preview_bytes"):
        monkeypatch.setattr(queries, name, lambda *_args: data)
    return room


def looking(visit: Visit, doctor: Person, seen: Room, *found: Found) -> tuple[Any, str]:
    upload = seen.put(doctor, page(0, *found))
    enter(visit, doctor)
    opened = visit.open(f"/images/{upload}/")
    return opened, upload


def finish(opened: Any) -> None:
    """The three taps of an ordinary picture."""
    opened.get_by_text("Rien de tout cela").click()
    opened.get_by_text("Personne ne peut être reconnu").click()
    opened.get_by_role("button", name="Joindre l’image").click()
    opened.wait_for_url(re.compile("/demander/"))


def box(opened: Any, key: str) -> dict[str, float]:
    found = opened.locator(f'.place[data-key="{key}"]').bounding_box()
    assert found
    return dict(found)


def drag(opened: Any, start: tuple[float, float], *ways: tuple[float, float]) -> None:
    opened.mouse.move(*start)
    opened.mouse.down()
    for way in ways:
        opened.mouse.move(*way, steps=4)
    opened.mouse.up()


def test_d5_an_ordinary_picture_takes_three_taps(phone: Visit, doctor: Person, seen: Room) -> None:
    opened, upload = looking(phone, doctor, seen)
    assert spill(opened) == 0
    axe(opened)
    shoot(opened, "picture-review-phone")
    finish(opened)
    assert seen.files[upload].state == "ready"
    assert seen.files[upload].consent == "unrecognisable"
    assert phone.complaints == []


def test_crop_cover_brush_and_undo_by_hand(desk: Visit, doctor: Person, seen: Room) -> None:
    opened, _upload = looking(desk, doctor, seen, NAME)
    opened.get_by_role("button", name="Recadrer").click()
    crop = box(opened, "crop")
    corner = (crop["x"] + 8, crop["y"] + 8)
    drag(opened, corner, (corner[0] + 60, corner[1] + 40))
    assert box(opened, "crop")["x"] > crop["x"] + 40
    opened.get_by_role("button", name="Couvrir", exact=True).click()
    stage = opened.locator("[data-pane]").bounding_box()
    assert stage
    at = (stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2)
    drag(opened, at, (at[0] + 80, at[1] + 50))
    first = box(opened, "+0")
    assert first["width"] == pytest.approx(80, abs=4)
    drag(opened, (first["x"] + 40, first["y"] + 25), (first["x"] + 70, first["y"] + 45))
    assert box(opened, "+0")["x"] == pytest.approx(first["x"] + 30, abs=4)
    opened.get_by_role("button", name="Pinceau").click()
    drag(opened, (at[0] - 150, at[1]), (at[0] - 100, at[1] + 30), (at[0] - 50, at[1]))
    assert opened.locator("[data-drawn] polyline").count() == 1
    opened.keyboard.press("Control+z")
    assert opened.locator("[data-drawn] polyline").count() == 0
    opened.keyboard.press("Control+Shift+z")
    assert opened.locator("[data-drawn] polyline").count() == 1
    shoot(opened, "picture-review-edited")
    opened.get_by_role("button", name="Voir avant").click()
    shoot(opened, "picture-review-before")
    axe(opened)
    finish(opened)
    ((_picture, choice),) = seen.made
    assert choice.crop
    assert len(choice.covers) == 1
    assert len(choice.strokes) == 1
    for (x, y, radius), (x2, y2, _same) in zip(*(2 * [choice.strokes[0]]), strict=True):
        assert abs(x - x2) + abs(y - y2) <= 2 * radius, "no gap under the brush"
    assert choice.kept == {}
    assert desk.complaints == []


def test_x6_keys_alone_do_all_that_a_mouse_does(desk: Visit, doctor: Person, seen: Room) -> None:
    opened, _upload = looking(desk, doctor, seen, NAME, MOON)
    keys = opened.keyboard
    opened.get_by_role("button", name="Recadrer").press("Enter")
    assert opened.evaluate("document.activeElement.dataset.key") == "crop"
    before = box(opened, "crop")
    keys.press("ArrowRight")
    keys.press("Shift+ArrowDown")
    after = box(opened, "crop")
    assert after["x"] > before["x"]
    assert after["height"] > before["height"]
    opened.get_by_role("button", name="Couvrir", exact=True).press("Enter")
    assert opened.evaluate("document.activeElement.dataset.key") == "+0"
    keys.press("Delete")
    assert opened.locator('.place[data-key="+0"]').count() == 0
    opened.locator('.place[data-key="m1"]').focus()
    assert "à décider" in str(opened.locator('.place[data-key="m1"]').get_attribute("aria-label"))
    keys.press("Enter")  # to the words about it
    keys.press("Space")
    assert opened.locator("[name=box-m1]:checked").get_attribute("value") == "cover"
    opened.locator('.place[data-key="n1"]').focus()
    keys.press("Delete")  # what hides somebody asks for a reason
    assert opened.evaluate("document.activeElement.name") == "reason-n1"
    keys.type("marque de l’appareil")
    for name in ("none", "unrecognisable"):
        opened.locator(f'input[value="{name}"]').press("Space")
    opened.get_by_role("button", name="Joindre l’image").press("Enter")
    opened.wait_for_url(re.compile("/demander/"))
    ((_picture, choice),) = seen.made
    assert choice.kept == {"n1": "marque de l’appareil"}
    assert choice.answered == ("m1",)
    assert choice.covers == ()
    assert choice.crop


def test_a_finger_draws_and_moves_as_a_mouse_does(
    window: Window, doctor: Person, seen: Room
) -> None:
    visit = window(PHONE, has_touch=True)
    opened, _upload = looking(visit, doctor, seen)
    session = visit.context.new_cdp_session(opened)

    def touch(kind: str, x: float = 0, y: float = 0) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    opened.get_by_role("button", name="Couvrir", exact=True).tap()
    stage = opened.locator("[data-pane]").bounding_box()
    assert stage
    x, y = stage["x"] + 60, stage["y"] + 60
    touch("touchStart", x, y)
    for step in range(1, 6):
        touch("touchMove", x + 20 * step, y + 12 * step)
    touch("touchEnd")
    assert box(opened, "+0")["width"] == pytest.approx(100, abs=4)
    opened.get_by_role("button", name="Défaire").click()
    opened.locator('.place[data-key="+0"]').wait_for(state="detached")


def test_errors_keep_what_was_drawn(phone: Visit, doctor: Person, seen: Room) -> None:
    opened, _upload = looking(phone, doctor, seen, MOON)
    opened.get_by_role("button", name="Recadrer").click()
    opened.get_by_label("Description").fill("Radiographie")
    opened.get_by_role("button", name="Joindre l’image").click()
    opened.get_by_text("Il reste une zone à décider").wait_for()
    assert opened.locator(".place-crop").count() == 1
    assert opened.get_by_label("Description").input_value() == "Radiographie"
    assert opened.locator(".found-wrong").count() == 1
    axe(opened)
    shoot(opened, "picture-review-error")


def test_a_page_left_by_mistake_finds_its_drawing_again(
    phone: Visit, doctor: Person, seen: Room
) -> None:
    opened, upload = looking(phone, doctor, seen)
    opened.get_by_role("button", name="Recadrer").click()
    phone.open("/demander/")
    opened = phone.open(f"/images/{upload}/")
    assert opened.locator(".place-crop").count() == 1


def test_files_are_followed_and_never_stop_the_typing(
    phone: Visit, doctor: Person, seen: Room
) -> None:
    enter(phone, doctor)
    opened = phone.open("/demander/")
    assert "attach.js" not in opened.evaluate(
        "performance.getEntriesByType('resource').map(r => r.name).join()"
    ), "who does not write does not fetch it"
    opened.locator("#body").fill("H 44 a, lésion du dos. Des idées ?")
    film = FilePayload(name="b.mp4", mimeType="video/mp4", buffer=b"0" * 500)
    files = [photo((400, 300)), film]
    opened.locator("[data-pick] input").set_input_files(files)
    opened.get_by_text("Les vidéos ne sont pas acceptées").first.wait_for()
    line = opened.locator("[data-upload]")
    line.wait_for()
    assert len(seen.came) == 1, "a video does not even leave"
    opened.locator("#body").press_sequentially(" Merci.")
    assert "Merci." in opened.locator("#body").input_value()
    assert line.locator("canvas").count() == 1
    upload = str(line.get_attribute("data-upload"))
    seen.change(upload, state="reading", pages=12, done=2)
    opened.get_by_text("Lecture : page 3 sur 12", exact=True).wait_for()
    seen.change(upload, state="review")
    opened.get_by_role("link", name="Regarder").wait_for()
    axe(opened)
    shoot(opened, "picture-attach-phone")
    assert spill(opened) == 0
    opened.get_by_role("button", name="Retirer l’image 1").click()
    line.wait_for(state="detached")
    assert not seen.files
    assert phone.complaints == []


def test_what_was_lost_is_sent_again_by_itself(phone: Visit, doctor: Person, seen: Room) -> None:
    enter(phone, doctor)
    opened = phone.open("/demander/")
    opened.locator("#body").focus()
    opened.locator("[data-pick] input").set_input_files([photo((80, 60))])
    opened.locator("[data-upload]").wait_for()
    first = next(iter(seen.files))
    seen.change(first, state="lost")
    opened.locator(f'[data-upload]:not([data-upload="{first}"])').wait_for()
    assert len(seen.came) == 2
    assert seen.came[0]["data"] == seen.came[1]["data"]
    assert seen.came[0]["token"] != seen.came[1]["token"]
    assert first not in seen.files


def test_paste_and_drop_bring_files_too(desk: Visit, doctor: Person, seen: Room) -> None:
    enter(desk, doctor)
    opened = desk.open("/demander/")
    opened.locator("#body").focus()
    opened.locator("[data-attach][data-awake]").wait_for()
    bring = """([kind, name]) => {
      const data = new DataTransfer();
      data.items.add(new File(['x'], name, { type: 'image/png' }));
      const box = document.getElementById('body');
      const options = { bubbles: true, cancelable: true };
      const event = kind === 'paste'
        ? new ClipboardEvent('paste', { ...options, clipboardData: data })
        : new DragEvent('drop', { ...options, dataTransfer: data });
      box.dispatchEvent(event);
    }"""
    for number, kind in enumerate(("paste", "drop"), 1):
        opened.evaluate(bring, [kind, f"{kind}.png"])
        opened.locator("[data-upload]").nth(number - 1).wait_for()
    assert [one["name"] for one in seen.came] == ["paste.png", "drop.png"]


def test_without_javascript_a_picture_is_sent_decided_and_joined(
    window: Window, doctor: Person, seen: Room, tmp_path: Path
) -> None:
    visit = window(DESK, java_script_enabled=False)
    enter(visit, doctor)
    opened = visit.open("/demander/")
    opened.locator("#body").fill("H 44 a, lésion du dos. Des idées ?")
    opened.get_by_role("button", name="Joindre une image").click()
    file = tmp_path / "photo.png"
    file.write_bytes(written(lesion((80, 60)), "PNG"))
    opened.get_by_label("Fichiers").set_input_files(file)
    opened.get_by_role("button", name="Envoyer").click()
    upload = next(iter(seen.files))
    sheets = (page(0, NAME),)
    seen.change(upload, state="review", sheets=sheets, pages=1)
    opened.get_by_role("link", name="Recharger").click()
    opened.get_by_role("link", name="Regarder").click()
    assert opened.locator("svg rect.solid").count() == 1, "what is covered is drawn"
    opened.get_by_label("largeur").first.evaluate("e => e.closest('details').open = true")
    for name, value in zip(("left", "top", "width", "height"), (10, 10, 500, 400), strict=True):
        opened.locator(f"[name=crop-{name}]").fill(str(value))
    shoot(opened, "picture-review-nojs")
    finish(opened)
    ((_picture, choice),) = seen.made
    assert choice.crop == (10, 10, 500, 400)
    assert opened.locator("#body").input_value() == "H 44 a, lésion du dos. Des idées ?"
    assert opened.get_by_text("Prête", exact=True).count() == 1


TEXT = "H 44 a, lésion du dos depuis trois mois. Des idées ?"


def joined(visit: Any, drawn: Image.Image, name: str) -> Any:
    """A text, a picture really sent and really read, and the page where it is looked at."""
    opened = visit.open("/demander/")
    opened.locator("#body").fill(TEXT)
    file = FilePayload(name=name, mimeType="image/jpeg", buffer=written(drawn, "JPEG"))
    opened.locator("[data-pick] input").set_input_files([file])
    opened.get_by_role("link", name="Regarder").wait_for(timeout=120_000)
    opened.get_by_role("link", name="Regarder").click()
    opened.wait_for_url(re.compile("/images/"))
    return opened


def publish(opened: Any) -> None:
    for name in ("patient", "relative"):
        opened.locator(f"[name={name}][value=no]").check()
    opened.locator("button[value=publish]").click()


def test_d5_a_lesion_is_read_decided_and_published_with_its_text(
    instance: Instance, visit: Callable[..., Any]
) -> None:
    doctor = instance.member()
    seen_by = visit(doctor, PHONE)
    opened = joined(seen_by, lesion((800, 600)), "IMG_20261122.jpg")
    opened.get_by_text("Ni visage, ni texte, ni code repérés.").wait_for()
    opened.get_by_label("Description").fill("Photographie d’une lésion cutanée")
    finish(opened)
    opened.get_by_text("L’image est prête").wait_for()
    assert opened.locator("#body").input_value() == TEXT, "nothing typed was lost"
    publish(opened)
    opened.wait_for_url(re.compile("/q/"))
    assert [post["body"] for post in instance.posts(doctor)] == [TEXT]


def test_d7_a_name_on_a_label_is_covered_and_uncovering_it_is_answered_for(
    instance: Instance, visit: Callable[..., Any]
) -> None:
    doctor = instance.member()
    opened = joined(visit(doctor, DESK), labelled(), "photo.jpg")
    found = opened.locator("[data-box]")
    assert found.count() >= 1
    shoot(opened, "picture-label")
    upload = opened.url.rstrip("/").rpartition("/")[2]
    opened.get_by_role("link", name="Revenir au texte").click()
    publish(opened)  # too early: the text waits, and says for what
    opened.get_by_text("Une image attend encore").wait_for()
    shoot(opened, "picture-not-ready")
    assert opened.locator(f'.file-asked [href="/images/{upload}/"]').count() == 1
    opened.get_by_role("link", name="Regarder").click()
    found.first.get_by_role("checkbox").uncheck()
    opened.get_by_text("Rien de tout cela").click()
    opened.get_by_text("Personne ne peut être reconnu").click()
    opened.get_by_role("button", name="Joindre l’image").click()
    opened.get_by_text("Il reste une zone à décider").wait_for()
    found.first.get_by_role("checkbox").check()
    opened.get_by_role("button", name="Joindre l’image").click()
    opened.wait_for_url(re.compile("/demander/"), timeout=120_000)
    publish(opened)
    opened.wait_for_url(re.compile("/q/"))


def test_a_text_waits_for_what_is_on_its_way_and_a_file_can_be_stopped(
    phone: Visit, doctor: Person, seen: Room
) -> None:
    enter(phone, doctor)
    opened = phone.open("/demander/")
    opened.locator("#body").fill(TEXT)
    opened.route("**/images/envoyer/", lambda _held: None)  # a tunnel: nothing comes through
    opened.locator("[data-pick] input").set_input_files([photo((80, 60))])
    stop = opened.get_by_role("button", name="Interrompre")
    stop.wait_for()
    publish(opened)
    opened.get_by_text("Une image est encore en cours d’envoi").first.wait_for()
    assert opened.url.endswith("/demander/")
    stop.click()
    stop.wait_for(state="detached")
    assert not seen.came
    assert opened.locator("#body").input_value() == TEXT
    publish(opened)
    opened.wait_for_url(re.compile("/q/"))


def test_a_picture_joined_in_one_tab_shows_in_the_other_before_it_leaves(
    desk: Visit, doctor: Person, seen: Room
) -> None:
    enter(desk, doctor)
    first = desk.open("/demander/")
    with first.expect_response(re.compile("/images/fichiers/")):  # nothing yet
        first.locator("#body").fill(TEXT)
    upload = seen.put(doctor, page(0), state="ready")
    publish(first)
    first.get_by_text("sans que cette page la montre").wait_for()
    assert first.locator(f'[data-upload="{upload}"]').count() == 1
    assert first.locator("#body").input_value() == TEXT
    publish(first)
    first.wait_for_url(re.compile("/q/"))
