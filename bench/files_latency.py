"""CPU seconds of a 12 megapixel JPEG from its bytes to its boxes, and to what may be published:
decoding, both readings and both encodings, the libraries being loaded (a child that waits)."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from bench import files_scenes
from toctoc.guard.files import work
from toctoc.guard.files.sniff import Format
from toctoc.guard.files.types import LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.files_gold import Gold
    from toctoc.guard.files.types import Pixels

PHOTOGRAPHED = ("screen", "lab", "letter", "wristband", "label", "ecg")


def _pictures(gold: Gold, each: int) -> Iterator[tuple[str, Pixels]]:
    for scene in files_scenes.scenes(gold, each):
        if scene.kind in PHOTOGRAPHED:
            yield scene.kind, scene.pixels
    yield from (pair for pair in files_scenes.negatives(gold.seed) if "lesion" in pair[0])


def _jpeg(picture: Pixels, rng: np.random.Generator) -> bytes:
    """As a telephone writes it: 12 megapixels, the noise of a sensor."""
    large = cv2.resize(picture, (4000, 3000), interpolation=cv2.INTER_CUBIC)
    noise = rng.normal(0, 4, (1500, 2000, 3)).astype(np.float32)
    grain = cv2.resize(noise, (4000, 3000))
    seen = np.clip(large + grain, 0, 255).astype(np.uint8)
    coded = cv2.imencode(".jpg", seen[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 90])[1]
    return bytes(coded.tobytes())


def measure(gold: Gold, each: int = 1) -> list[tuple[str, float, float, int]]:
    """Kind, seconds to the boxes, seconds to the end, readings of each picture."""
    rng = np.random.default_rng(gold.seed)
    rows = []
    looked: list[float] = []
    eyes = vars(work)["look"]

    def look(*told: Any) -> Any:
        found = eyes(*told)
        looked.append(time.process_time())
        return found

    vars(work)["look"] = look
    try:
        for kind, picture in [
            ("first", np.zeros((900, 1200, 3), np.uint8)),
            *_pictures(gold, each),
        ]:
            data = _jpeg(picture, rng)
            looked.clear()
            start = time.process_time()
            work.read(data, Format.JPEG, (), LIMITS, drafts=True, progress=lambda *_: None)
            ended = time.process_time()
            rows.append((kind, looked[0] - start, ended - start, len(looked)))
    finally:
        vars(work)["look"] = eyes
    return rows[1:]


def report(gold: Gold, each: int = 1) -> None:
    rows = measure(gold, each)
    for kind, boxes, whole, readings in rows:
        print(f"12 MP, {kind:12} {boxes:5.2f} CPU s to the boxes, {whole:5.2f} in all, {readings}")
    seen, made = [row[1] for row in rows], [row[2] for row in rows]
    for what, most, values in (("to the boxes", 3, seen), ("with what comes after", 5, made)):
        print(
            f"12 MP, {what} (p50 <= {most} s): p50 {statistics.median(values):.2f} CPU s,"
            f" most {max(values):.2f}"
        )
