"""Pictures saved, captured and spoiled as leaks are: how often the reader comes first, who else is
named, and how little of the picture the mark changes.

    python -m bench.marks_images [--each 3] [--candidates 11000] [--days 31]

The pictures are made here, nobody's: skin with lesions, cells, a radiograph, an ECG, and "dead
leaves", whose shapes overlap at every size as in photographs. Each is marked by the product's own
code for a reader of its own, spoiled, and read among the candidates over every day of the window;
the same without a mark must name nobody. Prints, asserts nothing.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import io
import math
import multiprocessing
import os
import random
import secrets
import statistics
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from bench.marks import WAYS, Way, half, quarter, saved

if TYPE_CHECKING:
    import numpy.typing as npt

PAPER = (248, 244, 234)


def shown(picture: Image.Image, width: int) -> Image.Image:
    """As a page of ours shows it, on its paper."""
    size = (width, round(picture.height * width / picture.width))
    page = Image.new("RGB", (1280, max(900, size[1] + 120)), PAPER)
    page.paste(picture.resize(size, Image.Resampling.BICUBIC), (90, 60))
    return page


SPOILED: dict[str, Way] = {
    **WAYS,
    "half, jpeg 60": lambda picture, _rng: saved(half(picture), 60),
    "screen": lambda picture, _rng: saved(shown(picture, 1100)),
    "screen, jpeg 60": lambda picture, _rng: saved(shown(picture, 1100), 60),
    "screen, half": lambda picture, _rng: saved(half(shown(picture, 1100))),
    "screen, quarter": lambda picture, rng: saved(quarter(shown(picture, 1100), rng)),
    "small on a screen": lambda picture, _rng: saved(shown(picture, 640)),
}


def leaves(rng: np.random.Generator, width: int, height: int) -> npt.NDArray[np.uint8]:
    import cv2

    picture = np.full((height, width, 3), 128, np.float32)
    for _ in range(2500):
        radius = int(np.clip(8 * (1 / rng.random()) ** 0.7, 8, 400))
        tone = rng.uniform(20, 235, 3)
        colour = tuple(float(value) for value in tone.mean() + (tone - tone.mean()) * 0.4)
        middle = (int(rng.integers(0, width)), int(rng.integers(0, height)))
        axes = (radius, int(radius * rng.uniform(0.4, 1)))
        cv2.ellipse(picture, middle, axes, float(rng.uniform(0, 180)), 0, 360, colour, -1)
    picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.2), np.float32)
    cloth = cv2.resize(rng.normal(0, 6, (height // 4, width // 4)), (width, height))
    grain = rng.normal(0, 2, (height, width))
    return np.asarray(np.clip(picture + (cloth + grain)[..., None], 0, 255), np.uint8)


def pictures(each: int) -> Iterator[tuple[str, npt.NDArray[np.uint8]]]:
    from bench.files_scenes import _ground, negatives

    for number in range(each):
        made = dict(negatives(number))
        yield "lesion", made[f"lesion {number % 6}"]
        yield "cells", made[f"cells {6 + number % 6}"]
        for kind in ("xray", "ecg"):
            yield kind, _ground(kind, (1600, 1200), random.Random(number))
        rng = np.random.default_rng(number)
        yield "leaves", leaves(rng, 1600, 1200)
        yield "leaves, 640", np.asarray(leaves(rng, 640, 480))


@dataclasses.dataclass
class Verdict:
    kind: str
    way: str
    marked: bool
    first: bool
    named: bool
    wrong: bool
    score: float
    seconds: float


@dataclasses.dataclass
class Crowd:
    people: list[str]
    keys: dict[str, bytes]
    today: str


_crowd = Crowd([], {}, "")


def judged(data: bytes, kind: str, way: str, reader: str) -> Verdict:
    from toctoc.marks._reading import read
    from toctoc.marks._search import by_values, odds_of
    from toctoc.marks.types import DOUBT

    picture = Image.open(io.BytesIO(data)).convert("RGB")
    sent = SPOILED[way](picture, random.Random(f"{kind} {way} {reader}"))
    started = time.perf_counter()
    values = [one.values for one in read(sent)]
    best = by_values(_crowd.keys, _crowd.people, values) if values else []
    tested = len(_crowd.keys) * len(_crowd.people) * max(1, len(values))
    own = [score for score, day, person in best if (person, day) == (reader, _crowd.today)]
    others = [score for score, day, person in best if (person, day) != (reader, _crowd.today)]
    return Verdict(
        kind=kind,
        way=way,
        marked=bool(reader),
        first=bool(own) and own[0] == best[0][0],
        named=bool(own) and odds_of(own[0], tested) <= DOUBT,
        wrong=any(odds_of(score, tested) <= DOUBT for score in others),
        score=own[0] if own else 0.0,
        seconds=time.perf_counter() - started,
    )


def psnr(one: npt.NDArray[np.uint8], other: npt.NDArray[np.uint8]) -> float:
    error = float(np.mean((one.astype(np.float64) - other) ** 2))
    return 10 * math.log10(255**2 / error) if error else math.inf


def webp(pixels: npt.NDArray[np.uint8]) -> bytes:
    kept = io.BytesIO()
    Image.fromarray(pixels).save(kept, "WEBP", quality=90, method=4)
    return kept.getvalue()


def opened(data: bytes) -> npt.NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def measure(each: int) -> list[tuple[bytes, str, str, str]]:
    """Mark every picture and print what it cost; the work to judge."""
    from toctoc.marks.digests import mark
    from toctoc.marks.images import marked, written_in

    work, costs = [], []
    for rank, (kind, pixels) in enumerate(pictures(each)):
        reader = _crowd.people[rank]
        bits = mark(_crowd.keys[_crowd.today], reader).bits
        plain = webp(pixels)
        started = time.process_time()
        carried = marked(plain, bits)
        spent = time.process_time() - started
        before = opened(plain)
        after = written_in(before, bits)
        most = int(np.abs(after.astype(np.int16) - before).max())
        costs.append((kind, psnr(after, before), most, psnr(opened(carried), before), spent))
        work += [(carried, kind, way, reader) for way in SPOILED]
        work += [(plain, kind, way, "") for way in ("jpeg 60", "screen")]
    print(f"  {'picture':<14}{'PSNR of the mark':>18}{'levels':>8}{'of the file':>13}{'CPU s':>7}")
    for kind in dict.fromkeys(cost[0] for cost in costs):
        some = [cost for cost in costs if cost[0] == kind]
        print(
            f"  {kind:<14}{min(one[1] for one in some):>15.1f} dB{max(one[2] for one in some):>8}"
            f"{min(one[3] for one in some):>10.1f} dB{max(one[4] for one in some):>7.2f}"
        )
    return work


def report(verdicts: list[Verdict], group: str) -> None:
    print(f"\n  {group:<26}{'n':>4} {'first':>7} {'named':>7} {'score min/median':>18} {'s':>5}")
    for name in dict.fromkeys(getattr(one, group) for one in verdicts):
        some = [one for one in verdicts if getattr(one, group) == name]
        scores = [one.score for one in some]
        first, named = (
            100 * sum(getattr(one, what) for one in some) / len(some) for what in ("first", "named")
        )
        print(
            f"  {name:<26}{len(some):>4} {first:>5.0f} % {named:>5.0f} %"
            f" {min(scores):>10.1f} / {statistics.median(scores):.1f}"
            f" {statistics.median(one.seconds for one in some):>6.1f}",
            flush=True,
        )


def main(argv: list[str] | None = None) -> Any:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--each", type=int, default=3)
    parser.add_argument("--candidates", type=int, default=11_000)
    parser.add_argument("--days", type=int, default=31)
    options = parser.parse_args(argv)
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    today = dt.datetime.now().astimezone().date()
    days = [today - dt.timedelta(days=number) for number in range(options.days)]
    _crowd.people = [secrets.token_hex(6) for _ in range(options.candidates)]
    _crowd.keys = {day.isoformat(): secrets.token_bytes(32) for day in days}
    _crowd.today = today.isoformat()
    work = measure(options.each)
    with multiprocessing.get_context("fork").Pool() as pool:
        verdicts = pool.starmap(judged, work, chunksize=4)
    marked = [one for one in verdicts if one.marked]
    report(marked, "way")
    report(marked, "kind")
    wrong = sum(one.wrong for one in verdicts)
    print(
        f"\n  {len(verdicts)} pictures, {len(verdicts) - len(marked)} of them without a mark: "
        f"{wrong} pointed at somebody who never saw them."
    )


if __name__ == "__main__":
    main()
