# ruff: noqa: E501  (patterns read better whole)
"""Exact dates as delays that keep every interval; birth dates as age bands."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from toctoc.guard.transpose import bands, delays
from toctoc.guard.transpose.compose import Edit
from toctoc.guard.transpose.days import Day, month_number, on_calendar, read_day

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator, Sequence

    from toctoc.guard.transpose.scene import Found, Scene

_OWN_J = re.compile(r"\b[jJ][ +]?-?\d")
_BIRTH_LABEL = re.compile(
    r"(?:\bnee?(?:\(e\))?s? (?:le )?|\b(?:d\.?d\.?n\.?|date de naissance|naissance|dn)\s?[:=]?\s?(?:le )?)\Z"
)
_EVENT_YEAR = re.compile(
    r"\b(?P<lead>en|depuis|des|fin|debut|courant)(?P<rest> (?:fin |debut |courant )?(?:(?P<m>janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre) )?(?P<y>(?:19|20)\d\d))\b(?!-\d)"
)
_CITED = re.compile(r"\b(?:has|sfar|esc|eular|reco\w*|consensus|conf(?:erence)?|al\.?,?|guidelines?|criteres?|classification|version|loi|decret|publiee?s?|etude|article|actualisee?s?|sydney|berlin|mise a jour)\b[^.;\n]{0,24}\Z")  # fmt: skip


_MEASURE = re.compile(r",? \d{2}\Z")
_OLD = 15 * 365  # days: a full date so old, right after a name, is a birth
_BORN = re.compile(
    r"\b(?:mme|mr|m\.|pat|patiente?|pte?|homme|femme|dame|personne|enfant)(?: [\w' -]{2,24})? ?[,(] ?\Z"
)
_WEEKDAY = re.compile(r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b")
_COMING = re.compile(
    r"\b(?:rdv|rendez-vous|prochaine?s?|prevue?s?|programmee?s?|creneau|attendue?|d'ici)\b[^.;\n]{0,24}\Z"
)


class Timeline(NamedTuple):
    """The dates of a case: each finding's date, and the day the story counts from."""

    dates: dict[int, datetime.date]
    anchor: datetime.date | None
    letter: str


def _days(scene: Scene) -> list[tuple[Found, Day]]:
    found = []
    for hit in scene.found:
        if hit.category == "date":
            hit = _trimmed(scene)(hit)
            day = read_day(scene.low, hit.start, hit.end, scene.today)
            if day is not None:
                found.append((hit, day))
    return found


def _trimmed(scene: Scene) -> Callable[[Found], Found]:
    """ "le 3 mars, 38,5 °C": the temperature is no part of the date."""

    def trim(hit: Found) -> Found:
        tail = _MEASURE.search(scene.low, hit.start, hit.end)
        if hit.category != "date" or tail is None or scene.low[hit.end : hit.end + 1] not in ",.":
            return hit
        return (
            replace(hit, end=tail.start())
            if scene.low[hit.end + 1 : hit.end + 2].isdigit()
            else hit
        )

    return trim


def timeline(scene: Scene, thread: Sequence[Scene]) -> Timeline:
    """Put the dates of the text on one calendar with those of its thread."""
    read = [(None, day) for other in thread for _, day in _days(other)]
    mine = _days(scene)
    everything = [*read, *((hit.start, day) for hit, day in mine)]
    told = [d for _, day in everything if (d := on_calendar(day, scene.today, None)) and day.year]
    near = scene.today or (told[0] if told else None)
    known: list[datetime.date] = []
    dates: dict[int, datetime.date] = {}
    for start, day in everything:
        last = known[-1] if known else (near if scene.today is None else None)
        coming = start is not None and bool(_COMING.search(scene.low[max(0, start - 40) : start]))
        guess = on_calendar(day, scene.today, None if day.year else last, coming)
        if guess is None:
            continue
        if not (near and day.year and (near - guess).days > _OLD):
            known.append(guess)  # a birth or an old event dates nothing else
        if start is not None:
            dates[start] = guess
    letter = "T" if any(_OWN_J.search(s.text) for s in (scene, *thread)) else "J"
    lone = len(set(known)) < 2
    if not known or not dates or (lone and scene.today is not None):
        return Timeline(dates, None, letter)
    latest = max(known)
    return Timeline(dates, min(d for d in known if (latest - d).days <= 730), letter)


def read_dates(scene: Scene, thread: Sequence[Scene], aged: bool) -> Iterator[Edit]:
    """Every date of the guard's findings; `aged`: the text says an age, a birth adds nothing."""
    line = timeline(scene, thread)
    months = list(_event_years(scene)) if scene.today else []
    anchor = None if months else line.anchor
    for hit in map(_trimmed(scene), scene.found):
        if hit.category == "birth_date":
            yield _birth(scene, hit, aged)
        elif hit.category == "date":
            lead = delays.lead_before(scene.low, hit.start)
            date = line.dates.get(hit.start)
            if date and scene.today and _born_there(scene, hit, date):
                text = re.sub(r"^(?:de |d')", "", _born(date, scene.today))
                yield Edit(hit.start - len(lead), hit.end, text, "age", "birth", "date")
                continue
            if date is None:
                if not any(m.start() <= hit.start < m.end() for m in months):
                    yield from _unread(scene, hit, lead)
                continue
            if anchor is not None:
                text = delays.with_lead(
                    _linked(scene, hit, lead), delays.story_day(date, anchor, line.letter)
                )
            elif scene.today is not None:
                text = delays.to_today(
                    date, scene.today, lead, bool(months) or _counted(scene, hit)
                )
            else:
                text = delays.with_lead(lead, f"{line.letter}0")
            yield Edit(hit.start - len(lead), hit.end, text, "date", "date", "date")
    for match in months:
        yield _month(match, scene)


