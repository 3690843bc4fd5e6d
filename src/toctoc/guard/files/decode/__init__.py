"""One file into pixels, by the one decoder of its format. Runs in the jailed child alone."""

from __future__ import annotations

from toctoc.guard.files.sniff import Format
from toctoc.guard.files.types import Decoded, Limits, Refused


def decode(data: bytes, form: Format, limits: Limits) -> Decoded:
    """The pages of `data`, upright, in sRGB, no side longer than `limits.side`.

    Raises Refused; whatever a decoder's library raises on bytes it can't read is "damaged".
    """
    try:
        return _decode(data, form, limits)
    except Refused:
        raise
    except MemoryError:
        raise Refused("heavy") from None
    except Exception:
        raise Refused("damaged") from None


def _decode(data: bytes, form: Format, limits: Limits) -> Decoded:
    if form is Format.PDF:
        from toctoc.guard.files.decode import pdf

        return pdf.decode(data, limits)
    if form is Format.DICOM:
        from toctoc.guard.files.decode import dicom

        return dicom.decode(data, limits)
    from toctoc.guard.files.decode import pictures

    return pictures.decode(data, form, limits)
