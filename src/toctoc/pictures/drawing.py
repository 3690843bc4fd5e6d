"""Arrows and outlines that an author draws over a picture: shapes alone, no word to be guarded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db import transaction

from toctoc.ledger.actions import record
from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.posts.actions import render_again
from toctoc.posts.models import Post

from .models import Picture

# Points of each kind, in thousandths of width and height: tail and tip; two corners; a closed line.
SHAPES: Final = {"arrow": (2, 2), "ellipse": (2, 2), "outline": (3, 120)}
MOST: Final = 30
_WHOLE: Final = 1000
_LEAST: Final = 5  # a slip of the finger is no shape
_DRAWABLE = (Post.State.PENDING, Post.State.PUBLISHED)


def clean(drawing: object) -> list[dict[str, Any]]:
    """Only shapes that this module knows, inside the picture; whatever else was sent is dropped.
    What a page draws and what a program sends are judged alike."""
    shapes = drawing if isinstance(drawing, list | tuple) else []
    kept = (_shape(one) for one in shapes[:MOST])
    return [one for one in kept if one is not None]


def _shape(one: object) -> dict[str, Any] | None:
    if not isinstance(one, Mapping) or one.get("kind") not in SHAPES:
        return None
    least, most = SHAPES[one["kind"]]
    points = _points(one.get("points"))
    if not least <= len(points) <= most or _span(points) < _LEAST:
        return None
    return {"kind": one["kind"], "points": points}


def _points(sent: object) -> list[list[int]]:
    if not isinstance(sent, list | tuple):
        return []
    pairs = (each for each in sent if isinstance(each, list | tuple) and len(each) == 2)
    return [[_inside(x), _inside(y)] for x, y in pairs if _number(x) and _number(y)]


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value


def _inside(value: float) -> int:
    return round(min(max(value, 0), _WHOLE))


def _span(points: Iterable[list[int]]) -> int:
    across, down = zip(*points, strict=True)
    return int(max(max(across) - min(across), max(down) - min(down)))


def access_own(person: Person, picture: str) -> Picture:
    """One's own picture, before or after publication; `NotVisible`."""
    found = (
        Picture.objects.select_related("upload__post__thread")
        .defer("draft", "derivative")
        .filter(public_id=picture, upload__person=person)
        .first()
    )
    if found is None:
        raise NotVisible
    post = found.upload.post
    if post is not None and (post.state not in _DRAWABLE or post.author_id != person.pk):
        raise NotVisible
    return found


def draw(*, by: Person, picture: str, drawing: object, at: dt.datetime) -> int:
    """Replace what is drawn over one's own picture; how many shapes are kept. Open pages follow."""
    shapes = clean(drawing)
    with transaction.atomic():
        found = access_own(by, picture)
        Picture.objects.filter(pk=found.pk).update(drawing=shapes)
        post = found.upload.post
        if post is not None and post.state == Post.State.PUBLISHED:
            record(
                "picture.draw",
                at=at,
                actor=f"person:{by.public_id}",
                about=f"picture:{picture}",
                facts={"shapes": len(shapes)},
            )
            render_again(post, at=at)
    return len(shapes)
