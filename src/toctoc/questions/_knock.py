"""One ring of one question: read a bounded pool, let `routing` choose, write the knocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from toctoc.ledger.actions import record
from toctoc.live.actions import announce
from toctoc.notify.actions import Line, count_knock, tell
from toctoc.notify.models import Notice
from toctoc.notify.queries import answers_by_days_seen, local_date
from toctoc.people.codes import discipline
from toctoc.people.models import Person
from toctoc.posts.models import Post

from . import routing
from .models import Knock, Question


@cache
def clock() -> routing.Clock:
    return routing.Clock.from_settings(settings.TOCTOC_CLOCK)


def ring_once(question_id: int, *, at: dt.datetime) -> bool:
    """Ring the due ring of a question, exactly once; False when there was nothing to do.

    The question's row is locked, and moved on in the same transaction as the knocks: a worker
    killed in between leaves the ring due, two workers at once ring it once.
    """
    with transaction.atomic():
        question = (
            Question.objects.select_for_update(of=("self",), skip_locked=True)
            .filter(pk=question_id, ring_at__lte=at, post__state=Post.State.PUBLISHED)
            .exclude(post__audience=Post.Audience.NAMED)
            .select_related("post")
            .first()
        )
        if question is None:
            return False
        need, pool = _need(question), _pool(question, at)
        ring = routing.choose_ring(
            need, question.ring, pool, _already(question), at, clock(), question.answers
        )
        _write(question, ring, _exposures(need, question.ring, pool, at), at)
        _move_on(question, at)
        return True


def _need(question: Question) -> routing.Need:
    assert question.asked_at is not None
    return routing.Need(
        frozenset(question.specialties),
        question.asked_at,
        question.asker_id,
        question.post.profession or "10",
    )


def _already(question: Question) -> set[int]:
    return set(question.knocks.values_list("person", flat=True))


def _pool(question: Question, at: dt.datetime) -> list[routing.Candidate]:
    """At most `pool_limit` colleagues concerned, then as many others; rested ones first."""
    audience = Person.objects.filter(standing=Person.Standing.ACTIVE, is_active=True)
    if question.post.audience == Post.Audience.DOCTORS:
        audience = audience.filter(profession="10")
    limit = clock().pool_limit
    if question.ring == routing.LAST_RING:
        return list(_candidates(audience.filter(role=Person.Role.MODERATOR), at, limit))
    codes = {same for code in question.specialties for same in discipline(code)}
    concerned = list(_candidates(audience.filter(specialty__in=codes), at, limit))
    others = audience.exclude(specialty__in=codes)
    if question.ring < 2:
        others = others.filter(profession=question.post.profession)
    return concerned + list(_candidates(others, at, limit))


_FIELDS = (
    "pk",
    "specialty",
    "profession",
    "role",
    "rhythm__quiet_start",
    "rhythm__quiet_end",
    "rhythm__budget",
    "rhythm__on_call_until",
    "rhythm__muted_until",
    "rhythm__seen",
    "rhythm__answered",
    "rhythm__exposure",
    "rhythm__last_knock_at",
    "rhythm__knocks_on",
    "rhythm__knocks_today",
    "rhythm__person",
    "rhythm__days_seen",
    "joined_at",
)


def _candidates(
    people: QuerySet[Person], at: dt.datetime, limit: int
) -> Iterator[routing.Candidate]:
    return candidates_among(people, at, limit, _priors())


def candidates_among(
    people: QuerySet[Person],
    at: dt.datetime,
    limit: int,
    priors: Mapping[int, float] = MappingProxyType({}),
) -> Iterator[routing.Candidate]:
    """At most `limit` of these people as routing sees them, rested ones first."""
    rested_first = F("rhythm__last_knock_at").asc(nulls_first=True)
    for row in people.order_by(rested_first, "pk").values(*_FIELDS)[:limit]:
        yield _candidate(row, at, priors)


def _priors() -> dict[int, float]:
    """What may be expected of somebody rarely knocked, from those who come as often as they do."""
    totals: dict[int, tuple[float, float]] = {}
    for days, (answered, exposure) in answers_by_days_seen().items():
        presence = routing.presence_of(days)
        known = totals.get(presence, (0.0, 0.0))
        totals[presence] = (known[0] + answered, known[1] + exposure)
    return {presence: routing.smooth_rate(*sums) for presence, sums in totals.items()}


def _candidate(
    row: dict[str, Any], at: dt.datetime, priors: Mapping[int, float]
) -> routing.Candidate:
    chose = row["rhythm__person"] is not None
    specialty = row["specialty"]
    return routing.Candidate(
        person_id=row["pk"],
        specialties=discipline(specialty),
        profession=row["profession"],
        hours=_hours(row, at),
        quiet_start=row["rhythm__quiet_start"] if chose else None,
        quiet_end=row["rhythm__quiet_end"] if chose else None,
        budget=row["rhythm__budget"] if chose else 3,
        knocks_today=row["rhythm__knocks_today"]
        if row["rhythm__knocks_on"] == local_date(at)
        else 0,
        last_knock_at=row["rhythm__last_knock_at"],
        answer_rate=routing.smooth_rate(
            row["rhythm__answered"] or 0.0,
            row["rhythm__exposure"] or 0.0,
            priors.get(routing.presence_of(row["rhythm__days_seen"] or 0), routing.PRIOR_RATE),
        ),
        on_call=bool(row["rhythm__on_call_until"] and row["rhythm__on_call_until"] > at),
        muted=bool(row["rhythm__muted_until"] and row["rhythm__muted_until"] > at),
        referent=row["role"] == Person.Role.MODERATOR,
    )


def _hours(row: dict[str, Any], at: dt.datetime) -> tuple[float, ...]:
    """Learned habits; nothing is concluded from less than three days."""
    seen = row["rhythm__seen"] or []
    days = (at - row["joined_at"]).days
    if len(seen) != routing.SLOTS or days < 3:
        return ()
    weekend = round(days * 2 / 7)
    return routing.learn_hours(seen, days - weekend, weekend)


def _exposures(
    need: routing.Need, ring: int, pool: list[routing.Candidate], at: dt.datetime
) -> dict[int, float]:
    """How much of a chance a knock is for each candidate, apart from who they are."""
    slot = routing.slot_of(at, clock())
    return {
        candidate.person_id: routing.exposure_of(
            routing.habit_at(candidate, slot), routing.match_of(need, ring, candidate, clock())
        )
        for candidate in pool
    }


def _write(
    question: Question, ring: routing.Ring, exposures: dict[int, float], at: dt.datetime
) -> None:
    if not ring.chosen:
        return
    Knock.objects.bulk_create(
        [
            Knock(
                question=question,
                person_id=chosen.person_id,
                ring=ring.number,
                at=at,
                chance=chosen.chance,
                exposure=exposures[chosen.person_id],
                why=[reason.to_json() for reason in chosen.why],
            )
            for chosen in ring.chosen
        ]
    )
    ids = [chosen.person_id for chosen in ring.chosen]
    count_knock(ids, at=at)
    people = dict(Person.objects.filter(pk__in=ids).values_list("pk", "public_id"))
    referee = ring.number == routing.LAST_RING
    kind = Notice.Kind.REFEREE if referee else Notice.Kind.KNOCK
    tell(people, Line(kind, f"knock:{question.public_id}", question.public_id), at=at)
    Question.objects.filter(pk=question.pk).update(knocked=F("knocked") + len(ids))
    record(
        "question.knock",
        at=at,
        about=f"post:{question.public_id}",
        facts={"ring": ring.number, "knocked": len(ids)},
    )
    announce(f"question:{question.public_id}", "knocked", question.public_id, at=at)


def _move_on(question: Question, at: dt.datetime) -> None:
    following = question.ring + 1
    due = None
    if following <= routing.LAST_RING:
        assert question.asked_at is not None
        due = routing.next_due(following, question.asked_at, at, clock(), question.answers)
    Question.objects.filter(pk=question.pk).update(ring=following, ring_at=due)


def exposure_of_knock(knock: Knock, open_minutes: float = 15.0) -> float:
    """What a knock teaches: less if the question was answered by others soon after."""
    return routing.exposure_of(knock.exposure, 1.0, open_minutes)
