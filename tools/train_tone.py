"""Train the second ear of the tone room: python tools/train_tone.py [--write]

Reads `../shared/data/tone`: sentences of doctors written for this project (domain_dev), templates
written for this project (aug_templates), sentences of case reports of the Pan African Medical
Journal (CC BY). Adds, as sentences without contempt, the open half of bench/gold. Fits a logistic
regression on `toctoc.guard.tone.model`'s rows, prints what it does on doctors' sentences left out
(three folds) and on clinical ones, and with `--write` stores it in guard/data/tone.bin. Needs
numpy, which the guard does not; half a minute. No sentence can be read back from the weights.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import zlib
from pathlib import Path

import numpy as np
from bench.gold import read

from toctoc.guard.normalise import normalise
from toctoc.guard.tone import model, passes
from toctoc.guard.tone.find import sentences
from toctoc.guard.tone.lexicon import WORD

ROOT = Path(__file__).resolve().parents[1]
TONE = ROOT.parent / "shared/data/tone"
MODEL = ROOT / "src/toctoc/guard/data/tone.bin"
HARMLESS = ("detresse",)  # what a doctor suffers is no contempt
COPIES = 6  # how often a doctor's sentence counts for a template's
GOLD = 12_000  # sentences of the gold set, short ones included
EPOCHS, BATCH, RATE, SHRINK = 10, 256, 0.3, 1e-6
FOLDS, ALLOWED = 3, 0.001  # share of clinical sentences that may be remarked on, to set the bar
Row = tuple[str, bool]  # text, whether it is contempt
Known = tuple[np.ndarray, bool, float]  # its rows, whether it is contempt, what it weighs


def _lines(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (TONE / name).read_text("utf-8").splitlines()]


def doctors() -> list[Row]:
    """Sentences of doctors; what doxxes somebody is left to the guard."""
    found = []
    for row in _lines("domain_dev.jsonl"):
        labels = row["labels"]
        assert isinstance(labels, list)
        if not any(str(label).startswith("doxxing") for label in labels):
            found.append((str(row["text"]), any(one not in HARMLESS for one in labels)))
    return found


def templates() -> list[Row]:
    """Minimal pairs: the same groups hated, respected, denied, quoted."""
    return [(str(row["text"]), row["label"] != "none") for row in _lines("aug_templates.jsonl")]


def clinical() -> list[Row]:
    """Sentences of case reports, and of the gold set's open half."""
    rng = random.Random(7)
    gold = []
    for kind in ("posts", "reports"):
        for one in read(kind, "dev"):
            text = re.sub(r"\s+", " ", one.text)
            gold += [text[a:b] for a, b in sentences(normalise(text).low)]
    rng.shuffle(gold)
    found = [str(row["text"]) for row in _lines("clinical_negatives_pamj_train.jsonl")]
    return [(text, False) for text in found + gold[:GOLD]]


def rows_of(text: str) -> np.ndarray:
    """The model's rows for a sentence, as `model.odds` reads them."""
    words = WORD.findall(passes.unquoted(normalise(text).low))
    rows = [row for word in words for row in model.word_rows(word)]
    rows += [model.pair_row(*pair) for pair in model.pairs(words)]
    return np.array(rows or [0], np.int64)


class Fit:
    """Logistic regression over hashed rows."""

    def __init__(self) -> None:
        self.table = np.zeros(model.ROWS, np.float32)
        self.bias = 0.0

    def odds(self, rows: np.ndarray) -> float:
        return float(self.bias + self.table[rows].sum() / np.sqrt(len(rows)))

    def train(self, data: list[Known], seed: int) -> Fit:
        """By batches, each row at its own pace (Adagrad)."""
        rng = random.Random(seed)
        square, bias_square = np.full(model.ROWS, 1e-8, np.float32), 1e-8
        order = list(range(len(data)))
        for _ in range(EPOCHS):
            rng.shuffle(order)
            for at in range(0, len(order), BATCH):
                slope, down = self._slope([data[i] for i in order[at : at + BATCH]])
                square += slope * slope
                self.table -= RATE * slope / np.sqrt(square)
                bias_square += down * down
                self.bias -= RATE * down / np.sqrt(bias_square)
        return self

    def _slope(self, batch: list[Known]) -> tuple[np.ndarray, float]:
        flat = np.concatenate([rows for rows, _, _ in batch])
        sizes = np.array([len(rows) for rows, _, _ in batch])
        norm = 1 / np.sqrt(sizes)
        first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        scores = self.bias + np.add.reduceat(self.table[flat], first) * norm
        wrong = np.array([bad for _, bad, _ in batch])
        weight = np.array([w for _, _, w in batch])
        error = (1 / (1 + np.exp(-np.clip(scores, -30, 30))) - wrong) * weight / len(batch)
        told = np.bincount(flat, np.repeat(error * norm, sizes), model.ROWS)
        return SHRINK * self.table + told.astype(np.float32), float(error.sum())


def prepared(rows: list[Row], weight: float) -> list[Known]:
    return [(rows_of(text), wrong, weight) for text, wrong in rows]


def bar(scores: list[float]) -> float:
    """The score that a share `ALLOWED` of clinical sentences reaches."""
    return float(np.quantile(scores, 1 - ALLOWED))


def pack(fit: Fit, sure: float) -> bytes:
    """As `model.weights` reads it: whole numbers from -127 to 127, worth `scale` each."""
    scale = float(np.quantile(np.abs(fit.table), 0.9999)) / 127
    table = np.clip(np.rint(fit.table / scale), -127, 127).astype(np.int8)
    head = {"scale": scale, "bias": round(float(fit.bias), 4), "sure": round(sure, 3)}
    return zlib.compress(json.dumps(head).encode() + b"\n" + table.tobytes(), 9)


def main() -> None:
    """Judge five folds of doctors' and clinical sentences, then fit on all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    doctor, other, plain = (
        prepared(doctors(), COPIES),
        prepared(templates(), 1),
        prepared(clinical(), 1),
    )
    rng = random.Random(3)
    rng.shuffle(doctor)
    rng.shuffle(plain)
    judged: list[tuple[float, bool]] = []
    quiet: list[float] = []
    for fold in range(FOLDS):
        known = [d for i, d in enumerate(doctor) if i % FOLDS != fold]
        known += other + [p for i, p in enumerate(plain) if i % FOLDS != fold]
        fit = Fit().train(known, fold)
        judged += [(fit.odds(rows), wrong) for rows, wrong, _ in doctor[fold::FOLDS]]
        quiet += [fit.odds(rows) for rows, _, _ in plain[fold::FOLDS]]
    sure = bar(quiet)
    hits = sum(score >= sure for score, wrong in judged if wrong)
    false = sum(score >= sure for score, wrong in judged if not wrong)
    bad = sum(wrong for _, wrong in judged)
    print(f"bar {sure:.2f}: clinical {sum(s >= sure for s in quiet)} of {len(quiet)}")
    print(f"doctors left out: {hits} of {bad} found, {false} of {len(judged) - bad} wrongly")
    if options.write:
        packed = pack(Fit().train(doctor + other + plain, 11), sure)
        MODEL.write_bytes(packed)
        print(f"{MODEL.name}: {len(packed)} bytes")


if __name__ == "__main__":
    main()
