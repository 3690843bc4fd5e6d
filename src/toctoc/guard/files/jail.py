"""A child process that reads one file and ends: bubblewrap where it works, its own fences always.

Fail closed: whatever a child does other than answer well in time is a refusal.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from enum import StrEnum
from functools import cache
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any, Final

from toctoc.guard.files import ready, wire
from toctoc.guard.files.types import Limits, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Walls(StrEnum):
    """What stands around a child. BUBBLEWRAP: no network, no disk but the libraries, read only.
    FENCE: the limits and the closed system calls that every child gives itself."""

    BUBBLEWRAP = "bubblewrap"
    FENCE = "fence"


_ENVIRONMENT: Final = {
    "LANG": "C.UTF-8",
    "HOME": "/nonexistent",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OPENCV_OPENCL_RUNTIME": "disabled",
    # what a network took is given back at once: a third of the memory that a child peaks at
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "1000000",
}
_CHILD: Final = ("-I", "-m", "toctoc.guard.files.child")
_CHUNK: Final = 1 << 18
_MOST_MESSAGES: Final = 400


@cache
def walls() -> Walls:
    """The best walls that stand on this machine, tried once a process."""
    if which("bwrap") is None:
        return Walls.FENCE
    try:
        tried = subprocess.run(  # noqa: S603
            [*_bubblewrap(), sys.executable, "-I", "-c", ""],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=20,
            check=False,
            env=_ENVIRONMENT,
        )
    except (OSError, subprocess.TimeoutExpired):
        return Walls.FENCE
    return Walls.FENCE if tried.returncode else Walls.BUBBLEWRAP


def _bubblewrap() -> list[str]:
    """Nothing of the machine but this Python, its libraries and Toctoc, all read only."""
    command = [which("bwrap") or "bwrap", "--unshare-all", "--die-with-parent", "--new-session"]
    command += ["--cap-drop", "ALL", "--clearenv", "--proc", "/proc", "--dev", "/dev"]
    for name, value in _ENVIRONMENT.items():
        command += ["--setenv", name, value]
    for folder in ("/lib", "/lib64", "/lib32", "/bin"):
        if os.path.islink(folder):
            command += ["--symlink", os.readlink(folder), folder]
        elif os.path.isdir(folder):
            command += ["--ro-bind", folder, folder]
    for folder in _folders():
        command += ["--ro-bind", folder, folder]
    return [*command, "--chdir", "/", "--"]


def _folders() -> list[str]:
    """What Python needs to start here, outer folders first and none twice."""
    package = Path(__file__).resolve().parents[2]
    wanted = {"/usr", sys.base_prefix, sys.prefix, str(Path(sys.executable).resolve().parent)}
    wanted |= {entry for entry in sys.path if entry and entry != str(package.parent)}
    wanted.add(str(package))
    kept: list[str] = []
    for folder in sorted(filter(os.path.isdir, wanted), key=len):
        if folder != "/" and not any(Path(folder).is_relative_to(outer) for outer in kept):
            kept.append(folder)
    return kept


def run(
    said: dict[str, Any],
    blobs: Sequence[bytes],
    limits: Limits,
    progress: Callable[[int, int], None] | None = None,
    around: Walls | None = None,
    child: Sequence[str] = _CHILD,
) -> tuple[dict[str, Any], list[bytes]]:
    """The answer of a child to one request, not yet believed: see `answer`.

    progress: called with (pages done, pages). around: other walls than the best ones.
    Raises Refused: the child's own code, "heavy" (too much memory or time), "jail" (no answer, or
    one that no sound child gives).
    """
    command = [*_around(around or walls()), sys.executable, *child, str(limits.memory)]
    try:
        process = ready.take(command) or start(command)
    except OSError:
        raise Refused("jail") from None
    request = wire.pack({**said, "limits": _plain(limits)}, blobs)
    patience = 0.0
    try:
        answer = _exchange(process, request, limits.silence, progress)
        patience = 0.0 if answer else 5.0
    except wire.BadMessage:
        raise Refused("jail") from None
    finally:
        status = end(process, patience)
        ready.next_one(command)
    if answer is None:
        raise Refused(_death(status))
    if answer[0].get("kind") == "refused":
        code = answer[0].get("code")
        raise Refused(code if isinstance(code, str) and len(code) < 20 else "jail")
    return answer


def keep_ready(limits: Limits) -> None:
    """From now on a child waits for each file that this thread will read, its libraries loaded and
    its fences closed: a second of processor that the file does not wait for, and 250 MB."""
    ready.keep([*_around(walls()), sys.executable, *_CHILD, str(limits.memory)], start, end)


def _around(kind: Walls) -> list[str]:
    return _bubblewrap() if kind is Walls.BUBBLEWRAP else []


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """A child with nothing of this process but three pipes. Raises OSError."""
    return subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_ENVIRONMENT,
        cwd="/",
        start_new_session=True,
    )


def _plain(limits: Limits) -> dict[str, int]:
    return {name: getattr(limits, name) for name in limits.__slots__}


def _exchange(
    process: subprocess.Popen[bytes],
    request: bytes,
    silence: float,
    progress: Callable[[int, int], None] | None,
) -> tuple[dict[str, Any], list[bytes]] | None:
    """Write the request while reading answers; the last one, or None where there is none. More
    than `silence` seconds of it end all: each step that is done earns as many again."""
    assert process.stdin is not None
    assert process.stdout is not None
    left, came = memoryview(request), bytearray()
    ends = time.monotonic() + silence
    messages = 0
    with selectors.DefaultSelector() as ready:
        for pipe, event in (
            (process.stdin, selectors.EVENT_WRITE),
            (process.stdout, selectors.EVENT_READ),
        ):
            os.set_blocking(pipe.fileno(), False)
            ready.register(pipe, event)
        while True:
            wait = ends - time.monotonic()
            if wait <= 0:
                raise Refused("heavy")
            for key, _ in ready.select(wait):
                if key.fileobj is process.stdin:
                    left = _written(process.stdin, left, ready)
                    continue
                chunk = os.read(process.stdout.fileno(), _CHUNK)
                if not chunk:
                    return None
                came += chunk
                while (message := wire.unpack(came) if came else None) is not None:
                    said, blobs, used = message
                    del came[:used]
                    messages += 1
                    if messages > _MOST_MESSAGES:
                        raise wire.BadMessage("too many")
                    if said.get("kind") != "progress":
                        if came:
                            raise wire.BadMessage("more")
                        return said, blobs
                    ends = time.monotonic() + silence
                    _told(said, progress)


def _written(pipe: Any, left: memoryview, ready: selectors.BaseSelector) -> memoryview:
    try:
        left = left[os.write(pipe.fileno(), left[:_CHUNK]) :]
    except BlockingIOError:
        return left
    except BrokenPipeError:
        left = left[:0]  # it died before it read all: how, its status says
    if not left:
        ready.unregister(pipe)
        pipe.close()
    return left


def _told(said: dict[str, Any], progress: Callable[[int, int], None] | None) -> None:
    done, of = said.get("done"), said.get("of")
    if type(done) is not int or type(of) is not int or not 0 <= done <= of < _MOST_MESSAGES:
        raise wire.BadMessage("progress")
    if progress:
        progress(done, of)


def end(process: subprocess.Popen[bytes], patience: float) -> int:
    """The exit status of a child that has `patience` seconds to end by itself: then it is killed
    with all that it started."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    try:
        return process.wait(patience)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        return process.wait()


def _death(status: int) -> str:
    """The refusal that an exit without an answer means (bubblewrap adds 128 to a signal)."""
    fatal = -status if status < 0 else status - 128
    if fatal in (signal.SIGXCPU, signal.SIGKILL):
        return "heavy"
    return "damaged" if fatal in (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS) else "jail"
