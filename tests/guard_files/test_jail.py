"""The jailed child: what it can't do, and what becomes of a file when it dies, lies or keeps
silent (issue 4: fail closed)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.guard_files import hostile, pdfs
from toctoc.guard.files import jail, read, wire
from toctoc.guard.files.jail import Walls
from toctoc.guard.files.types import LIMITS, Refused, Status

if TYPE_CHECKING:
    from pathlib import Path

BOTH = [
    pytest.param(
        Walls.BUBBLEWRAP,
        marks=pytest.mark.skipif(
            jail.walls() is not Walls.BUBBLEWRAP, reason="bubblewrap does not run here"
        ),
    ),
    Walls.FENCE,
]
_ASKED = {"task": "read", "form": "png", "known": [], "drafts": False}
_SAYS = "import sys; from toctoc.guard.files import wire; sys.stdin.buffer.read(); "


def _child(script: str, **more: Any) -> tuple[dict[str, Any], list[bytes]]:
    """What the parent makes of a child that does `script`."""
    limits = replace(LIMITS, silence=more.pop("silence", 60))
    command = ("-I", "-c", textwrap.dedent(script))
    return jail.run(_ASKED, [b"x" * 3_000_000], limits, child=command, **more)


_TRIES = """
import json, os, pathlib, socket, subprocess, sys
from toctoc.guard.files import fence, wire
sys.stdin.buffer.read()
fence.bounds(1_500_000_000, 30)
walled = fence.calls()

def fails(act):
    try:
        act()
    except (OSError, MemoryError):
        return True
    return False

