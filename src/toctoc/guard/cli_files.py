"""`toctoc guard file`: pictures, PDF and DICOM, each made again without what identifies."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toctoc.guard.files import messages, read
from toctoc.guard.files.types import LIMITS, Decision, Status

if TYPE_CHECKING:
    import argparse

    from toctoc.guard.files.read import Picture, Reading

HELP = "pictures, PDF and DICOM: what is hidden, and fresh pixels without it"
_WORDS = {
    Status.CLEAN: ("rien à masquer", "nothing to hide"),
    Status.HIDDEN: ("masqué", "hidden"),
    Status.ASK: ("masqué, à confirmer", "hidden, to be confirmed"),
    Status.REFUSED: ("refusé", "refused"),
}


def add(commands: Any) -> None:
    """The subcommand's arguments."""
    parser = commands.add_parser(
        "file",
        help=HELP,
        description=f"{HELP.capitalize()}. Without an author, what would be asked is hidden.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER", help="where the WebP of what may leave are written"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line, one a file")
    parser.add_argument("--lang", choices=["fr", "en"], default="fr", help="language of sentences")


def run(options: argparse.Namespace) -> int:
    """0 nothing to hide, 1 something hidden, asked or refused, 2 a file that can't be opened, a
    folder that can't be written, packages that lack."""
    if lacking := read.missing():
        print(f"toctoc guard file: missing packages: {', '.join(lacking)}", file=sys.stderr)
        return 2
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
    if len(options.files) > 1:
        read.keep_ready()
    return max([_one(name, options) for name in options.files])


def _one(name: str, options: argparse.Namespace) -> int:
    try:
        with open(name, "rb") as file:
            data = file.read(LIMITS.size + 1)
    except OSError as error:
        print(f"toctoc guard file: {name}: {error.strerror}", file=sys.stderr)
        return 2
    reading = read.read(data, name=name)
    written = [_write(picture, options.out) for picture in reading.pictures if options.out]
    if options.json:
        print(json.dumps(to_json(name, reading, written), ensure_ascii=False), flush=True)
    else:
        _say(name, reading, written, options.lang)
    return int(reading.status is not Status.CLEAN)


def to_json(name: str, reading: Reading, written: list[str]) -> dict[str, Any]:
    """One line of `--json`. `derivative` is the first page or frame, `derivatives` all of them."""
    return {
        "file": name,
        "status": reading.status.value,
        "why": reading.why,
        "boxes": [box.to_json() for box in reading.boxes],
        "derivative": written[0] if written else None,
        "derivatives": written,
        "labs": [value.to_json() for value in reading.labs],
    }


def _write(picture: Picture, folder: Path) -> str:
    """Named after its content: a file's own name may hold a patient's."""
    path = folder / f"{hashlib.sha256(picture.webp).hexdigest()[:24]}.webp"
    path.write_bytes(picture.webp)
    return str(path)


def _say(name: str, reading: Reading, written: list[str], lang: str) -> None:
    words = _WORDS[reading.status][lang != "fr"]
    print(f"{name}: {words}")
    if reading.why:
        print(f"  {messages.refusal(reading.why, lang)}")
    for box in reading.boxes:
        place = f"{box.page + 1}.{box.frame + 1}"
        left, top, width, height = box.rect
        asked = "?" if box.decision is Decision.ASK else " "
        reason = messages.reason(box.why, box.kind, lang)
        print(f"  {place}  {left},{top} {width}x{height} {asked} {reason}")
    for path in written:
        print(f"  -> {path}")
