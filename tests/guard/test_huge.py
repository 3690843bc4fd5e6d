"""A text of one megabyte is judged in one call, in bounded memory, with valid findings.

Memory is traced on a twentieth of it (tracing makes the reading six times slower).
"""

from __future__ import annotations

import datetime
import random
import tracemalloc

import pytest

from toctoc.guard import Category, check_text

TODAY = datetime.date(2026, 11, 22)
SIZE = 1_000_000  # characters
PART, MOST = 50_000, 20 * 2**20  # characters, bytes: 400 MiB for SIZE, as memory grows with it
KINDS = {
    "clean": [
        "TA 12/8, FC 72, sat 98 % en AA.\n",
        "Douleur thoracique depuis 2 j, tropo 45 ng/l, ECG sans sus-décalage.\n",
        "Maladie de Horton sous prednisone 20 mg/j, CRP 12 mg/l à J15.\n",
        "Radio du genou gauche normale, pas de fracture, marche avec 2 cannes.\n",
    ],
    "identifying": [
        "Mme Dupont, 94 ans, née le 12/03/1932, vit à Guérande.\n",
        "H 44 a, vu au CHU de Nantes le 3 mars, tel 06 12 34 56 78.\n",
        "IPP 8001234567, suivi par le Dr Lef\u0065\u0300vre, boulanger.\n",
        "TA 12/8, ramipril 5 mg/j, L5-S1, SpO2 91 %.\n",
    ],
}


def _book(size: int) -> str:
    rng = random.Random(size)
    lines = [line for kind in KINDS.values() for line in kind]
    return "".join(rng.choices(lines, k=size // 20))[:size]


def test_a_megabyte_is_judged_with_valid_findings() -> None:
    text = _book(SIZE)
    assert len(text) == SIZE
    at, names = 0, 0
    for finding in check_text(text, today=TODAY, final=True).findings:
        assert at <= finding.start < finding.end <= SIZE
        at = finding.end
        names += finding.category is Category.NAME
    assert names == text.count("Mme Dupont") + text.count("Dr Lef")


@pytest.mark.parametrize("kind", KINDS)
def test_memory_grows_with_the_text_only(kind: str) -> None:
    text = "".join(KINDS[kind] * PART)[:PART]
    check_text(text[:1_000], final=True)  # the tables are read once
    tracemalloc.start()
    try:
        check_text(text, today=TODAY, final=True)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < MOST
