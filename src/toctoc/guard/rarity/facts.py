"""Everything a text says of somebody, as factors and places in the offsets of the original."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from toctoc.guard.normalise import key, normalise
from toctoc.guard.rarity import places, tables
from toctoc.guard.rarity.ages import read_ages, span_age
from toctoc.guard.rarity.context import denied, of_patient
from toctoc.guard.rarity.sexes import read_sex
from toctoc.guard.rarity.stream import stream
from toctoc.guard.rarity.types import Ages, Factor, Facts, Place, Sex
from toctoc.guard.text.wordlist import words as listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toctoc.guard.normalise import Normalised
    from toctoc.guard.rarity.stream import Stream
    from toctoc.guard.rarity.tables import Entry
    from toctoc.guard.report import Finding

MEDIA_PEOPLE = 10.0  # a fact that newspapers told points to one person, or to a handful
_WORKS = frozenset(
    listed("""
    travaille travaillant employe employee salarie salariee bosse chez
""")
)
_COMES = frozenset(
    listed("""
    origine originaire originaires ne nee nes nationalite patient patiente homme femme
    migrant migrante refugie refugiee venu venue arrive arrivee natif native enfant couple
    famille pte pt religion confession parents
""")
)
_ARTICLES = frozenset(
    listed("""
    le la les l du des au aux par cette ce nos vos leurs
""")
)
_LABELS = {
    "disease": ("la maladie ({})", "the disease ({})"),
    "event": ("l'événement ({})", "the event ({})"),
    "family": ("la situation familiale ({})", "the family situation ({})"),
    "origin": ("l'origine ({})", "the origin ({})"),
    "job": ("le métier ({})", "the job ({})"),
    "employer": ("l'employeur ({})", "the employer ({})"),
}
# category -> (kind, label, share, spread) of a finding that no table explains
_UNKNOWN = {
    "profession": ("job", "le métier", "the job", 5e-4, 8.0),
    "employer": ("employer", "l'employeur", "the employer", 5e-5, 10.0),
    "origin": ("origin", "l'origine", "the origin", 3e-3, 6.0),
    "family": ("family", "le lien familial", "the family tie", 1e-2, 6.0),
    "rare": ("event", "le fait rare", "the rare fact", 1e-5, 10.0),
}
# share of adults who have at least that many children
_CHILDREN = {5: 0.04, 6: 0.015, 7: 6e-3, 8: 3e-3, 9: 1.5e-3, 10: 8e-4, 11: 4e-4, 12: 2e-4}
_PARITY = re.compile(r"(?<!\w)g(\d{1,2}) ?p(\d{1,2})(?!\d)")
_NUMBERS = dict(
    zip(
        listed("""
    cinq six sept huit neuf dix onze douze treize
"""),
        range(5, 14),
        strict=True,
    )
)
_FOUND_KINDS = frozenset(
    ("profession", "employer", "family", "rare", "origin", "name", "hospital", "place")
)
_PRESS = frozenset(
    listed("""
    une jt tele presse journaux journal medias mediatise mediatisee mediatises parle parler
    affaire proces attentat crash france monde mondiale
