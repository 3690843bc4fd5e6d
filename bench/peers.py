"""The guard beside every French tool that runs here, on the same texts: python -m bench.peers

The peers live in .venv-peers (`make bench-guard` makes it from requirements/peers.txt); one that
isn't there is named and left out. With `--write` the tables go to docs/guard.md too. Accuracy is
label-agnostic: whatever a tool calls what it found.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from bench._peer import PEERS
from bench._score import percent, score
from bench.gold import Gold, read
from bench.measured import fill

ROOT = Path(__file__).resolve().parents[1]
PYTHON = ROOT / ".venv-peers" / "bin" / "python"
HEAD = (
    "| tool | token recall | precision | no leak | clean flagged | traps hit | ages | professions "
    "| facts | ms p50 / p95 | load s | MB |\n|---|---|---|---|---|---|---|---|---|---|---|---|"
)


def ask(command: list[str], rows: list[Gold]) -> dict[str, Any] | None:
    """What a tool finds in each text, or None where it can't run."""
    lines = "".join(json.dumps(row.text) + "\n" for row in rows)
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{command[-1]}: not run ({done.stderr.strip().splitlines()[-1:]})", file=sys.stderr)
        return None
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def line(name: str, rows: list[Gold], found: dict[str, Any]) -> str:
    """One row of the table."""
    spans = dict(zip([row.text for row in rows], found["spans"], strict=True))
    result = score(rows, lambda text: [(s, e) for s, e in spans[text]])
    ms = sorted(found["ms"])
    clean_share = percent(result.direct_docs - result.leaking, result.direct_docs)
    return (
        f"| {name} | {result.recall:.1f} | {result.precision:.1f} | {clean_share:.1f} "
        f"| {percent(result.flagged, result.clean_docs):.1f} "
        f"| {percent(result.trapped, result.traps):.1f} | {result.label('AGE'):.0f} "
        f"| {result.label('PROFESSION'):.0f} | {result.label('EVENT'):.0f} "
        f"| {ms[len(ms) // 2]:.2f} / {ms[int(0.95 * len(ms))]:.2f} "
        f"| {found['load_s']:.1f} | {found['mb']:.0f} |"
    )


def main() -> None:
    """One table for each kind of text, on the frozen half; `--write` also puts it in the doc."""
    told: list[str] = []

    def say(text: str) -> None:
        told.append(text)
        print(text, flush=True)

    for kind in ("posts", "reports"):
        rows = read(kind, "frozen")
        if not rows:
            continue
        say(f"\n{kind}, frozen half, {len(rows)} texts; percent\n\n{HEAD}")
        ours = ask([sys.executable, "-m", "bench._ours"], rows)
        assert ours is not None
        say(line("toctoc", rows, ours))
        for name in PEERS if PYTHON.exists() else ():
            found = ask([str(PYTHON), str(ROOT / "bench" / "_peer.py"), name], rows)
            if found:
                say(line(name, rows, found))
    if not PYTHON.exists():
        print("\nno .venv-peers: the peers were left out (make bench-guard makes it)")
    elif "--write" in sys.argv:
        fill("peers", "\n".join(told).strip())


if __name__ == "__main__":
    main()
