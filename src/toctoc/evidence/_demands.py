"""What an authority asks for: opened by an operator, over one day, its posts kept meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet

from toctoc.ledger.actions import record
from toctoc.limits.actions import spend
from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.posts.models import Post

from . import _rules as rules
from ._disclosures import who
from .models import Demand, Piece
from .types import Ground, NothingNamed, TooMuch

MOST_POSTS = 500
MOST_NAMED = 50


def open_demand(
    *,
    by: Person,
    ground: Ground,
    posts: Sequence[str] = (),
    person: Person | None = None,
    since: dt.datetime | None = None,
    to: dt.datetime | None = None,
    at: dt.datetime,
) -> Demand:
    """Freeze the posts named one by one (by their ids), or what a person wrote over a period.

    Raise `NothingNamed` where neither is given: content is never taken by period alone.
    """
    with transaction.atomic():
        operator = rules.check_operator(by, at)
        ground = rules.checked(ground)
        covered = _covered(list(dict.fromkeys(posts)), person, since, to)
        spend("evidence", operator.public_id, at=at)
        made = Demand.objects.create(
            authority=ground.authority,
            reference=ground.reference,
            reason=ground.reason,
            person=person,
            since=since if person else None,
            to=to if person else None,
            opened_by=operator,
            opened_at=at,
            until=at + rules.days("freeze_days"),
        )
        Piece.objects.bulk_create(Piece(demand=made, post=post) for post in covered)
        facts = {"authority": ground.authority, "posts": len(covered)}
        record("evidence.open", at=at, actor=who(operator), about=about(made), facts=facts)
        for post in covered:
            frozen = {"evidence": made.public_id}
            record("post.freeze", at=at, actor=who(operator), about=f"post:{post.public_id}",
                   facts=frozen)  # fmt: skip
        return made


def _covered(
    named: list[str], person: Person | None, since: dt.datetime | None, to: dt.datetime | None
) -> list[Post]:
    if len(named) > MOST_NAMED:
        raise TooMuch(MOST_NAMED)
    found = list(Post.objects.filter(public_id__in=named).order_by("pk"))
    if len(found) < len(named) or not (named or person):
        raise NothingNamed
    if person is not None:
        found += [post for post in _written(person, since, to) if post not in found]
    if len(found) > MOST_POSTS:
        raise TooMuch(MOST_POSTS)
    if not found:
        raise NothingNamed
    return found


def _written(person: Person, since: dt.datetime | None, to: dt.datetime | None) -> QuerySet[Post]:
    rows = Post.objects.filter(author=person).exclude(state=Post.State.WITHDRAWN)
    if since is not None:
        rows = rows.filter(created_at__gte=since)
    if to is not None:
        rows = rows.filter(created_at__lt=to)
    return rows.order_by("pk")[: MOST_POSTS + 1]


def close_demand(*, by: Person, demand_id: str, at: dt.datetime) -> Demand:
    """Answered, or dropped: its posts follow the ordinary retention again."""
    with transaction.atomic():
        operator = rules.check_operator(by, at)
        found = locked(demand_id)
        if found.closed_at is None:
            found.closed_at, found.closed_by = at, operator
            found.save(update_fields=["closed_at", "closed_by"])
            record("evidence.close", at=at, actor=who(operator), about=about(found))
        return found


def locked(demand_id: str) -> Demand:
    rows = Demand.objects.select_for_update(of=("self",)).select_related("person")
    found = rows.filter(public_id=demand_id).first()
    if found is None:
        raise NotVisible
    return found


def is_open(demand: Demand, at: dt.datetime) -> bool:
    return demand.closed_at is None and at < demand.until


def held_back(at: dt.datetime) -> QuerySet[Piece, int]:
    """The posts that an open demand asks for: their words are destroyed for everybody, but for a
    sealed copy (`_kept`). A patient's erasure (K18) does not ask: it goes first, and the sealed
    file then holds the tombstone alone.
    """
    live = Piece.objects.filter(
        demand__closed_at=None, demand__opened_at__lte=at, demand__until__gt=at
    )
    return live.values_list("post", flat=True)


def frozen(post_ids: Iterable[int], *, at: dt.datetime) -> set[int]:
    """Which of these posts are kept from nightly destruction."""
    return set(held_back(at).filter(post__in=list(post_ids)))


def about(demand: Demand) -> str:
    return f"evidence:{demand.public_id}"
