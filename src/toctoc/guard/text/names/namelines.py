# ruff: noqa: E501  (patterns read better whole)
"""Names by their place: before an age or a birth date, or alone on a line as a signature."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.exceptions import eponym
from toctoc.guard.text.names.namewords import is_acronym, nameable, plausible
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Hit, Token
    from toctoc.guard.text.names.namefinder import Finder

_ANCHOR = re.compile(
    r"\b(?:(?P<age>\d{1,3} ?(?:ans?|a|mois|sem|semaines)(?![a-z0-9])(?! (?:de|d'|apres|plus|et plus|plus tard|avant)\b)|agee? de|ddn\b|(?P<birth>nee?s? (?:le\b|en\b|a\b|\d))|date de naissance|(?P<born>nee?)(?= [a-z]{3}))"
    r"|(?P<form>\d{4}-\d\d-\d\d|\d\d[/.]\d\d[/.](?:19|20)?\d\d\b|ipp\b|nip\b|nir\b|sexe\b))"
)
_ANCHORS = frozenset(words("age agee ddn ne nee nes nees date ipp nip nir sexe"))
_SEX = frozenset(
    ("m", "f", "h", "masculin", "feminin", "homme", "femme", "garcon", "fille", "sexe")
)
_BETWEEN = re.compile(r"\.?[\s,;:|()/\-\[\]]{1,8}\Z")
_INNER = frozenset((" ", "-", "'", "  ", " - "))
_CLOSING = re.compile(
    r"(?:cordialement|confraternellement|amicalement|amities|bises?|bien a (?:toi|vous)|merci|a bientot|salutations|respectueusement|sinceres salutations|bien cordialement)\b[^\n]{0,60}\Z"
)
_SEEN = re.compile(r"(?:j'ai|ai vu|revu|vu|recu|suis|connais|suit|pour) \Z")
_LETTERHEAD = re.compile(
    r"(?:tel|telephone|rpps|adeli|finess|mail|e-mail|fax|interne|medecin|chef|praticien|secretariat|service|docteur|cardiologue|pediatre|psychiatre|psychologue|infirmiere?|sage-femme|neurologue|chirurgien|generaliste|n° rpps)\b|[\d+(][\d .()+\-]{8,30}|[\w.\-]{1,64}@"
)


def _anchors(doc: Doc) -> Iterator[re.Match[str]]:
    """Matches of `_ANCHOR`, tried only at a figure or at one of its words."""
    at = 0
    for token in doc.tokens:
        low = token.low
        if token.start >= at and (low in _ANCHORS or low[0].isdigit()):
            found = _ANCHOR.match(doc.low, token.start)
            if found:
                at = found.end()
                yield found


def identified(finder: Finder) -> Iterator[Hit]:
    """ "TESFAY Selam F 1999-09-11", "Lebon kévin, 22 ans", "VASSEUR née le": identity first."""
    doc = finder.doc
    if not doc.final:
        return
    for match in _anchors(doc):
        last = doc.index_at(match.start()) - 1
        if last < 0 or not _BETWEEN.match(doc.text[doc.tokens[last].end : match.start()] or " "):
            continue
        if doc.text[match.end() - 1] == "à":
            continue  # "Ki 67 à 15 %"
        hops = 0
        while last > 0 and hops < 2 and doc.tokens[last].low in _SEX:
            if not _BETWEEN.match(doc.gap(last)):
                break
            last, hops = last - 1, hops + 1
        initial = last > 0 and len(doc.tokens[last].text) == 1 and doc.gap(last) == " "
        if initial and doc.tokens[last].cap and doc.text[doc.tokens[last].end] == ".":
            last -= 1  # "Soizic D., 8 ans"
        first = _run_back(finder, last, bool(match["birth"]))
        if match["born"] and not _married(doc, last):
            continue
        if (first <= last and _alone(finder, first, last, match)) or (
            first <= last
            and _somebody(doc, first, last, bool(match["age"]) or hops > 0, bool(match["birth"]))
        ):
            yield finder.hit(first, last + 1, contestable=True)


def _run_back(finder: Finder, last: int, birth: bool) -> int:
    """Index of the first word of the name that ends at token `last` (last + 1: there is none)."""
    doc, at = finder.doc, last
    low = not doc.tokens[last].cap
    while at >= 0 and last - at < 5:
        token = doc.tokens[at]
        if at < last and doc.gap(at + 1) not in _INNER:
            break
        particle = at < last and token.low in v.PARTICLES
        any_word = birth and token.cap and not doc.shouted and _no_field(token)
        fine = particle or any_word or finder.named[at] or nameable(token)
        if not fine or (finder.taken[at] and not finder.named[at]):
            break
        if token.upper and is_acronym(token) and not doc.shouted:
            break
        through = doc.tokens[at + 1].low in v.PARTICLES or particle
        if low and at < last - 1 and not (token.cap or through) and doc.gap(at + 1) == " ":
            break
        at -= 1
    first = at + 1
    while first <= last and doc.tokens[first].low in ("de", "d", "du", "des", "la", "le", "l", "y"):
        first += 1
    return first


def _no_field(token: Token) -> bool:
    """Whether a capital before "née le" is no form's field: any word may be a name there."""
    listed = token.low in v.NOT_NAMES or token.low in v.TITLES or token.low in v.BEARERS
    return token.alpha and len(token.text) > 2 and not listed and token.low not in v.ACRONYMS


