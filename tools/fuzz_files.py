"""Change bytes of sound and hostile files and read them in the jail's own fences, until time is up.

`python -m tools.fuzz_files [--minutes 5] [--seed N] [--keep FOLDER]` prints what each decoder made
of how many files, and keeps every file whose child died of a signal: those are for a closer look.
A dead child is a refusal all the same (guard/files/jail.py).
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections import Counter
from pathlib import Path

from tests.guard_files import dicoms, hostile

from toctoc.guard.files import child, fence
from toctoc.guard.files.decode import decode
from toctoc.guard.files.sniff import Format, sniff
from toctoc.guard.files.types import LIMITS, Refused

_MEMORY, _SECONDS = 3_000_000_000, 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    seeds = _seeds()
    forms = sorted({form for form, _ in seeds})
    counts: Counter[str] = Counter()
    ends = time.monotonic() + 60 * options.minutes
    while time.monotonic() < ends:
        form = chance.choice(forms)  # each decoder as often as another
        data = chance.choice([data for of, data in seeds if of is form])
        changed = _changed(data, chance)
        outcome = _read(form, changed)
        counts[f"{form.value:6} {outcome}"] += 1
        if outcome.startswith("signal") and options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{sum(counts.values())}-{outcome}.{form.value}").write_bytes(changed)
    for name, count in sorted(counts.items()):
        print(f"{count:7} {name}")


def _seeds() -> list[tuple[Format, bytes]]:
    found = []
    for make in hostile.CASES.values():
        data = make().data
        try:
            found.append((sniff(data), data))
        except Refused:
            continue
    shapes = (dicoms.slope(frames=3), dicoms.slope().astype("int16"))
    scans = [dicoms.shaped(dicoms.header(), values) for values in shapes]
    scans.append(dicoms.jpeg2000(dicoms.slope()[0].astype("uint8")))
    found += [(Format.DICOM, dicoms.written(scan)) for scan in scans]
    pictures = set(Format) - {Format.PDF, Format.DICOM}
    found += [(form, hostile.written(hostile.lesion(), form.value)) for form in sorted(pictures)]
    return found


def _changed(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed, cut, doubled or swapped; more often near the start, where headers stand."""
    file = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if not file:
            break
        at = int(len(file) * chance.random() ** chance.choice((1, 3)))
        length = chance.choice((1, 2, 4, 16, 200))
        act = chance.randrange(4)
        if act == 0:
            file[at : at + length] = chance.randbytes(length)
        elif act == 1:
            del file[at : at + length]
        elif act == 2:
            file[at:at] = file[at : at + length]
        else:
            file[at : at + length] = chance.choice((b"\0", b"\xff", b"\x7f")) * length
    return bytes(file)


def _read(form: Format, data: bytes) -> str:
    """What a child of ours made of it: "pages", the code of a refusal, or the signal it died of."""
    reader = os.fork()
    if reader == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        fence.bounds(_MEMORY, _SECONDS)
        fence.room(child.room(form))  # as in the jail: a death by memory is a refusal there too
        try:
            os._exit(0 if decode(data, form, LIMITS).pages else 2)
        except Refused:
            os._exit(1)
        finally:
            os._exit(3)
    status = os.waitpid(reader, 0)[1]
    if os.WIFSIGNALED(status):
        return f"signal {os.WTERMSIG(status)}"
    return {0: "pages", 1: "refused"}.get(os.WEXITSTATUS(status), "broken")


if __name__ == "__main__":
    main()
