"""A face drawn with ellipses, nobody's, that the detector is as sure of as of a photograph."""

from __future__ import annotations

import cv2
import numpy as np

from toctoc.guard.files.types import Pixels

Colour = tuple[float, float, float]
TONES: tuple[Colour, ...] = ((205, 160, 135), (160, 110, 80), (105, 68, 48))
_HAIR, _LIPS, _SHIRT = (60, 42, 30), (170, 80, 80), (60, 70, 110)


def drawn(
    width: int = 1200,
    height: int = 900,
    middle: tuple[int, int] = (600, 430),
    radius: int = 150,
    tone: Colour = TONES[0],
) -> Pixels:
    """A head seen from the front, `radius` pixels from the nose to the ears, lit from the left."""
    picture = np.full((height, width, 3), (120, 130, 140), np.float32)
    left, top = middle

    def put(x: float, y: float, wide: float, high: float, colour: Colour, light: float = 1) -> None:
        centre = (int(left + x * radius), int(top + y * radius))
        axes = (max(int(wide * radius), 1), max(int(high * radius), 1))
        shade = tuple(light * value for value in colour)
        cv2.ellipse(picture, centre, axes, 0, 0, 360, shade, -1, cv2.LINE_AA)

    def brow(x: float, y: float, wide: float, thick: float) -> None:
        centre = (int(left + x * radius), int(top + y * radius))
        axes, line = (int(wide * radius), int(0.09 * radius)), max(2, int(thick * radius))
        cv2.ellipse(picture, centre, axes, 0, 195, 345, _HAIR, line, cv2.LINE_AA)

    put(0, 2.3, 1.6, 1.1, _SHIRT)
    put(0, 1.2, 0.42, 0.6, tone, 0.85)
    put(0, -0.25, 0.98, 1.2, _HAIR)
    put(0, 0, 0.8, 1.1, tone)
    for side in (-0.33, 0.33):
        put(side, -0.12, 0.22, 0.14, tone, 0.8)
        put(side, -0.12, 0.17, 0.085, (240, 238, 235))
        put(side, -0.12, 0.08, 0.085, (70, 50, 35))
        put(side, -0.12, 0.035, 0.04, (10, 10, 10))
        brow(side, -0.14, 0.18, 0.03)
        brow(side, -0.27, 0.22, 0.06)
        put(side * 0.27, 0.36, 0.05, 0.03, _LIPS, 0.6)
    put(0.05, 0.15, 0.08, 0.28, tone, 0.92)
    put(0, 0.62, 0.3, 0.1, _LIPS)
    put(0, 0.6, 0.3, 0.03, _LIPS, 0.55)
    soft = cv2.GaussianBlur(picture, (0, 0), max(radius / 40, 0.5))
    away = (np.arange(width, dtype=np.float32) - left) / radius
    soft = soft * np.clip(1.1 - away * 0.12, 0.7, 1.25)[None, :, None]
    soft = soft + np.random.default_rng(3).normal(0, 3, soft.shape)
    return np.clip(soft, 0, 255).astype(np.uint8)
