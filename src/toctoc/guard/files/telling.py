"""Which words of a file's name, captions or text layer point to somebody, by the text guard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toctoc.guard.report import Category

if TYPE_CHECKING:
    from collections.abc import Iterable

_TELLING: Final = frozenset(
    {
        Category.NAME,
        Category.BIRTH_DATE,
        Category.DATE,
        Category.ADDRESS,
        Category.PHONE,
        Category.EMAIL,
        Category.URL,
        Category.HANDLE,
        Category.HOSPITAL,
        Category.NIR,
        Category.IPP,
        Category.RPPS,
        Category.IBAN,
        Category.NUMBER,
    }
)
_MOST: Final = 60_000  # characters judged
_LEAST: Final = 3  # letters or digits of a word worth looking for
_SEPARATORS: Final = re.compile(r"[^\w-]+|_+|(?<!\d)-|-(?!\d)")  # a date keeps its dashes


def of_words(words: Iterable[str]) -> tuple[str, ...]:
    """The identifying words among `words`, in reading order."""
    text = " ".join(words)[:_MOST]
    if not any(character.isalnum() for character in text):
        return ()
    from toctoc.guard import check_text

    found: list[str] = []
    for one in check_text(text, final=True).findings:
        if one.category in _TELLING:
            said = text[one.start : one.end]
            found += [said, *(word for word in said.split() if len(word) >= _LEAST)]
    return tuple(dict.fromkeys(found))


def of_name(name: str) -> tuple[str, ...]:
    """The identifying words of a file name: "DUPONT_Marie_radio.jpg" tells two."""
    stem = name.replace("\\", "/").rpartition("/")[2]
    stem = stem.rpartition(".")[0] or stem
    return of_words(word for word in _SEPARATORS.split(stem) if word)
