"""The jailed child: one file in by its standard input, one answer out, and it ends.

It fences itself before it reads a byte, says nothing on the error stream (words of a patient would
end in a log), and its memory is all that ever held the file.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from toctoc.guard.files import fence, wire
from toctoc.guard.files.types import Limits, Rect, Refused

# address space that a decoder may take, by format: what decides how far a bomb goes
_ROOM = {"pdf": 260_000_000}
_ROOM_OF_PICTURES = 1_100_000_000
_SHARE = 6  # a decoder has that part of the seconds; the eyes need the most


def main(arguments: list[str]) -> int:
    """Read one request, write its answers. Exit status 0 once an answer was given.

    arguments: the bytes of memory that it may take; "ready" where it has to wait for its file with
    all that it needs loaded.
    """
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    fence.die_with_parent()
    if "ready" in arguments:
        _everything()
    fence.bounds(int(arguments[0]), Limits().seconds)
    walled = fence.calls()
    request = wire.unpack(sys.stdin.buffer.read())
    if request is None:
        return 1
    said, blobs, _ = request
    limits = Limits(**said["limits"])
    fence.allow(limits.seconds // _SHARE if said["task"] == "read" else limits.seconds)

    def tell(message: dict[str, Any], pictures: tuple[bytes, ...] = ()) -> None:
        view = memoryview(wire.pack(message, pictures))
        while view:
            view = view[out.write(view) :]

    try:
        done = _work(said, blobs, limits, tell)
    except Refused as refused:
        tell({"kind": "refused", "code": refused.code, "walled": walled})
    except MemoryError:
        tell({"kind": "refused", "code": "heavy", "walled": walled})
    else:
        answer = {"kind": "done", "walled": walled, **done.said()}
        tell(answer, (*done.published, *done.drafts))
    return 0


def _work(said: dict[str, Any], blobs: list[bytes], limits: Limits, tell: Any) -> Any:
    from toctoc.guard.files import work
    from toctoc.guard.files.sniff import Format

    if said["task"] == "render":
        crop = Rect(*said["crop"]) if said["crop"] else None
        covers, kept = ([Rect(*rect) for rect in said[name]] for name in ("covers", "kept"))
        return work.render(blobs[0], covers, kept, crop, said["known"], said["modality"])
    form = Format(said["form"])
    _libraries(form)
    fence.room(room(form))

    def relax(pages: int) -> None:
        fence.room(None)
        fence.allow(limits.seconds * max(1, pages))

    return work.read(
        blobs[0],
        form,
        said["known"],
        limits,
        drafts=said["drafts"],
        progress=lambda done, of: tell({"kind": "progress", "done": done, "of": of}),
        relax=relax,
    )


def room(form: Any) -> int:
    """Bytes of address space that the decoder of a format may take."""
    return _ROOM.get(form.value, _ROOM_OF_PICTURES)


def _everything() -> None:
    """What any file may need, each eye having looked once: at nothing, and at no file."""
    import numpy as np

    from toctoc.guard.files import derivative, telling
    from toctoc.guard.files.look import look
    from toctoc.guard.files.sniff import Format

    for form in Format:
        _libraries(form)
    telling.of_words(("Hb", "CRP"))
    blank = np.zeros((64, 64, 3), np.uint8)
    blank[24:40, 24:40] = 255
    look(derivative.decoded(derivative.encode(blank)), (), "")


def _libraries(form: Any) -> None:
    """What the decoder of a format needs, loaded before its room is measured."""
    from importlib import import_module

    name = form.value if form.value in ("pdf", "dicom") else "pictures"
    import_module(f"toctoc.guard.files.decode.{name}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
