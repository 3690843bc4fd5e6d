# ruff: noqa: E501  (patterns read better whole)
"""Exact days with their year or the name of their month: "12/03/2024", "le trois mars", "3-4 mai"."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from toctoc.guard.report import Category, Level
from toctoc.guard.text.dates.births import day_hit
from toctoc.guard.text.dates.calendar import (
    DAY_WORD,
    MONTH,
    SHORT_MONTHS,
    WEEKDAY,
    YEAR_WORD,
    month_tokens,
    when,
)
from toctoc.guard.text.dates.shortdates import find_short_dates
from toctoc.guard.text.doc import Hit
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

_SEP = r"\s?(?P<s>[/.\-–])\s?"
_NAMED = rf"(?:x?i{{1,3}}|i?[vx]|vi{{1,3}}|{MONTH})"
_FULL = re.compile(
    rf"(?<![\d/.,\-])(?P<d>0?[1-9]|[12]\d|3[01]){_SEP}(?P<m>0?[1-9]|1[0-2]|{_NAMED})\s?(?P=s)\s?"
    r"(?P<y>(?:19|20)\d{2}|\d{2})(?![\d]|[/.,\-]\d| ?[cm]m\b)"
)
_ISO = re.compile(
    r"(?<![\d/.\-])(?P<y>(?:19|20)\d{2})(?P<s>[/.\- ])(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
)
_GLUED = re.compile(
    r"(?<![\w.,/\-])(?:(?P<d>0[1-9]|[12]\d|3[01])(?P<m>0[1-9]|1[0-2])(?P<y>(?:19|20)\d{2})"
    r"|(?P<y2>(?:19|20)\d{2})(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01]))(?![\d/\-]|[.,]\d)"
)
_GLUED_BIRTH = re.compile(
    r"\b(?:ddn|nee?(?: le)?|naissance)\s?:?\s?(?P<d>0[1-9]|[12]\d|3[01])[ ]?(?P<m>0[1-9]|1[0-2])[ ]?(?P<y>\d{2})(?!\d| \d)"
)
_SPACED = re.compile(
    r"(?<![\d.,/])(?P<d>0 [1-9]|[12] \d|3 [01]|0?[1-9]|[12]\d|3[01]) (?P<m>0 ?[1-9]|1 ?[0-2]|[1-9]) (?P<y>(?:1 ?9|2 ?0) ?\d ?\d|\d ?\d)(?!\d| \d\b(?! ?(?:ans?|a|mois)\b))"
)
_DAY = r"(?:(?:[12]\d|3[01]|0?[1-9])(?!\d)(?: ?(?:er|eme|e|°)(?![a-z]))?)"
_BEFORE = re.compile(
    rf"(?:(?<![a-z])(?P<w>{WEEKDAY}),? (?:le )?)?(?:(?<![\d/.,\-:])|(?<=[\da-z] -)|(?<=\d-))(?:(?P<d>{_DAY})|(?<![a-z\-])(?P<word>{DAY_WORD}))(?: de | du mois de |[ \-./]{{0,2}}|(?P<fold> ?\n))\Z"
)
_AFTER = re.compile(
    rf",?(?: ?\n|[ \-./]{{0,2}})(?P<y>(?:(?<!, )|(?!\d{{4}} [a-zà-ÿ]{{3,}}s\b))(?:19|20)\d{{2}}(?!\d)|['’]\d{{2}}(?!\d)|(?<=[\-./])\d{{2}}(?![\d/])|(?<=[^,] )\d{{2}}(?![,.]\d)(?= ?(?:[,.;:()\n]|\Z))|{YEAR_WORD})"
)
_OTHERS = re.compile(
    rf"(?<![\d/.,\-:])(?<!\d ){_DAY}(?:, ?(?:le )?{_DAY}){{0,6}} ?(?:&|-|/|,? et|ou|au|puis|a) ?(?:le |du )?\Z"
)
_ONE = re.compile(_DAY)
_ROMAN = re.compile(
    r"(?P<d>0?[1-9]|[12]\d|3[01]) (?P<m>x?i{1,3}|i?[vx]|vi{1,3}) (?P<y>(?:19|20)\d{2})(?!\d)"
)
_DAY_LAST = re.compile(r"\.? (?:[12]?\d|3[01])(?:,)? (?:19|20)\d{2}\b")
_JOINED = re.compile(rf"(?P<d>\d{{1,2}})(?P<m>{MONTH})(?P<y>(?:19|20)?\d{{2}})?(?![\w])")
_MAY_JOIN = re.compile(r"\d(?:ja|fe|ma|av|ju|ao|se|oc|no|de)")
_FEASTS = frozenset(
    words("""
    noel toussaint paques pentecote ascension assomption sylvestre an epiphanie chandeleur gras
    valentin jean nationale armistice reveillon tabaski aid korite mouloud
