"""Two patients in one text: each is counted on their own, the rarer one decides.

"2 cas. H 44 a, boulanger… F 67 a, lupus…" is not a baker with lupus. What stands before the first
patient (where the author works) is said of each.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.guard.report import Finding

_HEAD = re.compile(
    r"(?:(?<=[\n.!?;:•)-])|\A) *(?:[-•] *)?(?:un |une |l')?"
    r"(?:(?P<letter>[hfm♂♀]) ?(?P<a>\d{1,3})(?: ?(?:ans|a))?"
    r"|(?P<noun>patiente?|homme|femme|dame|monsieur|pte?)(?:,| de)? (?P<b>\d{1,3}) ?(?:ans|a))"
    r"(?![\w/%°+]|[.,]\d|-\d)(?! post)"
)
_NUMBERED = re.compile(
    r"(?<!\w)(?:(?:cas|patiente?|pte?) ?(?:n[°o] ?)?(?P<n>[1-4])(?= ?[:,.)-])"
    r"|(?P<first>1er|1[eè]re|premi(?:er|[eè]re)) (?:cas|patiente?|pte?)\b"
    r"|(?:(?:2|3|4)[eè](?:me)?|deuxi[eè]me|seconde?|troisi[eè]me|autre) (?:cas|patiente?|pte?)\b)"
)
_MANY = 6  # a series of more cases is a table, not stories
_FEMALE = frozenset(["f", "♀", "patiente", "femme", "dame", "pte"])


def split(text: str, findings: Sequence[Finding]) -> list[tuple[str, list[Finding]]]:
    """For each patient, the text of the same length with the others blanked, and its findings."""
    starts = _heads(text)
    if len(starts) < 2:
        return [(text, list(findings))]
    found: list[tuple[str, list[Finding]]] = []
    for first, end in zip(starts, [*starts[1:], len(text)], strict=True):
        shared = starts[0]
        blanked = (
            text[:shared] + "\n" * (first - shared) + text[first:end] + "\n" * (len(text) - end)
        )
        own = [f for f in findings if f.end <= shared or (first <= f.start and f.end <= end)]
        found.append((blanked, own))
    return found


def _heads(text: str) -> list[int]:
    """Where each patient's story starts, in characters of `text`; one or none: no split."""
    low = text.lower()
    if len(low) != len(text):
        return []
    numbered = list(_NUMBERED.finditer(low))
    if numbered:
        starts = [m.start() for m in numbered]
        if numbered[0]["n"] != "1" and not numbered[0]["first"]:
            starts.insert(0, 0)  # "un autre patient…": what precedes is of a first one
    else:
        starts, seen = [], set()
        for match in _HEAD.finditer(low):
            years = match["a"] or match["b"]
            who = ((match["letter"] or match["noun"]) in _FEMALE, years)
            if not 0 < int(years) <= 110 or who in seen:
                continue
            if match["letter"] and not match.group().rstrip().endswith(("a", "s")):
                continue  # "F4", "M3": too often a stage, a month
            seen.add(who)
            starts.append(match.start("letter") if match["letter"] else match.start("noun"))
    return starts if 2 <= len(starts) <= _MANY else []
