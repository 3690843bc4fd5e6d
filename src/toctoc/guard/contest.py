"""What an author declared to name no one ("Parkinson is the disease"), and the findings it answers.

A contested word answers a longer finding when it is all that names in it ("Dr Parkinson",
"clinique Parkinson"): titles and kinds of places name no one. It answers nothing of "Jean
Parkinson", where another word names, until that word is contested too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard.normalise import normalise
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.generic import GENERIC

if TYPE_CHECKING:
    from collections.abc import Collection

_EDGES = " \t\n,;:.-'\"()/"
_WORD = re.compile(r"[^\W_]+")
_NAMELESS = GENERIC | frozenset(v.TITLES) | v.PARTICLES | {"m", "l", "d"}


class Contested:
    """The strings that an author contested; false when there are none."""

    def __init__(self, told: Collection[str]) -> None:
        lows = [normalise(words).low for words in told]
        self._whole = {low.strip(_EDGES) for low in lows} - {""}
        self._names = {_naming(low) for low in lows} - {()}

    def __bool__(self) -> bool:
        return bool(self._whole)

    def answers(self, low: str) -> bool:
        """Whether the folded words of a finding were contested, or all that names among them."""
        if not self._whole:
            return False
        if low.strip(_EDGES) in self._whole:
            return True
        names = _naming(low)
        return bool(names) and (
            names in self._names or all((word,) in self._names for word in names)
        )


def _naming(low: str) -> tuple[str, ...]:
    return tuple(word for word in _WORD.findall(low) if word not in _NAMELESS)
