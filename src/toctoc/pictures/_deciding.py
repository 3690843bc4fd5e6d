"""Its author decides, page by page, seeing: made again from the draft, and read once more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import transaction

from toctoc.guard.files import read as guard
from toctoc.guard.files.types import Rect, Refused, Status
from toctoc.live.actions import announce
from toctoc.people.models import Person
from toctoc.people.queries import own_names
from toctoc.people.types import NotVisible
from toctoc.posts.actions import inspect
from toctoc.posts.types import clean
from toctoc.sealing import Unsealable, seal, unseal, unseal_json

from . import _choice, _words, drawing, likeness
from ._reader import turn_to_render
from ._reading import banned_hashes
from .models import Picture, Upload
from .queries import found_in
from .types import (
    QUESTIONS,
    SOURCE_ALT,
    AlreadyRemoved,
    AltRefused,
    Choice,
    FoundMore,
    Unanswered,
    Unreasoned,
)

State = Upload.State
_DECIDABLE = (State.REVIEW, State.READY)
_SAID = (Upload.Consent.UNRECOGNISABLE, Upload.Consent.GIVEN)
_MOST_REASON = 300


def decide(*, by: Person, picture: str, choice: Choice, at: dt.datetime) -> None:
    """See `actions.decide`."""
    row = _own(by).filter(public_id=picture).select_related("upload").first()
    if row is None:
        raise NotVisible
    choice = _tidied(choice)
    if choice.left_out:
        _save(row, at, choice=_choice.to_json(choice), left_out=True, **_NOTHING)
        return
    found = found_in(row.found)
    _choice.check(choice, found)
    _check_reasons(choice, at)
    _check_alt(by, row.upload.target, choice.alt, at)
    kept: dict[str, Any] = {"choice": _choice.to_json(choice), "left_out": False}
    kept["alt"] = choice.alt
    if choice.drawing:  # else what was drawn on its own page stays
        kept["drawing"] = drawing.clean(choice.drawing)
    made = _made(by, row, choice, kept, at)
    hashes = likeness.of(made.webp)
    if likeness.alike(hashes, banned_hashes()):
        _save(row, at, **kept, **_NOTHING)
        raise AlreadyRemoved
    _save(
        row,
        at,
        **kept,
        derivative=seal(made.webp),
        shown_width=made.width,
        shown_height=made.height,
        likeness=hashes[0] if hashes else "",
    )


_NOTHING: Mapping[str, Any] = {
    "derivative": b"",
    "shown_width": 0,
    "shown_height": 0,
    "likeness": "",
}


def _own(by: Person) -> Any:
    """Pages that are still to be decided by their author; `draft` goes with publication."""
    return Picture.objects.filter(
        upload__person=by, upload__post=None, upload__state__in=_DECIDABLE
    )


def _tidied(choice: Choice) -> Choice:
    kept = {box: clean(reason)[:_MOST_REASON] for box, reason in choice.kept.items()}
    return replace(choice, kept=kept, alt=clean(choice.alt)[:SOURCE_ALT].strip())


def _check_reasons(choice: Choice, at: dt.datetime) -> None:
    """A reason is kept with the picture: it says no more than the text may."""
    naming = tuple(
        box
        for box, reason in choice.kept.items()
        if reason.strip() and inspect(reason, at=at, final=True).blocked
    )
    if naming:
        raise Unreasoned(naming)


def _check_alt(by: Person, target: str, alt: str, at: dt.datetime) -> None:
    if not alt:
        return
    from .queries import words_told

    never = (*own_names(by), *words_told(by, target))
    found = inspect(alt, at=at, final=True, never=never).pressing
    if found:
        raise AltRefused(tuple(found))


def _made(
    by: Person, row: Picture, choice: Choice, kept: Mapping[str, Any], at: dt.datetime
) -> guard.Picture:
    """The derivative. Raise `FoundMore`, or `Refused` when it could not be made."""
    found, draft = found_in(row.found), _opened(row.draft)
    told = _told(row.upload)
    known = _words.known_for(by, row.upload.target)
    first = row.choice is None and _choice.is_plain(choice)
    if first and row.derivative and {*known} <= {*told["known"], *told["words"]}:
        # As the first reading made it, covered everywhere, and read again already.
        return guard.Picture(_opened(row.derivative), row.width, row.height)
    with turn_to_render():
        reading = guard.render(
            draft,
            covers=_choice.covers(choice, found),
            kept=_choice.kept(choice, found),
            crop=Rect(*choice.crop) if choice.crop else None,
            known=tuple(dict.fromkeys((*known, *told["words"]))),
            modality=str(row.upload.facts.get("modality", "")),
            limits=settings.TOCTOC_FILES,
        )
    if reading.status is Status.REFUSED:
        raise Refused(reading.why)
    if reading.boxes:
        more = [box.to_json() for box in reading.boxes]
        new = [box | {"id": f"b{n}"} for n, box in enumerate(more, len(row.found) + 1)]
        _save(row, at, **kept, found=[*row.found, *new], **_NOTHING)
        raise FoundMore
    return reading.pictures[0]


def _opened(sealed: bytes | memoryview[int]) -> bytes:
    """`NotVisible` once it was emptied, or where the key was lost."""
    try:
        return unseal(sealed)
    except Unsealable:
        raise NotVisible from None


def _told(upload: Upload) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {"words": [], "known": []}
    return told | (unseal_json(upload.words) if upload.words else {})


def _save(row: Picture, at: dt.datetime, **changes: Any) -> None:
    """Write a page, if its author may still decide; the file is ready, or not ready any more."""
    with transaction.atomic():
        upload = Upload.objects.select_for_update().filter(pk=row.upload_id, post=None).first()
        if upload is None or upload.state not in _DECIDABLE:
            raise NotVisible
        if not Picture.objects.filter(pk=row.pk).update(**changes):
            raise NotVisible
        _settle(upload, at)


def answer(
    *, by: Person, upload: str, answers: dict[str, bool], consent: str, at: dt.datetime
) -> None:
    """See `actions.answer`."""
    lacking = [one for one in QUESTIONS if not isinstance(answers.get(one), bool)]
    if consent not in _SAID:
        lacking.append("consent")
    if lacking:
        raise Unanswered(tuple(lacking))
    with transaction.atomic():
        rows = Upload.objects.select_for_update().filter(person=by, post=None)
        row = rows.filter(public_id=upload, state__in=_DECIDABLE).first()
        if row is None:
            raise NotVisible
        row.answers = {one: answers[one] for one in QUESTIONS}
        row.consent, row.consent_at = consent, at
        row.save(update_fields=["answers", "consent", "consent_at"])
        _settle(row, at)


def _settle(upload: Upload, at: dt.datetime) -> None:
    """READY once every page is decided and everything is said; REVIEW until then."""
    open_pages = upload.pictures.exclude(left_out=True).filter(shown_width=0)
    said = upload.consent in _SAID and all(one in upload.answers for one in QUESTIONS)
    state = State.READY if said and not open_pages.exists() else State.REVIEW
    if state != upload.state:
        Upload.objects.filter(pk=upload.pk).update(state=state)
        announce(f"person:{upload.person.public_id}", "upload", upload.public_id, at=at)
