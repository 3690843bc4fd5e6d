"""Draws the pictures of `bench.files`: radiographs, screens, sheets, photographs of a screen…"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.files_gold import Gold
    from toctoc.guard.files.types import Pixels

SCENES = ("xray", "ultrasound", "mri", "ecg", "lab", "letter", "screen", "wristband", "label")
DARK = ("xray", "ultrasound", "mri")


@dataclass(frozen=True)
class Written:
    """A line as drawn: its text, the box around it in the picture, and whether it identifies."""

    text: str
    box: tuple[float, float, float, float]  # left, top, right, bottom
    identifying: bool


@dataclass(frozen=True)
class Scene:
    kind: str
    pixels: Pixels
    lines: tuple[Written, ...]


def scenes(gold: Gold, each: int) -> Iterator[Scene]:
    """`each` pictures of every kind; a quarter of them turned by 90, 180 and 270 degrees each."""
    rng = random.Random(gold.seed)
    for kind in SCENES:
        for i in range(each):
            yield _turned(_scene(kind, gold, rng), i % 4)


def _fill(template: str, gold: Gold, rng: random.Random) -> str:
    day = f"{rng.randrange(1, 29):02}{rng.choice('/-.')}{rng.randrange(1, 13):02}/"
    day = day.replace("-", "/").replace(".", "/") + str(rng.randrange(1935, 2025))
    return template.format(
        f=rng.choice(gold.first), l=rng.choice(gold.last), c=rng.choice(gold.towns), d=day,
        n=rng.randrange(10**6, 10**9), t=f"{rng.randrange(24):02}:{rng.randrange(60):02}",
        v=rng.randrange(50, 99), w=rng.randrange(10, 40),
    )  # fmt: skip


def _scene(kind: str, gold: Gold, rng: random.Random) -> Scene:
    size = {"wristband": (1600, 400), "label": (900, 600)}.get(kind, (1600, 1200))
    image = Image.fromarray(_ground(kind, size, rng))
    people = [(_fill(t, gold, rng), True) for t in gold.people[kind]]
    clinical = [(_fill(t, gold, rng), False) for t in gold.clinical[kind]]
    told = people + clinical
    if kind in ("lab", "letter", "screen"):
        rng.shuffle(told)
    height = {"wristband": 44, "label": 40}.get(kind, rng.choice((20, 24, 28, 32)))
    font = ImageFont.truetype(rng.choice(gold.fonts), height)
    written = _write(image, kind, told, font, rng)
    scene = Scene(kind, np.array(image), tuple(written))
    return _photographed(scene, rng) if kind in ("screen", "wristband", "label") else scene


def _ground(kind: str, size: tuple[int, int], rng: random.Random) -> Pixels:
    width, height = size
    noise = np.random.default_rng(rng.randrange(10**6))
    if kind in DARK:
        ys, xs = np.mgrid[0:height, 0:width]
        middle = np.hypot((xs - width / 2) / width, (ys - height / 2) / height)
        grey = np.clip(190 - 420 * middle, 0, 255) + noise.normal(0, 6, (height, width))
        return np.repeat(np.clip(grey, 0, 255).astype(np.uint8)[..., None], 3, axis=2)
    ground = np.full((height, width, 3), (250, 250, 248), np.uint8)
    if kind == "screen":
        ground[:] = rng.choice(((236, 240, 245), (30, 36, 48), (250, 250, 250)))
    if kind == "ecg":
        ground[:, ::20] = ground[::20] = (245, 190, 190)
        xs = np.arange(width)
        for row in range(500, height, 160):
            beat = (
                np.exp(-(((xs % 150) - 60) ** 2) / 20) * 70
                - np.exp(-(((xs % 150) - 68) ** 2) / 30) * 25
            )
            trace = np.stack([xs, row - beat + noise.normal(0, 1, width)], axis=1).astype(np.int32)
            cv2.polylines(ground, [trace], False, (20, 20, 20), 2)
    return ground


def _write(
    image: Image.Image,
    kind: str,
    told: list[tuple[str, bool]],
    font: ImageFont.FreeTypeFont,
    rng: random.Random,
) -> list[Written]:
    draw = ImageDraw.Draw(image)
    light = image.getpixel((4, 4))
    ink = (240, 240, 240) if sum(light[:3]) < 380 else (25, 25, 30)  # type: ignore[index, arg-type]
    step = int(font.size * 1.7)
    written = []
    corners = [(30, 30), (image.width * 2 // 3, 30), (30, image.height * 3 // 4),
               (image.width * 2 // 3, image.height * 3 // 4)]  # fmt: skip
    columns = {"ecg": 3, "lab": 1, "letter": 1, "screen": 2, "wristband": 2, "label": 1}
    for i, (text, identifying) in enumerate(told):
        if kind in DARK:
            x, y = corners[i % 4]
            y += step * (i // 4)
        else:
            across = columns[kind]
            x = 40 + (i % across) * (image.width // across)
            y = 40 + (i // across) * step
        draw.text((x, y), text, font=font, fill=ink)
        written.append(Written(text, draw.textbbox((x, y), text, font=font), identifying))
    return written


def _photographed(scene: Scene, rng: random.Random) -> Scene:
    """As a telephone sees it: askew, in perspective, unevenly lit, noisy, pressed."""
    height, width = scene.pixels.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    jitter = np.array([[rng.uniform(0, 0.05) * s for s in (width, height)] for _ in range(4)])
    signs = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])
    moved = (corners + jitter * signs).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners, moved)
    picture = cv2.warpPerspective(scene.pixels, matrix, (width, height), borderValue=(70, 66, 60))
    lit = np.linspace(rng.uniform(0.75, 1), rng.uniform(0.75, 1), width)[None, :, None]
    noise = np.random.default_rng(rng.randrange(10**6)).normal(0, 5, picture.shape)
    picture = np.clip(picture * lit + noise, 0, 255).astype(np.uint8)
    coded = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 60])[1]
    picture = np.ascontiguousarray(cv2.imdecode(coded, cv2.IMREAD_COLOR)[..., ::-1])
    lines = tuple(Written(w.text, _warped(w.box, matrix), w.identifying) for w in scene.lines)
    return Scene(scene.kind, np.asarray(picture, np.uint8), lines)


def _warped(
    box: tuple[float, float, float, float],
    matrix: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    corners = np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]], np.float32)
    moved = cv2.perspectiveTransform(corners, matrix)[0]
    (x0, y0), (x1, y1) = moved.min(axis=0), moved.max(axis=0)
    return float(x0), float(y0), float(x1), float(y1)


def _turned(scene: Scene, turn: int) -> Scene:
    pixels, lines = scene.pixels, list(scene.lines)
    for _ in range(turn):
        width = pixels.shape[1]
        pixels = np.rot90(pixels)
        lines = [
            Written(w.text, (w.box[1], width - w.box[2], w.box[3], width - w.box[0]), w.identifying)
            for w in lines
        ]
    return Scene(scene.kind, np.ascontiguousarray(pixels), tuple(lines))


def negatives(seed: int) -> Iterator[tuple[str, Pixels]]:
    """Pictures without anybody: skin with a lesion, cells, an object, drawn; nobody's skin."""
    rng = np.random.default_rng(seed)
    for i in range(12):
        height, width = 900, 1200
        tone = np.array(((235, 200, 180), (190, 140, 110), (110, 75, 55), (70, 45, 35))[i % 4])
        coarse = cv2.resize(rng.normal(0, 10, (30, 40, 3)).astype(np.float32), (width, height))
        skin = tone + coarse + rng.normal(0, 3, (height, width, 3))
        picture = np.clip(skin, 0, 255).astype(np.uint8)
        if i < 6:
            for _ in range(1 + i):
                middle = (int(rng.integers(200, 1000)), int(rng.integers(200, 700)))
                axes = (int(rng.integers(20, 160)), int(rng.integers(20, 160)))
                colour = tuple(int(v * 0.5) for v in tone)
                cv2.ellipse(picture, middle, axes, float(i * 20), 0, 360, colour, -1)
            picture = cv2.GaussianBlur(picture, (0, 0), 5)
            yield f"lesion {i}", np.asarray(picture, np.uint8)
        else:
            picture[:] = (240, 225, 240)
            for _ in range(150):
                middle = (int(rng.integers(0, width)), int(rng.integers(0, height)))
                cv2.circle(picture, middle, int(rng.integers(12, 40)), (205, 140, 190), -1)
                cv2.circle(picture, middle, int(rng.integers(4, 12)), (90, 40, 130), -1)
            yield f"cells {i}", np.asarray(cv2.GaussianBlur(picture, (0, 0), 2), np.uint8)
