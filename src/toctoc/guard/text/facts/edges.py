"""What is left of a soft finding when a surer one takes its middle or an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard.report import Category
from toctoc.guard.text.names.persons import KIN
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc

CUT = frozenset((Category.RARE, Category.FAMILY))
GOES_ON = CUT | {Category.PROFESSION}  # what a fact may go on with on its other side
_EDGES = " \t\n,;:.-'\"()/"
_SMALL = frozenset(
    words("""
    a au aux avec ci contre d dans de depuis derriere des devant dont du elle en entre et hors il
    jusqu l la le les lors lui mais n ou par pendant plage pour pres quand que qui s sous sur un
    une vers y apres avant durant entree sortie moment propos tout
""")
)
_HOURS = frozenset(words("h heures heure matin soir midi minuit min"))
_TIE = KIN | frozenset(
    words("""
    grand grande beau belle petit petite demi arriere ex ancien ancienne l la le les son sa ses
    leur mon ma notre de du des d un une
    """)
)


def left_over(
    doc: Doc, start: int, end: int, category: Category, cover: bytearray
) -> tuple[int, int]:
    """The characters of start..end without the small words that lead to a place or a name.

    Empty where none tells: what is left of a tie apart from its job ("son frère, l'") says nothing.
    cover: 1 where a finding of another kind stands, 2 where one that the fact may go on with does.
    """
    first, last = doc.index_at(start), doc.index_at(end) - 1
    own = doc.tokens[first : last + 1]
    apart = own and (own[-1].low in ("l", "le", "la") or doc.low.startswith(", l", end))
    if category is Category.FAMILY and apart and all(t.low in _TIE for t in own):
        return start, start
    text, before, after = doc.text, start - 1, end
    while before > 0 and text[before] in _EDGES:
        before -= 1
    small = _SMALL if before >= 0 and cover[before] == 2 else _SMALL | _HOURS
    if all(t.low in small or (t.low.isdigit() and small is not _SMALL) for t in own):
        return start, start
    while after < len(text) - 1 and text[after] in _EDGES:
        after += 1
    while after < len(text) and cover[after] == 1 and doc.tokens[last].low in _SMALL:
        last -= 1
    return start, min(end, doc.tokens[last].end)