""")
)


def read(text: str, findings: Sequence[Finding]) -> Facts:
    """Read `text`; `findings` are those of the guard on the same text."""
    norm = normalise(text)
    words = stream(norm)
    facts = Facts()
    found_ages = read_ages(words)
    sex = read_sex(words, found_ages)
    if found_ages is not None:
        start, end = norm.original(found_ages.start, found_ages.end)
        facts.ages = replace(found_ages, start=start, end=end)
    else:
        facts.ages = _age_found(text, findings)
    if sex is not None:
        facts.sex = Sex(*norm.original(sex.start, sex.end), sex.sex)
    spans = [(f.start, f.end, str(f.category)) for f in findings if str(f.category) in _FOUND_KINDS]
    _read_tables(words, norm, found_ages, spans, facts)
    facts.factors.extend(_children(words))
    _read_places(text, findings, words, facts)
    facts.factors.extend(_unexplained(text, findings, facts))
    return facts


def _read_tables(
    words: Stream,
    norm: Normalised,
    ages: Ages | None,
    spans: list[tuple[int, int, str]],
    facts: Facts,
) -> None:
    for first, last, entries in tables.matches(words):
        where = norm.original(words.starts[first], words.ends[last])
        inside = {c for s, e, c in spans if s < where[1] and where[0] < e}
        if "name" in inside or (inside & {"hospital", "place"} and entries[0].kind != "event"):
            continue  # "M. Boulanger", "EHPAD Les Lilas": said by the finding
        for entry in entries:
            if entry.kind == "territory":
                if _is_territory(words, first, entry):
                    facts.places.append(_territory(*where, entry))
                break
            if _told(words, first, last, entry, inside, ages):
                if entry.kind == "event" and entry.flag == "m":
                    _tell(facts, *where)
                else:
                    facts.factors.append(_factor(*where, entry))
                break


def _told(
    words: Stream, first: int, last: int, entry: Entry, inside: set[str], ages: Ages | None
) -> bool:
    """Whether the entry is said of the patient here."""
    if entry.kind == "disease":
        return _disease(words, first, last, entry)
    if entry.kind in ("event", "family") and inside & {"rare", "family"}:
        return True
    if entry.kind == "event":
        return of_patient(words, first, last)
    if entry.kind == "family":
        return not denied(words, first)
    before = words.raws[max(first - 3, 0) : first]
    if entry.kind == "origin":
        return bool(inside & {"origin", "rare", "family"}) or any(w in _COMES for w in before)
    if entry.kind == "employer":
        return "employer" in inside or any(w in _WORKS for w in before)
    return _job(words, first, last, entry, inside, ages)


def _disease(words: Stream, first: int, last: int, entry: Entry) -> bool:
    if words.cased(first) == "PR" and first == last:
        around = words.raws[max(first - 1, 0) : first] + words.raws[last + 1 : last + 2]
        if any(
            w in ("espace", "intervalle", "segment", "court", "long") or w.isdigit() for w in around
        ):
            return False
    return of_patient(words, first, last)


def _job(
    words: Stream, first: int, last: int, entry: Entry, inside: set[str], ages: Ages | None
) -> bool:
    if inside & {"profession", "employer", "family", "rare"}:
        return True
    near = ages is not None and (
        0 <= words.starts[first] - ages.end <= 18 or 0 <= ages.start - words.ends[last] <= 8
    )
    if near and not (first and words.raws[first - 1] in _ARTICLES):
        return True
    if entry.flag or (first and words.raws[first - 1] in _ARTICLES):
        return False
    named = words.cased(first)[:1].isupper() and not words.opens(first) and not words.shouted
    return not named and not denied(words, first)


def _factor(start: int, end: int, entry: Entry) -> Factor:
    fr, en = _LABELS[entry.kind]
    return Factor(
        start,
        end,
        entry.kind,
        fr.format(entry.fr),
        en.format(entry.en),
        entry.men,
        entry.women,
        entry.low,
        entry.high,
        entry.outside,
        entry.spread,
        f"{entry.kind}:{entry.key}",
        "job" if entry.kind == "employer" else entry.kind,
        entry.rare,
    )


def _tell(facts: Facts, start: int, end: int) -> None:
    """A fact known to the press, once: it caps the count."""
    if not any(p.kind == "media" for p in facts.places):
        labels = ("ce que la presse a raconté", "what the press told")
        facts.places.append(Place(start, end, "media", *labels, MEDIA_PEOPLE, 3.0))


def _is_territory(words: Stream, first: int, entry: Entry) -> bool:
    if entry.flag == "size":
        return not denied(words, first)
    return words.cased(first)[:1].isupper() or (
        bool(first) and words.raws[first - 1] in ("en", "a", "sur", "dans", "d", "l", "ile")
    )


def _territory(start: int, end: int, entry: Entry) -> Place:
    labels = {
        "island": ("l'île", "the island"),
        "size": ("la taille de la commune", "the size of the town"),
        "region": ("la région", "the region"),
    }.get(entry.flag, ("le territoire", "the area"))
    return Place(start, end, "place", *labels, entry.men, entry.spread)


def _children(words: Stream) -> Iterator[Factor]:
    """ "mère de 9 enfants", "G9P8": rare from seven."""
    for i, raw in enumerate(words.raws):
        if raw != "enfants" or i < 2 or words.raws[i - 2] not in ("de", "d", "a"):
            continue
        count = words.raws[i - 1]
        number = int(count) if count.isdigit() and len(count) < 3 else _NUMBERS.get(count, 0)
        if number >= 5:
            yield _many(*words.norm.original(words.starts[i - 1], words.ends[i]), number)
    for match in _PARITY.finditer(words.norm.low):
        number = int(match[2])
        if 5 <= number < 25:
            yield _many(*words.norm.original(*match.span()), number)


def _many(start: int, end: int, number: int) -> Factor:
    share = _CHILDREN[min(number, 12)]
    fr, en = "le nombre d'enfants", "the number of children"
    return Factor(
        start, end, "family", fr, en, share, share, 20, 111, 0.05, 1.7, "children", "family"
    )


def _read_places(text: str, findings: Sequence[Finding], words: Stream, facts: Facts) -> None:
    norm = words.norm
    hints = set(places.codes_of(findings, text))
    own = [*((p, ()) for p in places.read_sizes(words)), *places.read_areas(words)]
    taken = [(f.start, f.end) for f in findings if str(f.category) in ("place", "hospital")]
    for place, codes in own:
        start, end = norm.original(place.start, place.end)
        if any(s < end and start < e for s, e in taken):
            continue  # "CHU de Paris": said better by the finding
        hints.update(codes)
        facts.places.append(replace(place, start=start, end=end))
    facts.places[:] = [
        p
        for p in facts.places
        if p.kind != "place" or not any(s < p.end and p.start < e for s, e in taken)
    ]
    facts.places.extend(places.from_findings(text, findings, frozenset(hints)))


def _words(text: str, found: Finding) -> list[str]:
    return re.findall(r"[^\W_]+", key(text[found.start : found.end]))


def _unexplained(text: str, findings: Sequence[Finding], facts: Facts) -> Iterator[Factor]:
    """What the guard found and no table knows: a wide guess rather than nothing."""
    read_spans = [(f.start, f.end) for f in facts.factors] + [
        (p.start, p.end) for p in facts.places
    ]
    for found in findings:
        guess = _UNKNOWN.get(str(found.category))
        if guess is None or any(s < found.end and found.start < e for s, e in read_spans):
            continue
        if str(found.category) == "rare" and not _PRESS.isdisjoint(_words(text, found)):
            _tell(facts, found.start, found.end)
            continue
        kind, fr, en, share, spread = guess
        group = "job" if kind == "employer" else kind
        one = f"{kind}:{found.start}"
        span = (found.start, found.end)
        yield Factor(*span, kind, fr, en, share, share, spread=spread, key=one, group=group)


def _age_found(text: str, findings: Sequence[Finding]) -> Ages | None:
    """The age of an AGE finding, where our own reading saw none."""
    for found in findings:
        years = span_age(text[found.start : found.end]) if str(found.category) == "age" else None
        if years is not None:
            return Ages(found.start, found.end, *years)
    return None
