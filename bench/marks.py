"""Real screenshots, spoiled as leaks are: how often the reader comes first, and who else is named.

    python -m bench.marks [--readers 3] [--candidates 11000] [--days 31] [--folder FOLDER]
    python -m bench.marks --judge FOLDER      what was shot there before, on any machine

The demo is filled in a folder of its own (kept with --folder) and served; a Chromium signs in as
each reader, opens the feed, a question and a search on screens of several kinds and takes pictures.
Each is then spoiled in eight ways and read by the product's own code among the candidates, over
every day of the window. Pages whose mark did not load are read as well: nobody may be named.
Prints, asserts nothing.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import io
import json
import multiprocessing
import os
import random
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# Where it is read: window, pixels to a CSS pixel, theme.
SCREENS: dict[str, tuple[dict[str, int], float, str]] = {
    "desk 1x light": (DESK, 1, "light"),
    "desk 1x dark": (DESK, 1, "dark"),
    "desk 1.5x light": (DESK, 1.5, "light"),
    "phone 3x light": (PHONE, 3, "light"),
    "phone 2x dark": (PHONE, 2, "dark"),
    "phone 1x light": (PHONE, 1, "light"),  # no such phone is sold: the hardest case we can make
}
PAGES = ("/", "question", "/recherche/?q=douleur")


@dataclasses.dataclass
class Shot:
    """A picture of a page; `reader` is empty when it carries no mark."""

    png: bytes
    reader: str
    screen: str


@dataclasses.dataclass
class Verdict:
    screen: str
    way: str
    marked: bool
    first: bool
    named: bool
    wrong: bool
    score: float
    anchors: float
    seconds: float


def half(picture: Image.Image) -> Image.Image:
    size = (picture.width // 2, picture.height // 2)
    return picture.resize(size, Image.Resampling.LANCZOS)


def quarter(picture: Image.Image, rng: random.Random) -> Image.Image:
    """Half the width and half the height, anywhere."""
    width, height = picture.width // 2, picture.height // 2
    left, top = rng.randint(0, picture.width - width), rng.randint(0, picture.height - height)
    return picture.crop((left, top, left + width, top + height))


def odd(picture: Image.Image) -> Image.Image:
    """What a messenger does to its longest side."""
    size = (round(picture.width * 0.73), round(picture.height * 0.73))
    return picture.resize(size, Image.Resampling.BILINEAR)


def saved(picture: Image.Image, quality: int | None = None) -> bytes:
    kept = io.BytesIO()
    if quality is None:
        picture.save(kept, "PNG")
    else:
        picture.save(kept, "JPEG", quality=quality)
    return kept.getvalue()


Way = Callable[[Image.Image, random.Random], bytes]
WAYS: dict[str, Way] = {
    "png": lambda picture, _rng: saved(picture),
    "jpeg 60": lambda picture, _rng: saved(picture, 60),
    "half": lambda picture, _rng: saved(half(picture)),
    "quarter": lambda picture, rng: saved(quarter(picture, rng)),
    "jpeg 60, twice": lambda picture, _rng: saved(Image.open(io.BytesIO(saved(picture, 60))), 60),
    "quarter, jpeg 60": lambda picture, rng: saved(quarter(picture, rng), 60),
    "73 %, jpeg 60": lambda picture, _rng: saved(odd(picture), 60),
    "quarter, half, jpeg 60": lambda picture, rng: saved(half(quarter(picture, rng)), 60),
}


def shots(folder: Path, readers: int) -> Iterator[Shot]:
    from playwright.sync_api import sync_playwright

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "toctoc.ops.cli", "serve", "pages", "--port", str(port)]
    with (folder / "server.log").open("ab") as log:
        server = subprocess.Popen(command, env=os.environ, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address)
        signed_in = _sessions(readers)  # before Playwright's loop, under which Django asks nothing
        pages = [_question() if page == "question" else page for page in PAGES]
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
            )
            for screen in SCREENS:
                for reader, cookie in signed_in:
                    yield from _seen(chromium, address, screen, reader, cookie, pages)
            chromium.close()
    finally:
        server.terminate()
        server.wait(30)


def _seen(
    chromium: Browser, address: str, screen: str, reader: str, cookie: str, paths: list[str]
) -> Iterator[Shot]:
    size, ratio, theme = SCREENS[screen]
    context = chromium.new_context(
        viewport=size,  # type: ignore[arg-type]
        device_scale_factor=ratio,
        color_scheme=theme,  # type: ignore[arg-type]
        locale="fr-FR",
        service_workers="block",
    )
    context.add_cookies([{"name": "toctoc", "value": cookie, "url": address}])
    page = context.new_page()
    if not reader:
        page.route("**/marque/*", lambda route: route.abort())
    for path in paths:
        page.goto(address + path)
        _down(page)
        yield Shot(page.screenshot(), reader, screen)
    context.close()


def _down(page: Page) -> None:
    """Not the top of the page always: readers scroll."""
    page.evaluate("scrollTo({ top: 137, behavior: 'instant' })")


def _wait(address: str) -> None:
    until = time.monotonic() + 120
    while True:
        try:
            urllib.request.urlopen(f"{address}/hors-ligne/", timeout=10).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)


def _sessions(readers: int) -> list[tuple[str, str]]:
    """Readers and their cookies; last comes somebody whose mark will not load."""
    from django.test import Client

    from toctoc.people.models import Person

    found = []
    for person in Person.objects.filter(standing="active").order_by("pk")[: readers + 1]:
        browser = Client()
        browser.force_login(person)
        found.append((person.public_id, browser.cookies["toctoc"].value))
    return [*found[:-1], ("", found[-1][1])]


def _question() -> str:
    """One with a real thread under it."""
    from toctoc.posts.models import Post

    answer = Post.objects.filter(kind="answer", state="published").order_by("-pk").first()
    assert answer is not None
    assert answer.thread is not None
    return f"/q/{answer.thread.public_id}"


def judged(shot: Shot, rank: int, way: str) -> Verdict:
    from toctoc.marks._reading import read
    from toctoc.marks._search import by_values, odds_of
    from toctoc.marks.types import DOUBT

    picture = Image.open(io.BytesIO(shot.png)).convert("RGB")
    sent = WAYS[way](picture, random.Random(f"{rank} {way}"))
    people, keys, today = _crowd.people, _crowd.keys, _crowd.today
    started = time.perf_counter()
    readings = read(sent)
    values = [reading.values for reading in readings]
    best = by_values(keys, people, values) if values else []
    tested = len(keys) * len(people) * max(1, len(values))
    seconds = time.perf_counter() - started
    own = [score for score, day, person in best if (person, day) == (shot.reader, today)]
    others = [score for score, day, person in best if (person, day) != (shot.reader, today)]
    return Verdict(
        screen=shot.screen,
        way=way,
        marked=bool(shot.reader),
        first=bool(own) and own[0] == best[0][0],
        named=bool(own) and odds_of(own[0], tested) <= DOUBT,
        wrong=any(odds_of(score, tested) <= DOUBT for score in others),
        score=own[0] if own else 0.0,
        anchors=max((reading.anchors for reading in readings), default=0.0),
        seconds=seconds,
    )


def table(verdicts: list[Verdict], group: str) -> None:
    print(f"\n  {group:<26}{'n':>5} {'first':>7} {'named':>7} {'score min/median':>18} {'s':>6}")
    for name in dict.fromkeys(getattr(one, group) for one in verdicts):
        some = [one for one in verdicts if getattr(one, group) == name]
        scores = [one.score for one in some]
        print(
            f"  {name:<26}{len(some):>5} {share(some, 'first'):>7} {share(some, 'named'):>7}"
            f" {min(scores):>10.1f} / {statistics.median(scores):.1f}"
            f" {statistics.median(one.seconds for one in some):>6.1f}"
        )


def share(some: list[Verdict], name: str) -> str:
    return f"{100 * sum(getattr(one, name) for one in some) / len(some):.1f} %"


def filled(folder: Path) -> None:
    os.environ |= {
        "TOCTOC_DATA": str(folder),
        "TOCTOC_DEMO": "1",
        "TOCTOC_LOG": "ERROR",
        "DJANGO_SETTINGS_MODULE": "toctoc.ops.settings",
    }
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from toctoc.ops.demo.fill import fill_if_empty

    fill_if_empty(say=print)


def keep(folder: Path, options: argparse.Namespace) -> None:
    """Take the pictures; leave them with the candidates and this instance's keys of the days."""
    filled(folder)
    taken = list(shots(folder, options.readers))
    from toctoc.marks._secrets import day_key
    from toctoc.people.models import Person

    people = list(Person.objects.values_list("public_id", flat=True))
    people += [secrets.token_hex(6) for _ in range(options.candidates - len(people))]
    today = dt.datetime.now().astimezone().date()
    days = [today - dt.timedelta(days=number) for number in range(options.days)]
    (folder / "shots").mkdir(exist_ok=True)
    for rank, shot in enumerate(taken):
        (folder / "shots" / f"{rank:04}.png").write_bytes(shot.png)
    kept = {
        "shots": [[shot.reader, shot.screen] for shot in taken],
        "people": people,
        "keys": {day.isoformat(): day_key(day).hex() for day in days},
        "today": today.isoformat(),
    }
    (folder / "shots" / "crowd.json").write_text(json.dumps(kept))


