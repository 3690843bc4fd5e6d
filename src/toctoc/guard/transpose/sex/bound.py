# ruff: noqa: E501  (patterns read better whole)
"""Words that bind a case to a sex: organs, pregnancy, treatments, diseases, thresholds."""

from __future__ import annotations

import re
from functools import cache

from toctoc.guard.transpose.table import rows

_NOTATION = re.compile(
    r"(?<![\w])(?:g\d{1,2} ?p\d{1,2}|\d{1,2} ?sa\b|\d{1,2} ?(?:sa|semaines d'amenorrhee)|[gp]\d{1,2}(?= ?(?:,|\d ?sa|enceinte)))"
)
_FREE = re.compile(r"regles hygieno|regles de (?:bonne|vie)|gland(?:e|es|ulaire)\b")
_GENETIC = re.compile(
    r"\b(?:genetique|hereditaire|heredit\w+|mutation|variant|transmission|autosomique|recessif|dominante?|porteuse|conductrice|consanguin\w*|arbre genealogique)\b"
)
_KIN = re.compile(
    r"\b(?:pere|mere|fils|fille|frere|s(?:oe|œ)ur|oncle|tante|neveu|niece|cousine?|grand-pere|grand-mere|parents)\b"
)


def _stem(word: str) -> str:
    plain = word.removesuffix("$").replace("_", " ")
    safe = plain if "[" in plain or "." in plain else re.escape(plain)
    return safe + (r"\b" if word.endswith("$") else "")


@cache
def _pattern() -> re.Pattern[str]:
    stems = {stem for _, stems in rows("transpose_sex_bound.tsv") for stem in stems.split()}
    return re.compile(
        r"(?<![^\W_])(?:" + "|".join(sorted(map(_stem, stems), key=len, reverse=True)) + r")[\w-]*"
    )


_PARENT = re.compile(r"\b(?:maman|mere|papa|pere) (?:de |d'|au foyer)")


def parent_word(text: str, low: str) -> str:
    """ "maman de 3 enfants": the patient's own parenthood, or somebody else's."""
    match = _PARENT.search(low)
    return text[match.start() : match.end()].strip() if match else ""


def binding_word(text: str, low: str) -> str:
    """The first word that binds the sex, as the author wrote it; empty when none does."""
    free = [m.span() for m in _FREE.finditer(low)]
    spans = [m.span() for p in (_pattern(), _NOTATION) for m in p.finditer(low)]
    for start, end in sorted(spans):
        if not any(a <= start < b for a, b in free):
            return text[start:end]
    return ""


def genetic_word(text: str, low: str) -> str:
    """A kinship that may carry an inheritance, when the text speaks of one."""
    kin = _KIN.search(low) if _GENETIC.search(low) else None
    return text[kin.start() : kin.end()] if kin else ""
