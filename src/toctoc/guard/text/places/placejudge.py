"""Whether a name of the gazetteer is that place here: its letters, its neighbours, its size."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.ages.agewords import NUMBERS
from toctoc.guard.text.exceptions import eponym, headed
from toctoc.guard.text.places import cues, towns
from toctoc.guard.text.places.gazetteer import plain
from toctoc.guard.text.places.placefound import Found, heads_line, in_area, in_slot, sizeable
from toctoc.guard.text.places.placelower import lower
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc, Token

_MONTH = r"(?:janv|fev|mars|avril|mai|juin|juil|aout|sept|oct|nov|dec)"
DATED = re.compile(
    r"[ \n]{0,3},?[ \n]{0,3}(?:le |ce |ie )?"
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),? )?(?:le )?"
    rf"(?:[\doil]{{1,2}}(?:er)?(?:[/.\-][\doil]| [\doil]{{2}} [\doil]{{2,4}}|[ ]?{_MONTH})"
    r"|[\doil]{1,2} [xvi]{1,4} [\do]{4}"
    rf"|[a-z]{{3,8}}(?:[- ][a-z]{{2,5}}){{0,2}} {_MONTH}[a-z]{{0,6}}\b)"
)
_CODE = re.compile(r",? ?[(-]? ?(?P<code>\d{5})\b")
_DISTRICT = re.compile(r" (?:\d{1,2} ?(?:e|er|eme)|[xvi]{1,5}e|x[vi]{1,4})\b")
_MEETING = re.compile(
    r"\b(?:[Cc]ongrès|[Ff]ormations?|DU|DIU|[Ss]éminaire|[Jj]ournées|[Cc]olloque|[Aa]teliers?"
    r"|[Cc]onférence)\b[^.;!\n]{0,30}\Z"
)
_NOT_FIRST = frozenset(("le", "la", "les", "l", "a", "en", "y", "o"))
_ACTS = frozenset(
    words("""
    n ne me m nous dit disent refuse refusent propose repond rappelle veut peut sature complet
    injoignable demande
    """)
)
_TIMES = frozenset(words("h heure heures min minutes jour jours semaines mois ans"))
_TO = frozenset(("à", "À"))
_GOVERNS = (" des ", " de la ", " de l'", " du ")
_REFUSED = frozenset(("pas", "ni", "peu", "plus", "moins", "trop", "sans", "score", "dose"))


def is_place(doc: Doc, found: Found) -> bool:
    token = doc.tokens[found.first]
    low = plain(doc, found.first)
    if found.single and _never(doc, found, token, low):
        return False
    if _own_area(doc, doc.tokens[found.stop - 1].end, found.spot) or _quartered(doc, found):
        return True
    if token.cap and not found.known.common and in_area(doc, found.stop):
        return not headed(doc, found.first)
    if not found.single and low in _NOT_FIRST and not _article_place(doc, found):
        return False
    if doc.low.endswith("sos mains ", 0, token.start) and token.cap:
        return found.spot.population >= 5_000
    i = found.first
    whole = found.stop > i + 1 and "-" in doc.text[token.start : doc.tokens[found.stop - 1].end]
    if headed(doc, i) and "\n" not in doc.gap(i) and not (whole and token.cap):
        return False
    if not token.upper and _MEETING.search(doc.text[max(0, token.start - 45) : token.start]):
        return False
    before = doc.tokens[i - 1].low if i else ""
    if before in ("de", "d") and i > 1:
        owner = doc.tokens[i - 2].low
        if owner in _REFUSED:
            return False  # "pas de Lille": a score
        if owner in _TIMES and found.known.common and not token.cap:
            return False  # "onze heures d'avion"
    if found.single and not token.cap and low in NUMBERS:
        return False  # "depuis trente ans"
    if found.cue < cues.LIVES and not whole and (towns.owned(doc, i) or towns.read(doc, i)):
        return False
    if found.cue < cues.AT and found.spot.abroad and towns.scale(low):
        return False  # "Rotterdam 2/3"
    if _bracketed(doc, found):
        return True
    end = doc.tokens[found.stop - 1].end
    if (
        (doc.opens(i) or "   " in doc.gap(i))
        and DATED.match(doc.low, end)
        and not _headline(doc, i)
    ):
        return token.cap and (not i or "\n" in doc.gap(i) or not found.known.common)
    scored = found.single or lexicon.is_eponym(found.spot.name)
    if scored and _measured(doc, found.stop) and found.cue < cues.LIVES:
        return False  # "Tampa 46", "Los Angeles C"
    other = (
        found.spot.abroad
        and i > 1
        and doc.tokens[i - 2].low in ("celui", "celle", "ceux", "celles")
    )
    if found.single and (found.cue < cues.LIVES or other) and _eponym(doc, i, found, before):
        return False
    if token.upper and token.cap and (doc.shouted or _loud(doc, i)):
        return _shouted(doc, found)
    return _capital(doc, found, before) if token.cap else lower(doc, found, before)


def _bracketed(doc: Doc, found: Found) -> bool:
    """Whether a French town stands alone between brackets after a name: "Copin (Lille)"."""
    i = found.first
    if not i or doc.gap(i) != " (" or not doc.text.startswith(")", doc.tokens[found.stop - 1].end):
        return False
    named = doc.tokens[i - 1].cap and not lexicon.is_eponym(doc.tokens[i - 1].low)
    town = not (found.spot.abroad or found.known.common or found.known.first > 2)
    return doc.final and named and town and doc.tokens[i].cap and found.spot.population >= 2_000


def _headline(doc: Doc, i: int) -> bool:
    """Whether the line goes on as a sentence's first word would: "Nice le 3 avril" is none."""
    return doc.tokens[i].low in v.NOT_NAMES


