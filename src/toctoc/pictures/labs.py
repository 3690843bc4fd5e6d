"""Results read on a lab sheet: typed values alone, sealed until their text is published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toctoc.guard.files import labs
from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.sealing import Unsealable, seal_json, unseal_json

from .models import Upload


@dataclass(frozen=True, slots=True)
class Results:
    """What a file says, for the text that it was sent for."""

    upload: str
    target: str
    values: tuple[labs.LabValue, ...]


def sealed(values: Iterable[labs.LabValue]) -> bytes:
    """As `Upload.labs` keeps them; nothing for what is no lab sheet."""
    kept = [value.to_json() for value in values]
    return seal_json(kept) if kept else b""


def results(person: Person, upload: str) -> Results:
    """Those of one's own file, before its text is published; `NotVisible`."""
    row = Upload.objects.filter(public_id=upload, person=person, post=None)
    for target, kept in row.values_list("target", "labs"):
        return Results(upload, target, _opened(bytes(kept)))
    raise NotVisible


def _opened(kept: bytes) -> tuple[labs.LabValue, ...]:
    """Nothing where the key was lost, or where the table of analytes has moved on."""
    try:
        return tuple(labs.checked(one) for one in unseal_json(kept)) if kept else ()
    except (Unsealable, ValueError, TypeError, KeyError):
        return ()
