"""Who may see which picture: its author before publication, `posts.visible_to` after."""

from __future__ import annotations

import base64
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from toctoc.guard.files import read as guard
from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.posts.models import Post
from toctoc.posts.queries import visible_to
from toctoc.sealing import Unsealable, unseal, unseal_json

from . import _choice
from .models import Picture, Upload
from .types import Found, Sent, Sheet, Shown

_SENT = (
    "public_id", "state", "why", "done", "pages", "consent", "answers", "created_at", "target",
)  # fmt: skip
_SHEET = ("public_id", "page", "frame", "width", "height", "found", "choice", "left_out",
          "shown_width")  # fmt: skip
_SHOWN = (
    "public_id", "upload_id", "upload__post_id", "upload__post__public_id", "shown_width",
    "shown_height", "alt", "covered_at", "drawing", "upload__facts",
)  # fmt: skip
_MOST_FLAGGED = 200
_LIVING = (Post.State.PENDING, Post.State.PUBLISHED, Post.State.HIDDEN)


@cache
def _missing() -> tuple[str, ...]:
    """Looked for once a process: packages don't come while it runs."""
    return guard.missing()


def why_off() -> tuple[str, ...]:
    """Why no picture can be sent here: codes ("setting", or names of packages); () when on."""
    return _missing() if settings.TOCTOC_PICTURES["on"] else ("setting",)


def sent_for(person: Person, target: str) -> list[Sent]:
    """The files of a text being written, in order, without their sheets. One query."""
    rows = Upload.objects.filter(person=person, target=target, post=None)
    return [_sent(row) for row in rows.order_by("position", "pk").values(*_SENT)]


def _sent(row: Mapping[str, Any], sheets: tuple[Sheet, ...] = ()) -> Sent:
    return Sent(**row, sheets=sheets)


def review(person: Person, upload: str) -> Sent:
    """One's own unpublished upload with its sheets; `NotVisible`."""
    rows = Upload.objects.filter(person=person, public_id=upload, post=None)
    row = rows.values(*_SENT).first()
    if row is None:
        raise NotVisible
    pages = Picture.objects.filter(upload__public_id=upload).order_by("page", "frame")
    return _sent(row, tuple(_sheet(one) for one in pages.values(*_SHEET)))


def sheet(person: Person, picture: str) -> Sheet:
    """One page of one's own unpublished upload; `NotVisible`."""
    row = _unpublished(person).filter(public_id=picture).values(*_SHEET).first()
    if row is None:
        raise NotVisible
    return _sheet(row)


def _sheet(row: Mapping[str, Any]) -> Sheet:
    choice = _choice.from_json(row["choice"]) if row["choice"] else None
    return Sheet(
        public_id=row["public_id"],
        page=row["page"],
        frame=row["frame"],
        width=row["width"],
        height=row["height"],
        found=found_in(row["found"]),
        choice=choice,
        done=row["left_out"] or row["shown_width"] > 0,
    )


def found_in(boxes: Sequence[Mapping[str, Any]]) -> tuple[Found, ...]:
    return tuple(
        Found(
            id=box["id"],
            kind=box["kind"],
            rect=tuple(box["box"]),
            decision=box["decision"],
            score=box["score"],
            why=box["why"],
        )
        for box in boxes
    )


def _unpublished(person: Person) -> QuerySet[Picture]:
    return Picture.objects.filter(upload__person=person, upload__post=None)


def draft_bytes(person: Person, picture: str) -> bytes:
    """WebP with nothing covered, for its author before publication; `NotVisible`."""
    return _bytes(_unpublished(person).filter(public_id=picture), "draft")


def preview_bytes(person: Person, picture: str) -> bytes:
    """The derivative before publication, for its author; `NotVisible` while there is none."""
    decided = _unpublished(person).filter(public_id=picture, shown_width__gt=0)
    return _bytes(decided, "derivative")


def _bytes(rows: QuerySet[Picture], column: str) -> bytes:
    sealed = rows.values_list(column, flat=True).first()
    try:
        return unseal(sealed or b"")
    except Unsealable:
        raise NotVisible from None


def shown_in(posts: Iterable[int]) -> dict[int, list[Shown]]:
    """Pictures of posts that the caller has the right to show ({post pk: pictures}). One query."""
    found: dict[int, list[Shown]] = defaultdict(list)
    for post, shown in _shown(Picture.objects.filter(upload__post__in=list(posts))):
        found[post].append(shown)
    return dict(found)


