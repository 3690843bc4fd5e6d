"""Tell members what concerns them: a line in the inbox, an event for open screens, a quiet push.

Nothing sent from here carries content: a kind and a public id, fetched later with permission.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q

from toctoc.live.actions import announce_all

from .models import Notice, PushSubscription, Rhythm
from .queries import local_date, slot
from .tasks import deliver

_RECENT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Line:
    """What an inbox line says. `key` makes it unique for a person: telling twice tells once."""

    kind: str
    key: str
    ref: str = ""
    anchor: str = ""


def tell(people: Mapping[int, str], line: Line, *, at: dt.datetime) -> int:
    """Write the line into each inbox ({person id: public id}); return how many it was new to."""
    if not people:
        return 0
    with transaction.atomic():
        known = set(
            Notice.objects.filter(person__in=people, key=line.key).values_list("person", flat=True)
        )
        new = [pk for pk in people if pk not in known]
        Notice.objects.bulk_create(
            [
                Notice(
                    person_id=pk,
                    kind=line.kind,
                    key=line.key,
                    ref=line.ref,
                    anchor=line.anchor,
                    created_at=at,
                )
                for pk in new
            ],
            ignore_conflicts=True,
        )
        announce_all([f"person:{people[pk]}" for pk in new], "notice", line.kind, at=at)
        if new:
            deliver.enqueue(line.key, new)
    return len(new)


def mark_read(person_id: int, *, ref: str = "", at: dt.datetime) -> int:
    """Visiting a question clears its lines; without `ref`, all are cleared."""
    unread = Notice.objects.filter(person=person_id, read_at=None)
    return (unread.filter(ref=ref) if ref else unread).update(read_at=at)


def count_knock(people: Collection[int], *, at: dt.datetime) -> None:
    """Charge one knock of today's budget to each."""
    today = local_date(at)
    Rhythm.objects.bulk_create([Rhythm(person_id=pk) for pk in people], ignore_conflicts=True)
    rhythms = Rhythm.objects.filter(person__in=people)
    rhythms.filter(~Q(knocks_on=today) | Q(knocks_on=None)).update(knocks_on=today, knocks_today=0)
    rhythms.update(knocks_today=F("knocks_today") + 1, last_knock_at=at)


def change_rhythm(person_id: int, **choices: object) -> Rhythm:
    """Save the member's choices (quiet hours, budget, on call…). Unknown names raise FieldError."""
    with transaction.atomic():
        Rhythm.objects.get_or_create(person_id=person_id)
        Rhythm.objects.filter(person=person_id).update(**choices)
        return Rhythm.objects.get(person=person_id)


def notice_presence(person_id: int, *, at: dt.datetime) -> None:
    """Remember that a member was here at this hour: the only habit that is learned."""
    with transaction.atomic():
        rhythm = Rhythm.objects.select_for_update().filter(person=person_id).first()
        new = rhythm is None
        rhythm = rhythm or Rhythm(person_id=person_id)
        seen = rhythm.seen or [0] * 48
        seen[slot(at)] += 1
        rhythm.seen = seen
        today = local_date(at).toordinal()
        _recount(rhythm, {*rhythm.recent_days, today}, today)
        if new:  # a first visit from two devices at once counts once
            Rhythm.objects.bulk_create([rhythm], ignore_conflicts=True)
        else:
            rhythm.save(update_fields=["seen", "recent_days", "days_seen"])


def _recount(rhythm: Rhythm, days: Collection[int], today: int) -> None:
    rhythm.recent_days = sorted(day for day in days if today - day < _RECENT_DAYS)
    rhythm.days_seen = len(rhythm.recent_days)


def forget_old_presence(*, at: dt.datetime) -> int:
    """Days older than thirty no longer count as present; return how many rhythms changed."""
    today, changed = local_date(at).toordinal(), []
    for rhythm in Rhythm.objects.filter(days_seen__gt=0).iterator():
        before = rhythm.days_seen
        _recount(rhythm, rhythm.recent_days, today)
        if rhythm.days_seen != before:
            changed.append(rhythm)
    Rhythm.objects.bulk_update(changed, ["recent_days", "days_seen"], batch_size=500)
    return len(changed)


def learn_answer(person_id: int, *, quick: bool, exposure: float) -> None:
    """A knock was answered (`quick`: within 15 minutes) that was worth so much `exposure`."""
    Rhythm.objects.filter(person=person_id).update(
        answered=F("answered") + (1 if quick else 0), exposure=F("exposure") + exposure
    )


def learn_missed(exposures: Mapping[int, float]) -> None:
    """Knocks that brought no answer: {person id: how much of a chance they were together}."""
    rhythms = list(Rhythm.objects.select_for_update().filter(person__in=exposures))
    for rhythm in rhythms:
        rhythm.exposure += exposures[rhythm.person_id]
    Rhythm.objects.bulk_update(rhythms, ["exposure"])


def subscribe_push(
    person_id: int, *, endpoint: str, p256dh: str, auth: str, at: dt.datetime
) -> PushSubscription:
    """Remember a browser. The same browser under another account changes hands."""
    return PushSubscription.objects.update_or_create(
        endpoint=endpoint,
        defaults={
            "person_id": person_id,
            "p256dh": p256dh,
            "auth": auth,
            "created_at": at,
            "failures": 0,
        },
    )[0]


def unsubscribe_push(person_id: int, endpoint: str) -> None:
    PushSubscription.objects.filter(person=person_id, endpoint=endpoint).delete()
