"""Fill an empty instance with the invented community."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from toctoc.notify.models import Notice, Rhythm
from toctoc.ops.psc_demo.identities import IDENTITIES
from toctoc.people.directory import enter_invented
from toctoc.people.models import Person
from toctoc.stories.challenge import bits
from toctoc.transparency.actions import publish

from . import evidence, marks, moderation, rights, stories
from .content import threads
from .history import fill
from .people import add_colleagues, add_roles


def fill_if_empty(*, say: Callable[[str], None]) -> bool:
    """Migrate, then fill unless somebody is there already. True if it filled."""
    call_command("migrate", verbosity=0)
    if Person.objects.exists():
        return False
    with _little_work(), transaction.atomic():  # stopped half way, it begins again
        _fill(say)
    return True


@contextlib.contextmanager
def _little_work() -> Iterator[None]:
    """Invented patients need not prove, by seconds of work each, that they are no crowd."""
    before = bits()
    settings.TOCTOC_STORY_BITS = 1
    try:
        yield
    finally:
        settings.TOCTOC_STORY_BITS = before


def _fill(say: Callable[[str], None]) -> None:
    say("Toctoc: inviting 240 colleagues who do not exist…")
    now = timezone.now()
    colleagues = add_colleagues(now)
    add_roles(now)
    enter_invented([identity.claim for identity in IDENTITIES.values()], at=now)
    say("Toctoc: replaying their questions and answers…")
    everything = list(threads())
    random.Random(3).shuffle(everything)  # noqa: S311
    refused = fill(everything, colleagues, now)
    # The past is past: nobody's phone rings for it.
    Notice.objects.filter(read_at=None).update(read_at=now, emailed_at=now)
    # A visitor meets a rested network: the replay spent today's budgets, and a few invented
    # specialists who answered everything would otherwise be rung alone.
    Rhythm.objects.update(
        answered=0, exposure=0, knocks_today=0, knocks_on=None, last_knock_at=None
    )
    say("Toctoc: opening a few disputes, and closing some…")
    _justice(now)
    _drop_tasks()
    if refused:
        say(f"Toctoc: the guard kept {len(refused)} invented posts out: {', '.join(refused)}")


def _justice(now: dt.datetime) -> None:
    """Something to try for each person concerned, and the public figures of it (D16)."""
    for room in (moderation, stories, rights, evidence, marks):
        room.fill(now)
    publish(now)


def _drop_tasks() -> None:
    from django_tasks_db.models import DBTaskResult

    DBTaskResult.objects.all().delete()
