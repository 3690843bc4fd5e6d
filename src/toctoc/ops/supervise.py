"""A parent that keeps its children alive: restarts those that die, takes all down with it."""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

logger = logging.getLogger("toctoc.serve")

GRACE = 20.0  # seconds between SIGTERM and SIGKILL
LONGEST_PAUSE = 30.0
STEADY = 60.0  # a child that lived that long starts again at once
_PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask the kernel for SIGTERM when the parent dies, however it dies. Linux only."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if str(os.getppid()) != os.environ.get("TOCTOC_PARENT"):
        raise SystemExit("the parent is gone")  # it died before we asked


@dataclass
class Child:
    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    next_start: float = 0.0
    failures: int = field(default=0)

    def start(self) -> None:
        environment = os.environ | {"TOCTOC_PARENT": str(os.getpid())}
        # Their own group: a Ctrl-C in the terminal must reach them once, through us.
        self.process = subprocess.Popen(  # noqa: S603
            self.command, env=environment, close_fds=False, process_group=0
        )
        self.started = time.monotonic()

    def look(self) -> None:
        """Start it if it isn't running and its pause is over."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self._mourn(now, self.process.returncode)
        if self.process is None and now >= self.next_start:
            self.start()

    def _mourn(self, now: float, code: int) -> None:
        self.failures = 0 if now - self.started > STEADY else self.failures + 1
        pause = min(0.5 * 2**self.failures, LONGEST_PAUSE) if self.failures else 0.0
        logger.error("%s ended (%d), started again in %.1f s", self.name, code, pause)
        self.process, self.next_start = None, now + pause


class Supervisor:
    def __init__(self, children: Sequence[Child]) -> None:
        self.children = children
        self.stopping = False

    def run(self) -> int:
        """Until SIGTERM or SIGINT. Return the exit status."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        try:
            while not self.stopping:
                for child in self.children:
                    child.look()
                time.sleep(0.2)
        finally:
            self._end()
        return 0

    def _stop(self, number: int, frame: object) -> None:
        self.stopping = True

    def _end(self) -> None:
        processes = [child.process for child in self.children if child.process is not None]
        for process in processes:
            process.terminate()
        until = time.monotonic() + GRACE
        for process in processes:
            try:
                process.wait(max(until - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def python(*arguments: str) -> list[str]:
    return [sys.executable, "-m", *arguments]
