"""Text burned in a picture, read line by line: PP-OCRv6 small, from rapidocr's own wheel.

The sessions are made here, from the files of the package: rapidocr is never left to look for a
model, which it would download. One thread each. About 1.3 µs a pixel to look for lines and 60 ms
to read a long one; the models take 0.25 s to load, once per process.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from toctoc.guard.files import turning
from toctoc.guard.files.grid import without_grid
from toctoc.guard.files.tiles import fine_print
from toctoc.guard.files.types import Line, Pixels

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIDE: Final = 1024  # longest side of the first look, in pixels
_CLOSER: Final = 1.5  # a picture reduced more than this is looked at again where print is fine
_SMALLEST: Final = 480  # smaller pictures are enlarged up to this, at most twice
_HEIGHT: Final = 48  # pixels high a line is read at
_SURE: Final = 0.85  # a line read below this is read turned as well
_FLIPPED: Final = 0.9
_UNITS: Final = "%‰"  # signs that say something by themselves
_LONG: Final = 1.5  # a box that much higher than wide holds a line that runs up or down


class Quad(NamedTuple):
    """The corners of a line, clockwise from its top left as seen, and how sure its place is."""

    corners: np.ndarray[Any, np.dtype[np.float32]]
    score: float


class _Settings(dict[str, Any]):
    """rapidocr's settings, read as attributes too."""

    __getattr__ = dict.__getitem__


def _session(name: str) -> Any:
    import onnxruntime as ort

    package = resources.files("rapidocr").joinpath("models", name)
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    with resources.as_file(package) as model:  # from bytes it would be held twice
        return ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


class _Reader(NamedTuple):
    find: Any
    turn: Any
    read: Any


@functools.cache
def _reader() -> _Reader:
    """The three models, loaded once per process."""
    import logging

    from rapidocr.ch_ppocr_cls import TextClassifier
    from rapidocr.ch_ppocr_det import TextDetector
    from rapidocr.ch_ppocr_rec import TextRecognizer
    from rapidocr.utils.typings import EngineType, OCRVersion

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    engine = EngineType.ONNXRUNTIME
    find = TextDetector(
        _Settings(
            session=_session("PP-OCRv6_det_small.onnx"),
            engine_type=engine,
            limit_type="max",
            limit_side_len=100_000,
            mean=[0.5] * 3,
            std=[0.5] * 3,
            thresh=0.3,
            box_thresh=0.5,
            max_candidates=1000,
            unclip_ratio=1.6,
            use_dilation=True,
            score_mode="fast",
        )
    )
    turn = TextClassifier(
        _Settings(
            session=_session("ch_ppocr_mobile_v2.0_cls_mobile.onnx"),
            engine_type=engine,
            ocr_version=OCRVersion.PPOCRV4,
            cls_batch_num=6,
            cls_thresh=_FLIPPED,
            label_list=["0", "180"],
        )
    )
    read = TextRecognizer(
        _Settings(
            session=_session("PP-OCRv6_rec_small.onnx"),
            engine_type=engine,
            lang_type="ch",
            rec_batch_num=1,
            rec_img_shape=[3, _HEIGHT, _HEIGHT],
            font_path=None,
        )
    )
    return _Reader(find, turn, read)


def read(pixels: Pixels, already: Sequence[Line] = ()) -> list[Line]:
    """Every line of text seen elsewhere than those `already` read, from top to bottom. On the grid
    of an ECG the picture is read without it first, then what stands elsewhere with it."""
    clear = without_grid(pixels)
    whole = _read(clear, already) if clear is not None else []
    sure = [line for line in whole if line.score > _SURE]
    return [*whole, *_read(pixels, [*already, *sure])]


def _holds(line: Line, quad: Quad) -> bool:
    """Whether most of `quad` lies in the line."""
    rect, (left, top, right, bottom) = line.rect, _bounds(quad)
    wide = min(rect.left + rect.width, right) - max(rect.left, left)
    high = min(rect.top + rect.height, bottom) - max(rect.top, top)
    return wide > 0 and high > 0 and wide * high > 0.6 * _area(quad)


def _read(pixels: Pixels, already: Sequence[Line] = ()) -> list[Line]:
    """The lines that stand elsewhere than those `already` read."""
    quads = [q for q in find(pixels) if not any(_holds(line, q) for line in already)]
    if not quads:
        return []
    side = turning.lies_on_its_side([_size(quad.corners) for quad in quads])
    crops = [_upright(pixels, quad.corners, side=side) for quad in quads]
    said = _recognise(_turned(crops))
    lines = []
    for quad, (text, score) in zip(quads, said, strict=True):
        if not any(sign.isalnum() or sign in _UNITS for sign in text):
            continue
        corners = tuple((float(x), float(y)) for x, y in quad.corners)
        lines.append(Line(text, corners, score))
    return lines


def find(pixels: Pixels) -> list[Quad]:
    """Where lines of text are: one look at the whole, and a closer one where print is fine."""
    height, width = pixels.shape[:2]
    longest = max(height, width)
    scale = _SIDE / longest if longest > _SIDE else min(2.0, max(1.0, _SMALLEST / longest))
    found = _find_at(pixels, scale)
    if scale * _CLOSER < 1:
        boxes = [_bounds(quad) for quad in found]
        for left, top, right, bottom in fine_print(pixels, boxes, 1 / scale):
            closer = _find_at(pixels[top:bottom, left:right], 1.0)
            found = _merge(found, [_moved(q, left, top) for q in closer])
    return sorted(found, key=lambda q: (round(float(q.corners[:, 1].min()) / 10), _bounds(q)[0]))


