"""Faces, whole heads: RetinaFace (mobilenet 0.25) at several sizes and four rotations.

A face that a size misses another finds, so what they find is merged, never suppressed. What a look
is sure of and another agrees with is hidden; what is less sure is asked. On radiographs, where ribs
make faces, everything is asked. 0.6 s of one core at 1200 x 900, 1.7 MB of weights.
"""

from __future__ import annotations

import functools
import hashlib
import math
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from toctoc.guard.files.types import Box, Decision, Kind, Pixels, Rect

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHA256: Final = "b7a7acab55e104dce6f32cdfff929bd83946da5cd869b9e2e9bdffafd1b7e4a5"
RADIOLOGY: Final = frozenset(
    ("CR", "CT", "DX", "IO", "MG", "MR", "NM", "OPT", "PT", "PX", "RF", "RG", "US", "XA", "XC_RX")
)

_HIDE: Final = 0.985  # and another look agrees; the Moon gets 0.980, faces 0.99
_ASK: Final = 0.85  # and another look agrees
_ALONE: Final = 0.93  # one look alone
_CLOSE: Final = 0.7  # and another look agrees, on a face that fills the picture: an eye, a half
_FILLS: Final = 0.1  # part of the picture
_WEAK: Final = 0.35  # a look this sure agrees
_ALL: Final = (0, 1, 2, 3)
# longest side, quarter turns, margin added around; the last look is for small faces, and the
# margin lets the network see a face that the picture cuts in two
_LOOKS: Final = ((256, _ALL, 32), (640, _ALL, 80), (1024, (0,), 0), (1800, (0,), 0))
_QUICK: Final = 2  # looks of a quick one
_ENLARGED: Final = 1.6  # at most; beyond it textures become faces
_HEAD: Final = 1.35  # the head is that much larger than the face
_SMALLEST: Final = 12  # pixels: a face below this shows nobody
_LARGEST: Final = 520  # pixels of one look: beyond its widest anchors cells and shadows are faces
_DOUBTED: Final = 0.5  # what such a face scores at most: another look has to say it
_SIZES: Final = ((8, (16, 32)), (16, (64, 128)), (32, (256, 512)))  # stride, anchors, in pixels
_MEAN: Final = np.array([104, 117, 127], np.float32)  # blue, green, red, as it was trained

Floats = np.ndarray[Any, np.dtype[np.float32]]


class Face(NamedTuple):
    """Left, top, right, bottom of the features, the best score, and that of each look."""

    left: float
    top: float
    right: float
    bottom: float
    score: float
    looks: dict[tuple[int, int], float]

    @property
    def area(self) -> float:
        return max(self.right - self.left, 0) * max(self.bottom - self.top, 0)

    @property
    def second(self) -> float:
        """The score of the second surest look: 0 where one alone saw a face."""
        return sorted(self.looks.values())[-2] if len(self.looks) > 1 else 0.0


def find(pixels: Pixels, modality: str = "", *, quick: bool = False) -> list[Box]:
    """Heads to cover. `modality` is the DICOM one; on radiology nothing is hidden unasked. `quick`:
    without the closer looks, for a picture that they have seen."""
    height, width = pixels.shape[:2]
    seen: list[Face] = []
    for side, turns, margin in _plan(max(height, width), _LOOKS[:_QUICK] if quick else _LOOKS):
        scale = side / max(height, width)
        small = _framed(_resized(pixels, scale), margin)
        for turn in turns:
            for face in map(_doubted, _look(np.rot90(small, turn))):
                turned = _unturned(face, turn, small.shape[1], small.shape[0])
                seen.append(_placed(turned, margin, scale, (side, turn)))
    asked_only = modality.upper() in RADIOLOGY
    found = (_box(face, width, height, asked_only) for face in merge(seen))
    return [box for box in found if box is not None]


def _plan(
    longest: int, looks: Sequence[tuple[int, tuple[int, ...], int]] = _LOOKS
) -> Iterable[tuple[int, tuple[int, ...], int]]:
    """The sides looked at, without enlarging a small picture more than it bears."""
    most = max(int(longest * _ENLARGED), 160)
    for side, turns, margin in looks:
        yield min(side, most), turns, margin
        if side >= most:
            return


def _resized(pixels: Pixels, scale: float) -> Pixels:
    import cv2

    height, width = pixels.shape[:2]
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    size = max(round(width * scale), 32), max(round(height * scale), 32)
    return np.asarray(cv2.resize(pixels, size, interpolation=how), np.uint8)


def _framed(pixels: Pixels, margin: int) -> Pixels:
    """With a grey margin, which the network takes for nothing."""
    sides = ((margin, margin), (margin, margin), (0, 0))
    return np.pad(pixels, sides, constant_values=116) if margin else pixels


@functools.cache
def _session() -> Any:
    """The detector, loaded once per process, from weights that are those that were measured."""
    import onnxruntime as ort

    model = resources.files("toctoc.guard").joinpath("data/faces/retinaface.onnx").read_bytes()
    if hashlib.sha256(model).hexdigest() != SHA256:
        raise RuntimeError("the weights of the face detector are not the ones that were measured")
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])


