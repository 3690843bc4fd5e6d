"""Where somebody lives or is seen: the population behind each place, institution or size named."""

from __future__ import annotations

import re
from functools import cache
from math import log
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.normalise import fold, key
from toctoc.guard.rarity import communes, pyramid
from toctoc.guard.rarity.types import Place
from toctoc.guard.text.wordlist import words as listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toctoc.guard.rarity.stream import Stream
    from toctoc.guard.report import Finding

_WORD = re.compile(r"[^\W_]+")
_POSTCODE = re.compile(r"\b(\d{2}) ?(\d{3})\b")
_DISTRICT = re.compile(r" ?\(?(\d{1,2}) ?(?:e|er|eme|ème|è)\b")
_BIG_CITIES = {"paris": "750", "lyon": "690", "marseille": "130"}
# institution -> people it looks after, spread, label; where people live their size is the answer
_INSIDE: dict[str, tuple[float, float, str, str]] = {
    **dict.fromkeys(("ehpad", "usld", "residence"), (85.0, 1.8, "l'EHPAD", "the nursing home")),
    **dict.fromkeys(
        ("ime", "mas", "fam", "mecs", "esat", "foyer", "maison"),
        (80.0, 2.0, "l'établissement", "the institution"),
    ),
    **dict.fromkeys(("creche", "garderie"), (45.0, 2.0, "la crèche", "the day nursery")),
    "ecole": (180.0, 2.0, "l'école", "the school"),
    "college": (500.0, 1.6, "le collège", "the school"),
    "lycee": (1000.0, 1.7, "le lycée", "the school"),
    **dict.fromkeys(("prison", "penitentiaire"), (450.0, 2.0, "la prison", "the prison")),
    **dict.fromkeys(
        ("cabinet", "pharmacie", "labo", "laboratoire", "msp", "pmi"),
        (3000.0, 2.5, "le cabinet", "the practice"),
    ),
    **dict.fromkeys(("universite", "fac"), (20_000.0, 2.0, "l'université", "the university")),
}
_UNIVERSITY = frozenset(("chu", "chr", "chru", "ghu", "hospices", "aphp", "hcl"))
_SMALL = frozenset(("clinique", "polyclinique", "maternite", "mater", "ssr", "smr", "csapa", "cmp"))
_LEADS = frozenset(
    listed("""
    en dans le la les du de l d a au des departement region vers depuis
""")
)
_PLAIN_WORDS = frozenset(
    listed("""
    ain aisne allier aube aude cher creuse drome eure gard gers indre jura landes loire lot
    manche marne meuse nord oise orne paris rhone somme tarn var vienne vosges essonne
    centre reunion sarthe savoie mayenne ardennes correze
""")
)
_INHABITANTS = frozenset(("hab", "habitants", "habitant", "hbts", "ames"))
_AROUND = frozenset(("dans", "en", "departement", "region"))


@cache
def _areas() -> dict[str, list[tuple[tuple[str, ...], str, float, tuple[str, ...]]]]:
    """First word -> (words, kind, people, départements) of the départements and régions."""
    found: dict[str, list[tuple[tuple[str, ...], str, float, tuple[str, ...]]]] = {}
    rows = [(n, "region", float(p), c) for n, (p, c) in communes.regions().items() if n]
    rows += [
        (n, "department", float(communes.department(c)), (c,))
        for n, c in communes.departments().items()
        if n
    ]
    for name, kind, people, codes in rows:
        words = tuple(w for w in _WORD.findall(key(name)) if w not in ("la", "et", "de", "d", "l"))
        if words:
            found.setdefault(words[0], []).append((words, kind, people, codes))
    for entries in found.values():
        entries.sort(key=lambda e: (-len(e[0]), e[2]))
    return found


