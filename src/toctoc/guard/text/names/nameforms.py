"""Names as forms and registers write them: "NOM DUPONT PRENOM Léa", "Usager...: EL AMRANI/ALI"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.exceptions import eponym
from toctoc.guard.text.names.namewords import is_acronym, plausible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Hit
    from toctoc.guard.text.names.namefinder import Finder

_FIELDS = re.compile(
    r"\bnom(?: de naissance| usuel| d'usage)? (?P<last>[a-z'\- ]{2,40}?) prenoms?[ :]{1,3}"
    r"(?P<first>[a-z'\- ]{2,30}?)(?= (?:ddn|nee?|sexe|ipp|iep|nda|date|age)\b|[\n,;.\d/|]| {2}|\Z)"
)
_LABEL = re.compile(
    r"\b(?:beneficiaire|usager|assuree?|patiente?|malade|hospitalisee?|residente?|cliente?|identite"
    r"|interessee?|titulaire|adherente?|salariee?|agent|candidate?|eleve|detenue?|concerne)"
    r" ?[.…_]{0,20} ?: ?(?=[a-z])"
)
_JOINED = frozenset((" ", "-", "'", "/", "  "))
_WED = frozenset(("veuve", "vve", "epouse", "ep", "nee", "divorcee"))


def fields(finder: Finder) -> Iterator[Hit]:
    """A form without its colons, and the capitals after a label that dots fill."""
    doc = finder.doc
    if not doc.final:
        return
    if "nom" in doc.words and not doc.words.isdisjoint(("prenom", "prenoms")):
        for match in _FIELDS.finditer(doc.low):
            for group in ("last", "first"):
                yield from _run(finder, doc.index_at(match.start(group)), match.end(group), 1)
    for match in _LABEL.finditer(doc.low) if ":" in doc.text else ():
        yield from _run(finder, doc.index_at(match.end()), len(doc.text), 2)


def _run(finder: Finder, first: int, end: int, least: int) -> Iterator[Hit]:
    """The words in capitals from token `first` on: at least so many, or one that is known."""
    doc, tokens, at = finder.doc, finder.doc.tokens, first
    while at < len(tokens) and tokens[at].start < end and at - first < 6 and _loud(doc, at):
        if finder.taken[at] or (at > first and doc.gap(at) not in _JOINED):
            break
        at += 1
    words = [t for t in tokens[first:at] if t.low not in v.PARTICLES]
    known = [t for t in words if plausible(t)]
    sure = known and (len(words) >= least or lexicon.word(known[0].low).last >= 2)
    if sure and not any(eponym(doc, i) for i in range(first, at)):
        yield finder.hit(first, at, contestable=True)


def _loud(doc: Doc, at: int) -> bool:
    token = doc.tokens[at]
    if not token.upper or not token.alpha or token.low in v.TITLES or token.low in v.BEARERS:
        return False
    return token.low in v.PARTICLES or not (token.low in v.NOT_NAMES or token.low in v.ACRONYMS)


def wed(finder: Finder) -> Iterator[Hit]:
    """ "RASOLOFONDRAIBE veuve CLERC": the surname before that of the husband or of the birth."""
    doc, tokens = finder.doc, finder.doc.tokens
    if not doc.final or _WED.isdisjoint(doc.words):
        return
    for i in range(1, len(tokens) - 1):
        before = tokens[i - 1]
        if tokens[i].low not in _WED or not finder.named[i + 1] or finder.taken[i - 1]:
            continue
        if before.cap and doc.gap(i) == " " and plausible(before) and not eponym(doc, i - 1):
            yield finder.hit(i - 1, i, contestable=True)


def loud_first(finder: Finder) -> Iterator[Hit]:
    """ "TAPUTUARAI Heimana": capitals that nobody knows beside a first name."""
    doc, tokens = finder.doc, finder.doc.tokens
    for i in doc.caps if doc.final and not doc.shouted else ():
        if i + 1 == len(tokens):
            break
        one, two = tokens[i], tokens[i + 1]
        if not one.upper or two.upper or not two.cap or finder.taken[i] or finder.taken[i + 1]:
            continue
        known, labelled = lexicon.word(two.low), doc.gap(i).endswith(": ")
        if doc.gap(i + 1) != " " or is_acronym(one) or not plausible(one):
            continue
        if len(one.text) < 5 - labelled:
            continue
        if labelled and lexicon.word(one.low).last >= 2 and two.low not in v.NOT_NAMES:
            if not (lexicon.is_drug(two.low) or lexicon.is_eponym(two.low)) and two.alpha:
                yield finder.hit(i, i + 2, contestable=True)  # "Chef de clinique : DARRÉ Tchin"
            continue
        said = known.first >= (3 if known.common else 1) and plausible(two)
        if said and not (lexicon.is_eponym(one.low) or lexicon.is_eponym(two.low)):
            yield finder.hit(i, i + 2, contestable=True)
