# ruff: noqa: E501  (patterns read better whole)
"""What the text itself says of the patient's sex, before anything is changed."""

from __future__ import annotations

import re

_FEMALE = re.compile(
    r"\b(?:patiente|pte|(?<!sa )(?<!ma )(?<!leur )femme(?! (?:du|de|d'))|dame|fillette|jeune fille|petite fille|madame|mme|mlle|parturiente|gestante|primipare|multipare|elle (?:est|a|etait|avait|dit|vit|exerce|tient|refuse|veut|demande|travaille|prend|habite)|agee|nee|operee|hospitalisee|enceinte)\b"
    r"|(?<![\w/+])f ?\d{1,2} ?(?:a\b|ans\b)|(?<![\w/+])♀"
)
_MALE = re.compile(
    r"\b(?:patient|pt|homme|monsieur|mr|m(?=\. )|garcon|garconnet|petit garcon|il est|il a|age de|ne le|opere|hospitalise)\b"
    r"|(?<![\w/+])h ?\d{1,2} ?(?:a\b|ans\b)|(?<![\w/+])♂"
)
_CAPITAL = re.compile(r"(?<![\w/+.])(?P<s>[HF]) ?\d{1,2}\b(?! ?h\b)")


def sex_of(text: str, low: str) -> str:
    """ "f", "m", or "" when the text says nothing or both."""
    f = len(_FEMALE.findall(low)) + sum(m["s"] == "F" for m in _CAPITAL.finditer(text))
    m = len(_MALE.findall(low)) + sum(m["s"] == "H" for m in _CAPITAL.finditer(text))
    accented = re.findall(r"\b(?:opéré|hospitalisé|âgé|né)\b", text)
    plain = re.findall(r"\b(?:opere|hospitalise|age de)\b", low)
    m -= max(0, len(plain) - len(accented)) if text != low else 0
    if f and not m:
        return "f"
    if m and not f:
        return "m"
    return ""
