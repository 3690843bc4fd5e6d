"""What routing speaks of: the question, the colleagues, the clock, the ring that was chosen.

Plain frozen values: no Django, no database, no clock of its own (time is always passed in), so the
product and the simulator run the very same code and every decision can be replayed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, time
from enum import StrEnum

SLOTS = 48
"""24 hours of a weekday, then 24 hours of a Saturday or Sunday, local time."""

Arg = str | int
Args = tuple[tuple[str, Arg], ...]


class Code(StrEnum):
    """Everything a decision can be explained with; stored with the knock, never shown as is."""

    # why a colleague was knocked
    SPECIALTY_MATCH = "specialty_match"
    SAME_PROFESSION = "same_profession"
    WHOLE_NETWORK = "whole_network"
    REFERENT = "referent"
    AVAILABLE_NOW = "available_now"
    USUAL_HOURS = "usual_hours"
    OFTEN_ANSWERS = "often_answers"
    NEVER_KNOCKED = "never_knocked"
    NOT_KNOCKED_SINCE = "not_knocked_since"
    WITHIN_BUDGET = "within_budget"
    RING = "ring"
    NAMED = "named"
    NAMED_BY = "named_by"
    # why a colleague was left alone
    ASKER = "asker"
    ALREADY_KNOCKED = "already_knocked"
    MUTED = "muted"
    QUIET_HOURS = "quiet_hours"
    BUDGET_SPENT = "budget_spent"
    JUST_KNOCKED = "just_knocked"
    NOT_CONCERNED = "not_concerned"
    # how a ring ended
    TARGET_REACHED = "target_reached"
    RING_FULL = "ring_full"
    POOL_EXHAUSTED = "pool_exhausted"
    NOBODY = "nobody"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason and its figures, e.g. ``Reason(Code.WITHIN_BUDGET, (("used", 1), ("of", 3)))``."""

    code: Code
    args: Args = ()

    def to_json(self) -> dict[str, Arg]:
        """Return a flat JSON object; ``from_json`` reads it back."""
        return {"code": self.code.value, **dict(self.args)}

    @classmethod
    def from_json(cls, data: Mapping[str, Arg]) -> Reason:
        """Read a stored reason. Raises KeyError or ValueError on an unknown code."""
        args = tuple((key, value) for key, value in data.items() if key != "code")
        return cls(Code(str(data["code"])), args)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A colleague as routing sees one. Holds no name: routing never needs to know who it is."""

    person_id: int
    specialties: frozenset[str] = frozenset()
    """TRE_R38 codes, e.g. ``SM30`` (nephrology)."""
    profession: str = "10"
    """TRE_G15 code; 10 is a physician."""
    hours: tuple[float, ...] = ()
    """``SLOTS`` habits from ``learn_hours``: 1.0 is this person's own average; empty is unknown."""
    quiet_start: int | None = None
    """Minutes since local midnight; None: the network's default. Start == end: never quiet."""
    quiet_end: int | None = None
    budget: int = 3
    """Knocks accepted in one local day."""
    knocks_today: int = 0
    last_knock_at: datetime | None = None
    answer_rate: float = 2.0 / 22.0
    """Chance to answer within 15 minutes a question of one's own specialty at a usual hour."""
    on_call: bool = False
    """"Available now": the person's own choice, which opens their quiet hours."""
    muted: bool = False
    referent: bool = False
    """Looks after questions that stayed unanswered for 24 hours."""


