"""Faces as they come in clinical pictures, made from portraits that the reader of this bench has.

No portrait of a real person is in this repository. A folder of portraits with `faces.json`
({"file": [left, top, width, height]} of the one face) is given on the command line; each is turned
into the variants below, on a plain or textured ground.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toctoc.guard.files.types import Box, Pixels

Area = tuple[float, float, float, float]  # left, top, width, height
Shot = tuple[str, "Pixels", Area]

# the rows of the table, and what each variant counts in
ROWS = {
    "frontal": "frontal and turned",
    "grey": "frontal and turned",
    "dark": "frontal and turned",
    "jpeg": "frontal and turned",
    "blur": "frontal and turned",
    "turn90": "frontal and turned",
    "turn180": "frontal and turned",
    "turn270": "frontal and turned",
    "tilt20": "frontal and turned",
    "eye bar": "masked, barred, half",
    "mask": "masked, barred, half",
    "left half": "masked, barred, half",
    "right half": "masked, barred, half",
    "96 px": ">= 48 px in 1200 x 900",
    "64 px": ">= 48 px in 1200 x 900",
    "48 px": ">= 48 px in 1200 x 900",
    "36 px": "24-48 px in 1200 x 900",
    "30 px": "24-48 px in 1200 x 900",
    "24 px": "24-48 px in 1200 x 900",
    "fills": "not in the table",
    "upper half": "not in the table",
    "lower half": "not in the table",
    "eyes": "not in the table",
}


def shots(folder: Path) -> Iterator[Shot]:
    """Each variant of each portrait: its name, the picture, and where the face is in it."""
    rng = random.Random(7)
    for name, area in json.loads((folder / "faces.json").read_text()).items():
        whole = np.array(Image.open(folder / name).convert("RGB"))
        yield from _variants(whole, tuple(area), rng)


def _framed(whole: Pixels, area: Area, face: int, size: tuple[int, int]) -> tuple[Pixels, Area]:
    """The portrait reduced until its face is `face` pixels high, on a ground of that size."""
    left, top, wide, high = area
    scale = face / high
    small = cv2.resize(whole, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    width, height = size
    ground = np.full((height, width, 3), (150, 160, 165), np.uint8)
    ground = cv2.add(ground, cv2.resize(_noise(height // 8, width // 8), (width, height)))
    x, y = int(width / 2 - (left + wide / 2) * scale), int(height / 2 - (top + high / 2) * scale)
    x0, y0 = max(x, 0), max(y, 0)
    x1, y1 = min(x + small.shape[1], width), min(y + small.shape[0], height)
    ground[y0:y1, x0:x1] = small[y0 - y : y1 - y, x0 - x : x1 - x]
    return ground, (left * scale + x, top * scale + y, wide * scale, high * scale)


def _noise(height: int, width: int) -> Pixels:
    return np.random.default_rng(3).integers(0, 40, (height, width, 3), np.uint8)


def _variants(whole: Pixels, area: Area, rng: random.Random) -> Iterator[Shot]:
    plain, at = _framed(whole, area, 260, (1200, 900))
    yield "frontal", plain, at
    yield "grey", np.repeat(cv2.cvtColor(plain, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2), at
    yield "dark", (plain * 0.25).astype(np.uint8), at
    coded = cv2.imencode(".jpg", plain[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 12])[1]
    yield "jpeg", np.ascontiguousarray(cv2.imdecode(coded, cv2.IMREAD_COLOR)[..., ::-1]), at
    yield "blur", cv2.GaussianBlur(plain, (0, 0), 4), at
    for turn, name in ((1, "turn90"), (2, "turn180"), (3, "turn270")):
        yield name, np.ascontiguousarray(np.rot90(plain, turn)), _turned(at, turn, 1200, 900)
    spin = cv2.getRotationMatrix2D((600, 450), rng.choice((-20, 20)), 1)
    yield "tilt20", cv2.warpAffine(plain, spin, (1200, 900), borderMode=cv2.BORDER_REPLICATE), at
    left, top, wide, high = at
    yield "eye bar", _filled(plain, (left, top + 0.25 * high, wide, 0.22 * high), (0, 0, 0)), at
    mask = (left, top + 0.55 * high, wide, 0.45 * high)
    yield "mask", _filled(plain, mask, (150, 200, 220)), at
    for name, x in (("left half", left), ("right half", left + wide / 2)):
        x0 = int(x)
        cut = np.ascontiguousarray(plain[:, x0 if "right" in name else 0 : x0 + int(wide / 2)])
        offset = 0.0 if "right" in name else left
        yield name, cut, (offset, top, wide / 2, high)
    for size in (96, 64, 48, 36, 30, 24):
        small, place = _framed(whole, area, size, (1200, 900))
        yield f"{size} px", small, place
    big, place = _framed(whole, area, 800, (900, 900))
    yield "fills", big, place
    left, top, wide, high = place
    y = int(max(top, 0) + high / 2)
    yield "upper half", np.ascontiguousarray(big[:y]), (left, top, wide, high / 2)
    yield "lower half", np.ascontiguousarray(big[y:]), (left, 0, wide, high / 2)
    y0, y1 = int(top + 0.28 * high), int(top + 0.5 * high)
    yield "eyes", np.ascontiguousarray(big[max(y0, 0) : y1]), (left, 0, wide, y1 - y0)


def _turned(at: Area, turn: int, width: int, height: int) -> Area:
    left, top, wide, high = at
    for _ in range(turn):
        left, top, wide, high = top, width - left - wide, high, wide
        width, height = height, width
    return left, top, wide, high


def _filled(picture: Pixels, area: Area, colour: tuple[int, int, int]) -> Pixels:
    left, top, wide, high = (int(v) for v in area)
    out = picture.copy()
    out[top : top + high, left : left + wide] = colour
    return out


def covered(box: Box, area: Area) -> float:
    """The part of the face, cut to the picture, that a box covers."""
    left, top, wide, high = area
    wide_shared = min(left + wide, box.rect.left + box.rect.width) - max(left, box.rect.left)
    high_shared = min(top + high, box.rect.top + box.rect.height) - max(top, box.rect.top)
    return max(wide_shared, 0) * max(high_shared, 0) / max(wide * high, 1)


def measure(
    folder: Path, find: Callable[[Pixels], list[Box]]
) -> dict[str, list[tuple[bool, bool]]]:
    """For each variant, whether each face was found (hidden or asked) and whether hidden."""
    results: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for name, picture, area in shots(folder):
        good = [box for box in find(picture) if covered(box, area) >= 0.5]
        results[name].append((bool(good), any(box.decision == "hide" for box in good)))
    return results
