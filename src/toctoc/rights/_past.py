"""One's own past, all at once: hidden before a date, shown again, erased at its chosen end."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from toctoc.due import each
from toctoc.ledger.actions import record
from toctoc.notify.actions import Line, tell
from toctoc.notify.models import Notice
from toctoc.people.models import Person
from toctoc.posts import past
from toctoc.posts.models import Post
from toctoc.questions import actions as questions

from .models import Sweep

_TURN = 50  # posts in one turn of the clock: no lock is held long


def hide_before(*, by: Person, moment: dt.datetime, at: dt.datetime) -> Sweep:
    """Make all that this member published before `moment` unreadable, from now on and in turns.

    What they publish later is not concerned; `show_again` undoes it.
    """
    return _ask(by, Sweep.Way.HIDE, moment, at)


def show_again(*, by: Person, at: dt.datetime) -> Sweep:
    """Lift the author's own cause; what is hidden for another one stays hidden."""
    return _ask(by, Sweep.Way.SHOW, None, at)


def _ask(by: Person, way: str, moment: dt.datetime | None, at: dt.datetime) -> Sweep:
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=by.pk)
        # The last word counts: what an earlier one had not done yet, it does not do any more.
        Sweep.objects.filter(person=by, done_at=None).update(done_at=at)
        sweep = Sweep.objects.create(person=by, way=way, before=moment, asked_at=at)
        facts = {"before": moment.date().isoformat()} if moment else {}
        record(f"past.{way}", at=at, actor=f"person:{by.public_id}", facts=facts)
    sweep_on(sweep.pk, at=at)
    return Sweep.objects.get(pk=sweep.pk)


def sweep_on(sweep_id: int, *, at: dt.datetime) -> int:
    """One turn: some posts, each with its ledger entry; the last turn closes the row."""
    with transaction.atomic():
        sweep = (
            Sweep.objects.select_for_update(of=("self",))
            .select_related("person")
            .filter(pk=sweep_id, done_at=None)
            .first()
        )
        if sweep is None:
            return 0
        ids = list(_left(sweep).values_list("public_id", flat=True)[:_TURN])
        for public_id in ids:
            _do(sweep, public_id, at)
        sweep.posts += len(ids)
        if len(ids) < _TURN:
            sweep.done_at = at
        sweep.save(update_fields=["posts", "done_at"])
        return len(ids)


def _left(sweep: Sweep) -> past.Posts:
    if sweep.way == Sweep.Way.HIDE and sweep.before:
        return past.mine_before(sweep.person, sweep.before)
    return past.hidden_by_author(sweep.person)


def _do(sweep: Sweep, public_id: str, at: dt.datetime) -> None:
    actor = f"person:{sweep.person.public_id}"
    verb = questions.take_down if sweep.way == Sweep.Way.HIDE else questions.bring_back
    verb(public_id=public_id, reason="author", actor=actor, cause=past.AUTHOR, at=at)


def expire(at: dt.datetime) -> int:
    """Erase, with their words, the posts whose author chose this end."""
    return each(past.expired(at, _TURN), lambda public_id: _expire(public_id, at), "expiry")


def _expire(public_id: str, at: dt.datetime) -> int:
    return questions.destroy(public_id=public_id, reason="expired", actor="clock", at=at)


def warn(at: dt.datetime) -> int:
    """Seven days before: a line in the inbox, once."""
    return each(past.to_warn(at, _TURN), lambda post: _warn(post, at), "warning")


def _warn(post: Post, at: dt.datetime) -> int:
    with transaction.atomic():
        line = Line(
            Notice.Kind.DATA,
            f"expiry:{post.public_id}:{post.expires_at:%Y%m%d}",
            "expiry",
            post.public_id,
        )
        tell({post.author.pk: post.author.public_id}, line, at=at)
        past.warned(post)
        return 1


def tick(at: dt.datetime) -> int:
    due = Sweep.objects.filter(done_at=None).order_by("asked_at").values_list("pk", flat=True)
    swept = each(list(due[:_TURN]), lambda pk: sweep_on(pk, at=at), "sweep")
    return swept + warn(at) + expire(at)
