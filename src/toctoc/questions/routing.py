"""Who is knocked for a question, when, and why: pure, deterministic, explained (T1, T2, M6).

The product gives flat rows and the present time, the simulator (``toctoc simulate``) gives invented
members and a simulated time; both get the same decisions. See ``docs/routing.md``.

    ring = choose_ring(need, 0, candidates, already, now, clock, answers=0)
    for chosen in ring.chosen: ...            # who, with which chance, why
    due = next_due(1, need.asked_at, now, clock, answers)

A large network must not hand over everybody: ``pool_window`` tells which slice to read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from toctoc.questions._routing_clock import is_quiet, minute_of_day, next_due, slot_of, still_wanted
from toctoc.questions._routing_explain import explain
from toctoc.questions._routing_learn import (
    PRIOR_RATE,
    TYPICAL_HOURS,
    KnockFact,
    exposure_of,
    learn_answer_rate,
    learn_hours,
    presence_of,
    smooth_rate,
)
from toctoc.questions._routing_types import (
    LAST_RING,
    SLOTS,
    Candidate,
    Chosen,
    Clock,
    Code,
    Need,
    Reason,
    Ring,
)

__all__ = [
    "LAST_RING",
    "PRIOR_RATE",
    "SLOTS",
    "TYPICAL_HOURS",
    "Candidate",
    "Chosen",
    "Clock",
    "Code",
    "KnockFact",
    "Need",
    "Reason",
    "Ring",
    "chance_of",
    "choose_ring",
    "explain",
    "exposure_of",
    "habit_at",
    "learn_answer_rate",
    "learn_hours",
    "match_of",
    "next_due",
    "pool_window",
    "presence_of",
    "slot_of",
    "smooth_rate",
    "still_wanted",
    "why_not",
]

MAX_CHANCE = 0.95


def choose_ring(
    need: Need,
    ring: int,
    candidates: Iterable[Candidate],
    already: Collection[int],
    now: datetime,
    clock: Clock,
    answers: int = 0,
) -> Ring:
    """Choose whom to knock in a ring (0 to 5; see ``next_due`` for when).

    ``already``: everybody knocked for this question so far. People are taken by estimated chance x
    freshness, those of the specialty first, until the expected answers are reached, the ring is
    full or nobody is left. Never the asker, never twice for one question, never over the daily
    budget, never in quiet hours unless the person is on call. Raises ValueError on an unknown ring
    or a naive datetime.
    """
    if not 0 <= ring <= LAST_RING:
        raise ValueError(f"ring {ring} is not one of 0 to {LAST_RING}")
    if answers >= clock.answers_stop_widening and (ring or answers >= clock.answers_stop_all):
        return Ring(ring, (), 0.0, Reason(Code.ANSWERED))
    ranked, left_out = _rank(need, ring, candidates, already, now, clock)
    target = _target(need, ring, clock)
    taken: list[Chosen] = []
    expected = 0.0
    for _tier, _score, _id, chance, candidate in ranked:
        if expected >= target or len(taken) >= clock.ring_caps[ring]:
            break
        taken.append(Chosen(candidate.person_id, chance, _why(need, ring, candidate, now, clock)))
        expected += chance
    note = _note(expected, target, len(taken), clock.ring_caps[ring])
    return Ring(ring, tuple(taken), expected, note, tuple(sorted(left_out.items())))


_Ranked = tuple[int, float, int, float, Candidate]


def _rank(
    need: Need,
    ring: int,
    candidates: Iterable[Candidate],
    already: Collection[int],
    now: datetime,
    clock: Clock,
) -> tuple[list[_Ranked], Counter[Code]]:
    """Sort the eligible: specialists before others, then by chance x freshness, then by number."""
    known = already if isinstance(already, (set, frozenset)) else set(already)
    minute, slot = minute_of_day(now, clock), slot_of(now, clock)
    left_out: Counter[Code] = Counter()
    unique: dict[int, _Ranked] = {}
    for candidate in candidates:
        match = match_of(need, ring, candidate, clock)
        refusal = _refusal(need, candidate, known, match, minute, now, clock)
        if refusal is not None:
            left_out[refusal] += 1
            continue
        chance = _chance(candidate, match, slot, clock)
        score = chance * _freshness(candidate, now, clock)
        tier = 0 if match >= 1.0 else 1
        unique[candidate.person_id] = (tier, -score, candidate.person_id, chance, candidate)
    # ids are unique, so the candidate itself is never compared
    return sorted(unique.values()), left_out


def match_of(need: Need, ring: int, candidate: Candidate, clock: Clock) -> float:
    """Tell how well a colleague fits this ring: 1 right specialty, 0 not asked in this ring."""
    if ring == LAST_RING:
        return clock.profession_match if candidate.referent else 0.0
    if not need.specialties.isdisjoint(candidate.specialties):
        return 1.0
    if candidate.profession == need.profession:
        opens = ring > 0 or clock.first_ring_tops_up or not need.specialties
        return clock.profession_match if opens else 0.0
    return clock.network_match if ring >= 2 else 0.0


def _refusal(
    need: Need,
    candidate: Candidate,
    already: Collection[int],
    match: float,
    minute: int,
    now: datetime,
    clock: Clock,
) -> Code | None:
    if candidate.person_id == need.asker_id:
        return Code.ASKER
    if candidate.person_id in already:
        return Code.ALREADY_KNOCKED
    if match <= 0.0:
        return Code.NOT_CONCERNED
    if candidate.muted:
        return Code.MUTED
    if candidate.knocks_today >= candidate.budget:
        return Code.BUDGET_SPENT
    if not candidate.on_call and is_quiet(minute, *_quiet(candidate, clock)):
        return Code.QUIET_HOURS
    last = candidate.last_knock_at
    if last is not None and (now - last).total_seconds() < clock.min_gap_minutes * 60:
        return Code.JUST_KNOCKED
    return None


def _quiet(candidate: Candidate, clock: Clock) -> tuple[int, int]:
    start = clock.quiet_start if candidate.quiet_start is None else candidate.quiet_start
    end = clock.quiet_end if candidate.quiet_end is None else candidate.quiet_end
    return start, end


def habit_at(candidate: Candidate, slot: int) -> float:
    """Return how usual this hour is for the person, softened: a quiet habit is not a refusal."""
    hours = candidate.hours or TYPICAL_HOURS
    return min(2.0, 0.35 + 0.65 * hours[slot])


def chance_of(need: Need, ring: int, candidate: Candidate, now: datetime, clock: Clock) -> float:
    """Estimate the chance (0 to 0.95) that this person answers within 15 minutes if knocked now."""
    match = match_of(need, ring, candidate, clock)
    return _chance(candidate, match, slot_of(now, clock), clock)


def _chance(candidate: Candidate, match: float, slot: int, clock: Clock) -> float:
    chance = candidate.answer_rate * match * habit_at(candidate, slot) / clock.optimism
    return min(MAX_CHANCE, chance * clock.on_call_boost if candidate.on_call else chance)


def _freshness(candidate: Candidate, now: datetime, clock: Clock) -> float:
    """1 for somebody rested, less after each knock today and shortly after the last one."""
    if candidate.last_knock_at is None:
        return 1.0
    hours = max(0.0, (now - candidate.last_knock_at).total_seconds() / 3600)
    rested = min(1.0, 0.2 + 0.8 * hours / clock.rest_hours)
    return rested / (1 + candidate.knocks_today)


def _target(need: Need, ring: int, clock: Clock) -> float:
    expected = clock.first_ring_expected if ring == 0 else clock.wider_ring_expected
    return expected * clock.urgent_factor if need.urgent else expected


def _note(expected: float, target: float, taken: int, cap: int) -> Reason:
    if not taken:
        return Reason(Code.NOBODY)
    if expected >= target:
        return Reason(Code.TARGET_REACHED)
    if taken >= cap:
        return Reason(Code.RING_FULL, (("of", cap),))
    return Reason(Code.POOL_EXHAUSTED)


def _why(
    need: Need, ring: int, candidate: Candidate, now: datetime, clock: Clock
) -> tuple[Reason, ...]:
    """Say why, most telling first."""
    reasons = [_why_match(need, ring, candidate)]
    slot = slot_of(now, clock)
    if candidate.on_call:
        reasons.append(Reason(Code.AVAILABLE_NOW))
    elif candidate.hours and candidate.hours[slot] >= 1.0:
        reasons.append(Reason(Code.USUAL_HOURS, (("hour", slot % 24),)))
    if candidate.answer_rate >= 0.3:
        reasons.append(Reason(Code.OFTEN_ANSWERS))
    if candidate.last_knock_at is None:
        reasons.append(Reason(Code.NEVER_KNOCKED))
    elif (hours := int((now - candidate.last_knock_at).total_seconds() // 3600)) >= 2:
        reasons.append(Reason(Code.NOT_KNOCKED_SINCE, (("hours", hours),)))
    rank = candidate.knocks_today + 1
    reasons.append(Reason(Code.WITHIN_BUDGET, (("rank", rank), ("of", candidate.budget))))
    if ring:
        minutes = int((now - need.asked_at).total_seconds() // 60)
        reasons.append(Reason(Code.RING, (("minutes", minutes), ("number", ring))))
    return tuple(reasons)


def _why_match(need: Need, ring: int, candidate: Candidate) -> Reason:
    if ring == LAST_RING:
        return Reason(Code.REFERENT)
    shared = need.specialties & candidate.specialties
    if shared:
        return Reason(Code.SPECIALTY_MATCH, (("specialty", min(shared)),))
    same = candidate.profession == need.profession
    return Reason(Code.SAME_PROFESSION if same else Code.WHOLE_NETWORK)


def why_not(
    need: Need,
    ring: int,
    candidate: Candidate,
    already: Collection[int],
    now: datetime,
    clock: Clock,
) -> Reason | None:
    """Say why a person may not be knocked in this ring; None: they may."""
    match = match_of(need, ring, candidate, clock)
    minute = minute_of_day(now, clock)
    code = _refusal(need, candidate, already, match, minute, now, clock)
    if code is Code.QUIET_HOURS:
        start, end = _quiet(candidate, clock)
        return Reason(code, (("start", start), ("end", end)))
    if code is Code.BUDGET_SPENT:
        return Reason(code, (("of", candidate.budget),))
    return Reason(code) if code is not None else None


def pool_window(ids: Sequence[int], key: int, limit: int) -> list[int]:
    """Return at most ``limit`` ids of an indexed group, from a place that depends on ``key``.

    ``key`` is the question's number: every question opens the roster at another page, so that
    everybody comes up equally often and the same question always reads the same page. A database
    does the same with ``id > start ORDER BY id LIMIT n`` and once more from the beginning.
    """
    size = len(ids)
    if size <= limit:
        return list(ids)
    start = (key * 2_654_435_761) % (1 << 32) * size >> 32  # Knuth's multiplicative hash
    page = list(ids[start : start + limit])
    return page + list(ids[: limit - len(page)])