def _shown(pictures: QuerySet[Picture]) -> list[tuple[int, Shown]]:
    """(post, picture) in the order of publication."""
    order = ("upload__post", "upload__position", "upload", "page", "frame")
    rows = list(pictures.filter(shown_width__gt=0).order_by(*order).values(*_SHOWN))
    pages: dict[int, int] = defaultdict(int)
    for row in rows:
        pages[row["upload_id"]] += 1
    seen: dict[int, int] = defaultdict(int)
    found = []
    for row in rows:
        seen[row["upload_id"]] += 1
        number, total = seen[row["upload_id"]], pages[row["upload_id"]]
        found.append((row["upload__post_id"], _one(row, number, total)))
    return found


def _one(row: Mapping[str, Any], number: int, total: int) -> Shown:
    return Shown(
        public_id=row["public_id"],
        post_id=row["upload__post__public_id"],
        width=row["shown_width"],
        height=row["shown_height"],
        alt=row["alt"],
        page=number,
        pages=total,
        covered=row["covered_at"] is not None,
        drawing=tuple(row["drawing"]),
        facts={name: value for name, value in row["upload__facts"].items() if value},
    )


def _readable(person: Person | None) -> QuerySet[Picture]:
    return Picture.objects.filter(upload__post__in=visible_to(person), shown_width__gt=0)


def published_bytes(person: Person | None, picture: str) -> bytes:
    """The derivative, for who may read its post (`posts.visible_to`) and while it is not covered;
    `NotVisible` otherwise, the same for what never was."""
    return _bytes(_readable(person).filter(public_id=picture, covered_at=None), "derivative")


def covered_bytes(person: Person, picture: str) -> bytes:
    """What a reader covered, for the moderator who judges it; `NotVisible` for everybody else."""
    if not person.is_moderator:
        raise NotVisible
    covered = Picture.objects.filter(upload__post__isnull=False, covered_at__isnull=False)
    return _bytes(covered.filter(public_id=picture), "derivative")


def access_picture(person: Person, picture: str) -> Shown:
    """A picture of a post that this person may read, covered or not; `NotVisible`."""
    post = _readable(person).filter(public_id=picture).values_list("upload__post", flat=True)
    for shown in shown_in(list(post)[:1]).values():
        for one in shown:
            if one.public_id == picture:
                return one
    raise NotVisible


def words_told(person: Person, target: str) -> tuple[str, ...]:
    """Names and numbers read in the files of a text, for the guard of that text."""
    from ._words import names_among

    rows = Upload.objects.filter(person=person, target=target, post=None).exclude(words=b"")
    found: list[str] = []
    for sealed in rows.values_list("words", flat=True):
        found += unseal_json(sealed)["words"]
    return names_among(found)


def flagged(at: dt.datetime) -> list[Shown]:
    """Pictures covered by a reader that wait for a judgement, oldest first (for moderators)."""
    covered = Picture.objects.filter(
        Q(covered_at__lte=at), upload__post__state__in=("published", "hidden")
    )
    oldest = list(covered.order_by("covered_at").values_list("pk", flat=True)[:_MOST_FLAGGED])
    found = {one.public_id: one for _post, one in _shown(Picture.objects.filter(pk__in=oldest))}
    order = covered.filter(pk__in=oldest).order_by("covered_at").values_list("public_id", flat=True)
    return [found[public_id] for public_id in order if public_id in found]


def own_pictures(person: Person) -> Iterator[tuple[str, bytes]]:
    """One's own published pictures as they are shown, for one's copy of one's data; one by one."""
    rows = Picture.objects.filter(
        upload__post__author=person,
        upload__post__state__in=_LIVING,
        shown_width__gt=0,
        covered_at=None,
    )
    for public_id, sealed in rows.order_by("pk").values_list("public_id", "derivative").iterator(4):
        with suppress(Unsealable):
            yield public_id, unseal(sealed)


def kept_with(post: Post) -> list[dict[str, str]]:
    """The pictures of a post for an authority's sealed file, before they are destroyed. No query
    where `uploads__pictures` were fetched with the post."""
    uploads = sorted(post.uploads.all(), key=lambda one: (one.position, one.pk))
    pages = [
        page
        for upload in uploads
        for page in sorted(upload.pictures.all(), key=lambda one: (one.page, one.frame))
        if page.shown_width
    ]
    return [
        {
            "picture": page.public_id,
            "alt": page.alt,
            "webp": base64.b64encode(unseal(page.derivative)).decode(),
        }
        for page in pages
    ]
