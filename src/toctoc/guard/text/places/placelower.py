"""Whether a name of the gazetteer typed without its capital is that place: "habite guérande"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text.places import cues, towns
from toctoc.guard.text.places.gazetteer import plain
from toctoc.guard.text.places.placefound import Found, aged, heads_line, in_slot, sizeable

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc

_LINKED = frozenset(
    (
        "de",
        "d",
        "du",
        "en",
        "sur",
        "sous",
        "les",
        "lez",
        "la",
        "le",
        "l",
        "et",
        "aux",
        "saint",
        "st",
        "ste",
        "sainte",
        "a",
        "au",
        "des",
    )
)
_INFINITIVE = ("er", "ir", "oir", "re")  # "autorisés à publier"
_NOT_FIRST = frozenset(("le", "la", "les", "l", "a", "en", "y", "o"))
_LED = frozenset(("a", "de", "d", "sur", "vers", "hopital", "ch", "urgences", "habite"))


def lower(doc: Doc, found: Found, before: str) -> bool:
    """A name typed without its capital."""
    low = plain(doc, found.first)
    size, known, cue = found.spot.population, found.known, found.cue
    if not found.single:
        return _lower_compound(doc, found)
    if in_slot(doc, found) and (doc.final or aged(doc, found)) and _lone_low(doc, found):
        return True
    if _turns(doc, found):
        return False
    if doc.final and cue < cues.LIVES and heads_line(doc, found):
        return sizeable(found, low) and not known.common
    if cue == cues.AT and before in ("a", "et") and size >= 2_000 and _ends(doc, found):
        return low in towns.DUAL or not known.common
    if cue == cues.LIVES and low in towns.DUAL and before in _LED and size >= 1_000:
        return True
    if cue < cues.LIVES and low in towns.WORDS:
        return False
    led = cue >= cues.AT or before in ("chu", "urgences", "urg")
    if low in towns.PLAIN and (led or (doc.final and cues.staffed(doc, found.first))):
        return True
    if doc.final and cues.staffed(doc, found.first) and sizeable(found, low):
        return True
    if before in ("au", "aux", "du", "des"):
        return False  # a name with its article is judged whole
    if len(low) == 3 and cue == cues.AT and doc.text[doc.tokens[found.first].start - 2] == "à":
        return size >= 10_000 and not known.common and known.first < 2
    if len(low) < 4 or (found.spot.abroad and cue < cues.LIVES and size < 200_000):
        return False
    if cue == cues.LIVES:
        if known.common:
            infinitive = before == "a" and low.endswith(_INFINITIVE)
            everyday = lexicon.is_clinical(low) or known.first >= 3 or infinitive
            return not everyday and size >= (1_000 if before in ("a", "sur", "vers") else 4_000)
        return known.first < 3 or size >= 20_000
    if known.common and (
        size < 12_000 or lexicon.is_clinical(low) or before not in ("a", "sur", "vers", "entre")
    ):
        return False
    if (known.first >= 3 and size < 1_000_000) or lexicon.is_clinical(low):
        return False
    if cue == cues.AT:
        return size >= (300 if known.last < 3 else 3_000)
    if cue == cues.OF:
        least = 8_000 if known.last > 1 else 2_000 if known.last or len(low) < 7 else 500
        return size >= least and not found.spot.abroad
    lone = doc.final and known.first < 2 and not known.common and not found.spot.abroad
    return lone and size >= (8_000 if known.last < 3 and len(low) > 4 else 60_000)


def _turns(doc: Doc, found: Found) -> bool:
    """ "à tours de rôle": the word, not the town."""
    end = doc.tokens[found.stop - 1].end
    return found.known.common and doc.low.startswith((" de ", " uniq", " inver", " horai"), end)


def _ends(doc: Doc, found: Found) -> bool:
    """Whether a stop, a bracket or the end follows: "elle vit entre paris et sens."."""
    end = doc.tokens[found.stop - 1].end
    follows = doc.text[end : end + 2].lstrip(" ")
    return doc.final and (not follows or follows[0] in ",.;:!?)\n")


def _lone_low(doc: Doc, found: Found) -> bool:
    """Whether a lower-case name alone in its slot is a town: no word, or said after an age."""
    low = plain(doc, found.first)
    known = found.known
    if low in towns.DUAL:
        return low not in towns.WORDS and aged(doc, found) and found.spot.population >= 1_000
    if found.spot.abroad or len(low) < 4 or lexicon.is_clinical(low) or known.common:
        return False
    if aged(doc, found):
        return True
    return known.first < 2 and known.last < 3 and found.spot.population >= 800


def _lower_compound(doc: Doc, found: Found) -> bool:
    """ "saint laurent du maroni", "guémené-sur-scorff", "pont l'abbe"."""
    tokens = doc.tokens[found.first : found.stop]
    if tokens[0].low in _NOT_FIRST:
        return True  # judged by _article_place
    glued = "-" in doc.text[tokens[0].start : tokens[-1].end]
    saint = tokens[0].low in ("st", "ste", "saint", "sainte")
    size = found.spot.population
    proper = [t for t in tokens if t.low not in _LINKED]
    rare = [t for t in proper if not towns.word_of(t.low).common]
    clinical = all(lexicon.is_clinical(t.low) for t in proper)
    if len(tokens) >= 4 and not clinical:
        return True
    if saint:
        slot = in_slot(doc, found) and (glued or doc.final)
        return found.cue >= cues.OF or slot or size >= 2_000
    if clinical:
        whole = glued and len(tokens) > 2
        return found.cue >= (cues.OF if whole else cues.AT) and (glued or size >= 8_000)
    if glued:
        return found.cue >= cues.OF or size >= 1_000
    if rare and doc.final and in_slot(doc, found):
        return True
    if rare:
        return found.cue >= cues.OF or size >= (500 if doc.final and len(tokens) > 2 else 2_000)
    return found.cue == cues.LIVES or (found.cue == cues.AT and size >= 2_000)
