# ruff: noqa: E501  (patterns read better whole)
"""Months and years without a day: "en mars 2023", "début juin", "opéré 2008", "depuis 2015"."""

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
from toctoc.guard.text.doc import REMOVE, Hit
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Token

_YEAR = r"(?:19[2-9]\d|20[0-4]\d)"
_AFTER = re.compile(rf"[ .,/\-]{{1,2}}(?P<y>{_YEAR}|['’]\d\d)(?!\d)")
_NUMBERED = re.compile(
    rf"(?<![\d/.,\-])(?P<m>0?[1-9]|1[0-2])[/.\-](?P<y>{_YEAR})(?![\d/\-]|[.,]\d)"
)
_SEASON = re.compile(
    rf"\b(?:printemps|ete|automne|hiver)(?: de)? (?P<y>{_YEAR})(?:[-/]\d{{2,4}})?\b"
)
_FIGURES = re.compile(
    rf"(?<![\w.,/:+\-–])(?P<y>{_YEAR})(?![\w/°%]|[.,:]\d|-\d{{3,}}|-[a-z]| ?(?:mg|ml|ui|g|kcal|cal|m|mm|cm|l|j|pas|euros|€|µg|ng|pg|kg|%|/|hz|ms|cells?|copies|u|vols?)\b| ?/)"
)
_SHORT = re.compile(r"(?P<y>[2-9]\d)(?=\s?(?:[,;)\n]|\.(?!\d)|\Z))")
_SPOKEN = re.compile(rf"\b(?:en|depuis|annee) (?P<y>{YEAR_WORD})\b")
_DECADE = re.compile(r"\bannees (?P<y>(?:19)?[3-9]0|20[012]0|2000)\b")
# Words spelt like a month: they need one of these before, or a year after.
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
# What leads to a year in a story.
_BEFORE_YEAR = frozenset(
    words("""
    en depuis jusque annee an ete hiver automne printemps debut fin mi vers des courant avant apres jusqu
    printemps janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
    opere operee operes opérée pose posee posé diagnostique diagnostiquee diagnostic diag dg dx
    decouvert decouverte traite traitee vaccine vaccinee greffe greffee arrive arrivee installe
    retraite retraitee decede decedee mort morte hospitalise hospitalisee cancer infarctus accident
    chute avc ait idm sca pth ptg tvp ep avp sleeve bypass pontage stent stents cesarienne cesa
    accouchement fracture prothese valve tavi pacemaker pm dai vaccin covid retour voyage sejour
    naissance promo promotion classe rechute recidive ablation coelio cholecystectomie hysterectomie
    thyroidectomie appendicectomie lobectomie mastectomie tumorectomie colectomie nephrectomie
    prostatectomie arthrodese arthroscopie hernie discale cataracte coloscopie colo fibro irm
    scanner tdm echo bilan grossesse fcs geu ivg dernier derniere puis rein foie coeur
""")
)
_HAPPENED = frozenset(
    words("""
    seisme attentat attentats accident guerre crue inondation inondations canicule grossesse
    tempete cyclone irm scanner tdm echo bilan scintigraphie coloscopie coro ett eeg emg efr
    courrier compte-rendu hospitalisation intervention operation crise episode chute avc incendie
    explosion effondrement vague epidemie printemps rapport janvier juin mars avril mai
""")
)
_SUFFIXES = ("ectomie", "plastie", "otomie", "ostomie", "therapie", "graphie", "scopie", "desese")
_SOURCES = frozenset(
    words("""
    reco recos recommandation recommandations calendrier consensus congres guideline guidelines
    statement version criteres critere classification protocole dsm cim loi decret norme
    edition avis grille tarif tarifs has ansm afssaps pnds rapport circulaire plan programme jo
    revue journal lancet nejm bmj jama article etude essai serie meta analyse biblio ref reference
    al coll colloque spilf afu esc esmo gold gina eular sfr sfe snfge cngof cim10 dsm5 who oms ccam
    ngap these memoire numero n dossier fiche decrit decrite decrits publie publiee publies
    cf cochrane
""")
)
_PUBLISHED = frozenset(
    words("""
    al coll loi decret decrit decrite decrits publie publiee publies rapporte rapportes directive
""")
)


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
            if not _sourced(doc, match.start()):
                start = match.start() if pattern is _SEASON else match.start("y")
                year = match["y"] if pattern is not _SPOKEN else None
                yield _hit(doc, start, match.end(), None, year)
    for match in doc.figures(_NUMBERED):
        if not _sourced(doc, match.start()):
            yield _hit(doc, *match.span(), match["m"], match["y"])
    for match in doc.figures(_FIGURES):
        if _held_year(doc, match):
            yield _hit(doc, *match.span("y"), None, match["y"])
    for match in doc.figures(_SHORT):
        led = doc.low.endswith(("\nen ", " en "), 0, match.start())
        born = match["y"] >= "60" or _lows(doc, match.start(), 2)[1:2] in (["ne"], ["nee"], ["nes"])
        if led and born and not _sourced(doc, match.start()):
            yield _hit(doc, *match.span("y"), None, match["y"])


