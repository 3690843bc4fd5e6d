"""What the guard costs and finds: python bench/guard.py [labelled.jsonl ...]

Prints import time, memory, p50 and p95 latency on 280 and 3,000 characters in both modes; for each
file of rows {"id", "text", "entities": [{"start", "end", "label"}]}, recall of direct identifiers,
false alarms and clean texts flagged. It prints and never judges.
"""

from __future__ import annotations

import json
import re
import resource
import statistics
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

_began = time.perf_counter()
from toctoc.guard import check_text  # noqa: E402

IMPORT_S = time.perf_counter() - _began
DIRECT = frozenset(
    [
        "NOM",
        "PRENOM",
        "DATE",
        "DATE_NAISSANCE",
        "ADRESSE",
        "ZIP",
        "VILLE",
        "HOPITAL",
        "TEL",
        "MAIL",
        "SECU",
        "IPP",
        "NDA",
        "RPPS",
        "URL",
    ]
)
TOKEN = re.compile(r"[^\W_]{2,}|\d")
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


def accuracy(path: Path, *, final: bool) -> str:
    """One line of scores on a labelled file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    hit = total = false = leaks = direct_docs = clean = flagged = 0
    for row in rows:
        text: str = row["text"][:20_000]
        covered = _cover(
            len(text), [(f.start, f.end) for f in check_text(text, final=final).findings]
        )
        entities: list[dict[str, Any]] = row.get("entities", [])
        direct = _cover(
            len(text), [(e["start"], e["end"]) for e in entities if e["label"] in DIRECT]
        )
        labelled = _cover(len(text), [(e["start"], e["end"]) for e in entities])
        missed = wrong = 0
        for token in TOKEN.finditer(text):
            seen = sum(covered[token.start() : token.end()]) * 2 >= token.end() - token.start()
            if direct[token.start()]:
                total += 1
                hit += seen
                missed += not seen
            elif seen and not labelled[token.start()]:
                wrong += 1
        false += wrong
        direct_docs += any(direct)
        leaks += any(direct) and missed > 0
        clean += not any(direct)
        flagged += not any(direct) and wrong > 0
    recall = 100 * hit / total if total else 0.0
    precision = 100 * hit / (hit + false) if hit + false else 0.0
    return (
        f"{path.name} final={final}: token recall {recall:.1f} %, precision {precision:.1f} %, "
        f"texts with a leak {leaks}/{direct_docs}, clean texts flagged {flagged}/{clean}"
    )


def _cover(size: int, spans: list[tuple[int, int]]) -> bytearray:
    cover = bytearray(size)
    for start, end in spans:
        cover[start:end] = b"\x01" * (min(end, size) - start)
    return cover


def main() -> None:
    """Print everything."""
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
    for argument in sys.argv[1:]:
        for final in (False, True):
            print(accuracy(Path(argument), final=final))


if __name__ == "__main__":
    main()
