"""Delays in words: to today, or to the first day of the story, without losing a day."""

from __future__ import annotations

import datetime
import re

_LEADS = re.compile(
    r"(?:(?<=[\s(,;:/\"«\-])|(?<=\A)|(?<=\())"
    r"(?P<lead>jusqu'au |depuis le |depuis |des le |avant le |apres le |vers le |a partir du |"
    r"a compter du |entre le |entre |en date du |datee? du |et le |du |au |le |ce )\Z"
)
# lead -> (with a day of the story "X", with a past delay, with a coming delay); {} is the delay
_STORY = {
    "jusqu'au ": "jusqu'à ", "depuis le ": "depuis ", "depuis ": "depuis ", "des le ": "dès ",
    "avant le ": "avant ", "apres le ": "après ", "vers le ": "vers ",
    "a partir du ": "à partir de ", "a compter du ": "à partir de ", "entre le ": "entre ",
    "entre ": "entre ", "en date du ": "à ", "date du ": "de ", "datee du ": "de ", "du ": "de ",
    "et le ": "et à ", "et ": "et ", "au ": "à ", "le ": "à ", "ce ": "à ",
}  # fmt: skip
_PAST = {
    "jusqu'au ": "jusqu'à il y a {}", "depuis le ": "depuis {}", "depuis ": "depuis {}",
    "des le ": "depuis {}", "avant le ": "il y a plus de {}", "apres le ": "il y a moins de {}",
    "vers le ": "il y a environ {}", "a partir du ": "depuis {}", "a compter du ": "depuis {}",
    "date du ": "d'il y a {}", "datee du ": "d'il y a {}", "du ": "d'il y a {}",
    "et le ": "et il y a {}", "entre le ": "entre il y a {}",
}  # fmt: skip
_COMING = {
    "jusqu'au ": "pendant encore {}", "avant le ": "d'ici {}", "apres le ": "dans plus de {}",
    "vers le ": "dans environ {}", "et le ": "et dans {}", "a partir du ": "à partir de dans {}",
}  # fmt: skip


def lead_before(low: str, start: int) -> str:
    """The folded words that lead to a date ("depuis le "), empty when none does."""
    match = _LEADS.search(low[max(0, start - 24) : start])
    return match["lead"] if match else ""


def count(number: int, unit: str) -> str:
    """ "3 jours", "1 an", "2 mois"."""
    plural = unit if unit.endswith("s") or number < 2 else unit + "s"
    return f"{number} {plural}"


def story_day(date: datetime.date, anchor: datetime.date, letter: str) -> str:
    """ "J14" or, when the text has its own J, "T0 + 14 j"; years away, years and days."""
    days = (date - anchor).days
    if abs(days) <= 730:
        if letter == "J":
            return f"J{days}"
        return "T0" if not days else f"T0 {'+' if days > 0 else '-'} {abs(days)} j"
    first, last = (anchor, date) if days > 0 else (date, anchor)
    years, rest = _years_and_days(first, last)
    span = count(years, "an") + (f" et {count(rest, 'jour')}" if rest else "")
    return f"{letter}0 + {span}" if days > 0 else f"{span} avant {letter}0"


def _years_and_days(first: datetime.date, last: datetime.date) -> tuple[int, int]:
    years = last.year - first.year
    while True:
        try:
            turn = first.replace(year=first.year + years)
        except ValueError:
            turn = datetime.date(first.year + years, 3, 1)
        if turn <= last:
            return years, (last - turn).days
        years -= 1


def with_lead(lead: str, day: str) -> str:
    """ "depuis le " + "J14" -> "depuis J14"."""
    if day.endswith("0") and " avant " in day and lead in ("le ", "ce ", "au "):
        return day
    return _STORY.get(lead, "") + day


def to_today(date: datetime.date, today: datetime.date, lead: str, exact: bool) -> str:
    """ "il y a 3 jours", "depuis 3 jours", "dans 2 mois"; exact: days whatever their number."""
    days = (today - date).days
    size = abs(days)
    if size == 0:
        return {"du ": "du jour", "depuis le ": "depuis aujourd'hui"}.get(lead, "aujourd'hui")
    if exact and size > 730:
        first, last = (date, today) if days > 0 else (today, date)
        years, rest = _years_and_days(first, last)
        text = count(years, "an") + (f" et {count(rest, 'jour')}" if rest else "")
    elif size <= 60 or exact:
        text = count(size, "jour")
    elif size <= 700:
        text = count(round(size / 30.44), "mois")
    else:
        text = count(round(size / 365.25), "an")
    table, plain = (_PAST, "il y a {}") if days > 0 else (_COMING, "dans {}")
    return table.get(lead, plain).format(text)


def months_ago(months: int) -> str:
    """ "7 ans et 8 mois" for 92."""
    years, rest = divmod(months, 12)
    if not years:
        return count(rest, "mois")
    return count(years, "an") + (f" et {rest} mois" if rest else "")
