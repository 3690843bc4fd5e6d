"""Pictures made ready before they leave: faces covered, place gone, and never a file lost (D5)."""

from __future__ import annotations

import base64
import hashlib
import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bench import browser_faces
from bench.faces_drawn import drawn
from PIL import Image
from playwright.sync_api import FilePayload

from tests.factories import member
from tests.guard_files.pictures import skin
from tests.web.pictures_kit import Room, room
from toctoc.guard.files.types import Pixels
from toctoc.web import stencil

from .conftest import Visit, axe, enter, shoot, spill

__all__ = ["room"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WEIGHTS = "f336ae0712104ef04071e5fbedb6ca722014d05ae3695f4b3caa46b2b635dbe0"
SIDE = 2400
PREPARE = """async ([data, type, places]) => {
  const maker = await import('/static/js/prepare.js');
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  const file = new File([bytes], 'IMG_1.jpeg', { type });
  const ours = { facesWorker: '/static/js/faces-worker.js', faces: '/static/faces/retinaface.bin' };
  const made = await maker.prepare(file, { side: '2400', ...ours, ...places });
  let sent = '';
  for (const byte of new Uint8Array(await made.arrayBuffer())) sent += String.fromCharCode(byte);
  const note = maker.note(made)?.textContent ?? null;
  return { same: made === file, name: made.name, data: btoa(sent), note };
}"""


@pytest.fixture(autouse=True)
def fresh() -> None:
    stencil.forget()


def jpeg(pixels: Pixels, **options: Any) -> bytes:
    held = io.BytesIO()
    Image.fromarray(pixels).save(held, "JPEG", quality=92, **options)
    return held.getvalue()


def carried() -> bytes:
    """What a telephone writes beside a picture: its place, its date, and which side is up."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter to the right
    exif[0x9003] = "2026:11:22 10:00:00"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 24.0)
    return exif.tobytes()


def prepared(visit: Visit, data: bytes, kind: str = "image/jpeg", **places: str) -> Any:
    opened = visit.page if visit.page.url.startswith("http") else visit.open("/hors-ligne/")
    made = opened.evaluate(PREPARE, [base64.b64encode(data).decode(), kind, places])
    return made | {"data": base64.b64decode(made["data"])}


def patient(visit: Visit) -> None:
    """A busy machine is given longer than a telephone."""
    script = (browser_faces.STATIC / "js/prepare.js").read_text("utf-8")
    for short, long in (("4_000", "90_000"), ("12_000", "120_000")):
        assert f"= {short};" in script
        script = script.replace(f"= {short};", f"= {long};")
    visit.context.route(
        "**/js/prepare.js", lambda route: route.fulfill(body=script, content_type="text/javascript")
    )


def opened_as(data: bytes) -> Pixels:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def test_the_network_gives_what_the_server_s_gives(desk: Visit) -> None:
    """On noise, on skin and on a drawn face, at sizes that no stride divides."""
    opened = desk.open("/hors-ligne/")
    place = f"{desk.address}/static/"
    noise = np.random.default_rng(1).integers(0, 256, (93, 131, 3), dtype=np.uint8)
    face = drawn(250, 190, (125, 85), 40)
    for pixels in (noise, skin(160, 121), face):
        seen = browser_faces.looked(opened, place, pixels)
        score, move = browser_faces.apart(seen, pixels)
        assert score < 0.02
        assert move < 0.2
        alone, sure, edge = browser_faces.boxes_apart(seen, pixels)
        assert alone == 0
        assert sure < 0.02
        assert edge < 2
    assert [f["score"] > 0.9 for f in seen["faces"]] == [True], "the drawn face is one"


def test_the_weights_are_made_from_the_server_s() -> None:
    root = Path(__file__).resolve().parents[2]
    shipped = (root / "src/toctoc/web/static/faces/retinaface.bin").read_bytes()
    assert hashlib.sha256(shipped).hexdigest() == WEIGHTS
    assert len(shipped) <= 900_000
    tool = [sys.executable, str(root / "tools/face_weights_web.py"), "--check"]
    subprocess.run(tool, check=True, capture_output=True)


def test_a_face_is_covered_whole_before_it_leaves(desk: Visit) -> None:
    opened = desk.open("/hors-ligne/")
    face = drawn(800, 600, (400, 280), 110)
    place = f"{desk.address}/static/"
    (head,) = browser_faces.found(opened, place, face, 120_000) or []
    left, top, width, height = head
    assert left < 400 - 0.8 * 110
    assert left + width > 400 + 0.8 * 110
    assert top < 280 - 110
    assert top + height > 280 + 110
    turned = np.ascontiguousarray(np.rot90(face))
    (head,) = browser_faces.found(opened, place, turned, 120_000) or []
    assert head[0] < 280 < head[0] + head[2], "and one that lies on its side"
    assert browser_faces.found(opened, place, skin(), 120_000) == []
    assert browser_faces.found(opened, place, face, 0) is None, "no time: the server will do it"


def test_d7_place_and_date_stay_on_the_telephone(desk: Visit) -> None:
    """A photograph of 3000 pixels leaves upright, with 2400 and nothing beside its pixels."""
    whole = np.repeat(np.repeat(skin(750, 500), 4, axis=0), 4, axis=1)
    data = jpeg(whole, exif=carried())
    assert b"Exif" in data
    made = prepared(desk, data, faces="")
    assert made["name"] == "IMG_1.jpg"
    assert made["note"] is None
    sent = Image.open(io.BytesIO(made["data"]))
    assert sent.size == (1600, SIDE)
    assert not sent.getexif()
    assert b"Exif" not in made["data"]
    small = prepared(desk, jpeg(skin(), exif=carried()), faces="")
    assert Image.open(io.BytesIO(small["data"])).size == (480, 640), "a small one too, at its size"
    assert b"Exif" not in small["data"]


def test_what_cannot_be_made_ready_leaves_as_it_is(desk: Visit) -> None:
    """No worker, no picture, another kind of file: the same bytes go up."""
    plain = jpeg(skin())
    assert prepared(desk, plain, facesWorker="/static/js/nowhere.js")["same"]
    # nor is a missing file of weights a reason to hold a picture back
    assert prepared(desk, plain, faces="/static/faces/nowhere.bin")["same"]
    for data, kind in ((b"%PDF-1.7", "application/pdf"), (b"not one", "image/jpeg")):
        made = prepared(desk, data, kind)
        assert made["same"]
        assert made["data"] == data


def test_who_saves_data_fetches_no_weights(desk: Visit) -> None:
    asked: list[str] = []
    desk.context.on("request", lambda request: asked.append(request.url))
    desk.page.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    )
    made = prepared(desk, jpeg(drawn(600, 450, (300, 210), 80)))
    assert made["same"]
    assert any("faces-worker" in url for url in asked)
    assert not any("retinaface" in url for url in asked)


def test_the_author_is_told_and_may_send_it_as_it_is(phone: Visit, room: Room) -> None:
    patient(phone)
    enter(phone, member())
    opened = phone.open("/demander/")
    opened.locator("#body").focus()
    data = jpeg(drawn(400, 300, (200, 140), 55))
    file = FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=data)
    opened.locator("[data-pick] input").set_input_files([file])
    opened.get_by_text("1 visage couvert avant l’envoi").first.wait_for(timeout=60_000)
    opened.locator("[data-upload]").wait_for(timeout=60_000)
    face = opened_as(room.came[0]["data"])[100:180, 160:240]
    assert face.max() < 40, "solid, over the whole head"
    axe(opened)
    shoot(opened, "prepare-phone")
    assert spill(opened) == 0
    first = str(opened.locator("[data-upload]").get_attribute("data-upload"))
    opened.get_by_role("button", name="Envoyer sans couvrir ici").click()
    opened.locator(f'[data-upload]:not([data-upload="{first}"])').wait_for(timeout=60_000)
    assert room.came[1]["data"] == data
    assert first not in room.files
    assert opened.get_by_role("button", name="Envoyer sans couvrir ici").count() == 0
    assert phone.complaints == []


def test_a_cut_says_it_once_and_sends_the_covered_one_again(phone: Visit, room: Room) -> None:
    patient(phone)
    enter(phone, member())
    opened = phone.open("/demander/")
    cut = 0

    def fail_once(route: Any) -> None:
        nonlocal cut
        cut += 1
        if cut > 1:
            route.fallback()
        else:
            route.fulfill(status=503, body='{"error": "Un instant.", "again": 1}')

    phone.context.route("**/images/envoyer/", fail_once)
    opened.locator("#body").focus()
    data = jpeg(drawn(400, 300, (200, 140), 55))
    file = FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=data)
    opened.locator("[data-pick] input").set_input_files([file])
    opened.locator("[data-upload]").wait_for(timeout=60_000)
    assert cut == 2
    assert opened_as(room.came[0]["data"])[100:180, 160:240].max() < 40
    assert opened.get_by_role("button", name="Envoyer sans couvrir ici").count() == 1
    opened.get_by_role("button", name="Retirer l’image 1").or_(
        opened.get_by_role("button", name="Interrompre l’image 1")
    ).click()
    opened.locator("[data-upload]").wait_for(state="detached")
    assert opened.get_by_role("button", name="Envoyer sans couvrir ici").count() == 0
