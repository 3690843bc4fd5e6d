"""Employers, schools, clubs, associations, units and insurers by name: they count, stop nobody."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.report import Category, Level
from toctoc.guard.text import vocabulary as v
from toctoc.guard.text.doc import REMOVE, Hit
from toctoc.guard.text.establishments import organisation_kinds as kinds
from toctoc.guard.text.establishments.bodies import BODIES, body_end, helpline_end, squadron_end
from toctoc.guard.text.establishments.employers import (
    branded,
    formal,
    labelled,
    opens_formal,
    shouting,
)
from toctoc.guard.text.establishments.firms import firm_end, openings
from toctoc.guard.text.establishments.workplaces import opens_workplace, seat, workplace
from toctoc.guard.text.exceptions import eponym
from toctoc.guard.text.places.gazetteer import match_place
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

_GAPS = frozenset((" ", "'", ' "', " « ", " «", "  ", "-"))
_LINKS = frozenset(words("de du des d la le l les et a au aux en"))
_OPENINGS = BODIES | kinds.CLUBS | frozenset(kinds.KINDS) | {"escadron", "sos"}
_ARMY = re.compile(
    r"\b(?P<u>\d{1,3} ?(?:(?:er|eme|e|°) ?(?:ri|ra|rt|rg|rc)|(?:er|eme|e|°)? ?(?:rpima|rima|rep|"
    r"rei|rec|bca|rcp|rhp|rhc|rgp|rch|rmed|rics|rdp|rmat|rsma|rca|bcp|egm|gca|bimp|rama|dble)|"
    r"(?:er|eme|e) ?regiment [a-z' ]{5,30}|"
    r"(?:er|re|eme|e) (?:brigade|bataillon|escadron) [a-z]{5,20}))\b"
)


@lru_cache(maxsize=16384)
def _may_open(low: str) -> bool:
    """Whether a folded word without its capital may open an employer's name."""
    return low == "chez" or low in openings("sure") or opens_formal(low) or opens_workplace(low)


def find_employers(doc: Doc) -> Iterator[Hit]:
    """ "soudeur chez Mécasud", "à la SNCF": employers without a word for what they are."""
    for start, end in labelled(doc):
        yield _hit(start, end)
    at = 0
    for i, token in enumerate(doc.tokens):
        if i < at or doc.claimed[token.start] or not (token.cap or _may_open(token.low)):
            continue
        first, stop = i, firm_end(doc, i, "sure")
        if not stop and doc.shouted and token.low == "chez":
            first, stop = i + 1, shouting(doc, i)
        if not stop:
            first, stop = formal(doc, i)
        if not stop:
            first, stop = branded(doc, i)
        if not stop:
            first, stop = i, workplace(doc, i) or seat(doc, i)
        if stop:
            yield _hit(doc.tokens[first].start, doc.tokens[stop - 1].end)
            at = stop


def find_organisations(doc: Doc) -> Iterator[Hit]:
    """Schools, clubs, units, firms led by what they are; nobody's name is looked for in them."""
    at = 0
    for match in _ARMY.finditer(doc.low) if doc.numbers else ():
        unit = doc.text[slice(*match.span("u"))]
        if len(unit) > 15 or re.search(r"[A-Z]{2,}|RPIMa|RIMa", unit):
            yield _hit(*match.span("u"))
    for i in doc.among(_OPENINGS):
        token = doc.tokens[i]
        if i < at or doc.claimed[token.start]:
            continue
        stop = first = 0
        if token.low in BODIES:
            first, stop = i, body_end(doc, i)
        elif token.low == "escadron":
            first, stop = i, squadron_end(doc, i)
        elif token.low == "sos":
            first, stop = i, helpline_end(doc, i)
        if not stop and token.low in kinds.KINDS:
            first, stop = _behind_kind(doc, i)
        elif token.upper and token.low in kinds.CLUBS:
            first, stop = _club(doc, i)
        if stop:
            start, end = doc.tokens[first].start, doc.tokens[stop - 1].end
            yield _hit(start, end)
            doc.claim(start, end)
            at = stop


def _hit(start: int, end: int) -> Hit:
    return Hit(start, end, Category.EMPLOYER, Level.WARN, "employer", (REMOVE,), contestable=True)


def _big(doc: Doc, i: int) -> int:
    """Index after the organisation's own first word at `i`, hyphens followed."""
    stop = i + 1
    while stop < len(doc.tokens) and doc.gap(stop) in ("-", "'", "&"):
        stop += 1
    return stop


def _end(doc: Doc, first: int, stop: int) -> int:
    """The capitals that follow, small words between two of them included."""
    at = stop
    while at < len(doc.tokens) and at - first < 7 and doc.gap(at) in (" ", "-", "'", " & ", " d'"):
        token = doc.tokens[at]
        glued = doc.gap(at) == "-" and at == stop
        if token.low.isdigit() and len(token.low) < 4 and at == stop and doc.tokens[at - 1].cap:
            return at + 1
        if glued or (token.cap and token.low not in v.TITLES and not token.low.isdigit()):
            stop = at + 1
        elif token.low not in _LINKS:
            break
        at += 1
    return stop


