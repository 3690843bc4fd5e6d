"""One file read by its jailed child, and what its row says meanwhile.

Whatever fails, the row says so: REFUSED with a code when the file is at fault, LOST when the house
is (a full disk, a database that went away, a process that ends).
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict
from typing import Any, Final

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from toctoc.guard.files import read as guard
from toctoc.guard.files.types import Status
from toctoc.live.actions import announce
from toctoc.sealing import seal, seal_json

from . import labs, likeness
from ._reader import Job
from .models import Banned, Picture, Upload

log = logging.getLogger("toctoc.pictures")
State = Upload.State
# A process that was thought dead and comes back with what it read is believed.
_UNREAD: Final = (State.WAITING, State.READING, State.LOST)
Read = Callable[..., guard.Reading]


class _Cancelled(Exception):
    """Its author took the file back: the child ends with this."""


def read_one(job: Job, *, read: Read | None = None) -> None:
    """Never raises: what happened is in the row."""
    if not connection.in_atomic_block:
        close_old_connections()
    try:
        if _begin(job):
            keep(job, _read(job, read or guard.read))
    except _Cancelled:
        return
    except Exception as error:  # its class, never its words (Law 5)
        log.error("pictures: upload %d: %s", job.upload, type(error).__name__)
        _lose_or_leave(job)


def _begin(job: Job) -> bool:
    """False when its author took it back, or another process has read it."""
    now = timezone.now()
    with transaction.atomic():
        rows = Upload.objects.filter(pk=job.upload, state__in=(State.WAITING, State.LOST))
        begun = bool(not job.cancelled and rows.update(state=State.READING, why="", beat_at=now))
        if begun:
            _tell(job, now)
        return begun


def _read(job: Job, read: Read) -> guard.Reading:
    def progress(done: int, pages: int) -> None:
        if job.cancelled:
            raise _Cancelled
        _told(job, done, pages)

    try:
        reading = read(
            job.data,
            name=job.name,
            known=job.known,
            limits=settings.TOCTOC_FILES,
            drafts=True,
            progress=progress,
        )
    except _Cancelled:
        raise
    except Exception as error:
        log.error("pictures: upload %d: reader: %s", job.upload, type(error).__name__)
        return guard.Reading(Status.REFUSED, why="jail")
    if job.cancelled:
        raise _Cancelled
    return reading


def _told(job: Job, done: int, pages: int) -> None:
    """How far the reading is: a hint, which may fail without harm."""
    now = timezone.now()
    try:
        with transaction.atomic():
            rows = Upload.objects.filter(pk=job.upload, state=State.READING)
            if rows.update(done=done, pages=pages, beat_at=now):
                _tell(job, now)
    except Exception as error:
        log.warning("pictures: upload %d: progress: %s", job.upload, type(error).__name__)


def keep(job: Job, reading: guard.Reading) -> None:
    """Write what came of a file: all of it, or nothing."""
    now = timezone.now()
    if reading.status is Status.REFUSED:
        _close(job, {"state": State.REFUSED, "why": reading.why or "jail"}, (), now)
        return
    made = _pictures(job.upload, reading)
    if made is None:
        _close(job, {"state": State.REFUSED, "why": "removed"}, (), now)
        return
    changes = {
        "state": State.REVIEW,
        "why": "",
        "pages": len(made),
        "done": len(made),
        "words": seal_json({"words": list(reading.words), "known": list(job.known)}),
        "labs": labs.sealed(reading.labs),
        "facts": asdict(reading.facts),
        "drafts_until": now + dt.timedelta(hours=settings.TOCTOC_PICTURES["draft_hours"]),
    }
    _close(job, changes, made, now)


def _close(
    job: Job, changes: dict[str, Any], pictures: Sequence[Picture], now: dt.datetime
) -> None:
    with transaction.atomic():
        rows = Upload.objects.select_for_update().filter(
            pk=job.upload, post=None, state__in=_UNREAD
        )
        if rows.first() is None:
            return
        Upload.objects.filter(pk=job.upload).update(beat_at=now, **changes)
        for picture in pictures:  # one statement each: a bulk of them is one of many megabytes
            picture.save(force_insert=True)
        _tell(job, now)


def _pictures(upload: int, reading: guard.Reading) -> list[Picture] | None:
    """The rows of the pages; None where one of them was removed once for showing somebody."""
    banned = banned_hashes()
    made = []
    for one in reading.pictures:
        hashes = likeness.of(one.draft)
        if likeness.alike(hashes, banned):
            return None
        boxes = [b for b in reading.boxes if (b.page, b.frame) == (one.page, one.frame)]
        made.append(
            Picture(
                upload_id=upload,
                page=one.page,
                frame=one.frame,
                width=one.width,
                height=one.height,
                draft=seal(one.draft),
                derivative=seal(one.webp),
                found=[box.to_json() | {"id": f"b{n}"} for n, box in enumerate(boxes, 1)],
                source_likeness=hashes[0] if hashes else "",
            )
        )
    return made


def banned_hashes() -> list[str]:
    return list(Banned.objects.values_list("likeness", flat=True))


def beat(uploads: Collection[int], at: dt.datetime) -> int:
    """The process that holds these files is alive."""
    moving = (State.WAITING, State.READING)
    return Upload.objects.filter(pk__in=uploads, state__in=moving).update(beat_at=at)


def lose(uploads: Collection[int], at: dt.datetime, why: str = "") -> int:
    """These files are in no memory any more: their authors send them again."""
    lost = 0
    rows = Upload.objects.filter(pk__in=uploads, post=None).exclude(state=State.LOST)
    for pk, public_id, owner in rows.values_list("pk", "public_id", "person__public_id"):
        with transaction.atomic():
            mine = Upload.objects.filter(pk=pk, state__in=(State.WAITING, State.READING))
            if mine.update(state=State.LOST, why=why):
                lost += 1
                announce(f"person:{owner}", "upload", public_id, at=at)
    return lost


def _lose_or_leave(job: Job) -> None:
    """Say that a file is lost; if even that can't be written, silence says it: the clock hears."""
    try:
        lose([job.upload], timezone.now())
    except Exception as error:
        log.error("pictures: upload %d: lost: %s", job.upload, type(error).__name__)


def _tell(job: Job, at: dt.datetime) -> None:
    announce(f"person:{job.owner}", "upload", job.public_id, at=at)
