"""Everything a text says of somebody, as factors and places in the offsets of the original."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from toctoc.guard.normalise import key, normalise
from toctoc.guard.rarity import places, tables
from toctoc.guard.rarity.ages import read_ages, span_age
from toctoc.guard.rarity.context import denied, of_patient
from toctoc.guard.rarity.handles import HALF, NONE, WHOLE
from toctoc.guard.rarity.jobs import CAREGIVER, kin, of_author, of_kin, wished
from toctoc.guard.rarity.sexes import read_sex
from toctoc.guard.rarity.stream import stream
from toctoc.guard.rarity.types import Ages, Factor, Facts, Place, Sex
from toctoc.guard.report import Level
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
_LABELS = {
    "disease": ("la maladie ({})", "the disease ({})"),
    "event": ("l'événement ({})", "the event ({})"),
    "family": ("la situation familiale ({})", "the family situation ({})"),
    "origin": ("l'origine ({})", "the origin ({})"),
    "job": ("le métier ({})", "the job ({})"),
    "employer": ("l'employeur ({})", "the employer ({})"),
}
# an employer, a country of birth and a trade go together
_GROUPS = {"employer": "job", "origin": "job"}
# category -> (kind, label, share, spread) of a finding that no table explains
_UNKNOWN = {
    "profession": ("job", "le métier", "the job", 5e-4, 8.0),
    "employer": ("employer", "l'employeur", "the employer", 5e-5, 10.0),
    "origin": ("origin", "l'origine", "the origin", 3e-3, 6.0),
    "family": ("family", "le lien familial", "the family tie", 1e-2, 6.0),
    "rare": ("event", "le fait rare", "the rare fact", 1e-5, 10.0),
}
_WORK = frozenset(("profession", "employer", "family", "rare"))
_JOINS = re.compile(r"(?: ?(?:en|de|d'|du|des|-) ?| )\Z")  # between two findings of one job
PUPIL = "s"
_STATE = re.compile(
    r"(?:greffe|prothèse|bypass|pacemaker|défibrillateur|amputation|stomie|grossesse)\b"
)
_LAB = frozenset(
    listed("""
    basse bas elevee eleve haute normale nle effondree dosee inadaptee freinee
""")
)
_LAB_TOO = frozenset(["PTH", "CSP"])  # a hormone, a code of law: figures follow
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
    jt tele presse journaux journal medias mediatise mediatisee mediatises parle parler
    affaire proces attentat crash france monde mondiale
""")
)


def read(text: str, findings: Sequence[Finding], norm: Normalised | None = None) -> Facts:
    """Read `text`; `findings` are those of the guard on the same text, `norm` it normalised."""
    norm = norm or normalise(text)
    words = stream(norm)
    facts = Facts()
    found_ages = read_ages(words)
    sex = read_sex(words, found_ages)
    better = None if found_ages and found_ages.certain else _age_found(text, findings)
    if better is None and found_ages is not None:
        start, end = norm.original(found_ages.start, found_ages.end)
        facts.ages = replace(found_ages, start=start, end=end)
    else:
        facts.ages = better
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
        cares = not inside.isdisjoint(_WORK) and any(e.flag == CAREGIVER for e in entries)
        if cares and of_author(words, first, last, ages):
            facts.own.append(where)
        if _within(where, facts.own, spans):
            continue  # "IDE en EHPAD": the author works there
        if wished(words, first) and any(e.kind == "job" for e in entries):
            facts.own.append(where)
            continue
        for entry in entries:
            if entry.kind == "territory":
                if _is_territory(words, first, entry):
                    facts.places.append(_territory(*where, entry))
                break
            if _told(words, first, last, entry, inside):
                if entry.kind == "event" and entry.flag == "m":
                    _tell(facts, *where)
                else:
                    facts.factors.append(_borne(words, first, ages, entry, _factor(*where, entry)))
                break


def _within(
    where: tuple[int, int], own: list[tuple[int, int]], spans: list[tuple[int, int, str]]
) -> bool:
    """Whether `where` stands in the finding that says the author's own job."""
    return any(
        s <= a and b <= e and s <= where[0] and where[1] <= e for a, b in own for s, e, _ in spans
    )


def _borne(words: Stream, first: int, ages: Ages | None, entry: Entry, factor: Factor) -> Factor:
    """The factor, turned into a relative's where it is one's job."""
    if entry.kind != "job":
        return factor
    sex = kin(words, first, ages, entry.low >= tables.WORKING[0])
    return factor if sex is None else of_kin(factor, sex)


