"""What time brings to pictures: the reading that a dead process left, drafts that end. Work is
found in rows: a worker killed anywhere leaves them due, and two workers do each thing once."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from toctoc.due import each, ids
from toctoc.live.actions import announce
from toctoc.people.models import Person

from ._reader import BEAT
from ._reading import lose
from ._with_text import discard_all, empty_drafts
from .models import Picture, Upload

SILENT = dt.timedelta(seconds=6 * BEAT)
_MOVING = (Upload.State.WAITING, Upload.State.READING)
_TURN = 500


def tick(at: dt.datetime) -> int:
    """Do what is due; return how many files changed. Call it freely."""
    silent = Upload.objects.filter(state__in=_MOVING, beat_at__lt=at - SILENT)
    old = Upload.objects.filter(drafts_until__lte=at)
    return each(ids(silent, "beat_at"), lambda pk: lose([pk], at), "silent reading") + each(
        ids(old, "drafts_until"), lambda pk: _end(pk, at), "old draft"
    )


def _end(pk: int, at: dt.datetime) -> int:
    """An uncovered draft has had its day. What was not published has to be sent again."""
    with transaction.atomic():
        rows = Upload.objects.select_for_update(of=("self",)).select_related("person")
        row = rows.filter(pk=pk, drafts_until__lte=at).first()
        if row is None:
            return 0
        if row.post_id is None:
            Picture.objects.filter(upload=row).delete()
            Upload.objects.filter(pk=pk).update(
                state=Upload.State.LOST, why="old", words=b"", labs=b"", drafts_until=None
            )
            announce(f"person:{row.person.public_id}", "upload", row.public_id, at=at)
        else:
            empty_drafts(Upload.objects.filter(pk=pk))
        return 1


def forget_before(moment: dt.datetime) -> int:
    """Files that were never published: what their rows still say goes too."""
    old = Upload.objects.filter(post=None, created_at__lt=moment).order_by("created_at")
    pks = list(old.values_list("pk", flat=True)[:_TURN])
    return discard_all(Q(pk__in=pks, post=None)) if pks else 0


def forget_person(person: Person) -> None:
    """Who leaves takes along what was never published, and the reasons typed for the guard; what
    was published goes or stays with its text."""
    discard_all(Q(post=None, person=person))
    Picture.objects.filter(upload__person=person).update(choice=None, found=[])
