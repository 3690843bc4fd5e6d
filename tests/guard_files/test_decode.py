"""Every file that a colleague may have at hand, read as it is seen (D5, D7): upright, in its
colours, at its grey levels, with what its header says kept apart."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from tests.guard_files import dicoms, hostile, pdfs
from toctoc.guard.files.decode import decode
from toctoc.guard.files.sniff import Format, sniff
from toctoc.guard.files.types import LIMITS, Decoded, Page, Refused

RED, BLUE = (200, 30, 40), (30, 40, 200)


def _decoded(data: bytes) -> Decoded:
    return decode(data, sniff(data), LIMITS)


def _only(data: bytes) -> np.ndarray:
    pages = _decoded(data).pages
    assert len(pages) == 1
    pixels: np.ndarray = pages[0].pixels
    assert pixels.dtype == np.uint8
    assert pixels.shape[2] == 3
    return pixels


def _near(pixel: np.ndarray, colour: tuple[int, int, int], by: int = 12) -> bool:
    return bool(np.abs(pixel.astype(int) - colour).max() <= by)


def _flag(width: int = 64, height: int = 32) -> Image.Image:
    """Red at left, blue at right."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP"])
def test_each_kind_of_picture_is_read(form: str) -> None:
    pixels = _only(hostile.written(_flag(), form))
    assert pixels.shape == (32, 64, 3)
    assert _near(pixels[16, 8], RED)
    assert _near(pixels[16, 56], BLUE)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_a_phone_held_sideways_gives_an_upright_picture(form: str, turn: int) -> None:
    stored = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    exif = Image.Exif()
    exif[0x0112] = turn
    image = _flag() if turn == 1 else _flag().transpose(stored[turn])
    pixels = _only(hostile.written(image, form, exif=exif))
    assert pixels.shape == (32, 64, 3)
    assert _near(pixels[16, 8], RED)


def test_a_large_photograph_comes_in_at_the_size_that_is_published() -> None:
    pixels = _only(hostile.written(_flag(4000, 3000), "JPEG"))
    assert pixels.shape == (1800, 2400, 3)
    assert _near(pixels[900, 100], RED)
    clear = _flag(3000, 1000).convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    pixels = _only(hostile.written(clear, "PNG"))
    assert pixels.shape == (800, 2400, 3)
    assert _near(pixels[0, 0], (255, 255, 255))
    assert _near(pixels[-1, 0], RED)


_WAYS = "L-PNG 1-PNG P-PNG LA-PNG RGBA-PNG CMYK-JPEG CMYK-TIFF I;16-PNG I-TIFF F-TIFF LAB-TIFF"


@pytest.mark.parametrize("way", _WAYS.split())
def test_every_way_to_store_grey_or_colour_is_read(way: str) -> None:
    mode, form = way.split("-")
    if mode in ("I;16", "I", "F"):
        levels = np.linspace(0, 4000, 64)[None].repeat(32, 0)
        kind = {"I;16": np.uint16, "I": np.int32, "F": np.float32}[mode]
        data = hostile.written(Image.fromarray(levels.astype(kind)), form)
        line = _only(data)[16, :, 0].astype(int)
        assert (line[0], line[-1]) == (0, 255)
        assert (np.diff(line) >= 0).all()
        return
    if mode == "LAB":
        rgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        image = ImageCms.profileToProfile(_flag(), rgb, lab, outputMode="LAB")
    else:
        image = _flag().convert(mode)
    pixels = _only(hostile.written(image, form))
    assert pixels.shape == (32, 64, 3)
    if mode in ("P", "RGBA", "CMYK", "LAB"):
        assert _near(pixels[16, 8], RED, 30)