def _told(words: Stream, first: int, last: int, entry: Entry, inside: set[str]) -> bool:
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
    return "profession" in inside if entry.flag == PUPIL else not inside.isdisjoint(_WORK)


def _disease(words: Stream, first: int, last: int, entry: Entry) -> bool:
    if words.cased(first) == "PR" and first == last:
        around = words.raws[max(first - 1, 0) : first] + words.raws[last + 1 : last + 2]
        if any(
            w in ("espace", "intervalle", "segment", "court", "long") or w.isdigit() for w in around
        ):
            return False
    if first == last and words.cased(first) in _LAB_TOO:
        after = words.raws[last + 1 : last + 2]
        if after and (after[0] in _LAB or any(c.isdigit() for c in after[0])):
            return False
    return of_patient(words, first, last, entry.fr)


def _factor(start: int, end: int, entry: Entry) -> Factor:
    fr, en = _LABELS[entry.kind]
    if entry.flag == PUPIL:
        fr, en = "les études ({})", "the studies ({})"
    elif entry.kind == "disease" and _STATE.match(entry.fr):
        fr, en = "l'antécédent ({})", "the history ({})"
    elif entry.group_fr == "la retraite":
        fr, en = entry.group_fr, entry.group_en
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
        _GROUPS.get(entry.kind, entry.kind),
        entry.tells,
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
    if entry.flag == "size":
        return places.of_size(start, end, entry.men)
    labels = {
        "island": ("l'île", "the island"),
        "region": ("la région", "the region"),
    }.get(entry.flag, ("le territoire", "the area"))
    return Place(start, end, "place", *labels, entry.men, entry.spread)


def _children(words: Stream) -> Iterator[Factor]:
    """ "mère de 9 enfants", "G9P8": rare from seven."""
    for i in [i for i, raw in enumerate(words.raws) if raw == "enfants"]:
        if i < 2 or words.raws[i - 2] not in ("de", "d", "a"):
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
    hold = NONE if number < 7 else HALF if number < 10 else WHOLE
    return Factor(
        start, end, "family", fr, en, share, share, 20, 111, 0.05, 1.7, "children", "family", hold
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
        facts.places[:] = [p for p in facts.places if (p.start, p.end) != (start, end)]
        facts.places.append(replace(place, start=start, end=end))
    facts.places[:] = [
        p
        for p in facts.places
        if p.kind not in ("place", "size") or not any(s < p.end and p.start < e for s, e in taken)
    ]
    facts.places.extend(places.from_findings(text, findings, frozenset(hints)))


def _words(text: str, found: Finding) -> list[str]:
    return re.findall(r"[^\W_]+", key(text[found.start : found.end]))


def _unexplained(text: str, findings: Sequence[Finding], facts: Facts) -> Iterator[Factor]:
    """What the guard found and no table knows: a wide guess rather than nothing."""
    read_spans = [(f.start, f.end) for f in facts.factors] + [
        (p.start, p.end) for p in facts.places
    ]
    read_spans += facts.own
    previous: Finding | None = None
    for found in findings:
        guess = _UNKNOWN.get(str(found.category))
        if guess is None:
            continue
        before, previous = previous, found
        if any(s < found.end and found.start < e for s, e in read_spans):
            continue
        if _goes_on(text, before, found):
            continue
        said = _words(text, found) if str(found.category) == "rare" else []
        if not _PRESS.isdisjoint(said) or "la une" in " ".join(said):
            _tell(facts, found.start, found.end)
            continue
        kind, fr, en, share, spread = guess
        sure = found.level is not Level.WARN
        if kind == "event" and not sure:  # a circumstance, seldom a rare one
            share *= 30
        group = _GROUPS.get(kind, kind)
        one = f"{kind}:{found.start}"
        span = (found.start, found.end)
        hold = WHOLE if kind == "employer" or (kind == "event" and sure) else HALF
        yield Factor(
            *span, kind, fr, en, share, share, spread=spread, key=one, group=group, tells=hold
        )


def _goes_on(text: str, before: Finding | None, found: Finding) -> bool:
    """Whether `found` goes on with the job before it ("élève en bac pro", "électrotechnique")."""
    return (
        before is not None
        and str(before.category) == str(found.category) == "profession"
        and bool(_JOINS.match(text[before.end : found.start].lower()))
    )


def _age_found(text: str, findings: Sequence[Finding]) -> Ages | None:
    """The age of the first AGE finding that is no event's nor relative's."""
    for found in findings:
        if found.rule == "age.event":
            continue
        years = span_age(text[found.start : found.end]) if str(found.category) == "age" else None
        if years is not None:
            return Ages(found.start, found.end, *years)
    return None
