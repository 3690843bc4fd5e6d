"""When rings are due, and what the wall says where the members live."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from toctoc.questions._routing_types import LAST_RING, Clock

DAY_MINUTES = 24 * 60


@lru_cache(maxsize=16)
def zone(name: str) -> ZoneInfo:
    """Return the time zone. Raises ZoneInfoNotFoundError when the system does not know it."""
    return ZoneInfo(name)


def local(moment: datetime, clock: Clock) -> datetime:
    """Return the moment as members' watches show it. Raises ValueError on a naive datetime."""
    if moment.tzinfo is None:
        raise ValueError("routing needs aware datetimes")
    return moment.astimezone(zone(clock.time_zone))


def minute_of_day(moment: datetime, clock: Clock) -> int:
    """Return minutes since local midnight, 0 to 1439."""
    here = local(moment, clock)
    return here.hour * 60 + here.minute


def slot_of(moment: datetime, clock: Clock) -> int:
    """Return the habit slot: local hour on a weekday, 24 + hour on Saturday and Sunday."""
    here = local(moment, clock)
    return here.hour + (24 if here.weekday() >= 5 else 0)


def is_quiet(minute: int, start: int, end: int) -> bool:
    """Tell whether a minute of the day lies in [start, end), which may pass midnight."""
    if start == end:
        return False
    if start < end:
        return start <= minute < end
    return minute >= start or minute < end


def next_due(
    ring: int, asked_at: datetime, now: datetime, clock: Clock, answers: int = 0
) -> datetime | None:
    """Tell when a ring is to go out; never before ``now``. None: this ring will not go out.

    0 at once; 1 and 2 after ``widen_after`` minutes; 3 at the next prime time (or in the morning
    for a question that met the night); 4 at a prime time of the day after; 5 goes to the referents
    after 24 hours. One answer stops the widening (``answers_stop_widening``).
    """
    if not 0 <= ring <= LAST_RING or (ring > 0 and answers >= clock.answers_stop_widening):
        return None
    return max(now, _planned(ring, asked_at, clock))


def _planned(ring: int, asked_at: datetime, clock: Clock) -> datetime:
    if ring == 0:
        return asked_at
    if ring <= 2:
        return asked_at + timedelta(minutes=clock.widen_after[ring - 1])
    if ring == LAST_RING:
        return asked_at + timedelta(hours=clock.referent_after_hours)
    widened = asked_at + timedelta(minutes=clock.widen_after[1])
    third = _after(widened, _times_for(widened, clock), clock)
    if ring == 3:
        return third
    tomorrow = datetime.combine(
        local(third, clock).date() + timedelta(days=1), time(0), zone(clock.time_zone)
    )
    fourth = _after(tomorrow, clock.prime_times, clock)
    return min(fourth, asked_at + timedelta(hours=clock.referent_after_hours))


def _times_for(moment: datetime, clock: Clock) -> tuple[time, ...]:
    """Add the morning for a question nobody could be woken for."""
    minute = minute_of_day(moment, clock)
    morning = clock.morning.hour * 60 + clock.morning.minute
    if is_quiet(minute, clock.quiet_start, max(clock.quiet_end, morning)):
        return (clock.morning, *clock.prime_times)
    return clock.prime_times


def _after(moment: datetime, times: tuple[time, ...], clock: Clock) -> datetime:
    """Return the first of these local times strictly after the moment (wall time: DST safe)."""
    here = local(moment, clock)
    tz = zone(clock.time_zone)
    return min(
        due
        for day in (0, 1)
        for at in times
        if (due := datetime.combine(here.date() + timedelta(days=day), at, tz)) > moment
    )


def still_wanted(answers: int, clock: Clock) -> bool:
    """Tell whether a knock that waits to be delivered should still go out."""
    return answers < clock.answers_stop_all
