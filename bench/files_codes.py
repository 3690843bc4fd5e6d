"""Codes as they stand on labels and wristbands: seven kinds, turned, blurred, hard pressed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import cv2
import numpy as np
import zxingcpp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.files.types import Pixels

KINDS = ("QRCode", "DataMatrix", "Aztec", "PDF417", "Code128", "Code39", "EAN13")
STATES = ("clean", "jpeg", "blur")
Area = tuple[float, float, float, float]


def draw(kind: str, module: int, rng: random.Random) -> Pixels:
    """A code alone, `module` pixels to its smallest square or bar, with an invented number."""
    digits = "".join(rng.choice("0123456789") for _ in range(12 if kind == "EAN13" else 9))
    text = digits if kind == "EAN13" else f"IPP{digits}"
    symbology = getattr(zxingcpp.BarcodeFormat, kind)
    options = "forceSquare" if kind == "DataMatrix" else ""
    image = np.array(
        zxingcpp.create_barcode(text, symbology, options=options).to_image(
            scale=1, add_quiet_zones=True
        )
    )
    image = cv2.copyMakeBorder(image, 4, 4, 4, 4, cv2.BORDER_CONSTANT, value=255)
    if image.shape[0] < 14:  # one row of bars: as high as a third of its length
        image = np.repeat(image[6:7], image.shape[1] // 3, axis=0)
        image[:4] = image[-4:] = 255
    module = min(module, 1000 // image.shape[1])
    grown = cv2.resize(image, None, fx=module, fy=module, interpolation=cv2.INTER_NEAREST)
    return np.repeat(grown[..., None], 3, axis=2)


def shots(seed: int, each: int = 1) -> Iterator[tuple[str, str, Pixels, Area]]:
    """Kind, state, picture, where the code is."""
    rng = random.Random(seed)
    for kind in KINDS:
        for state in STATES:
            for angle in (0, 90, 20, -35):
                for _ in range(each):
                    yield kind, state, *_shot(kind, state, angle, rng)


def _shot(kind: str, state: str, angle: int, rng: random.Random) -> tuple[Pixels, Area]:
    code = draw(kind, rng.choice((3, 4, 5)), rng)
    high, wide = code.shape[:2]
    ground = np.full((900, 1200, 3), rng.randrange(150, 240), np.uint8)
    x, y = (1200 - wide) // 2, (900 - high) // 2
    ground[y : y + high, x : x + wide] = code
    spin = cv2.getRotationMatrix2D((600, 450), angle, 1)
    picture = cv2.warpAffine(ground, spin, (1200, 900), borderMode=cv2.BORDER_REPLICATE)
    rows, columns = np.nonzero(code[..., 0] < 128)  # without the quiet zone
    x0, x1, y0, y1 = x + columns.min(), x + columns.max(), y + rows.min(), y + rows.max()
    corners = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float64)
    moved = corners @ spin[:, :2].T + spin[:, 2]
    (left, top), (right, bottom) = moved.min(axis=0), moved.max(axis=0)
    if state == "blur":
        picture = cv2.GaussianBlur(picture, (0, 0), 2.5)
    if state == "jpeg":
        coded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 25])[1]
        picture = np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)
    return picture, (left, top, right - left, bottom - top)
