"""Names that what stands after them gives away: "Deolinda, sa femme", "dit Titi"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.exceptions import eponym
from toctoc.guard.text.names.namewords import is_acronym, nameable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Hit
    from toctoc.guard.text.names.namefinder import Finder

_WHO = (
    r"(?:mere|pere|maman|papa|mari|femme|epouse?|epoux|conjointe?|compagne|compagnon|fille|fils"
    r"|soeur|frere|oncle|tante|neveu|niece|cousine?|voisine?|amie?|grand-mere|grand-pere|aidante?"
    r"|ainee?|cadette?|garcon|fillette|jumelle|jumeau|tuteur|tutrice|belle-soeur|beau-frere|patiente?)"
)
_ROLE = (
    r"(?:ide|kine|psy|psycho|psychologue|interne|externe|as|ash|secretaire|cadre|assistante?"
    r"|orthophoniste|ergo|infirmiere?|educatrice|educateur|aide-soignante?|sage-femme)"
)
_EXPLAINED = re.compile(
    rf" \((?:(?:sa |son |la |le |ma |mon )?{_WHO}\b|{_ROLE}\b)"
    r"|, (?:(?:sa|son|ma|mon|leur|notre|la|le) |l')?(?:petite?s? |jeune )?"
    rf"{_WHO}\b(?! (?:de|du|d'))"
)
_NICKNAMED = re.compile(
    r"\b(?:dite?s?|alias|surnommee?|que tout le monde appelle) (?:[\"«'\u201c] ?)?"
)
_QUOTES = frozenset("\"«\u201c'")
_NICK_WORDS = frozenset(
    ("dit", "dite", "dits", "dites", "alias", "surnomme", "surnommee", "appelle")
)
_PET_NAMES = frozenset(
    ("mamie", "papi", "papy", "mami", "mamy", "tata", "tonton", "tatie", "mama", "nana", "memere")
)


def explained(finder: Finder) -> Iterator[Hit]:
    """ "avec Deolinda, sa femme", "Fleur (psycho)": a capital that a word for people explains."""
    doc, tokens = finder.doc, finder.doc.tokens
    for i in doc.caps if doc.final and not doc.shouted else ():
        token = tokens[i]
        if finder.taken[i] or doc.text[token.end : token.end + 2] not in (" (", ", "):
            continue
        if not _EXPLAINED.match(doc.low, token.end) or is_acronym(token) or eponym(doc, i):
            continue
        known = lexicon.word(token.low)
        if known.common and (known.first < 3 or doc.text[token.end] == ","):
            continue
        if nameable(token) and not finder.taken[i]:
            yield finder.hit(i, i + 1, contestable=True)


def nicknamed(finder: Finder) -> Iterator[Hit]:
    """ "FABRE dit « Nénesse »", "Jean-Marc dit Waé": any capital after somebody's name."""
    doc, tokens = finder.doc, finder.doc.tokens
    if not doc.final or doc.shouted or _NICK_WORDS.isdisjoint(doc.words):
        return
    for match in _NICKNAMED.finditer(doc.low):
        i = doc.index_at(match.end())
        if i >= len(tokens) or tokens[i].start != match.end() or finder.taken[i]:
            continue
        before = doc.index_at(match.start()) - 1
        token = tokens[i]
        if before < 0 or not token.cap or not token.alpha or token.low in v.NOT_NAMES:
            continue
        borne = finder.named[before] or tokens[before].low in v.BEARERS
        quoted = doc.text[match.end() - 2 : match.end()].strip(" ") in _QUOTES
        if quoted and not borne and nameable(tokens[before]) and tokens[before].cap:
            borne = True  # "Tsimanohitra, dit « Dadabe »"
            if not finder.taken[before]:
                yield finder.hit(before, before + 1, contestable=True)
        if not (borne or _initials(doc, before)):
            continue
        if lexicon.is_drug(token.low) or is_acronym(token):
            continue
        yield finder.hit(i, i + 1, contestable=True)


def _initials(doc: Doc, at: int) -> bool:
    """ "T. V. dit Titi"."""
    token = doc.tokens[at]
    return token.cap and len(token.text) == 1


def petted(finder: Finder) -> Iterator[Hit]:
    """ "décès de Mamie Lulu": the word for a relative, with a capital, is part of the name."""
    doc, tokens = finder.doc, finder.doc.tokens
    if _PET_NAMES.isdisjoint(doc.words):
        return
    for i, token in enumerate(tokens[:-1]):
        if token.low not in _PET_NAMES or not token.cap or finder.taken[i]:
            continue
        after = tokens[i + 1]
        if doc.gap(i + 1) != " " or not after.cap or doc.shouted or not doc.final:
            continue
        called = finder.named[i + 1] or nameable(after) or any(lexicon.word(after.low)[:2])
        if called and after.low not in v.NOT_NAMES:
            yield finder.hit(i, i + 2, contestable=True)
