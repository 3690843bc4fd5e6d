"""The stated model of what members do; routing was tuned against it, never the other way round.

No data set says how French doctors react to a knock, so each figure is a plausible choice with its
reason; ``docs/routing.md`` lists them. Every policy meets exactly the same people.

A push arrives. With chance ``at_hand`` (by hour and kind of practice) the phone is in the hand or
between two patients: it is noticed after a log-normal delay of median 1 minute. Otherwise the
person is busy: the push is found later (median 25 minutes: a French consultation lasts 16 to 18
minutes and several may follow) or never; asleep, it is found in the morning. Whoever sees a
question of their own specialty answers with their own helpfulness (Beta(4, 6): 0.40 on average), of
another specialty a fifth of that; less when somebody has already answered. Reading and writing take
a log-normal time of median 75 s: 20 s of reading, 25 to 30 words at some 36 a minute on a phone.

A third of the accounts are dormant (Medscape Consult: over 60 % used it once), a tenth are keen
(Divan des médecins: a hard core of 20). 30 % accept no push at all. Beyond 5 notifications in a
day, each further one lowers attention by 15 % (``fatigue``).

Some members come unprompted and read unanswered questions. How often was set by one outside
figure: with visits alone, a network of the size and volume of Medscape Consult (37,706 members, 11
questions a day) should wait 1.5 hours for a first answer. Measured: see ``docs/routing.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from random import Random

HOUR, DAY = 3600.0, 86400.0


class Practice(IntEnum):
    """How a day is made."""

    OFFICE = 0
    HOSPITAL = 1
    SHIFTS = 2
    LIGHT = 3


class Temper(IntEnum):
    """How present a member is."""

    KEEN = 0
    REGULAR = 1
    DORMANT = 2


TEMPER_SHARE = (0.10, 0.55, 0.35)
TEMPER_HAND = (1.4, 1.0, 1.0)
"""Factor on ``at_hand``."""
TEMPER_SEEN = (1.0, 1.0, 0.1)
"""Factor on ever noticing a push: a dormant account has most often silenced or deleted it."""
OPENS_A_DAY = (0.5, 0.05, 0.002)
"""Times a member opens Toctoc unprompted."""
VISITOR_READS = 0.15
"""Chance that a visitor takes the time to consider an unanswered question shown to them."""
VISITOR_READS_OTHER = 0.015
"""The same for a question outside their specialty."""

_NIGHT = (0.01,) * 6
_OFFICE = (
    *_NIGHT, 0.08, 0.25, 0.40, 0.20, 0.20, 0.20, 0.40, 0.45, 0.20, 0.20, 0.20, 0.20, 0.22,
    0.40, 0.45, 0.40, 0.22, 0.08,
)  # fmt: skip
_HOSPITAL = (
    *_NIGHT, 0.08, 0.20, 0.30, 0.18, 0.18, 0.18, 0.35, 0.35, 0.22, 0.22, 0.22, 0.22, 0.30,
    0.40, 0.45, 0.40, 0.22, 0.08,
)  # fmt: skip
_SHIFTS = (
    *(0.08,) * 6, 0.10, 0.20, 0.25, 0.25, 0.25, 0.25, 0.30, 0.30, 0.25, 0.25, 0.25, 0.25, 0.25,
    0.30, 0.30, 0.30, 0.20, 0.12,
)  # fmt: skip
_LIGHT = (
    *_NIGHT, 0.03, 0.10, 0.25, 0.40, 0.40, 0.40, 0.40, 0.40, 0.40, 0.40, 0.40, 0.40, 0.40,
    0.40, 0.40, 0.35, 0.15, 0.04,
)  # fmt: skip
_FREE_DAY = (
    *_NIGHT, 0.02, 0.06, 0.15, 0.28, 0.30, 0.30, 0.30, 0.30, 0.28, 0.28, 0.28, 0.28, 0.30,
    0.32, 0.32, 0.30, 0.20, 0.08,
)  # fmt: skip
AT_HAND: tuple[tuple[float, ...], ...] = (
    _OFFICE + _FREE_DAY,
    _HOSPITAL + _FREE_DAY,
    _SHIFTS + _SHIFTS,
    _LIGHT + _FREE_DAY,
)
"""By practice, 48 slots: peaks at 8 h, at lunch and from 19 to 22 h; slot h covers h:00 to h:59."""

ASK_WEIGHTS = (
    1.0, 0.5, 0.3, 0.3, 0.3, 0.5, 1.0, 2.0, 5.0, 6.0, 6.0, 6.0,
    5.0, 5.0, 6.0, 6.0, 6.0, 5.0, 4.0, 4.0, 5.0, 5.0, 4.0, 2.0,
)  # fmt: skip
"""When questions come: consultations, then the evening's cases; 17 % from 21 h to 7 h."""
WEEKEND_ASKS = 0.5

