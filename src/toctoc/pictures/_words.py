"""Names between a text and its pictures: those of the text are looked for in the pixels, those of
the files must not stand in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toctoc.guard import lexicon
from toctoc.guard.files import telling
from toctoc.guard.files.lexicon import Weight, weight
from toctoc.guard.normalise import key
from toctoc.people.models import Person
from toctoc.people.queries import own_names
from toctoc.posts.queries import find_draft

_MOST = 200
_LEAST_DIGITS, _LEAST_LETTERS = 5, 3
_PARTS = re.compile(r"[^\W\d_]+")


def known_for(person: Person, target: str) -> tuple[str, ...]:
    """What the draft of a text names, and its author's own name: neither may be read in a
    picture."""
    draft = find_draft(person, target)
    body = draft.fields.get("body", "") if draft else ""
    found = (*own_names(person), *telling.of_words((body,)))
    return tuple(dict.fromkeys(found))[:_MOST]


def names_among(words: Iterable[str]) -> tuple[str, ...]:
    """What the guard of the text is told: names and long numbers. A name that is a word as well
    ("Petit") would be marked wherever the word stands: it stays only within a whole name."""
    found = (name for word in words for name in _names(word))
    return tuple(dict.fromkeys(found))[:_MOST]


def _names(word: str) -> Iterator[str]:
    parts = _PARTS.findall(word)
    if sum(character.isdigit() for character in word) >= _LEAST_DIGITS:
        yield word.strip()
        return
    if not any(_is_name(part) for part in parts):
        return
    if len(parts) == 1:
        if not lexicon.word(key(parts[0])).common:
            yield parts[0]
        return
    yield " ".join(parts)
    if len(parts) == 2:
        yield f"{parts[1]} {parts[0]}"


def _is_name(part: str) -> bool:
    return len(part) >= _LEAST_LETTERS and weight(key(part)) is not Weight.KNOWN
