"""The words of a PDF, seen or not: text layer, form values, notes, titles. They are looked for in
the pixels and told to the guard of the post; none leaves with the pixels."""

from __future__ import annotations

import ctypes
import re
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

import pypdfium2.raw as raw

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2 as pdfium

MOST: Final = 20_000  # words of one document
_MOST_LETTERS: Final = 200_000  # of one text
_MOST_NOTES: Final = 2000  # on one page
_MOST_TITLES: Final = 500
_SAID: Final = (b"V", b"Contents", b"RC")  # a field's value, a note, the same with its dressing
_BY: Final = b"T"  # who wrote a note; of a field, only its name
_TITLES: Final = ("Title", "Author", "Subject", "Keywords")
_TAG: Final = re.compile(r"<[^>]{0,400}>")


def of_document(document: pdfium.PdfDocument) -> Iterator[str]:
    """Title, author, bookmarks, and what an XFA form was filled with."""
    found = [document.get_metadata_value(name) for name in _TITLES]
    found += [mark.get_title() for mark in islice(document.get_toc(max_depth=6), _MOST_TITLES)]
    found += _xfa(document)
    return _words(found)


def of_page(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> Iterator[str]:
    """The text layer, white or covered text too; values of fields, notes and their authors."""
    layer = page.get_textpage()
    text = layer.get_text_range(0, min(layer.count_chars(), _MOST_LETTERS))
    layer.close()
    return chain(_words([text]), _words(_noted(document, page)))


def _noted(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> Iterator[str]:
    for number in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_NOTES)):
        note = raw.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        widget = raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_WIDGET
        for name in _SAID if widget else (*_SAID, _BY):
            yield _said(raw.FPDFAnnot_GetStringValue, note, name)
        if widget and document.formenv:  # a value that its parent holds
            yield _said(raw.FPDFAnnot_GetFormFieldValue, document.formenv, note)
        raw.FPDFPage_CloseAnnot(note)


def _said(ask: Any, *of: Any) -> str:
    """A text of pdfium, which says how long it is, then writes it where it is told."""
    length = ask(*of, None, 0)
    if not 2 < length <= 2 * _MOST_LETTERS:
        return ""
    held = ctypes.create_string_buffer(length)
    ask(*of, ctypes.cast(held, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    return held.raw.decode("utf-16-le", "ignore").rstrip("\0")


def _xfa(document: pdfium.PdfDocument) -> Iterator[str]:
    for number in range(min(raw.FPDF_GetXFAPacketCount(document), 50)):
        length = ctypes.c_ulong()
        raw.FPDF_GetXFAPacketContent(document, number, None, 0, ctypes.byref(length))
        if not 0 < length.value <= 2 * _MOST_LETTERS:
            continue
        held = ctypes.create_string_buffer(length.value)
        raw.FPDF_GetXFAPacketContent(document, number, held, length.value, ctypes.byref(length))
        yield held.raw.decode("utf-8", "ignore")


def _words(texts: Any) -> Iterator[str]:
    for text in texts:
        for word in _TAG.sub(" ", text).split():
            if word.isprintable():
                yield word
