"""Names that a scanner cut in two ("Rég ine", "Cather ine") or that a system's message carries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Hit
    from toctoc.guard.text.names.namefinder import Finder

_MESSAGE = re.compile(r"[^|^\n]{2,40}\^[^|^\n]{2,40}")


def cut(finder: Finder) -> Iterator[Hit]:
    """A capital and a lower-case end that make a usual first name together and no word apart."""
    doc, tokens = finder.doc, finder.doc.tokens
    for i in doc.caps if doc.final else ():
        if i + 1 == len(tokens):
            break
        token, after = tokens[i], tokens[i + 1]
        if after.cap or token.upper or not (token.alpha and after.alpha):
            continue
        if finder.taken[i + 1] or doc.gap(i + 1) != " " or not 2 <= len(after.text) <= 8:
            continue
        if finder.taken[i] and not finder.named[i]:
            continue
        tail, head = lexicon.word(after.low), lexicon.word(token.low)
        if len(token.text) > 7 or lexicon.is_clinical(after.low) or after.low in v.NOT_NAMES:
            continue
        whole = lexicon.word(token.low + after.low)
        sure = finder.named[i] and whole.first == 4  # "Prénom : Mar tine"
        apart = (tail.common and len(after.text) > 2) or (head.common and len(token.text) > 2)
        if apart and not sure:
            continue
        surname = finder.named[i] and whole.last >= 2 and whole.last > max(head.last, tail.last)
        if surname or (whole.first >= 3 and whole.first > max(head.first, tail.first)):
            yield finder.hit(i, i + 2, contestable=True)


def messages(finder: Finder) -> Iterator[Hit]:
    """ "PID|…|LE PENNEC^MAEL|": the fields of an HL7 message."""
    doc = finder.doc
    for match in _MESSAGE.finditer(doc.text) if "^" in doc.text and "|" in doc.text else ():
        first, stop = doc.index_at(match.start()), doc.index_at(match.end())
        words = doc.tokens[first:stop]
        loud = words and all(t.alpha and t.upper for t in words if len(t.text) > 1)
        if loud and any(max(lexicon.word(t.low)[:2]) >= 2 for t in words):
            yield finder.hit(first, stop, contestable=True)
