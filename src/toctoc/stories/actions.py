""" "C'est mon histoire" (K18, T15): the verbs. Row, ledger entry and event in one transaction."""

from __future__ import annotations

import datetime as dt

from ._requests import (
    confirm,
    escalate_search,
    expire,
    hide_found,
    not_found,
    note_hidden_in,
    submit,
)
from ._stories import (
    answer_author,
    close_erased,
    decide,
    escalate,
    fall_silent,
    give_up,
    take,
    transpose,
)
from ._telling import forget_contacts_before
from .models import Request, Salt, Story

__all__ = [
    "answer_author",
    "close_erased",
    "confirm",
    "decide",
    "escalate",
    "escalate_search",
    "expire",
    "fall_silent",
    "forget_before",
    "forget_contacts_before",
    "forget_reasons_before",
    "forget_salts_before",
    "give_up",
    "hide_found",
    "not_found",
    "note_hidden_in",
    "submit",
    "take",
    "transpose",
]


def forget_before(moment: dt.datetime) -> int:
    """Receipts of what was closed before then: their links open nothing any more."""
    return Request.objects.filter(closed_at__lt=moment).delete()[0]


def forget_reasons_before(moment: dt.datetime) -> int:
    """The words of old decisions; that they were taken, and when, stays."""
    return Story.objects.filter(closed_at__lt=moment).exclude(reasons="").update(reasons="")


def forget_salts_before(moment: dt.datetime) -> int:
    """Past this, nobody can tell which address sent what."""
    return Salt.objects.filter(day__lt=moment.date()).delete()[0]
