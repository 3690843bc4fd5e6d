# ruff: noqa: E501  (patterns read better whole)
"""Exact dates and birth dates, in digits, words or shorthand, and their relative rewording."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from toctoc.guard.report import Category, Level, Proposal
from toctoc.guard.text.doc import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

_MONTHS = (
    "janvier janv jan|fevrier fevr fev|mars|avril avr|mai|juin|juillet juil jul|aout|septembre sept sep"
    "|octobre oct|novembre nov|decembre dec"
)
_MONTH_NUMBER = {w: i + 1 for i, group in enumerate(_MONTHS.split("|")) for w in group.split()}
_MONTH_LONG = (
    r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)"
)
_MONTH = rf"(?:{_MONTH_LONG}|(?:janv|fevr|fev|avr|juil|sept|oct|nov|dec)\b\.?)"
_DAY_NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_WEEKDAY = (
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun\.|mer\.|jeu\.|ven\.|sam\.|dim\.)"
)
_UNITS = [
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
    "vingt",
]
_DAY_WORDS = {w: i + 1 for i, w in enumerate(_UNITS)} | {
    "premier": 1,
    "vingt et un": 21,
    "vingt-et-un": 21,
    **{f"vingt-{w}": 21 + i for i, w in enumerate(_UNITS[1:9], 1)},
    **{f"vingt {w}": 21 + i for i, w in enumerate(_UNITS[1:9], 1)},
    "trente": 30,
    "trente et un": 31,
    "trente-et-un": 31,
}
_DAY_WORD = "|".join(sorted(_DAY_WORDS, key=len, reverse=True))
_YEAR_WORD = r"(?:deux[ -]mille(?:[ -][a-z\-]+){0,3}|mille[ -]neuf[ -]cent(?:s)?(?:[ -][a-z\-]+){0,4}|dix-neuf cent(?:s)?(?:[ -][a-z\-]+){0,4})"
_FULL = re.compile(
    r"(?<![\d/.,\-])(?P<d>0?[1-9]|[12]\d|3[01])\s?(?P<s>[/.\-])\s?(?P<m>0?[1-9]|1[0-2])\s?(?P=s)\s?"
    r"(?P<y>(?:19|20)\d{2}|\d{2})(?![\d]|[/.,\-]\d)"
)
_ISO = re.compile(
    r"(?<![\d/.\-])(?P<y>(?:19|20)\d{2})(?P<s>[/.\-])(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
)
_GLUED = re.compile(
    r"(?<![\d.,/])(?P<d>0[1-9]|[12]\d|3[01])(?P<m>0[1-9]|1[0-2])(?P<y>(?:19|20)\d{2})(?![\d/]|[.,]\d)"
)
_GLUED_BIRTH = re.compile(
    r"\b(?:ddn|nee?(?: le)?|naissance)\s?:?\s?(?P<d>0[1-9]|[12]\d|3[01])[ ]?(?P<m>0[1-9]|1[0-2])[ ]?(?P<y>\d{2})(?!\d| \d)"
)
_SPACED = re.compile(
    r"(?<![\d.,/])(?P<d>0 [1-9]|[12] \d|3 [01]|0?[1-9]|[12]\d|3[01]) (?P<m>0 ?[1-9]|1 ?[0-2]) (?P<y>(?:1 ?9|2 ?0) ?\d ?\d|\d \d)(?!\d| \d\b)"
)
_WORDS = re.compile(
    rf"(?:\b{_WEEKDAY} )?(?<![\d/.,\-])\b(?P<d>(?:0?[1-9]|[12]\d|3[01])(?:er|eme|e)?|{_DAY_WORD})[ \-]{{1,2}}(?P<m>{_MONTH})"
    rf"(?:,? (?P<y>(?:19|20)\d{{2}}|['’]?\d{{2}}(?= ?(?:[,.;:)\n]|\Z))|{_YEAR_WORD}))?(?! ?/)(?![a-z])"
)
_MONTH_FIRST = re.compile(
    rf"\b(?P<m>{_MONTH_LONG}) (?P<d>[12]?\d|3[01])(?:,)? (?P<y>(?:19|20)\d{{2}})\b"
)
_RANGE = re.compile(
    rf"\b(?P<d>[12]?\d|3[01])(?:er)?(?=\s?(?:au|et|a|-|ou)\s?(?:[12]?\d|3[01])(?:er)? {_MONTH_LONG})"
    r"|\b(?<=du )(?P<d2>[12]?\d|3[01])(?= au (?:[12]?\d|3[01])/(?:0?[1-9]|1[0-2])(?!\d))"
)
_WEEK = re.compile(
    rf"\b(?P<w>{'|'.join(_DAY_NAMES)}) (?P<d>[12]\d|3[01]|0?[1-9]|1er)(?![\d%]|[.,/]\d| ?h\b| ?h\d| ?(?:mg|g|ml|cp|fois|ans|jours|j|x|ui|µg|semaines|mois|comprimes?)\b)"
)
_SHORT = re.compile(
    r"(?<![\d/.,\-])(?P<d>0?[1-9]|[12]\d|3[01])\s?(?P<s>[/])\s?(?P<m>0?[1-9]|1[0-2])(?![\d/]|[.,\-]\d|\s?(?:mmhg|cmhg|mm|e\b|eme|%|h\b|[x*]))"
)
_DOTTED = re.compile(
    r"\b(?:le|vu le|du|au|op le)\s(?P<d>0?[1-9]|[12]\d|3[01])[.\-](?P<m>0[1-9]|1[0-2])(?![\d.\-/,]|\s?(?:mg|g|ml|ui|µg|mmol|%|cm|mm|m|l|kg)\b)"
)
_SHORT_LEAD = re.compile(
    r"\b(?:le|du|au|ce|depuis|depuis le|dès|des|avant le|apres le|jusqu'au|jusqu'a|vers le|datee? du|date|en date du|vu le|"
    r"irm|scanner|tdm|rdv|entree|sortie|et le|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|ddr|ddg|op(?:ere)? le|dose|j0|consult(?:ation)?|cs)\s*[:=(]?\s*\Z"
)
_SCORE_LEAD = re.compile(
    r"(?:\b(?:ta|pa|pas|tension|pression|score|eva|en|gcs|glasgow|mms|mmse|moca|bref|av|avl|acuite|od|og|odg|apgar|cotee?|dlr|"
    r"douleur|note|parinaud|p|stade|grade|environ|sur|en moyenne|ratio|phq|gds|hdrs|madrs|ham|nihss|asa|bishop|silverman|epworth|ppc|testing|force|fm|"
    r"ps|a|adl|iadl|mna|tinetti|barthel|norton|braden)\s*[:=(]?\s*(?:a|de|est a|est de|d'environ|ce jour|=|:)?\s*)\Z"
)
_YEAR_GROUP = re.compile(r"(?:19|20)\d{2}|\d{2}")
_BIRTH = re.compile(
    r"(?:\bne(?:e|\(e\)|\.e|es|s)?\s?(?:le|:|,|a [a-z\- ]{2,25},? le)?|\bnaissance|\bd\.?d\.?n\.?|\bdate de naissance|\bdn|\bdnaiss|\bneeslee?)"
    r"\s?(?:(?:est|du|le|au|patiente?|:|=|-|\(|\.)\s?){0,3}\Z"
)
_LAW = re.compile(
    r"\b(?:loi|decret|arrete|ordonnance|directive|circulaire|reglement|recommandations?|reco|jo|version|avis de la has)\b[^.;\n]{0,40}\Z"
)
_NUMBER_WORD = re.compile(r"[a-z]")


def _int(value: str | None) -> int | None:
    if value is None:
        return None
    digits = re.sub(r"\D", "", value)
    return int(digits) if digits else None


def _when(match: re.Match[str], today: datetime.date) -> datetime.date | None:
    """The date meant; without a year, the last one that is not in the future."""
    parts = match.groupdict()
    day = _DAY_WORDS.get(parts["d"]) or _int(parts["d"])
    month_text = (parts.get("m") or "").rstrip(".")
    month = _MONTH_NUMBER.get(month_text) or _int(month_text)
    year = _int(parts.get("y"))
    if not day or not month:
        return None
    if year is not None and year < 100:
        year += 2000 if year <= today.year % 100 + 1 else 1900
    try:
        if year is not None:
            return datetime.date(year, month, day)
        found = datetime.date(today.year, month, day)
        return found if found <= today else datetime.date(today.year - 1, month, day)
    except ValueError:
        return None


def _weekday(match: re.Match[str], today: datetime.date) -> datetime.date | None:
    """The nearest day of that name and number, looking back ten weeks."""
    day, name = _int(match["d"]), _DAY_NAMES.index(match["w"])
    for back in range(70):
        found = today - datetime.timedelta(days=back)
        if found.day == day and found.weekday() == name:
            return found
    return None


def _count(number: int, unit: str) -> str:
    plural = unit if unit.endswith("s") or number < 2 else unit + "s"
    return f"{number} {plural}"


def relative(found: datetime.date | None, today: datetime.date | None) -> str:
    """« il y a 3 jours », or « récemment » where nothing better is known."""
    if found is None or today is None:
        return "récemment"
    days = (today - found).days
    size = abs(days)
    if size == 0:
        return "aujourd'hui"
    if size <= 21:
        text = _count(size, "jour")
    elif size <= 60:
        text = _count(round(size / 7), "semaine")
    elif size <= 700:
        text = _count(round(size / 30.4), "mois")
    else:
        text = _count(round(size / 365.25), "an")
    return f"il y a {text}" if days > 0 else f"dans {text}"


def _age(found: datetime.date | None, today: datetime.date | None) -> str:
    if found is None or today is None or found > today:
        return ""
    years = today.year - found.year - ((today.month, today.day) < (found.month, found.day))
    if years >= 90:
        return "âgé de plus de 89 ans"
    if years < 2:
        months = (today.year - found.year) * 12 + today.month - found.month
        return f"âgé d'environ {max(months, 1)} mois"
    return f"âgé de {years} ans"


def _hit(doc: Doc, match: re.Match[str], found: datetime.date | None) -> Hit:
    start, end = match.span()
    lead = _BIRTH.search(doc.low[max(0, start - 48) : start])
    if lead is None:
        proposal = Proposal(relative(found, doc.today), "relative_date")
        proposals = (
            (proposal,)
            if proposal.text == "récemment"
            else (proposal, Proposal("récemment", "relative_date"))
        )
        return Hit(start, end, Category.DATE, Level.FIX, "date", proposals)
    if lead.group().startswith("ne"):
        start -= len(lead.group())
    age = _age(found, doc.today)
    if age and lead.group().startswith(("nee", "ne(e)")):
        age = "âgée" + age.removeprefix("âgé")
    remove = Proposal("", "remove")
    proposals = (Proposal(age, "age_band"), remove) if age else (remove,)
    return Hit(start, end, Category.BIRTH_DATE, Level.BLOCK, "birth_date", proposals)


def _short_is_date(doc: Doc, match: re.Match[str]) -> bool:
    """12/03 is a date after "le", never after "TA"; alone it needs two digits on both sides."""
    before = doc.low[max(0, match.start() - 24) : match.start()]
    if _SCORE_LEAD.search(before):
        return bool(re.search(r"\b(?:le|du|ddn|ddr)\s?\Z", before))
    lead = _SHORT_LEAD.search(before)
    if lead:
        tail = doc.low[match.end() : match.end() + 14]
        part = match["d"] + match["m"] in ("12", "13", "23", "14", "34", "15", "45", "35")
        if part and (not re.search(r"\ble\s?\Z", before) or re.match(r" (?:du|d'|des?)\b", tail)):
            return False  # the lower third, two doses out of three
        return not re.match(
            r"\s?(?:des|de la|de l'|ans?\b|mois|jours?|j\b|sem|cp|fois|/|inf|sup|moyen|ext|int|distal|prox)",
            tail,
        )
    line = doc.low[max(0, match.start() - 40) : match.start()]
    if not doc.final or re.search(r"\b(?:ta|pa|tension|eva|score|bras|test|force|acuite)\b", line):
        return False
    day, month = match["d"], match["m"]
    return (
        len(day) == 2 and len(month) == 2 and month != "10" and match["s"] == "/" and int(day) > 12
    )


def _is_score(doc: Doc, match: re.Match[str]) -> bool:
    """Apgar 9/10/10."""
    lead = _SCORE_LEAD.search(doc.low[max(0, match.start() - 16) : match.start()])
    return lead is not None and len(match["y"]) == 2 and len(match["d"]) == 1


def _is_plan(doc: Doc, match: re.Match[str]) -> bool:
    """1.2.15 is a version or a plan number, unless "le" or "du" says otherwise."""
    if match["s"] != "." or len(match["y"]) != 2 or len(match["m"]) == 2:
        return False
    return not re.search(r"\b(?:le|du|au|date|prevue?)\s?\Z", doc.low[: match.start()][-8:])


def find_dates(doc: Doc) -> Iterator[Hit]:
    """Every exact day. Months and years alone are left to the author."""
    today = doc.today or datetime.date(2000, 1, 1)
    for pattern in (_FULL, _ISO, _GLUED, _SPACED, _WORDS, _MONTH_FIRST):
        for match in pattern.finditer(doc.digits if pattern in (_FULL, _ISO) else doc.low):
            if pattern is _FULL and (_is_plan(doc, match) or _is_score(doc, match)):
                continue
            if _LAW.search(doc.low[max(0, match.start() - 60) : match.start()]):
                continue
            if pattern is _WORDS and not _day_in_words(doc, match):
                continue
            year_known = bool(match["y"])
            found = _when(match, today) if doc.today or year_known else None
            yield _hit(doc, match, found)
    for match in _RANGE.finditer(doc.low):
        yield _hit(doc, match, None)
    for match in _WEEK.finditer(doc.low):
        yield _hit(doc, match, _weekday(match, today) if doc.today else None)
    for match in _GLUED_BIRTH.finditer(doc.low):
        yield Hit(match.start("d"), match.end(), Category.BIRTH_DATE, Level.BLOCK, "birth_date")
    for match in _DOTTED.finditer(doc.low):
        hit = _hit(doc, match, _when(match, today) if doc.today else None)
        yield replace(hit, start=match.start("d"))
    for match in _SHORT.finditer(doc.low):
        if _short_is_date(doc, match):
            yield _hit(doc, match, _when(match, today) if doc.today else None)


def _day_in_words(doc: Doc, match: re.Match[str]) -> bool:
    """ "trois mars" is a day only after "le", "du", a weekday…; "10 mai" always is."""
    if not _NUMBER_WORD.match(match["d"]):
        after = doc.low[match.end() : match.end() + 6]
        return not (match["m"] == "mai" and re.match(r"s?grit", after))
    before = doc.low[max(0, match.start() - 12) : match.start()]
    weekday = doc.low[match.start() : match.start() + 4] in (
        "lund",
        "mard",
        "merc",
        "jeud",
        "vend",
        "same",
        "dima",
    )
    return weekday or bool(match["y"]) or bool(re.search(r"\b(?:le|du|au|et|des?)\s\Z", before))
