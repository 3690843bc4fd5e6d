"""What of a DICOM header is told (modality, body part, scale, age band) and what is looked for
(names, numbers, dates: known words, to be hidden wherever they are burned in)."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Final

from toctoc.guard.files.types import Facts
from toctoc.guard.rarity.bands import band
from toctoc.guard.text.wordlist import words as listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydicom import DataElement, Dataset

# PS3.3 C.7.3.1.1.1, those of images: a free text in that place is not repeated
_MODALITIES: Final = frozenset(
    listed(
        "BI BMD CR CT DG DMS DX ECG ES GM HC IO IVOCT IVUS KER LEN MG MR NM OCT OP OPM OPT OPV OSS "
        "OT PT PX RF RG SM TG US VA XA XC"
    )
)
# PS3.16 annex L, the most used
_BODY_PARTS: Final = frozenset(
    listed(
        "ABDOMEN ABDOMENPELVIS ADRENAL ANKLE AORTA ARM AXILLA BACK BLADDER BRAIN BREAST "
        "BRONCHUS BUTTOCK CALCANEUS CALF CAROTID CEREBELLUM CHEST CHESTABDOMEN CHESTABDPELVIS "
        "CLAVICLE COCCYX COLON CSPINE DUODENUM EAR ELBOW ESOPHAGUS EXTREMITY EYE FACE FEMUR "
        "FINGER FOOT FOREARM GALLBLADDER HAND HEAD HEADNECK HEART HIP HUMERUS JAW KIDNEY KNEE "
        "LARYNX LEG LIVER LSPINE LUNG MANDIBLE MAXILLA MEDIASTINUM MOUTH NECK NOSE ORBIT OVARY "
        "PANCREAS PAROTID PATELLA PELVIS PENIS PHARYNX PROSTATE RECTUM RIB SCALP SCAPULA "
        "SHOULDER SINUS SKIN SKULL SPINE SPLEEN SSPINE STERNUM STOMACH TESTIS THIGH THUMB "
        "THYMUS THYROID TIBIA TOE TONGUE TRACHEA TSPINE URETER URETHRA UTERUS VAGINA WRIST "
        "ZYGOMA"
    )
)
_TELLING: Final = (
    "PatientID",
    "OtherPatientIDs",
    "IssuerOfPatientID",
    "PatientAddress",
    "PatientTelephoneNumbers",
    "PatientMotherBirthName",
    "PatientBirthName",
    "MilitaryRank",
    "Occupation",
    "MedicalRecordLocator",
    "AccessionNumber",
    "StudyID",
    "AdmissionID",
    "InstitutionName",
    "InstitutionAddress",
    "InstitutionalDepartmentName",
    "StationName",
    "DeviceSerialNumber",
    "RequestingService",
    "CurrentPatientLocation",
    "PatientInsurancePlanCodeSequence",
    "RegionOfResidence",
    "CountryOfResidence",
    "EthnicGroup",
)
_DATES: Final = ("PatientBirthDate", "StudyDate", "SeriesDate", "AcquisitionDate", "ContentDate")
_SHAPES: Final = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%Y%m%d", "%d/%m/%y", "%d%m%Y")
_MOST_ELEMENTS: Final = 20_000
_AGE: Final = re.compile(r"(\d{1,3})([DWMY])")
_YEARS: Final = {"D": 1 / 365.25, "W": 7 / 365.25, "M": 1 / 12, "Y": 1.0}


def facts(header: Dataset, reduced: float) -> Facts:
    """What may be said; `reduced`: by how much the page is smaller than the image."""
    modality = str(header.get("Modality", "")).strip().upper()
    part = str(header.get("BodyPartExamined", "")).strip().upper().replace(" ", "")
    return Facts(
        modality=modality if modality in _MODALITIES else "",
        body_part=part if part in _BODY_PARTS else "",
        millimetres_a_pixel=_spacing(header, reduced),
        age_band=_age_band(header),
    )


def _spacing(header: Dataset, reduced: float) -> float | None:
    """Millimetres a published pixel, where rows and columns agree; None when the header says none
    that a scale bar could be drawn from."""
    for name in ("PixelSpacing", "ImagerPixelSpacing"):
        try:
            down, across = (float(value) for value in header.get(name) or ())
        except (TypeError, ValueError):
            continue
        if 1e-4 < across < 50 and abs(down - across) <= 0.01 * across:
            return round(across / reduced, 5)
    return None


def _age_band(header: Dataset) -> str:
    said = _AGE.fullmatch(str(header.get("PatientAge") or "").strip().upper())
    if said:
        return band(int(said[1]) * _YEARS[said[2]])
    born, seen = _day(header.get("PatientBirthDate")), _day(header.get("StudyDate"))
    if born and seen and datetime.timedelta(0) <= seen - born:
        return band((seen - born).days / 365.25)
    return ""


def _day(value: object) -> datetime.date | None:
    try:
        return datetime.datetime.strptime(str(value or ""), "%Y%m%d").date()  # noqa: DTZ007
    except ValueError:
        return None


def words(header: Dataset) -> tuple[str, ...]:
    """Names, numbers, addresses and dates of the header, as they may be printed on the image."""
    found: list[str] = []
    for element in _elements(header):
        if element.VR == "PN":
            found += _pieces(str(element.value), r"[\^=\\]+|\s+")
        elif element.keyword in _TELLING:
            found += _pieces(str(element.value), r"[\s,;\\^]+")
            found.append(" ".join(str(element.value).split()))
        elif element.VR == "DA" and element.keyword in _DATES and (day := _day(element.value)):
            found += [day.strftime(shape) for shape in _SHAPES]
    return tuple(dict.fromkeys(word for word in found if len(word) > 1))


def _elements(header: Dataset) -> Iterator[DataElement]:
    """The elements of the header and of its sequences, in order, up to a bound."""
    for number, element in enumerate(header.iterall()):
        if number > _MOST_ELEMENTS:
            return
        yield element


def _pieces(value: str, between: str) -> list[str]:
    return [piece for piece in re.split(between, value.strip()) if piece]
