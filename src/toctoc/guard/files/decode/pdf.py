"""PDF: each page drawn, the text layer kept aside. Scripts, forms' actions and attachments never
run: pdfium draws, and what leaves is pixels."""

from __future__ import annotations

import re
import zlib
from typing import Final

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from toctoc.guard.files.decode.size import fits
from toctoc.guard.files.types import Decoded, Limits, Page, Refused

_DPI: Final = 150
_MOST_WORDS: Final = 20_000  # words of the text layer, all pages
_MOST_INFLATED: Final = 24_000_000  # bytes of a drawing, a font, a table
_STREAM: Final = re.compile(rb"stream\r?\n")
_MOST_OBJECTS: Final = 200_000  # on one page, nested ones too


def decode(data: bytes, limits: Limits) -> Decoded:
    """Each page at 150 dots an inch, less when its longest side would pass `limits.side`."""
    _streams_fit(data)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code = "locked" if "password" in str(error).lower() else "damaged"
        raise Refused(code) from None
    with document:
        count = len(document)
        if count > limits.pages:
            raise Refused("pages")
        if not count:
            raise Refused("damaged")
        pages: list[Page] = []
        words: list[str] = []
        for number in range(count):
            page = document[number]
            pages.append(Page(_drawn(page, limits), page=number))
            words += _words(page)[: _MOST_WORDS - len(words)]
            page.close()
    return Decoded(tuple(pages), tuple(dict.fromkeys(words)))


def _streams_fit(data: bytes) -> None:
    """Raises Refused("heavy") where something else than a picture inflates beyond any drawing, as
    deep as filters are piled."""
    for found in _STREAM.finditer(data):
        if b"/Image" in data[max(0, found.start() - 400) : found.start()].rpartition(b"obj")[2]:
            continue
        body = data[found.end() : found.end() + _MOST_INFLATED]
        for _ in range(3):
            if body[:1] != b"x":  # zlib's first byte
                break
            try:
                body = zlib.decompressobj().decompress(body, _MOST_INFLATED)
            except zlib.error:
                break
            if len(body) >= _MOST_INFLATED:
                raise Refused("heavy")


def _drawn(page: pdfium.PdfPage, limits: Limits) -> np.ndarray:
    width, height = page.get_size()
    if not (1 <= width <= 1e6 and 1 <= height <= 1e6):
        raise Refused("damaged")
    scale = min(_DPI / 72, limits.side / max(width, height))
    fits(max(1, int(width * scale)), max(1, int(height * scale)), limits)
    _pictures_fit(page, limits)
    bitmap = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True)
    drawn = np.array(bitmap.to_numpy()[..., :3], dtype=np.uint8)
    bitmap.close()
    return drawn if drawn.shape[2] == 3 else np.repeat(drawn, 3, axis=2)


def _pictures_fit(page: pdfium.PdfPage, limits: Limits) -> None:
    """Raises Refused where a picture drawn on the page is larger than a picture may be."""
    for number, thing in enumerate(page.get_objects(max_depth=6)):
        if number > _MOST_OBJECTS:
            raise Refused("heavy")
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            width, height = thing.get_px_size()
            if width * height > limits.pixels:
                raise Refused("pixels")


def _words(page: pdfium.PdfPage) -> list[str]:
    """The text layer, white or covered text too."""
    layer = page.get_textpage()
    text = layer.get_text_range(0, min(layer.count_chars(), 200_000))
    layer.close()
    return [word for word in text.split() if word.isprintable()]
