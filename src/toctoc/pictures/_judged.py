"""After publication: covered by any reader at once, judged by another, gone when it must."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from toctoc.ledger.actions import record
from toctoc.limits.actions import spend
from toctoc.notify.actions import Line, tell
from toctoc.notify.models import Notice
from toctoc.people.models import Person
from toctoc.people.types import NotAllowed, NotVisible
from toctoc.people.wording import names_somebody
from toctoc.posts.actions import render_again
from toctoc.posts.models import Post
from toctoc.posts.queries import visible_to

from ._with_text import ban
from .models import Picture, Upload
from .types import MIN_REASON, Unreasoned

_MOST_REASON = 300


def flag(*, by: Person, picture: str, at: dt.datetime) -> bool:
    """See `actions.flag`."""
    with transaction.atomic():
        seen = Picture.objects.filter(upload__post__in=visible_to(by))
        row = _locked(seen, picture)
        if row.covered_at is not None or row.covered_by_id == by.pk:
            return False
        spend("picture_flag", by.public_id, at=at)
        Picture.objects.filter(pk=row.pk).update(covered_at=at, covered_by=by)
        _told("picture.flag", row, by, at)
        return True


def uncover(*, by: Person, picture: str, reason: str, at: dt.datetime) -> None:
    """See `actions.uncover`."""
    _check_reason(reason)
    with transaction.atomic():
        row = _locked(Picture.objects.filter(upload__post__isnull=False), picture)
        _check_judge(by, row)
        if row.covered_at is None:
            return
        Picture.objects.filter(pk=row.pk).update(covered_at=None)
        _told("picture.uncover", row, by, at, reason=reason.strip()[:_MOST_REASON])


def remove(*, by: Person, picture: str, reason: str, at: dt.datetime) -> None:
    """See `actions.remove`."""
    with transaction.atomic():
        row = _locked(Picture.objects.filter(upload__post__isnull=False), picture)
        post = _post(row)
        own = post.author_id == by.pk
        if own and not visible_to(by).filter(pk=post.pk).exists():
            raise NotVisible
        if not own:
            _check_reason(reason)
            _check_judge(by, row)
        if not own or row.covered_at is not None:
            ban(Picture.objects.filter(pk=row.pk), at)
        why = reason.strip()[:_MOST_REASON] if not own else ""
        _told("picture.remove", row, by, at, reason=why)
        _destroy(Picture.objects.filter(pk=row.pk), row.upload_id)


def withdraw_consent(*, by: Person, post: str, at: dt.datetime) -> int:
    """See `actions.withdraw_consent`."""
    with transaction.atomic():
        found = Post.objects.select_related("thread").filter(public_id=post).first()
        if found is None or not _may_withdraw(by, found):
            raise NotVisible
        uploads = Upload.objects.filter(post=found)
        pictures = Picture.objects.filter(upload__post=found)
        ban(pictures, at)
        count = int(pictures.delete()[0])
        if not count:
            return 0
        uploads.update(consent=Upload.Consent.WITHDRAWN, consent_at=at, facts={})
        about = f"post:{found.public_id}"
        facts = {"pictures": count}
        record("picture.consent-withdrawn", at=at, actor=_who(by), about=about, facts=facts)
        render_again(found, at=at)
        return count


def _may_withdraw(by: Person, post: Post) -> bool:
    """Its author, whatever hides it; or a moderator, for a patient who wrote to the house."""
    return by.is_member and (post.author_id == by.pk or by.is_moderator)


def _locked(pictures: Any, public_id: str) -> Picture:
    """Without its bytes. `NotVisible`."""
    rows = pictures.select_for_update(of=("self",)).defer("draft", "derivative")
    row: Picture | None = rows.filter(public_id=public_id).first()
    if row is None:
        raise NotVisible
    return row


def _post(row: Picture) -> Post:
    return Post.objects.select_related("thread").get(uploads=row.upload_id)


def _check_judge(by: Person, row: Picture) -> None:
    """A moderator, and neither who published it nor who said it shows somebody."""
    if not by.is_moderator or by.pk in (_post(row).author_id, row.covered_by_id):
        raise NotAllowed


def _check_reason(reason: str) -> None:
    if len(reason.strip()) < MIN_REASON or names_somebody(reason):
        raise Unreasoned(())


def _told(act: str, row: Picture, by: Person, at: dt.datetime, **facts: str) -> None:
    """In the record, without a pixel; open pages fetch the post again, and its fragments go."""
    post = _post(row)
    said = {"picture": row.public_id} | {name: value for name, value in facts.items() if value}
    record(act, at=at, actor=_who(by), about=f"post:{post.public_id}", facts=said)
    _tell_author(act, row, post, by, at)
    render_again(post, at=at)


def _tell_author(act: str, row: Picture, post: Post, by: Person, at: dt.datetime) -> None:
    """In the inbox, each time somebody else covered, showed again or destroyed a picture."""
    if post.author_id == by.pk:
        return
    kind = act.replace(".", "-")  # what `notify.tasks` has a sentence for
    line = Line(Notice.Kind.DATA, f"{kind}:{row.public_id}:{at:%y%m%d%H%M%S}", kind, post.public_id)
    author = Person.objects.get(pk=post.author_id)
    tell({author.pk: author.public_id}, line, at=at)


def _destroy(pictures: Any, upload: int) -> None:
    pictures.delete()
    if not Picture.objects.filter(upload=upload).exists():
        Upload.objects.filter(pk=upload).delete()


def _who(person: Person) -> str:
    return f"person:{person.public_id}"
