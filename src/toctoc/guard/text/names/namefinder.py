"""What the detectors of names share: what is taken, and who was already named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.report import Category, Level, Proposal
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.doc import REMOVE, Hit
from toctoc.guard.text.names.namehints import aged

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc


_AGE_AFTER = re.compile(r",? ?\(?\d{1,3} ?(?:ans?|a|mois|m|sem)\b")


class Finder:
    """One pass over a document; `people` remembers the words that named somebody."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.people: dict[str, tuple[Level, str]] = {}
        self.sure = True  # whether the present detector's names are looked for in lower case too
        self.taken = bytearray(map(doc.claimed.__getitem__, doc.starts))
        self.named = bytearray(len(doc.tokens))  # 1 where a name was found
        # indexes of the words that some people bear as a first name, in any case
        self.firsts = [i for i, t in enumerate(doc.tokens) if lexicon.word(t.low).first >= 2]

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
        if rule != "initials":
            last = self._stretched(last)
        for i in range(first, last):
            self.taken[i] = self.named[i] = 1
            token = tokens[i]
            if len(token.text) > 2 and token.low not in v.PARTICLES:
                self.people.setdefault(token.low, (level, rule if self.sure else "name.alone"))
        begin = tokens[first].start if start is None else start
        end = tokens[last - 1].end
        category = Category.INITIALS if rule == "initials" else Category.NAME
        return Hit(begin, end, category, level, rule, proposals, contestable)

    def _stretched(self, last: int) -> int:
        """`last` moved behind "Guivarc'h" and the initial of "Kylian D., 8 ans", "Sofia B (32)"."""
        doc, tokens = self.doc, self.doc.tokens
        if last < len(tokens) and tokens[last].low == "h" and doc.gap(last) == "'":
            last += tokens[last - 1].low[-1] == "c"
        if last >= len(tokens) or len(tokens[last].text) != 1 or doc.gap(last) != " ":
            return last
        token, before = tokens[last], tokens[last - 1]
        if not token.alpha or self.taken[last] or len(before.text) < 2:
            return last
        after = doc.text[token.end : token.end + 2]
        if after[:1] == "." and token.cap:
            species = last + 1 < len(tokens) and lexicon.is_species(tokens[last + 1].low)
            return last + (not species)
        if token.cap != before.cap or before.upper or token.low in "hfm":
            return last
        if after[:1] == ".":
            return last + bool(_AGE_AFTER.match(doc.low, token.end + 1))
        closed = token.cap and (after[:1] in (",", ")") or after == " (")
        return last + (closed or (aged(doc, last) and token.low != "a"))
