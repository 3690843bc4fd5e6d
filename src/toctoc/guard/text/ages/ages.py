# ruff: noqa: E501  (patterns read better whole)
"""Ages as colleagues write them: "H 44 a", "F67", "4 ans 1/2", "3 sem", "M4", "J12 de vie"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard.report import Category, Level, Proposal
from toctoc.guard.text.ages import agebands
from toctoc.guard.text.ages.agebare import bare
from toctoc.guard.text.ages.agecontext import Reader
from toctoc.guard.text.ages.agejudge import against
from toctoc.guard.text.ages.agespoken import find_spoken
from toctoc.guard.text.ages.agewords import LATER, SIBLINGS
from toctoc.guard.text.doc import REMOVE, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toctoc.guard.text.doc import Doc

_FIGURES = re.compile(
    r"(?<!\d[.,:])(?P<n>\d{1,3})(?:[.,]5(?= ?ans?\b))?"
    r"(?: ?½)?(?:(?:\s| {2,3})?(?P<unit>ans?|annees?|arns|an5|piges|balais|berges|a(?=\d{1,2} ?m\b|1/2)|a|mo[il1]s|mths?|m|semaines?|sem|jours?|jrs|j|heures?|h)(?:(?: ?½)|(?![\w'’])|(?<=a)(?=\d)))?"
    r"(?:(?<=\da)(?=1/2|\d{1,2} ?m\b)|(?!\d|[.,]\d))"
)
_SEX = re.compile(r"(?<![\w/²])(?P<sex>[hfgmjs♂♀])(?: ?[/,:] ?| - |\s?\+?| {2})\Z")
_SEXES = frozenset("hfgmjs♂♀")
_APART = frozenset("<>≥≤+°=_")
_HALF = re.compile(r" ?(?:et )?(?:demie?\b|1/2|½)")
_MORE = re.compile(
    r",? ?(?:et )?(?:\d|1[01]) ?(?:mois|m|jours?|j|sem(?:aines?)?)\b(?! (?:de|d'|apres|plus)\b)"
)
_LIFE = re.compile(
    r" de vie\b| passes?\b| revolus?\b| d'age(?: reel| corrige)?\b| (?:d')?ac\b|,? corriges?\b"
)
_EXAM = re.compile(
    r"\b(?:examen|bilan|visite|certificat|cs|consultation) (?:du|des|de) (?P<n>\d{1,2}) ?(?:e|eme|er)? mois\b"
    r"|\b(?P<m>\d{1,2}) ?(?:e|eme|er|ere) (?P<u>jour|semaine|heure|mois) de vie\b"
)
_LIST = re.compile(
    r"(?:(?<=[^\w.,/])|(?<=\A))(?P<all>\d{1,2}(?:(?:, ?| et | | ?& ?| ?/ ?|, et )\d{1,2}){0,6})(?: et | ou | ?- ?| a | ?& ?| ?/ ?)\Z"
)
_FIRST_LISTED = re.compile(r"(?P<who>[a-z]{4,8})[ :(,]{1,3}(?P<n>\d{1,2}), ?\Z")
_LISTED = re.compile(r"\d{1,2}")
_LABEL = re.compile(
    r"\bages?(?: reel| actuel| ?\(ans\)| du patient| de la patiente)?\s{0,3}[:=|.]?\s{0,6}(?P<n>\d{1,3})(?![\w/.,]?\d| ?(?:ans?|a|mois|m|sem|j)\b)"
)
_SCHOOL = re.compile(r"\b(?:collegien(?:ne)?|lyceen(?:ne)?|ecoliere?)s?\b")
_WIDE = 20
_FROM = re.compile(r"(?P<n>\d{1,2})(?: ?- ?| a )")
_TO = re.compile(r"(?: ?- ?| a )\d{1,2} ?(?:ans?|a)\b")  # the end of the band says it is one
_BAND = 2  # from there on a range is no precise age: "2 à 4 ans", "40-50 a"
_SCALE = {
    "m": agebands.MONTH,
    "s": agebands.WEEK,
    "j": agebands.DAY,
    "h": agebands.HOUR,
}
_TOP = {"m": 48, "s": 60, "j": 100, "h": 72}


def find_ages(doc: Doc) -> Iterator[Hit]:
    """Every precise age, of the patient or at an event; only past 89 must be said otherwise."""
    reader = Reader(doc)
    for match in doc.figures(_FIGURES):
        yield from _figures(reader, match)
    for match in _LABEL.finditer(doc.digits) if "age" in doc.low else ():
        yield _hit(doc, match.start("n"), match.end("n"), float(match["n"]))
    for match in _EXAM.finditer(doc.low) if "mois" in doc.words or "vie" in doc.words else ():
        scale = _SCALE[(match["u"] or "m")[0]]
        start = match.start("m" if match["m"] else "n")
        yield _hit(doc, start, match.end(), int(match["m"] or match["n"]) * scale)
    for start, end, years in find_spoken(reader):
        yield _hit(doc, start, end, years)


def _figures(reader: Reader, match: re.Match[str]) -> Iterator[Hit]:
    doc, low = reader.doc, reader.doc.digits
    number, unit = int(match["n"]), match["unit"] or ""
    start, end = match.span()
    lead = low[max(0, start - 4) : start].rstrip(" /,:+-")[-1:]
    holder = _SEX.search(low, max(0, start - 4), start) if lead in _SEXES else None
    sex, begin = (holder["sex"], holder.start()) if holder else ("", start)
    before = low[start - 1 : start]
    if not sex and before and (before in _APART or before.isalnum()):
        return
    if sex and before == "+" and (sex != "j" or not _LIFE.match(low, end)):  # H+3, J+1
        return
    if sex == "m" and low[max(0, begin - 2) : begin] == "/ ":  # kg / m 2
        return
    if unit == "a" and doc.text[end - 1] in "àÀ":
        unit, end = "", match.end("n")
    code = sex in ("j", "s") or (sex in ("m", "h") and not unit and reader.young(sex, number, end))
    if unit:
        yield from _counted(reader, start, end, number, unit, "" if code else sex)
    elif code:
        if reader.coded(begin, sex, number, end):
            reader.pass_by(end, number * _SCALE[sex])
            yield _hit(doc, begin, _whole_life(doc, end), number * _SCALE[sex])
    elif _TO.match(low, end):
        return
    elif reader.sexed(begin, sex, number, end) if sex else bare(reader, start, number, end):
        reader.note(number)
        yield _hit(doc, start, end, float(number))


def _counted(
    reader: Reader, start: int, end: int, number: int, unit: str, sex: str
) -> Iterator[Hit]:
    """Figures with their unit, and the list that they close: "4, 7 et 9 ans"."""
    doc, low = reader.doc, reader.doc.digits
    kind = "y" if unit[0] in "apb" else unit[0]
    if number > _TOP.get(kind, 115) or (kind != "y" and number == 0):
        return
    first, others = start, []
    listed = None if sex else _LIST.search(low, max(0, start - 34), start)
    if listed:
        others = [m.span() for m in _LISTED.finditer(low, *listed.span("all"))]
        first = others[0][0]
        wide = number - int(low[slice(*others[-1])]) >= (_WIDE if kind == "y" else _WIDE // 2)
        if wide and not low.endswith(("age ", "ages "), 0, first):
            return  # "la femme de 40 à 70 ans" of a textbook, a range of delays
    elif low[start - 1 : start] == "/" and not sex:
        return
    found = _HALF.match(low, end)
    half = found.end() if found else end
    if kind == "y":
        if not reader.years(first, end, sex, unit, number) or (
            found and low.startswith(LATER, half)
        ):
            return
        more = None if found else _MORE.match(low, end)
        half = more.end() if more else half
    elif not reader.months(first, half, kind, number):
        return
    if not (sex or others) and against(doc, start, end, kind, number, reader.before):
        return
    end, scale = _whole_life(doc, half), _SCALE.get(kind, 1.0)
    reader.accept(end, number * scale)
    if len(others) == 1 and _is_band(low[others[0][0] : start], number):
        return
    for span in others:
        yield _hit(doc, *span, int(low[slice(*span)]) * scale, event=True)
    yield _hit(doc, start, end, number * scale, event=reader.event(first))
    if not sex:
        yield from _before_list(doc, first, kind)


def _is_band(lead: str, to: int) -> bool:
    """Whether "40-" or "40 à " before the figures opens a band of ages, which says enough."""
    found = _FROM.fullmatch(lead)
    return found is not None and to - int(found["n"]) >= _BAND


def _whole_life(doc: Doc, end: int) -> int:
    """Where "J12 de vie", "3 mois d'âge corrigé" ends."""
    life = _LIFE.match(doc.low, end)
    return life.end() if life else end


def _before_list(doc: Doc, first: int, kind: str) -> Iterator[Hit]:
    """ "3 garçons, 4, 7 et 9 ans": the figures between the brothers and the list."""
    lead = doc.low[max(0, first - 24) : first]
    found = _FIRST_LISTED.search(lead)
    if found and found["who"] in SIBLINGS:
        at = max(0, first - 24)
        years = int(found["n"]) * _SCALE.get(kind, 1)
        yield _hit(doc, at + found.start("n"), at + found.end("n"), years, event=True)


def _hit(doc: Doc, start: int, end: int, years: float, event: bool = False) -> Hit:
    words = agebands.band(years)
    if event:  # "opéré à 12-15 ans"
        words = words.replace(" à ", "-")
    if start > 0 and doc.low[start - 1].isalnum():  # "H44"
        words = " " + words
    band = Proposal(words, "age_band")
    if years >= agebands.GREAT:
        return Hit(start, end, Category.AGE, Level.FIX, "age", (band,))
    rule = "age.event" if event else "age.child" if years < agebands.ADULT else "age.adult"
    return Hit(start, end, Category.AGE, Level.WARN, rule, (band, REMOVE))


def find_minors(doc: Doc, hits: Sequence[Hit]) -> Iterator[Hit]:
    """The age of a child, where the text also names a place: asked about once."""
    if not any(h.category in (Category.PLACE, Category.HOSPITAL, Category.POSTCODE) for h in hits):
        return
    children = [h for h in hits if h.rule == "age.child"]
    school = _SCHOOL.search(doc.low)
    if children:
        first = min(children, key=lambda h: h.start)
        span = first.start, first.end
    elif school:
        span = school.span()
    else:
        return
    yield Hit(*span, Category.AGE, Level.ASK, "age.minor_place", (REMOVE,), contestable=True)
