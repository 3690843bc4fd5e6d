"""People's names: after a civility, announced, in pairs, alone, and every later mention."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.normalise import fold
from toctoc.guard.report import Category, Level
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.doc import REMOVE, Hit
from toctoc.guard.text.exceptions import headed
from toctoc.guard.text.names.namealone import alone, quiet
from toctoc.guard.text.names.nameborne import apposed, households, kin, owned
from toctoc.guard.text.names.namecut import cut, messages
from toctoc.guard.text.names.nameexplained import explained, nicknamed, petted
from toctoc.guard.text.names.namefinder import Finder
from toctoc.guard.text.names.namefirms import firms
from toctoc.guard.text.names.nameforms import fields, loud_first, wed
from toctoc.guard.text.names.namekin import siblings
from toctoc.guard.text.names.namelabelled import bridged, labelled
from toctoc.guard.text.names.namelines import identified, signed
from toctoc.guard.text.names.namelists import doubles, enumerated, halves, strangers
from toctoc.guard.text.names.nameocr import clear_print
from toctoc.guard.text.names.namepairs import initialled, lowered, pairs, trailing
from toctoc.guard.text.names.nameround import appointments, met, rooms
from toctoc.guard.text.names.nameseams import doubled, married, quoted, torn
from toctoc.guard.text.names.namestaff import staff
from toctoc.guard.text.names.nametitled import civility
from toctoc.guard.text.names.nametold import announced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc


def saints(finder: Finder) -> None:
    """ "Saint-Étienne" and "St Malo" are places or hospitals, not somebody's first name."""
    doc = finder.doc
    for i in doc.among(("saint", "sainte", "st", "ste")):
        if i + 1 < len(doc.tokens) and doc.gap(i + 1) in ("-", " "):
            finder.taken[i] = finder.taken[i + 1] = 1


def again(finder: Finder) -> Iterator[Hit]:
    """Every later (or earlier) mention of somebody already named."""
    doc = finder.doc
    for i in doc.among(finder.people):
        token = doc.tokens[i]
        if finder.taken[i]:
            continue
        level, rule = finder.people[token.low]
        if (
            rule == "initials"
            or headed(doc, i)
            or (doc.shouted and token.low in v.KIN)
            or (not token.cap and lexicon.word(token.low).common)
        ):
            continue
        if not token.cap and (len(token.text) < 4 or rule == "name.alone"):
            continue
        rule = "name" if rule == "name.alone" else rule
        yield Hit(token.start, token.end, Category.NAME, level, rule, (REMOVE,), False)


def known(finder: Finder) -> Iterator[Hit]:
    """Names the caller says must never appear, in any case and spacing."""
    doc = finder.doc
    for person in doc.known_people:
        words = re.findall(r"[^\W_]+", fold(person))
        if not words:
            continue
        pattern = r"(?<![^\W_])" + r"[\s\-'.]{1,3}".join(map(re.escape, words)) + r"(?![^\W_])"
        for match in re.finditer(pattern, doc.low):
            yield Hit(*match.span(), Category.NAME, Level.BLOCK, "name.known", (REMOVE,))


def find_names(doc: Doc) -> Iterator[Hit]:
    """Every name, the surest signs first."""
    doc = clear_print(doc)
    finder = Finder(doc)
    yield from known(finder)
    yield from civility(finder)
    yield from firms(finder)
    yield from announced(finder)
    yield from quoted(finder)
    yield from fields(finder)
    yield from kin(finder)
    yield from siblings(finder)
    yield from apposed(finder)
    yield from identified(finder)
    yield from signed(finder)
    yield from messages(finder)
    yield from cut(finder)
    yield from households(finder)
    yield from lowered(finder)
    saints(finder)
    yield from initialled(finder)
    yield from trailing(finder)
    yield from pairs(finder)
    yield from loud_first(finder)
    yield from strangers(finder)
    yield from halves(finder)
    yield from doubles(finder)
    yield from owned(finder)
    yield from staff(finder)
    yield from labelled(finder)
    yield from wed(finder)
    yield from married(finder)
    yield from torn(finder)
    yield from rooms(finder)
    yield from appointments(finder)
    yield from met(finder)
    yield from explained(finder)
    yield from petted(finder)
    yield from doubled(finder)
    yield from alone(finder)
    yield from quiet(finder)
    yield from nicknamed(finder)
    yield from enumerated(finder)
    yield from bridged(finder)
    yield from again(finder)
