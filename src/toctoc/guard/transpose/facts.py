# ruff: noqa: E501  (patterns read better whole)
"""The clinical facts that a transposition must leave alone, as a multiset to compare."""

from __future__ import annotations

import re
from collections import Counter

from toctoc.guard import lexicon
from toctoc.guard.normalise import normalise

_UNIT = r"(?:mg(?:/\w+)?|g(?:/\w+)?|kg|µg(?:/\w+)?|mcg|ml|l/min|l|ui(?:/\w+)?|mmol(?:/\w+)?|µmol(?:/\w+)?|meq|mmhg|cmhg|%|°c?|bpm|/min|cm|mm|cp|gouttes?|bouffees?|amp|kcal|gy|hz|db|sa|pa|ng/ml|pg/ml|g/dl|g/l|mg/l|ui/l)"
_FACTS = re.compile(
    rf"(?<![\w.,])\d+(?:[.,]\d+)?\s?{_UNIT}(?![\w])"  # a number with its unit
    r"|(?<![\w.])[tdlcs]\d{1,2}(?:\s?-\s?[tdlcs]?\d{1,2})?(?!\w)"  # vertebrae
    r"|(?<!\w)v[1-6](?!\w)|(?<!\w)j\s?\+?\d+ ?(?:de vie|post)"  # leads, days of life
    r"|(?<![\d/])(?<!\ble )(?<!\bdu )(?<!\bau )\d{1,3}/\d{1,3}(?![\d/])"  # blood pressure, scores, fractions
    r"|\b(?:glasgow|gcs|nihss|eva|apgar|mms|moca|child|meld|curb|phq|gds|bref)\s?(?:a|:|=)?\s?\d+"
    r"|\b(?:droite?s?|gauches?|dte?|gche?|bilatera\w+|ipsilatera\w+|controlatera\w+)\b"
    r"|\b(?:pas d[e']|pas|sans|aucune?|ni|jamais|non|absence d[e']|negati\w+|exclu\w*)(?!\w)"
    r"|\b(?:depuis|pendant|durant|apres|avant|pour|sur|il y a|dans|(?<!\d )a)\s(?:environ |plus de |moins de )?\d+\s?(?:h|heures?|j|jours?|sem|semaines?|mois|ans?)\b"
    r"|(?<!\w)x\s?\d|\b\d+\s?(?:x|fois)\s?(?:/|par)\s?(?:j|jour|sem|semaine)\b"
)
_WORD = re.compile(r"[^\W\d_]{4,}")


def clinical_facts(text: str) -> Counter[str]:
    """Numbers with units, doses, sides, levels, scores, durations, negations and drugs."""
    low = normalise(text).low
    found = Counter(re.sub(r"\s+", "", m.group()) for m in _FACTS.finditer(low))
    found.update(w for w in _WORD.findall(low) if lexicon.is_drug(w))
    return found
