"""Reads of evidence, each on somebody's behalf; auditors read all of it, for ever."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from toctoc.moderation.queries import handle_of
from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.posts.models import Post

from . import _rules as rules
from ._demands import frozen, held_back, is_open
from ._disclosures import may_look, standing_of
from ._kept import kept_until
from .models import Demand, Disclosure, Handover, Kept, Look
from .types import DemandLine, DisclosureLine

__all__ = [
    "access_demand",
    "access_disclosure",
    "account",
    "author_of",
    "counts",
    "demands",
    "disclosures",
    "frozen",
    "handovers_of",
    "held_back",
    "kept_until",
    "posts_of",
    "told",
]
_MOST = 200


def _demands() -> QuerySet[Demand]:
    return Demand.objects.select_related("person").annotate(
        posts=Count("pieces", distinct=True), given=Count("handovers", distinct=True)
    )


def demands(by: Person, at: dt.datetime) -> list[DemandLine]:
    if not rules.reads_demands(by):
        raise NotVisible
    return [_demand_line(one, at) for one in _demands().order_by("-pk")[:_MOST]]


def going_on(at: dt.datetime) -> QuerySet[Demand]:
    """Demands of authorities that are neither closed nor over."""
    return Demand.objects.filter(closed_at=None, until__gt=at)


def access_demand(by: Person, demand_id: str, at: dt.datetime) -> DemandLine:
    found = _demands().filter(public_id=demand_id).first()
    if found is None or not rules.reads_demands(by):
        raise NotVisible
    return _demand_line(found, at)


def _demand_line(one: Demand, at: dt.datetime) -> DemandLine:
    counted = vars(one)
    return DemandLine(
        id=one.public_id,
        authority=one.authority,
        reference=one.reference,
        reason=one.reason,
        handle=handle_of(one.person) if one.person else "",
        since=one.since,
        to=one.to,
        opened_at=one.opened_at,
        until=one.until,
        closed_at=one.closed_at,
        posts=counted["posts"],
        handovers=counted["given"],
        open=is_open(one, at),
    )


def handovers_of(by: Person, demand_id: str) -> list[Handover]:
    if not rules.reads_demands(by):
        raise NotVisible
    rows = Handover.objects.filter(demand__public_id=demand_id).select_related("by")
    return list(rows.order_by("-pk")[:_MOST])


def posts_of(by: Person, demand_id: str) -> list[tuple[str, str]]:
    """(public id, state) of the posts a demand covers, not their words; "kept" where a post was
    erased since and its sealed copy goes into the file."""
    if not rules.reads_demands(by):
        raise NotVisible
    covered = Demand.objects.filter(public_id=demand_id).values("pieces__post")
    copies = Kept.objects.filter(post=OuterRef("pk"))
    rows = Post.objects.filter(pk__in=covered).annotate(copied=Exists(copies)).order_by("pk")
    return [
        (public_id, "kept" if copied and state == Post.State.ERASED else state)
        for public_id, state, copied in rows.values_list("public_id", "state", "copied")
    ]


def author_of(by: Person, post_id: str) -> Person:
    """Whose post this is, for who may ask an identity: an account, and nothing more."""
    if not rules.may_ask(by):
        raise NotVisible
    post = Post.objects.select_related("author").filter(public_id=post_id).first()
    if post is None:
        raise NotVisible
    return post.author


def account(by: Person, public_id: str) -> Person:
    """An account by its number in the register, for who may ask an identity."""
    found = Person.objects.filter(public_id=public_id).first() if rules.may_ask(by) else None
    if found is None:
        raise NotVisible
    return found


def _disclosures() -> QuerySet[Disclosure]:
    return Disclosure.objects.select_related(
        "person", "asked_by", "decided_by", "demand"
    ).prefetch_related("looks")


def disclosures(by: Person, at: dt.datetime, *, before: int = 0) -> list[DisclosureLine]:
    """All there ever were, latest first, but those about the reader."""
    if not rules.reads_disclosures(by):
        raise NotVisible
    rows = _disclosures().exclude(person=by).order_by("-pk")
    if before:
        rows = rows.filter(pk__lt=before)
    return [_line(one, by, at) for one in rows[:_MOST]]


def to_decide(by: Person, at: dt.datetime) -> QuerySet[Disclosure]:
    """Disclosures that wait for a second hand, which this person's may be."""
    asked = Disclosure.objects.filter(state=Disclosure.State.ASKED, expires_at__gt=at)
    return asked.exclude(Q(asked_by=by) | Q(person=by))


def access_disclosure(by: Person, disclosure_id: str, at: dt.datetime) -> DisclosureLine:
    """For seniors, operators and auditors; for the person it is about, it isn't there (`told`)."""
    found = _disclosures().filter(public_id=disclosure_id).first()
    if found is None or found.person_id == by.pk or not rules.reads_disclosures(by):
        raise NotVisible
    return _line(found, by, at)


def told(by: Person, disclosure_id: str) -> Disclosure:
    """What the person concerned reads once they are told: when, and on which ground."""
    found = Disclosure.objects.filter(public_id=disclosure_id, person=by).first()
    if found is None or found.told_at is None:
        raise NotVisible
    return found


def _line(one: Disclosure, by: Person, at: dt.datetime) -> DisclosureLine:
    state = standing_of(one, at)
    asked = state == Disclosure.State.ASKED
    mine = one.asked_by_id == by.pk
    looks = may_look(by, one, at)
    return DisclosureLine(
        id=one.public_id,
        handle=handle_of(one.person),
        authority=one.authority,
        reference=one.reference,
        reason=one.reason,
        state=state,
        asked_by=handle_of(one.asked_by),
        asked_at=one.asked_at,
        expires_at=one.expires_at,
        decided_by=handle_of(one.decided_by) if one.decided_by else "",
        decided_at=one.decided_at,
        answer=one.answer,
        view_until=one.view_until,
        silence=one.silence if one.silent else "",
        tell_at=one.tell_at,
        told_at=one.told_at,
        demand=one.demand.public_id if one.demand else "",
        looks=tuple((look.at, look.how) for look in one.looks.all()),
        mine=mine,
        may_decide=asked and rules.may_decide(by, one),
        may_look=looks,
        may_withdraw=mine and rules.may_ask(by) and (asked or looks),
        may_lift_silence=one.silent and state == "approved" and rules.may_ask(by),
    )


def counts(since: dt.datetime, until: dt.datetime) -> dict[str, int]:
    """For the public figures: how often authorities asked, and what they were told."""
    span = {"gte": since, "lt": until}

    def within(column: str) -> dict[str, dt.datetime]:
        return {f"{column}__{name}": moment for name, moment in span.items()}

    asked = Disclosure.objects.filter(**within("asked_at"))
    approved = Disclosure.objects.filter(state=Disclosure.State.APPROVED, **within("decided_at"))
    read = Look.objects.filter(**within("at")).values("disclosure").distinct()
    return {
        "demands": Demand.objects.filter(**within("opened_at")).count(),
        "handovers": Handover.objects.filter(**within("at")).count(),
        "disclosures_asked": asked.count(),
        "disclosures_approved": approved.count(),
        "disclosures_read": read.count(),
        "persons_told": Disclosure.objects.filter(**within("told_at")).count(),
    }
