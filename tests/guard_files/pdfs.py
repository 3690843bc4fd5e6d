"""PDF files written by hand: what a library would not write is what has to be read."""

from __future__ import annotations

import zlib


def _file(objects: list[bytes], trailer: bytes = b"") -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def _stream(body: bytes, head: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(body), head) + body + b"\nendstream"


_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R "
    b"/Resources << /Font << /F1 5 0 R >> /XObject << /I1 6 0 R >> >> >>"
)
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def page(drawing: bytes, root: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:
    """One A5 page drawn by `drawing`; font F1 and picture I1 (object 6, first of `more`) exist."""
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % root,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            _PAGE,
            _stream(drawing),
            _FONT,
            *more,
        ]
    )


def pages(count: int, size: tuple[int, int] = (420, 595)) -> bytes:
    """`count` pages, each with its number."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        _FONT,
    ]
    for number in range(count):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (*size, 5 + 2 * number)
        )
        objects.append(_stream(b"BT /F1 20 Tf 40 300 Td (Hb %d g/dL) Tj ET" % number))
    return _file(objects)


def label(words: str) -> bytes:
    """A small page with `words` in black."""
    said = words.encode("latin-1")
    drawn = page(b"BT /F1 14 Tf 10 40 Td (%s) Tj ET" % said)
    return drawn.replace(b"[0 0 420 595]", b"[0 0 240 080]")


def hidden_text(words: str) -> bytes:
    """Words in white, words under a black box, words outside the page, words drawn invisible."""
    said = words.encode("latin-1")
    return page(
        b"1 g BT /F1 20 Tf 40 500 Td (%s) Tj ET 0 g BT /F1 20 Tf 40 300 Td (%s) Tj ET "
        b"0 g 30 290 300 40 re f BT /F1 20 Tf 900 300 Td (%s) Tj ET "
        b"BT 3 Tr /F1 20 Tf 40 100 Td (%s) Tj ET" % (said, said, said, said)
    )


def scripts(words: str) -> bytes:
    """A page that runs a script when opened, and an attachment."""
    said = words.encode("latin-1")
    root = (
        b"/OpenAction << /S /JavaScript /JS (app.alert\\('%s'\\)) >> "
        b"/Names << /EmbeddedFiles << /Names [(a.txt) 7 0 R] >> >>" % said
    )
    attached = b"<< /Type /Filespec /F (%s.txt) /EF << /F 8 0 R >> >>" % said
    return page(
        b"0.5 g 50 50 100 100 re f",
        root,
        (b"null", attached, _stream(said, b"/Type /EmbeddedFile")),
    )


_FILLED = b"<< /Fields [%s] /DR << /Font << /F1 5 0 R >> >> /DA (/F1 14 Tf 0 g) %s >>"


def _noted(drawing: bytes, root: bytes, more: tuple[bytes, ...]) -> bytes:
    """A page whose first object more (6) is an annotation."""
    return page(drawing, root, more).replace(b"/Contents 4", b"/Annots [6 0 R] /Contents 4")


def filled_form(words: str, *, child: bool = False) -> bytes:
    """A field filled with `words`, by itself or through the field that it belongs to."""
    said = b"/V (%s)" % words.encode("latin-1")
    place = b"/Type /Annot /Subtype /Widget /F 4 /Rect [40 500 300 530] /DA (/F1 14 Tf 0 g)"
    own = b"/FT /Tx /T (nom) " + said
    field = b"<< %s %s >>" % (place, b"/Parent 7 0 R" if child else own)
    parent = b"<< %s /Kids [6 0 R] >>" % own
    root = b"/AcroForm " + _FILLED % (b"7 0 R" if child else b"6 0 R", b"/NeedAppearances true")
    return _noted(b"0.9 g 0 0 10 10 re f", root, (field, parent))


def notes(words: str) -> bytes:
    """A sticky note that says `words`, signed."""
    said = words.encode("latin-1")
    note = b"/Type /Annot /Subtype /Text /Contents (%s) /T (VERTPRE Luc) /Rect [40 500 60 520]"
    return _noted(b"0.9 g 0 0 10 10 re f", b"", (b"<< %s >>" % (note % said),))


def xfa(words: str, *, dynamic: bool) -> bytes:
    """A form of Adobe's, whose pages are drawn beforehand, or only by its own program."""
    said = b"<xfa:data><nom>%s</nom></xfa:data>" % words.encode("latin-1")
    root = b"/AcroForm " + _FILLED % (b"", b"/XFA [(datasets) 6 0 R]")
    return page(
        b"0.9 g 0 0 10 10 re f", root + b" /NeedsRendering true" * dynamic, (_stream(said),)
    )


def titled(words: str) -> bytes:
    """A document whose title, and one bookmark, say `words`."""
    said = words.encode("latin-1")
    mark = b"<< /Title (%s) /Parent 6 0 R /Dest [3 0 R /Fit] >>" % said
    more = (b"<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>", mark)
    drawn = page(
        b"0.9 g 0 0 10 10 re f", b"/Outlines 6 0 R", (*more, b"<< /Title (Dr %s) >>" % said)
    )
    return drawn.replace(b"/Root 1 0 R", b"/Info 8 0 R /Root 1 0 R")


def many_swelling(count: int, size: int) -> bytes:
    """Streams that are each small enough once inflated, and too much together."""
    body = zlib.compress(bytes(size), 9)
    more = tuple(_stream(body, b"/Filter /FlateDecode") for _ in range(count))
    return page(b"0.9 g 0 0 10 10 re f", b"", more)


def nested(depth: int, times: int) -> bytes:
    """Forms that each draw the next one `times` times: a kilobyte, `times ** depth` strokes."""
    forms = []
    for level in range(depth):
        last = level == depth - 1
        drawn = b"0 0 m 9 9 l S " if last else b"/I1 Do " * times
        below = b"" if last else b"/Resources << /XObject << /I1 %d 0 R >> >>" % (7 + level)
        head = b"/Type /XObject /Subtype /Form /BBox [0 0 99 99] " + below
        forms.append(_stream(drawn, head))
    return page(b"/I1 Do " * times, b"", tuple(forms))


def picture(width: int, height: int) -> bytes:
    """A page with one picture that says a size."""
    body = zlib.compress(bytes(4096))
    head = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB "
        b"/BitsPerComponent 8 /Filter /FlateDecode" % (width, height)
    )
    return page(b"q 400 0 0 400 10 10 cm /I1 Do Q", b"", (_stream(body, head),))


def swelling(size: int) -> bytes:
    """A page whose drawing takes `size` bytes once inflated, as a bomb of bombs."""
    once = zlib.compress(b"0 0 m 9 9 l S\n" * (size // 14), 9)
    again = zlib.compress(once, 9)
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R >>",
            _stream(again, b"/Filter [/FlateDecode /FlateDecode]"),
        ]
    )


def locked() -> bytes:
    """A document that asks for a password nobody knows."""
    keys = b"/O <%s> /U <%s>" % (b"41" * 32, b"42" * 32)
    rule = b"<< /Filter /Standard /V 1 /R 2 /P -4 %s >>" % keys
    file = pages(1)
    identity = b"/Encrypt %s /ID [<00> <00>] >>" % rule
    return file.replace(b"/Root 1 0 R  >>", b"/Root 1 0 R " + identity)
