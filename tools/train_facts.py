"""Fit the model of `toctoc.guard.text.facts.life` on the readable half of the gold set.

Usage: python -m tools.train_facts [--write] [--prose FILE.jsonl]

Each hand is scored by a model that never saw it; then the weights over all hands are printed, to be
copied into `life.WEIGHTS`. `--prose` adds clauses of published cases ("text" of each line), none of
which is taken to tell a fact. `--write` renews the everyday words (weight 0) of life_words.tsv:
plain French words that at least two clauses without an uncommon fact hold.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bench.gold import read

from toctoc.guard import lexicon
from toctoc.guard.normalise import normalise
from toctoc.guard.text.doc import Doc
from toctoc.guard.text.facts import life

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "src/toctoc/guard/data/life_words.tsv"
POSITIVE_WEIGHT = 6.0
PROSE_STEP = 5  # one clause in five is enough
STEPS, RATE, SHRINK = 300, 0.3, 1e-3


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause, the hand that wrote it and the share of its words that a fact covers."""

    doc: Doc
    first: int
    stop: int
    hand: str
    share: float

    def words(self) -> set[str]:
        """The plain words that the model would count."""
        return {
            self.doc.tokens[i].low
            for i in range(self.first, self.stop)
            if life.is_open(self.doc, i)
        }


def load() -> list[Clause]:
    """Every clause of the readable half."""
    found = []
    for kind in ("posts", "reports"):
        for gold in read(kind, "dev"):
            norm = normalise(gold.text)
            if len(norm.text) != len(gold.text):
                continue
            doc = Doc(norm.text, norm.low, None, True, ())
            cover = bytearray(len(gold.text))
            for span in gold.entities:
                if span.label == "EVENT":
                    cover[span.start : span.end] = b"\x01" * (span.end - span.start)
            hand = re.sub(r"^[pr][df]?|[-_]?\d+$", "", gold.id)
            for first, stop in life.clauses(doc):
                tokens = [t for t in doc.tokens[first:stop] if len(t.low) > 2]
                if tokens:
                    share = sum(cover[t.start] for t in tokens) / len(tokens)
                    found.append(Clause(doc, first, stop, hand, share))
    return found


def prose(path: Path) -> list[Clause]:
    """Clauses of published case reports, as one more hand that tells no fact."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        norm = normalise(json.loads(line)["text"][:20_000])
        doc = Doc(norm.text, norm.low, None, True, ())
        found += [Clause(doc, a, b, "prose", 0.0) for a, b in life.clauses(doc)]
    return found[::PROSE_STEP]


def everyday(clauses: list[Clause]) -> frozenset[str]:
    """Plain words that two clauses without a fact hold."""
    counts = Counter(word for c in clauses if not c.share for word in c.words())
    return frozenset(
        word for word, count in counts.items() if count > 1 and not lexicon.word(word).first
    )


def fit(rows: list[list[float]], facts: list[bool]) -> list[float]:
    """Logistic regression by gradient descent with momentum."""
    weights, speed = [0.0] * len(rows[0]), [0.0] * len(rows[0])
    for _ in range(STEPS):
        slope = [0.0] * len(weights)
        for row, fact in zip(rows, facts, strict=True):
            value = sum(a * b for a, b in zip(weights, row, strict=True))
            error = 1 / (1 + math.exp(-max(-30.0, min(30.0, value)))) - fact
            error *= POSITIVE_WEIGHT if fact else 1.0
            for k, x in enumerate(row):
                slope[k] += error * x
        for k in range(len(weights)):
            speed[k] = 0.9 * speed[k] - RATE * (slope[k] / len(rows) + SHRINK * weights[k])
            weights[k] += speed[k]
    return weights


def main() -> None:
    """Score each hand left out, then print the weights over all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--prose", type=Path)
    options = parser.parse_args()
    if options.write:
        lines = [li for li in TABLE.read_text("utf-8").splitlines() if not li.startswith("0\t")]
        TABLE.write_text("\n".join(lines) + "\n", "utf-8")
        life.table.cache_clear()
    clauses = [c for c in load() if not 0 < c.share <= 0.4]
    clauses += prose(options.prose) if options.prose else []
    scored: list[tuple[float, bool]] = []
    rows: dict[int, list[float]] = {}
    for hand in sorted({c.hand for c in clauses}):
        known = everyday([c for c in clauses if c.hand != hand])
        for c in clauses:
            if c.hand == hand:
                rows[id(c)] = life.features(c.doc, c.first, c.stop, known)[0]
    for hand in sorted({c.hand for c in clauses}):
        others = [c for c in clauses if c.hand != hand]
        train = [c for i, c in enumerate(others) if c.share or i % 3 == 0]
        weights = fit([rows[id(c)] for c in train], [c.share > 0 for c in train])
        for c in clauses:
            if c.hand == hand:
                value = sum(a * b for a, b in zip(weights, rows[id(c)], strict=True))
                scored.append((value, c.share > 0))
    scored.sort(reverse=True)
    facts = sum(fact for _, fact in scored)
    for count in (50, 80, 100, 120, 150, 200):
        hits = sum(fact for _, fact in scored[:count])
        print(
            f"limit {scored[count][0]:.2f}: recall {hits / facts:.2f}, precision {hits / count:.2f}"
        )
    train = [c for i, c in enumerate(clauses) if c.share or i % 3 == 0]
    print([round(w, 2) for w in fit([rows[id(c)] for c in train], [c.share > 0 for c in train])])
    if options.write:
        row = "0\t" + " ".join(sorted(everyday(clauses)))
        TABLE.write_text(TABLE.read_text("utf-8") + row + "\n", "utf-8")


if __name__ == "__main__":
    main()
