"""Runs the detectors, settles overlaps, honours what the author contested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard.contest import Contested
from toctoc.guard.learned.find import find_learned
from toctoc.guard.learned.veto import doubted
from toctoc.guard.normalise import normalise
from toctoc.guard.report import MAX_CHARS, Category, Finding, GuardError, Level, Report
from toctoc.guard.text import exceptions
from toctoc.guard.text.ages import ages
from toctoc.guard.text.dates import dates, months
from toctoc.guard.text.doc import Doc, Hit
from toctoc.guard.text.establishments import hospitals, organisations
from toctoc.guard.text.facts import (
    edges,
    events,
    kin,
    life,
    origins,
    quasi,
)
from toctoc.guard.text.jobs import jobs, schooling
from toctoc.guard.text.names import initials, names
from toctoc.guard.text.numbers import contacts, ids
from toctoc.guard.text.places import addresses, places, regions
from toctoc.guard.tone.find import listen

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterable, Sequence

    from toctoc.guard.normalise import Normalised

_RANK = {Level.BLOCK: 0, Level.FIX: 1, Level.ASK: 2, Level.WARN: 3}
_EDGES = " \t\n,;:.-'\"()/"
_FINDERS = (
    ids.find_nir,
    contacts.find_emails,
    contacts.find_urls,
    contacts.find_phones,
    ids.find_records,
    ids.find_professional,
    ids.find_banking,
    ids.find_plates,
    addresses.find_addresses,
    addresses.find_postcodes,
    dates.find_dates,
    contacts.find_handles,
    ids.find_long,
    hospitals.find_hospitals,
    organisations.find_organisations,
    names.find_names,
    places.find_places,
    regions.find_regions,
    organisations.find_employers,
    ages.find_ages,
    months.find_months,
    quasi.find_jobs,
    jobs.find_plain_jobs,
    schooling.find_schooling,
    origins.find_origins,
    kin.find_kin,
    quasi.find_facts,
    events.find_events,
    life.find_life,
    initials.find_initials,
)
_CLAIMING = frozenset(
    map(
        Category,
        ["email", "url", "address", "postcode", "hospital", "date", "birth_date", "handle", "ipp"],
    )
)
_REFERENCE_FREE = frozenset(
    map(
        Category,
        [
            "name",
            "initials",
            "number",
            "date",
            "place",
            "url",
            "phone",
            "ipp",
            "nir",
            "rpps",
            "handle",
            "plate",
        ],
    )
)

# longer than what a reference may take of them: left alone only where it holds them whole
_REFERENCE_WHOLE = frozenset(map(Category, ["hospital", "employer"]))


def check(
    text: str,
    today: datetime.date | None,
    final: bool,
    known_people: Sequence[str],
    contested: Collection[str],
    experience: bool = False,
) -> tuple[Report, Normalised]:
    """What the detectors find, and the text as they saw it; see `toctoc.guard.check_text`."""
    if not isinstance(text, str):
        raise GuardError("not a text")
    if len(text) > MAX_CHARS:
        raise GuardError(f"text longer than {MAX_CHARS} characters")
    norm = normalise(text)
    doc = Doc(norm.text, norm.low, today, final, known_people)
    for start, end in exceptions.find_exempt(doc):
        doc.exempt_span(start, end)
    told = Contested(contested)

    def contested_by_author(hit: Hit) -> bool:
        return hit.contestable and told.answers(doc.low[hit.start : hit.end])

    found: list[Hit] = []
    for find in _FINDERS:
        for hit in find(doc):
            if contested_by_author(hit) or doubted(doc, hit):
                continue
            found.append(hit)
            if hit.category in _CLAIMING and not _in_reference(doc, hit):
                doc.claim(hit.start, hit.end)
    found += [hit for hit in find_learned(doc, found) if not contested_by_author(hit)]
    hits = _settle(doc, found)
    minors = [hit for hit in ages.find_minors(doc, hits) if not contested_by_author(hit)]
    kept = _settle(doc, [*hits, *minors]) if minors else hits
    heard = listen(norm, told, experience=experience)
    return Report(_to_findings(norm, kept), tone=heard), norm


def _settle(doc: Doc, hits: Iterable[Hit]) -> list[Hit]:
    """Non-overlapping hits: hard before soft, earlier detectors first; losers keep what is left."""
    taken: list[Hit] = []
    cover = bytearray(len(doc.text))
    ranked = sorted(
        (h for h in hits if not _in_reference(doc, h)),
        key=lambda h: (_RANK[h.level], h.rule.startswith("name")),
    )
    for hit in ranked:
        start = hit.start
        while start < hit.end:
            while start < hit.end and (cover[start] or doc.text[start] in _EDGES):
                start += 1
            stop = start
            while stop < hit.end and not cover[stop]:
                stop += 1
            end = stop
            while end > start and end < hit.end and doc.text[end - 1] in _EDGES:
                end -= 1
            if end - start < hit.end - hit.start and hit.category in edges.CUT:
                start, end = edges.left_over(doc, start, end, hit.category, cover)
            if end > start and (end - start > 1 or hit.end - hit.start == 1):
                whole = (start, end) == (hit.start, hit.end)
                taken.append(hit if whole else hit._replace(start=start, end=end))
                kind = b"\x02" if hit.category in edges.GOES_ON else b"\x01"
                cover[start:end] = kind * (end - start)
            start = max(stop, start + 1)
    return taken


def _in_reference(doc: Doc, hit: Hit) -> bool:
    if hit.category in _REFERENCE_WHOLE:
        return bool(doc.exempt[hit.start]) and doc.exempt.find(0, hit.start, hit.end) < 0
    return hit.category in _REFERENCE_FREE and doc.is_exempt(hit.start, hit.end)


def _to_findings(norm: Normalised, hits: list[Hit]) -> tuple[Finding, ...]:
    """Findings in the original's offsets, sorted; hidden characters may make two spans touch."""
    found: list[Finding] = []
    at = 0
    spans = sorted(((norm.original(h.start, h.end), h) for h in hits), key=lambda s: s[0])
    for (start, end), hit in spans:
        start = max(start, at)
        if end > start:
            found.append(
                Finding(
                    start, end, hit.category, hit.level, hit.rule, hit.proposals, hit.contestable
                )
            )
            at = end
    return tuple(found)
