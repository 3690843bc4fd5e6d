"""What a file is, by its bytes alone: its name and the type a browser says are not believed."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from toctoc.guard.files.types import Refused


class Format(StrEnum):
    """What has a decoder. The values of pictures are Pillow's names in lower case."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    GIF = "gif"
    TIFF = "tiff"
    BMP = "bmp"
    PDF = "pdf"
    DICOM = "dicom"


_HEAD: Final = 1024  # where PDF readers look for "%PDF-", browsers for HTML
_TAIL: Final = 66_000  # a ZIP directory ends within its comment's length of the end

_PICTURES: Final[tuple[tuple[bytes, Format], ...]] = (
    (b"\xff\xd8\xff", Format.JPEG),
    (b"\x89PNG\r\n\x1a\n", Format.PNG),
    (b"GIF87a", Format.GIF),
    (b"GIF89a", Format.GIF),
    (b"II*\0", Format.TIFF),
    (b"MM\0*", Format.TIFF),
    (b"BM", Format.BMP),
)

_REFUSED: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\x1a\x45\xdf\xa3", "video"),  # Matroska, WebM
    (b"\0\0\x01\xba", "video"),  # MPEG programme stream
    (b"\0\0\x01\xb3", "video"),
    (b"FLV\x01", "video"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video"),  # ASF, WMV
    (b"OggS", "video"),
    (b"PK\x03\x04", "archive"),
    (b"PK\x05\x06", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\0", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "document"),  # Word, Excel of before 2007
    (b"{\\rtf", "document"),
)
_STILL: Final = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif")
_WEB: Final = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|iframe|svg|object|embed|\?php)[\s>:/]", re.I
)
_SCRIPT: Final = re.compile(rb"<(?:script|svg|html|iframe)[\s>]|<!doctype\s+html", re.I)


def sniff(data: bytes) -> Format:
    """The one format of `data`.

    Raises Refused: "empty", "video", "heic", "archive", "document", "web", "mixed" (two formats in
    one file), "format" (nothing that we read).
    """
    if not data:
        raise Refused("empty")
    if data[128:132] == b"DICM":  # first: a DICOM file may begin like a TIFF
        return _alone(Format.DICOM, data)
    for magic, code in _REFUSED:
        if data.startswith(magic):
            raise Refused(code)
    if data[4:8] == b"ftyp":
        raise Refused("heic" if _brands(data) else "video")
    if data.startswith(b"RIFF"):
        return _alone(Format.WEBP, data) if data[8:12] == b"WEBP" else _not_read("video")
    if data[:1] == b"G" and len(data) > 376 and data[188:189] == data[376:377] == b"G":
        raise Refused("video")  # MPEG transport stream
    for magic, found in _PICTURES:
        if data.startswith(magic):
            return _alone(found, data)
    if b"%PDF-" in data[:_HEAD]:
        return _alone(Format.PDF, data)
    text = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").replace(b"\0", b"")
    return _not_read("web" if _WEB.search(text) or text.startswith(b"<?xml") else "format")


def _not_read(code: str) -> Format:
    raise Refused(code)


def _brands(data: bytes) -> bool:
    """Whether an ISO container says that it holds a still picture (HEIC, AVIF)."""
    return any(brand in data[8 : min(64, int.from_bytes(data[:4], "big"))] for brand in _STILL)


def _alone(found: Format, data: bytes) -> Format:
    """`found`, unless the same bytes are a second format to somebody else's program."""
    head, tail = data[: 128 if found is Format.DICOM else _HEAD], data[-_TAIL:]
    if found is not Format.PDF and b"%PDF-" in head:
        raise Refused("mixed")
    if found is Format.PDF and data.find(b"%PDF-") > 0 and head.startswith((b"\xff\xd8", b"GIF8")):
        raise Refused("mixed")
    if _zip_directory(data, tail):
        raise Refused("mixed")
    if _WEB.search(head) or (found is not Format.PDF and _SCRIPT.search(tail)):
        raise Refused("mixed")
    return found


def _zip_directory(data: bytes, tail: bytes) -> bool:
    """Whether a ZIP reader, which starts from the end, would open these bytes."""
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        return False
    comment = int.from_bytes(tail[at + 20 : at + 22], "little")
    count = int.from_bytes(tail[at + 10 : at + 12], "little")
    return at + 22 + comment <= len(tail) and (count == 0 or b"PK\x01\x02" in data)
