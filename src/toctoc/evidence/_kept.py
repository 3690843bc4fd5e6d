"""A sealed copy of words that were destroyed while an authority asks for them.

Deleting deletes: nobody reads the post any more, and it is gone from every table but this one. The
copy lies encrypted beside the demand, goes into its sealed file and nowhere else, and is destroyed
when the last demand for it ends. A patient's erasure (K18) asks for nothing and leaves nothing.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max

from toctoc.ledger.actions import record
from toctoc.notify.actions import Line, tell
from toctoc.notify.models import Notice
from toctoc.pictures.queries import kept_with
from toctoc.posts.models import Post
from toctoc.sealing import seal_json, unseal_json

from ._demands import held_back
from .models import Kept

# A restored backup doesn't say who had erased: it may have been a patient.
_GOES_FIRST = ("story", "tombstone")
_TURN = 50


def keep(*, post: Post, reason: str, at: dt.datetime, **_sent: Any) -> None:
    """Seal what is about to be destroyed, if a demand covers it; tell its author, once."""
    if reason in _GOES_FIRST:
        Kept.objects.filter(post=post).delete()
        return
    until = kept_until(post.public_id, at=at)
    if until is None:
        return
    Kept.objects.create(post=post, at=at, until=until, sealed=seal_json(words_of(post)))
    record("evidence.keep", at=at, actor="clock", about=f"post:{post.public_id}")
    if reason != "departure":
        line = Line(Notice.Kind.DATA, f"kept:{post.public_id}", "kept", post.public_id)
        tell({post.author_id: post.author.public_id}, line, at=at)


def kept_until(post_id: str, *, at: dt.datetime) -> dt.datetime | None:
    """Until when at most a demand keeps a post's words; None where none asks for it."""
    asked = held_back(at).filter(post__public_id=post_id)
    found: dt.datetime | None = asked.aggregate(last=Max("demand__until"))["last"]
    return found


def words_of(post: Post) -> dict[str, Any]:
    versions = sorted(post.versions.all(), key=lambda version: version.number)
    pictures = kept_with(post)
    return ({"pictures": pictures} if pictures else {}) | {
        "references": post.references,
        "note": post.note,
        "versions": [
            {
                "number": one.number,
                "at": one.at.astimezone(dt.UTC).isoformat(),
                "body": one.body,
                "overrides": one.overrides,
                "transposed": one.transposed,
            }
            for one in versions
        ],
    }


def all_words_of(post: Post) -> dict[str, Any]:
    """As `words_of`, with what was destroyed since an authority asked for it."""
    copies = [unseal_json(row.sealed) for row in sorted(post.kept.all(), key=lambda row: row.pk)]
    here = [words_of(post)] if post.state != Post.State.ERASED else []
    found: list[dict[str, Any]] = [*copies, *here]
    if not found:
        return {}
    pictures = [one for said in found for one in said.get("pictures", [])]
    more = {"pictures": pictures} if pictures else {}
    return found[-1] | more | {"versions": [one for said in found for one in said["versions"]]}


def let_go(at: dt.datetime) -> int:
    """Destroy the copies that no open demand needs any more; return how many."""
    over = Kept.objects.exclude(post__in=held_back(at)).order_by("pk")
    return sum(_destroy(pk, at) for pk in list(over.values_list("pk", flat=True)[:_TURN]))


def _destroy(pk: int, at: dt.datetime) -> bool:
    with transaction.atomic():
        found = Kept.objects.select_for_update(of=("self",)).select_related("post")
        row = found.filter(pk=pk).exclude(post__in=held_back(at)).first()
        if row is None:
            return False
        record("evidence.let-go", at=at, actor="clock", about=f"post:{row.post.public_id}")
        row.delete()
        return True
