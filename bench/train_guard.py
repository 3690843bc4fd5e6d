"""Train the guard's second opinion: python -m bench.train_guard [--hold HANDS] [--write]

Reads the open half of the gold set (bench/gold), the invented phrases of bench/_phrases.txt and
`../shared/data` (deid, tone), varies them (bench/_augment.py), fits one hidden layer over the rows
of `toctoc.guard.learned.features` and, with `--write`, stores it in whole numbers in
guard/data/learned.bin. `--hold h,j` leaves hands out and prints what adding the model would have
done to their texts. Needs numpy and scipy, which Toctoc doesn't; some five minutes and 3 GB.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import zlib
from array import array
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from unittest.mock import patch

import numpy as np
from scipy import sparse

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from bench._augment import Augmenter, Text, fictitious, of_gold, published  # noqa: E402
from bench._invent import Inventor  # noqa: E402
from bench._score import score  # noqa: E402
from bench.gold import FOLDER, Gold, read_file  # noqa: E402
from toctoc.guard import check_text  # noqa: E402
from toctoc.guard.learned import features, model  # noqa: E402
from toctoc.guard.normalise import normalise  # noqa: E402
from toctoc.guard.text.doc import Doc  # noqa: E402

SHARED = ROOT.parent / "shared" / "data"
MODEL = ROOT / "src/toctoc/guard/data/learned.bin"
KINDS = ("", "person", "place", "hospital", "address", "date", "number", "employer", "quasi")
DIRECT = np.array([0, 1, 1, 1, 1, 1, 1, 0, 0], np.float32)
KIND_OF = {
    **dict.fromkeys(("NOM", "PRENOM"), 1),
    "VILLE": 2,
    "HOPITAL": 3,
    **dict.fromkeys(("ADRESSE", "ZIP"), 4),
    **dict.fromkeys(("DATE", "DATE_NAISSANCE"), 5),
    **dict.fromkeys(("TEL", "MAIL", "SECU", "IPP", "NDA", "RPPS", "URL"), 6),
    "ORG": 7,
}
HIDDEN, EPOCHS, BATCH, RATE = 20, 5, 4096, 6e-3
FORGET_FEATURE, FORGET_UNIT = 0.3, 0.1  # shares left out at random while training
TRAP_WEIGHT = 2.0
COPIES, FICTITIOUS_COPIES, PROSE, COMPOSED = 10, 3, 9000, 16000

_word_rows = lru_cache(maxsize=None)(features.word_rows)
_near_rows = lru_cache(maxsize=None)(features.near_rows)


def gold(hold: str, *, inside: bool) -> list[tuple[str, Gold]]:
    """Texts of the open half, of every hand but those of `hold` (or of those alone)."""
    found = []
    for path in sorted(FOLDER.glob("*_dev_*.txt")):
        if (path.stem.rpartition("_")[2] in hold.split(",")) is inside:
            kind = path.stem.partition("_")[0]
            found += [(kind, g) for g in read_file(path)]
    return found


def plain_talk() -> list[Text]:
    """Ordinary sentences of doctors that name nobody, written for this project."""
    found = []
    for name in ("domain_dev.jsonl", "aug_templates.jsonl"):
        for line in (SHARED / "tone" / name).read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            words = text.split()[1:]
            if "doxx" not in line and not any(w[0].isupper() and w[1:].islower() for w in words):
                found.append(Text(text))
    return found


def texts(hold: str, seed: int) -> list[Text]:
    """All that is trained on."""
    rng = random.Random(seed)
    folder = SHARED / "deid"
    vary = Augmenter(Inventor(folder, rng), rng)
    base = [of_gold(row) for _, row in gold(hold, inside=False)]
    eds = fictitious(folder / "eds_pseudo_fictitious_train.jsonl")
    prose = published(folder, rng, PROSE)
    found = base + [vary.varied(text) for text in base * COPIES + eds * FICTITIOUS_COPIES]
    plain = prose + plain_talk() * 2
    found += [vary.recased(vary.shortened(text)) for text in plain]
    found += [vary.recased(vary.shortened(t)) for t in vary.composed(prose, COMPOSED)]
    return found


def rows_of(doc: Doc) -> Iterable[list[int]]:
    """The rows of each token, as `model.judge` sums them."""
    edge = [(features.EDGE, features.EDGE)] * 3
    around = [*edge, *((t.text, t.low) for t in doc.tokens), *edge]
    ends: dict[int, int] = {}
    for i in range(len(doc.tokens)):
        rows = list(_word_rows(*around[i + 3]))
        for slot, offset in enumerate(features.OFFSETS):
            rows += _near_rows(*around[i + 3 + offset], slot)
        rows += features.local_rows(doc, i, features.phrase(doc, i, ends))
        yield rows + features.line_rows(doc, i)


def matrix(found: Iterable[Text]) -> tuple[sparse.csr_matrix, np.ndarray, np.ndarray]:
    """One line a token: its rows, its kind, its weight."""
    rows, ends, kinds, weights = array("i"), array("q", [0]), array("b"), array("f")
    for text in found:
        norm = normalise(text.text)
        doc = Doc(norm.text, norm.low, None, True)
        kind, trap = bytearray(len(text.text) + 1), bytearray(len(text.text) + 1)
        for span in text.entities:
            size = span.end - span.start
            kind[span.start : span.end] = bytes([KIND_OF.get(span.label, 8)]) * size
        for span in text.traps:
            trap[span.start : span.end] = b"\x01" * (span.end - span.start)
        for token, found_rows in zip(doc.tokens, rows_of(doc), strict=True):
            rows.extend(found_rows)
            ends.append(len(rows))
            start, _ = norm.original(token.start, token.end)
            kinds.append(kind[start])
            weights.append(TRAP_WEIGHT if trap[start] else 1.0)
    data = (np.ones(len(rows), np.float32), np.frombuffer(rows, np.int32), np.frombuffer(ends, "q"))
    lines = sparse.csr_matrix(data, shape=(len(kinds), features.ROWS))
    return lines, np.frombuffer(kinds, np.int8).astype(int), np.frombuffer(weights, np.float32)


def fit(
    lines: sparse.csr_matrix, kinds: np.ndarray, weights: np.ndarray, seed: int
) -> list[np.ndarray]:
    """Adam on the two losses: identifies or not, and which kind (half as heavy)."""
    rng = np.random.default_rng(seed)
    table = rng.normal(0, 0.1, (features.ROWS, HIDDEN)).astype("f")
    out = rng.normal(0, 0.3, (HIDDEN, len(KINDS) + 1)).astype("f")
    told = [table, np.zeros(HIDDEN, "f"), out, np.zeros(len(KINDS) + 1, "f")]
    means, squares = ([np.zeros_like(p) for p in told] for _ in range(2))
    step, steps = 0, EPOCHS * (len(kinds) // BATCH)
    for epoch in range(EPOCHS):
        order = rng.permutation(len(kinds))
        shuffled, lost = lines[order], 0.0
        for begin in range(0, len(kinds) - BATCH + 1, BATCH):
            here = order[begin : begin + BATCH]
            loss, slopes = _slopes(
                shuffled[begin : begin + BATCH], kinds[here], weights[here], told, rng
            )
            lost += loss
            step += 1
            rate = RATE * min(1, step / 100) * max(0.02, 1 - step / steps)
            for value, slope, mean, square in zip(told, slopes, means, squares, strict=True):
                mean += 0.1 * (slope - mean)
                square += 0.001 * (slope * slope - square)
                root = np.sqrt(square / (1 - 0.999**step)) + 1e-8
                value -= rate * (mean / (1 - 0.9**step)) / root
        print(f"epoch {epoch + 1}: loss {lost * BATCH / len(kinds):.4f}", flush=True)
    return told


def _slopes(
    lines: sparse.csr_matrix,
    kinds: np.ndarray,
    weights: np.ndarray,
    told: list[np.ndarray],
    rng: np.random.Generator,
) -> tuple[float, list[np.ndarray]]:
    table, bias, out, shift = told
    kept = (rng.random(lines.nnz, dtype=np.float32) > FORGET_FEATURE).astype("f")
    lines = sparse.csr_matrix(
        (kept / (1 - FORGET_FEATURE), lines.indices, lines.indptr), shape=lines.shape
    )
    raw = lines @ table + bias
    mask = (rng.random(raw.shape, dtype=np.float32) > FORGET_UNIT) / np.float32(1 - FORGET_UNIT)
    units = np.maximum(raw, 0) * mask
    said = units @ out + shift
    wanted = DIRECT[kinds]
    sure = 1 / (1 + np.exp(-said[:, 0]))
    shares = np.exp(said[:, 1:] - said[:, 1:].max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    part = weights / weights.sum()
    loss = -float(np.log(np.where(wanted > 0, sure, 1 - sure) + 1e-9) @ part)
    shares[np.arange(len(kinds)), kinds] -= 1
    slope = np.column_stack([sure - wanted, 0.5 * shares]).astype("f") * part[:, None]
    back = (slope @ out.T) * mask * (raw > 0)
    return loss, [lines.T @ back, back.sum(0), units.T @ slope, slope.sum(0)]


def pack(told: list[np.ndarray]) -> bytes:
    """In whole numbers, as `model.unpack` reads them."""
    table, bias, out, shift = told
    scale = float(np.quantile(np.abs(table), 0.9999)) / 127
    whole = np.clip(np.rint(table / scale), -127, 127).astype(np.int8)

    def column(k: int) -> list[float]:
        return [round(float(x), 5) for x in (*out[:, k], shift[k])]

    head = {
        "hidden": HIDDEN,
        "scale": round(scale, 8),
        "bias": [round(float(x), 5) for x in bias],
        "identifies": column(0),
        "kinds": {kind: column(k + 1) for k, kind in enumerate(KINDS)},
    }
    return zlib.compress(json.dumps(head).encode() + b"\n" + whole.tobytes(), 9)


def compare(hold: str, packed: bytes) -> None:
    """What is found of the held hands' texts, with and without the model."""
    told = model.unpack(packed)
    model.forget()
    with patch.object(model, "weights", lambda: told):
        rows = [(k, row, check_text(row.text, final=True)) for k, row in gold(hold, inside=True)]
    for kind in ("posts", "reports"):
        for name, asked in (("rules", False), ("with the model", True)):
            spans = {
                row.text: [
                    (f.start, f.end)
                    for f in report.findings
                    if asked or not f.rule.startswith("learned.")
                ]
                for _, row, report in rows
            }
            s = score([row for k, row, _ in rows if k == kind], spans.__getitem__)
            print(
                f"{kind}, {name}: recall {s.recall:.1f}, precision {s.precision:.1f}, leaking "
                f"{s.leaking}/{s.direct_docs}, clean flagged {s.flagged}/{s.clean_docs}, traps "
                f"{s.trapped}/{s.traps}"
            )


def main() -> None:
    """Train, then compare or write."""
    parser = argparse.ArgumentParser(description="Train the guard's second opinion")
    parser.add_argument("--hold", default="", help="hands to leave out and to measure on, as h,j")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="store the model")
    options = parser.parse_args()
    lines, kinds, weights = matrix(texts(options.hold, options.seed))
    print(f"{lines.shape[0]} tokens, {lines.nnz / lines.shape[0]:.0f} rows each", flush=True)
    packed = pack(fit(lines, kinds, weights, options.seed))
    print(f"{len(packed)} bytes")
    if options.hold:
        compare(options.hold, packed)
    if options.write:
        MODEL.write_bytes(packed)


if __name__ == "__main__":
    main()
