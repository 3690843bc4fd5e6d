"""A child that waits for its file is as jailed as any, and is used once; what kills one, or what
comes at the same time, mixes nothing up (issue 4: nothing is lost, nothing leaks)."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import ImageDraw, ImageFont

from tests.guard_files import hostile
from toctoc.guard.files import jail, read, ready
from toctoc.guard.files.jail import Walls
from toctoc.guard.files.read import Reading
from toctoc.guard.files.types import Status

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

LESION = hostile.written(hostile.lesion(), "PNG")


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A child of this very process waits, not one that bubblewrap holds."""
    monkeypatch.setattr(jail, "walls", lambda: Walls.FENCE)
    read.keep_ready()
    yield
    ready.stop()


def _waiting() -> subprocess.Popen[bytes]:
    held = ready._kept.waiting
    assert held is not None
    return held.process


def _until_fenced(pid: int) -> str:
    """The state of the child once its system calls are closed."""
    for _ in range(600):
        status = Path(f"/proc/{pid}/status").read_text()
        if "Seccomp:\t2" in status:
            return status
        time.sleep(0.1)
    pytest.skip("this kernel takes no filter of system calls")


@pytest.mark.usefixtures("kept")
def test_the_child_that_waits_is_fenced_before_it_has_a_byte() -> None:
    pid = _waiting().pid
    assert "NoNewPrivs:\t1" in _until_fenced(pid)
    limits = Path(f"/proc/{pid}/limits").read_text()
    assert [line.split()[3] for line in limits.splitlines() if "Max file size" in line] == ["0"]


@pytest.mark.usefixtures("kept")
def test_each_file_has_a_child_of_its_own() -> None:
    first = _waiting()
    assert read.read(LESION).status is Status.CLEAN
    assert first.poll() is not None
    second = _waiting()
    assert second.pid != first.pid
    assert second.poll() is None


@pytest.mark.usefixtures("kept")
def test_a_child_killed_while_it_waited_costs_no_file() -> None:
    process = _waiting()
    process.kill()
    process.wait()
    assert read.read(LESION).status is Status.CLEAN


@pytest.mark.usefixtures("kept")
def test_a_child_killed_over_a_file_refuses_it_and_the_next_file_is_read() -> None:
    process = _waiting()
    _until_fenced(process.pid)
    os.kill(process.pid, signal.SIGSTOP)
    killer = threading.Timer(0.5, process.kill)
    killer.start()
    reading = read.read(LESION)
    killer.join()
    assert (reading.status, reading.why) == (Status.REFUSED, "heavy")
    assert read.read(LESION).status is Status.CLEAN


def test_nothing_waits_once_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jail, "walls", lambda: Walls.FENCE)
    read.keep_ready()
    process = _waiting()
    ready.stop()
    assert process.poll() is not None
    assert read.read(LESION).status is Status.CLEAN
    assert ready._kept.waiting is None


def _label(name: str) -> bytes:
    image = hostile.lesion(340, 200)
    font = ImageFont.load_default(26)
    ImageDraw.Draw(image).text((10, 10), f"Mme {name}", fill=(0, 0, 0), font=font)
    return hostile.written(image, "PNG")


def test_two_files_read_at_once_do_not_mix() -> None:
    names = ("TOURNEBISE", "VERTPRE")
    readings: dict[str, Reading] = {}

    def one(name: str) -> None:
        readings[name] = read.read(_label(name), name=f"{name}_Anne.png", walls=Walls.FENCE)

    threads = [threading.Thread(target=one, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name, other in (names, names[::-1]):
        assert readings[name].status is Status.HIDDEN
        assert name in readings[name].words
        assert other not in readings[name].words
