# ruff: noqa: E501  (patterns read better whole)
"""Months without a day, seasons, years in words: "en mars 2023", "début juin", "l'hiver 2019"."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from toctoc.guard.report import Category, Level, Proposal
from toctoc.guard.text.dates.calendar import (
    SHORT_MONTHS,
    YEAR_WORD,
    month_number,
    month_tokens,
    roughly,
)
from toctoc.guard.text.dates.years import find_years, led_by, sourced
from toctoc.guard.text.doc import REMOVE, Hit
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Token

_YEAR = r"(?:19[2-9]\d|20[0-4]\d)"
_AFTER = re.compile(
    rf"[ .,/\-]{{1,2}}(?P<y>{_YEAR}|['’]\d\d|(?<= )(?:[6-9]\d|[012]\d)(?=\s?(?:[,;:)\n]|\.(?!\d)|\Z)))(?!\d)"
)
_NUMBERED = re.compile(
    rf"(?<![\d/.,\-])(?P<m>0?[1-9]|1[0-2])[/.\-](?P<y>{_YEAR})(?![\d/\-]|[.,]\d)"
)
_BRIEF = re.compile(
    r"(?<![\d/.,\-])(?P<m>0?[1-9]|1[0-2])/(?P<y>1[3-9]|2[0-9]|[6-9]\d)(?![\d/]|[.,-]\d|\s?(?:%|mmhg|mg|ml|ui))"
)
_BRIEF_LEAD = re.compile(
    r"(?<![a-z])(?:en|depuis|fin|debut|derniere?|des|jusqu'en|depuis le|vers|avant|apres) \Z"
)
_SEASON = re.compile(
    rf"\b(?:printemps|ete|automne|hiver)(?: de)? (?P<y>{_YEAR}|['’]?[6-9]\d(?=\s?(?:[,;:)\n.]|\Z)))(?:[-/]\d{{2,4}})?\b"
)
_SPOKEN = re.compile(rf"\b(?:en|depuis|annee) (?P<y>{YEAR_WORD})\b")
_DECADE = re.compile(r"\bannees (?P<y>(?:19)?[3-9]0|20[012]0|2000)\b")
# Words spelt like a month: with a capital they need one of these before, or a year after.
_WEAK = frozenset(("mars", "mai", "avril", "ma1"))
_SEASONS = frozenset(("printemps", "ete", "automne", "hiver"))
_THOUSANDS = frozenset(("mille", "cent", "cents"))
_DECADES = frozenset(("annees",))
_BEFORE_MONTH = frozenset(
    words("""
    en debut fin mi de d depuis des jusqu avant apres vers courant mois au le ce pour rdv et ou a
    entre prochain dernier fevrier avril mars mai juin janvier juillet aout septembre octobre
    novembre decembre bilan controle revu revue prevu prevue congres rentree l
""")
)
_SCORES = frozenset(words("tension ta pa glasgow gcs apgar eva score"))
_BEFORE_SHORT = frozenset(words("en debut fin mi depuis courant vers"))


def find_months(doc: Doc) -> Iterator[Hit]:
    """Months and years, which tell when without telling the day: soft findings only."""
    for token in month_tokens(doc):
        after = _AFTER.match(doc.digits, token.end)
        year = after["y"] if after else None
        if _held_month(doc, token, year):
            end = after.end() if after else token.end
            yield _hit(doc, token.start, end, token.low, year)
    for pattern, signs in ((_SEASON, _SEASONS), (_SPOKEN, _THOUSANDS), (_DECADE, _DECADES)):
        for match in pattern.finditer(doc.digits) if signs & doc.words else ():
            if not sourced(doc, match.start()):
                start = match.start() if pattern is _SEASON else match.start("y")
                year = match["y"] if pattern is not _SPOKEN else None
                yield _hit(doc, start, match.end(), None, year)
    for match in doc.figures(_NUMBERED) if doc.longest > 3 else ():
        if not sourced(doc, match.start()):
            yield _hit(doc, *match.span(), match["m"], match["y"])
    for match in doc.figures(_BRIEF) if "/" in doc.digits else ():
        if _held_brief(doc, match):
            yield _hit(doc, *match.span(), match["m"], match["y"])
    for start, end in find_years(doc):
        yield _hit(doc, start, end, None, doc.digits[start:end])


def _held_brief(doc: Doc, match: re.Match[str]) -> bool:
    """ "frottis 03/21", "depuis 11/19"; 12/15 is a score."""
    if _BRIEF_LEAD.search(doc.low, max(0, match.start() - 12), match.start()):
        return True
    scored = not _SCORES.isdisjoint(led_by(doc, match.start(), 3))
    return match["m"][0] == "0" and not sourced(doc, match.start()) and not scored


def _held_month(doc: Doc, token: Token, year: str | None) -> bool:
    """A month in a story: "Avril", "Mars" need a word that leads to it, "oct" a year or "fin"."""
    short = token.low in SHORT_MONTHS and not year
    if short:
        before = led_by(doc, token.start, 1)
        lead = token.low == "avr" and not token.text[1:].islower() and not doc.shouted  # aVR
        if (
            lead
            or token.low in ("sept", "dec", "jan")
            or not before
            or before[0] not in _BEFORE_SHORT
        ):
            return False
    if sourced(doc, token.start):
        return False
    if token.low not in _WEAK or year or not token.cap:
        return True
    at = doc.index_at(token.start)
    after = doc.tokens[at + 1].low if at + 1 < len(doc.tokens) else ""
    before = led_by(doc, token.start, 1)
    if not before and doc.low.startswith((" :", ":"), token.end):
        return True
    return (bool(before) and before[0] in _BEFORE_MONTH) or after in ("dernier", "prochain", "ou")


def _hit(doc: Doc, start: int, end: int, month: str | None, year: str | None) -> Hit:
    proposals: tuple[Proposal, ...] = (REMOVE,)
    text = _ago(doc.today, month, year)
    if text:
        proposals = (Proposal(text, "relative_date"), REMOVE)
    rule = "date.month" if month else "date.year"
    return Hit(start, end, Category.DATE, Level.WARN, rule, proposals)


def _ago(today: datetime.date | None, month: str | None, year: str | None) -> str:
    """« il y a environ 3 ans », as far as the text tells it."""
    if today is None:
        return ""
    figures = re.sub(r"\D", "", year or "")
    if year and not figures:
        return ""
    number = int(figures) if figures else today.year
    if number < 100:
        number += 2000 if number <= today.year % 100 + 1 else 1900
    at = month_number(month) if month else None
    if month and at is None:
        return ""
    if at is None:
        years = today.year - number
        return roughly(12 * years) if abs(years) > 1 else "récemment" if years == 0 else ""
    if not figures and at > today.month:
        number -= 1
    return roughly((today.year - number) * 12 + today.month - at)
