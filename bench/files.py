"""What the eyes of the guard of files find, against the table of docs/guard-files.md.

python -m bench.files [--frozen] [--each N] [--faces FOLDER] [--negatives FOLDER] [--failures]

--frozen     the gold kept apart (other names, templates, fonts, seeds): measured, never tuned on
--each       pictures of every kind (4: each of the four rotations once)
--faces      a folder of portraits with faces.json, see bench/files_faces.py; none is in the tree
--negatives  a folder of pictures without person nor text
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from bench import files_codes, files_faces, files_gold, files_latency, files_scenes
from toctoc.guard.files import codes, faces, policy, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.guard.files.types import Box, Pixels

Mask = np.ndarray[Any, np.dtype[np.bool_]]
HIDDEN = 0.8  # part of a line that must be covered for it to count as hidden


def _covered(
    picture: Pixels, boxes: Iterable[Box]
) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    mask = np.zeros(picture.shape[:2], np.bool_)
    for box in boxes:
        rect = box.rect
        mask[rect.top : rect.top + rect.height, rect.left : rect.left + rect.width] = True
    return mask


def _part(mask: Mask, box: tuple[float, ...]) -> float:
    left, top, right, bottom = (max(int(v), 0) for v in box)
    cut = mask[top:bottom, left:right]
    return float(cut.mean()) if cut.size else 0.0


def text(gold: files_gold.Gold, each: int, failures: bool) -> None:
    """Identifying lines hidden, clinical lines hidden for nothing, by kind of picture."""
    hit, lost = defaultdict(list), defaultdict(list)
    seconds = []
    for scene in files_scenes.scenes(gold, each):
        start = time.process_time()
        lines = words.read(scene.pixels)
        height, width = scene.pixels.shape[:2]
        boxes = policy.judge(lines, (), "", (width, height))
        seconds.append(time.process_time() - start)
        mask = _covered(scene.pixels, (b for b in boxes if b.decision == "hide"))
        for line in scene.lines:
            part = _part(mask, line.box)
            if line.identifying:
                hit[scene.kind].append(part >= HIDDEN)
            else:
                lost[scene.kind].append(part >= 0.5)
            if failures and (part < HIDDEN if line.identifying else part >= 0.5):
                what = "missed" if line.identifying else "hidden"
                seen = [x.text for x in lines if _near(x.rect, line.box)]
                print(f"  {what} {scene.kind}: {line.text!r} {part:.2f} {seen}")
    for kind in files_scenes.SCENES:
        print(f"{kind:12} {sum(hit[kind])}/{len(hit[kind])} hidden,"
              f" {sum(lost[kind])}/{len(lost[kind])} clinical lost")  # fmt: skip
    _say("burned-in identifying lines hidden (>= 99.5 %)", [v for k in hit.values() for v in k])
    _say("clinical lines hidden for nothing (<= 5 %)", [v for k in lost.values() for v in k])
    print(f"text: {statistics.median(seconds):.2f} CPU s a picture, median")


def _near(rect: tuple[int, int, int, int], box: tuple[float, ...]) -> bool:
    left, top, width, height = rect
    return left < box[2] and left + width > box[0] and top < box[3] and top + height > box[1]


def _say(what: str, found: list[bool]) -> None:
    share = 100 * sum(found) / max(len(found), 1)
    print(f"{what}: {share:.1f} % ({sum(found)}/{len(found)})", flush=True)


def codes_found(seed: int) -> None:
    found, hidden = [], 0
    by_state: Counter[str] = Counter()
    for kind, state, picture, area in files_codes.shots(seed):
        good = [b for b in codes.find(picture) if files_faces.covered(b, area) > 0.5]
        found.append(bool(good))
        hidden += any(b.decision == "hide" for b in good)
        if not good:
            by_state[f"{kind} {state}"] += 1
    _say("codes hidden or asked (>= 98 %)", found)
    print(f"  of which read and hidden: {hidden}; missed: {dict(by_state)}")


def without_anybody(pictures: Iterable[tuple[str, Pixels]], what: str, failures: bool) -> None:
    hidden, asked = [], []
    for name, picture in pictures:
        boxes = _everything(picture)
        hidden.append(any(b.decision == "hide" for b in boxes))
        asked.append(any(b.decision == "ask" for b in boxes))
        if failures and boxes:
            print(
                "  ", name, [(b.kind.value, b.why, round(b.score, 2), tuple(b.rect)) for b in boxes]
            )
    _say(f"{what}, something hidden (<= 3 %)", hidden)
    _say(f"{what}, something asked (<= 15 %)", asked)


def _everything(picture: Pixels) -> list[Box]:
    height, width = picture.shape[:2]
    found = policy.judge(words.read(picture), (), "", (width, height))
    return [*faces.find(picture), *found, *codes.find(picture)]


def portraits(folder: Path) -> None:
    rows: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for variant, results in files_faces.measure(folder, faces.find).items():
        rows[files_faces.ROWS[variant]] += results
    for row, results in rows.items():
        _say(f"faces, {row}, hidden or asked", [found for found, _ in results])
        print(f"  of which hidden: {sum(h for _, h in results)}")


def _folder(folder: Path) -> Iterable[tuple[str, Pixels]]:
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() in (".png", ".jpg", ".jpeg", ".webp"):
            yield file.name, np.array(Image.open(file).convert("RGB"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--frozen", action="store_true")
    parser.add_argument("--each", type=int, default=4)
    parser.add_argument("--faces", type=Path)
    parser.add_argument("--negatives", type=Path)
    parser.add_argument("--failures", action="store_true")
    parser.add_argument("--only", nargs="*", default=("text", "codes", "negatives", "latency"))
    args = parser.parse_args()
    gold = files_gold.FROZEN if args.frozen else files_gold.DEV
    if "text" in args.only:
        text(gold, args.each, args.failures)
    if "codes" in args.only:
        codes_found(gold.seed)
    if "negatives" in args.only:
        without_anybody(files_scenes.negatives(gold.seed), "drawn negatives", args.failures)
    if args.negatives:
        without_anybody(_folder(args.negatives), "given negatives", args.failures)
    if args.faces:
        portraits(args.faces)
    else:
        print("faces: not measured, no folder of portraits given (--faces)")
    if "latency" in args.only:
        files_latency.report(gold)


if __name__ == "__main__":
    sys.exit(main())