@functools.lru_cache(maxsize=32)
def _anchors(width: int, height: int) -> Floats:
    """Centre and size of each place that the network scores, in its own order."""
    rows = []
    for stride, sizes in _SIZES:
        across, down = math.ceil(width / stride), math.ceil(height / stride)
        ys, xs = np.mgrid[0:down, 0:across]
        centres = (np.stack([xs.ravel(), ys.ravel()], axis=1) + 0.5) * stride
        for_each = np.repeat(centres, len(sizes), axis=0)
        sides = np.tile(np.array(sizes)[:, None], (across * down, 2))
        rows.append(np.hstack([for_each, sides]))
    return np.vstack(rows).astype(np.float32)


def _look(pixels: Pixels) -> list[Face]:
    """What the network sees in the picture at this size, merged."""
    height, width = pixels.shape[:2]
    blob = pixels[..., ::-1].astype(np.float32) - _MEAN
    offsets, scores, _ = _session().run(None, {"input": blob.transpose(2, 0, 1)[None]})
    sure = scores[0, :, 1]
    kept = sure > _WEAK
    anchors, moves = _anchors(width, height)[kept], offsets[0][kept]
    centres = anchors[:, :2] + moves[:, :2] * 0.1 * anchors[:, 2:]
    halves = anchors[:, 2:] * np.exp(moves[:, 2:] * 0.2) / 2
    corners = np.hstack([centres - halves, centres + halves])
    return merge(
        Face(left, top, right, bottom, score, {(0, 0): score})
        for (left, top, right, bottom), score in zip(
            corners.tolist(), sure[kept].tolist(), strict=True
        )
    )


def merge(faces: Iterable[Face]) -> list[Face]:
    """One face for all that overlap: the box of the surest, widened to those nearly as sure."""
    merged: list[Face] = []
    for face in sorted(faces, key=lambda f: -f.score):
        for i, other in enumerate(merged):
            if _overlap(face, other) > 0.3:
                merged[i] = _joined(other, face)
                break
        else:
            merged.append(face)
    return merged


def _joined(best: Face, other: Face) -> Face:
    looks = best.looks | {k: max(v, best.looks.get(k, 0)) for k, v in other.looks.items()}
    if other.score < best.score - 0.1 or other.area > 2.5 * best.area:
        return best._replace(looks=looks)
    return Face(
        min(best.left, other.left),
        min(best.top, other.top),
        max(best.right, other.right),
        max(best.bottom, other.bottom),
        best.score,
        looks,
    )


def _overlap(one: Face, other: Face) -> float:
    """Shared area over that of both; a face inside another counts by its own area, halved."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    if wide <= 0 or high <= 0:
        return 0.0
    shared = wide * high
    return max(shared / (one.area + other.area - shared), shared / min(one.area, other.area) / 2)


def _doubted(face: Face) -> Face:
    """The face as seen in a look, believed less where it is larger than the network can measure."""
    if max(face.right - face.left, face.bottom - face.top) <= _LARGEST:
        return face
    return face._replace(score=min(face.score, _DOUBTED))


def _unturned(face: Face, turn: int, width: int, height: int) -> Face:
    """The face as it lies in a picture of width x height that was turned `turn` quarters left."""
    left, top, right, bottom = face[:4]
    for back in range(turn, 0, -1):
        # the side that the picture had across before this quarter turn to the left
        across = width if back % 2 else height
        left, top, right, bottom = across - bottom, left, across - top, right
    return face._replace(left=left, top=top, right=right, bottom=bottom)


def _placed(face: Face, margin: int, scale: float, look: tuple[int, int]) -> Face:
    """In pixels of the whole picture, without the margin."""
    left, top, right, bottom = ((value - margin) / scale for value in face[:4])
    return Face(left, top, right, bottom, face.score, {look: face.score})


def _believed(face: Face, picture: int) -> bool:
    """Whether to speak of it at all; `picture` is in square pixels."""
    if face.second < _WEAK:
        return face.score >= _ALONE
    return face.score >= (_CLOSE if face.area > _FILLS * picture else _ASK)


def _box(face: Face, width: int, height: int, asked_only: bool) -> Box | None:
    """The whole head, cut to the picture; None where the face is too faint or too small."""
    wide, high = face.right - face.left, face.bottom - face.top
    if max(wide, high) < _SMALLEST or not _believed(face, width * height):
        return None
    hidden = face.score >= _HIDE and face.second >= _WEAK and not asked_only
    middle, centre = (face.left + face.right) / 2, (face.top + face.bottom) / 2
    left = max(int(middle - wide * _HEAD / 2), 0)
    top = max(int(centre - high * _HEAD / 2), 0)
    right = min(math.ceil(middle + wide * _HEAD / 2), width)
    bottom = min(math.ceil(centre + high * _HEAD / 2), height)
    if right <= left or bottom <= top:
        return None
    rect = Rect(left, top, right - left, bottom - top)
    decision = Decision.HIDE if hidden else Decision.ASK
    return Box(Kind.FACE, rect, decision, face.score, "face" if hidden else "face_unsure")
