"""What time brings to a story: silence, overdue decisions, forms never confirmed. Work is found in
rows: a worker killed anywhere leaves them due, and two workers do each thing once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from toctoc.due import each, ids

from . import actions
from .models import Request, Story
from .tombstones import file_tombstones

SALT_KEPT = dt.timedelta(days=2)
CONTACT_KEPT = dt.timedelta(days=7)
GONE = ("erased", "withdrawn")


def tick(at: dt.datetime) -> int:
    """Do what is due; return how many things were done. Call it freely."""
    stories = Story.objects.filter(due_at__isnull=False)
    late = stories.filter(due_at__lte=at)
    asked, judging = Story.State.ASKED, Story.State.JUDGING
    requests = Request.objects.filter(due_at__lte=at)
    searching, confirming = Request.State.SEARCHING, Request.State.CONFIRMING
    gone = stories.filter(post__state__in=GONE)
    return (
        _each(late.filter(state=asked), actions.fall_silent, at)
        + _each(late.filter(state=judging, escalated_at=None), actions.escalate, at)
        + _each(late.filter(state=Story.State.TRANSPOSING), actions.give_up, at)
        + _each(gone, actions.close_erased, at)
        + _each(requests.filter(state=confirming), actions.expire, at)
        + _each(requests.filter(state=searching, escalated_at=None), actions.escalate_search, at)
        + file_tombstones()
    )


def nightly(at: dt.datetime) -> int:
    return actions.forget_salts_before(at - SALT_KEPT) + actions.forget_contacts_before(
        at - CONTACT_KEPT
    )


def _each(rows: QuerySet[Any], step: Callable[..., bool], at: dt.datetime) -> int:
    return each(ids(rows, "due_at"), lambda pk: step(pk, at=at), step.__name__)