def read_areas(stream: Stream) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """Départements and régions named in the text ("dans le Cher", "en Bretagne", "dans le 29").

    Places in normalised offsets, each with its département numbers.
    """
    table, raws = _areas(), stream.raws
    for i, raw in enumerate(raws):
        if raw[0].isdigit():
            found = _by_number(stream, i)
            if found:
                yield found
            continue
        for words, kind, people, codes in table.get(raw, ()):
            last = i + len(words) - 1
            if tuple(raws[i : last + 1]) == words or _spelt(stream, i, words):
                last = last if tuple(raws[i : last + 1]) == words else _end(stream, i, words)
                if _is_area(stream, i, words):
                    label = ("le département", "the département")
                    if kind == "region":
                        label = ("la région", "the region")
                    start, end = stream.starts[i], stream.ends[last]
                    yield Place(start, end, "place", *label, people, 1.05), codes
                break


def _spelt(stream: Stream, i: int, words: tuple[str, ...]) -> bool:
    return _end(stream, i, words) > 0


def _end(stream: Stream, i: int, words: tuple[str, ...]) -> int:
    """Index of the last word of a name, its small words skipped ("Pays de la Loire"), or 0."""
    at = i
    for word in words[1:]:
        at += 1
        while at < len(stream.raws) and stream.raws[at] in ("la", "et", "de", "d", "l"):
            at += 1
        if at >= len(stream.raws) or stream.raws[at] != word or stream.breaks[at]:
            return 0
    return at


def _is_area(stream: Stream, i: int, words: tuple[str, ...]) -> bool:
    if len(words) > 1:
        return True
    lead = stream.raws[i - 1] if i and not stream.breaks[i] else ""
    further = stream.raws[i - 2] if i > 1 else ""
    capital = stream.cased(i)[:1].isupper()
    if words[0] in _PLAIN_WORDS:
        return capital and (lead in _AROUND or further in _AROUND) and not stream.shouted
    return capital or lead in _AROUND or further in _AROUND or lead in _LEADS


def _by_number(stream: Stream, i: int) -> tuple[Place, tuple[str, ...]] | None:
    """ "dans le 29", "(974)"."""
    code = stream.raws[i].upper()
    people = communes.department(code) if len(code) in (2, 3) else 0
    if not people or i < 2:
        return None
    if stream.raws[i - 2] not in ("dans", "departement") or stream.raws[i - 1] not in ("le", "du"):
        return None
    place = Place(
        stream.starts[i], stream.ends[i], "place", "le département", "the département", people, 1.05
    )
    return place, (code,)


# share of the French who live in a commune of fewer people (INSEE, populations of communes.tsv)
_SMALLER = (
    (100, 0.003), (200, 0.014), (500, 0.057), (1_000, 0.121), (2_000, 0.208), (5_000, 0.348),
    (10_000, 0.464), (20_000, 0.573), (50_000, 0.732), (100_000, 0.833), (200_000, 0.913),
    (500_000, 0.945), (2_200_000, 1.0),
)  # fmt: skip


def _share_smaller(people: float) -> float:
    """Share of the French who live in a commune of fewer than `people`, by interpolation."""
    before = (1.0, 0.0)
    for point in _SMALLER:
        if people <= point[0]:
            part = log(max(people, 1.0) / before[0]) / log(point[0] / before[0])
            return before[1] + part * (point[1] - before[1])
        before = point
    return 1.0


def of_size(start: int, end: int, people: float) -> Place:
    """A commune that is not named: whoever lives in one of half to twice as many people."""
    alike = max(_share_smaller(2 * people) - _share_smaller(people / 2), 1e-4)
    label = ("la taille de la commune", "the size of the town")
    return Place(start, end, "size", *label, alike * pyramid.total(), 1.5)


def read_sizes(stream: Stream) -> Iterator[Place]:
    """ "village de 300 habitants", "commune de 2 500 hab." in normalised offsets."""
    for i in [i for i, raw in enumerate(stream.raws) if raw in _INHABITANTS]:
        if not i:
            continue
        first = i
        while first and stream.raws[first - 1].isdigit() and first > i - 3:
            first -= 1
            if len(stream.raws[first]) != 3:
                break
        digits = "".join(stream.raws[first:i])
        if not digits or len(digits) > 8 or not int(digits):
            continue
        start = (
            stream.starts[max(first - 2, 0)] if not stream.breaks[first] else stream.starts[first]
        )
        yield of_size(start, stream.ends[i], float(digits))