def _behind_kind(doc: Doc, i: int) -> tuple[int, int]:
    """(first, end) of the name behind a kind: "mutuelle Harmonie", "école Saturnin Jasor"."""
    at, linked, kind = i + 1, False, doc.tokens[i].low
    while at < len(doc.tokens) and at - i < 6 and doc.gap(at) in _GAPS:
        token = doc.tokens[at]
        if doc.gap(at).strip() in ('"', "«"):
            close = doc.text.find("»" if "«" in doc.gap(at) else '"', token.end, token.end + 60)
            return (at, doc.index_at(close)) if close > 0 else (0, 0)
        if token.low in _LINKS and not (token.cap and not doc.shouted):
            linked = True
        elif token.low in ("maternelle", "primaire", "elementaire"):
            linked = False
        elif token.cap and (not doc.shouted or _own(doc, at)):
            return _named(doc, i, at, linked, kind)
        elif token.low in kinds.DESCRIBES and (kind not in kinds.NEED_OWN or kind == "institut"):
            linked = False
        elif kind in kinds.SCHOOLS and not token.cap:
            return _lower_school(doc, i, at)
        else:
            return 0, 0
        at += 1
    return 0, 0


def _named(doc: Doc, i: int, at: int, linked: bool, kind: str) -> tuple[int, int]:
    token = doc.tokens[at]
    if token.low in v.TITLES or lexicon.is_drug(token.low) or eponym(doc, at):
        return 0, 0
    if doc.claimed[token.start] and kind not in kinds.WORKSHOPS:
        return 0, 0
    more = at + 1 < len(doc.tokens) and doc.gap(at + 1) in (" ", "'") and doc.tokens[at + 1].cap
    small = token.low in _LINKS and token.low not in ("les", "le", "la")
    if token.low in v.NOT_NAMES and (small or token.upper or not more):
        return 0, 0
    if doc.shouted and kind in ("patron", "employeur"):
        return 0, 0
    medical = token.low in v.ACRONYMS or lexicon.is_acronym(token.low)
    if token.upper and not doc.shouted and medical:
        return 0, 0
    if kind == "etude" and token.upper and not doc.shouted:
        return 0, 0  # "l'étude IMPI": a trial
    common = lexicon.word(token.low).common
    long = _end(doc, at, _big(doc, at)) > at + 1
    if kind in kinds.NEED_OWN and (linked or (common and not long) or doc.opens(i)):
        return 0, 0
    if doc.opens(i) and common and not (linked or more or kind in kinds.SCHOOLS):
        return 0, 0
    if token.upper and not doc.shouted and not more and kind in ("association", "asso", "patron"):
        return 0, 0
    town = match_place(doc, at) or lexicon.region(token.low) is not None
    if (
        linked
        and town
        and kind not in kinds.OWN_TOWN
        and doc.tokens[at - 1].low in ("de", "d", "du")
    ):
        return 0, 0  # "club de Plouha": the town is found elsewhere
    return (i if _whole(doc, i, at, kind) else at), _end(doc, at, _big(doc, at))


def _whole(doc: Doc, i: int, at: int, kind: str) -> bool:
    """Whether the kind belongs to the name: "coopérative du Confluent", "CADA Les Cèdres"."""
    if doc.tokens[i].upper and not doc.shouted and not lexicon.word(kind).common:
        return True
    if kind in kinds.WHOLE:
        return True
    if not {"de", "du", "des", "d"}.isdisjoint(t.low for t in doc.tokens[i + 1 : at]):
        return kind not in ("patron", "employeur", "assurance", "assurances", "club", "bateau")
    known = firm_end(doc, at, "firm") > 0 or doc.tokens[at].low in ("le", "la", "les", "l", "au")
    named = kind in kinds.SHOPS or kind in kinds.WORKSHOPS
    return not known and (named or kind == "cooperative")


def _own(doc: Doc, at: int) -> bool:
    """In capitals: whether the word is no everyday one."""
    low = doc.tokens[at].low
    return not lexicon.is_clinical(low) and low not in v.NOT_NAMES


def _lower_school(doc: Doc, i: int, at: int) -> tuple[int, int]:
    """ "lycee berthe de la mare": a school named after somebody, without capitals."""
    stop = at
    while stop < len(doc.tokens) and stop - at < 5 and doc.gap(stop) in (" ", "-", "'"):
        token = doc.tokens[stop]
        known = lexicon.word(token.low)
        person = known.first >= 2 or known.last >= 3 or lexicon.is_home_noun(token.low)
        if token.low not in _LINKS and (not person or lexicon.is_clinical(token.low)):
            break
        stop += 1
    while stop > at and doc.tokens[stop - 1].low in _LINKS:
        stop -= 1
    return (i, stop) if stop > at + 1 and lexicon.word(doc.tokens[at].low).first >= 2 else (0, 0)


def _club(doc: Doc, i: int) -> tuple[int, int]:
    """ "l'US Avranches", "AS Cagnes rugby": a club's letters and its town or sport."""
    if i + 1 >= len(doc.tokens) or doc.gap(i + 1) != " " or not i:
        return 0, 0
    after = doc.tokens[i + 1]
    if not after.cap or after.upper or doc.gap(i) not in ("'", " "):
        return 0, 0
    before = {t.low for t in doc.tokens[max(0, i - 5) : i]}
    if doc.tokens[i - 1].low not in ("l", "au", "du", "le", "d") and before.isdisjoint(
        kinds.SPORTS
    ):
        return 0, 0
    if lexicon.place(after.low) is None and before.isdisjoint(kinds.SPORTS):
        return 0, 0
    stop = _end(doc, i, i + 2)
    if stop < len(doc.tokens) and doc.gap(stop) == " " and doc.tokens[stop].low in kinds.SPORTS:
        stop += 1
    return i, stop