ON_CALL_SHARE = 0.02
"""Members not dormant who say "available" for an evening and night, 19 h to 8 h."""
ON_CALL_HAND = 0.6

CROWD = (1.0, 0.5, 0.2, 0.1)
"""Willingness once 0, 1, 2, 3 or more answers are there."""
SEEN_AT_ONCE, SEEN_LATER, SEEN_AFTER_SLEEP = 0.9, 0.6, 0.4
NOTICE_MEDIAN, LATER_MEDIAN, WAKE_MEDIAN, WRITE_MEDIAN = 60.0, 1500.0, 1800.0, 75.0
NOTICE_SIGMA, WRITE_SIGMA = 1.0, 0.6
HELP_ALPHA, HELP_BETA = 4.0, 6.0
HELP_MEAN = HELP_ALPHA / (HELP_ALPHA + HELP_BETA)
OTHER_SPECIALTY = 0.2
ACCEPTS_PUSH = 0.7


@dataclass(frozen=True, slots=True)
class Notice:
    """The two ways a push is noticed: chance and log-normal delay (seconds), after ``asleep``."""

    at_once: float
    later: float
    asleep: float
    later_median: float


def slot_at(t: float) -> int:
    """Return the slot 0 to 47 of a simulated second; day 0 is a Monday."""
    return int(t % DAY // HOUR) + (24 if int(t // DAY) % 7 >= 5 else 0)


def is_on_call(member: int, temper: int, t: float, seed: int) -> bool:
    """Tell whether the member has said "available now": a fixed draw for each evening."""
    hour = t % DAY / HOUR
    if temper == Temper.DORMANT or 8 <= hour < 19:
        return False
    evening = int((t - 8 * HOUR) // DAY)
    mixed = (member * 0x9E3779B1 + evening * 0x85EBCA77 + seed * 0xC2B2AE3D) & 0xFFFFFFFF
    mixed = ((mixed ^ (mixed >> 15)) * 0x2C1B3C6D) & 0xFFFFFFFF
    mixed = ((mixed ^ (mixed >> 13)) * 0x297A2D39) & 0xFFFFFFFF
    return (mixed ^ (mixed >> 16)) < ON_CALL_SHARE * 2**32


def fatigue(received_today: int, enabled: bool = True) -> float:
    """Return attention left when ``received_today`` notifications already came, 0.02 to 1."""
    return max(0.02, 0.85 ** max(0, received_today - 5)) if enabled else 1.0


def notice(practice: int, temper: int, t: float, on_call: bool, attention: float) -> Notice:
    """Return how a push sent at ``t`` is noticed. ``attention`` comes from ``fatigue``."""
    hand = min(0.9, AT_HAND[practice][slot_at(t)] * TEMPER_HAND[temper])
    if on_call:
        hand = max(hand, ON_CALL_HAND)
    seen = TEMPER_SEEN[temper] * attention
    hour = t % DAY / HOUR
    if 7 <= hour < 23 or practice == Practice.SHIFTS:
        return Notice(hand * SEEN_AT_ONCE * seen, (1 - hand) * SEEN_LATER * seen, 0.0, LATER_MEDIAN)
    to_morning = (7.5 - hour) % 24 * HOUR
    return Notice(
        hand * SEEN_AT_ONCE * seen, (1 - hand) * SEEN_AFTER_SLEEP * seen, to_morning, WAKE_MEDIAN
    )


def notice_delay(rng: Random, how: Notice) -> float | None:
    """Draw after how many seconds a push is noticed; None: never."""
    draw = rng.random()
    if draw < how.at_once:
        return NOTICE_MEDIAN * rng.lognormvariate(0.0, NOTICE_SIGMA)
    if draw < how.at_once + how.later:
        return how.asleep + how.later_median * rng.lognormvariate(0.0, NOTICE_SIGMA)
    return None


def write_time(rng: Random) -> float:
    """Draw the seconds it takes to read the question and write the answer."""
    return WRITE_MEDIAN * rng.lognormvariate(0.0, WRITE_SIGMA)
