"""``make bench-simulate``: the table of the knock, with and without fatigue, and what delay costs.

Prints; asserts nothing. About ten minutes on one core; ``--sizes 200 11000`` is enough for one.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from toctoc.ops.simulate.__main__ import SIZES
from toctoc.ops.simulate.__main__ import main as simulate


def main(argv: Sequence[str] | None = None) -> int:
    """Run the three parts one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    members = [word for size in options.sizes for word in ("--members", str(size))]
    common = [*members, "--seed", str(options.seed)]
    for title, extra in (
        ("1. Toctoc, visits only, and the references", []),
        ("2. The same people, whom notifications never tire", ["--no-fatigue"]),
        ("3. Delay against knocks", ["--sweep"]),
    ):
        print(f"\n== {title}", flush=True)
        start = time.perf_counter()
        if status := simulate([*common, *extra]):
            return status
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{time.perf_counter() - start:.0f} s, peak memory {peak:.0f} MB", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
