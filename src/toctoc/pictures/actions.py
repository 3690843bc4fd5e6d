"""Send, decide, publish, cover and destroy pictures. They are published with their text, by
`posts.publish` alone (`_with_text.py`)."""

from __future__ import annotations

import datetime as dt

from toctoc.people.models import Person

from . import _deciding, _judged, _sending
from .types import Choice


def send(*, by: Person, target: str, token: str, data: bytes, name: str, at: dt.datetime) -> str:
    """Take a file into memory and have it read: the upload's public id, at once. The same token
    gives the first one. Raise `Off`, `Suspended`, `Busy`, `TooManyFiles`, `NotAllowed`, `TooMany`
    (limits); a video or what is no picture becomes an upload REFUSED with its `why`."""
    return _sending.send(by=by, target=target, token=token, data=data, name=name, at=at)


def decide(*, by: Person, picture: str, choice: Choice, at: dt.datetime) -> None:
    """Make the derivative of one page as its author chose, and read it once more (1 to 3 s).
    Raise `NotVisible`, `Unreasoned`, `Unanswered`, `FoundMore`, `AlreadyRemoved`, `AltRefused`, or
    the guard's `Refused` when it could not be made."""
    _deciding.decide(by=by, picture=picture, choice=choice, at=at)


def answer(
    *, by: Person, upload: str, answers: dict[str, bool], consent: str, at: dt.datetime
) -> None:
    """The three questions and the statement of consent (T15). READY once every page is decided,
    every answer given and consent said. Raise `NotVisible` or `Unanswered`."""
    _deciding.answer(by=by, upload=upload, answers=answers, consent=consent, at=at)


def discard(*, by: Person, upload: str, at: dt.datetime) -> None:
    """Take a file back before publication: its bytes, its draft and its words are gone."""
    _sending.discard(by=by, upload=upload, at=at)


def move(*, by: Person, upload: str, before: str | None, at: dt.datetime) -> None:
    """Change the order of the files of a text."""
    _sending.move(by=by, upload=upload, before=before, at=at)


def flag(*, by: Person, picture: str, at: dt.datetime) -> bool:
    """ "Identifiable!" (one tap, any reader): covered for all at once. True the first time; who was
    told by a moderator that nobody can be recognised does not cover it again."""
    return _judged.flag(by=by, picture=picture, at=at)


def uncover(*, by: Person, picture: str, reason: str, at: dt.datetime) -> None:
    """A moderator judged that nobody can be recognised: shown again. Raise `NotVisible`,
    `NotAllowed` (one's own picture or flag) or `Unreasoned`."""
    _judged.uncover(by=by, picture=picture, reason=reason, at=at)


def remove(*, by: Person, picture: str, reason: str, at: dt.datetime) -> None:
    """A moderator, or its author: destroyed for good, its likeness banned when `by` is a moderator
    or when it was flagged. Raise as `uncover`."""
    _judged.remove(by=by, picture=picture, reason=reason, at=at)


def withdraw_consent(*, by: Person, post: str, at: dt.datetime) -> int:
    """The patient no longer agrees (T15): the pictures of the post are destroyed; how many.
    By its author or a moderator; `NotVisible`."""
    return _judged.withdraw_consent(by=by, post=post, at=at)