def test_a_colour_profile_is_applied_and_does_not_stay() -> None:
    """A picture whose profile swaps nothing but the curve still comes out as it looks."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert _near(_only(hostile.written(_flag(), "PNG", icc_profile=profile))[16, 8], RED)
    broken = hostile.written(_flag(), "PNG", icc_profile=profile[:200])
    assert _near(_only(broken)[16, 8], RED)


def test_frames_and_sheets_are_each_a_page() -> None:
    sheets = [Image.new("RGB", (20, 20), (level, level, level)) for level in (0, 90, 180)]
    many: dict[str, Any] = {"save_all": True, "append_images": sheets[1:]}
    pages = _decoded(hostile.written(sheets[0], "TIFF", **many)).pages
    assert [(page.page, page.frame, int(page.pixels[5, 5, 0])) for page in pages] == [
        (0, 0, 0),
        (1, 0, 90),
        (2, 0, 180),
    ]
    pages = _decoded(hostile.written(sheets[0], "GIF", **many)).pages
    assert [page.frame for page in pages] == [0, 1, 2]


def test_the_preview_that_a_phone_joins_is_no_second_page() -> None:
    joined = hostile.written(_flag(), "MPO", save_all=True, append_images=[_flag(32, 16)])
    assert _only(joined).shape == (32, 64, 3)


def test_words_that_somebody_attached_are_looked_for() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Mme Tournebise"
    data = hostile.written(_flag(), "JPEG", exif=exif)
    assert "Tournebise" in _decoded(data).words
    notes = hostile.CASES["notes.png"]().data
    assert "TOURNEBISE" in _decoded(notes).words


def test_a_pdf_is_drawn_page_by_page_and_its_words_kept_apart() -> None:
    file = _decoded(pdfs.pages(3))
    assert [page.page for page in file.pages] == [0, 1, 2]
    assert file.pages[0].pixels.shape == (1240, 876, 3)
    assert file.pages[0].pixels.min() < 60
    assert {"Hb", "0", "g/dL"} <= set(file.words)


def test_a_ct_is_shown_in_the_window_that_its_header_says() -> None:
    flat = _only(dicoms.image(WindowCenter=500, WindowWidth=200))[30]
    assert (int(flat[0, 0]), int(flat[-1, 0])) == (0, 255)
    assert 100 < flat[40, 0] < 160
    inverse = dicoms.image(
        WindowCenter=500, WindowWidth=200, PhotometricInterpretation="MONOCHROME1"
    )
    assert (int(_only(inverse)[30, 0, 0]), int(_only(inverse)[30, -1, 0])) == (255, 0)
    bare = _only(dicoms.image())[30]
    assert (int(bare[0, 0]), int(bare[-1, 0])) == (0, 255)


def test_values_outside_the_patient_do_not_wash_an_image_out() -> None:
    values = dicoms.slope().astype(np.int16)
    values[:, :, :20] = -2000
    file = dicoms.shaped(dicoms.header(), values, PixelPaddingValue=-2000)
    file.RescaleSlope, file.RescaleIntercept = 2, -1000
    line = _only(dicoms.written(file))[30, :, 0]
    assert line[0] == 0
    assert line[22] < 20
    assert line[-1] == 255


def test_an_enhanced_object_has_a_window_for_each_frame() -> None:
    file = dicoms.shaped(dicoms.header(), dicoms.slope(frames=2))
    windows = [dicoms.sequence(WindowCenter=c, WindowWidth=100) for c in (200, 800)]
    file.PerFrameFunctionalGroupsSequence = [
        dicoms.sequence(FrameVOILUTSequence=[window]) for window in windows
    ]
    first, second = _decoded(dicoms.written(file)).pages
    assert first.pixels[5, 40, 0] == 255
    assert second.pixels[5, 40, 0] == 0


def test_colours_of_an_ultrasound_come_out_as_they_are() -> None:
    values = np.zeros((3, 40, 50, 3), np.uint8)
    values[..., :25, :], values[..., 25:, :] = RED, BLUE
    file = _decoded(dicoms.written(dicoms.shaped(dicoms.header(modality="US"), values)))
    assert [page.frame for page in file.pages] == [0, 1, 2]
    assert _near(file.pages[2].pixels[5, 5], RED)
    ybr = np.array(Image.fromarray(values[0]).convert("YCbCr"))[None]
    written = dicoms.shaped(dicoms.header(), ybr, PhotometricInterpretation="YBR_FULL")
    assert _near(_only(dicoms.written(written))[5, 40], BLUE)


def test_a_palette_is_looked_up() -> None:
    file = dicoms.shaped(
        dicoms.header(modality="US"),
        np.tile(np.array([[0, 1]], np.uint8), (1, 20, 10)),
        PhotometricInterpretation="PALETTE COLOR",
    )
    for name, low, high in (("Red", 200, 30), ("Green", 30, 40), ("Blue", 40, 200)):
        setattr(file, f"{name}PaletteColorLookupTableDescriptor", [2, 0, 16])
        table = np.array([low, high], np.uint16) * 257
        setattr(file, f"{name}PaletteColorLookupTableData", table.tobytes())
    line = _only(dicoms.written(file))[3]
    assert _near(line[0], RED)
    assert _near(line[1], BLUE)


def test_jpeg_2000_is_read() -> None:
    values = np.linspace(0, 250, 80).astype(np.uint8)[None].repeat(64, 0)
    assert np.abs(_only(dicoms.written(dicoms.jpeg2000(values)))[..., 0] - values).max() == 0


def test_an_overlay_is_not_drawn() -> None:
    plain, laid = dicoms.image(), dicoms.overlay("TOURNEBISE")
    assert np.array_equal(_only(plain), _only(laid))


def test_what_is_told_of_a_header_and_what_is_looked_for() -> None:
    file = _decoded(dicoms.image(PixelSpacing=[0.5, 0.5], patient="TOURNEBISE^Anne"))
    assert file.facts.modality == "CT"
    assert file.facts.body_part == "CHEST"
    assert file.facts.millimetres_a_pixel == 0.5
    assert file.facts.age_band == "40 à 49 ans"
    assert {"TOURNEBISE", "Anne", "IPP0042424", "12/05/1980", "MARTINEAU"} <= set(file.words)


def test_a_free_text_where_a_code_belongs_is_not_told() -> None:
    data = dicoms.image(BodyPartExamined="DUPONT", Modality="MARIE", PixelSpacing=[0.5, 0.9])
    facts = _decoded(data).facts
    assert (facts.modality, facts.body_part, facts.millimetres_a_pixel) == ("", "", None)


def test_an_age_is_worked_out_from_dates_and_an_absurd_one_is_not_told() -> None:
    assert _decoded(dicoms.image(PatientAge="")).facts.age_band == "40 à 49 ans"
    born_after = dicoms.image(PatientAge="", PatientBirthDate="20300101")
    assert _decoded(born_after).facts.age_band == ""
    assert _decoded(dicoms.image(PatientAge="003W")).facts.age_band == "nouveau-né"


_SOUND: dict[Format, bytes] = {}


def _sound(form: Format) -> bytes:
    """A small sound file of each format, made once."""
    if form not in _SOUND:
        image = Image.fromarray(
            np.random.default_rng(3).integers(0, 255, (24, 32, 3), dtype=np.uint8)
        )
        _SOUND[form] = {
            Format.PDF: lambda: pdfs.pages(1, size=(60, 60)),
            Format.DICOM: lambda: dicoms.written(dicoms.jpeg2000(np.full((24, 32), 90, np.uint8))),
        }.get(form, lambda: hostile.written(image, form.value))()
    return _SOUND[form]


@pytest.mark.parametrize("form", Format)
@settings(max_examples=30)
@given(data=st.data())
def test_whatever_bytes_a_decoder_gives_pixels_or_a_refusal(
    form: Format, data: st.DataObject
) -> None:
    """A fuzz of each decoder: bytes changed, cut out or doubled anywhere in a sound file."""
    file = bytearray(_sound(form))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(file) - 1))
        what = data.draw(st.sampled_from(["change", "cut", "double"]))
        if what == "change":
            file[at] = data.draw(st.integers(0, 255))
        elif what == "cut":
            del file[at : at + data.draw(st.integers(1, 40))]
        else:
            file[at:at] = file[at : at + 16]
        if not file:
            return
    try:
        pages = decode(bytes(file), form, LIMITS).pages
    except Refused as refused:
        said = refused.code
    else:
        said = "" if all(_sane(page) for page in pages) else "insane"
    assert said in CODES


CODES = (
    {""}
    | {"damaged", "pixels", "ratio", "pages", "frames", "heavy", "locked", "no_picture"}
    | {
        "document",
        "video",
    }
)


def _sane(page: Page) -> bool:
    height, width, depth = page.pixels.shape
    return depth == 3 and 0 < max(height, width) <= LIMITS.side and page.pixels.dtype == np.uint8


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_whatever_bytes_a_sniff_gives_a_format_or_a_refusal(data: bytes) -> None:
    with suppress(Refused):
        assert sniff(data) in Format


def test_a_dicom_that_begins_like_a_tiff_is_a_dicom() -> None:
    assert sniff(dicoms.image(preamble=b"II*\0")) is Format.DICOM


def test_a_pdf_may_have_bytes_before_it() -> None:
    assert sniff(b"\r\n" + pdfs.pages(1)) is Format.PDF