@dataclasses.dataclass
class Crowd:
    people: list[str]
    keys: dict[str, bytes]
    today: str


_crowd = Crowd([], {}, "")


def judge(folder: Path) -> None:
    kept = json.loads((folder / "shots" / "crowd.json").read_text())
    _crowd.people, _crowd.today = kept["people"], kept["today"]
    _crowd.keys = {day: bytes.fromhex(key) for day, key in kept["keys"].items()}
    taken = [
        Shot((folder / "shots" / f"{rank:04}.png").read_bytes(), reader, screen)
        for rank, (reader, screen) in enumerate(kept["shots"])
    ]
    print(f"{len(taken)} screenshots, {len(WAYS)} ways; {len(_crowd.people):,} candidates on "
          f"{len(_crowd.keys)} days", flush=True)  # fmt: skip
    work = [(shot, rank, way) for rank, shot in enumerate(taken) for way in WAYS]
    with multiprocessing.get_context("fork").Pool() as pool:
        report(pool.starmap(judged, work, chunksize=4))


def report(verdicts: list[Verdict]) -> None:
    marked = [one for one in verdicts if one.marked]
    small = [one for one in marked if one.screen == "phone 1x light"]
    table([one for one in marked if one not in small], "way")
    table(marked, "screen")
    print("\n  phone 1x alone:")
    table(small, "way")
    bare = [one for one in verdicts if not one.marked]
    wrong = sum(one.wrong for one in verdicts)
    print(
        f"\n  {len(verdicts)} captures, {len(bare)} of them without a mark: "
        f"{wrong} pointed at somebody who never saw the page.\n"
        f"  Anchors: without a mark {max(one.anchors for one in bare):.1f} at most, "
        f"with one {min(one.anchors for one in marked):.1f} at least.",
        flush=True,
    )


def main(argv: list[str] | None = None) -> Any:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--readers", type=int, default=3)
    parser.add_argument("--candidates", type=int, default=11_000)
    parser.add_argument("--days", type=int, default=31)
    parser.add_argument("--folder")
    parser.add_argument("--judge", metavar="FOLDER")
    options = parser.parse_args(argv)
    # One thread each: there are as many processes as cores.
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    if options.judge:
        return judge(Path(options.judge))
    with tempfile.TemporaryDirectory(prefix="toctoc-marks-") as scratch:
        folder = Path(options.folder or scratch)
        folder.mkdir(parents=True, exist_ok=True)
        keep(folder, options)
        return judge(folder)


if __name__ == "__main__":
    main()
