"""The guard reads in time proportional to the length, whatever is repeated.

Ten times the text may take ten times as long, never a hundred: what is compared is a ratio, with
room for a busy machine, and no duration.
"""

from __future__ import annotations

import random
import time

import pytest

from toctoc.guard import check_text

SHORT, LONG = 2_000, 20_000
MOST = 40  # a quadratic step would give a hundred
FRAGMENTS = [
    *("a ", "A", "1", "0 ", "é ", "\n", "(", "@", "a.b", "l1", "1 2 ", "06 ", "12/03 ", "le 12 "),
    *("H44 ", "3 ans, ", "J12 ", "deux ", "vingt-", "2, 3, ", "né le ", "mars ", "12 mars, "),
    *("M. Dupont ", "Mme Le Goff née Martin, ", "Dr Le Bihan et Dr ", "Jean-", "d'", "A B "),
    *("CHU de Nantes, ", "rue de la ", "de la ", "<b>x</b>", "&eacute;", "\u200b", "et al. "),
    *("http://", "M0nsieur D1ARRA ", "IPP 800", "en 2019, ", "depuis ", "- ", ": ", "1/2 "),
]
_RNG = random.Random(7)
MIXED = ["".join(_RNG.sample(FRAGMENTS, 3)) for _ in range(20)]


def spent(text: str) -> float:
    """Processor seconds of one reading, the best of two."""
    best = 1e9
    for _ in range(2):
        began = time.process_time()
        check_text(text, final=True)
        best = min(best, time.process_time() - began)
    return best


@pytest.mark.parametrize("fragment", FRAGMENTS + MIXED)
def test_time_grows_with_the_length(fragment: str) -> None:
    short, long = ((fragment * (size // len(fragment) + 1))[:size] for size in (SHORT, LONG))
    for _ in range(3):
        if spent(long) <= MOST * max(spent(short), 1e-3):
            return
    pytest.fail(f"{fragment!r} is read in more than linear time")
