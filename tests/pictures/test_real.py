"""One real picture through the real guard, in a real jailed child and a real thread."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.factories import NOON, member
from tests.pictures import kit
from toctoc.pictures import _reader, _reading, actions, queries
from toctoc.pictures.models import Picture, Upload
from toctoc.pictures.types import Choice

pytestmark = pytest.mark.django_db(transaction=True)


def label() -> bytes:
    """A print-out with somebody's name on it."""
    picture = Image.new("RGB", (640, 360), "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(34)
    draw.text((30, 40), "NOM : QUENNEBROC Sidonie", "black", font)
    draw.text((30, 120), "Frequence cardiaque 72 bpm", "black", font)
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()


@pytest.fixture
def queue(settings: Any) -> Iterator[_reader.Pool]:
    settings.TOCTOC_PICTURES = settings.TOCTOC_PICTURES | {"children": 1}
    made = _reader.Pool(_reading.read_one, _reading.beat, _reading.lose)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_reader, "_pool", made)
        yield made
        made.stop()


def test_a_name_on_a_print_out_is_covered_before_anybody_reads_it(queue: _reader.Pool) -> None:
    """D5, D7: read, covered, decided, ready; the original is in no column."""
    author, data = member(), label()
    upload = actions.send(
        by=author, target="ask", token="t", data=data, name="DUPONT_Marie_ecg.png", at=NOON
    )
    until = time.monotonic() + 240
    while queries.review(author, upload).state in ("waiting", "reading"):
        assert time.monotonic() < until
        time.sleep(0.2)
    sent = queries.review(author, upload)
    assert (sent.state, sent.why, sent.pages) == ("review", "", 1)
    (sheet,) = sent.sheets
    assert [box for box in sheet.found if box.decision == "hide" and box.rect[1] < 100]
    assert "DUPONT Marie" in queries.words_told(author, "ask"), "for the guard of the text"
    name = next(box for box in sheet.found if box.rect[1] < 100)
    left, top, width, height = name.rect
    asked = tuple(box.id for box in sheet.found if box.decision == "ask")
    choice = Choice(answered=asked, covers=((500, 300, 60, 40),))
    actions.decide(by=author, picture=sheet.public_id, choice=choice, at=NOON)
    with Image.open(io.BytesIO(queries.preview_bytes(author, sheet.public_id))) as made:
        pixels = np.array(made.convert("L"))
    assert pixels[top : top + height, left : left + width].std() < 6, "one colour"
    assert pixels[305:335, 505:555].std() < 6
    assert pixels[120:170, 30:400].std() > 20, "what is clinical stays"
    actions.answer(
        by=author, upload=upload, answers=dict(kit.NO), consent="unrecognisable", at=NOON
    )
    assert queries.review(author, upload).state == "ready"
    for row in (*Upload.objects.values_list(), *Picture.objects.values_list()):
        assert all(data not in bytes(x) for x in row if isinstance(x, bytes | memoryview))
