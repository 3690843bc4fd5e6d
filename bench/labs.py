"""How many results of a lab sheet are read, and how many wrongly.

python -m bench.labs [--frozen] [--each N] [--failures]

--frozen  other laboratories, names, units, fonts and seeds: measured, never tuned on
--each    sheets of every layout in every state: page, scan, photograph, part of one, turned

A result is right where analyte, value, sign and unit are as drawn; wrong where one of them isn't,
or where nothing of the kind was drawn; missed where nothing was said. A share (%) beside a count
is a result of its own. `unsure` counts those that the author is asked to check.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from bench import labs_gold, labs_sheets
from toctoc.guard.files import derivative, words
from toctoc.guard.files.labs import find, units

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bench.labs_sheets import Drawn
    from toctoc.guard.files.labs import LabValue


def compare(drawn: Sequence[Drawn], found: Iterable[LabValue]) -> tuple[Counter[str], list[str]]:
    """Right, wrong and missed, ranges too, and a line for each failure."""
    count: Counter[str] = Counter()
    notes: list[str] = []
    left = list(drawn)
    for value in found:
        count["unsure"] += value.unsure
        twin = next((one for one in left if _same(one, value)), None)
        if twin is not None:
            left.remove(twin)
            count["right"] += 1
            right = _number(twin.low) == _number(value.low) and _number(twin.high) == _number(
                value.high
            )
            count["range right" if right else "range not"] += bool(twin.low or twin.high)
            continue
        count["wrong"] += 1
        count["wrong, said unsure"] += value.unsure
        alike = [one for one in left if one.code == value.analyte]
        notes.append(f"wrong {value} drawn {alike}")
        # what was said wrongly is not missed as well
        left = [one for one in left if one not in alike[:1]]
    count["missed"] = len(left)
    return count, notes + [f"missed {one}" for one in left]


def _same(one: Drawn, value: LabValue) -> bool:
    if one.code != value.analyte or _unit(one) != value.unit.replace("UI/", "U/"):
        return False
    return one.value.replace("< ", "<") == value.sign + value.value


def _unit(one: Drawn) -> str:
    name = units.spelt(one.code).get(units.key(one.unit), one.unit) if one.unit else ""
    return name.replace("UI/", "U/")


def _number(end: str) -> float | None:
    return float(end) if end else None


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.labs")
    parser.add_argument("--frozen", action="store_true")
    parser.add_argument("--each", type=int, default=1)
    parser.add_argument("--failures", action="store_true")
    options = parser.parse_args(arguments)
    gold = labs_gold.FROZEN if options.frozen else labs_gold.DEV
    by_state: defaultdict[str, Counter[str]] = defaultdict(Counter)
    by_layout: defaultdict[str, Counter[str]] = defaultdict(Counter)
    seconds, reading = [], []
    for sheet in labs_sheets.sheets(gold, options.each):
        seen = derivative.decoded(derivative.encode(sheet.pixels))  # as the child reads it
        start = time.process_time()
        lines = words.read(seen)
        middle = time.process_time()
        found = find(lines)
        seconds.append(time.process_time() - middle)
        reading.append(middle - start)
        count, notes = compare(sheet.results, found)
        by_state[sheet.state] += count
        by_layout[sheet.layout] += count
        if options.failures:
            print(f"{sheet.layout} {sheet.state}", *notes, sep="\n  ")
    for name, count in (*by_layout.items(), *by_state.items()):
        _say(name, count)
    _say("all (found >= 85 %, wrong <= 1 %)", sum(by_state.values(), Counter()))
    print(
        f"CPU s a sheet, median: {statistics.median(reading):.1f} to read its lines (done anyway)"
    )
    print(f"CPU s a sheet, median: {statistics.median(seconds):.3f} to make the table")
    return 0


def _say(name: str, count: Counter[str]) -> None:
    drawn = count["right"] + count["wrong"] + count["missed"]
    share = {
        kind: f"{100 * count[kind] / max(drawn, 1):.1f} %" for kind in ("right", "wrong", "missed")
    }
    ranges = count["range right"] + count["range not"]
    print(
        f"{name}: {drawn} drawn, right {share['right']}, wrong {share['wrong']} ({count['wrong']}, "
        f"of which {count['wrong, said unsure']} to check), missed {share['missed']}; "
        f"to check {count['unsure']}; ranges right {count['range right']}/{ranges}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