def _never(doc: Doc, found: Found, token: Token, low: str) -> bool:
    """Words that no context makes a town: grammar, acronyms, drugs, very short names."""
    drug = lexicon.is_drug(low) and not (found.cue == cues.LIVES and not found.known.common)
    if low in v.ACRONYMS and found.first and token.cap and not token.upper:
        led = doc.tokens[found.first - 1].text in _TO  # "retiré à Ham"
        return not led or found.spot.population < 2_000
    if low in v.ACRONYMS or drug or low in v.TITLES or low in v.PARTICLES:
        return True
    if low in v.NOT_NAMES and found.spot.population < 20_000:
        return True
    if (
        token.upper
        and (lexicon.is_acronym(low) or len(low) < 4)
        and not (found.cue == cues.LIVES and len(low) > 2)
    ):
        return not (doc.shouted and len(low) > 3)
    return len(low) < 3 and found.cue < cues.LIVES


def _eponym(doc: Doc, i: int, found: Found, before: str) -> bool:
    if not eponym(doc, i):
        return False
    if before in ("sur", "vers") or (before == "a" and doc.text[doc.tokens[i - 1].start] in "àÀ"):
        return not doc.tokens[i].cap
    return not (found.cue == cues.AT and doc.tokens[i].cap and found.spot.population > 100_000)


def _article_place(doc: Doc, found: Found) -> bool:
    """Whether "la bazoge", "Le Tampon" is a town: its noun says so, or the words before."""
    noun = doc.tokens[found.first + 1]
    if noun.low == "hopital":
        return False
    known = lexicon.word(noun.low)
    if noun.upper and not doc.shouted and lexicon.is_acronym(noun.low):
        return False
    if doc.opens(found.first) and not noun.cap:
        return False  # "Le tampon est retiré"
    if known.common and found.spot.abroad and not noun.cap:
        return False  # "une chute dans l'escalier"
    if doc.shouted and known.common and doc.low.startswith(_GOVERNS, noun.end):
        return False  # "A L UNION DES QUADRANTS EXTERNES"
    if noun.cap and DATED.match(doc.low, doc.tokens[found.stop - 1].end):
        return found.cue >= cues.AT or doc.opens(found.first)
    article, before = doc.tokens[found.first].low, doc.tokens[max(0, found.first - 1)]
    if article in ("le", "les") and before.low in ("a", "de") and doc.gap(found.first) == " ":
        return found.spot.population >= 500  # "à le blanc": nobody says so of a thing
    if noun.cap and doc.tokens[found.first].cap and in_slot(doc, found) and not doc.shouted:
        return found.spot.population >= 500 and noun.low not in towns.OWNERS
    if lexicon.is_clinical(noun.low) and not (noun.cap and found.cue == cues.LIVES):
        led = found.cue == cues.AT or found.spot.population >= 50_000
        return noun.cap and led and found.spot.population >= 5_000
    if found.stop > found.first + 2:
        return True
    if noun.cap:
        large = found.spot.population >= (50_000 if known.common else 5_000)
        return found.cue >= cues.AT or (large and known.first < 3)
    if doc.final and not doc.opens(found.first) and in_slot(doc, found):
        return known.first < 2 and found.spot.population >= 1_000
    if doc.final and not known.common and known.first < 2 and known.last < 3:
        return found.spot.population >= 1_000
    if known.common:
        return found.cue == cues.LIVES and found.spot.population >= 1_000
    return found.cue >= cues.AT or (found.spot.population >= 20_000 and known.first < 2)


def _own_area(doc: Doc, end: int, spot: lexicon.Place) -> bool:
    """Whether "(29)" or "(Finistère)" follows, the place's own département."""
    if spot.abroad or doc.low[end : end + 2] != " (":
        return False
    close = doc.low.find(")", end + 2, end + 30)
    inside = doc.low[end + 2 : close] if close > 0 else ""
    return bool(inside) and (
        inside == spot.area.lower() or inside == lexicon.area(spot.area)[0].lower()
    )


def _quartered(doc: Doc, found: Found) -> bool:
    """Whether its own postcode or a district follows: "PARIS 75013", "Marseille 15e"."""
    end = doc.tokens[found.stop - 1].end
    code = _CODE.match(doc.low, end)
    if code is not None and not found.spot.abroad:
        return code["code"].startswith(found.spot.area[:2] or "?")
    split = found.spot.name in ("paris", "lyon", "marseille")
    return split and _DISTRICT.match(doc.low, end) is not None


