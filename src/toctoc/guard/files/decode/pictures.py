"""JPEG, PNG, WebP, GIF, TIFF and BMP, through Pillow with one decoder open at a time."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import ExifTags, Image, ImageFile

from toctoc.guard.files.decode import colours
from toctoc.guard.files.decode.sheets import Sheets
from toctoc.guard.files.decode.size import fits, scale
from toctoc.guard.files.types import Decoded, Page, Refused

if TYPE_CHECKING:
    from toctoc.guard.files.sniff import Format
    from toctoc.guard.files.types import Limits

Image.MAX_IMAGE_PIXELS = None  # `fits` asks before; a warning would come too late
ImageFile.LOAD_TRUNCATED_IMAGES = False

_COPIES: Final = {"webp": 3}  # its decoder holds as many more of the picture
_MOST_WORDS: Final = 4000  # characters of captions taken from one file
_CAPTIONS: Final = (
    ExifTags.Base.ImageDescription,
    ExifTags.Base.Artist,
    ExifTags.Base.XPTitle,
    ExifTags.Base.XPComment,
    ExifTags.Base.XPAuthor,
    ExifTags.Base.XPSubject,
)
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def decode(data: bytes, form: Format, limits: Limits) -> Decoded:
    """Each frame (GIF, WebP, PNG) or page (TIFF) of a picture, upright and in sRGB."""
    image = Image.open(io.BytesIO(data), formats=[form.value.upper()])
    fits(*image.size, limits)
    if image.width * image.height * _COPIES.get(form.value, 1) > limits.pixels:
        raise Refused("pixels")
    words = _captions(image)
    if form.value == "jpeg":  # previews and depth maps that phones join are no pages
        return Decoded((Page(_pixels(image, limits)),), words)
    sheets = form.value == "tiff"
    most = limits.pages if sheets else limits.frames
    pages = Sheets(limits)
    for number in range(most + 1):
        try:
            image.seek(number)
        except EOFError:
            break
        if number == most:
            raise Refused("pages" if sheets else "frames")
        fits(*image.size, limits)
        pixels = _pixels(image, limits)
        pages.add(pixels, number if sheets else 0, 0 if sheets else number)
    return Decoded(pages, words)


def _pixels(image: Image.Image, limits: Limits) -> np.ndarray:
    profile = image.info.get("icc_profile")
    wanted = scale(*image.size, limits)
    if wanted < 1:
        # libjpeg reduces by 2, 4 or 8 while it decodes, never below what is asked for
        image.draft(None, (math.ceil(image.width * wanted), math.ceil(image.height * wanted)))
    image.load()
    turn = _orientation(image)  # after: a TIFF turns itself when it is loaded
    wanted = scale(*image.size, limits)
    size = (max(1, round(image.width * wanted)), max(1, round(image.height * wanted)))
    flat = colours.flat(image, int(1 / wanted))
    if flat.size != size:
        flat = flat.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    flat = colours.srgb(flat, profile)
    if turn in _UPRIGHT:
        flat = flat.transpose(_UPRIGHT[turn])
    return np.array(flat, dtype=np.uint8)


def _orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 when there is none that can be read."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:
        return 1  # a broken EXIF block says nothing about the pixels


def _captions(image: Image.Image) -> tuple[str, ...]:
    """Words that somebody or a program attached to the picture: names are looked for in them."""
    found: list[str] = []
    try:
        exif = image.getexif()
        found += [_text(exif[tag]) for tag in _CAPTIONS if tag in exif]
    except Exception:  # noqa: S110  a broken EXIF block never leaves anyway
        pass
    found += [_text(v) for v in image.info.values() if isinstance(v, (str, bytes))][:8]
    words = [word for text in found for word in text.split() if word.isprintable()]
    while sum(map(len, words)) > _MOST_WORDS:
        words = words[: len(words) // 2]
    return tuple(words)


def _text(value: object) -> str:
    """A caption as text; binary blocks (profiles, EXIF, XMP) are none."""
    if isinstance(value, bytes):
        if len(value) > 2000 or value.startswith((b"Exif", b"<", b"II", b"MM")):
            return ""
        wide = len(value) % 2 == 0 and value[1::2].count(0) > len(value) // 4
        value = value.decode("utf-16-le" if wide else "utf-8", "ignore").replace("\0", " ")
    return value[:2000] if isinstance(value, str) and not value.startswith("<") else ""
