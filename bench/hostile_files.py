"""What hostile files cost: outcome, seconds (wall, processor) and peak memory of the jailed child.

`python -m bench.hostile_files [--walls bubblewrap|fence] [NAME…]`; names are those of
tests/guard_files/hostile.py. Inside bubblewrap the kernel counts neither processor nor memory:
the fence is the default, and the empty child of both is timed.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from toctoc.guard.files import jail, read
from toctoc.guard.files.jail import Walls


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--walls", choices=[wall.value for wall in Walls])
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    walls = Walls(options.walls or Walls.FENCE)
    for kind in {jail.walls(), walls}:
        print(f"an empty child, {kind.value}: {_cold(kind):.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "tests.guard_files.hostile", folder], check=True)
        rows = []
        for path in sorted(Path(folder).iterdir()):
            if not options.names or path.name in options.names:
                rows.append(_alone(path, walls))
                print("{:28} {:9} {:10} {:6.2f} s {:6.2f} CPU {:5} MB".format(*rows[-1]))
    refused = [row for row in rows if row[1] == "refused"]
    wall, processor, peak = (max((row[at] for row in refused), default=0) for at in (3, 4, 5))
    print(
        f"{len(rows)} files, {len(refused)} refused: at most {wall:.2f} s, {processor:.2f} CPU s "
        f"and {peak} MB"
    )


def _cold(walls: Walls) -> float:
    start = time.monotonic()
    read.read(b"\xff\xd8\xff", walls=walls)
    return time.monotonic() - start


def _alone(path: Path, walls: Walls) -> tuple[str, str, str, float, float, int]:
    """One file in a process of its own, whose only child is the jail."""
    out, into = os.pipe()
    if (child := os.fork()) == 0:
        start = time.monotonic()
        reading = read.read(path.read_bytes(), walls=walls)
        seconds = time.monotonic() - start
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        figures = (seconds, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
        said = (reading.status.value, reading.why, *map(str, figures))
        os.write(into, "\t".join(said).encode())
        os._exit(0)
    os.close(into)
    with os.fdopen(out) as pipe:
        status, why, seconds, processor, peak = pipe.read().split("\t")
    os.waitpid(child, 0)
    return path.name, status, why, float(seconds), float(processor), int(peak)


if __name__ == "__main__":
    main()
