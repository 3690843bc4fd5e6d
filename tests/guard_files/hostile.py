"""Files that somebody makes to break a reader, or that carry more than they show.

`SECRET` is what must never come out. Each case says which refusals are right, or none where the
file may come in and only its pixels may leave. `python -m tests.guard_files.hostile FOLDER` writes
them all, for a look with other tools.
"""

from __future__ import annotations

import io
import struct
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from PIL import Image, ImageDraw, PngImagePlugin, TiffImagePlugin

from tests.guard_files import dicoms, pdfs

if TYPE_CHECKING:
    from collections.abc import Callable

SECRET = b"TOURNEBISE"
_ZIP = (
    b"PK\x03\x04" + bytes(26) + b"PK\x01\x02" + bytes(42) + b"PK\x05\x06\0\0\0\0\x01\0\x01\0"
    b"\x2e\0\0\0\x1e\0\0\0\0\0"
)


class Case(NamedTuple):
    """`codes`: the refusals that are right; empty: it may be read, and nothing else may leave."""

    data: bytes
    codes: tuple[str, ...] = ()


def lesion(width: int = 120, height: int = 90, mode: str = "RGB") -> Image.Image:
    """A brown spot on skin, drawn."""
    image = Image.new("RGB", (width, height), (224, 187, 160))
    inner = (width // 3, height // 3, width // 2, height // 2)
    ImageDraw.Draw(image).ellipse(inner, fill=(96, 60, 40))
    return image.convert(mode)


def written(image: Image.Image, form: str, **options: Any) -> bytes:
    held = io.BytesIO()
    image.save(held, form, **options)
    return held.getvalue()


def png(width: int, height: int, kind: int = 2, extra: bytes = b"", body: bytes = b"") -> bytes:
    """A PNG that says a size, whatever its body holds."""
    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    chunks = chunk(b"IHDR", header) + extra + chunk(b"IDAT", body or zlib.compress(bytes(64)))
    return b"\x89PNG\r\n\x1a\n" + chunks + chunk(b"IEND", b"")


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _sized_jpeg(width: int, height: int) -> bytes:
    data = bytearray(written(lesion(), "JPEG"))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def _sized_bmp(width: int, height: int) -> bytes:
    data = bytearray(written(lesion(), "BMP"))
    data[18:26] = struct.pack("<ii", width, height)
    return bytes(data)


def _sized_gif(width: int, height: int) -> bytes:
    data = bytearray(written(lesion(), "GIF"))
    data[6:10] = struct.pack("<HH", width, height)
    return bytes(data)


def _sized_webp(width: int, height: int) -> bytes:
    body = written(lesion(), "WEBP")[12:]
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunks = b"VP8X" + struct.pack("<I", 10) + bytes(4) + canvas + body
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def _sized_tiff(width: int, height: int) -> bytes:
    fields = TiffImagePlugin.ImageFileDirectory_v2()
    data = written(lesion(), "TIFF", tiffinfo=fields)
    for tag, value in ((256, width), (257, height)):
        at = data.index(struct.pack("<HHI", tag, 4, 1)) + 8
        data = data[:at] + struct.pack("<I", value) + data[at + 4 :]
    return data


def _looping_tiff() -> bytes:
    data = bytearray(written(lesion(), "TIFF"))
    first = struct.unpack("<I", data[4:8])[0]
    count = struct.unpack("<H", data[first : first + 2])[0]
    after = first + 2 + 12 * count
    data[after : after + 4] = struct.pack("<I", first)
    return bytes(data)


def _frames(count: int, form: str) -> bytes:
    pages = [Image.new("L", (32, 24), number * 5 % 256) for number in range(count)]
    return written(pages[0], form, save_all=True, append_images=pages[1:])


def _thumbnail() -> bytes:
    """A cropped photograph whose EXIF still holds the whole one."""
    whole = written(lesion(160, 120), "JPEG")
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    block = exif.tobytes() + SECRET + whole
    return written(lesion(60, 60), "JPEG", exif=block)


def _under_alpha() -> bytes:
    """A name where the picture is transparent: a viewer that drops alpha shows it."""
    image = lesion(200, 60, "RGBA")
    ImageDraw.Draw(image).text((10, 20), SECRET.decode(), fill=(0, 0, 0, 255))
    image.putalpha(Image.new("L", image.size, 0))
    return written(image, "PNG")


def _noted_png() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", SECRET.decode())
    notes.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{SECRET.decode()}</x:xmpmeta>")
    return written(lesion(), "PNG", pnginfo=notes)


def _comment(text: bytes) -> bytes:
    data = written(lesion(), "JPEG")
    return data[:2] + b"\xff\xfe" + struct.pack(">H", len(text) + 2) + text + data[2:]


def _box(brand: bytes) -> bytes:
    return struct.pack(">I", 24) + b"ftyp" + brand + bytes(4) + brand + b"mp42" + bytes(64)


def _swelling(name: bytes, head: bytes) -> bytes:
    return png(64, 64, extra=chunk(name, head + zlib.compress(bytes(8_000_000))))


def _cut(data: bytes, share: float = 0.6) -> bytes:
    return data[: int(len(data) * share)]


def _noise() -> Image.Image:
    values = np.random.default_rng(4).integers(0, 255, (90, 120, 3), dtype=np.uint8)
    return Image.fromarray(values)


_LYING: dict[str, Callable[[], Case]] = {
    "bomb-30000.png": lambda: Case(png(30_000, 30_000), ("pixels",)),
    "bomb-30000.gif": lambda: Case(_sized_gif(30_000, 30_000), ("pixels",)),
    "bomb-text.png": lambda: Case(_swelling(b"zTXt", b"a\0\0"), ("damaged", "heavy")),
    "bomb-profile.png": lambda: Case(_swelling(b"iCCP", b"a\0\0"), ("damaged", "heavy")),
    "lying.jpg": lambda: Case(_sized_jpeg(65_000, 65_000), ("pixels",)),
    "lying-a-little.jpg": lambda: Case(_sized_jpeg(900, 900)),
    "lying.bmp": lambda: Case(_sized_bmp(40_000, 40_000), ("pixels",)),
    "lying-a-little.bmp": lambda: Case(_sized_bmp(900, 900), ("damaged",)),
    "negative.bmp": lambda: Case(_sized_bmp(-5, 90), ("damaged", "pixels")),
    "lying.webp": lambda: Case(_sized_webp(16_000, 16_000), ("pixels", "damaged")),
    "lying.tiff": lambda: Case(_sized_tiff(60_000, 60_000), ("pixels",)),
    "loop.tiff": lambda: Case(_looping_tiff()),
    "ribbon.png": lambda: Case(png(60_000, 1), ("ratio",)),
    "no-size.png": lambda: Case(png(0, 10), ("damaged",)),
    "frames-41.gif": lambda: Case(_frames(41, "GIF"), ("frames",)),
    "frames-41.png": lambda: Case(_frames(41, "PNG"), ("frames",)),
    "pages-21.tiff": lambda: Case(_frames(21, "TIFF"), ("pages",)),
    "pages-400.pdf": lambda: Case(pdfs.pages(400), ("pages",)),
    "huge-page.pdf": lambda: Case(pdfs.pages(1, size=(14_000, 14_000))),
    "ribbon-page.pdf": lambda: Case(pdfs.pages(1, size=(14_000, 3)), ("ratio", "damaged")),
    "huge-picture.pdf": lambda: Case(pdfs.picture(30_000, 30_000), ("pixels",)),
    "swelling.pdf": lambda: Case(pdfs.swelling(150_000_000), ("heavy", "damaged")),
    "many-swelling.pdf": lambda: Case(pdfs.many_swelling(40, 20_000_000), ("heavy",)),
    "rows.dcm": lambda: Case(dicoms.image(said=(60_000, 60_000)), ("pixels",)),
    "rows-a-little.dcm": lambda: Case(dicoms.image(said=(900, 900)), ("damaged",)),
    "frames-41.dcm": lambda: Case(dicoms.image(frames=41), ("frames",)),
    "frames-lying.dcm": lambda: Case(dicoms.image(said_frames=30), ("damaged",)),
    "deflated.dcm": lambda: Case(dicoms.deflated(), ("heavy",)),
    "codestream.dcm": lambda: Case(dicoms.lying_codestream(), ("damaged",)),
}
_CUT: dict[str, Callable[[], Case]] = {
    "cut.jpg": lambda: Case(_cut(written(_noise(), "JPEG")), ("damaged",)),
    "cut-progressive.jpg": lambda: Case(
        _cut(written(_noise(), "JPEG", progressive=True)), ("damaged",)
    ),
    "cut.png": lambda: Case(_cut(written(_noise(), "PNG")), ("damaged",)),
    "cut.gif": lambda: Case(_cut(written(_noise(), "GIF")), ("damaged",)),
    "cut.webp": lambda: Case(_cut(written(_noise(), "WEBP")), ("damaged",)),
    "cut.tiff": lambda: Case(_cut(written(_noise(), "TIFF")), ("damaged",)),
    "cut.bmp": lambda: Case(_cut(written(_noise(), "BMP")), ("damaged",)),
    "cut.dcm": lambda: Case(_cut(dicoms.image()), ("damaged", "no_picture")),
    "cut.pdf": lambda: Case(_cut(pdfs.pages(3), 0.3), ("damaged",)),
    "head-only.jpg": lambda: Case(b"\xff\xd8\xff\xe0", ("damaged",)),
    "head-only.pdf": lambda: Case(b"%PDF-1.7\n", ("damaged",)),
    "empty.jpg": lambda: Case(b"", ("empty",)),
    "one-byte.png": lambda: Case(b"\x89", ("format",)),
}
_DISGUISED: dict[str, Callable[[], Case]] = {
    "page.jpg": lambda: Case(b"<!DOCTYPE html><html><script>1</script></html>", ("web",)),
    "drawing.png": lambda: Case(b'<?xml version="1.0"?><svg xmlns="x"></svg>', ("web",)),
    "drawing-wide.png": lambda: Case("\ufeff<svg >".encode("utf-16-le"), ("web",)),
    "archive.jpg": lambda: Case(_ZIP, ("archive",)),
    "old-word.pdf": lambda: Case(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ("document",)),
    "film.jpg": lambda: Case(_box(b"isom"), ("video",)),
    "film.webm": lambda: Case(b"\x1a\x45\xdf\xa3" + bytes(60), ("video",)),
    "film.avi": lambda: Case(b"RIFF\x10\0\0\0AVI LIST" + bytes(60), ("video",)),
    "iphone.heic": lambda: Case(_box(b"heic"), ("heic",)),
    "program.dcm": lambda: Case(b"\x7fELF" + bytes(200), ("format",)),
}
_DOUBLE: dict[str, Callable[[], Case]] = {
    "picture-and-archive.jpg": lambda: Case(written(lesion(), "JPEG") + _ZIP, ("mixed",)),
    "picture-and-archive.png": lambda: Case(written(lesion(), "PNG") + _ZIP, ("mixed",)),
    "picture-and-page.gif": lambda: Case(
        written(lesion(), "GIF") + b"<html><script>alert(1)</script>", ("mixed",)
    ),
    "page-in-comment.jpg": lambda: Case(_comment(b"<script >alert(1)</script>"), ("mixed",)),
    "pdf-in-comment.jpg": lambda: Case(_comment(b"%PDF-1.4"), ("mixed",)),
    "pdf-and-archive.pdf": lambda: Case(pdfs.pages(1) + _ZIP, ("mixed",)),
    "page-in-preamble.dcm": lambda: Case(
        dicoms.image(preamble=b"<html><script >1</script>"), ("mixed",)
    ),
    "pdf-in-preamble.dcm": lambda: Case(dicoms.image(preamble=b"%PDF-1.4"), ("mixed",)),
    "tiff-preamble.dcm": lambda: Case(dicoms.image(preamble=b"II*\0\x08\0\0\0")),
    "report.dcm": lambda: Case(dicoms.report(), ("no_picture",)),
    "encapsulated.dcm": lambda: Case(dicoms.encapsulated(pdfs.pages(1)), ("document",)),
    "locked.pdf": lambda: Case(pdfs.locked(), ("locked",)),
}
_CARRYING: dict[str, Callable[[], Case]] = {
    "thumbnail.jpg": lambda: Case(_thumbnail()),
    "under-alpha.png": lambda: Case(_under_alpha()),
    "trailing.jpg": lambda: Case(written(lesion(), "JPEG") + SECRET * 50),
    "trailing.png": lambda: Case(written(lesion(), "PNG") + SECRET * 50),
    "notes.png": lambda: Case(_noted_png()),
    "comment.jpg": lambda: Case(_comment(SECRET)),
    "comment.gif": lambda: Case(written(lesion(), "GIF", comment=SECRET)),
    "xmp.webp": lambda: Case(written(lesion(), "WEBP", xmp=b"<x:xmpmeta>" + SECRET)),
    "profile.jpg": lambda: Case(written(lesion(), "JPEG", icc_profile=SECRET * 20)),
    "scripts.pdf": lambda: Case(pdfs.scripts(SECRET.decode())),
    "hidden-text.pdf": lambda: Case(pdfs.hidden_text(SECRET.decode())),
    "form.pdf": lambda: Case(pdfs.filled_form(SECRET.decode())),
    "form-of-a-parent.pdf": lambda: Case(pdfs.filled_form(SECRET.decode(), child=True)),
    "notes.pdf": lambda: Case(pdfs.notes(SECRET.decode())),
    "titles.pdf": lambda: Case(pdfs.titled(SECRET.decode())),
    "xfa.pdf": lambda: Case(pdfs.xfa(SECRET.decode(), dynamic=False)),
    "xfa-dynamic.pdf": lambda: Case(pdfs.xfa(SECRET.decode(), dynamic=True), ("form",)),
    "header.dcm": lambda: Case(dicoms.image(patient=SECRET.decode())),
    "overlay.dcm": lambda: Case(dicoms.overlay(SECRET.decode())),
}
CASES: dict[str, Callable[[], Case]] = {**_LYING, **_CUT, **_DISGUISED, **_DOUBLE, **_CARRYING}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in CASES.items():
        (folder / name).write_bytes(make().data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