def _married(doc: Doc, last: int) -> bool:
    """ "VASSEUR née MONNIER": a capital on either side."""
    return last + 2 < len(doc.tokens) and doc.tokens[last].cap and doc.tokens[last + 2].cap


def _alone(finder: Finder, first: int, last: int, match: re.Match[str]) -> bool:
    """ "Mélric, 14 mois", "Cardélec / 59a", "VASSEUR née": one word, well cut off on the left."""
    doc, token = finder.doc, finder.doc.tokens[last]
    known = lexicon.word(token.low)
    if first == last and match["form"] and token.upper and doc.gap(last) == " (":
        return known.last >= 2 and not is_acronym(token)  # "une femme (WEISS, NIP 00"
    if first != last or not match["age"] or doc.shouted or eponym(doc, last):
        return False
    if match["born"]:
        return token.cap and (plausible(token) or known.last >= 3)
    gap = doc.gap(last)
    if not token.cap:
        lead = doc.low[max(0, token.start - 12) : token.start]
        return plausible(token, 6) and known.last >= 1 and bool(_SEEN.search(lead))
    cut = last == 0 or doc.opens(last) or gap.strip() in (",", "-", "(", ":", "/")
    place = lexicon.place(token.low)
    return cut and plausible(token, 5) and (known.first >= 1 or place is None)


def _somebody(doc: Doc, first: int, last: int, age: bool, birth: bool) -> bool:
    """Whether tokens first..last make a name before an age (or only before a form's field)."""
    words = [doc.tokens[i] for i in range(first, last + 1)]
    words = [t for t in words if t.low not in v.PARTICLES]
    if not words or any(eponym(doc, i) for i in range(first, last + 1)):
        return False
    if any(lexicon.place(t.low) and not lexicon.word(t.low).first for t in words[-1:]) and not age:
        return False
    sure = [t for t in words if plausible(t, 5)]
    known = [lexicon.word(t.low) for t in words]
    usual = any(k.first >= (2 if not k.common else 3) for k in known)
    if len(words) == 1:
        return False
    if not all(t.cap for t in words):
        pair = (age or birth) and len(sure) >= len(words) - any(
            k.common and k.first >= 3 for k in known
        )
        return pair and bool(sure) and any(k.first or k.last for k in known)
    if not age or doc.shouted:
        start = len(sure) == len(words) > 1 and doc.opens(first) and not doc.shouted
        fixed = birth and len(sure) == len(words) > 1 and known[-1].first >= 1
        return (usual and bool(sure)) or start or fixed
    return bool(sure)


def signed(finder: Finder) -> Iterator[Hit]:
    """A line that holds a name and nothing else: at the end, after a greeting, over a phone."""
    doc = finder.doc
    if not doc.final or "\n" not in doc.text:
        return
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]*[^\s][^\n]*", doc.text)]
    for n, (start, end) in enumerate(lines):
        if not n or end - start > 40:
            continue
        first, stop = doc.index_at(start), doc.index_at(end)
        if not 1 <= stop - first <= 4 or any(finder.taken[first:stop]):
            continue
        before = doc.low[lines[n - 1][0] : lines[n - 1][1]]
        closing = bool(_CLOSING.search(before[-80:]))
        follows = n + 1 < len(lines) and _LETTERHEAD.match(doc.low, lines[n + 1][0])
        if not (closing or follows or n == len(lines) - 1):
            continue
        if _signature(doc, first, stop, closing):
            yield finder.hit(first, stop, contestable=True)


def _signature(doc: Doc, first: int, stop: int, closing: bool) -> bool:
    """Whether the whole line is a name; one word alone only after a greeting."""
    words = doc.tokens[first:stop]
    long = [t for t in words if len(t.text) > 1 and t.low not in v.PARTICLES]
    if not long or any(c in doc.text[words[0].start : words[-1].end] for c in ":?!;/()0123456789"):
        return False
    if not all(t.cap for t in long) and not closing:
        return False
    if not all(nameable(t) or (closing and plausible(t, 4)) for t in long):
        return False
    known = [lexicon.word(t.low) for t in long]
    if len(words) == 1:
        return closing and (known[0].first >= 2 or known[0].last >= 1 or plausible(long[0], 4))
    usual = any(k.first >= 2 and not k.common for k in known)
    return usual or (closing and any(plausible(t) for t in long)) or len(long[0].text) == 1
