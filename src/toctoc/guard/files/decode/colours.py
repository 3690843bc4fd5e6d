"""From whatever a picture stores to opaque sRGB: what is seen is what is published."""

from __future__ import annotations

import io
from typing import Final

import numpy as np
from PIL import Image, ImageCms

_FAINT: Final = 24  # an alpha below it shows nothing, and could carry something
_BAND: Final = 128  # rows made at once
_PROFILE: Final = 4_000_000  # bytes; the largest printers' profiles have about 2 million
_WIDE: Final = ("I;16", "I;16B", "I;16L", "I;16N", "I", "F")


def flat(image: Image.Image, shrink: int = 1) -> Image.Image:
    """`image` as "L", "RGB" or "CMYK": palettes looked up, 16 bits reduced, alpha on white. One
    with a palette or alpha may come out reduced `shrink` times, in bands that save memory."""
    clear = "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "La", "RGBa")
    if shrink > 1 and (clear or image.mode == "P"):
        return _in_bands(image, shrink)
    if clear:
        return _on_white(image)
    if image.mode in ("L", "RGB", "CMYK"):
        return image
    if image.mode in _WIDE:
        return Image.fromarray(stretched(np.asarray(image)))
    return image.convert("L" if image.mode == "1" else "RGB")


def _in_bands(image: Image.Image, shrink: int) -> Image.Image:
    deep = shrink * _BAND
    size = (-(-image.width // shrink), -(-image.height // shrink))
    whole = Image.new("RGB", size, (255, 255, 255))
    for top in range(0, image.height, deep):
        band = image.crop((0, top, image.width, min(top + deep, image.height)))
        whole.paste(_on_white(band).reduce(shrink), (0, top // shrink))
    return whole


def _on_white(image: Image.Image) -> Image.Image:
    clear = image.convert("RGBA")
    alpha = clear.getchannel("A").point([0] * _FAINT + list(range(_FAINT, 256)))
    white = Image.new("RGB", image.size, (255, 255, 255))
    white.paste(clear.convert("RGB"), mask=alpha)
    return white


def stretched(values: np.ndarray) -> np.ndarray:
    """Wide grey levels over 0–255, from the least to the greatest; 8-bit levels as they are."""
    low, high = _ends(values)
    if low >= 0 and high <= 255:
        sound: np.ndarray = np.nan_to_num(values, posinf=0, neginf=0)
        return sound.astype(np.uint8)
    grey = np.empty(values.shape, np.uint8)
    for top in range(0, values.shape[0], _BAND):
        band = np.nan_to_num(values[top : top + _BAND].astype(np.float32), posinf=low, neginf=low)
        grey[top : top + _BAND] = (band - low).clip(0) * (255 / max(high - low, 1e-6))
    return grey


def _ends(values: np.ndarray) -> tuple[float, float]:
    """The least and the greatest of the values that are numbers."""
    if values.dtype.kind == "f":
        values = values[np.isfinite(values)]
    return (float(values.min()), float(values.max())) if values.size else (0.0, 0.0)


def srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """`image` ("L", "RGB", "CMYK") in sRGB, through its ICC profile where that can be read."""
    if profile and len(profile) <= _PROFILE:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            moved = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            moved = None  # a profile of another colour space: the plain values are what readers see
        if moved is not None:
            return moved
    return image.convert("RGB")