def from_findings(text: str, findings: Sequence[Finding], hints: frozenset[str]) -> Iterator[Place]:
    """The people behind the places, postcodes and hospitals found; original offsets."""
    for found in findings:
        category, span = str(found.category), text[found.start : found.end]
        if category == "place":
            place = _commune(text, found, span, hints)
        elif category == "postcode":
            place = _postcode(found, span)
        elif category == "hospital":
            place = _institution(found, span, hints)
        else:
            continue
        if place is not None:
            yield place


def codes_of(findings: Sequence[Finding], text: str) -> frozenset[str]:
    """Départements that the postcodes found point to."""
    codes = set()
    for found in findings:
        match = _POSTCODE.search(text[found.start : found.end])
        if str(found.category) == "postcode" and match:
            start = match[1]
            codes.add(start + match[2][0] if start in ("97", "98") else start)
            codes |= {"2A", "2B"} if start == "20" else set()
    return frozenset(codes)


def _name(span: str) -> str:
    return " ".join(_WORD.findall(key(span)))


def _commune(text: str, found: Finding, span: str, hints: frozenset[str]) -> Place | None:
    name = _name(span)
    town = communes.commune(name, hints)
    labels = ("la commune", "the town")
    if town is None:
        spot = lexicon.place(name)
        if spot is not None and spot.abroad:
            return None
        return Place(found.start, found.end, "place", *labels, communes.UNKNOWN, 15.0)
    district = _DISTRICT.match(fold(text[found.end : found.end + 10]))
    if name in _BIG_CITIES and district:
        people = communes.postcode(f"{_BIG_CITIES[name]}{int(district[1]):02d}")
        if people:
            return Place(found.start, found.end, "place", *labels, people, 1.1)
    if not town.people:  # a former commune, merged since
        return Place(found.start, found.end, "place", *labels, 800, 4.0)
    return Place(found.start, found.end, "place", *labels, town.people, 1.1)


def _postcode(found: Finding, span: str) -> Place | None:
    match = _POSTCODE.search(span)
    people = communes.postcode(match[1] + match[2]) if match else 0
    size, spread = (float(people), 1.2) if people else (float(communes.UNKNOWN), 10.0)
    return Place(found.start, found.end, "postcode", "le code postal", "the postcode", size, spread)


def _institution(found: Finding, span: str, hints: frozenset[str]) -> Place:
    """Who may be seen there: those who live in it, or the area it serves."""
    words = _WORD.findall(key(span))
    first = words[0] if words else ""
    for word in words[:3]:
        if word in _INSIDE:
            size, spread, fr, en = _INSIDE[word]
            return Place(found.start, found.end, "hospital", fr, en, size, spread)
    label = ("l'hôpital", "the hospital")
    town = _town_in(words, hints)
    if town is None:
        known = lexicon.is_hospital(" ".join(words)) or lexicon.is_hospital(" ".join(words[1:]))
        size = 3_000_000.0 if known or first in _UNIVERSITY else 250_000.0
        return Place(found.start, found.end, "hospital", *label, size, 4.0)
    if first in _UNIVERSITY:
        size = max(1.2 * communes.department(town.area), 1.5 * town.people)
    elif first in _SMALL:
        size = max(1.5 * town.people, 30_000.0)
    else:
        size = max(2.5 * town.people, 40_000.0)
    return Place(found.start, found.end, "hospital", *label, size, 2.0)


def _town_in(words: list[str], hints: frozenset[str]) -> communes.Commune | None:
    """The commune named in a hospital's name: its longest ending that is one."""
    for first in range(1, len(words)):
        town = communes.commune(" ".join(words[first:]), hints)
        if town is not None and town.people:
            return town
    return None
