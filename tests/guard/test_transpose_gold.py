"""The laws of the transposition on a sample of the development texts."""

from __future__ import annotations

import datetime
import random
import re
from collections import Counter

import pytest
from bench import gold

from toctoc.guard import check_text
from toctoc.guard.report import Level
from toctoc.guard.transpose import apply_changes, clinical_facts, transpose

TODAY = datetime.date(2026, 11, 22)
# delays may become other delays, words of a name or of an address may look like facts
_FREE = re.compile(
    r"(?:depuis|il\s?y\s?a|pour|dans|a|pendant)\d+(?:h|heures?|jours?|mois|ans?|semaines?)|\d+/\d+|t0"
)
_MISSPELT = re.compile(r"\d+l|l\d+|[a-z]{4,}")


def _sample(kind: str, size: int) -> list[gold.Gold]:
    texts = sorted(gold.read(kind, "dev"), key=lambda g: g.id)
    return random.Random(20).sample(texts, min(size, len(texts)))


SAMPLE = [*_sample("posts", 110), *_sample("reports", 12)]


def _lost(before: str, after: str) -> Counter[str]:
    """Facts of `before` that `after` does not say; a drug may be the name of a street."""
    lost = clinical_facts(before) - clinical_facts(after)
    return Counter(
        {k: n for k, n in lost.items() if not (_FREE.fullmatch(k) or _MISSPELT.fullmatch(k))}
    )


@pytest.mark.parametrize("sex", [False, True])
@pytest.mark.parametrize("given", SAMPLE, ids=[g.id[:12] for g in SAMPLE])
def test_the_guard_agrees_and_the_facts_stay(given: gold.Gold, sex: bool) -> None:
    done = transpose(given.text, today=TODAY, sex=sex)
    left = check_text(done.text, today=TODAY, final=True).findings
    refused = [r for r in done.refused if r.reason == "clinical"]
    assert refused or [f.rule for f in left if f.level in (Level.BLOCK, Level.FIX)] == []
    assert apply_changes(given.text, done.changes) == done.text
    assert _lost(given.text, done.text) == Counter()


@pytest.mark.parametrize("given", SAMPLE[:110], ids=[g.id[:12] for g in SAMPLE[:110]])
def test_no_hole_and_no_doubled_word_in_posts(given: gold.Gold) -> None:
    said = transpose(given.text, today=TODAY).text
    doubled = re.compile(
        r"\b(?:à dans|au dans|de de|du un|du une|au un|de un|de une|la la|le le|un un|une une"
        r"|chez chez|dans dans|à à|de d'un|de d'une|à au|dans à)\b"
    )
    assert doubled.findall(said) == doubled.findall(given.text)
    for fault in (r" ,", r"\( ", r",,", r" \."):
        assert len(re.findall(fault, said)) <= len(re.findall(fault, given.text)), said
