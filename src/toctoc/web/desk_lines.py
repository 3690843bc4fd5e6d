"""A line of the queue: what is said to have happened, since when, until when."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toctoc.moderation.models import Case
from toctoc.moderation.types import QueueRow

from . import desk_words as words
from .words import moment

_CONFIRM = Case.State.CONFIRM


def line_of(row: QueueRow, at: dt.datetime) -> dict[str, Any]:
    """A case in one glance: what is said to have happened, since when, until when."""
    return {
        "id": row.case,
        "title": words.title(row.family, row.subject, row.post_kind),
        "age": words.age(row.opened_at, at),
        "due": _due(row, at),
        "late": is_late(row, at),
        "voices": voices(row.notices),
        "tags": tags_of(row),
        "mine": row.mine,
        "advise": row.mine_to_advise,
        "talks": row.state == Case.State.PARTIES,
        "held": _held(row, at),
    }


def _due(row: QueueRow, at: dt.datetime) -> str:
    if row.state == Case.State.PARTIES and row.escalate_at:
        when = {"when": moment(row.escalate_at)["text"]}
        return _("à régler entre eux avant le %(when)s") % when
    return due_of(row.escalate_at, at, escalated=row.escalated)


def is_late(row: QueueRow, at: dt.datetime) -> bool:
    return row.escalated or (row.escalate_at is not None and row.escalate_at <= at)


def _held(row: QueueRow, at: dt.datetime) -> str:
    if row.claimed_until is None:
        return ""
    when = {"clock": words.until(row.claimed_until, at)}
    if row.mine:
        return _("À vous jusqu’à %(clock)s.") % when
    return _("Quelqu’un s’en occupe jusqu’à %(clock)s, et demande un avis.") % when


def due_of(deadline: dt.datetime | None, at: dt.datetime, *, escalated: bool) -> str:
    if escalated:
        return _("Le délai est passé : à un senior")
    if deadline is None:
        return ""
    if deadline <= at:
        return _("Le délai est passé")
    return _("à décider avant le %(when)s") % {"when": moment(deadline)["text"]}


def voices(count: int) -> str:
    if not count:
        return _("vu par un modérateur")
    return ngettext("%(n)d signalement", "%(n)d signalements", count) % {"n": count}


def tags_of(row: QueueRow) -> list[str]:
    found = {
        _("À confirmer"): row.state == _CONFIRM,
        _("Association agréée"): row.trusted,
        _("Signalement protégé"): row.protected,
        _("Retour d’expérience"): row.experience,
        _("Transposé par son auteur"): row.rewritten,
        _("Avis demandé"): row.opinion_wanted,
    }
    return [tag for tag, said in found.items() if said]
