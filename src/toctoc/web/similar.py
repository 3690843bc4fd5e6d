"""Questions close to what is being asked, already answered: the best answer is one that exists."""

from __future__ import annotations

from typing import Any

from toctoc.people.models import Person
from toctoc.questions.queries import cards_of
from toctoc.search.index import similar

from .words import card

_SHOWN = 3
_TOO_SHORT = 40


def similar_cards(person: Person, text: str, lang: str) -> list[dict[str, Any]]:
    """At most three that this person may read: the index proposes, the database decides."""
    if len(text.strip()) < _TOO_SHORT:
        return []
    found = [hit.thread for hit in similar(text, limit=_SHOWN * 3, answered_only=True)]
    return [card(row, lang) for row in cards_of(person, found)][:_SHOWN]
