"""Say that something changed, in the transaction that changes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import connection, transaction

from toctoc.ledger.actions import take_turn

from .models import Event

CHANNEL = "toctoc_live"


def announce(topic: str, kind: str, ref: str = "", *, at: dt.datetime) -> None:
    """Write an event row; screens that listen to `topic` hear of it once the transaction commits.

    Topics: "home", "question:<public id>", "person:<public id>". On SQLite, listeners see the
    commit by themselves (`PRAGMA data_version`); on PostgreSQL, NOTIFY is sent at commit.
    """
    announce_all([topic], kind, ref, at=at)


def announce_all(topics: Iterable[str], kind: str, ref: str = "", *, at: dt.datetime) -> None:
    """The same event for several topics, in one statement."""
    # No savepoint: who catches an error here has no half-told change to go on with.
    with transaction.atomic(savepoint=False):
        if connection.vendor == "postgresql" and not _is_ready():
            _get_ready()
        Event.objects.bulk_create(
            [Event(topic=topic, kind=kind, ref=ref, at=at) for topic in topics]
        )


def _get_ready() -> None:
    """Event numbers must follow commits, or a listener would skip one: writers take turns. The hint
    leaves with the commit, after the rows."""
    take_turn()
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")
    transaction.on_commit(_told)


def _is_ready() -> bool:
    """Whether this transaction has its turn and its hint already: once is enough, each statement
    waits for an answer, and a patient waits for them all (K18).

    A savepoint that is rolled back takes with it what was done since: the turn, the hint, and this
    mark in Django's list.
    """
    return any(work is _told for _, work, *_ in connection.run_on_commit)


def _told() -> None:
    """The mark."""


def forget_before(moment: dt.datetime) -> int:
    """Drop events too old to be replayed; return how many.

    The newest one stays: its number tells a returning browser whether it missed something.
    """
    newest = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
    return Event.objects.filter(at__lt=moment, id__lt=newest).delete()[0]