def _lows(doc: Doc, start: int, count: int) -> list[str]:
    """Up to `count` folded words before, nearest first, in the same sentence."""
    at = doc.index_at(start)
    found: list[str] = []
    right = start
    for i in range(at - 1, max(-1, at - 1 - count), -1):
        token = doc.tokens[i]
        gap = doc.text[token.end : right]
        cut = "." in gap and token.low not in ("al", "coll", "cf", "st")
        if cut or "\n" in gap or any(c in gap for c in ";!?"):
            break
        found.append(token.low)
        right = token.start
    return found


def _sourced(doc: Doc, start: int) -> bool:
    """Whether a reference, a law or a guideline leads to this month or year."""
    before = _lows(doc, start, 6)
    while before and (before[0].isdigit() or month_number(before[0])):
        before = before[1:]
    return not (_SOURCES.isdisjoint(before[:2]) and _PUBLISHED.isdisjoint(before[:3])) or (
        "al" in before or before[:2] in (["de", "arrete"], ["du", "arrete"])
    )


def _held_month(doc: Doc, token: Token, year: str | None) -> bool:
    """A month in a story: "mai", "mars" need a word that leads to it, "oct" a year."""
    if _sourced(doc, token.start) or (token.low in SHORT_MONTHS and not year):
        return False
    if token.low not in _WEAK or year:
        return True
    at = doc.index_at(token.start)
    after = doc.tokens[at + 1].low if at + 1 < len(doc.tokens) else ""
    before = _lows(doc, token.start, 1)
    if not before and doc.low.startswith((" :", ":"), token.end):
        return True
    return (bool(before) and before[0] in _BEFORE_MONTH) or after in ("dernier", "prochain", "ou")


def _held_year(doc: Doc, match: re.Match[str]) -> bool:
    """A year in the patient's story: after "en", "depuis", an operation; not a dose, a source."""
    start, end = match.span("y")
    if _sourced(doc, start):
        return False
    before = _lows(doc, start, 5)
    near = before[0] if before else ""
    if near in ("en", "depuis", "annee", "des", "ete", "hiver", "automne", "printemps"):
        return True
    if near in ("et", "a", "ou", "puis"):  # entre 2017 et 2021
        return any(w.isdigit() and len(w) == 4 for w in before[1:3])
    if near in ("de", "du") and before[1:2] and before[1] in _HAPPENED:
        return True
    if near == "entre" or (
        near in ("de", "d") and re.match(r" ?(?:a|-) ?(?:19|20)\d\d", doc.low[end : end + 9])
    ):
        return True
    at = doc.index_at(start)
    token = doc.tokens[at - 1] if at else None
    if token is None or not before:
        return False
    gap = doc.text[token.end : start]
    if gap.strip(" (,:"):
        return False
    known = near in _BEFORE_YEAR or near.endswith(_SUFFIXES)
    if "(" in gap and token.alpha and token.text.islower() and len(near) > 3:
        return doc.text[end : end + 1] == ")"
    return known and not (token.cap and "," in gap)


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
