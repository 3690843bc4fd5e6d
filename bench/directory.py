"""Import 1.9 million invented lines of the Annuaire Santé: time and peak memory, printed.

python bench/directory.py [LINES]     the import runs in a process of its own, as in production
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LINES = 1_900_000


def run(*arguments: str, environment: dict[str, str]) -> tuple[float, float]:
    """Seconds, and the peak resident memory of the heaviest child so far (MB)."""
    start = time.monotonic()
    subprocess.run([sys.executable, "-m", *arguments], check=True, env=environment)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return time.monotonic() - start, peak


def main() -> None:
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
    with tempfile.TemporaryDirectory(prefix="toctoc-bench-") as folder:
        file = str(Path(folder) / "PS_LibreAcces_Personne_activite_invented.txt")
        environment = os.environ | {"TOCTOC_DATA": folder}
        seconds, _ = run(
            "toctoc.people.directory_cli", "--generate", str(lines), file, environment=environment
        )
        size = Path(file).stat().st_size / 1e6
        print(f"invented {lines:,} lines, {size:,.0f} MB: {seconds:.0f} s", flush=True)
        run("toctoc.ops.manage", "migrate", "-v0", "--skip-checks", environment=environment)
        for name in ("first import", "second file"):
            if name == "second file":  # one byte more: another file, every row is an update
                with open(file, "a", encoding="utf-8") as more:
                    more.write("\n")
            seconds, peak = run("toctoc.people.directory_cli", file, environment=environment)
            print(
                f"{name}: {seconds:.0f} s, {lines / seconds:,.0f} lines/s, "
                f"peak memory {peak:.0f} MB"
            )


if __name__ == "__main__":
    main()
