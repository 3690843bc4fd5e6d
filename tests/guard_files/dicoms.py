"""DICOM objects made here: no patient was ever scanned for them."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    JPEG2000Lossless,
    generate_uid,
)

_CT = "1.2.840.10008.5.1.4.1.1.2"
_REPORT = "1.2.840.10008.5.1.4.1.1.88.11"
_PDF = "1.2.840.10008.5.1.4.1.1.104.1"


def header(kind: str = _CT, modality: str = "CT", patient: str = "ESSAI^Zoe") -> FileDataset:
    """What every object of these tests says of itself."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = kind
    meta.MediaStorageSOPInstanceUID = generate_uid(entropy_srcs=["toctoc"])
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    file = FileDataset("", {}, file_meta=meta, preamble=bytes(128))
    file.SOPClassUID, file.SOPInstanceUID = kind, meta.MediaStorageSOPInstanceUID
    file.Modality, file.PatientName, file.PatientID = modality, patient, "IPP0042424"
    file.PatientBirthDate, file.StudyDate, file.PatientAge = "19800512", "20261101", "046Y"
    file.InstitutionName, file.BodyPartExamined = "Clinique des Essais", "CHEST"
    file.ReferringPhysicianName = "MARTINEAU^Luc"
    return file


def shaped(file: FileDataset, values: np.ndarray, **said: Any) -> FileDataset:
    """`values` (frames x rows x columns, + 3 for colours) as the pixels of `file`."""
    colours = values.ndim == 4
    frames, rows, columns = values.shape[:3]
    file.Rows, file.Columns = rows, columns
    file.SamplesPerPixel, file.PhotometricInterpretation = (
        (3, "RGB") if colours else (1, "MONOCHROME2")
    )
    if colours:
        file.PlanarConfiguration = 0
    bits = values.dtype.itemsize * 8
    file.BitsAllocated = file.BitsStored = bits
    file.HighBit, file.PixelRepresentation = bits - 1, int(values.dtype.kind == "i")
    if frames > 1:
        file.NumberOfFrames = frames
    file.PixelData = values.tobytes() + b"\0" * (values.nbytes % 2)
    for name, value in said.items():
        setattr(file, name, value)
    return file


def written(file: FileDataset, preamble: bytes = b"") -> bytes:
    file.preamble = preamble.ljust(128, b"\0")[:128]
    held = io.BytesIO()
    file.save_as(held, enforce_file_format=True)
    return held.getvalue()


def slope(rows: int = 64, columns: int = 80, frames: int = 1) -> np.ndarray:
    """Grey levels that grow to the right, from 0 to 1000."""
    line = np.linspace(0, 1000, columns).astype(np.uint16)
    return np.broadcast_to(line, (frames, rows, columns)).copy()


def image(
    frames: int = 1,
    said: tuple[int, int] = (0, 0),
    said_frames: int = 0,
    preamble: bytes = b"",
    patient: str = "ESSAI^Zoe",
    **more: Any,
) -> bytes:
    """A small CT; `said`: the rows and columns that its header says instead of the true ones."""
    file = shaped(header(patient=patient), slope(frames=frames), **more)
    if said[0]:
        file.Rows, file.Columns = said
    if said_frames:
        file.NumberOfFrames = said_frames
    return written(file, preamble)


def overlay(words: str) -> bytes:
    """A CT with an overlay plane and private elements that say a name."""
    file = shaped(header(), slope())
    file.add_new(0x60000010, "US", 64)
    file.add_new(0x60000011, "US", 80)
    file.add_new(0x60000040, "CS", "G")
    file.add_new(0x60000050, "SS", [1, 1])
    file.add_new(0x60000100, "US", 1)
    file.add_new(0x60000102, "US", 0)
    file.add_new(0x60003000, "OW", b"\xff" * (64 * 80 // 8))
    file.add_new(0x00091010, "LO", words)
    file.add_new(0x00880200, "SQ", [])
    return written(file)


def report() -> bytes:
    file = header(_REPORT, "SR")
    file.ValueType = "CONTAINER"
    return written(file)


def encapsulated(document: bytes) -> bytes:
    file = header(_PDF, "DOC")
    file.EncapsulatedDocument = document + b"\0" * (len(document) % 2)
    file.MIMETypeOfEncapsulatedDocument = "application/pdf"
    return written(file)


def deflated() -> bytes:
    """A header that inflates to far more than the file."""
    file = shaped(header(), slope())
    file.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
    file.ImageComments = " " * 10_000
    return written(file)


def jpeg2000(values: np.ndarray) -> FileDataset:
    """A frame compressed as JPEG 2000, without loss."""
    from PIL import Image

    held = io.BytesIO()
    Image.fromarray(values).save(held, "JPEG2000", no_jp2=True, irreversible=False)
    file = shaped(header(), values[None])
    file.file_meta.TransferSyntaxUID = JPEG2000Lossless
    file.PixelData = encapsulate([held.getvalue()])
    file["PixelData"].VR = "OB"
    file["PixelData"].is_undefined_length = True
    return file


def lying_codestream() -> bytes:
    """JPEG 2000 whose frame says that it is 60 000 pixels wide."""
    file = jpeg2000(np.full((64, 80), 90, np.uint8))
    data = written(file)
    at = data.index(b"\xff\x4f\xff\x51") + 8
    return data[:at] + (60_000).to_bytes(4, "big") + data[at + 4 :]


def sequence(**values: Any) -> Dataset:
    item = Dataset()
    for name, value in values.items():
        setattr(item, name, value)
    return item