def _find_at(pixels: Pixels, scale: float) -> list[Quad]:
    import cv2

    height, width = pixels.shape[:2]
    # a margin lets letters that touch the edge be seen, and gives the model a side to divide by 32
    wide, high = max(int(width * scale), 1), max(int(height * scale), 1)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = cv2.resize(pixels, (wide, high), interpolation=how) if scale != 1 else pixels
    right, bottom = 16 + (-wide) % 32, 16 + (-high) % 32
    padded = cv2.copyMakeBorder(small, 16, bottom, 16, right, cv2.BORDER_REPLICATE)
    seen = _reader().find(padded[..., ::-1])
    if seen.boxes is None:
        return []
    top = np.array([width, height], np.float32)
    quads = []
    for box, score in zip(seen.boxes, seen.scores, strict=True):
        corners = (np.asarray(box, np.float32) - 16) / scale
        quads.append(Quad(np.clip(corners, 0, top), float(score)))
    return quads


def _moved(quad: Quad, left: int, top: int) -> Quad:
    return Quad(quad.corners + np.array([left, top], np.float32), quad.score)


def _bounds(quad: Quad) -> tuple[int, int, int, int]:
    """Left, top, right, bottom."""
    (left, top), (right, bottom) = quad.corners.min(axis=0), quad.corners.max(axis=0)
    return int(left), int(top), int(right) + 1, int(bottom) + 1


def _merge(first: list[Quad], closer: list[Quad]) -> list[Quad]:
    """Both looks: a line seen twice is kept as the one that holds the other, never dropped."""
    kept = list(first)
    for quad in closer:
        twins = [i for i, other in enumerate(kept) if _shared(quad, other) > 0.6]
        if not twins:
            kept.append(quad)
        elif len(twins) == 1 and _area(quad) > _area(kept[twins[0]]):
            kept[twins[0]] = quad
    return kept


def _area(quad: Quad) -> float:
    left, top, right, bottom = _bounds(quad)
    return float((right - left) * (bottom - top))


def _shared(one: Quad, other: Quad) -> float:
    """The part of the smaller bounding box that lies in the other: 0 to 1."""
    a, b = _bounds(one), _bounds(other)
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    if wide <= 0 or high <= 0:
        return 0.0
    return wide * high / min(_area(one), _area(other))


def _size(corners: np.ndarray[Any, np.dtype[np.float32]]) -> tuple[int, int]:
    """Pixels across and down."""
    wide = max(np.linalg.norm(corners[0] - corners[1]), np.linalg.norm(corners[3] - corners[2]))
    high = max(np.linalg.norm(corners[0] - corners[3]), np.linalg.norm(corners[1] - corners[2]))
    return max(int(wide), 1), max(int(high), 1)


def _upright(
    pixels: Pixels, corners: np.ndarray[Any, np.dtype[np.float32]], *, side: bool
) -> Pixels:
    """The line cut out and laid flat; one that runs up or down is turned a quarter to the left, and
    a short one too on a page that lies on its side."""
    import cv2

    across, down = _size(corners)
    flat = np.array([[0, 0], [across, 0], [across, down], [0, down]], np.float32)
    moved = cv2.getPerspectiveTransform(corners.astype(np.float32), flat)
    cut = cv2.warpPerspective(
        pixels, moved, (across, down), borderMode=cv2.BORDER_REPLICATE, flags=cv2.INTER_CUBIC
    )
    if down >= _LONG * across or (side and down * _LONG > across):
        cut = np.rot90(cut)
    return np.ascontiguousarray(cut[..., ::-1], dtype=np.uint8)


def _turned(crops: Sequence[Pixels]) -> list[Pixels]:
    """The crops with those that stand on their head put upright."""
    said = _reader().turn(list(crops))
    alone = [label == "180" and score > _FLIPPED for label, score in said.cls_res]
    heads = turning.upside_down(crops, alone)
    return [
        np.ascontiguousarray(np.rot90(crop, 2) if head else crop)
        for crop, head in zip(crops, heads, strict=True)
    ]


def _recognise(crops: Sequence[Pixels]) -> list[tuple[str, float]]:
    """What each crop says. One that is hard to read is tried upside down too."""
    said = _say(crops)
    hard = [i for i, (_, score) in enumerate(said) if score < _SURE]
    again = [np.ascontiguousarray(np.rot90(crops[i], 2)) for i in hard]
    for i, other in zip(hard, _say(again), strict=True):
        said[i] = max(said[i], other, key=lambda pair: pair[1])
    return said


def _say(crops: Sequence[Pixels]) -> list[tuple[str, float]]:
    if not crops:
        return []
    from rapidocr.ch_ppocr_rec import TextRecInput

    out = _reader().read(TextRecInput(img=list(crops), return_word_box=False))
    return [(str(text), float(score)) for text, score in zip(out.txts, out.scores, strict=True)]
