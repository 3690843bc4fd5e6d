"""DICOM: windowed pixels, a few safe facts, and the names of the header to be looked for.

Overlays and private elements are never drawn, the header never leaves (docs/guard-files.md).
"""

from __future__ import annotations

import io
import logging
import warnings
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pydicom
from PIL import Image
from pydicom.multival import MultiValue
from pydicom.pixels.processing import apply_color_lut, apply_modality_lut, apply_voi_lut
from pydicom.pixels.utils import iter_pixels
from pydicom.uid import UID

from toctoc.guard.files.decode.header import facts, words
from toctoc.guard.files.decode.sheets import Sheets
from toctoc.guard.files.decode.size import fits, scale
from toctoc.guard.files.types import Decoded, Limits, Refused
from toctoc.guard.text.wordlist import words as listed

if TYPE_CHECKING:
    from pydicom import Dataset

_DEFLATED: Final = b"1.2.840.10008.1.2.1.99"  # a header that may swell without bound
_VIDEO: Final = "1.2.840.10008.1.2.4.10"  # MPEG-2, MPEG-4, HEVC: .100 to .108
_NO_PICTURE: Final = frozenset(
    listed(
        "SR KO PR DOC PLAN RTPLAN RTSTRUCT RTDOSE RTRECORD REG SEG FID RWV ECG HD EPS AU SMR M3D "
        "STAIN TEXTUREMAP ANN"
    )
)


def decode(data: bytes, limits: Limits) -> Decoded:
    """Each frame of an image object, in grey or in colour as its header says to show it.

    Raises Refused: "no_picture" (report, plan, structure set), "document" (encapsulated PDF),
    "video", "pixels", "frames", "heavy" (deflated header), "damaged".
    """
    if _DEFLATED in data:
        raise Refused("heavy")
    logging.getLogger("pydicom").setLevel(logging.CRITICAL)
    warnings.simplefilter("ignore")
    header = pydicom.dcmread(io.BytesIO(data), force=False)
    _has_picture(header)
    rows, columns = int(header.Rows), int(header.Columns)
    frames = int(header.get("NumberOfFrames") or 1)
    if frames > limits.frames:
        raise Refused("frames")
    fits(columns, rows, limits)
    _compressed_size_is_true(header, rows, columns)
    pages = Sheets(limits)
    for number, values in enumerate(iter_pixels(header)):
        pages.add(_sized(_shown(values, header, number), limits), frame=number)
    if len(pages) != max(1, frames):
        raise Refused("damaged")
    return Decoded(pages, words(header), facts(header, scale(columns, rows, limits)))


def _has_picture(header: Dataset) -> None:
    if "EncapsulatedDocument" in header:
        raise Refused("document")
    if "PixelData" not in header or str(header.get("Modality", "")).upper() in _NO_PICTURE:
        raise Refused("no_picture")
    if str(header.file_meta.get("TransferSyntaxUID", "")).startswith(_VIDEO):
        raise Refused("video")


def _compressed_size_is_true(header: Dataset, rows: int, columns: int) -> None:
    """Raises Refused where a compressed frame says another size than the header: its decoder would
    believe the frame."""
    syntax = UID(str(header.file_meta.TransferSyntaxUID))
    if not syntax.is_encapsulated:
        return
    from pydicom.encaps import generate_fragments

    for fragment in generate_fragments(header.PixelData):
        said = _size_said(bytes(fragment))
        if said and said != (columns, rows):
            raise Refused("damaged")


def _size_said(stream: bytes) -> tuple[int, int] | None:
    """(width, height) at the head of a JPEG, JPEG-LS or JPEG 2000 stream, None elsewhere."""
    siz = stream.find(b"\xff\x4f\xff\x51", 0, 256)
    if siz >= 0 and len(stream) >= siz + 24:
        wide, high, left, top = (
            int.from_bytes(stream[siz + at : siz + at + 4], "big") for at in (8, 12, 16, 20)
        )
        return wide - left, high - top
    if not stream.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 < len(stream) and stream[at] == 0xFF:
        marker, length = stream[at + 1], int.from_bytes(stream[at + 2 : at + 4], "big")
        if marker in (0xC0, 0xC1, 0xC2, 0xC3, 0xF7):
            height = int.from_bytes(stream[at + 5 : at + 7], "big")
            return int.from_bytes(stream[at + 7 : at + 9], "big"), height
        at += 2 + length
    return None


