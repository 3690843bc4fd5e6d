"""Read what concerns one's own data: counts, copies, a departure; and the nightly report."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count

from toctoc.ledger.models import Entry
from toctoc.moderation.queries import handle_of, measures_of
from toctoc.people.models import Listing, Person
from toctoc.people.queries import byline_in, status_line
from toctoc.people.types import NotVisible
from toctoc.posts.models import Post
from toctoc.sealing import unseal

from ._gather import counted, key_of
from ._oppose import confirmed_oppositions, may_lift, opposed_by
from .holdings import HOLDINGS
from .models import Departure, Destruction, Export

# Above these, a copy takes longer than a page may: a task builds it.
SMALL_POSTS, SMALL_LEDGER = 200, 50_000

__all__ = [
    "SMALL_LEDGER",
    "SMALL_POSTS",
    "access_export",
    "confirmed_oppositions",
    "export_bytes",
    "is_small",
    "latest_export",
    "may_lift",
    "open_departure",
    "opposed_by",
    "report",
    "seen_by",
    "what_is_known",
]


@dataclass(frozen=True, slots=True)
class Signed:
    """Posts that colleagues read under one signature."""

    byline: str
    status: str
    posts: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of a member (K26): by colleagues, and by moderators. By the public, nothing."""

    signed: list[Signed]
    listed: bool
    handle: str
    measures: int


def is_small(person: Person) -> bool:
    last = Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    posts = Post.objects.filter(author=person).order_by()[: SMALL_POSTS + 1].count()
    return posts <= SMALL_POSTS and last <= SMALL_LEDGER


def what_is_known(person: Person) -> list[tuple[str, int]]:
    """(title, rows) of what is held about this person, in one query; what is empty is left out."""
    numbers = counted(person)
    return [
        (str(holding.title), numbers[key_of(holding)])
        for holding in HOLDINGS
        if numbers[key_of(holding)]
    ]


def open_departure(person: Person) -> Departure | None:
    return Departure.objects.filter(person=person, cancelled_at=None).first()


def latest_export(person: Person, at: dt.datetime) -> Export | None:
    """The copy that waits or may be downloaded; its content is not read."""
    alive = Export.objects.filter(person=person, expires_at__gt=at)
    return alive.defer("sealed").order_by("-pk").first()


def access_export(by: Person, public_id: str, at: dt.datetime) -> Export:
    """One's own copy while its link lives; `NotVisible` for anybody else's, or later."""
    export = Export.objects.filter(
        person=by, public_id=public_id, expires_at__gt=at, ready_at__isnull=False
    ).first()
    if export is None:
        raise NotVisible
    return export


def export_bytes(export: Export) -> bytes:
    return unseal(export.sealed or b"")


def seen_by(person: Person, lang: str) -> Seen:
    shown = ("byline", "profession", "specialty", "stage")
    posts = Post.objects.filter(author=person, state=Post.State.PUBLISHED).order_by()
    counts = posts.values_list(*shown).annotate(number=Count("pk")).order_by("-number")
    return Seen(
        signed=[
            Signed(byline_in(name, lang), status_line(job, specialty, stage, lang), number)
            for name, job, specialty, stage, number in counts
        ],
        listed=Listing.objects.filter(person=person).exists(),
        handle=handle_of(person),
        measures=len(measures_of(person)),
    )


def report(limit: int = 400) -> list[Destruction]:
    """What was destroyed, newest night first."""
    return list(Destruction.objects.order_by("-night", "pk")[:limit])
