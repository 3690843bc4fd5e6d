"""How often the suggested specialties are those a demo thread was written for.

    python bench/specialties.py [--misses]

The lexicon was tuned on threads_1 only; threads_2 is held out. Codes of one discipline under
several reforms count as one.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"
sys.path.insert(0, str(SOURCE))

from toctoc.people.codes import discipline  # noqa: E402
from toctoc.questions.specialties import suggest  # noqa: E402

CONTENT = SOURCE / "toctoc" / "ops" / "demo" / "content"


def threads(name: str) -> list[tuple[str, list[str]]]:
    rows = map(json.loads, (CONTENT / name).read_text("utf-8").splitlines())
    return [(row["body"], row["specialties"]) for row in rows]


def measure(name: str, *, misses: bool) -> None:
    first = among = known = specialist = specialist_first = 0
    times: list[float] = []
    cases = threads(name)
    suggest("warm up")
    for body, expected in cases:
        start = time.perf_counter()
        found = suggest(body)
        times.append(time.perf_counter() - start)
        wanted = {code for one in expected for code in discipline(one)}
        first += found[0].specialty in wanted
        hit = any(one.specialty in wanted for one in found)
        among += hit
        known += 1
        if expected != ["SM54"]:  # proposed only when nothing fits: counted apart
            specialist += 1
            specialist_first += found[0].specialty in wanted
        if misses and found[0].specialty not in wanted:
            print(f"  {'+' if hit else '-'} {expected} got {[tuple(one) for one in found]}")
            print(f"      {body[:160]}")
    print(
        f"{name}: {known} threads, first {first / known:.0%}, among three {among / known:.0%}; "
        f"first of the {specialist} not for general practice {specialist_first / specialist:.0%}; "
        f"{statistics.median(times) * 1000:.2f} ms median, {max(times) * 1000:.2f} ms worst"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="show what was missed in threads_1")
    options = parser.parse_args()
    measure("threads_1.jsonl", misses=options.misses)
    measure("threads_2.jsonl", misses=False)


if __name__ == "__main__":
    main()
