"""The guard in a process of its own, measured as `bench._peer` measures the others."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))


def main() -> None:
    """Texts in, spans and times out."""
    began = time.perf_counter()
    from toctoc.guard import check_text

    check_text("Mme Dupont, 44 ans.", final=True)
    load = time.perf_counter() - began
    spans: list[list[tuple[int, int]]] = []
    spent: list[float] = []
    for text in map(json.loads, sys.stdin):
        began = time.process_time()
        report = check_text(text, final=True)
        spent.append((time.process_time() - began) * 1000)
        spans.append([(f.start, f.end) for f in report.findings])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump({"load_s": load, "mb": peak, "spans": spans, "ms": spent}, sys.stdout)


if __name__ == "__main__":
    main()
