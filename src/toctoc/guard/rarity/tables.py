"""One index, by first word, of every disease, job, event, family fact, origin and territory."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from toctoc.guard.normalise import fold
from toctoc.guard.rarity import pyramid
from toctoc.guard.rarity.files import rows
from toctoc.guard.rarity.handles import tells
from toctoc.guard.rarity.stream import Stream, table_words

if TYPE_CHECKING:
    from collections.abc import Iterator

WORKING = (18.0, 68.0)
LEAK = 0.05  # a disease of a given age met at another one


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: shares of men and women aged `low` <= age < `high` years, and how it is told.

    kind: "disease", "job", "event", "family", "origin", "employer" or "territory" (then `men` is a
    number of people). flag: "h" caregivers, "a" ambiguous words, "m" known to the press.
    """

    kind: str
    fr: str
    en: str
    men: float
    women: float
    low: float
    high: float
    outside: float
    spread: float
    key: str
    flag: str = ""
    group_fr: str = ""
    group_en: str = ""
    tells: float = 0.5


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write an entry: its table words; `exact` where case decides ("SEP", "PR")."""

    words: tuple[str, ...]
    exact: str
    entry: Entry


def _ages(text: str) -> tuple[float, float]:
    low, _, high = text.partition("-")
    return (float(low), float(high) + 1) if low else (0.0, pyramid.OLDEST)


def _prevalent(kind: str, row: dict[str, str]) -> Entry:
    """An entry from a prevalence per 100,000 of the whole population, kept to its ages and sex."""
    low, high = _ages(row.get("ages", ""))
    sex = row.get("sex", "")
    cases = float(row["per_100k"]) / 1e5 * pyramid.total()
    parts = {"M": (0.85, 0.15), "F": (0.15, 0.85)}.get(sex, (0.5, 0.5))
    men, women = (
        min(1.0, cases * part / pyramid.people(one, low, high))
        for part, one in zip(parts, "MF", strict=True)
    )
    outside = 1.0 if (low, high) == (0.0, pyramid.OLDEST) else LEAK
    return Entry(
        kind,
        row["fr"],
        row["en"],
        men,
        women,
        low,
        high,
        outside,
        float(row["spread"]),
        row.get("family", "") or row["fr"],
        row.get("flag", ""),
        tells=tells(kind, float(row["per_100k"])),
    )


def _job(row: dict[str, str]) -> Entry:
    """Shares among people of working age; a child or a pensioner has (or had) one as often."""
    low, high = _ages(row["ages"])
    count, women = float(row["thousands"]) * 1000, float(row["women_percent"]) / 100
    base = (low, high) if row["ages"] != "18-110" else WORKING
    return Entry(
        "job",
        row["fr"],
        row["en"],
        min(1.0, count * max(1 - women, 0.01) / pyramid.people("M", *base)),
        min(1.0, count * max(women, 0.01) / pyramid.people("F", *base)),
        low,
        high,
        0.5 if row["ages"] == "18-110" else LEAK,
        float(row["spread"]),
        row["fr"],
        row["flag"],
        row["group_fr"],
        row["group_en"],
        tells=tells("job", count / 1000),
    )


def _counted(kind: str, row: dict[str, str]) -> Entry:
    share = min(1.0, float(row["thousands"]) * 1000 / pyramid.total())
    return Entry(
        kind,
        row["fr"],
        row["en"],
        share,
        share,
        0.0,
        pyramid.OLDEST,
        1.0,
        float(row["spread"]),
        row["fr"],
        tells=tells(kind, float(row["thousands"])),
    )


def _territory(row: dict[str, str]) -> Entry:
    size = float(row["population"])
    spread = float(row["spread"])
    return Entry(
        "territory",
        row["fr"],
        row["en"],
        size,
        size,
        0.0,
        pyramid.OLDEST,
        1.0,
        spread,
        row["fr"],
        row["kind"],
    )


def _entries() -> Iterator[tuple[Entry, str]]:
    """Every entry with its other forms."""
    for name in ("rare_diseases", "chronic_diseases"):
        for row in rows(name):
            yield _prevalent("disease", row), row["forms"]
    for row in rows("events"):
        yield _prevalent("event", row), row["forms"]
    for row in rows("families"):
        yield _prevalent("family", row), row["forms"]
    for row in rows("jobs"):
        yield _job(row), row["forms"]
    for row in rows("origins"):
        yield _counted("origin", row), row["forms"]
    for row in rows("employers"):
        yield _counted("employer", row), row["forms"]
    for row in rows("territories"):
        yield _territory(row), row["forms"]


@cache
def index() -> dict[str, list[Form]]:
    """Forms by first table word, the longest first; of two equal ones the first table's wins."""
    found: dict[str, list[Form]] = {}
    for entry, others in _entries():
        for form in (entry.fr, *filter(None, others.split("|"))):
            exact = form if entry.kind == "disease" and _capitals(form) else ""
            words = tuple(table_words(fold(form)))
            if words:
                found.setdefault(words[0], []).append(Form(words, exact, entry))
    for forms in found.values():
        forms.sort(key=lambda f: -len(f.words))
    return found


def _capitals(form: str) -> bool:
    """Whether case decides: a single word of mostly capitals ("SEP", "SpA", "22q11" is not)."""
    return " " not in form and sum(c.isupper() for c in form) >= 2


def matches(stream: Stream) -> Iterator[tuple[int, int, list[Entry]]]:
    """(first word, last word, entries) of the longest forms, left to right, without overlap.

    Several entries where the same words are in several tables (a job, an employer).
    """
    table, solid = index(), stream.solid
    said = tuple([stream.words[i] for i in solid])
    done = 0
    for at in [at for at, word in enumerate(said) if word in table]:
        if at < done:
            continue
        size = 0
        found: list[Entry] = []
        for form in table[said[at]]:
            if len(form.words) < size:
                break
            if said[at : at + len(form.words)] == form.words and _fits(stream, at, form):
                size = len(form.words)
                found.append(form.entry)
        if found:
            done = at + size
            yield solid[at], solid[done - 1], found


def _fits(stream: Stream, at: int, form: Form) -> bool:
    """Whether no mark parts the words of the form that stands there, and its case is right."""
    first, last = stream.solid[at], stream.solid[at + len(form.words) - 1]
    if any(stream.breaks[first + 1 : last + 1]):
        return False
    if not form.exact:
        return True
    return stream.cased(first) == form.exact and not (stream.shouted and len(form.exact) < 4)
