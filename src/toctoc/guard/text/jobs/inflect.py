"""French nouns and adjectives in every gender and number, formed by their endings."""

from __future__ import annotations

import re

from toctoc.guard.normalise import fold
from toctoc.guard.text.wordlist import words

_PART = re.compile(r"[^\W_]+")
_SMALL = frozenset(words("de d du des en à au aux sur pour dans l la le les sans"))
# folded ending of the masculine -> endings of the feminine; the first that fits is taken
_FEMININE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("teur", ("trice", "teuse", "teure")),
    ("eur", ("euse", "eure")),
    ("eux", ("euse",)),
    ("er", ("ere",)),
    ("en", ("enne",)),
    ("on", ("onne",)),
    ("an", ("ane", "anne")),
    ("el", ("elle",)),
    ("f", ("ve",)),
    ("tre", ("tre", "tresse")),
    ("e", ("e",)),
)
_TAKES_E = frozenset("dilnrst")


def _feminine(word: str) -> list[str]:
    """Feminine forms of a word with its accents, folded; none for what has no other form."""
    low = fold(word)
    if low == "chef":
        return ["cheffe"]
    if word.endswith("é"):
        return [low + "e"]
    for ending, others in _FEMININE:
        if low.endswith(ending):
            return [low[: -len(ending)] + other for other in others]
    return [low + "e"] if low[-1] in _TAKES_E else []


def _plural(low: str) -> str:
    if low.endswith("al"):
        return low[:-1] + "ux"
    return low if low[-1] in "sxz" else low + "s"


def inflected(name: str) -> list[tuple[tuple[str, ...], bool]]:
    """(folded words, whether plural) of every form of a masculine name.

    "_" stands for a space; "=" before the name keeps it as it stands, plural apart.
    """
    fixed, name = name.startswith("="), name.lstrip("=")
    parts = _PART.findall(name.replace("_", " "))
    low = tuple(fold(part) for part in parts)
    stop = next((i for i, part in enumerate(low) if i and part in _SMALL), len(low))
    head, tail = low[:stop], low[stop:]
    forms = {head}
    if not fixed:
        first = _feminine(parts[0])
        forms |= {(word, *head[1:]) for word in first}
        if len(head) == 2:
            forms |= {(a, b) for a in (low[0], *first) for b in _feminine(parts[1])}
    found = [((*form, *tail), False) for form in forms]
    for form in forms:
        found.append(((_plural(form[0]), *form[1:], *tail), True))
        if len(form) > 1:
            found.append(((*map(_plural, form), *tail), True))
    return found
