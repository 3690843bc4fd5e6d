"""How well spans cover a gold set: tokens, whole documents, traps, and each label.

A *direct* identifier is covered when each of its meaning-bearing words is (as in EDS-Pseudo's
"redact" score, Tannier et al., Methods Inf Med 2024); a *quasi*-identifier found is never a false
alarm. Finders are compared by the characters that they mark, whatever they call them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.gold import DIRECT
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bench.gold import Gold, Span

WORD = re.compile(r"[^\W_]+")
# Words that name no one by themselves: kinds of ways, of hospitals, of titles, small words.
GENERIC = frozenset(
    words("""
    a affaire allée an ans au aux av avancée avenue bd bis boulevard bp cabinet cedex centre ch
    chemin chr chru chs chu clinique collège consultation cour d de des disant dit docteur
    dossier dr du ehpad en et foyer groupe hop hopital hospitalier hospitalière hôp hôpital
    hôpitaux imagerie impasse institut l la le les lieu lieudit lotissement lycée lès m madame
    mademoiselle maison mater maternité mlle mme mois monsieur mr médicale n no né née place
    polyclinique pr professeur quai route rue résidence s se service sous sur ter universitaire
    veuve villa vve à âge école écrou
""")
)


@dataclass
class Score:
    """Counts over documents; percentages come from the properties."""

    hit: int = 0
    missed: int = 0
    false: int = 0
    leaking: int = 0
    direct_docs: int = 0
    flagged: int = 0
    clean_docs: int = 0
    trapped: int = 0
    traps: int = 0
    found: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    trap_hits: Counter[str] = field(default_factory=Counter)
    leaks: list[tuple[str, str, str]] = field(default_factory=list)
    alarms: list[tuple[str, str]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Direct identifiers' words found, percent."""
        return percent(self.hit, self.hit + self.missed)

    @property
    def precision(self) -> float:
        """Words marked that identify (quasi-identifiers left out of the count), percent."""
        return percent(self.hit, self.hit + self.false)

    def label(self, name: str) -> float:
        """Entities of one label wholly found, percent."""
        return percent(self.found[name], self.total[name])


def percent(part: int, whole: int) -> float:
    """0 to 100; a hundred when there was nothing to find."""
    return 100 * part / whole if whole else 100.0


def interval(part: int, whole: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share, in percent."""
    if not whole:
        return 0.0, 100.0
    z, p = 1.96, part / whole
    middle = (p + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z / (1 + z * z / whole) * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole))
    return 100 * (middle - half), 100 * (middle + half)


def score(rows: Sequence[Gold], find: Callable[[str], Iterable[tuple[int, int]]]) -> Score:
    """Run `find` on each text and count."""
    result = Score()
    for row in rows:
        cover = bytearray(len(row.text))
        for start, end in find(row.text):
            cover[start:end] = b"\x01" * (min(end, len(cover)) - start)
        _count(row, cover, result)
    return result


def _core(text: str, span: Span) -> list[tuple[int, int]]:
    """The words of an entity that carry meaning."""
    found = []
    for match in WORD.finditer(text, span.start, span.end):
        word = match.group()
        if word.lower() in GENERIC or (len(word) == 1 and not word.isdigit()):
            continue
        if span.label == "ADRESSE" and word.isdigit() and len(word) <= 3:
            continue
        found.append(match.span())
    return found


def _count(row: Gold, cover: bytearray, result: Score) -> None:
    direct: set[int] = set()
    marked = bytearray(len(row.text))
    leaked = False
    for span in row.entities:
        marked[span.start : span.end] = b"\x01" * (span.end - span.start)
        words = _core(row.text, span)
        if not words:
            continue
        seen = [all(cover[start:end]) for start, end in words]
        result.total[span.label] += 1
        result.found[span.label] += all(seen)
        if not all(seen):
            result.leaks.append((row.id, span.label, row.text[span.start : span.end]))
        if span.label in DIRECT:
            direct.update(start for start, _ in words)
            result.hit += sum(seen)
            result.missed += len(seen) - sum(seen)
            leaked |= not all(seen)
    false = _false_words(row, cover, marked)
    result.false += len(false)
    result.alarms += [(row.id, word) for word in false]
    if direct:
        result.direct_docs += 1
        result.leaking += leaked
    else:
        result.clean_docs += 1
        result.flagged += bool(false)
    for trap in row.traps:
        hit = any(cover[trap.start : trap.end])
        result.traps += 1
        result.trapped += hit
        if hit:
            result.trap_hits[f"{trap.label}:{row.text[trap.start : trap.end]}"] += 1


def _false_words(row: Gold, cover: bytearray, marked: bytearray) -> list[str]:
    false = []
    for match in WORD.finditer(row.text):
        start, end = match.span()
        if any(marked[start:end]) or sum(cover[start:end]) * 2 < end - start:
            continue
        word = match.group()
        if word.lower() not in GENERIC and (len(word) > 1 or word.isdigit()):
            false.append(word)
    return false