""")
)
_FEAST = re.compile(
    rf"\b(?:noel|toussaint|paques|pentecote|ascension|assomption|saint[- ]sylvestre|(?:jour|premier) de l'an|nouvel an|epiphanie|chandeleur|mardi gras|saint[- ]valentin|saint[- ]jean|fete nationale|armistice)(?: de)? (?:(?:19|20)\d{{2}}\b|{YEAR_WORD})"
)
_FEAST_LED = re.compile(
    r"(?:\b(?:a|depuis|avant|apres|vers)|\b(?:jour|soir|nuit|veille|lendemain|lundi|matin|week-end|we|vacances|repas|fete|dimanche|messe) d[eu]) (?P<f>noel|paques|(?:la )?(?:tabaski|korite|toussaint|pentecote|saint[- ]sylvestre)|l'(?:ascension|assomption|epiphanie|aid(?:[- ]el[- ](?:kebir|fitr|adha))?)|(?:du )?mouloud)(?![\w-]| [A-Z])"
    r"|\ble (?P<g>(?:premier|jour) de l'an|reveillon(?: de noel| du jour de l'an)?|mardi gras)\b"
)
# "1 4 / 0 3 / 2 0 2 2", "2 2 / l 2 / 2O23"
_LOOSE = re.compile(
    r"(?<![\w/])(?:[0-3lo] ?[\dlo]|\d) ?/ ?(?:[01lo] ?[\dlo]|\d) ?/ ?(?:[12l] ?[\do] ?[\dlo] ?[\dlo])(?![\w/]|\s?[:h]\d)"
)
_LAW = re.compile(
    r"\b(?:loi|decret|arrete (?:n|ministeriel|prefectoral|interministeriel|municipal|royal)|ordonnance (?:n|20)|directive (?:n|europeenne|ue|20)|circulaire|reglement|recommandations?|reco|jo|journal officiel|version|avis de la has)\b[^.;\n]{0,40}\Z"
    r"|(?:\barrete (?:du|de)|\(arrete(?: du)?)\s?\Z"
)
_NUMBERED = re.compile(
    r"\b(?:ipp|nip|nda|dossier|n°|no|num|numero|ref|reference|sejour|lot|finess|adeli|rpps|siret|version|v|chap|chapitre|plan|annexe)\W{0,3}\Z"
)
_SCORE = re.compile(r"\b(?:apgar|silverman|parinaud|glasgow|gcs)\s*[:=(]?\s*(?:a|de|=|:)?\s*\Z")
_SURE = re.compile(
    r"\b(?:le|du|au|date|jour|prevue?|ne|nee|nele|neele|d\.?d\.?n\.?|dn|naiss\.?|naissance|ddr|dpa)\s?[:.]?\s?\Z"
)
_WEEKDAY = re.compile(rf"(?<![a-z]){WEEKDAY},? \Z")
_LAST = re.compile(r" (?:dernier|prochain)\b")
_ALONE = frozenset(("le", "du", "au", "et", "de", "des", "ce"))


def find_dates(doc: Doc) -> Iterator[Hit]:
    """Every exact day; see `shortdates` for "le 12/03", `months` for months and years."""
    dated = False
    for hit in _whole(doc):
        dated = True
        yield hit
    yield from find_short_dates(doc, dated)


def _whole(doc: Doc) -> Iterator[Hit]:
    """Days that say their month and often their year."""
    today = doc.today or datetime.date(2000, 1, 1)
    barred = {_ISO: doc.longest < 4, _GLUED: doc.longest < 8, _ROMAN: doc.longest < 4}
    for pattern in (_FULL, _ISO, _SPACED, _GLUED, _ROMAN):
        if barred.get(pattern):
            continue
        for match in doc.figures(pattern):
            start, end = match.span()
            before = doc.low[max(0, start - 60) : start]
            if _LAW.search(before) or _code(doc, match, before):
                continue
            parts = match.groupdict()
            day, month, year = (parts[k] or parts.get(k + "2") for k in "dmy")
            found = when(day or "", month or "", year, today)
            if found is None and pattern is _GLUED:
                continue
            named = _WEEKDAY.search(before[-11:]) if pattern is _FULL else None
            if named:
                start -= len(named.group())
            yield day_hit(doc, start, end, found)
    yield from _with_month(doc, today)
    for match in doc.figures(_JOINED) if _MAY_JOIN.search(doc.low) else ():
        found = when(match["d"], match["m"], match["y"], today)
        if found is not None:
            yield day_hit(doc, *match.span(), found if doc.today or match["y"] else None)
    for match in _FEAST.finditer(doc.low) if _FEASTS & doc.words else ():
        yield day_hit(doc, *match.span(), None)
    for match in _FEAST_LED.finditer(doc.low) if _FEASTS & doc.words else ():
        group = "f" if match["f"] else "g"
        if _FEAST.match(doc.low, match.start(group)) is None:
            yield day_hit(doc, *match.span(group), None)
    for match in _LOOSE.finditer(doc.low) if " / " in doc.low else ():
        if " " in match.group().replace(" / ", "/"):
            yield day_hit(doc, *match.span(), None)
    birth = "ddn" in doc.low or not doc.words.isdisjoint(("ne", "nee", "naissance"))
    for match in _GLUED_BIRTH.finditer(doc.digits) if birth else ():
        yield Hit(match.start("d"), match.end(), Category.BIRTH_DATE, Level.BLOCK, "birth_date")


def _code(doc: Doc, match: re.Match[str], before: str) -> bool:
    """Apgar 9/10/10, plan 1.2.15, dossier 20240312: figures that only look like a date."""
    parts = match.groupdict()
    if match.re is _SPACED:  # "12 3 24" needs to be announced, "12 03 2024" does not
        plain = len(parts["y"]) > 3 and len(parts["m"]) > 1
        return not (plain or len(parts["y"]) == 3 or _SURE.search(before[-13:]))
    if "s" not in parts:
        return bool(_NUMBERED.search(before[-20:]))
    if len(parts["y"]) == 4:
        return False
    if len(parts["d"]) == 1 and _SCORE.search(before[-24:]):
        return True
    if parts["s"] != "." or len(parts["m"]) == 2:
        return False
    recent = (doc.today or datetime.date(2026, 1, 1)).year % 100
    likely = recent - 8 <= int(parts["y"]) <= recent + 1
    return not _SURE.search(before[-13:]) and (not likely or bool(_NUMBERED.search(before[-12:])))


def _with_month(doc: Doc, today: datetime.date) -> Iterator[Hit]:
    """Days before the name of a month, alone or in a list: "mardi 4 juin", "3, 5 et 9 mars"."""
    text = doc.digits
    for token in month_tokens(doc):
        stop = token.end
        if token.low in SHORT_MONTHS:
            stop += text.startswith(".", stop)
        day = _BEFORE.search(text, max(0, token.start - 36), token.start)
        if day is None:
            last = _DAY_LAST.match(text, token.end)
            if last:
                yield day_hit(doc, token.start, last.end(), None)
            continue
        if day["d"] is None and (token.low == "sept" or not _told(doc, day, stop)):
            continue
        start = day.start()
        if day["fold"] and not text.endswith(("le ", "du ", "au "), 0, start):
            continue  # a figure ends one line, a month opens the next
        if _LAW.search(text[max(0, start - 60) : start]):
            continue
        after = _AFTER.match(text, stop)
        year = after["y"] if after else None
        known = doc.today is not None or year is not None
        found = when(day["d"] or day["word"], token.low, year, today) if known else None
        if after is None and (last := _LAST.match(text, stop)):
            stop = last.end()
        yield day_hit(doc, start, after.end() if after else stop, found)
        first = day.start("d") if day["d"] else -1
        others = _OTHERS.search(text, max(0, first - 40), first) if first > 0 else None
        for other in _ONE.finditer(text, *others.span()) if others else ():
            found = when(other.group(), token.low, year, today) if known else None
            yield day_hit(doc, *other.span(), found)


def _told(doc: Doc, day: re.Match[str], stop: int) -> bool:
    """ "trois mars" is a day after "le", "du", a weekday… or before a year."""
    if day["w"] or _AFTER.match(doc.digits, stop):
        return True
    at = doc.index_at(day.start())
    return at == 0 or doc.tokens[at - 1].low in _ALONE or doc.gap(at).strip() != ""
