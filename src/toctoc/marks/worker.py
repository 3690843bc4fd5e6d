"""The two halves of a trace, each a process of its own: `python -m toctoc.marks.worker HALF`.

`read` opens a picture that a stranger made: it holds no key, sees no database, may write no file
and has little memory and time. `search` holds the keys and only reads numbers. Neither takes a
thread of the pages for long.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from .types import NotAPicture, ToolsMissing

_SECONDS: Final = 240  # a whole year of 230,000 members fits; D10 wants an answer in 5 minutes
_MEMORY: Final = 3 << 30
_CODES: Final[dict[int, type[Exception]]] = {3: ToolsMissing, 4: NotAPicture}


def read(picture: bytes) -> list[dict[str, Any]]:
    """The readings of a picture (see `_reading.Reading`)."""
    readings: list[dict[str, Any]] = json.loads(_run("read", picture))
    return readings


def search(
    keys: Mapping[str, bytes],
    people: Sequence[str],
    *,
    readings: Sequence[Sequence[float]] = (),
    code: int | None = None,
) -> list[tuple[float, str, str]]:
    """The best candidates: score, day, person. Infinite is the score of a code that is theirs."""
    wanted = {
        "keys": {day: key.hex() for day, key in keys.items()},
        "people": list(people),
        "readings": [list(values) for values in readings],
        "code": code,
    }
    return [tuple(one) for one in json.loads(_run("search", json.dumps(wanted).encode()))]


def _run(half: str, given: bytes) -> bytes:
    environment = {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PATH": os.defpath,
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }
    try:
        done = subprocess.run(  # noqa: S603  # our own interpreter and module
            [sys.executable, "-m", __name__, half],
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotAPicture from error
    if done.returncode:
        # Killed for its memory, or a decoder that crashed: it was no picture worth reading.
        raise _CODES.get(done.returncode, NotAPicture)
    return done.stdout


def _confine() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(given: bytes) -> Any:
    from ._reading import read

    return [asdict(reading) for reading in read(given)]


def _search(given: bytes) -> Any:
    from ._search import by_code, by_values

    wanted = json.loads(given)
    keys = {day: bytes.fromhex(key) for day, key in wanted["keys"].items()}
    if wanted["code"] is not None:
        return by_code(keys, wanted["people"], wanted["code"])
    return by_values(keys, wanted["people"], wanted["readings"])


def main(half: str) -> int:
    _confine()
    given = sys.stdin.buffer.read()
    try:
        answer = {"read": _read, "search": _search}[half](given)
    except ImportError:
        return 3
    except NotAPicture:
        return 4
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
