"""PDF: each page drawn as a reader sees it, values of its form and notes too; its words kept aside.
Scripts, forms' actions and attachments never run: pdfium draws, and what leaves is pixels."""

from __future__ import annotations

import re
import zlib
from itertools import islice
from typing import Final

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from toctoc.guard.files.decode import pdf_words
from toctoc.guard.files.decode.sheets import Sheets
from toctoc.guard.files.decode.size import fits
from toctoc.guard.files.types import Decoded, Limits, Refused

_DPI: Final = 150
_MOST_INFLATED: Final = 24_000_000  # bytes of a drawing, a font, a table
_MOST_TOGETHER: Final = 120_000_000
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
        _has_pages(document)
        count = len(document)
        if count > limits.pages:
            raise Refused("pages")
        if not count:
            raise Refused("damaged")
        pages = Sheets(limits)
        words = list(islice(pdf_words.of_document(document), pdf_words.MOST))
        for number in range(count):
            page = document[number]
            pages.add(_drawn(page, limits), page=number)
            words += islice(pdf_words.of_page(document, page), pdf_words.MOST - len(words))
            page.close()
    return Decoded(pages, tuple(dict.fromkeys(words)))


def _has_pages(document: pdfium.PdfDocument) -> None:
    """Raises Refused("form") where the pages are made by a program of Adobe's: what pdfium would
    draw is a sheet that asks to wait. Else fields are ready to be drawn."""
    if document.get_formtype() == raw.FORMTYPE_XFA_FULL:
        raise Refused("form")
    document.init_forms()


def _streams_fit(data: bytes) -> None:
    """Raises Refused("heavy") where something else than a picture inflates beyond any drawing, as
    deep as filters are piled, or where all do together."""
    total = 0
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
            total += len(body)
            if len(body) >= _MOST_INFLATED or total > _MOST_TOGETHER:
                raise Refused("heavy")


def _drawn(page: pdfium.PdfPage, limits: Limits) -> np.ndarray:
    width, height = page.get_size()
    if not (1 <= width <= 1e6 and 1 <= height <= 1e6):
        raise Refused("damaged")
    scale = min(_DPI / 72, limits.side / max(width, height))
    fits(max(1, int(width * scale)), max(1, int(height * scale)), limits)
    _pictures_fit(page, limits)
    bitmap = page.render(scale=scale, may_draw_forms=True, rev_byteorder=True)
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
