"""Draws the sheets of `bench.labs`: several laboratories, scanned, photographed, turned."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.labs_gold import Gold, Layout, Test
    from toctoc.guard.files.types import Pixels

STATES: Final = ("page", "scan", "photo", "part", "turned")
_WIDTH, _HEIGHT = 1654, 2339  # A4 at 200 dots an inch
_SLOW: Final = frozenset(words("esr chol ldl tg hdl schizo baso"))
_SIGNED: Final = frozenset(
    words("crp psa tnt tni pct hcg ddim bnp ntprobnp rf ca199 ca125 cea afp")
)
_METHODS: Final = ("Impédance - Sysmex XN", "Enzymatique - Roche Cobas", "Immunoturbidimétrie",
                   "Chimiluminescence - Abbott Alinity")  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """A result as printed: the value with a full stop, "<" kept; bounds "" where there is none."""

    code: str
    value: str
    unit: str
    low: str
    high: str


@dataclass(frozen=True)
class Sheet:
    layout: str
    state: str
    pixels: Pixels
    results: tuple[Drawn, ...]


def sheets(gold: Gold, each: int) -> Iterator[Sheet]:
    """`each` sheets of every layout in every state."""
    rng = random.Random(gold.seed)
    for name, layout in gold.layouts.items():
        for state in STATES:
            for _ in range(each):
                image, results = _page(gold, layout, rng, part=state == "part")
                yield Sheet(name, state, _as_seen(image, state, rng), tuple(results))


class _Pen:
    """A page being printed from top to bottom."""

    def __init__(self, layout: Layout, font: str, height: int, rng: random.Random) -> None:
        self.image = Image.new("RGB", (_WIDTH, height), (252, 252, 250))
        self.draw = ImageDraw.Draw(self.image)
        self.layout, self.rng, self.y = layout, rng, 60
        self.font = ImageFont.truetype(font, layout.size)
        self.small = ImageFont.truetype(font, int(layout.size * 0.72))
        self.step = int(layout.size * rng.uniform(1.45, 1.8))

    def text(self, x: float, said: str, *, small: bool = False, right: bool = False) -> float:
        """Where it ends."""
        font = self.small if small else self.font
        left = x * _WIDTH - (self.draw.textlength(said, font=font) if right else 0)
        self.draw.text((left, self.y), said, font=font, fill=(22, 22, 28))
        return left + self.draw.textlength(said, font=font)

    def down(self, part: float = 1) -> None:
        self.y += int(self.step * part)

    @property
    def full(self) -> bool:
        return self.y > self.image.height - 3 * self.step


def _page(
    gold: Gold, layout: Layout, rng: random.Random, *, part: bool
) -> tuple[Image.Image, list[Drawn]]:
    pen = _Pen(layout, rng.choice(gold.fonts), 1000 if part else _HEIGHT, rng)
    if not part:
        for i, said in enumerate(rng.sample(gold.people, len(gold.people))):
            pen.text(0.05 if i % 2 else 0.55, said)
            pen.down(i % 2)
        pen.down()
    results: list[Drawn] = []
    titles = list(gold.panels)
    rng.shuffle(titles)
    for title in titles:
        if pen.full:
            break
        pen.down(0.5)
        pen.text(0.3, title)
        pen.down(1.4)
        for column, at, said in zip(layout.columns, layout.at, layout.titles, strict=False):
            if column != "name" or layout.grid:
                pen.text(at, said, small=True)
        if layout.titles:
            pen.down(1.1)
        for test in gold.panels[title]:
            if pen.full:
                break
            if rng.random() < 0.85:
                results += _row(pen, test)
    return pen.image, results


def _row(pen: _Pen, test: Test) -> list[Drawn]:
    layout, rng = pen.layout, pen.rng
    value, sign, beyond = _value(test, rng)
    name = test.name.upper() if layout.upper else test.name
    name = ("* " if layout.star and beyond else "") + name + (" :" if layout.colon else "")
    low, high = (
        _said(float(end), test.places, layout) if end else "" for end in (test.low, test.high)
    )
    form = layout.ranges if low and high else layout.below if high else layout.above
    flag = {-1: layout.flags[0], 1: layout.flags[1], 0: ""}[beyond]
    places = test.places
    cells = {
        "name": name,
        "value": sign + _said(value, places, layout),
        "unit": test.unit,
        "range": form.format(low=low, high=high),
        "flag": flag,
        "previous": _said(value * rng.uniform(0.8, 1.2), places, layout)
        if rng.random() < 0.6
        else "",
        "second": "",
    }
    drawn = [Drawn(test.code, sign + f"{value:.{places}f}", test.unit, test.low, test.high)]
    if test.second:
        unit, factor, digits = test.second
        cells["second"] = f"{_said(value * factor, digits, layout)} {unit}"
    if test.share and "%" not in test.unit:
        share = round(rng.uniform(1, 70), 1)
        longer = f"{name}  {_said(share, 1, layout)} %"
        if pen.draw.textlength(longer, font=pen.font) < (layout.at[1] - layout.at[0]) * _WIDTH - 30:
            cells["name"] = longer
            drawn.append(Drawn(test.code, f"{share:.1f}", "%", "", ""))
    if "flag" not in layout.columns and flag:
        cells["value"] += " " + flag
    if layout.grid:
        pen.draw.rectangle(
            (60, pen.y - 6, _WIDTH - 60, pen.y + pen.step - 6), outline=(150, 150, 150)
        )
    for column, at in zip(layout.columns, layout.at, strict=True):
        flush = layout.right and column == "value"
        end = pen.text(at + 0.08 if flush else at, cells[column], right=flush)
        if column == "name" and layout.dots and not test.share:
            _dots(pen, end, layout.at[1] * _WIDTH)
    pen.down()
    if layout.methods and rng.random() < 0.3:
        pen.text(layout.at[0] + 0.01, rng.choice(_METHODS), small=True)
        pen.down(0.8)
    return drawn


def _dots(pen: _Pen, start: float, stop: float) -> None:
    each = pen.draw.textlength(".", font=pen.font) * 1.6
    at = start + 8
    while at < stop - 24:
        pen.draw.text((at, pen.y), ".", font=pen.font, fill=(22, 22, 28))
        at += each


def _value(test: Test, rng: random.Random) -> tuple[float, str, int]:
    """A value, the sign before it, and whether it lies below (-1) or above (1) its range."""
    low = float(test.low) if test.low else 0.0
    high = float(test.high) if test.high else low * 1.9
    draw = rng.random()
    if draw < 0.65:
        value = rng.uniform(low + (high - low) * 0.05, high)
    elif draw < 0.8 and test.low:
        value = low * rng.uniform(0.55, 0.98)
    else:
        value = high * (
            rng.uniform(1.02, 1.45)
            if test.low
            else rng.choice((1.3, 2.7, 4.9) if test.code in _SLOW else (1.3, 2.7, 9.1, 24.3))
        )
    if test.unit == "%":
        value = min(value, 99)
    if low and high < 1.5 * low:  # sodium, mean cell haemoglobin: nobody lives far from them
        value = min(max(value, low * 0.88), high * 1.12)
    value = max(round(value, test.places), 10**-test.places)
    sign = "< " if test.code in _SIGNED and value < high / 3 and rng.random() < 0.4 else ""
    beyond = -1 if test.low and value < low else 1 if test.high and value > high else 0
    return value, sign, beyond


def _said(value: float, places: int, layout: Layout) -> str:
    whole, _, rest = f"{value:.{places}f}".partition(".")
    if len(whole) > 3 and layout.thousands:
        whole = f"{whole[:-3]}{layout.thousands}{whole[-3:]}"
    return f"{whole},{rest}" if rest else whole


def _as_seen(image: Image.Image, state: str, rng: random.Random) -> Pixels:
    pixels = np.array(image)
    if state == "page":
        return pixels
    noise = np.random.default_rng(rng.randrange(10**6))
    if state in ("scan", "turned"):
        pixels = _tilted(pixels, rng.uniform(-1.5, 1.5), 252)
        pixels = _noisy(cv2.GaussianBlur(pixels, (0, 0), 0.7), noise, 4, 75)
        return np.ascontiguousarray(
            np.rot90(pixels, rng.randrange(1, 4)) if state == "turned" else pixels
        )
    return _photographed(pixels, rng, noise)


def _tilted(pixels: Pixels, degrees: float, ground: int) -> Pixels:
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return np.asarray(
        cv2.warpAffine(pixels, turn, (width, height), borderValue=(ground,) * 3), np.uint8
    )


def _photographed(pixels: Pixels, rng: random.Random, noise: np.random.Generator) -> Pixels:
    """As a telephone sees it: askew, in perspective, shadowed, a little blurred, pressed."""
    height, width = pixels.shape[:2]
    pixels = _tilted(pixels, rng.uniform(-2.5, 2.5), 90)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])
    jitter = np.array([[rng.uniform(0, 0.045) * s for s in (width, height)] for _ in range(4)])
    matrix = cv2.getPerspectiveTransform(corners, (corners + jitter * inward).astype(np.float32))
    pixels = np.asarray(
        cv2.warpPerspective(pixels, matrix, (width, height), borderValue=(80, 74, 66)), np.uint8
    )
    across = np.linspace(rng.uniform(0.6, 1), rng.uniform(0.7, 1), width)[None, :, None]
    down = np.linspace(rng.uniform(0.75, 1), rng.uniform(0.75, 1), height)[:, None, None]
    tint = np.array([1.0, rng.uniform(0.94, 1), rng.uniform(0.86, 0.98)])
    lit = np.clip(pixels * across * down * tint, 0, 255).astype(np.uint8)
    return _noisy(cv2.GaussianBlur(lit, (0, 0), rng.uniform(0.6, 1.2)), noise, 7, 68)


def _noisy(pixels: np.ndarray, noise: np.random.Generator, spread: float, quality: int) -> Pixels:
    grainy = np.clip(pixels + noise.normal(0, spread, pixels.shape), 0, 255).astype(np.uint8)
    pressed = cv2.imencode(".jpg", grainy[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    back = cv2.imdecode(pressed, cv2.IMREAD_COLOR)
    return np.ascontiguousarray(np.asarray(back)[..., ::-1], dtype=np.uint8)
