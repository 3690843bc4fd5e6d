"""What the guard costs and finds: python -m bench.guard [--examples] [--accuracy-only]

`--table` prints the tables of docs/guard.md alone; `--write` refreshes them there and in the JSON
that the figures page quotes.

Prints import time, memory, p50 and p95 latency on 280 and 3,000 characters in both modes; then, on
each half of the gold set (bench/gold/GUIDE.md), the figures of merit. It prints and never judges.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

_began = time.perf_counter()
from toctoc.guard import check_text  # noqa: E402

IMPORT_S = time.perf_counter() - _began

from bench._score import Score, interval, percent, score  # noqa: E402
from bench.gold import read  # noqa: E402
from bench.measured import measure, table, write  # noqa: E402

QUESTION = (
    "H 44 a, RAS en-dehors d'un ttt rétinoïde fini il y a 2 mois. Depuis 2 jours, paresthésies et "
    "hypoesthésie unilatérales D7 à L3, ROT ok, pas de troubles moteurs. Vu par le Dr Lefevre au "
    "CHU de Nantes le 3 mars, Mme Dupont habite à Guérande. IRM ? PL ? Merci pour vos avis."
)


def latency(text: str, *, final: bool, rounds: int = 200) -> tuple[float, float]:
    """(p50, p95) of processor milliseconds, warm; each round is a new text, as when typing."""
    spent = []
    for i in range(rounds):
        began = time.process_time()
        check_text(f"{text} {i}", final=final)
        spent.append((time.process_time() - began) * 1000)
    spent.sort()
    return statistics.median(spent), spent[int(0.95 * rounds)]


def spans(text: str, *, final: bool = True) -> list[tuple[int, int]]:
    """What the guard marks, of every level."""
    return [(f.start, f.end) for f in check_text(text, final=final).findings]


def accuracy(kind: str, part: str, *, final: bool, examples: bool) -> None:
    """The table of the issue for one half of the gold set, then each label with its interval."""
    rows = read(kind, part)
    if not rows:
        return
    found = score(rows, lambda text: spans(text, final=final))
    print(f"\n{kind}, {part}, {'publication' if final else 'typing'}: {len(rows)} texts")
    print(line(found))
    labels = [
        f"{name} {found.label(name):.0f} ({low:.0f}-{high:.0f}, n={found.total[name]})"
        for name in sorted(found.total)
        for low, high in [interval(found.found[name], found.total[name])]
    ]
    print("  recall by label: " + ", ".join(labels))
    if examples and part == "dev":  # the frozen half is measured, never read
        for name, label, words in found.leaks:
            print(f"  missed {name} {label}: {words!r}")
        for name, word in found.alarms:
            print(f"  false  {name}: {word!r}")
        for trap, hits in found.trap_hits.items():
            print(f"  trap   {trap} x{hits}")


def line(found: Score) -> str:
    """One line of the figures that the issue asks for."""
    return (
        f"  token recall {found.recall:.1f} %, precision {found.precision:.1f} %, without leak "
        f"{percent(found.direct_docs - found.leaking, found.direct_docs):.1f} %, clean flagged "
        f"{found.flagged}/{found.clean_docs}, traps {found.trapped}/{found.traps}, ages "
        f"{found.label('AGE'):.0f} %, professions {found.label('PROFESSION'):.0f} %, facts "
        f"{found.label('EVENT'):.0f} %"
    )


def costs() -> None:
    """Import, memory and latency."""
    began = time.perf_counter()
    check_text(QUESTION)
    print(
        f"import {IMPORT_S * 1000:.0f} ms, first call {(time.perf_counter() - began) * 1000:.0f} ms"
    )
    question = QUESTION[:280]
    report = (QUESTION + "\n") * 20
    for name, text in (("280", question), ("3000", report[:3000])):
        for final in (False, True):
            p50, p95 = latency(text, final=final)
            print(f"{name} characters, final={final}, one core: p50 {p50:.2f} ms, p95 {p95:.2f} ms")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the whole process {peak:.0f} MB")


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description="What the guard costs and finds")
    parser.add_argument(
        "--examples", action="store_true", help="show misses and false alarms of the dev half"
    )
    parser.add_argument("--accuracy-only", action="store_true", help="leave out the timings")
    parser.add_argument("--table", action="store_true", help="print the tables of docs/guard.md")
    parser.add_argument("--write", action="store_true", help="refresh docs/guard.md and the JSON")
    options = parser.parse_args()
    if options.table or options.write:
        sets = measure()
        print(table(sets))
        if options.write:
            write(sets)
        return
    if not options.accuracy_only:
        costs()
    for kind in ("posts", "reports"):
        for part in ("dev", "frozen"):
            for final in (False, True):
                accuracy(kind, part, final=final, examples=options.examples)


if __name__ == "__main__":
    main()
