"""The face detector in a browser against the server's: the same boxes, and what they cost.

python -m bench.browser_faces [--faces FOLDER]

Drawn faces, and the portraits of FOLDER (`faces.json`, as for bench.files), in a real headless
Chromium. First the same pixels for both, at the two sizes that a browser looks at: how far scores,
boxes and what leaves the network lie apart. Then whole pictures: who covers what. Milliseconds are
of the processor, of the page's thread alone.
"""

from __future__ import annotations

import argparse
import base64
import io
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image
from playwright.sync_api import sync_playwright

from bench import faces_drawn
from toctoc.guard.files import faces
from toctoc.guard.files.types import Decision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page, Route

    from toctoc.guard.files.types import Pixels

STATIC = Path(__file__).resolve().parent.parent / "src/toctoc/web/static"
WORKER, WEIGHTS = "js/faces-worker.js", "faces/retinaface.bin"
SIDES = (320, 480)
_HERE = "http://bench.invalid/"
_CHROMIUMS = ("chromium-headless-shell", "chromium", "google-chrome")

# what both the page of this bench and the tests' run: `place` is where the static files are
LOOK = """async ([place, data, width, height]) => {
  const { look, network } = await import(`${place}js/faces-worker.js`);
  globalThis.net ??= network(await (await fetch(`${place}faces/retinaface.bin`)).arrayBuffer());
  const pixels = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  return { ...net(pixels, width, height), faces: look(net, pixels, width, height) };
}"""
FIND = """async ([place, data, budget]) => {
  const { find, network } = await import(`${place}js/faces-worker.js`);
  globalThis.net ??= network(await (await fetch(`${place}faces/retinaface.bin`)).arrayBuffer());
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes]));
  return find(net, picture, performance.now() + budget);
}"""


def looked(page: Page, place: str, pixels: Pixels) -> dict[str, Any]:
    """What the browser's network makes of these pixels."""
    height, width = pixels.shape[:2]
    whole = np.dstack([pixels, np.full((height, width), 255, np.uint8)])
    data = base64.b64encode(whole.tobytes()).decode()
    return dict(page.evaluate(LOOK, [place, data, width, height]))


def apart(seen: dict[str, Any], pixels: Pixels) -> tuple[float, float]:
    """How far scores and moves lie from those of the server's network, at most."""
    blob = pixels[..., ::-1].astype(np.float32) - faces._MEAN
    moves, scores, _ = faces._session().run(None, {"input": blob.transpose(2, 0, 1)[None]})
    assert len(seen["scores"]) == scores.shape[1]
    sure = np.abs(scores[0, :, 1] - np.array(seen["scores"])).max()
    return float(sure), float(np.abs(moves[0].ravel() - np.array(seen["moves"])).max())


def boxes_apart(seen: dict[str, Any], pixels: Pixels) -> tuple[int, float, float]:
    """Faces that only one of them sees; then how far scores and edges lie apart, at most."""
    ours = [f for f in faces._look(pixels) if f.score >= 0.5]
    theirs = [f for f in seen["faces"] if f["score"] >= 0.5]
    score = edge = 0.0
    for one, other in zip(ours, theirs, strict=False):
        score = max(score, abs(one.score - other["score"]))
        corners = [other[name] for name in ("left", "top", "right", "bottom")]
        edge = max(edge, *(abs(a - b) for a, b in zip(one[:4], corners, strict=True)))
    return abs(len(ours) - len(theirs)), score, edge


def found(page: Page, place: str, picture: Pixels, budget: int) -> list[list[int]] | None:
    """Heads that the browser covers in a whole picture: left, top, width, height."""
    held = io.BytesIO()
    Image.fromarray(picture).save(held, "PNG", compress_level=1)
    heads = page.evaluate(FIND, [place, base64.b64encode(held.getvalue()).decode(), budget])
    return None if heads is None else [list(head) for head in heads]


def pictures(folder: Path | None) -> Iterator[tuple[str, Pixels]]:
    for number, tone in enumerate(faces_drawn.TONES):
        for radius in (150, 70, 40):
            drawn = faces_drawn.drawn(radius=radius, tone=tone)
            yield f"drawn {number} {radius}", drawn
            yield f"drawn {number} {radius} turned", np.ascontiguousarray(np.rot90(drawn))
    for name in json.loads((folder / "faces.json").read_text()) if folder else ():
        assert folder
        portrait = np.array(Image.open(folder / name).convert("RGB"))
        yield name, portrait
        for turn in (1, 2, 3):
            yield f"{name} {90 * turn}", np.ascontiguousarray(np.rot90(portrait, turn))


def _answer(route: Route) -> None:
    path = STATIC / route.request.url.removeprefix(_HERE)
    kinds = {".js": "text/javascript", ".bin": "application/octet-stream"}
    if path.is_file():
        route.fulfill(body=path.read_bytes(), content_type=kinds[path.suffix])
    else:
        route.fulfill(body="<!doctype html><title>bench</title>", content_type="text/html")


class _Clock:
    """Milliseconds of the processor that the page's thread has spent."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def now(self) -> float:
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--faces", type=Path)
    folder = arguments.parse_args().faces
    chromium = next(filter(None, map(shutil.which, _CHROMIUMS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.route(f"{_HERE}**", _answer)
        page.goto(_HERE)
        _same_pixels(page, folder)
        _whole_pictures(page, folder)
        browser.close()


def _same_pixels(page: Page, folder: Path | None) -> None:
    clock = _Clock(page)
    for side in SIDES:
        score = move = edge = sure = 0.0
        count = alone = 0
        spent = []
        for _name, picture in pictures(folder):
            pixels = faces._resized(picture, side / max(picture.shape[:2]))
            started = clock.now()
            seen = looked(page, _HERE, pixels)
            spent.append((clock.now() - started) / 2)  # the script runs the network twice
            raw = apart(seen, pixels)
            lone, boxed, away = boxes_apart(seen, pixels)
            score, move = max(score, raw[0]), max(move, raw[1])
            sure, edge = max(sure, boxed), max(edge, away)
            count, alone = count + 1, alone + lone
        print(
            f"{side} px, {count} pictures: network's scores within {score:.4f}, moves {move:.3f}; "
            f"faces seen by one alone {alone}, scores within {sure:.4f}, edges {edge:.2f} px; "
            f"median {np.median(spent):.0f} CPU ms, most {max(spent):.0f}"
        )


def _whole_pictures(page: Page, folder: Path | None) -> None:
    clock = _Clock(page)
    count: Counter[str] = Counter()
    spent, alone = [], []
    for name, picture in pictures(folder):
        started = clock.now()
        theirs = found(page, _HERE, picture, 60_000) or []
        spent.append(clock.now() - started)
        server = [box for box in faces.find(picture) if box.decision is Decision.HIDE]
        count[f"browser {bool(theirs)}, server {bool(server)}"] += 1
        if bool(theirs) != bool(server):
            alone.append(f"{name} ({'browser' if theirs else 'server'} only)")
    print(f"whole pictures, covered: {dict(count)} {alone}")
    print(f"median {np.median(spent):.0f} CPU ms with decoding, most {max(spent):.0f}")


if __name__ == "__main__":
    main()
