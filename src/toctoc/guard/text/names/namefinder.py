"""What the detectors of names share: what is taken, and who was already named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard.report import Category, Level, Proposal
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.doc import REMOVE, Hit

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc


class Finder:
    """One pass over a document; `people` remembers the words that named somebody."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.people: dict[str, tuple[Level, str]] = {}
        self.sure = True  # whether the present detector's names are looked for in lower case too
        self.taken = bytearray(len(doc.tokens))
        self.named = bytearray(len(doc.tokens))  # 1 where a name was found

    def hit(
        self,
        first: int,
        last: int,
        rule: str = "name",
        proposals: tuple[Proposal, ...] = (REMOVE,),
        level: Level = Level.BLOCK,
        start: int | None = None,
        contestable: bool = False,
    ) -> Hit:
        """A hit over tokens first..last-1, remembered for later mentions."""
        tokens = self.doc.tokens
        for i in range(first, last):
            self.taken[i] = self.named[i] = 1
            token = tokens[i]
            if len(token.text) > 2 and token.low not in v.PARTICLES:
                self.people.setdefault(token.low, (level, rule if self.sure else "name.alone"))
        begin = tokens[first].start if start is None else start
        end = tokens[last - 1].end
        category = Category.INITIALS if rule == "initials" else Category.NAME
        return Hit(begin, end, category, level, rule, proposals, contestable)