@dataclass(frozen=True, slots=True)
class Need:
    """A question to be carried to somebody."""

    specialties: frozenset[str]
    asked_at: datetime
    asker_id: int
    profession: str = "10"
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """When a question widens and how far: the operator's settings (requirements, clock)."""

    first_ring_expected: float = 2.0
    """Answers expected within 15 minutes from the people of ring 0."""
    wider_ring_expected: float = 2.0
    urgent_factor: float = 1.5
    first_ring_tops_up: bool = True
    """A small network has too few of a specialty: ring 0 then also asks the same profession."""
    widen_after: tuple[int, int] = (10, 30)
    """Minutes after the question for rings 1 and 2."""
    prime_times: tuple[time, ...] = (time(12, 30), time(19, 30))
    morning: time = time(8, 0)
    """A question that met the night is carried again at this time, before the prime times."""
    referent_after_hours: int = 24
    ring_caps: tuple[int, ...] = (100, 100, 100, 60, 60, 10)
    """Most people knocked in rings 0 to 5."""
    profession_match: float = 0.2
    """Chance of a colleague of another specialty, relative to the right one."""
    network_match: float = 0.08
    """Chance of a colleague of another profession, relative to the right specialty."""
    on_call_boost: float = 2.0
    optimism: float = 1.2
    """Estimates are divided by this: those who look best are partly those who were lucky, and with
    1.0 "two answers expected" brought 1.7 (measured by simulation, ``docs/routing.md``)."""
    min_gap_minutes: int = 5
    """Nobody is knocked twice within this time, whatever the budget left."""
    rest_hours: float = 24.0
    """After this long without a knock a person is as fresh as one never knocked."""
    quiet_start: int = 21 * 60
    quiet_end: int = 7 * 60
    answers_stop_widening: int = 1
    answers_stop_all: int = 2
    pool_limit: int = 800
    """Most candidates looked at for a ring, however large the network."""
    time_zone: str = "Europe/Paris"

    def __post_init__(self) -> None:
        if len(self.ring_caps) != LAST_RING + 1:
            raise ValueError(f"ring_caps needs {LAST_RING + 1} numbers, one for each ring")
        if not self.prime_times:
            raise ValueError("prime_times needs at least one time")
        if self.first_ring_expected <= 0 or self.wider_ring_expected <= 0:
            raise ValueError("expected answers must be above 0")

    @classmethod
    def from_settings(cls, settings: Mapping[str, object]) -> Clock:
        """Build from an operator's mapping; times may be ``"12:30"``.

        Raises ValueError naming the key when a setting is unknown or cannot be read.
        """
        known = {item.name: item for item in fields(cls)}
        values: dict[str, object] = {}
        for key, raw in settings.items():
            if key not in known:
                raise ValueError(f"unknown clock setting {key!r}; known: {', '.join(known)}")
            try:
                values[key] = _read(getattr(cls(), key), raw)
            except (TypeError, ValueError) as error:
                raise ValueError(f"clock setting {key!r} cannot be read: {error}") from error
        return cls(**values)  # type: ignore[arg-type]


LAST_RING = 5


def _read(default: object, raw: object) -> object:
    """Give ``raw`` the type of ``default``; bool before int because a bool is one."""
    if isinstance(default, tuple):
        if isinstance(raw, str) or not isinstance(raw, Sequence):
            raise TypeError("a list is expected")
        return tuple(_read(default[0], item) for item in raw)
    if isinstance(default, bool):
        if not isinstance(raw, bool):
            raise TypeError("true or false is expected")
        return raw
    if isinstance(default, time):
        return raw if isinstance(raw, time) else time.fromisoformat(str(raw))
    if isinstance(default, float):
        return float(str(raw))
    return int(str(raw)) if isinstance(default, int) else str(raw)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Somebody to knock, with the estimate and the reasons that will be kept with the knock."""

    person_id: int
    chance: float
    """Estimated chance to answer within 15 minutes, 0 to 0.95."""
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Ring:
    """The outcome of one ring."""

    number: int
    chosen: tuple[Chosen, ...]
    expected_answers: float
    """Sum of the chances of the chosen."""
    note: Reason
    """How it ended: target reached, full, pool exhausted, nobody, answered."""
    left_out: tuple[tuple[Code, int], ...] = field(default=())
    """How many candidates were left alone, by reason."""
