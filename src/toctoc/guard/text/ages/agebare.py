"""Figures without a unit that are an age: "femme, 32", "pte 43,", "M. Sylla, 32, dort au foyer"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard.text.ages.agewords import HOLDERS, RELATIVES, SIBLINGS
from toctoc.guard.text.jobs import occupations
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from toctoc.guard.text.ages.agecontext import Reader

_CLOSED = re.compile(r"\s{0,3}(?:[,;).\n|\]—–·:/+?!\"»-]|\Z)")
_PARITY = re.compile(r"g\d+p\d+\Z")
_SAID = re.compile(
    r" (?:[hf](?=[, ])|sous|avec|atcd|hta|dt[12]|sans|enceinte|vu|vue|suivi|tabac|g\d|ras|en|ob)\b"
)
_HELD = RELATIVES | {"femme", "homme", "dame"}
_LED = frozenset(("un", "une", "chez", "ancien", "ancienne", "ex"))
_TITLES = frozenset(("mme", "madame", "mr", "monsieur", "mlle"))
_BARE = _TITLES | frozenset(
    words("""
    pt pte pat patient patiente dame jf jh ado adolescent adolescente papi papy mamie mamy agee age
    monsieur parturiente gestante
""")
)
GROWN = 20  # years: past this age nobody is a child
_WINDOW = 12  # words before ", 27," among which somebody is named


def bare(reader: Reader, start: int, number: int, end: int) -> bool:
    """Whether figures that stand alone say how old somebody is."""
    doc = reader.doc
    low, at = doc.low, doc.index_at(start)
    near = doc.tokens[at - 1].low if at else ""
    if near in _BARE or (near.isalpha() and len(near) == 1) or near == "sa":
        return _titled(reader, at, number, end)
    if near not in _HELD and not _PARITY.match(near):
        return _worker(reader, at, number, end) or _between_commas(reader, at, number, end)
    if not 0 < number < 110 or not _CLOSED.match(low, end) or low.startswith(("/", ":"), end):
        return False
    before, mark = reader.lead(start, 2)
    near = before[0].low if before else ""
    if near in ("femme", "homme", "dame") and mark in ("", ",", "("):
        return number >= 15
    if _PARITY.match(near) and mark == ",":
        return 15 <= number <= 50
    held = near in RELATIVES and near not in SIBLINGS and mark in ("", "(", ",", ":")
    return held and (reader.told or number >= GROWN)


def _titled(reader: Reader, at: int, number: int, end: int) -> bool:
    """ "pte 43,", "Mr X 67 HTA", "pte 22 SA, 31, 2 FCS"."""
    doc = reader.doc
    low, near, gap = doc.low, doc.tokens[at - 1].low, doc.gap(at)
    if gap not in (" ", ", ", " (", ": ", " : ") or not 13 <= number < 110:
        return False
    closed = bool(_CLOSED.match(low, end)) and not low.startswith(("/", ":", "."), end)
    closed |= low.startswith((". ", ".\n"), end)
    if near == "sa":
        return gap == ", " and closed and number <= 50 and low[end : end + 1] in (",", ".")
    if len(near) == 1 and (at < 2 or doc.tokens[at - 2].low not in _TITLES):
        return False
    return closed or bool(_SAID.match(low, end))


def _worker(reader: Reader, at: int, number: int, end: int) -> bool:
    """ "un carreleur 47 : 12 000 éléments", "chez maçon 52, lombalgie"."""
    doc = reader.doc
    if at < 2 or doc.gap(at) not in (" ", ", ", " (") or not 16 <= number < 90 or reader.told:
        return False
    low = doc.low
    if not _CLOSED.match(low, end) or low.startswith(("/", ":", "-", "+"), end):
        return False
    led = doc.tokens[at - 2].low in _LED and doc.gap(at - 1) == " "
    return led and doc.tokens[at - 1].low in occupations.lexicon()


def _between_commas(reader: Reader, at: int, number: int, end: int) -> bool:
    """ "M. Sylla, 32, dort au foyer", "patient DT1 moniteur à Bouillante, 27, HbA1c 7,1"."""
    doc = reader.doc
    if at < 2 or doc.gap(at) not in (", ", " (") or not GROWN <= number < 100:
        return False
    shut = "," if doc.gap(at) == ", " else ")"
    if not doc.low.startswith(shut, end) or doc.low[end + 1 : end + 2].isdigit():
        return False
    near = doc.tokens[at - 1]
    if not (near.cap and near.alpha and (not near.upper or doc.shouted)):
        return False
    for i in range(at - 2, max(-1, at - 2 - _WINDOW), -1):
        low, gap = doc.tokens[i].low, doc.gap(i + 1)
        if "\n" in gap or ("." in gap and low not in ("m", "mr", "mme")):
            return False
        if low in _TITLES or low in _BARE or low == "m":
            return low in _TITLES or low == "m" or not reader.told
        if low in HOLDERS and len(low) > 2:
            return not reader.told
    return False