def _measured(doc: Doc, stop: int) -> bool:
    """Whether a figure or a grade follows, as after a score."""
    if stop >= len(doc.tokens) or doc.gap(stop) not in (" ", " : ", ": "):
        return False
    after = doc.tokens[stop]
    if after.low.isdigit():
        short = len(after.low) < 4 and not after.low.startswith("0")
        return short and not doc.text.startswith(("e", "ème", " ans", " a ", "/"), after.end)
    grade = after.upper and after.low in ("ii", "iii", "iv", "vi")
    return grade or after.text in ("A", "B", "C", "D")


def _loud(doc: Doc, i: int) -> bool:
    """Whether the neighbours of token `i` shout too: a line in capitals in a calm text."""
    near = [
        t
        for t in doc.tokens[max(0, i - 3) : i + 4]
        if t.alpha and len(t.text) > 2 and t.start != doc.tokens[i].start
    ]
    return len(near) >= 2 and sum(t.upper for t in near) * 2 > len(near)


def _shouted(doc: Doc, found: Found) -> bool:
    """In capitals a capital says nothing: the words before must."""
    low = plain(doc, found.first)
    usual = found.known.common or found.known.first >= 3 or lexicon.is_eponym(low)
    if not found.single:
        return (
            found.cue >= cues.OF
            or "-" in doc.text[doc.tokens[found.first].start : doc.tokens[found.stop - 1].end]
            or found.spot.population >= 5_000
        )
    if found.cue == cues.LIVES:
        return not found.known.common or (
            found.spot.population >= 1_000 and not lexicon.is_clinical(low)
        )
    if found.cue == cues.AT:
        return not usual and found.spot.population >= 800 and len(low) > 3
    if found.cue == cues.OF:
        return not usual and found.spot.population >= 2_000 and found.known.last < 4
    return not usual and found.known.last < 3 and found.spot.population >= 20_000


def _unlike(doc: Doc, stop: int) -> bool:
    """Whether the name is a scale's: "Edinburgh non fait", "Boston à 8"."""
    return stop < len(doc.tokens) and doc.tokens[stop].low in ("non", "fait", "faite", "a", "score")


def _acts(doc: Doc, stop: int) -> bool:
    """Whether the name is the subject of what a hospital does: "Muret n'a pas de lits"."""
    return stop < len(doc.tokens) and doc.gap(stop) == " " and doc.tokens[stop].low in _ACTS


def _capital(doc: Doc, found: Found, before: str) -> bool:
    """A capitalised name in a calm text."""
    low = plain(doc, found.first)
    size, known, cue = found.spot.population, found.known, found.cue
    i = found.first
    opens = doc.opens(i)
    if cue == cues.LIVES:
        return not known.common or size >= 1_000 or doc.final or not lexicon.is_clinical(low)
    if not found.single:
        first = doc.tokens[i]
        if opens and not doc.tokens[found.stop - 1].cap:
            return False
        return (
            cue >= cues.OF
            or "-" in doc.text[first.start : doc.tokens[found.stop - 1].end]
            or size > (1_000 if doc.tokens[found.stop - 1].cap else 5_000)
        )
    if cue == cues.AT and not opens:
        if known.common:
            return size >= (2_000 if doc.final else 10_000) or not lexicon.is_clinical(low)
        return (known.first < 3 and (known.last < 4 or before == "a")) or size >= 8_000
    if cue == cues.OF and not opens:
        if known.common:
            return size >= 20_000
        least = 50 if known == (0, 0, False) else 300 if known.last < 3 else 5_000
        return size >= least and known.first < 3
    if lexicon.is_eponym(low):
        return False
    if doc.final and heads_line(doc, found) and sizeable(found, low) and not known.common:
        return known.last < 3
    if opens and doc.final and not known.common and known.last < 4 and _acts(doc, found.stop):
        return size >= 2_000 and known.first < 2
    if opens and ":" in doc.gap(i) and doc.final and found.spot.abroad and known.last < 2:
        return known.first < 2 and not known.common and size >= 20_000
    if opens:
        return (
            doc.final
            and low not in ("nice", "tours")
            and size >= 100_000
            and not known.common
            and not found.spot.abroad
            and known.first < 3
        )
    if _acts(doc, found.stop) and size >= 2_000 and not lexicon.is_clinical(low):
        return True
    if known.common and size >= 100_000 and not found.spot.abroad:
        return doc.final and not lexicon.is_clinical(low)
    if in_slot(doc, found) and not found.spot.abroad and known.first < 3:
        return size >= (5_000 if known.common else 100 if known.last < 3 else 3_000)
    if cues.staffed(doc, i) and sizeable(found, low) and (doc.final or not known.common):
        return True
    if low in towns.PLAIN and not known.common and doc.tokens[i - 1].upper:
        return doc.gap(i) == " " and not doc.shouted
    if known.common or known.first >= 3:
        return False
    if found.spot.abroad and _unlike(doc, found.stop):
        return False
    small = doc.final and known.last < 3 and not found.spot.abroad
    plain_town = known.first == 0 and known.last < 3 and not found.spot.abroad
    return size >= (3_000 if small else 8_000 if plain_town else 40_000)