def _born_there(scene: Scene, hit: Found, date: datetime.date) -> bool:
    """Whether a date that no word announces is a birth: very old, and right after who it is."""
    if scene.today is None or (scene.today - date).days < _OLD:
        return False
    before = scene.low[max(0, hit.start - 40) : hit.start]
    tail = len(before) - len(before.rstrip(" ,("))
    named = any(
        f.end == hit.start - tail and f.category in ("name", "initials") for f in scene.found
    )
    return named or _BORN.search(before) is not None


def _counted(scene: Scene, hit: Found) -> bool:
    """Weeks of pregnancy are counted from this day: every day matters."""
    before = scene.low[max(0, hit.start - 30) : hit.start]
    return (
        re.search(
            r"\b(?:ddr|ddg|regles|terme|conception|ponction|transfert)\b[^.;]{0,12}\Z", before
        )
        is not None
    )


def _linked(scene: Scene, hit: Found, lead: str) -> str:
    """ "entre le 3 et le 17": the second day takes no preposition."""
    if lead == "et le " and re.search(
        r"\bentre (?:le )?[^.;]{1,24}\Z", scene.low[max(0, hit.start - 34) : hit.start - 6]
    ):
        return "et "
    return lead


def _unread(scene: Scene, hit: Found, lead: str) -> Iterator[Edit]:
    """A date that no calendar holds ("lundi 4"): the guard's own rewording, or nothing."""
    if hit.finding.level.value == "warn":
        return
    texts = [p.text for p in hit.finding.proposals if p.text and p.text != "récemment"]
    text = texts[0] if texts else "un jour précis"
    weekday = _WEEKDAY.match(scene.low, hit.start)
    if weekday and lead in ("", "le ", "ce "):
        yield Edit(
            hit.start - len(lead),
            hit.end,
            scene.text[hit.start : weekday.end()],
            "date",
            "date.unread",
            "date",
        )
        return
    plain = {
        "depuis le ": "depuis ",
        "du ": "d'",
        "jusqu'au ": "jusqu'à ",
        "et le ": "et ",
        "au ": "à ",
    }
    if text.startswith("il y a ") and lead.startswith("depuis"):
        text = text.removeprefix("il y a ")
    yield Edit(
        hit.start - len(lead), hit.end, plain.get(lead, "") + text, "date", "date.unread", "date"
    )


def _birth(scene: Scene, hit: Found, aged: bool) -> Edit:
    """A birth date becomes an age band, or goes when the age is said elsewhere."""
    start = hit.start
    label = _BIRTH_LABEL.search(scene.low[max(0, start - 26) : start])
    if label:
        start -= len(label.group())
    span = scene.low[start : hit.end]
    day = read_day(scene.low, hit.start, hit.end, scene.today)
    born = on_calendar(day, scene.today, None) if day and day.year else None
    if aged or born is None or scene.today is None or born > scene.today:
        return Edit(start, hit.end, "", "age", "birth", "birth_date")
    female = span.startswith(("nee ", "nee(")) or "née" in scene.text[start : hit.end]
    text = _born(born, scene.today)
    if span.startswith("ne"):
        text = ("âgée " if female else "âgé ") + text
    else:
        text = re.sub(r"^(?:de |d')", "", text)
    return Edit(start, hit.end, text, "age", "birth", "birth_date")


def _born(born: datetime.date, today: datetime.date) -> str:
    days = (today - born).days
    months = (today.year - born.year) * 12 + today.month - born.month - (today.day < born.day)
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if days <= 28:
        return f"de {delays.count(days, 'jour')}"
    band = bands.month_band(max(months, 1))
    if years < 3 and band is not None:
        return f"de {band[0]} à {band[1]} mois"
    return bands.long(years, False)[1]


def _event_years(scene: Scene) -> Iterator[re.Match[str]]:
    for match in _EVENT_YEAR.finditer(scene.low):
        before = scene.low[max(0, match.start() - 40) : match.start()]
        clash = any(
            f.start < match.end() and match.start() < f.end and f.category != "date"
            for f in scene.found
        )
        if not clash and not _CITED.search(before) and not before.endswith(("nee ", "ne ")):
            yield match


def _month(match: re.Match[str], scene: Scene) -> Edit:
    """ "en 2015" -> "il y a 11 ans"; "depuis mars 2020" -> "depuis 6 ans et 8 mois"."""
    today = scene.today
    if today is None:
        raise ValueError("a month is told by its distance to today")
    years = today.year - int(match["y"])
    months = years * 12 + (today.month - month_number(match["m"]) if match["m"] else 0)
    size = delays.months_ago(abs(months)) if match["m"] else delays.count(abs(years), "an")
    since = match["lead"] in ("depuis", "des")
    if not months:
        near = "ce mois-ci" if match["m"] else "cette année"
        text = f"depuis {near}" if since else near
    elif months < 0:
        text = f"dans {size}"
    else:
        text = f"depuis {size}" if since else f"il y a {size}"
    return Edit(match.start(), match.end(), text, "date", "date.year")