could = {
    "walled": walled,
    "network": fails(lambda: socket.create_connection(("127.0.0.1", 9), 1)),
    "listen": fails(lambda: socket.socket().bind(("127.0.0.1", 0))),
    "program": fails(lambda: subprocess.run(["/bin/true"])),
    "replace": fails(lambda: os.execv("/bin/true", ["true"])),
    "write": fails(lambda: pathlib.Path("/tmp/toctoc-was-here").write_bytes(b"x")),
    "remove": fails(lambda: os.unlink("/tmp/toctoc-stays")),
    "memory": fails(lambda: bytearray(3_000_000_000)),
    "secret": "TOCTOC_SECRET" in os.environ,
}
sys.stdout.buffer.write(wire.pack({"kind": "done", **could}))
"""


@pytest.mark.parametrize("walls", BOTH)
def test_a_decoder_that_was_taken_over_finds_no_way_out(
    walls: Walls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCTOC_SECRET", "x")
    could, _ = _child(_TRIES, around=walls)
    if not could.pop("walled"):
        pytest.skip("this kernel takes no filter of system calls")
    assert could.pop("secret") is False
    assert all(could.values()), could


def test_inside_bubblewrap_there_are_no_files_of_the_house(tmp_path: Path) -> None:
    if jail.walls() is not Walls.BUBBLEWRAP:
        pytest.skip("bubblewrap does not run here")
    (tmp_path / "seal_key.secret").write_text("x")
    seen, _ = _child(
        f"""
        import os, sys
        from toctoc.guard.files import wire
        sys.stdin.buffer.read()
        said = {{
            "kind": "done",
            "house": os.path.exists({str(tmp_path)!r}),
            "etc": os.path.exists("/etc/passwd"),
            "others": [name for name in os.listdir("/proc") if name.isdigit()],
        }}
        sys.stdout.buffer.write(wire.pack(said))
        """,
        around=Walls.BUBBLEWRAP,
    )
    assert (seen["house"], seen["etc"]) == (False, False)
    assert len(seen["others"]) <= 2


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("import os; os.kill(os.getpid(), 9)", "heavy"),
        ("import os; os.kill(os.getpid(), 11)", "damaged"),
        ("import os; os.abort()", "damaged"),
        ("raise SystemExit(1)", "jail"),
        ("", "jail"),
        (_SAYS + "sys.stdout.buffer.write(b'TTF1' + bytes(4))", "jail"),
        (_SAYS + "sys.stdout.buffer.write(b'here is a picture')", "jail"),
        (_SAYS + "sys.stdout.buffer.write(b'TTF1\\xff\\xff\\xff\\xff')", "jail"),
        (_SAYS + "sys.stdout.buffer.write(wire.pack({'kind': 'done'})[:-1])", "jail"),
        (_SAYS + "sys.stdout.buffer.write(wire.pack({'kind': 'done'}) + b'more')", "jail"),
        (_SAYS + "sys.stdout.buffer.write(wire.pack({'kind': 'progress'}) * 2)", "jail"),
        (_SAYS + "sys.stdout.buffer.write(wire.pack({'kind': 'refused', 'code': 3}))", "jail"),
        (_SAYS + "sys.stdout.buffer.write(wire.pack({'kind': 'refused', 'code': 'web'}))", "web"),
        ("import time; time.sleep(60)", "heavy"),
    ],
)
def test_a_child_that_dies_lies_or_keeps_silent_is_a_refusal(script: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        _child(script, around=Walls.FENCE, silence=1 if "sleep" in script else 60)
    assert refused.value.code == code


def test_nothing_survives_a_child_that_was_given_up() -> None:
    code = f"import time; time.sleep(60)  # toctoc-{os.getpid()}"
    with pytest.raises(Refused, match="heavy"):
        _child(code, silence=1)
    running = subprocess.run(["ps", "ax", "-o", "args"], capture_output=True, text=True, check=True)
    assert f"# toctoc-{os.getpid()}" not in running.stdout


def _answer(**more: Any) -> dict[str, Any]:
    place = {"page": 0, "frame": 0, "width": 8, "height": 8}
    facts = {"modality": "", "body_part": "", "millimetres_a_pixel": None, "age_band": ""}
    said = {"kind": "done", "pages": [place], "boxes": [], "words": [], "facts": facts, "labs": []}
    return {**said, "drafts": False, **more}


_BOX = {
    "page": 0,
    "frame": 0,
    "kind": "text",
    "box": [0, 0, 4, 4],
    "decision": "hide",
    "score": 0.9,
    "why": "name",
}


@pytest.mark.parametrize(
    "answer",
    [
        {"kind": "done"},
        _answer(pages=[]),
        _answer(pages=[{"page": 0, "frame": 0, "width": 9, "height": 8}]),
        _answer(pages=[{"page": 0, "frame": 0, "width": "8", "height": 8}]),
        _answer(boxes=[{**_BOX, "kind": "soul"}]),
        _answer(boxes=[{**_BOX, "box": [0, 0, 4]}]),
        _answer(boxes=[{**_BOX, "page": 7}]),
        _answer(boxes=[{**_BOX, "score": float("nan")}]),
        _answer(words=[3]),
        _answer(facts={"modality": "CT"}),
    ],
)
def test_an_answer_of_a_child_is_checked_word_by_word(
    answer: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from toctoc.guard.files import derivative

    webp = derivative.encode(_blank())
    monkeypatch.setattr(jail, "run", lambda *_: (answer, [webp]))
    reading = read.read(hostile.written(hostile.lesion(), "PNG"))
    assert (reading.status, reading.why) == (Status.REFUSED, "jail")


def test_a_picture_that_carries_more_than_pixels_is_not_taken_from_a_child(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from toctoc.guard.files import derivative

    sound = derivative.encode(_blank())
    noted = hostile.written(hostile.lesion(8, 8), "WEBP", xmp=hostile.SECRET)
    clear = hostile.written(hostile.lesion(8, 8), "WEBP", lossless=True)
    for webp, why in ((sound, ""), (sound + b"x", "jail"), (noted, "jail"), (clear, "jail")):
        monkeypatch.setattr(jail, "run", lambda *_, webp=webp: (_answer(boxes=[_BOX]), [webp]))
        assert read.read(hostile.written(hostile.lesion(), "PNG")).why == why


def _blank() -> Any:
    import numpy as np

    return np.full((8, 8, 3), 200, np.uint8)


def test_a_message_is_read_from_pieces_and_nothing_else_is() -> None:
    message = wire.pack({"kind": "done", "é": [1]}, [b"abc", b""])
    for length in range(len(message)):
        assert wire.unpack(message[:length]) is None
    assert wire.unpack(message + b"next") == (
        {"kind": "done", "é": [1]},
        [b"abc", b""],
        len(message),
    )
    for text in (b"[]", b"{}", b'{"blobs": [-1]}', b'{"blobs": [999999999999]}', b"{"):
        with pytest.raises(wire.BadMessage):
            wire.unpack(b"TTF1" + len(text).to_bytes(4, "big") + text)


@pytest.mark.parametrize("size", [1_000_000, 12_000_000])
def test_a_drawing_without_end_is_stopped_by_the_walls(size: int) -> None:
    """A million strokes, drawn in little memory and too long; many more, in too much."""
    limits = replace(LIMITS, seconds=3, memory=900_000_000)
    strokes = b"0 0 m 400 500 300 20 10 550 c S\n" * (size // 33)
    reading = read.read(pdfs.page(strokes), limits=limits)
    assert (reading.status, reading.why in ("heavy", "damaged")) == (Status.REFUSED, True)


def test_forms_that_draw_one_another_without_end_are_stopped_by_the_walls() -> None:
    """Found by tools/fuzz_files.py: a kilobyte that took pdfium 2.8 GB."""
    reading = read.read(pdfs.nested(6, 20), walls=Walls.FENCE)
    assert (reading.status, reading.why in ("heavy", "damaged")) == (Status.REFUSED, True)


def test_without_its_packages_the_guard_of_files_refuses_and_says_which(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert read.missing() == ()
    monkeypatch.setattr(read, "find_spec", lambda name: None if name == "rapidocr" else 1)
    assert read.missing() == ("rapidocr",)
    reading = read.read(hostile.written(hostile.lesion(), "PNG"))
    assert (reading.status, reading.why) == (Status.REFUSED, "missing")


def test_the_site_itself_loads_no_decoder() -> None:
    """Neither numpy nor a decoder is in the process that serves pages."""
    code = (
        "import json, sys; import toctoc.guard.files.read; "
        "print(json.dumps([m for m in ('numpy', 'PIL', 'pydicom', 'cv2') if m in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert json.loads(done.stdout) == []
