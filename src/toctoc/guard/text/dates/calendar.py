"""Days, months and years in French words, and the delay that says them without the date."""

from __future__ import annotations

import datetime
import re
from itertools import product
from typing import TYPE_CHECKING

from toctoc.guard.text.ages.agespoken import read_number
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc, Token

_LONG = words("""
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
""")
_SHORT = {"jan": 1, "janv": 1, "fev": 2, "fevr": 2, "avr": 4, "juil": 7, "juill": 7, "jul": 7}
_SHORT |= {"sept": 9, "oct": 10, "nov": 11, "dec": 12}
# A scanner reads "0ctobre", "ju1n", "avrll": 1 and l for i, 0 for o.
_MISREAD = {"i": "i1l", "o": "o0"}
MONTHS = {
    "".join(letters): i + 1
    for i, name in enumerate(_LONG)
    for letters in product(*(_MISREAD.get(c, c) for c in name))
} | _SHORT
MONTHS |= {w.replace("m", "rn"): n for w, n in MONTHS.items() if "m" in w}
del MONTHS["mal"]
SHORT_MONTHS = frozenset(_SHORT)
MONTH = "(?:" + "|".join(sorted(_LONG + list(_SHORT), key=len, reverse=True)) + ")"
DAY_NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
WEEKDAY = (
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|(?:lun|mar|mer|merc|jeu|ven|vend|sam|dim)\b\.?)"
)
_UNITS = words("""
    un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
    dix-sept dix-huit dix-neuf vingt
""")
DAY_WORDS = {w: i + 1 for i, w in enumerate(_UNITS)} | {
    "premier": 1,
    "dix sept": 17,
    "dix huit": 18,
    "dix neuf": 19,
    "vingt et un": 21,
    "vingt-et-un": 21,
    **{f"vingt-{w}": 21 + i for i, w in enumerate(_UNITS[1:9], 1)},
    **{f"vingt {w}": 21 + i for i, w in enumerate(_UNITS[1:9], 1)},
    "trente": 30,
    "trente et un": 31,
    "trente-et-un": 31,
}
DAY_WORD = "|".join(sorted(DAY_WORDS, key=len, reverse=True))
YEAR_WORD = (
    r"(?:deux[ -]mille(?:[ -][a-z\-]{2,14}){0,3}|(?:mil(?:le)?|dix)[ -]neuf[ -]cents?"
    r"(?:[ -][a-z\-]{2,14}){0,4})"
)
_ROMAN = dict(zip(words("i ii iii iv v vi vii viii ix x xi xii"), range(1, 13), strict=True))


def month_number(text: str) -> int | None:
    """1 to 12 for "03", "mars", "0ctobre", "III"; None for what is no month."""
    word = text.strip(" .")
    if word.isdigit():
        number = int(word)
        return number if 1 <= number <= 12 else None
    if word in _ROMAN:
        return _ROMAN[word]
    return MONTHS.get(word)


def month_tokens(doc: Doc) -> list[Token]:
    """The words of a text that name a month."""
    return [t for t in doc.tokens if t.low in MONTHS]


def day_number(text: str) -> int | None:
    """1 to 31 for "3", "1er", "trois", "trente et un"."""
    found = DAY_WORDS.get(text)
    if found:
        return found
    digits = re.sub(r"\D", "", text)
    return int(digits) if digits else None


def year_number(text: str | None, today: datetime.date) -> int | None:
    """2024 for "2024", "24", "'24"; the past century where this one would be the future."""
    digits = re.sub(r"\D", "", text or "")
    if not digits:
        return _spoken_year(text) if text else None
    year = int(digits)
    if year < 100:
        year += 2000 if year <= today.year % 100 + 1 else 1900
    return year


def _spoken_year(text: str) -> int | None:
    """1956 for "mille neuf cent cinquante-six", 2024 for "deux mille vingt-quatre"."""
    century, mark, rest = re.split(r"(neuf cents?|mille)", text, maxsplit=1)
    del century
    base = 2000 if mark == "mille" else 1900
    year = base + read_number(re.findall(r"[a-z]+", rest))
    return year if year < base + 100 else None


def when(day: str, month: str, year: str | None, today: datetime.date) -> datetime.date | None:
    """The date meant; without a year, the last one that is not in the future."""
    number, month_at = day_number(day), month_number(month)
    if not number or not month_at:
        return None
    year_at = year_number(year, today)
    if year and year_at is None:
        return None
    try:
        if year_at is not None:
            return datetime.date(year_at, month_at, number)
        found = datetime.date(today.year, month_at, number)
        return found if found <= today else datetime.date(today.year - 1, month_at, number)
    except ValueError:
        return None


def weekday(name: str, day: int, today: datetime.date) -> datetime.date | None:
    """The nearest day of that name and number, looking back ten weeks."""
    for back in range(70):
        found = today - datetime.timedelta(days=back)
        if found.day == day and DAY_NAMES[found.weekday()].startswith(name[:3]):
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


def roughly(months: int) -> str:
    """A delay of whole months, said loosely: « il y a environ 3 ans », « il y a quelques mois »."""
    if months == 0:
        return "récemment"
    size = abs(months)
    text = _count(size, "mois") if size < 24 else _count(round(size / 12), "an")
    return f"il y a environ {text}" if months > 0 else f"dans environ {text}"


def age_at(found: datetime.date | None, today: datetime.date | None) -> str:
    """« âgé de 45 ans » for a birth date; nothing when it cannot be told."""
    if found is None or today is None or found > today:
        return ""
    years = today.year - found.year - ((today.month, today.day) < (found.month, found.day))
    if years >= 90:
        return "âgé de plus de 89 ans"
    if years < 2:
        months = (today.year - found.year) * 12 + today.month - found.month
        return f"âgé d'environ {max(months, 1)} mois"
    return f"âgé de {years} ans"
