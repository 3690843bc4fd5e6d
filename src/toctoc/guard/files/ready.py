"""A jailed child that waits for its file, so that nobody waits for its libraries.

It is used once and by the thread that started it: the kernel ends a child with the thread it was
born of. One that died meanwhile is replaced by one that starts from nothing.
"""

from __future__ import annotations

import atexit
import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Sequence

    Process = subprocess.Popen[bytes]
    Start = Callable[[Sequence[str]], Process]
    End = Callable[[Process, float], int]


class _Waiting(NamedTuple):
    process: Process
    owner: int  # a fork of this process must not write to it


class _Kept(threading.local):
    """What this thread asked for: which child, how to start and to end it, the one that waits."""

    command: tuple[str, ...] = ()
    start: Start | None = None
    end: End | None = None
    waiting: _Waiting | None = None


_kept = _Kept()


def keep(command: Sequence[str], start: Start, end: End) -> None:
    """One child of `command` waits from now on."""
    if _kept.command != tuple(command):
        stop()
        _kept.command, _kept.start, _kept.end = tuple(command), start, end
        atexit.register(stop)
    next_one(command)


def take(command: Sequence[str]) -> Process | None:
    """The child that waits, if it is one of `command` and alive."""
    held, _kept.waiting = _kept.waiting, None
    if held is None or held.owner != os.getpid():
        return None
    if tuple(command) == _kept.command and held.process.poll() is None:
        return held.process
    _end(held)
    return None


def next_one(command: Sequence[str]) -> None:
    """Starts the next child, where one of `command` is wanted."""
    if _kept.start is None or tuple(command) != _kept.command or _kept.waiting is not None:
        return
    with suppress(OSError):
        _kept.waiting = _Waiting(_kept.start([*command, "ready"]), os.getpid())


def stop() -> None:
    """No child waits any more."""
    held, _kept.waiting, _kept.command = _kept.waiting, None, ()
    if held is not None and held.owner == os.getpid():
        _end(held)


def _end(held: _Waiting) -> None:
    if _kept.end is not None:
        _kept.end(held.process, 0.0)
