"""Pictures drawn for the tests: nobody's face, nobody's name."""

from __future__ import annotations

import cv2
import numpy as np

from toctoc.guard.files.types import Line, Pixels


def skin(width: int = 640, height: int = 480) -> Pixels:
    """A lesion on skin, drawn."""
    rng = np.random.default_rng(5)
    picture = np.full((height, width, 3), (205, 160, 140), np.float32)
    picture += rng.normal(0, 4, picture.shape)
    drawn = np.clip(picture, 0, 255).astype(np.uint8)
    cv2.ellipse(drawn, (width // 2, height // 2), (90, 60), 20, 0, 360, (120, 60, 50), -1)
    return np.asarray(cv2.GaussianBlur(drawn, (0, 0), 3), np.uint8)


def written(*lines: str, width: int = 640, height: int = 240) -> Pixels:
    """Those lines, in dark letters on white; OpenCV draws no accent."""
    picture = np.full((height, width, 3), 250, np.uint8)
    for i, text in enumerate(lines):
        place = (30, 60 + 60 * i)
        cv2.putText(picture, text, place, cv2.FONT_HERSHEY_SIMPLEX, 1, (20, 20, 20), 2, cv2.LINE_AA)
    return picture


def line(text: str, left: int = 20, top: int = 20, score: float = 0.99, high: int = 20) -> Line:
    """A line as if read there."""
    right, bottom = left + max(len(text), 2) * high // 2, top + high
    return Line(text, ((left, top), (right, top), (right, bottom), (left, bottom)), score)
