"""What full-text search costs: python bench/search.py [--documents 550000] [--folder DIR]

Generates clinical shorthand (a Zipf mixture of the demo threads' own words), indexes it with the
product's index and with SQLite FTS5 on the same stems, and prints build time, size on disk and
p50/p99 of several kinds of query. It prints and never judges. 20,000 documents by default; the
figures of the issue are for 550,000.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"
sys.path.insert(0, str(SOURCE))
os.environ.setdefault("TOCTOC_DATA", tempfile.mkdtemp(prefix="toctoc-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.ops.settings")

import django  # noqa: E402

django.setup()

import pysqlite3 as sqlite3  # noqa: E402
from django.conf import settings  # noqa: E402

from toctoc.search import index  # noqa: E402
from toctoc.search.types import Cursor, Document  # noqa: E402
from toctoc.search.words import STOP, stem, words  # noqa: E402

RUNS = 300


def vocabulary() -> tuple[list[str], list[float]]:
    """The demo's words by frequency, then invented rare ones: a long tail as real corpora have."""
    counts: Counter[str] = Counter()
    for path in sorted((SOURCE / "toctoc" / "ops" / "demo" / "content").glob("threads_*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            for text in [row["body"], *(post["body"] for post in row["posts"])]:
                counts.update(text.split())
    rng = random.Random(1)
    common = [(word, float(times)) for word, times in counts.most_common()]
    parts = [
        "alg",
        "arth",
        "card",
        "derm",
        "gastr",
        "hem",
        "nephr",
        "neur",
        "path",
        "phleb",
        "pneum",
        "rhin",
        "tox",
    ]
    ends = ["ite", "ose", "ique", "emie", "ectomie", "algie", "opathie", "urie"]
    rare = [
        (f"{rng.choice(parts)}o{rng.choice(parts)}{rng.choice(ends)}{n}", 3.0 / (1 + n / 200))
        for n in range(20_000)
    ]
    listed, weights = zip(*(common + rare), strict=True)
    return list(listed), list(weights)


def documents(count: int) -> Iterator[Document]:
    """One question, then ten answers, as in the generated instance of bench-pages."""
    listed, weights = vocabulary()
    rng = random.Random(2)
    pool = rng.choices(listed, weights, k=2_000_000)
    for number in range(count):
        is_question = number % 11 == 0
        thread = f"q{number // 11}"
        size = rng.randrange(25, 90)
        at = rng.randrange(len(pool) - size)
        yield Document(
            thread if is_question else f"a{number}",
            thread,
            "question" if is_question else "answer",
            " ".join(pool[at : at + size]),
            (rng.choice(("SM04", "SM15", "SM20", "SM32", "SM40", "SM54")),),
            number % 3 > 0,
            asked_at=1_600_000_000 + (number // 11) * 60,
        )


def clock(label: str, ask: Callable[[str], object], queries: list[str]) -> None:
    times = []
    for turn in range(RUNS):
        start = time.perf_counter()
        ask(queries[turn % len(queries)])
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    middle, worst = statistics.median(times), times[int(len(times) * 0.99)]
    print(f"  {label:<34}{middle:9.2f} /{worst:9.2f} ms")


def size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def queries() -> dict[str, list[str]]:
    frequent = ["douleur", "fièvre", "bilan", "traitement", "ECG", "HTA", "grossesse", "avis"]
    pairs = ["douleur thoracique", "HTA grossesse", "fièvre enfant", "bilan anémie", "AVC AOD"]
    return {
        "frequent word": frequent,
        "two words": pairs,
        "begins with": [f"{word[:4]}*" for word in frequent],
        "phrase": ['"douleur thoracique"', '"accident vasculaire"', '"bilan biologique"'],
        "abbreviation": ["accident vasculaire cérébral", "TVP", "BPCO", "insuffisance rénale"],
    }


def bench_index(folder: Path, count: int) -> None:
    settings.TOCTOC_SEARCH_FOLDER = folder / "tantivy"
    start = time.perf_counter()
    with index.store().replacing(5) as batch:
        batch.put(documents(count))
    print(
        f"\ntantivy: built in {time.perf_counter() - start:.0f} s, "
        f"{size(folder / 'tantivy'):.0f} MB"
    )
    for label, asked in queries().items():
        clock(f"{label}, best first", index.find, asked)
    clock(
        "frequent word, newest first", lambda q: index.find(q, order="recent"), ["douleur", "ECG"]
    )
    clock(
        "filter only", lambda q: index.find("", specialties=[q], answered=False), ["SM32", "SM15"]
    )
    deep = Cursor((1_600_000_000 + count // 22 * 60) << 24)
    clock("newest first, half-way down", lambda q: index.find(q, order="recent", after=deep),
          ["douleur", "ECG"])  # fmt: skip
    texts = [one.text for one in documents(220) if one.kind == "question"]
    clock("similar questions", index.similar, texts)


def folded(text: str) -> str:
    return " ".join(w.stem for w in words(text) if w.text not in STOP and not w.joined)


def bench_fts5(folder: Path, count: int) -> None:
    """The same stems, without abbreviations: what the database's own engine would give."""
    path = folder / "fts.sqlite3"
    base = sqlite3.connect(path)
    start = time.perf_counter()
    base.execute("CREATE VIRTUAL TABLE t USING fts5(body, content='', tokenize='ascii')")
    rows = ((number, folded(one.text)) for number, one in enumerate(documents(count), 1))
    base.executemany("INSERT INTO t(rowid, body) VALUES (?, ?)", rows)
    base.commit()
    print(f"\nSQLite FTS5: built in {time.perf_counter() - start:.0f} s, "
          f"{path.stat().st_size / 1e6:.0f} MB")  # fmt: skip

    def ask(order: str) -> Callable[[str], object]:
        sql = f"SELECT rowid FROM t WHERE t MATCH ? ORDER BY {order} LIMIT 20"
        return lambda query: base.execute(sql, (query,)).fetchall()

    for label, asked in queries().items():
        if label == "abbreviation":
            continue
        if label == "begins with":
            terms = [f"{stem(q[:-1])}*" for q in asked]
        else:
            terms = [f'"{folded(q)}"' if q[0] == '"' else folded(q) for q in asked]
        clock(f"{label}, best first", ask("rank"), terms)
    clock("frequent word, newest first", ask("rowid DESC"), [folded("douleur"), "ecg"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--folder", type=Path, help="kept; a temporary one otherwise")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="toctoc-bench-search-"))
    folder.mkdir(parents=True, exist_ok=True)
    print(f"{options.documents} documents; p50 / p99 of {RUNS} queries")
    try:
        bench_index(folder, options.documents)
        bench_fts5(folder, options.documents)
    finally:
        if options.folder is None:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