def _shown(values: np.ndarray, header: Dataset, frame: int) -> np.ndarray:
    """One frame as height x width (grey) or height x width x 3, 8 bits."""
    kind = str(header.get("PhotometricInterpretation", "MONOCHROME2"))
    if kind == "PALETTE COLOR":
        wide = apply_color_lut(values, header)
        deep = int(header.RedPaletteColorLookupTableDescriptor[2]) > 8
        return (wide >> 8 if deep and wide.max() > 255 else wide).astype(np.uint8)
    if values.ndim == 3:
        return _eight_bits(values, int(header.BitsStored))
    grey = _windowed(values, header, frame)
    return 255 - grey if kind == "MONOCHROME1" else grey


def _eight_bits(values: np.ndarray, stored: int) -> np.ndarray:
    return (values >> (stored - 8) if stored > 8 else values).astype(np.uint8)


def _windowed(values: np.ndarray, header: Dataset, frame: int) -> np.ndarray:
    """Grey levels as the header's window, or its curve, or their own spread shows them."""
    levels = np.asarray(apply_modality_lut(values, header), dtype=np.float64)
    padding = _padding(values, header)
    window = _window(header, frame)
    if window:
        centre, width = window
        low, high = centre - 0.5 - (width - 1) / 2, centre - 0.5 + (width - 1) / 2
    elif header.get("VOILUTSequence"):
        levels = np.asarray(apply_voi_lut(values, header, prefer_lut=True), dtype=np.float64)
        low, high = float(levels.min()), float(levels.max())
    elif int(header.get("BitsStored", 8)) <= 8 and not int(header.get("PixelRepresentation", 0)):
        low, high = 0.0, float(2 ** int(header.get("BitsStored", 8)) - 1)
    else:
        seen = levels[~padding] if padding is not None and not padding.all() else levels
        low, high = (float(v) for v in np.percentile(seen, (0.5, 99.5)))
    shown: np.ndarray = np.clip((levels - low) / max(high - low, 1e-6), 0, 1) * 255
    if padding is not None:
        shown[padding] = 255 if header.PhotometricInterpretation == "MONOCHROME1" else 0
    return shown.round().astype(np.uint8)


def _padding(values: np.ndarray, header: Dataset) -> np.ndarray | None:
    value = header.get("PixelPaddingValue")
    return None if value is None else np.asarray(values == int(value))


def _window(header: Dataset, frame: int) -> tuple[float, float] | None:
    """(centre, width) of a frame: its own, else the one that all share."""
    for holder in (*_groups(header, frame), header):
        centre, width = _first(holder.get("WindowCenter")), _first(holder.get("WindowWidth"))
        if centre is not None and width is not None and width >= 1:
            return centre, width
    return None


def _groups(header: Dataset, frame: int) -> list[Dataset]:
    """The look-up items of an enhanced object, the frame's own first."""
    own = header.get("PerFrameFunctionalGroupsSequence") or []
    shared = header.get("SharedFunctionalGroupsSequence") or []
    groups = [*own[frame : frame + 1], *shared[:1]]
    return [item for group in groups for item in (group.get("FrameVOILUTSequence") or [])[:1]]


def _first(value: Any) -> float | None:
    if value is None or value == "":
        return None
    many = value if isinstance(value, (list, MultiValue)) else [value]
    return float(many[0]) if len(many) else None


def _sized(shown: np.ndarray, limits: Limits) -> np.ndarray:
    image = Image.fromarray(np.ascontiguousarray(shown))
    wanted = scale(*image.size, limits)
    if wanted < 1:
        size = (max(1, round(image.width * wanted)), max(1, round(image.height * wanted)))
        image = image.resize(size, Image.Resampling.LANCZOS)
    return np.array(image.convert("RGB"), dtype=np.uint8)
